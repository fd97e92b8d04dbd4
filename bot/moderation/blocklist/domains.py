"""Find the entries that links point to: a domain covers its subdomains."""

from collections.abc import Iterable, Mapping

from bot.moderation.blocklist.entries import DOMAIN, Blocked, to_ascii


class Domains:
    """Look domains up label by label, so that tens of thousands cost what one costs."""

    def __init__(self, entries: Iterable[Blocked]) -> None:
        self._entries: Mapping[str, Blocked] = {e.entry.removeprefix(DOMAIN): e for e in entries}

    def find(self, hosts: Iterable[str]) -> list[Blocked]:
        """List the entries that cover one of these hosts."""
        if not self._entries:
            return []
        found = []
        for host in hosts:
            name = (host if host.isascii() else to_ascii(host)).rstrip(".")
            while name:
                if entry := self._entries.get(name):
                    found.append(entry)
                name = name.partition(".")[2]
        return found
