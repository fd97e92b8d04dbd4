"""Look at a database as it is: its schema beside the program's, and its rows as they are kept."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from storage.database import Database, sql
from storage.schema import metadata

Row: TypeAlias = Mapping[str, Any]


def difference(connection: Connection) -> list[Any]:
    """List what the schema of a database lacks or has more than the program's."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def names(connection: Connection) -> dict[str, set[str | None]]:
    """Name the indexes and constraints of each table, but the foreign keys, whose names SQLite forgets."""
    inspected = inspect(connection)
    return {
        table: {i["name"] for i in inspected.get_indexes(table)}
        | {u["name"] for u in inspected.get_unique_constraints(table)}
        | {inspected.get_pk_constraint(table)["name"]}
        for table in metadata.tables
    }


def declared_names() -> dict[str, set[Any]]:
    """Name what `names` finds in a database with exactly the program's schema."""
    return {
        name: {c.name for c in table.constraints if c.name and c not in table.foreign_key_constraints}
        | {i.name for i in table.indexes}
        for name, table in metadata.tables.items()
    }


def _rows(connection: Connection) -> dict[str, list[Row]]:
    inspected = inspect(connection)
    found: dict[str, list[Row]] = {}
    for table in inspected.get_table_names():
        if table != "alembic_version":
            order = ", ".join(f'"{c}"' for c in inspected.get_pk_constraint(table)["constrained_columns"])
            rows = connection.execute(text(f'SELECT * FROM "{table}" ORDER BY {order}'))
            found[table] = [dict(row) for row in rows.mappings()]
    return found


async def rows_of(database: Database) -> dict[str, list[Row]]:
    """Read every row of every table as it is kept, in the order of its key."""
    await database.engine.dispose()  # a connection remembers what a table looked like
    async with database.read() as tx:
        return await sql(tx).run_sync(_rows)


async def run_script(database: Database, script: str) -> None:
    """Run statements that end with a semicolon at the end of a line."""
    async with database.begin() as tx:
        for statement in script.split(";\n"):
            if statement.strip():
                await sql(tx).exec_driver_sql(statement)


async def run(database: Database, *statements: str) -> Any:
    """Run statements in one transaction and give the first value of the last."""
    async with database.begin() as tx:
        for statement in statements:
            result = await sql(tx).execute(text(statement))
    return result.scalar() if statements and result.returns_rows else None
