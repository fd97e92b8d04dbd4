"""Say what Discord answered in the core's words."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
import discord

from bot.errors import Forbidden, Gone, PlatformError, RateLimited, Rejected, Unavailable, Unknown

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
INVALID_WEBHOOK_TOKEN = 50027  # an interaction older than 15 minutes
UNKNOWN_BAN = 10026
THREAD_ARCHIVED = 50083
NO_DIRECT_MESSAGES = frozenset({50007, 50278, 40003})  # closed, not sharing a server, opened too fast
OLD_EDITS = 30046  # too many edits of messages older than an hour
OLD_EDITS_PAUSE = timedelta(minutes=10)
PAUSE = timedelta(seconds=30)  # where a 429 does not say how long

SESSION_CLOSED = "Session is closed"  # what aiohttp says once the client was closed
NETWORK_FAULTS = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


def translate(error: discord.HTTPException) -> PlatformError:
    """Turn an answer of Discord's into the kind of error the core knows."""
    detail = f"{error.status} {error.code} {error.text}".strip()
    if error.code in NO_DIRECT_MESSAGES:
        return Forbidden(detail)
    if error.code == OLD_EDITS:
        return RateLimited(OLD_EDITS_PAUSE, detail)
    if error.status == 429:
        return RateLimited(PAUSE, detail)
    if isinstance(error, discord.Forbidden):
        return Forbidden(detail)
    if isinstance(error, discord.NotFound) or error.code == INVALID_WEBHOOK_TOKEN:
        return Gone(detail)
    if error.status == 401:
        return Unavailable(detail)  # the token was reset; with the new one it can be sent
    return Unavailable(detail) if error.status >= 500 else Rejected(detail)


@contextmanager
def translated() -> Iterator[None]:
    """Let nothing but the core's PlatformError out of a call to Discord."""
    try:
        yield
    except discord.HTTPException as error:
        raise translate(error) from error
    except discord.RateLimited as error:
        raise RateLimited(timedelta(seconds=error.retry_after), str(error)) from error
    except NETWORK_FAULTS as error:
        # Before there was a connection, nothing was sent; after that, nobody knows how far it came.
        kind = Unavailable if isinstance(error, NEVER_SENT) else Unknown
        raise kind(f"{type(error).__name__}: {error}") from error
    except RuntimeError as error:
        if str(error) != SESSION_CLOSED:
            raise
        raise Unavailable("Discord is not connected") from error
