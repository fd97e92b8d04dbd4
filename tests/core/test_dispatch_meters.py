"""What comes in is counted and timed under names that nobody outside can make up."""

import pytest

from bot.errors import Forbidden, Unavailable
from storage.database import Database
from tests.core.kernel import ANNA, GROUP, Kernel, actor
from tests.fakes import FakeClock


@pytest.fixture
def kernel(memory: Database, clock: FakeClock) -> Kernel:
    return Kernel(memory, clock)


async def test_an_ordinary_message_is_counted_and_not_timed(kernel: Kernel) -> None:
    await kernel.write(ANNA, "hello")
    meters = kernel.dispatcher._meters
    timed = sum(meters.handlers["MessagePosted"].counts)
    await kernel.write(ANNA, "hello again")
    assert meters.updates == {("telegram", "MessagePosted"): 2}
    assert sum(meters.handlers["MessagePosted"].counts) == timed


async def test_a_command_is_timed_by_its_group_and_an_invented_one_by_its_type(kernel: Kernel) -> None:
    for line in ("check hello", "nonsense1", "nonsense2"):
        await kernel.command(ANNA, line)
    meters = kernel.dispatcher._meters
    assert {name: sum(h.counts) for name, h in meters.handlers.items()} == {"/check": 1, "CommandInvoked": 2}


@pytest.mark.parametrize("error", [Forbidden("no right"), Unavailable("away")])
async def test_a_refusal_of_the_platform_is_counted_by_its_kind(
    kernel: Kernel, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(kernel.telegram, "access", refuse)
    monkeypatch.setattr("bot.insist.PATIENCE", 0.0)
    await kernel.command(actor("ben", None), "check hello", chat=GROUP)
    assert kernel.dispatcher._meters.platform_errors == {("telegram", type(error).__name__): 1}


async def test_an_answer_that_a_platform_does_not_take_is_no_fault_and_the_update_is_closed(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr("tests.core.kernel.Answers.answer", refuse)
    answers = await kernel.command(ANNA, "check hello")
    assert answers.closed == 1
    assert kernel.dispatcher.faults == 0
