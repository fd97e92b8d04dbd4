"""Read the names of hosts: as machines write them, as people see them, and whose they are."""

import unicodedata
from collections.abc import Container, Iterator
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

LONGEST = 253  # characters of a host's name; https://www.rfc-editor.org/rfc/rfc1035
LABEL = 63  # … and of one part of it

# Endings that may be registered, and are met far more often as endings of files or as words of programs: `main.py`,
# `user.name`. Written alone, without a scheme, `www.` or a path, such a word is no link.
_FILES = "cab java md mk mm mov pl pm ps py rs sh so tf vi zip"
_WORDS = """
    as build call case cat channel data date day dot foo how id int like map name new now open page parts ping post
    prod properties read report run save search select show style tab total you zero
"""
BARE = frozenset((_FILES + _WORDS).split())
# What is spoken of by the name of its site, in capitals as nobody writes the site.
_TECHNOLOGIES = frozenset({"ADO.NET", "ASP.NET", "ML.NET", "VB.NET", "Deno.Land", "Socket.IO", "Makefile.am"})
# A space that was forgotten between two sentences: `let.me see`, `well.no`, `like this.is it`.
_BEFORE_IT = """
    and but do go hey hi hm it let lol no not now ok okay please so thanks that then this wait well what yes
"""
BEFORE, AFTER = (
    frozenset(_BEFORE_IT.split()),
    frozenset(("am", "at", "do", "in", "is", "it", "me", "my", "no", "so", "to", "us")),
)
_SITES = frozenset(
    ("com", "net", "org", "ru", "su", "рф", "xyz", "top", "site", "shop", "online", "club", "vip", "bet")
)

# Letters of Cyrillic and Greek that pass for Latin ones.
LOOKALIKES = frozenset("аеёіїјкмнорстухьѕѵѡһԁԛԝӏпгαβγεηικνορτυχω")


@lru_cache(maxsize=10_000)
def to_ascii(host: str) -> str:
    """Write a host the way machines do, in lower case; empty for what can be none."""
    host = host.lower().strip(".")
    if not host.isascii():
        try:
            host = unicodedata.normalize("NFKC", host).encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    if len(host) > LONGEST or not all(_is_label(part) for part in host.split(".")):
        return ""
    return host


def _is_label(part: str) -> bool:
    if not 0 < len(part) <= LABEL or part[0] == "-" or part[-1] == "-":
        return False
    return part.isalnum() or part.replace("-", "").replace("_", "").isalnum()


@lru_cache(maxsize=10_000)
def to_unicode(host: str) -> str:
    """Write a host the way people see it."""
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


@cache
def _suffixes() -> PublicSuffixList:
    # Read at the first link, not at the start: it takes as long as all other rules together.
    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=False)


@lru_cache(maxsize=10_000)
def registrable(host: str) -> str:
    """Give the domain that somebody registered, of a host in ASCII: `a.b.example.co.uk` belongs to `example.co.uk`.

    Empty where there is none: an address in numbers, a name of a local network, an ending that nobody may sell.
    """
    suffix = _suffixes().publicsuffix(to_unicode(host))
    if suffix is None:
        return ""
    kept = suffix.count(".") + 2
    labels = host.split(".")
    return ".".join(labels[-kept:]) if len(labels) >= kept else ""


def domains_of(host: str) -> Iterator[str]:
    """Go through a host and everything it lies under, without the last part: `a.b.example` is under `b.example`."""
    yield host
    while (dot := host.find(".")) >= 0 and "." in (host := host[dot + 1 :]):
        yield host


def is_under(host: str, domains: Container[str]) -> bool:
    """Tell whether a host is, or lies under, one of these domains; it does not matter how many there are."""
    return any(domain in domains for domain in domains_of(host))


def looks_like_another(host: str) -> bool:
    """Tell whether a host in ASCII is seen as one of Latin letters and is not: `аpple.com` with a Cyrillic а."""
    if "xn--" not in host:
        return False
    *labels, ending = to_unicode(host).split(".")
    return any(_disguised(label, latin=ending.isascii()) for label in labels if not label.isascii())


def _disguised(label: str, *, latin: bool) -> bool:
    letters = [c for c in label if c.isalpha()]
    foreign = [c for c in letters if not unicodedata.name(c, "").startswith("LATIN")]
    if not foreign:
        return False
    if len(foreign) < len(letters):  # two alphabets in one word
        return any(c in LOOKALIKES for c in foreign)
    return latin and all(c in LOOKALIKES for c in foreign)


def is_bare_word(host: str, *, called: bool = False) -> bool:
    """Tell whether a host that stands alone is rather a file, a word of a program, or two words without a space;
    `called` where a bracket follows it, as after a function."""
    before, _, ending = host.rpartition(".")
    ending = ending.lower()
    if ending in BARE or (called and ending not in _SITES):
        return True
    return host in _TECHNOLOGIES or (ending in AFTER and before.lower() in BEFORE)
