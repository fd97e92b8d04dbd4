"""What the operator does with whole databases, for the command line."""

from collections.abc import Callable
from pathlib import Path

from storage.database import Database
from storage.migrate import migrate


async def bring_up_to_date(url: str) -> None:
    """Migrate a database, however long that takes."""
    database = Database(url, patience=None)
    try:
        await database.open()
        await migrate(database)
    finally:
        await database.close()


async def move_history(source: str, target: str, progress: Callable[[str, int, int], None]) -> list[tuple[str, int]]:
    """Copy everything from one database into another that is empty, and give the rows of each table.

    Raises CannotStart; then the target is as it was.
    """
    from storage.transfer import transfer

    there, here = Database(source, read_only=True, patience=None), Database(target, patience=None)
    try:
        return [(moved.table, moved.rows) for moved in await transfer(there, here, progress)]
    finally:
        await here.close()
        await there.close()


def back_up_to(url: str, file: Path, progress: Callable[[str, int, int], None], *, force: bool) -> int:
    """Copy a database into a file while it is used, and give the bytes of that. Raises CannotStart."""
    from storage.backup import back_up

    return back_up(url, file, lambda done, total: progress("pages", done, total), force=force)
