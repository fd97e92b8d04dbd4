"""Free text → the raw value of each option, and one raw value → a typed one. Telegram and the console write this way.

Single words (member, duration, number, choice) are separated by spaces; two or more texts or dates by `|`; options are
`name: value` segments after a `|` (a one-word value may also simply end the line). Quotes keep text together.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands import Command, Kind, Option
from bot.content import Bullets, Msg, Node, Span, Time, Value
from bot.segments import WORD, pair, segments, set_apart, unquote
from bot.updates import Actor

MAX_TEXT = 1000  # characters of a one-line text
MAX_LONG = 3500  # characters of a long text: with a heading it still fits one Telegram message
MAX_SAMPLE = 4096  # characters of the longest message there is
MAX_COUNT = 1_000_000
MAX_MEMBERS = 20

_OPTION = re.compile(r"\s*([^\W\d_]{1,20}):(?:\s|$)")
_MEMBER = re.compile(r"@\S+|<@!?\d+>|\d{3,}$")
_BAR = re.compile(r"^\s*\|")  # parts words as well as a space does

_JOINERS = "\u200d\u200c\ufe0f"  # hold emoji and Persian words together

YES = frozenset({"yes", "y", "true", "on", "1", "да"})
NO = frozenset({"no", "n", "false", "off", "0", "нет"})


class BadArgument(Exception):
    """A value cannot be used. `option` is None where the line as a whole is wrong; `hints` show what would be right."""

    def __init__(self, option: Option | None, key: str, /, *, hints: tuple[Node, ...] = (), **values: Value) -> None:
        super().__init__(key)
        self.option = option
        self.problem = Msg(key, values)
        self.hints = hints


class _Reader:
    """Read one command's line into raw values."""

    def __init__(self, command: Command, mentioned: Sequence[Actor], replied: bool) -> None:
        # Files come with the message, and lines stand below: neither can be written in the line.
        written = [o for o in command.options if o.kind not in (Kind.FILE, Kind.LINES)]
        self.positional = [o for o in written if not o.keyword]
        self.keywords = {o.name: o for o in written if o.keyword and o.kind is not Kind.CHANGES}
        self.changes = next((o for o in written if o.kind is Kind.CHANGES), None)
        self.pairs: list[str] = []
        self.spaced = [o for o in self.positional if o.kind.spaced]
        self.mentioned = mentioned
        self.replied = replied
        self.raw: dict[str, str] = {}

    def read(self, line: str) -> dict[str, str]:
        if self.changes is not None:
            line = set_apart(line, len(self.positional))
        elif not self.keywords and len(self.spaced) < 2:
            return self._read([line])
        texts = self._take_options(segments(line))
        texts[-1] = self._take_trailing(texts[-1])
        if self.changes is not None and self.pairs:
            self.raw[self.changes.name] = " | ".join(self.pairs)
        return self._read(texts)

    def _read(self, texts: list[str]) -> dict[str, str]:
        if len(self.spaced) < len(texts):
            # More `|` than texts: the last text had them inside, with these very blanks around them: `/this|that/`.
            last = max(len(self.spaced), 1) - 1
            texts = [*texts[:last], "|".join(texts[last:])]
        options = list(self.positional)
        for text in texts:
            options = self._fill(options, text)
        return self.raw

    def _take_options(self, segments: list[str]) -> list[str]:
        kept = segments[:1]
        if not self.positional and (found := _OPTION.match(segments[0])) and found[1].lower() in self.keywords:
            kept, segments = [""], ["", *segments]
        for segment in segments[1:]:
            found = _OPTION.match(segment)
            name = found[1].lower() if found else ""
            if found and name in self.keywords:
                self.raw[name] = unquote(segment[found.end() :])
            elif self.changes is not None:
                self.pairs += [segment.strip()] if segment.strip() else []
            elif found and self.keywords and len(kept) >= len(self.spaced):
                raise BadArgument(None, "argument-unknown-option", option=name, options=", ".join(self.keywords))
            elif segment.strip() or len(kept) < len(self.spaced):
                kept.append(segment)
        return kept

    def _take_trailing(self, text: str) -> str:
        """Take `name: word` off the end of a line, where the word is what the option wants."""
        for name, option in self.keywords.items():
            if option.kind.spaced:
                continue
            words = r"\S+(?:\s+\S+){0,3}" if option.kind is Kind.DURATION else r"\S+"
            found = re.search(rf"(?:^|\s){re.escape(name)}:\s*({words})\s*$", text, re.IGNORECASE)
            if found and fits(option, found[1]):
                self.raw[name] = found[1]
                return self._take_trailing(text[: found.start()])
        return text

    def _fill(self, options: list[Option], text: str) -> list[Option]:
        """Fill options from one segment, up to and including its first text; return those left for the next."""
        skipped: list[Option] = []
        while options and text.strip():
            option, *options = options
            if option.kind.spaced:
                self.raw[option.name] = unquote(text)
                return options
            if option.kind in (Kind.WHO, Kind.SEVERAL):
                text = _BAR.sub("", self._members(option, text))
                continue
            word, rest = _word(option, text)
            # A number and nothing after it is no reason, but a length of time without its unit.
            lonely = option.kind is Kind.DURATION and text.strip().isdecimal()
            if not option.required and not lonely and not fits(option, word):
                skipped.append(option)
                continue
            self.raw[option.name] = word
            text = _BAR.sub("", rest)
        if text.strip():
            if skipped and (len(skipped) == 1 or skipped[-1].choices):
                raise wrong(skipped[-1], text.strip().split()[0])
            raise BadArgument(None, "argument-too-much", extra=shorten(text))
        return options

    def _members(self, option: Option, text: str) -> str:
        taken: list[str] = []
        while text.strip():
            bare = text.lstrip()
            actor = next((a for a in self.mentioned if a.username is None and a.name and bare.startswith(a.name)), None)
            word = WORD.match(text)
            assert word is not None
            if actor:
                taken.append(f"<@{actor.account.id}>")
                text = bare[len(actor.name) :]
            elif _MEMBER.match(word[1].rstrip(",:")) or (not taken and not self.replied and option.required):
                taken.append(word[1].rstrip(",:"))
                text = text[word.end() :]
            else:
                break
            if option.kind is Kind.WHO:
                break
        if taken:
            self.raw[option.name] = " ".join(taken)
        return text


