"""Tell what an error of a database means: its kind, and one line for the operator without any value that is stored."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StorageError, StorageKind
from storage.address import Address

SAYS = {
    StorageKind.FULL: "the disk is full; nothing can be saved until there is room",
    StorageKind.LOCKED: "it is locked by another program, which has to let go of it",
    StorageKind.READ_ONLY: "it cannot be written to",
    StorageKind.UNREACHABLE: "it cannot be reached",
    StorageKind.EXHAUSTED: "no connection is free",
    StorageKind.REFUSED: "it does not let us in",
    StorageKind.DAMAGED: "it is damaged, or no database at all; put a backup in its place",
}
# Primary result codes, https://www.sqlite.org/rescode.html
SQLITE = {
    3: StorageKind.READ_ONLY,  # PERM
    5: StorageKind.LOCKED,  # BUSY
    6: StorageKind.LOCKED,
    8: StorageKind.READ_ONLY,
    10: StorageKind.UNREACHABLE,  # IOERR
    11: StorageKind.DAMAGED,  # CORRUPT
    13: StorageKind.FULL,
    14: StorageKind.UNREACHABLE,  # CANTOPEN
    26: StorageKind.DAMAGED,  # NOTADB
}
# Codes, or classes of codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRES = {
    "08": StorageKind.UNREACHABLE,
    "25006": StorageKind.READ_ONLY,
    "25P03": StorageKind.UNREACHABLE,  # we stood still inside a transaction, and were cut off
    "28": StorageKind.REFUSED,
    "3D000": StorageKind.REFUSED,  # no such database
    "42501": StorageKind.REFUSED,  # a right is missing
    "53100": StorageKind.FULL,
    "53": StorageKind.EXHAUSTED,
    "55P03": StorageKind.LOCKED,
    "57P": StorageKind.UNREACHABLE,  # shutting down, or starting
    "58": StorageKind.UNREACHABLE,  # its own disk
    "XX001": StorageKind.DAMAGED,
    "XX002": StorageKind.DAMAGED,
}


@contextmanager
def translated(address: Address, *, connecting: bool = False) -> Iterator[None]:
    """Raise StorageError for what the database's surroundings do to it; mistakes of ours stay what they are."""
    try:
        yield
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise _named(address, kind, error.orig) from error
    except PoolTimeout as error:
        raise _named(address, StorageKind.EXHAUSTED, "all of ours are in use") from error
    except OSError as error:
        if not connecting:  # then it is somebody else's, or `watch_line` has seen it
            raise
        raise _named(address, StorageKind.UNREACHABLE, error) from error


def watch_line(engine: Engine, address: Address) -> None:
    """Let a line that breaks or falls silent inside a statement raise StorageError too: of that the driver says no more
    than the system does."""

    def broken(context: ExceptionContext) -> None:
        error = context.original_exception
        if isinstance(error, OSError):
            raise _named(address, StorageKind.UNREACHABLE, error) from error

    event.listen(engine, "handle_error", broken)


def _kind(error: DBAPIError) -> StorageKind | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)  # the rest of an extended code only says where it happened
    state = getattr(error.orig, "sqlstate", None) or ""
    for known in (state, state[:3], state[:2]):
        if known in POSTGRES:
            return POSTGRES[known]
    return StorageKind.UNREACHABLE if error.connection_invalidated else None


def _named(address: Address, kind: StorageKind, reason: object) -> StorageError:
    # The first line only: a server's further lines quote the row.
    said = str(reason).partition("\n")[0] or type(reason).__name__
    return StorageError(kind, f"{address.name}: {SAYS[kind]} ({said})")
