"""What an entry of the blocklist can be: a word or phrase, with wildcards or without, an expression, or a domain."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import Refused
from bot.moderation.blocklist.expressions import check_expression
from bot.moderation.text import is_word, normalise

MAX_ENTRY = 200  # characters
DOMAIN = "domain:"

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_BEFORE_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?(?:www\.)?", re.IGNORECASE)


class Form(StrEnum):
    """How an entry is matched."""

    LITERAL = "literal"
    WILD = "wild"
    EXPRESSION = "expression"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Blocked:
    """One entry. `action` empty means the rule's own; `expires` None means it stays."""

    entry: str
    action: str = ""
    reason: str = ""
    expires: datetime | None = None

    @property
    def form(self) -> Form:
        """Tell how it is matched."""
        if len(self.entry) > 2 and self.entry[0] == self.entry[-1] == "/":
            return Form.EXPRESSION
        if self.entry.startswith(DOMAIN):
            return Form.DOMAIN
        return Form.WILD if "*" in self.entry or "?" in self.entry else Form.LITERAL

    @property
    def key(self) -> str:
        """Give what two entries that mean the same have in common."""
        return self.entry if self.form in (Form.EXPRESSION, Form.DOMAIN) else normalise(self.entry)

    def in_force(self, now: datetime) -> bool:
        """Tell whether it has not expired."""
        return self.expires is None or self.expires > now


def write_entry(text: str) -> str:
    """Check an entry and give it as it is kept. Raises Refused, which says what is wrong and what would be right."""
    text = text.strip()
    if text == "//":
        raise Refused("moderation-expression-empty", expression="")
    if len(text) > 2 and text[0] == text[-1] == "/":
        if len(text) > MAX_ENTRY:
            raise Refused("moderation-entry-too-long", length=len(text), most=MAX_ENTRY)
        check_expression(text[1:-1])
        return text
    entry = " ".join(text.split())
    if entry.lower().startswith(DOMAIN):
        return DOMAIN + read_domain(entry[len(DOMAIN) :])
    if len(entry) > MAX_ENTRY:
        raise Refused("moderation-entry-too-long", length=len(entry), most=MAX_ENTRY)
    plain = normalise(entry)
    solid = plain.replace("*", "").replace("?", "")
    if not solid.strip() or (solid != plain and sum(map(is_word, solid)) < 2):
        raise Refused("moderation-entry-too-wide", entry=entry)
    return entry


def read_domain(text: str) -> str:
    """Give a domain as links are compared with it: lower-case ASCII, without `www.`. Raises Refused."""
    host = text.strip()
    host = host[_BEFORE_HOST.match(host).end() :] if _BEFORE_HOST.match(host) else host  # type: ignore[union-attr]
    host = re.split(r"[/:?#]", host, maxsplit=1)[0].removeprefix("*.").strip(".").lower()
    if not host.isascii():
        host = to_ascii(host)
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdecimal():
        raise Refused("moderation-entry-bad-domain", domain=text.strip()[:80])
    return host


def to_ascii(host: str) -> str:
    """Write an international domain in ASCII (xn--…); what cannot be one stays as it is."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host