def read(command: Command, line: str, *, mentioned: Sequence[Actor] = (), replied: bool = False) -> dict[str, str]:
    """Split what follows a command into raw values by option name.

    `mentioned` are people named in the line by a mention without a user name; `replied` tells that a message was
    replied to, whose author stands for a member that is not named. Raises BadArgument.
    """
    lines = next((o for o in command.options if o.kind is Kind.LINES), None)
    below = ""
    if lines is not None:
        line, _, below = line.partition("\n")
    raw = _Reader(command, mentioned, replied).read(line.strip())
    if lines is not None and below.strip():
        raw[lines.name] = below
    return raw


def _word(option: Option, text: str) -> tuple[str, str]:
    """Split off the word, or the few of a length of time, that a text begins with."""
    if option.kind is Kind.DURATION:
        from bot.when import leading_duration

        if found := leading_duration(text):
            return found
    word = WORD.match(text)
    assert word is not None
    return unquote(word[1]), text[word.end() :]


def fits(option: Option, word: str) -> bool:
    """Tell whether a word can be this option's value."""
    match option.kind:
        case Kind.CHOICE:
            return word.lower() in option.choices
        case Kind.FLAG:
            return word.lower() in YES | NO
        case Kind.COUNT | Kind.NUMBER:
            return word.removeprefix("#").isdecimal()
        case Kind.DURATION:
            from bot.when import looks_like_duration

            return looks_like_duration(word)
        case Kind.WHO | Kind.SEVERAL:
            return bool(_MEMBER.match(word))
        case _:
            return True


