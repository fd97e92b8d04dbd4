"""A small command table with a catalogue of its own, so that these tests stand on nothing but the adapter."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from bot import texts
from bot.access import Access
from bot.call import Call
from bot.commands import CommandTable, Duration, Long, Number, PositiveInt, Several, Text, When, Who, command
from bot.content import Reply

ENGLISH = {
    "menu-event": "Events",
    "menu-rules": "Rules",
    "menu-points": "Points",
    "command-event-new": "Plans an event",
    "command-event-new-option-title": "What it is called",
    "command-event-new-option-when": "When it begins",
    "command-event-new-option-where": "Where it takes place",
    "command-event-new-option-limit": "How many seats there are",
    "command-event-new-option-format": "Where people come together",
    "command-event-show": "Shows an event",
    "command-event-show-option-id": "Its number",
    "command-rules": "The rules in force",
    "command-rules-set": "Sets the rules",
    "command-rules-set-option-text": "The new rules, which may have many paragraphs, lists and links",
    "command-mute": "Mutes somebody",
    "command-mute-option-who": "Whom",
    "command-mute-option-reason": "Why",
    "command-mute-option-for": "For how long",
    "command-mute-option-silent": "Say nothing in the chat",
    "command-thanks": "Thanks people",
    "command-thanks-option-who": "Whom",
    "command-thanks-option-reason": "For what",
    "command-appeal": "Appeals",
    "command-appeal-option-text": "What to look at again",
    "command-points-reset": "Resets the points",
}


class Handlers:
    """Declare a command of each kind; none is ever run here."""

    @command("event new", access=Access.MODERATOR)
    async def new(
        self,
        call: Call,
        title: Text,
        when: When,
        *,
        where: Text = "",
        limit: PositiveInt | None = None,
        format: Literal["online", "offline"] = "offline",
    ) -> Reply:
        raise AssertionError

    @command("event show", access=Access.EVERYONE)
    async def show(self, call: Call, id: Number) -> Reply:
        raise AssertionError

    @command("rules", access=Access.EVERYONE)
    async def rules(self, call: Call) -> Reply:
        raise AssertionError

    @command("rules set", access=Access.ADMIN)
    async def rules_set(self, call: Call, text: Long) -> Reply:
        raise AssertionError

    @command("mute", access=Access.MODERATOR)
    async def mute(
        self, call: Call, who: Who, reason: Text = "", *, for_: Duration | None = None, silent: bool = False
    ) -> Reply:
        raise AssertionError

    @command("thanks", access=Access.MEMBER)
    async def thanks(self, call: Call, who: Several, reason: Text) -> Reply:
        raise AssertionError

    @command("appeal", access=Access.EVERYONE, private_only=True)
    async def appeal(self, call: Call, text: Long) -> Reply:
        raise AssertionError

    @command("points reset", access=Access.ADMIN)
    async def reset(self, call: Call) -> Reply:
        raise AssertionError


def make_table() -> CommandTable:
    """Make the sample's table."""
    table = CommandTable()
    table.register([Handlers()])
    return table


@contextmanager
def sample_catalogue(folder: Path) -> Iterator[None]:
    """Use the sample's texts and the adapter's own, and no others."""
    shipped = texts.LOCALES
    for language, mark in (("en", ""), ("ru", "ру: ")):
        (folder / language).mkdir()
        shutil.copy(shipped / language / "discord.ftl", folder / language)
        lines = [f"{key} = {mark}{text}\n" for key, text in ENGLISH.items()]
        (folder / language / "sample.ftl").write_text("".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "LOCALES", folder)
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    texts.languages.cache_clear()
    texts._bundle.cache_clear()
