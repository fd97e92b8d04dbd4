"""Synthetic commands that between them take every kind of option."""

from typing import Literal

from bot.access import Access
from bot.call import Call
from bot.commands import (
    Changes,
    Command,
    CommandTable,
    Duration,
    Long,
    Number,
    PositiveInt,
    Several,
    Text,
    When,
    Who,
    Word,
    action,
    button,
    command,
)
from bot.content import Reply

Category = Literal["code", "talks", "help"]


class SampleHandlers:
    """Declare commands shaped like the real ones."""

    @command("plan", access=Access.EVERYONE)
    async def bare(self, call: Call) -> Reply | None:
        """Take nothing."""

    @command("plan new", access=Access.MODERATOR)
    async def new(
        self, call: Call, title: Text, when: When, *, where: Text = "", limit: PositiveInt | None = None
    ) -> Reply | None:
        """Take two texts with `|` between them, and options."""

    @command("plan edit", access=Access.MEMBER)
    async def edit(
        self, call: Call, number: Number, *, title: Text = "", duration: Duration | None = None
    ) -> Reply | None:
        """Take a short number and options."""

    @command("mute", access=Access.MODERATOR)
    async def mute(
        self, call: Call, who: Who, length: Duration | None, reason: Text, *, silent: bool = False
    ) -> Reply | None:
        """Take a length of time in the middle that may be left out."""

    @command("thank", access=Access.MEMBER)
    async def thank(self, call: Call, who: Several, reason: Text, *, for_: Category | None = None) -> Reply | None:
        """Take several people at once."""

    @command("top", access=Access.EVERYONE)
    async def top(
        self, call: Call, period: Literal["week", "month"] = "week", category: Category = "code"
    ) -> Reply | None:
        """Take two choices that may each be left out."""

    @command("sweep", access=Access.MODERATOR)
    async def sweep(
        self, call: Call, count: PositiveInt | None, who: Who | None, last: Duration | None
    ) -> Reply | None:
        """Take several things, each of which may be left out."""

    @command("slow", access=Access.MODERATOR)
    async def slow(self, call: Call, length: Duration) -> Reply | None:
        """Need a length of time."""

    @command("note", access=Access.MODERATOR, private_only=True)
    async def note(self, call: Call, text: Long) -> Reply | None:
        """Take everything."""

    @command("code", access=Access.EVERYONE)
    async def code(self, call: Call, code: Word | None = None, *, until: Duration | None = None) -> Reply | None:
        """Take a word, and a length of time as an option."""

    @command("switch", access=Access.ADMIN)
    async def switch(self, call: Call, on: bool, *, host: Who | None = None) -> Reply | None:
        """Take yes or no."""

    @command("tune", access=Access.ADMIN)
    async def tune(
        self, call: Call, rule: Word, *, last: Duration | None = None, changes: Changes = ()
    ) -> Reply | None:
        """Take settings whose names only the handler knows."""

    @button("sample", access=Access.MEMBER)
    async def press(self, call: Call, event: int, answer: str) -> Reply | None:
        """Take a number and a word."""


def sample_table() -> CommandTable:
    """Make a table of the synthetic commands."""
    table = CommandTable()
    table.register((SampleHandlers(),))
    return table


def sample(name: str) -> Command:
    """Find one synthetic command."""
    return sample_table().commands[name]


__all__ = ["SampleHandlers", "action", "sample", "sample_table"]
