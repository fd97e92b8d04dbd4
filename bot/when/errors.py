"""What can be wrong with what a person wrote about time."""

from datetime import datetime
from enum import StrEnum


class DurationProblem(StrEnum):
    """Name why a length of time was refused."""

    UNREADABLE = "unreadable"
    ZERO = "zero"
    TOO_LONG = "too-long"


class WhenProblem(StrEnum):
    """Name why a moment was refused."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    PAST = "past"
    TOO_FAR = "too-far"
    GAP = "gap"
    FOLD = "fold"
    NO_TIME = "no-time"
    NO_DATE = "no-date"
    IMPOSSIBLE = "impossible"


class ZoneProblem(StrEnum):
    """Name why a time zone was refused."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


class RepeatProblem(StrEnum):
    """Name why a recurrence was refused."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    UNSUPPORTED = "unsupported"
    TOO_OFTEN = "too-often"
    OUT_OF_RANGE = "out-of-range"
    NEVER = "never"


class BadDuration(ValueError):
    """Say that a text is no usable length of time."""

    def __init__(self, text: str, problem: DurationProblem) -> None:
        super().__init__(f"{problem}: {text[:100]!r}")
        self.text = text
        self.problem = problem


class BadWhen(ValueError):
    """Say that a text is no usable moment, and which moments it may have meant.

    `suggestions` are aware, in the community's zone, in order, all ahead of now and within reach.
    """

    def __init__(self, text: str, problem: WhenProblem, suggestions: tuple[datetime, ...] = ()) -> None:
        super().__init__(f"{problem}: {text[:100]!r}")
        self.text = text
        self.problem = problem
        self.suggestions = suggestions


class BadZone(ValueError):
    """Say that a text names no single time zone, and which IANA names come close."""

    def __init__(self, text: str, problem: ZoneProblem, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"{problem}: {text[:100]!r}")
        self.text = text
        self.problem = problem
        self.suggestions = suggestions


class BadRepeat(ValueError):
    """Say that a text is no usable recurrence."""

    def __init__(self, text: str, problem: RepeatProblem) -> None:
        super().__init__(f"{problem}: {text[:100]!r}")
        self.text = text
        self.problem = problem
