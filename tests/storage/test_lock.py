"""One process per database file; and the lock ends with the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import App
from bot.config import Settings, StorageSettings
from bot.errors import CannotStart
from storage.database import Database
from storage.lock import ProcessLock
from tests.fakes import FakeClock

HOLD = "import sys; from pathlib import Path; from storage.lock import ProcessLock; \
ProcessLock(Path(sys.argv[1])).take(); print('held', flush=True); sys.stdin.read()"


def hold(file: Path) -> subprocess.Popen[str]:
    """Hold the lock in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


async def open_app(url: str, clock: FakeClock) -> App:
    app = App(Settings(storage=StorageSettings(url=url)), clock)
    try:
        await app.open()
    except CannotStart:
        await app.close()
        raise
    return app


async def test_a_second_hearth_on_a_file_is_told_who_has_it_until_kill_9(tmp_path: Path, clock: FakeClock) -> None:
    file = tmp_path / "hearth.db"
    with hold(file) as process:
        assert ProcessLock(file).holder() == str(process.pid)
        with pytest.raises(CannotStart) as told:
            await open_app(f"sqlite:///{file}", clock)
        process.kill()
    assert str(told.value) == f"{file}: in use by another Hearth (process {process.pid}); stop that first"
    assert not file.exists()
    assert ProcessLock(file).holder() is None
    await (await open_app(f"sqlite:///{file}", clock)).close()


async def test_a_file_is_the_same_under_any_name(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "hearth.db")
    first = await open_app(f"sqlite:///{tmp_path / 'hearth.db'}", clock)
    with pytest.raises(CannotStart, match=r"hearth\.db: in use by another Hearth"):
        await open_app(f"sqlite:///{tmp_path / 'link.db'}", clock)
    await first.close()


async def test_a_hearth_that_ended_lets_go(tmp_path: Path, clock: FakeClock) -> None:
    for _ in range(2):
        await (await open_app(f"sqlite:///{tmp_path / 'hearth.db'}", clock)).close()


async def test_reading_takes_no_lock(tmp_path: Path, clock: FakeClock) -> None:
    app = await open_app(f"sqlite:///{tmp_path / 'hearth.db'}", clock)
    reader = Database(app.database.url, read_only=True)
    await reader.open()
    await reader.close()
    await app.close()


async def test_in_memory_and_on_a_server_several_may_run(database: Database, clock: FakeClock) -> None:
    url = "sqlite://" if database.sqlite else database.url
    apps = [await open_app(url, clock) for _ in range(2)]
    for app in apps:
        await app.close()


async def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none' / 'hearth.db'}")
    with pytest.raises(CannotStart, match=r"hearth\.db: its lock cannot be written: .*No such file or directory"):
        await database.open()
    await database.close()
