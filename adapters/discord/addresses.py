"""Point discord.py at another REST server and gateway, such as a proxy."""

from collections.abc import Callable

import discord
import yarl
from discord.http import Route


def use_api(api_base_url: str) -> Callable[[], None]:
    """Send REST calls to `api_base_url` (`http://…/api/v10`) and return what undoes it.

    discord.py keeps the address on a class, so it holds for the whole process.
    """
    before = Route.BASE
    Route.BASE = api_base_url.rstrip("/")

    def undo() -> None:
        Route.BASE = before

    return undo


def use_gateway(client: discord.Client, gateway_url: str) -> None:
    """Open every gateway connection of this client at `gateway_url`.

    READY names an address for resuming, and an invalidated session falls back to the vendor's: both are replaced.
    """
    gateway = yarl.URL(gateway_url)
    connect = client.http.ws_connect

    async def elsewhere(url: str, *, compress: int = 0) -> object:
        return await connect(str(gateway.with_query(yarl.URL(url).query)), compress=compress)

    client.http.ws_connect = elsewhere  # type: ignore[method-assign,assignment]
