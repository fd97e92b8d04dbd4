"""Answer an update Telegram's way: in the chat, privately, or as the answer to a press."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog
import telegram
from telegram.error import TelegramError

from bot.content import Reply
from bot.errors import Forbidden, Gone, Migrated, RateLimited, Unknown
from bot.ids import AccountRef, ChatRef, MessageRef
from bot.ports import Outgoing

from .messenger import TelegramMessenger
from .render import render_toast

FADE = timedelta(seconds=30)  # how long a private matter stays in a chat where it could not be said privately
ALERT_FROM = 60  # characters from which the answer to a press waits to be closed: more is not read in passing
PATIENCE = timedelta(seconds=10)  # how long an answer waits its turn; a later one goes through the outbox
PRESS_WAITS = 3.0  # seconds until a press is answered without words: Telegram gives it up after about 15

log = structlog.get_logger()


class ChatResponder:
    """Answer a message or a command. `account` is None where nobody can be written to privately."""

    def __init__(
        self, messenger: TelegramMessenger, chat: ChatRef, account: AccountRef | None, message: MessageRef | None
    ) -> None:
        self._messenger = messenger
        self._chat = chat
        self._account = account
        self._message = message

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Send the reply; a private one directly, or, where the person never started the bot, in the chat for 30 s.

        None where Telegram does not take it, or may have taken it. Raises RateLimited and Unavailable where it did
        not, and could later.
        """
        try:
            return await self._patiently(reply, locale)
        except (Forbidden, Gone, Unknown) as error:
            log.warning("telegram answer not sent", chat=self._chat.id, why=type(error).__name__, detail=error.detail)
            return None

    async def _patiently(self, reply: Reply, locale: str) -> MessageRef | None:
        chat, patience = self._chat, PATIENCE
        while True:
            try:
                return await self._answer(chat, reply, locale)
            except Migrated as moved:
                chat = moved.to
            except RateLimited as limited:
                if limited.after > patience:
                    raise
                patience -= limited.after
                await asyncio.sleep(limited.after.total_seconds())

    async def _answer(self, chat: ChatRef, reply: Reply, locale: str) -> MessageRef:
        outgoing = Outgoing(reply.doc, locale, reply.buttons, reply.files, reply_to=self._message)
        if not reply.private or (self._account is not None and self._account.id == chat.id):
            return await self._messenger.send(chat, outgoing)
        if self._account is not None:
            direct = Outgoing(reply.doc, locale, reply.buttons, reply.files)
            with suppress(Forbidden, Gone):
                return await self._messenger.send(self._account, direct)
        return await self._messenger.send_for(chat, outgoing, FADE)

    async def done(self) -> None:
        """Nothing is left spinning after a message."""


class PressResponder:
    """Answer a press: shortly in its own bubble, or by changing the message, or like a command."""

    def __init__(
        self,
        bot: telegram.Bot,
        messenger: TelegramMessenger,
        query: telegram.CallbackQuery,
        pressed: MessageRef | None,
        fallback: ChatResponder,
    ) -> None:
        self._bot = bot
        self._messenger = messenger
        self._query = query
        self._pressed = pressed
        self._fallback = fallback
        self._answered = False
        self._hurry = asyncio.create_task(self._in_time(), name="press")

    async def _in_time(self) -> None:
        await asyncio.sleep(PRESS_WAITS)
        await self._acknowledge()

    async def _acknowledge(self, text: str | None = None) -> bool:
        """Answer the query, once; False when it was answered before or is too old."""
        if self._answered:
            return False
        self._answered = True
        try:
            alert = text is not None and len(text) > ALERT_FROM
            return await self._bot.answer_callback_query(self._query.id, text, show_alert=alert or None)
        except TelegramError as error:
            log.debug("telegram press could not be answered", detail=error.message)
            return False

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Send the reply."""
        if reply.replace and self._pressed is not None:
            await self._acknowledge()
            with suppress(Forbidden, Gone, Migrated):  # the message is not there any more, or not to be changed
                await self._messenger.edit(self._pressed, Outgoing(reply.doc, locale, reply.buttons))
                return self._pressed
            return await self._fallback.answer(reply, locale)
        if reply.private and not reply.buttons and not reply.files:
            toast = render_toast(reply.doc, locale)
            if toast is not None and await self._acknowledge(toast):
                return None
        await self._acknowledge()
        return await self._fallback.answer(reply, locale)

    async def done(self) -> None:
        """Answer the query if nothing did."""
        self._hurry.cancel()
        await self._acknowledge()


class NoResponder:
    """Answer what nobody asked: a join, a departure."""

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Say nothing: there is nobody to answer."""
        log.warning("an answer to nobody was dropped")
        return None

    async def done(self) -> None:
        """Nothing to close."""