def shorten(text: str, limit: int = 60) -> str:
    """Cut a text for showing it back."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def wrong(option: Option, word: str) -> BadArgument:
    """Say that a word is not what an option wants."""
    choices = ", ".join(option.choices)
    return BadArgument(option, f"argument-bad-{option.kind.value}", value=shorten(word), choices=choices)


def typed(option: Option, raw: str, *, now: datetime, zone: ZoneInfo, locale: str) -> object:
    """Turn a raw value into what the handler takes. Members are looked up elsewhere. Raises BadArgument."""
    match option.kind:
        case Kind.TEXT | Kind.LONG | Kind.WORD:
            return _text(option, raw)
        case Kind.SAMPLE:
            return _sample(option, raw)
        case Kind.LINES:
            return raw
        case Kind.WHEN:
            return _when(option, raw, now, zone, locale)
        case Kind.DURATION:
            return _duration(option, raw)
        case Kind.COUNT | Kind.NUMBER:
            digits = raw.strip().removeprefix("#")
            if not digits.isascii() or not digits.isdecimal() or len(digits) > 12 or not 1 <= int(digits) <= MAX_COUNT:
                raise wrong(option, raw)
            return int(digits)
        case Kind.CHOICE:
            if raw.strip().lower() not in option.choices:
                raise wrong(option, raw)
            return raw.strip().lower()
        case Kind.FLAG:
            if raw.strip().lower() not in YES | NO:
                raise wrong(option, raw)
            return raw.strip().lower() in YES
        case Kind.CHANGES:
            return _changes(option, raw)
        case Kind.WHO | Kind.SEVERAL | Kind.FILE:
            raise TypeError("members and files are looked up by the binder")


def _changes(option: Option, raw: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for segment in filter(str.strip, segments(raw)):
        found = pair(segment)
        if found is None:
            raise wrong(option, segment)
        pairs.append(found)
    if not pairs:
        raise BadArgument(option, "argument-empty")
    return tuple(pairs)


def _text(option: Option, raw: str) -> str:
    # Lone surrogates and control characters cannot be stored, or would hurt a terminal.
    spaced = ("\n" if c == "\n" else " " if c.isspace() else c for c in raw)
    text = "".join(c for c in spaced if c == "\n" or c.isprintable() or c in _JOINERS).strip()
    if option.kind is not Kind.LONG:
        text = " ".join(text.split())
    return _within(option, text, MAX_LONG if option.kind is Kind.LONG else MAX_TEXT)


def _sample(option: Option, raw: str) -> str:
    text = "".join(c for c in raw if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    return _within(option, text, MAX_SAMPLE)


def _within(option: Option, text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadArgument(option, "argument-too-long", limit=limit, length=len(text))
    if not text:
        raise BadArgument(option, "argument-empty")
    return text


def _when(option: Option, raw: str, now: datetime, zone: ZoneInfo, locale: str) -> datetime:
    from bot.when import BadWhen, parse_when

    try:
        return parse_when(raw, now=now, zone=zone, locale=locale)
    except BadWhen as error:
        shown = tuple(Time(s, zone.key, full=True) for s in error.suggestions)
        hints: tuple[Node, ...] = (Bullets(shown),) if shown else ()
        raise BadArgument(option, f"argument-when-{error.problem}", hints=hints, value=shorten(raw)) from None


def _duration(option: Option, raw: str) -> object:
    from bot.when import MAX_DURATION, BadDuration, DurationProblem, parse_duration

    try:
        return parse_duration(raw)
    except BadDuration as error:
        if error.problem is DurationProblem.TOO_LONG:
            raise BadArgument(option, "argument-long-duration", value=shorten(raw), most=Span(MAX_DURATION)) from None
        raise wrong(option, raw) from None
