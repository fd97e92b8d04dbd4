"""How an event repeats: by local wall time in the zone it was planned in, so that 19:00 stays 19:00 across DST."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content import Msg
from bot.errors import Refused
from bot.texts import languages
from bot.when import BadRepeat, Repeat, occurrences, parse_repeat, show_repeat


@dataclass(frozen=True, slots=True)
class Series:
    """A recurrence. It is held by its latest occurrence alone, which hands it on when it begins or is cancelled.

    `first` is the local wall time of the first start, without a zone; `slot` is when the holder is due by the rule,
    which stays what it was when the holder itself is moved.
    """

    rule: Repeat
    first: datetime
    slot: datetime

    def shown(self) -> Msg:
        """Give the recurrence in words: each language's catalogue takes its own value."""
        words: Mapping[str, str] = {language: show_repeat(self.rule, language) for language in languages()}
        return Msg("event-repeat", words)


def begin_series(text: str, starts: datetime, zone: ZoneInfo) -> Series:
    """Read how something that first starts then repeats. Raises Refused, with examples."""
    local = starts.astimezone(zone)
    try:
        rule = parse_repeat(text, start=local)
    except BadRepeat:
        raise Refused("event-repeat-bad", given=text[:100]) from None
    return Series(rule, local.replace(tzinfo=None, fold=0), starts)


def next_slot(series: Series, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Say when the next occurrence is due: after the holder's, and ahead of now. None when the series is at its end."""
    return next(occurrences(series.rule, series.first, zone, max(series.slot, now)), None)
