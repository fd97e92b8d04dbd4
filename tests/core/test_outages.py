"""A database that cannot do its work: whoever waits is told kindly, and the operator once a minute."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.errors import StorageError, StorageKind
from bot.meters import Meters
from bot.outages import Outages
from bot.texts import say
from bot.updates import FormSubmitted
from storage.database import Database, sql
from tests.core.kernel import ANNA, GROUP, MAX, SPACE, Kernel, actor, private
from tests.fakes import NOON, FakeClock

FULL, LOCKED = StorageError(StorageKind.FULL, "a.db: full"), StorageError(StorageKind.LOCKED, "a.db: locked")


@pytest.fixture
def kernel(memory: Database, clock: FakeClock) -> Kernel:
    return Kernel(memory, clock)


async def stop_writing(kernel: Kernel, *, on: bool = True) -> None:
    """Let the database take no changes, or take them again."""
    async with kernel.database.read() as tx:
        await sql(tx).execute(text(f"PRAGMA query_only={'ON' if on else 'OFF'}"))


def test_each_kind_is_logged_once_a_minute_with_how_often_it_happened() -> None:
    now = 0.0
    meters = Meters()
    outages = Outages(meters, lambda: now)
    with capture_logs() as logs:
        for moment, error in ((0.0, FULL), (1.0, FULL), (2.0, LOCKED), (59.0, FULL), (60.0, FULL), (61.0, FULL)):
            now = moment
            outages.note(error)
    line = {"event": "the database cannot do its work", "log_level": "error"}
    assert logs == [
        line | {"kind": "full", "detail": "a.db: full"},
        line | {"kind": "locked", "detail": "a.db: locked"},
        line | {"kind": "full", "detail": "a.db: full", "failures_since_the_last_line": 2},
    ]
    assert outages.total == 6


@pytest.mark.parametrize("locale", ["en", "ru"])
async def test_whoever_gives_a_command_presses_or_sends_a_form_is_told_and_can_try_again(
    kernel: Kernel, locale: str
) -> None:
    await kernel.write(ANNA, "hello")
    await stop_writing(kernel)
    stranger = replace(actor("newcomer"), locale=locale)
    command = await kernel.command(stranger, "help")
    press = await kernel.press(stranger, "accept:1:yes")
    form = await kernel.hand(FormSubmitted("f1", NOON, SPACE, GROUP, stranger, "check", {"text": "hi"}))
    for heard in (command, press, form):
        assert (heard.said, heard.closed) == ([say("storage-failed", locale)], 1)
    assert (kernel.ran, kernel.dispatcher.faults) == ([], 0)
    await stop_writing(kernel, on=False)
    assert (await kernel.command(stranger, "help")).said == ["help done"]


async def test_what_a_handler_cannot_save_is_told_to_that_person_only(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new")  # what it lacks is asked for
    await stop_writing(kernel)
    heard = await kernel.command(MAX, "event new")
    assert (heard.said, heard.replies[0].private) == ([say("storage-failed", "en")], True)
    assert kernel.dispatcher.faults == 0


async def test_a_question_stands_until_its_answer_could_be_taken(kernel: Kernel) -> None:
    await kernel.command(MAX, "event new Meetup")
    await stop_writing(kernel)
    assert (await kernel.write(MAX, "tomorrow 19:00")).said == [say("storage-failed", "en")]
    await stop_writing(kernel, on=False)
    assert (await kernel.write(MAX, "tomorrow 19:00")).said == ["event new done"]


async def test_a_message_that_waits_for_no_answer_gets_none(kernel: Kernel) -> None:
    await stop_writing(kernel)
    assert (await kernel.write(ANNA, "hello")).said == []
    assert (await kernel.write(ANNA, "hello", chat=private(ANNA))).closed == 1
    assert kernel.dispatcher.faults == 0


async def test_the_log_has_one_line_without_a_traceback(kernel: Kernel, capsys: pytest.CaptureFixture[str]) -> None:
    await stop_writing(kernel)
    for _ in range(3):
        await kernel.command(ANNA, "help")
    logged = capsys.readouterr().out
    assert logged.count("the database cannot do its work") == 1
    assert "the database in memory: it cannot be written to (attempt to write a readonly database)" in logged
    assert "Traceback" not in logged
