"""Mind where links lead: to domains that are not wanted, through shorteners, or elsewhere than they say."""

from functools import cached_property
from typing import ClassVar, Literal, Self

from bot.content import Choice, Code, msg
from bot.moderation.domains import SHORTENERS, Domains
from bot.moderation.hosts import is_under, to_ascii
from bot.moderation.links import Link
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import RuleSettings

SHOWN = 120  # characters of a link that moderators are shown


class LinksSettings(RuleSettings):
    """Which links may be posted. What is under `allowed` may always."""

    mode: Literal["denied", "allowed"] = "denied"  # only what is denied may not be posted, or only what is allowed may
    allowed: Domains = ()
    denied: Domains = ()
    shorteners: bool = True  # links that hide where they lead are found
    punycode: Literal["lookalike", "any", "no"] = "lookalike"  # hosts that look like others, or all in other alphabets
    hidden: bool = True  # links whose words speak of another domain are found

    @cached_property
    def allows(self) -> frozenset[str]:
        """Give `allowed` for looking up."""
        return frozenset(map(to_ascii, self.allowed))

    @cached_property
    def denies(self) -> frozenset[str]:
        """Give `denied` for looking up."""
        return frozenset(map(to_ascii, self.denied))


class LinksRule:
    """Look at every link of a message."""

    name: ClassVar[str] = "links"
    settings_type: ClassVar[type[RuleSettings]] = LinksSettings
    carried_only: ClassVar[bool] = True

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find the first link that may not be posted."""
        if not seen.links:
            return None
        assert isinstance(settings, LinksSettings)
        for link in seen.links:
            wrong = _wrong(link, settings)
            if wrong is not None:
                why, host = wrong
                # Naming the site to everybody would advertise it again.
                reason = msg("moderation-links-reason", why=Choice(why))
                detail = msg("moderation-links-detail", why=Choice(why), host=Code(host), link=Code(link.url[:SHOWN]))
                return Verdict(self.name, settings.measure, reason, detail)
        return None


def _wrong(link: Link, settings: LinksSettings) -> tuple[str, str] | None:
    """Say what is wrong with a link, and the host that tells it."""
    if settings.hidden and link.hidden and link.pretends:
        return "hidden", link.shown  # even where it leads to what is allowed: it says something else
    if is_under(link.host, settings.allows):
        return None
    if is_under(link.host, settings.denies):
        return "denied", link.shown
    if settings.shorteners and is_under(link.host, SHORTENERS):
        return "shortener", link.shown
    if settings.punycode != "no" and "xn--" in link.host and (settings.punycode == "any" or link.disguised):
        return "punycode", link.shown
    return ("unknown", link.shown) if settings.mode == "allowed" else None
