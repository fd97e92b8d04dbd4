"""Mind what is passed on from elsewhere: forwards, stories, quotes from other chats."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field

from bot.carried import Origin, Source
from bot.content import Choice, Text, msg
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Seen
from bot.moderation.settings import Listed, RuleSettings

Kind = Literal["user", "hidden", "bot", "group", "channel", "story", "quote", "here"]
SHOWN = 120  # characters of a name
UNKNOWN = Source(Origin.HIDDEN)  # of a forward that does not say where it comes from


def _names(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.rpartition("/")[2].removeprefix("@").lower() for w in written))


def split(value: Any) -> Any:
    """Read a list of words as people write it: `a, b`."""
    if not isinstance(value, str):
        return value
    words = [part.strip() for part in value.lower().split(",")]
    return [] if words in ([""], ["no"]) else words


class ForwardsSettings(RuleSettings):
    """What may be passed on."""

    # Which origins are found. `here` is the same chat or server, `hidden` somebody whose account is not shown.
    origins: Annotated[tuple[Kind, ...], BeforeValidator(split)] = (
        "user",
        "hidden",
        "bot",
        "group",
        "channel",
        "story",
        "quote",
    )
    # Channels and groups whose posts may be passed on: user names or the platform's ids.
    allowed: Annotated[Listed, AfterValidator(_names), Field(examples=["@python_news, -1001234567890"])] = ()


class ForwardsRule:
    """Look at where a message comes from."""

    name: ClassVar[str] = "forwards"
    settings_type: ClassVar[type[RuleSettings]] = ForwardsSettings
    carried_only: ClassVar[bool] = True

    def fresh(self) -> Self:
        """Give itself: nothing is remembered between messages."""
        return self

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Find a message that is passed on and may not be."""
        source = seen.message.origin
        if source is None:
            if not seen.message.forwarded:
                return None
            source = UNKNOWN
        assert isinstance(settings, ForwardsSettings)
        if source.origin.value not in settings.origins or _allowed(source, settings.allowed):
            return None
        kind = Choice(source.origin.value)
        reason = msg("moderation-forwards-reason", origin=kind)
        return Verdict(
            self.name, settings.measure, reason, msg("moderation-forwards-detail", origin=kind, name=_name(source))
        )


def _allowed(source: Source, allowed: tuple[str, ...]) -> bool:
    return source.id in allowed or (source.username is not None and source.username.lower() in allowed)


def _name(source: Source) -> Text:
    return Text(f"@{source.username}" if source.username else source.name[:SHOWN] or "?")
