"""The log hears of an outage once for each kind of failure, and once when it is over."""

import pytest

from bot.connection import Connection
from bot.ids import Platform


class Seconds:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def connection(seconds: Seconds) -> Connection:
    return Connection(Platform.TELEGRAM, seconds)


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Read the messages of the log, without times and values."""
    return [line.split("] ", 1)[1].split("  ")[0].strip() for line in capsys.readouterr().out.splitlines()]


def test_it_is_connecting_until_it_works(connection: Connection) -> None:
    assert connection.trouble == "connecting"
    connection.works()
    assert connection.trouble is None


def test_each_kind_of_failure_is_told_once_and_then_that_it_is_over(
    connection: Connection, seconds: Seconds, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.works()
    for _ in range(100):
        seconds.now += 30
        connection.fails("network", "cannot be reached.")
        connection.fails("502", "answers 502")
    assert connection.trouble == "answers 502"
    connection.works()
    connection.works()
    assert told(capsys) == [
        "telegram: cannot be reached; trying again",
        "telegram: answers 502; trying again",
        "telegram: connected again",
    ]


def test_how_long_it_was_away_is_told(
    connection: Connection, seconds: Seconds, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.fails("network", "cannot be reached")
    seconds.now += 75
    connection.works()
    assert "after_seconds=75" in capsys.readouterr().out


def test_what_comes_and_goes_is_not_told_each_time(
    connection: Connection, seconds: Seconds, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(10):
        connection.fails("Conflict", "another process", again=600)
        connection.works()
        seconds.now += 100
    assert told(capsys) == ["telegram: another process; trying again", "telegram: connected again"] * 2


def test_a_connection_that_is_simply_back_is_not_told_of(
    connection: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.lost("the gateway is away")
    assert connection.trouble == "the gateway is away"
    connection.works()
    assert told(capsys) == []


def test_what_only_the_operator_can_mend_is_critical(
    connection: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.refused("BadConfig", "telegram.token: is wrong")
    connection.refused("BadConfig", "telegram.token: is wrong")
    said = capsys.readouterr().out
    assert said.count("telegram.token: is wrong") == 1
    assert "critical" in said
