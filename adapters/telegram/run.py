"""Run the Telegram side: connect, receive, stop."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
import telegram
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ExtBot, Updater
from telegram.request import HTTPXRequest

from bot.commands import CommandTable
from bot.config import BadConfig, TelegramSettings
from bot.errors import Unavailable
from bot.ids import AccountRef, ChatRef, MessageRef, SpaceRef
from bot.ports import Clock, Responder
from bot.updates import AccessChanged, ButtonPressed, CommandInvoked, MessagePosted, Update

from .inbound import Inbound
from .menus import tell_menus
from .people import Names
from .ports import TelegramMessenger, TelegramRoster, make_ports
from .responder import ChatResponder, NoResponder, PressResponder
from .webhook import Webhook

ALLOWED = [
    "message",
    "edited_message",
    "callback_query",
    "chat_member",
    "my_chat_member",
    "message_reaction",
    "message_reaction_count",
    "chat_join_request",
]
CONNECTIONS = 32  # requests under way at once; each lane has at most one
POLL_SECONDS = 25  # how long Telegram holds a poll open when there is nothing

Submit = Callable[[Update, Responder], Awaitable[None]]
log = structlog.get_logger()


class TelegramPlatform:
    """Telegram as the app sees it."""

    def __init__(self, settings: TelegramSettings, table: CommandTable, submit: Submit, clock: Clock) -> None:
        if settings.token is None:
            raise BadConfig("telegram.token: is missing")
        self._settings = settings
        self._table = table
        self._submit = submit
        self._clock = clock
        base = settings.api_base_url.rstrip("/")
        self.bot: ExtBot[None] = ExtBot(
            settings.token.get_secret_value(),
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=HTTPXRequest(connection_pool_size=CONNECTIONS),
            get_updates_request=HTTPXRequest(connection_pool_size=1),
        )
        self._names = Names()
        self._messenger = TelegramMessenger(self.bot)
        self._roster = TelegramRoster(self.bot, clock, self._names)
        self.ports = make_ports(self.bot, self._messenger, self._roster, clock)
        self._queue: asyncio.Queue[object] = asyncio.Queue()
        self._updater = Updater(self.bot, self._queue)
        self._webhook = Webhook(settings.webhook, self.bot, self.receive)
        self.inbound: Inbound | None = None
        self._consumer: asyncio.Task[None] | None = None
        self._in_conflict = False

    async def start(self) -> None:
        """Connect and begin to receive. Raises BadConfig for a token that Telegram does not take."""
        try:
            await self._updater.initialize()
            me = await self.bot.get_me()
            await tell_menus(self.bot, self._table)
        except InvalidToken:
            raise BadConfig("telegram.token: Telegram does not take it; @BotFather shows the right one") from None
        except TelegramError as error:
            raise Unavailable(f"Telegram cannot be reached: {error.message}") from error
        self.inbound = Inbound(me, self._clock, self._names)
        if self._settings.mode == "webhook":
            await self._start_webhook()
        else:
            self._consumer = asyncio.create_task(self._consume(), name="telegram")
            await self._updater.start_polling(
                allowed_updates=ALLOWED,
                timeout=POLL_SECONDS,
                bootstrap_retries=-1,
                error_callback=self._polling_failed,
            )
        log.info("telegram connected", bot=me.username, mode=self._settings.mode)

    async def _start_webhook(self) -> None:
        webhook = self._settings.webhook
        if not webhook.url or not webhook.secret.get_secret_value():
            raise BadConfig("telegram.webhook: url and secret are needed in webhook mode")
        await self._webhook.start()
        secret = webhook.secret.get_secret_value()
        await self.bot.set_webhook(webhook.url, allowed_updates=ALLOWED, secret_token=secret)

    async def stop(self) -> None:
        """Stop receiving, finish what was received, and disconnect."""
        if self._updater.running:
            await self._updater.stop()
        await self._webhook.stop()
        if self._consumer is not None:
            await self._queue.join()
            self._consumer.cancel()
            with suppress(asyncio.CancelledError):
                await self._consumer
        self._messenger.close()
        await self._updater.shutdown()

    def _polling_failed(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            if not self._in_conflict:
                log.warning("telegram: another process polls with this token; one of the two has to stop")
            self._in_conflict = True
            return
        log.warning("telegram polling failed; trying again", error=type(error).__name__)

    async def _consume(self) -> None:
        while True:
            update = await self._queue.get()
            try:
                if isinstance(update, telegram.Update):
                    self._in_conflict = False
                    await self.receive(update)
            except Exception:
                log.exception("telegram update could not be read")
            finally:
                self._queue.task_done()

    async def receive(self, raw: telegram.Update) -> None:
        """Hand an update in."""
        assert self.inbound is not None
        for update in self.inbound.read(raw):
            await self._submit(update, self._responder(update, raw))

    def _responder(self, update: Update, raw: telegram.Update) -> Responder:
        match update:
            case MessagePosted():
                return self._chat_responder(update.chat, update.space, update.actor.account, None)
            case CommandInvoked():
                account = update.actor.account if update.actor.person else None
                return self._chat_responder(update.chat, update.space, account, update.message)
            case ButtonPressed() if raw.callback_query is not None:
                fallback = self._chat_responder(update.chat, update.space, update.actor.account, None)
                return PressResponder(self.bot, self._messenger, raw.callback_query, update.message, fallback)
            case AccessChanged():
                self._roster.forget(update.space, update.actor.account)
        return NOBODY

    def _chat_responder(
        self, chat: ChatRef, space: SpaceRef | None, account: AccountRef | None, message: MessageRef | None
    ) -> ChatResponder:
        return ChatResponder(self._messenger, chat, account, message if space else None)


NOBODY = NoResponder()
