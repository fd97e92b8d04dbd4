"""Human time and recurrence, read and written in Russian and English.

Pure: no clock of its own (`now` is passed), and nothing read but the time zone database.
"""

from bot.when.durations import MAX_DURATION, leading_duration, looks_like_duration, parse_duration
from bot.when.errors import (
    BadDuration,
    BadRepeat,
    BadWhen,
    BadZone,
    DurationProblem,
    RepeatProblem,
    WhenProblem,
    ZoneProblem,
)
from bot.when.instants import parse_when
from bot.when.repeat_phrases import parse_repeat
from bot.when.repeat_shows import show_repeat
from bot.when.repeats import Repeat, calendar_rule, occurrences
from bot.when.shows import show_date, show_duration, show_short, show_when
from bot.when.zones import find_zone, zone_of

__all__ = [
    "MAX_DURATION",
    "BadDuration",
    "BadRepeat",
    "BadWhen",
    "BadZone",
    "DurationProblem",
    "Repeat",
    "RepeatProblem",
    "WhenProblem",
    "ZoneProblem",
    "calendar_rule",
    "find_zone",
    "leading_duration",
    "looks_like_duration",
    "occurrences",
    "parse_duration",
    "parse_repeat",
    "parse_when",
    "show_date",
    "show_duration",
    "show_repeat",
    "show_short",
    "show_when",
    "zone_of",
]
