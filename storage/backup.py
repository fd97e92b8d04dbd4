"""Copy a SQLite database while it is being written to."""

import os
import shlex
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from bot.errors import CannotStart
from storage.address import Address, read_address

PAGES_A_STEP = 2_000  # between two looks at the progress: 8 MB with pages of the usual size

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many pages are copied, and of how many."""


def back_up(url: str, file: Path, progress: Progress, *, force: bool = False) -> int:
    """Write a consistent copy of the database to `file`, which appears complete or not at all, and return its size in
    bytes. Raises CannotStart for what the operator can mend; without `force` also for a file that is there."""
    address = read_address(url)
    source = _source(address, file)
    _refuse_target(source, file, force=force)
    with _part_of(file) as part:
        try:
            _copy(source, part, progress)
            _check(part)
        except (sqlite3.Error, OSError) as error:
            raise CannotStart(f"{file}: the copy could not be made: {error}") from error
        _refuse_target(source, file, force=force)  # it may have come meanwhile
        os.replace(part, file)
    _sync(file.absolute().parent)
    return file.stat().st_size


def _source(address: Address, file: Path) -> Path:
    if not address.sqlite:
        # Without the password, which is not for a command line: pg_dump asks for it, or finds it in ~/.pgpass.
        raise CannotStart(
            "PostgreSQL is backed up by its own program:\n"
            f"pg_dump --format=custom --file={shlex.quote(str(file))} {shlex.quote(address.without_password())}"
        )
    if address.file is None:
        raise CannotStart("the database is in memory only (storage.url is sqlite://); there is nothing to back up")
    if not address.file.is_file():
        raise CannotStart(f"{address.name}: there is no such database")
    return address.file


def _refuse_target(source: Path, file: Path, *, force: bool) -> None:
    if not file.absolute().parent.is_dir():
        raise CannotStart(f"{file.parent}: there is no such directory")
    if file.is_dir():
        raise CannotStart(f"{file}: is a directory; name a file in it")
    if file.exists() and file.samefile(source):
        raise CannotStart(f"{file}: is the database itself")
    if file.exists() and not force:
        raise CannotStart(f"{file}: is there already; --force writes over it")
    for suffix in ("-wal", "-journal"):
        # SQLite would take what is in there for the latest changes to the copy.
        if Path(f"{file}{suffix}").exists():
            raise CannotStart(
                f"{file}{suffix}: belongs to a database that is open or was not closed; name another file"
            )


@contextmanager
def _part_of(file: Path) -> Iterator[Path]:
    """Make an empty file beside another, readable by its owner only, that is gone afterwards."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.absolute().parent)
    except OSError as error:
        raise CannotStart(f"{file}: cannot be written: {error}") from None
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for left in (name, f"{name}-journal"):
            with suppress(FileNotFoundError):
                os.unlink(left)


def _copy(source: Path, part: Path, progress: Progress) -> None:
    with closing(_opened(source, "mode=rw")) as there, closing(_opened(part, "mode=rw")) as here:
        try:
            # One moment for the whole copy: else each write of the bot's would make it begin again.
            there.execute("BEGIN")
            there.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            raise CannotStart(f"{source}: cannot be read: {error}") from error
        here.execute("PRAGMA journal_mode=OFF")  # half a copy is thrown away
        there.backup(here, pages=PAGES_A_STEP, progress=lambda _status, left, total: progress(total - left, total))


def _check(part: Path) -> None:
    with closing(_opened(part, "mode=ro&immutable=1")) as copy:
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise CannotStart(f"the database is damaged, and a copy of it would be too: {found.splitlines()[-1]}")
    _sync(part)


def _opened(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?{how}", uri=True, isolation_level=None, timeout=10)


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
