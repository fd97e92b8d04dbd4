"""Find the links of a message: those written out and those hidden behind other words."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.updates import MessagePosted

_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `host` is lower-case; `hidden` means that other words are shown in its place."""

    url: str
    host: str
    hidden: bool = False


def find_links(message: MessagePosted) -> tuple[Link, ...]:
    """List a message's links, each once."""
    if not message.links and "://" not in message.text and "://" not in message.quote:
        return ()
    found = {url: Link(url, _host(url), hidden=True) for url in message.links}
    for url in _ADDRESS.findall(f"{message.text}\n{message.quote}"):
        found.setdefault(url, Link(url, _host(url)))
    return tuple(found.values())


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
