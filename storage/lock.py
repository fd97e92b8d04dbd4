"""Keep a second process off a database file. The operating system holds the lock, so it ends with the process, however
that ends."""

import os
from pathlib import Path

from bot.errors import CannotStart

try:
    import fcntl
except ImportError:  # Windows: two processes on one file are not noticed there
    HAS_LOCKS = False
else:
    HAS_LOCKS = True


class ProcessLock:
    """A lock beside a database file, `<file>.lock`, that names the process holding it.

    The lock file stays when the lock is let go: removing it would let two processes hold one of the same name each.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = database.with_name(database.name + ".lock")
        self._held: int | None = None

    def take(self) -> None:
        """Hold the lock until `release`. Raises CannotStart when another process holds it."""
        if not HAS_LOCKS or self._held is not None:
            return
        try:
            held = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise CannotStart(f"{self._database}: its lock cannot be written: {error}") from None
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = _holder(held)
            os.close(held)
            if not isinstance(error, BlockingIOError):
                raise CannotStart(f"{self._file}: this file system cannot lock files: {error}") from None
            raise CannotStart(
                f"{self._database}: in use by another Hearth (process {holder}); stop that first"
            ) from None
        os.truncate(held, 0)
        os.pwrite(held, str(os.getpid()).encode(), 0)
        self._held = held

    def release(self) -> None:
        """Let go of the lock, where it is held."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def holder(self) -> str | None:
        """Name the process that holds the lock; None when nobody does. Leaves no trace."""
        if not HAS_LOCKS:
            return None
        try:
            looked = os.open(self._file, os.O_RDONLY)
        except OSError:
            return None
        try:
            fcntl.flock(looked, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _holder(looked)
        finally:
            os.close(looked)
        return None


def _holder(file: int) -> str:
    return os.pread(file, 20, 0).decode(errors="replace").strip() or "unknown"
