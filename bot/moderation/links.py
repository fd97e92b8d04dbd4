"""Find the links of a message: those written out, those written so as not to look like links, and those hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from urllib.parse import unquote

from bot.moderation.hosts import is_bare_word, looks_like_another, registrable, to_ascii, to_unicode
from bot.updates import MessagePosted

MOST = 1_000  # links looked at in one message, which no platform's longest message holds
LONGEST = 2_000  # characters of a link

_SCHEME = re.compile(r"(?:h(?:tt|xx)ps?|ftp|tg|whatsapp|viber|discord)$", re.IGNORECASE)
LONGEST_SCHEME = 8  # characters
APPS = ("tg", "whatsapp", "viber", "discord")  # these open an app; what stands where a host would is a command

_DOTTED = re.compile("\\.(?:[^\\W_]|[\u24b6-\u24e9])")  # a letter in a circle is none to Python
_CIRCLED = {start + n: chr(ord("a") + n) for start in (0x24B6, 0x24D0) for n in range(26)}
# Browsers take each for a dot; https://url.spec.whatwg.org/#idna. Three in one are none.
_PLAIN = str.maketrans("。．｡․…", ".... ") | _CIRCLED
_FOREIGN_DOT = re.compile(r"[。．｡․]")
_WRITTEN_DOT = re.compile(r"\s?[\[({]\s?(?:\.|dot|точка|тчк)\s?[\])}]\s?", re.IGNORECASE)
# Invitations pulled apart, so that people put them together again: `t . me/+Ab`, `discord,gg/ab`, `t.mе/+Ab`.
_APART = re.compile(r"(?<![\w'’])([tт]|telegram|discord)(?:\s[.,·•]\s|[.,·•])(m[eе]|gg)\s?/\s?(?=[+\w])", re.IGNORECASE)
_PIECE = re.compile(r"[^\s<>\"'()\[\]{}|,;*`«»“”‘’\u2026]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff]")
_ENCODED = re.compile("%3a%2f%2f", re.IGNORECASE)  # `://` where an address is part of another one
_NUMBERED = re.compile(r"\[([0-9a-f:.]{2,45})\]", re.IGNORECASE)  # an address of IPv6
_HEX = re.compile("0x[0-9a-f]{1,16}", re.IGNORECASE)
_NOT_HOST = re.compile(r"[^\w.\-]")


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `host` is in ASCII and lower case; `hidden` means that other words are shown in its place."""

    url: str
    host: str
    hidden: bool = False
    words: str = ""  # those shown in its place

    @property
    def domain(self) -> str:
        """Give the domain that somebody registered; the host itself where there is none."""
        return registrable(self.host) or self.host

    @property
    def shown(self) -> str:
        """Give the host the way people see it."""
        return to_unicode(self.host)

    @property
    def path(self) -> str:
        """Give what follows the host, without the slash between them."""
        rest = self.url.partition("://")[2] or self.url
        return rest.partition("/")[2] if "/" in rest else ""

    @property
    def disguised(self) -> bool:
        """Tell whether the host only looks like another one."""
        return looks_like_another(self.host)

    @property
    def pretends(self) -> str:
        """Give the host that the words shown speak of, where it is another one than the link leads to."""
        for host in (link.host for link in _written(self.words)) if self.words else ():
            if registrable(host) != registrable(self.host):
                return to_unicode(host)
        return ""


def find_links(message: MessagePosted) -> tuple[Link, ...]:
    """List a message's links, each once."""
    text = message.text
    if not message.links and not message.quote:
        return tuple(find_written(text)) if _may_link(text) else ()
    found: dict[str, Link] = {}
    words = message.link_words or ("",) * len(message.links)
    for url, shown in zip(message.links, words, strict=False):
        for link in _of_address(url):
            found.setdefault(link.url, Link(link.url, link.host, True, shown))
    for part in (text, message.quote):
        for link in find_written(part) if _may_link(part) else ():
            found.setdefault(link.url, link)
    return tuple(found.values())


def find_written(text: str) -> list[Link]:
    """List the links written in a text, each once."""
    found: dict[str, Link] = {}
    for link in _written(text):
        if link.url not in found:
            found[link.url] = link
            if len(found) >= MOST:
                break
    return list(found.values())


