"""What an operator does to the database from the command line: bring it up to date, move it, back it up."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.config import Settings, StorageSettings, load_settings
from bot.run import answered, guarded

Shown: TypeAlias = Callable[[str, int, int], None]


def run_migrate(source: str | None, target: str | None) -> int:
    """Bring the configured database up to date; or, with an address, move a history. The address that is left out is
    the configured one."""
    if source is None and target is None:
        return guarded(_bring_up_to_date)
    return guarded(lambda settings: _move(settings, source, target))


def run_backup(file: Path, *, force: bool) -> int:
    """Copy the configured database into a file, while it is used."""
    return answered(lambda: _back_up(load_settings(), file, force=force))


async def _bring_up_to_date(settings: Settings) -> int:
    from bot.app import bring_up_to_date

    await bring_up_to_date(settings.storage.url)
    return 0


async def _move(settings: Settings, source: str | None, target: str | None) -> int:
    from bot.app import move_history

    known = settings.storage
    there = known if source is None else StorageSettings.at(source, "--from")
    here = known if target is None else StorageSettings.at(target, "--to")
    try:
        with shown("Moving") as show:
            moved = await move_history(there.url, here.url, show)
    except asyncio.CancelledError:
        sys.stderr.write("stopped; nothing was moved\n")
        raise
    table = Table("table", "rows", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, rows in moved:
        table.add_row(name, f"{rows:,}")
    table.add_row("all", f"{sum(rows for _, rows in moved):,}", style="bold")
    Console().print(table)
    return 0


def _back_up(settings: Settings, file: Path, *, force: bool) -> int:
    from bot.app import back_up_to

    with shown("Copying") as show:
        size = back_up_to(settings.storage.url, file, show, force=force)
    sys.stdout.write(f"{file}: {size:,} bytes, checked\n")
    return 0


@contextmanager
def shown(verb: str) -> Iterator[Shown]:
    """Show how far something is: as a bar on a terminal, else as a line for each tenth."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Tenths(verb)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(verb, total=None)
        yield lambda part, done, total: progress.update(task, description=f"{verb} {part}", completed=done, total=total)


class _Tenths:
    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._told = 0

    def __call__(self, part: str, done: int, total: int) -> None:
        tenths = done * 10 // total if total else 0
        if tenths > self._told:
            self._told = tenths
            sys.stderr.write(f"{self._verb} {part}: {done:,} of {total:,}\n")
