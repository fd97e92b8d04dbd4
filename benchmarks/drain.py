"""A thousand things due at the same moment, each a message to somebody else, beside what Telegram allows."""

import tempfile
import time
from pathlib import Path

from pydantic import SecretStr

from adapters.telegram.run import TelegramPlatform
from benchmarks.measure import Line
from bot.app import App
from bot.config import Settings, StorageSettings, TelegramSettings
from bot.content import doc
from bot.deliveries import Deliveries
from bot.ids import AccountRef, CommunityId, Platform
from bot.jobs import Job
from bot.ports import SystemClock, Tx
from storage.deliveries import SqlDeliveries
from tests.wire.telegram.server import TelegramServer
from tests.wire.telegram.weather import IN_ALL

DUE = 1_000
PATIENCE = 120.0  # seconds


async def a_thousand_due() -> Line:
    """Measure messages a second, from the moment they are due until the last has arrived."""
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer() as telegram:
            app = _make_app(telegram, Path(folder) / "bench.db")
            people = [telegram.user(f"U{n}", started=True).id for n in range(DUE)]
            await app.open()
            try:
                await app.start()
                await app.supervisor.all_connected()
                await _plan(app, people)
                begin = time.perf_counter()
                await telegram.until(lambda: len(telegram.calls("sendMessage")) == DUE, within=PATIENCE)
                taken = time.perf_counter() - begin
            finally:
                await app.close()
            assert not telegram.refusals, telegram.refusals
    allowed = IN_ALL[0] / IN_ALL[1].total_seconds()
    rate = DUE / taken
    name = f"{DUE:,} due at once, sent, beside Telegram's own limit"
    return Line(name, rate, "/s", allowed, rate / allowed, "≥ 0.95")


def _make_app(telegram: TelegramServer, file: Path) -> App:
    there = TelegramSettings(token=SecretStr(telegram.token), api_base_url=telegram.api_base_url)
    app = App(Settings(storage=StorageSettings(url=f"sqlite:///{file}"), telegram=there), SystemClock())
    platform = TelegramPlatform(there, app.table, app.submit, app.clock)
    app.add(platform)
    outbox = Deliveries(SqlDeliveries(), {Platform.TELEGRAM: platform.ports}, app.clock, app.pulse.wake)

    async def remind(tx: Tx, job: Job) -> None:
        to = AccountRef(Platform.TELEGRAM, str(job.payload["who"]))
        await outbox.send(tx, to, doc(f"Reminder {job.key}"), locale="en", key=job.key)

    app.jobs.on("bench", remind)
    return app


async def _plan(app: App, people: list[int]) -> None:
    now = app.clock.now()
    async with app.database.begin() as tx:
        for who in people:
            await app.jobs.schedule(tx, "bench", f"bench:{who}", CommunityId(1), now, {"who": who})
