"""Print what the bot does: as text for people, or as one JSON line an act."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.content import Attachment
from bot.ports import Clock
from bot.texts import say

from .render import DIM, RESET, clean, labels, one_line, show_row
from .script import BOT
from .world import Message

VERBS = {"mute": "mutes", "unmute": "unmutes", "kick": "kicks", "ban": "bans", "unban": "unbans"}


class Screen:
    """The output. `chosen_zone` is the one that lines asked for. `locale` is the language of its own notices."""

    def __init__(self, out: TextIO, clock: Clock, *, as_json: bool, color: bool, locale: str = "en") -> None:
        self._out = out
        self._clock = clock
        self._as_json = as_json
        self.color = color and not as_json
        self.locale = locale
        self.chosen_zone: ZoneInfo | None = None
        self.prompt: Callable[[], str] | None = None  # what a terminal shows below the output at this moment

    # What the bot does

    def said(self, message: Message, text: str, files: tuple[Attachment, ...] = ()) -> None:
        """Print a message of the bot. `text` may hold colours, `message.text` does not."""
        act = "private" if message.only_for else "send"
        if not self._as_json:
            whom = f" > {message.only_for}" if message.only_for else ""
            self._print(f"{self._dim(f'[{message.number}] {self.hour}')} {BOT}{whom}: {_indented(text)}".rstrip())
            self._print_buttons(message)
        elif text or message.buttons:
            self._print_json(act, message=message.number, to=_to(message), text=message.text, buttons=_labels(message))
        for file in files:
            name = one_line(file.name)
            if self._as_json:
                self._print_json("file", message=message.number, to=_to(message), text=name)
            else:
                self._print(f"* {BOT} sends {name} to {_to(message)} ({len(file.data)} B)")

    def edited(self, message: Message, text: str) -> None:
        """Print a message of the bot that says something else now."""
        if self._as_json:
            self._print_json(
                "edit", message=message.number, to=_to(message), text=message.text, buttons=_labels(message)
            )
            return
        self._print(f"* {BOT} edits {message.number}: {_indented(text)}")
        self._print_buttons(message)

    def deleted(self, message: Message) -> None:
        """Print that the bot removes a message."""
        if self._as_json:
            self._print_json("delete", message=message.number, to=_to(message))
        else:
            self._print(f"* {BOT} deletes {message.number}")

    def unreacted(self, message: Message, who: str, mark: str) -> None:
        """Print that the bot takes somebody's reaction away."""
        if self._as_json:
            self._print_json("unreact", message=message.number, to=_to(message), who=who, text=mark)
        else:
            self._print(f"* {BOT} takes {one_line(who)}'s {one_line(mark)} off {message.number}")

    def acted(self, act: str, who: str, reason: str, until: datetime | None = None) -> None:
        """Print what the bot does to somebody."""
        if self._as_json:
            ends = _iso(until) if until else None
            self._print_json(act, who=who, until=ends, reason=one_line(reason) or None)
        else:
            ends = f" until {self.moment(until)}" if until else ""
            self._print(f"* {BOT} {VERBS[act]} {one_line(who)}{ends}")

    # Our own notices

    def notice(self, key: str, mark: str = "! ", /, **values: Any) -> None:
        """Print a notice of our own from the catalogue; beside the JSON lines it goes to standard error."""
        text = mark + clean(say(key, self.locale, **values))
        if self._as_json:
            sys.stderr.write(text + "\n")
        else:
            self._print(text)

    def number(self, message: Message) -> None:
        """Print the number of what a person wrote at the terminal."""
        self._print(self._dim(f"[{message.number}]"))

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone times are shown in."""
        return self.chosen_zone or ZoneInfo("UTC")

    @property
    def hour(self) -> str:
        """Give the time of day as it is shown."""
        return f"{self._clock.now().astimezone(self.zone):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Write a moment as it is shown; a part of a minute counts as a whole one, so that it is never too early."""
        local = at.astimezone(self.zone)
        if local.second or local.microsecond:
            local = (at + timedelta(minutes=1)).astimezone(self.zone)
        return f"{local:%Y-%m-%d %H:%M}"

    def _dim(self, text: str) -> str:
        return f"{DIM}{text}{RESET}" if self.color else text

    def _print_buttons(self, message: Message) -> None:
        for row in message.buttons:
            if row:
                self._print(f"  {show_row(row)}")

    def _print_json(self, act: str, **values: Any) -> None:
        record = {"at": _iso(self._clock.now()), "act": act} | {k: v for k, v in values.items() if v is not None}
        self._print(json.dumps(record, ensure_ascii=False))

    def _print(self, text: str) -> None:
        if self.prompt is None:
            self._out.write(f"{text}\n")
        else:
            # Over the prompt, which comes back below with what has been typed so far.
            self._out.write(f"\r\x1b[K{text}\n{self.prompt()}")
        self._out.flush()


def _iso(at: datetime) -> str:
    return f"{at.astimezone(UTC).replace(tzinfo=None):%Y-%m-%dT%H:%M:%S}Z"


def _to(message: Message) -> str:
    return message.only_for or "group"


def _labels(message: Message) -> list[list[str]] | None:
    return labels(message.buttons) or None


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
