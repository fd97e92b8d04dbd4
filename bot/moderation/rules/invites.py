"""Find invitations to other groups, servers and bots."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field

from bot.content import Code, msg
from bot.moderation.links import Link
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Listed, RuleSettings

TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})
DISCORD = frozenset({"discord.com", "discordapp.com", "canary.discord.com", "ptb.discord.com"})
DISCORD_SHORT = frozenset({"discord.gg", "dsc.gg", "invite.gg", "discord.me", "discord.io"})
OTHERS = frozenset({"chat.whatsapp.com", "invite.viber.com", "chats.viber.com", "signal.group", "max.ru"})
START = ("start=", "startgroup=", "startapp=", "startchannel=")  # a link to a bot that brings who follows it somewhere
SHOWN = 120  # characters of a link that moderators are shown


def _codes(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_code, written)))


def _code(written: str) -> str:
    """Shorten an invitation to what names its group: `https://t.me/+Ab` and `+ab` are one."""
    return written.rstrip("/").rpartition("/")[2].partition("?")[0].lstrip("@+").lower()


class InvitesSettings(RuleSettings):
    """Which invitations may be posted."""

    # The community's own: links, or only the part that names the group.
    allowed: Annotated[Listed, AfterValidator(_codes), Field(examples=["t.me/+AbCdEf, discord.gg/python"])] = ()
    public: bool = False  # a plain link to a public group, channel or person on Telegram is one too
    others: bool = True  # groups of WhatsApp, Viber, Signal and VK too


class InvitesRule:
    """Look at the links that lead into another group."""

    name: ClassVar[str] = "invites"
    settings_type: ClassVar[type[RuleSettings]] = InvitesSettings
    carried_only: ClassVar[bool] = True

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find the first invitation that is not the community's own."""
        if not seen.links:
            return None
        assert isinstance(settings, InvitesSettings)
        found = invites(seen.links, public=settings.public, others=settings.others)
        for link, code in found:
            if _code(code) not in settings.allowed:
                detail = msg("moderation-invites-detail", link=Code(link.url[:SHOWN]))
                return Verdict(self.name, settings.measure, msg("moderation-invites-reason"), detail)
        return None


def invites(links: Sequence[Link], *, public: bool = False, others: bool = True) -> list[tuple[Link, str]]:
    """List the invitations among links, each with what names its group."""
    named = ((link, _invites_to(link, public=public, others=others)) for link in links)
    return [(link, code) for link, code in named if code]


def _invites_to(link: Link, *, public: bool, others: bool) -> str:
    host = link.host.removeprefix("www.")
    if host in TELEGRAM:
        return _telegram(link.path, public=public)
    if host.endswith(".t.me") and public:
        return host.removesuffix(".t.me")
    if link.url.startswith(("tg://", "discord://", "viber://", "whatsapp://")):
        return _app(link, public=public, others=others)
    first, _, rest = link.path.partition("/")
    if host in DISCORD_SHORT:
        return first.partition("?")[0]
    if host in DISCORD:
        return rest.partition("?")[0] if first.lower() == "invite" else ""
    if not others:
        return ""
    if host == "vk.me":
        return rest if first == "join" else ""
    if host == "max.ru":
        return rest if first == "join" else ""
    return (link.path or host) if host in OTHERS else ""


def _telegram(path: str, *, public: bool) -> str:
    first, _, rest = path.partition("/")
    name, _, query = first.partition("?")
    if name.lower() in ("joinchat", "addlist"):
        return rest.partition("?")[0]
    if name.startswith("+"):
        return "" if name[1:].isdigit() and len(name) > 7 else name  # `+79161234567` is somebody's number
    if query.lower().startswith(START):
        return name
    # `c/…`, `name/123` lead to one message; what Telegram itself has there is no group.
    own = name.lower() in (
        "c",
        "s",
        "addstickers",
        "addemoji",
        "addtheme",
        "share",
        "proxy",
        "socks",
        "setlanguage",
        "iv",
    )
    return name if public and name and not own else ""


def _app(link: Link, *, public: bool, others: bool) -> str:
    scheme, _, rest = link.url.partition("://")
    command, _, query = rest.partition("?")
    values = dict(part.partition("=")[::2] for part in query.lower().split("&"))
    if scheme == "tg":
        if command.strip("/").lower() in ("join", "addlist"):
            return values.get("invite", "") or values.get("slug", "")
        starts = any(key.rstrip("=") in values for key in START)
        return values.get("domain", "") if starts or public else ""
    if scheme == "discord":
        return rest.rpartition("/")[2] if "invite" in rest.lower() else ""
    return rest if others and ("chat" in rest.lower() or "invite" in rest.lower()) else ""
