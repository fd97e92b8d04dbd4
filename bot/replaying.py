"""`hearth replay`: what the rules would have done to past messages. Nothing is done, and nothing is written down."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console

from bot.call import Community
from bot.config import Settings, StorageSettings
from bot.errors import CannotStart
from bot.ids import CommunityId
from bot.moderation.exports import FORMATS, Bad, Told, UnknownExport, read_export
from bot.moderation.hindsight import Hindsight, Judged
from bot.moderation.replay import AllOn
from bot.ports import SystemClock
from bot.replay_tally import Tally, line_of
from bot.run import guarded, starting
from bot.upkeep import Shown, shown

EXAMPLES = 5  # messages a rule is shown with, where that is asked for
STEP = 1_000  # messages between two looks at how far it is
MOST_BAD = 20  # parts that cannot be read and are told one by one
NOWHERE = CommunityId(0)


class _Heard(Exception):
    """Whoever read the output has gone."""


def run_replay(file: Path, community: str | None, *, as_json: bool, verbose: bool) -> int:
    """Run rules over an export: every one at its defaults, or those of a community as they are set."""
    return guarded(lambda settings: _replay(settings, file, community, as_json=as_json, verbose=verbose))


async def _replay(settings: Settings, path: Path, community: str | None, *, as_json: bool, verbose: bool) -> int:
    with starting():
        hindsight, rules = await _rules(settings, community)
    tally = Tally(rules, EXAMPLES if verbose else 0)
    locale = settings.defaults.locale
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        with path.open("rb") as file, _progress(as_json=as_json) as show:
            for told, judged in _judged(file, hindsight, show):
                tally.count(told, judged)
                if as_json:
                    _write(line_of(tally.messages, judged, locale))
        if not as_json:
            text = io.StringIO()
            Console(file=text, width=max(Console().width, 80), color_system=None).print(tally.table())
            _write(text.getvalue())
        _write("")
    except _Heard:
        return 0
    except OSError as error:
        raise CannotStart(f"{path}: {error.strerror or error}") from None
    except UnknownExport:
        raise CannotStart(f"{path}: this is not {FORMATS}") from None
    return 0


async def _rules(settings: Settings, community: str | None) -> tuple[Hindsight, list[str]]:
    from bot.app import App

    if community is None:
        # Never opened: the rules and what they come with need no database.
        app = App(settings.model_copy(update={"storage": StorageSettings(url="sqlite://")}), SystemClock())
        rules = app.moderation.ruleset.rules
        return Hindsight(rules, AllOn(), NOWHERE), [rule.name for rule in rules]
    app = App(settings, SystemClock(), read_only=True)
    file = app.database.address.file
    if file is not None and not file.exists():
        raise CannotStart(f"{file}: there is no such database, so no community either")
    try:
        await app.directory.refresh()
        await app.book.load(app.database)
        await app.moderation.load()
    finally:
        await app.database.close()
    known = {app.directory.community(space.community) for space in app.directory.spaces()}
    meant = _meant(known, community)
    rules = app.moderation.ruleset.rules
    return Hindsight(rules, app.book, meant), [r.name for r in rules if app.book.of(meant, r.settings_type).on]


def _meant(known: Iterable[Community], said: str) -> CommunityId:
    """Find a community by its number or name. Raises CannotStart for one there is not."""
    every = sorted(known, key=lambda c: c.id)
    for community in every:
        if said.strip().casefold() in (str(community.id), community.name.casefold()):
            return community.id
    there = ", ".join(f"{c.id} ({c.name})" for c in every) or "none yet"
    raise CannotStart(f"--community: there is no {said!r} in the configured database. There: {there}")


def _judged(file: BinaryIO, hindsight: Hindsight, show: Shown) -> Iterator[tuple[Told, Judged]]:
    size = os.fstat(file.fileno()).st_size
    bad = 0
    for number, piece in enumerate(read_export(file)):
        if number % STEP == 0:
            show("the messages", min(file.tell(), size), size)
        if isinstance(piece, Bad):
            bad += 1
            if bad <= MOST_BAD:
                sys.stderr.write(f"{piece.place}: {piece.why}\n")
        else:
            yield piece, hindsight.judge(piece)
    show("the messages", size, size)
    if bad > MOST_BAD:
        sys.stderr.write(f"… and {bad - MOST_BAD:,} more that cannot be read\n")


@contextmanager
def _progress(*, as_json: bool) -> Iterator[Shown]:
    """Show how far it is where somebody looks, and nothing else is written to the same terminal meanwhile."""
    if sys.stderr.isatty() and not (as_json and sys.stdout.isatty()):
        with shown("Reading") as show:
            yield show
    else:
        yield lambda part, done, total: None


def _write(text: str) -> None:
    """Write to the output; nothing written is the end of it. Raises _Heard where nobody reads it any more."""
    try:
        sys.stdout.write(text)
        if not text:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would be tried once more at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise _Heard from None