def _may_link(text: str) -> bool:
    """Tell cheaply whether there may be a link: hardly any message has one."""
    if _DOTTED.search(text) is not None or "://" in text:
        return True
    if not text.isascii() and _FOREIGN_DOT.search(text) is not None:
        return True
    if "/" in text and _APART.search(text) is not None:
        return True
    return ("[" in text or "(" in text or "{" in text) and _WRITTEN_DOT.search(text) is not None


def _written(text: str) -> Iterator[Link]:
    if "[" in text or "(" in text or "{" in text:
        text = _WRITTEN_DOT.sub(".", text)
    if not text.isascii():
        text = _UNSEEN.sub("", text).translate(_PLAIN)
    if "/" in text:
        text = _APART.sub(_together, text)
    looked: set[str] = set()
    for match in _PIECE.finditer(text):
        piece = match[0]
        if "." not in piece and "://" not in piece:
            continue
        called = text.startswith("(", match.end())
        if piece in looked:
            continue
        if not called:
            looked.add(piece)
        if "://" in piece:
            yield from _of_address(piece)
            continue
        if (link := _bare(piece, called=called)) is not None:
            yield link
        if "%" in piece and _ENCODED.search(piece) is not None:
            yield from _schemed(unquote(piece).split("://"))


def _together(found: re.Match[str]) -> str:
    return f"{found[1].replace('т', 't')}.{found[2].replace('е', 'e')}/"


def _of_address(piece: str) -> Iterator[Link]:
    """Read a link with its scheme, and those inside it: one address may lead on to another."""
    before, *rest = piece.split("://")
    if not rest:
        link = _bare(piece, called=False)
        return iter((link,)) if link is not None else iter(())
    inside = unquote(piece).split("://") if _ENCODED.search(piece) is not None else []
    return chain(_schemed([before, *rest]), _schemed(inside))


def _schemed(parts: list[str]) -> Iterator[Link]:
    for before, after in pairwise(parts):
        found = _SCHEME.search(before[-LONGEST_SCHEME:])
        if found is None:
            continue
        scheme = found[0].lower()
        rest = after[:LONGEST].rstrip(".!?:…")
        authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rpartition("@")[2]
        number = _NUMBERED.match(authority)
        host = number[1] if number is not None else to_ascii(_UNSEEN.sub("", authority.partition(":")[0]))
        if scheme in APPS or _leads_somewhere(host):
            yield Link(f"{scheme.replace('xx', 'tt')}://{rest}", host)


def _leads_somewhere(host: str) -> bool:
    if "." not in host:  # browsers take a number for an address
        return host.isdigit() or _HEX.fullmatch(host) is not None or (":" in host and host != "::1")
    return not host.startswith("127.") and not host.endswith((".local", ".localhost", ".internal", ".test"))


def _bare(piece: str, *, called: bool) -> Link | None:
    """Read a link without a scheme; `called` means that a bracket follows, as after a function."""
    authority, slash, path = piece[:LONGEST].removeprefix("//").partition("/")
    if "@" in authority:
        return None  # an e-mail address, or somebody is mentioned
    name = authority.strip(".!?:…-_~")
    if _NOT_HOST.search(name) is not None:  # `example.com:8000`, `see:example.com`, `x=example.com`, `example.com?a`
        head, _, port = name.rpartition(":")
        name = head if port.isdigit() else name
        name = next((part for part in _NOT_HOST.split(name) if "." in part), "").strip(".-_")
    if "." not in name or ".." in name:
        return None
    alone = not path and not name.lower().startswith("www.")
    if alone and (is_bare_word(name, called=called) or _is_next_sentence(name)):
        return None
    host = to_ascii(name)
    if not host or not registrable(host):
        return None
    return Link(f"{name}{slash}{path}".rstrip(".!?:…"), host)


def _is_next_sentence(name: str) -> bool:
    """Tell whether a space was forgotten: `the end.It goes on`."""
    last = name[name.rfind(".") + 1 :]
    return last[0].isupper() and not last.isupper() and not name[0].isupper()
