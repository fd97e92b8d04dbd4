"""Communities that most journeys begin in."""

from collections.abc import AsyncIterator

import pytest

from tests.journeys.test_discord_day import Server, open_server
from tests.journeys.test_telegram_day import Club, open_club


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    """Open a Telegram group."""
    async with open_club() as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """Open a Discord server."""
    async with open_server() as opened:
        yield opened
