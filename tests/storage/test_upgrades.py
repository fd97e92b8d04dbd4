"""Whatever version of Hearth wrote a database, this one takes it over with every row."""

import pytest
from sqlalchemy import select

from bot.app import App
from bot.config import Settings, StorageSettings
from storage.database import Database, sql
from storage.migrate import migrate, newest, versions
from storage.schema import metadata
from tests.fakes import FakeClock
from tests.storage.released import SCRIPTS, fill, lost, unseen
from tests.storage.schemas import declared_names, difference, names, rows_of


@pytest.mark.parametrize("version", versions())
async def test_every_released_version_is_upgraded_with_every_row(empty: Database, version: str) -> None:
    await fill(empty, version)
    before = await rows_of(empty)
    assert unseen(before) == [], f"write rows that show these into tests/storage/released/{version}.sql"
    await migrate(empty)
    assert list(lost(before, await rows_of(empty))) == []
    async with empty.read() as tx:
        assert await sql(tx).run_sync(difference) == []
        assert await sql(tx).run_sync(names) == declared_names()


@pytest.mark.parametrize("version", versions())
async def test_the_program_reads_and_opens_what_was_upgraded(empty: Database, version: str, clock: FakeClock) -> None:
    await fill(empty, version)
    await migrate(empty)
    async with empty.read() as tx:
        read = {t.name: (await sql(tx).execute(select(t))).all() for t in metadata.sorted_tables}
    assert [c.name for c in read["communities"]] == ["Питонисты"]
    app = App(Settings(storage=StorageSettings(url=empty.url)), clock)
    try:
        await app.open()
        assert app.directory.community(read["communities"][0].id).locale == "ru"
    finally:
        await app.close()


def test_every_script_belongs_to_a_version_there_is() -> None:
    assert {script.stem for script in SCRIPTS.iterdir()} - set(versions()) == set()


@pytest.mark.parametrize(
    ("breaks", "found"),
    [
        ("UPDATE members SET name = 'somebody' WHERE id = 2", ["members.name: 'Аня 🐍' became 'somebody'"]),
        ("DELETE FROM event_quiet", ["event_quiet: 1 rows became 0"]),
        ("DROP TABLE event_quiet", ["event_quiet"]),
        ("ALTER TABLE events DROP COLUMN place", ["events.place: 'Café Lenin' became None"]),
    ],
    ids=["changed", "deleted", "table", "column"],
)
async def test_a_migration_that_broke_rows_would_be_noticed(empty: Database, breaks: str, found: list[str]) -> None:
    await fill(empty, newest())
    before = await rows_of(empty)
    async with empty.begin() as tx:
        await sql(tx).exec_driver_sql(breaks)
    assert list(lost(before, await rows_of(empty)))[: len(found)] == found
