"""Migrations make the schema that the program has, on each backend, and a newer database is left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from typer.testing import CliRunner

from bot.__main__ import app
from storage.communities import SqlCommunities
from storage.database import Database, sql
from storage.migrate import NewerDatabase, migrate, newest
from storage.schema import metadata
from tests.fakes import NOON
from tests.storage.schemas import declared_names, difference, names


async def version_of(database: Database) -> str:
    async with database.read() as tx:
        return str((await sql(tx).execute(text("SELECT version_num FROM alembic_version"))).scalar_one())


async def test_a_migrated_database_has_exactly_the_tables_of_the_program(empty: Database) -> None:
    await migrate(empty)
    async with empty.read() as tx:
        assert await sql(tx).run_sync(difference) == []
    assert await version_of(empty) == newest()


async def test_every_table_of_sqlite_refuses_values_of_the_wrong_type(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'strict.db'}")
    await migrate(database)
    async with database.read() as tx:
        rows = await sql(tx).execute(text("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
        strict = {row.name: bool(row.strict) for row in rows}
    await database.close()
    assert [name for name in metadata.tables if not strict[name]] == []


async def test_constraints_and_indexes_have_the_same_names_everywhere(empty: Database) -> None:
    await migrate(empty)
    async with empty.read() as tx:
        migrated = await sql(tx).run_sync(names)
    assert migrated == declared_names()


async def test_migrating_again_changes_nothing_and_keeps_what_is_there(empty: Database) -> None:
    await migrate(empty)
    store = SqlCommunities()
    async with empty.begin() as tx:
        community = await store.found(tx, "Pythonistas", "ru", "UTC", NOON)
    await migrate(empty)
    async with empty.read() as tx:
        assert await store.load_all(tx) == ([community], [])


async def test_a_newer_database_is_refused_and_left_as_it_is(empty: Database) -> None:
    await migrate(empty)
    async with empty.begin() as tx:
        await sql(tx).execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match=rf"version is 9999, .*versions up to {newest()}"):
        await migrate(empty)
    assert await version_of(empty) == "9999"


async def test_a_migration_that_fails_leaves_nothing_behind(empty: Database) -> None:
    async with empty.begin() as tx:
        last = sorted(metadata.tables)[-1]
        await sql(tx).execute(text(f"CREATE TABLE {last} (mine TEXT)"))
    with pytest.raises(Exception, match="already exists"):
        await migrate(empty)
    async with empty.read() as tx:
        assert await sql(tx).run_sync(lambda c: inspect(c).get_table_names()) == [last]


def test_the_operator_is_told_in_one_line_that_the_database_is_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HEARTH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEARTH__STORAGE__URL", f"sqlite:///{tmp_path / 'newer.db'}")
    runner = CliRunner()
    assert runner.invoke(app, ["migrate"]).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "newer.db", isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused = runner.invoke(app, ["migrate"])
    assert refused.exit_code == 2
    assert refused.stderr.strip() == (
        f"{tmp_path / 'newer.db'}: its version is 9999, written by a newer Hearth; this one knows versions up to"
        f" {newest()}. Please upgrade this Hearth"
    )
