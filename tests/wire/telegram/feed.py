"""The updates that wait for the bot, and how it fetches them or is sent them."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import ClientError, ClientSession

from .model import Json
from .refusal import Refusal, bad

# What is not told unless it is named. https://core.telegram.org/bots/api#getupdates
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
RETRY = 0.05  # seconds until a webhook that failed is tried again; Telegram waits longer
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Feed:
    """Keep updates until they are confirmed. One poll at a time, or a webhook."""

    def __init__(self, told: Callable[[], None]) -> None:
        self.waiting: list[Json] = []
        self.allowed: list[str] = []
        self.url = self.secret = ""
        self.last_error = ""
        self.polls = 0
        self.conflict = False  # somebody else polls all the time
        self._told = told
        self._next = 700_000_001
        self._current = 0  # the poll that is under way
        self._fresh = asyncio.Event()
        self._sender: asyncio.Task[None] | None = None

    def push(self, kind: str, payload: Json) -> None:
        """Keep an update, if the bot wants to hear of its kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST:
            return
        self.push_raw({kind: payload})

    def push_raw(self, content: Json) -> None:
        """Keep an update of any kind."""
        self.waiting.append({"update_id": self._next} | content)
        self._next += 1
        self._fresh.set()
        self._told()

    async def poll(self, given: Json) -> list[Json]:
        """Answer getUpdates: at once when there is something, else when there is or `timeout` is over."""
        self.polls += 1
        self._told()
        if self.url:
            raise _conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._current += 1
        mine = self._current
        self._fresh.set()  # whoever polls already has to look
        if "allowed_updates" in given:
            self.allowed = given["allowed_updates"]
        if "offset" in given:
            self.waiting = [u for u in self.waiting if u["update_id"] >= given["offset"]]
        with suppress(TimeoutError):
            async with asyncio.timeout(given.get("timeout", 0)):
                while not self.waiting or self.conflict or mine != self._current:
                    if self.conflict or mine != self._current:
                        raise _conflict(
                            "terminated by other getUpdates request; make sure that only one bot instance is running"
                        )
                    self._fresh.clear()
                    await self._fresh.wait()
        return self.waiting[: given.get("limit", 100)]

    def set_webhook(self, given: Json) -> bool:
        """Send updates to an address from now on."""
        url = given["url"]
        if url and not re.match(r"https?://[^/\s]+", url):
            raise bad("bad webhook: URL host is empty")
        if given.get("secret_token") and not SECRET.fullmatch(given["secret_token"]):
            raise bad("secret token contains unallowed characters")
        self.url, self.secret = url, given.get("secret_token", "")
        if "allowed_updates" in given:
            self.allowed = given["allowed_updates"]
        if given.get("drop_pending_updates"):
            self.waiting.clear()
        self._fresh.set()
        if self._sender is None and url:
            self._sender = asyncio.create_task(self._send(), name="webhook")
        return True

    def webhook_info(self) -> Json:
        """Answer getWebhookInfo."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
            "allowed_updates": self.allowed,
        }
        return info | ({"last_error_message": self.last_error} if self.last_error else {})

    async def _send(self) -> None:
        async with ClientSession() as session:
            while True:
                if not (self.waiting and self.url):
                    self._fresh.clear()
                    await self._fresh.wait()
                    continue
                update = self.waiting[0]
                if await self._took(session, update):
                    self.waiting = [u for u in self.waiting if u is not update]
                    self._told()
                else:
                    await asyncio.sleep(RETRY)

    async def _took(self, session: ClientSession, update: Any) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                if answer.ok:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, OSError) as error:
            self.last_error = str(error)
        self._told()
        return False

    async def close(self) -> None:
        """Stop sending, and let nobody wait."""
        self._current += 1
        self._fresh.set()
        if self._sender is not None:
            self._sender.cancel()
            with suppress(asyncio.CancelledError):
                await self._sender


def _conflict(what: str) -> Refusal:
    return Refusal(409, f"Conflict: {what}")
