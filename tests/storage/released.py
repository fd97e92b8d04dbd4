"""Databases as released versions of Hearth left them. `released/<version>.sql` holds what a version writes that those
before it did not; a new migration needs such a file as soon as it adds a table or a column."""

from collections.abc import Iterator
from pathlib import Path

from storage.database import Database
from storage.migrate import migrate, versions
from tests.storage.schemas import Row, run_script

# Columns that a later version has no use for, with what took their place.
DROPPED = {"deliveries.unsure"}  # deliveries.unknown
SCRIPTS = Path(__file__).parent / "released"


async def fill(database: Database, version: str) -> None:
    """Bring an empty database to a version, by way of all before it, and write rows at each of them."""
    for passed in versions()[: versions().index(version) + 1]:
        await migrate(database, passed)
        script = SCRIPTS / f"{passed}.sql"
        if script.is_file():
            await run_script(database, script.read_text(encoding="utf-8"))


def unseen(rows: dict[str, list[Row]]) -> list[str]:
    """Name the tables without a row, and the columns without a value in any row: they prove nothing."""
    found = [table for table, held in rows.items() if not held]
    for table, held in rows.items():
        columns = held[0] if held else {}
        found += [f"{table}.{name}" for name in columns if all(row[name] is None for row in held)]
    return found


def lost(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> Iterator[str]:
    """Name what is no longer there, or no longer what it was. Both are in the order of their keys."""
    for table, held in before.items():
        if table not in after:
            yield table
            continue
        if len(held) != len(after[table]):
            yield f"{table}: {len(held)} rows became {len(after[table])}"
        for old, new in zip(held, after[table], strict=False):
            kept = [c for c in old if f"{table}.{c}" not in DROPPED]
            yield from (f"{table}.{c}: {old[c]!r} became {new.get(c)!r}" for c in kept if old[c] != new.get(c))
