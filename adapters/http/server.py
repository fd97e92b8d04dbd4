"""Serve health and metrics: `/healthz`, `/readyz`, `/metrics`."""

import json
from collections.abc import Mapping
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.config import BadConfig
from bot.health import Check
from bot.logs import scrub

from .metrics import Metrics, Vitals


class Health(Vitals, Protocol):
    """What is served."""

    async def checks(self) -> Mapping[str, Check]:
        """Look at everything that has to be so, by name."""


class HttpServer:
    """A small server for the operator's own tools. It knows no secret and changes nothing."""

    def __init__(self, listen: str, health: Health) -> None:
        self._listen = listen
        self._health = health
        self._metrics = Metrics(health)
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Begin to listen. Raises BadConfig where that cannot be."""
        app = web.Application()
        app.router.add_get("/healthz", self._alive)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._measured)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        host, _, port = self._listen.rpartition(":")
        try:
            await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            await self.stop()
            raise BadConfig(f"http.listen: cannot listen on {self._listen}: {error.strerror or error}") from None

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        assert self._runner is not None
        port: int = self._runner.addresses[0][1]
        return port

    async def _alive(self, request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, request: web.Request) -> web.Response:
        checks = await self._health.checks()
        ready = all(check.ok for check in checks.values())
        shown = {name: {"ok": c.ok} | ({"why": scrub(c.why)} if c.why else {}) for name, c in checks.items()}
        text = json.dumps({"ready": ready, "checks": shown}, ensure_ascii=False) + "\n"
        return web.json_response(text=text, status=200 if ready else 503)

    async def _measured(self, request: web.Request) -> web.Response:
        return web.Response(body=await self._metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})
