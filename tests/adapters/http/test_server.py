"""Three pages for the operator's tools, asked over HTTP."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from adapters.http.metrics import HearthCollector
from adapters.http.server import HttpServer
from bot.config import BadConfig
from bot.connection import Connection
from bot.health import Depths, Health, Queue
from bot.ids import Platform
from bot.logs import hide_secrets
from bot.meters import Meters
from tests.core.test_health import FakeStorage
from tests.fakes import NOON, FakeClock

PAGE = (Path(__file__).parents[3] / "docs/operations.md").read_text(encoding="utf-8")


@pytest.fixture
def connection() -> Connection:
    return Connection(Platform.TELEGRAM)


@pytest.fixture
def storage() -> FakeStorage:
    return FakeStorage()


@pytest.fixture
def health(storage: FakeStorage, clock: FakeClock, connection: Connection) -> Health:
    made = Health(storage, clock, Meters(), [connection])
    made.open = True
    return made


@pytest.fixture
async def server(health: Health) -> AsyncIterator[HttpServer]:
    running = HttpServer("127.0.0.1:0", health)
    await running.start()
    yield running
    await running.stop()


async def ask(server: HttpServer, path: str, method: str = "GET") -> tuple[int, str]:
    async with (
        ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{server.port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def metrics(server: HttpServer) -> dict[tuple[str, ...], float]:
    """Read the page as Prometheus does: name and label values, by the labels' names → value."""
    status, text = await ask(server, "/metrics")
    assert status == 200
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_who_answers_is_alive(server: HttpServer) -> None:
    assert await ask(server, "/healthz") == (200, "ok\n")


async def test_ready_is_told_by_the_status_and_why_by_name(server: HttpServer, connection: Connection) -> None:
    status, text = await ask(server, "/readyz")
    told = json.loads(text)
    assert (status, told["ready"]) == (503, False)
    assert told["checks"]["telegram"] == {"ok": False, "why": "connecting"}
    assert told["checks"]["database"] == {"ok": True}
    connection.works()
    status, text = await ask(server, "/readyz")
    assert (status, json.loads(text)["ready"]) == (200, True)


async def test_no_secret_is_told(server: HttpServer, connection: Connection) -> None:
    hide_secrets(["12345:secret"])
    connection.lost("cannot be reached: http://api.example/bot12345:secret/getMe")
    assert "12345:secret" not in (await ask(server, "/readyz"))[1]
    hide_secrets([])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/metrics/x", 404), ("POST", "/metrics", 405), ("DELETE", "/healthz", 405)],
)
async def test_nothing_else_is_served(server: HttpServer, method: str, path: str, status: int) -> None:
    assert (await ask(server, path, method))[0] == status


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_a_head_is_answered_without_a_body(server: HttpServer, connection: Connection, path: str) -> None:
    connection.works()
    assert await ask(server, path, "HEAD") == (200, "")


async def test_what_was_counted_is_shown(server: HttpServer, health: Health, storage: FakeStorage) -> None:
    meters = health.meters
    meters.count_update(Platform.TELEGRAM, "MessagePosted")
    meters.count_delivery("telegram", "sent")
    meters.count_job("remind", "done")
    meters.count_platform_error("telegram", "Forbidden")
    meters.count_storage_fault("OperationalError")
    for seconds in (0.001, 0.2, 60.0):
        meters.time_handler("/event", seconds)
    due = NOON - timedelta(seconds=90)
    storage.waiting = Depths(Queue(3, due), 2, {"telegram": Queue(4, due), "discord": Queue(1, NOON)})
    shown = await metrics(server)
    assert shown["hearth_updates_total", "telegram", "MessagePosted"] == 1
    assert shown["hearth_deliveries_total", "sent", "telegram"] == 1
    assert shown["hearth_jobs_total", "remind", "done"] == 1
    assert shown["hearth_platform_errors_total", "Forbidden", "telegram"] == 1
    assert shown["hearth_storage_faults_total", "OperationalError"] == 1
    assert shown["hearth_handler_seconds_bucket", "/event", "0.1"] == 1
    assert shown["hearth_handler_seconds_bucket", "/event", "0.25"] == 2
    assert shown["hearth_handler_seconds_count", "/event"] == 3
    assert shown["hearth_handler_seconds_sum", "/event"] == pytest.approx(60.201)
    assert shown["hearth_platform_connected", "telegram"] == 0
    assert (shown["hearth_jobs_waiting",], shown["hearth_jobs_parked",]) == (3, 2)
    assert shown["hearth_jobs_overdue_seconds",] == 90
    assert shown["hearth_deliveries_waiting", "telegram"] == 4
    assert shown["hearth_deliveries_overdue_seconds", "telegram"] == 90
    assert shown["hearth_deliveries_overdue_seconds", "discord"] == 0
    assert shown["process_start_time_seconds",] > 0


async def test_metrics_are_shown_also_while_the_database_does_not_answer(
    server: HttpServer, storage: FakeStorage
) -> None:
    storage.error = OSError()
    shown = await metrics(server)
    assert ("hearth_jobs_waiting",) not in shown
    assert ("hearth_loop_lag_seconds",) in shown


async def test_two_servers_in_one_process_know_nothing_of_each_other(server: HttpServer, clock: FakeClock) -> None:
    other = HttpServer("127.0.0.1:0", Health(FakeStorage(), clock, Meters(), [Connection(Platform.DISCORD)]))
    await other.start()
    assert ("hearth_platform_connected", "discord") in await metrics(other)
    assert ("hearth_platform_connected", "discord") not in await metrics(server)
    await other.stop()


async def test_a_port_in_use_is_the_operators_to_mend(server: HttpServer, health: Health) -> None:
    with pytest.raises(BadConfig, match=rf"^http\.listen: cannot listen on 127\.0\.0\.1:{server.port}: .*in use"):
        await HttpServer(f"127.0.0.1:{server.port}", health).start()


def test_every_metric_is_in_the_table_and_nothing_else(health: Health) -> None:
    documented = set(re.findall(r"^\| `(hearth_\w+)` \|", PAGE, re.MULTILINE))
    shown = {
        family.name + ("_total" if family.type == "counter" else "") for family in HearthCollector(health).collect()
    }
    assert documented == shown
