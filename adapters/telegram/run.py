"""Run the Telegram side: connect, receive, stop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from ssl import SSLContext
from typing import TYPE_CHECKING

import httpx
import structlog
import telegram
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.commands import CommandTable
from bot.config import BadConfig, TelegramSettings
from bot.connection import Connection
from bot.errors import Unavailable
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.pace import Limits, Pace
from bot.ports import Clock, Responder
from bot.updates import (
    AccessChanged,
    BotAdded,
    ButtonPressed,
    CommandInvoked,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    Update,
)

from .errors import translate, wrong_token
from .inbound import Inbound
from .intake import Inbox, Intake
from .menus import tell_menus
from .messenger import LIMITS, TelegramMessenger
from .people import Names
from .polling import Polling, PollingBot
from .ports import TelegramRoster, make_ports
from .reading import Told, read_update
from .responder import ChatResponder, NoResponder, PressResponder

if TYPE_CHECKING:
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
ANSWER_SECONDS = 20.0  # how long Telegram may think: whoever gives up on it does not know what became of a message
LOOK_SECONDS = 60.0  # how often a webhook is looked after: Telegram tells nobody that a token was revoked

Submit = Callable[[Update, Responder], Awaitable[None]]
log = structlog.get_logger()


@cache
def certificates() -> SSLContext:
    """Read the system's certificates, once: that takes 25 ms, and each client would do it for itself."""
    return httpx.create_ssl_context()


class TelegramPlatform:
    """Telegram as the app sees it."""

    def __init__(
        self,
        settings: TelegramSettings,
        table: CommandTable,
        submit: Submit,
        clock: Clock,
        limits: Limits | None = LIMITS,
        inbox: Inbox | None = None,
    ) -> None:
        if settings.token is None:
            raise BadConfig("telegram.token: is missing")
        self._settings = settings
        self._table = table
        self._clock = clock
        base, trusting = settings.api_base_url.rstrip("/"), {"verify": certificates()}
        self.bot = PollingBot(
            settings.token.get_secret_value(),
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=HTTPXRequest(CONNECTIONS, read_timeout=ANSWER_SECONDS, httpx_kwargs=trusting),
            get_updates_request=HTTPXRequest(1, httpx_kwargs=trusting),
        )
        self._names = Names()
        pace = Pace(limits)
        self._messenger = TelegramMessenger(self.bot, pace, clock)
        self._roster = TelegramRoster(self.bot, clock, self._names)
        self.ports = make_ports(self.bot, self._messenger, self._roster, pace, clock)
        self.connection = Connection(Platform.TELEGRAM)
        self._intake = Intake(self._read, submit, inbox)
        self._restored = False
        self.inbound: Inbound | None = None
        self._polling: Polling | None = None
        self._webhook: Webhook | None = None
        self._why: Exception | None = None  # it broke
        self._broken = asyncio.Event()

    async def start(self) -> None:
        """Connect and begin to receive. Raises BadConfig for a token that Telegram does not take, Unavailable or
        RateLimited where it may do so later."""
        self._why = None
        self._broken.clear()
        try:
            await self.bot.initialize()
            me = self.bot.bot
            if self.inbound is None:
                self.inbound = Inbound(me, self._clock, self._names)
            await self._tell_menus()
            if not self._restored:
                await self._intake.restore()
                self._restored = True
            if self._settings.mode == "webhook":
                await self._start_webhook()
            else:
                self._polling = Polling(self.bot, self._intake, ALLOWED, self.connection, self._broke)
                await self._polling.start()
        except InvalidToken:
            raise wrong_token() from None
        except RetryAfter as error:
            raise translate(error) from error
        except TelegramError as error:
            raise Unavailable(f"cannot be reached: {error.message}") from error
        log.info("telegram connected", bot=me.username, mode=self._settings.mode)

    async def run_until_broken(self) -> None:
        """Wait until the connection ends by itself and raise why."""
        if self._webhook is None:
            await self._broken.wait()
        while self._why is None:
            try:
                await asyncio.wait_for(self._broken.wait(), LOOK_SECONDS)
            except TimeoutError:
                await self._look_after_webhook()
        raise self._why

    def _broke(self, why: Exception) -> None:
        self._why = self._why or why
        self._broken.set()

    async def _tell_menus(self) -> None:
        """Tell the menus. They are only a hint: where Telegram does not take them now, the next start tells them."""
        try:
            await tell_menus(self.bot, self._table)
        except TelegramError as error:
            log.warning("telegram menus not set", detail=error.message)

    async def _start_webhook(self) -> None:
        webhook = self._settings.webhook
        if not webhook.url or not webhook.secret.get_secret_value():
            raise BadConfig("telegram.webhook: url and secret are needed in webhook mode")
        from .webhook import Webhook  # here: its HTTP server is a tenth of a start, and polling needs none

        self._webhook = Webhook(webhook, self.receive)
        try:
            await self._webhook.start()
        except (OSError, ValueError) as error:
            raise BadConfig(f"telegram.webhook.listen: cannot listen on {webhook.listen}: {error}") from None
        secret = webhook.secret.get_secret_value()
        try:
            await self.bot.set_webhook(webhook.url, allowed_updates=ALLOWED, secret_token=secret)
        except BadRequest as error:
            raise BadConfig(f"telegram.webhook: Telegram does not take it: {error.message}") from None

    async def _look_after_webhook(self) -> None:
        try:
            there = await self.bot.get_webhook_info()
        except InvalidToken:
            self._broke(wrong_token())
        except TelegramError as error:
            self.connection.fails(type(error).__name__, f"cannot be reached: {error.message}")
        else:
            self.connection.works()
            if there.url != self._settings.webhook.url:
                self._broke(Unavailable("another process took the webhook away; one of the two has to stop"))

    async def stop_receiving(self) -> None:
        """Take no more updates; what those that were taken ask for can still be sent."""
        if self._polling is not None:
            await self._polling.stop()
        if self._webhook is not None:
            await self._webhook.stop()
            self._webhook = None

    async def stop(self) -> None:
        """Stop receiving, and disconnect."""
        await self.stop_receiving()
        await self._messenger.close()
        await self._intake.close()
        if self._polling is not None:
            await self._polling.confirm()
            self._polling = None
        await self.bot.shutdown()

    async def receive(self, told: Told) -> None:
        """Hand an update in as Telegram wrote it, and return once it is handled or kept."""
        await self._intake.take([told])

    def _read(self, told: Told) -> Iterator[tuple[Update, Responder]]:
        assert self.inbound is not None
        if (found := self.inbound.read_ordinary(told)) is not None:
            for update in found:
                yield update, self._responder(update)
        elif (raw := read_update(told, self.bot)) is not None:
            for update in self.inbound.read(raw):
                yield update, self._responder(update, raw.callback_query)

    def _responder(self, update: Update, query: telegram.CallbackQuery | None = None) -> Responder:
        match update:
            case MessagePosted() | CommandInvoked():
                account = update.actor.account if update.actor.person else None
                return self._chat_responder(update.chat, update.space, account, update.message)
            case ButtonPressed() if query is not None:
                fallback = self._chat_responder(update.chat, update.space, update.actor.account, None)
                return PressResponder(self.bot, self._messenger, query, update.message, fallback)
            case AccessChanged() | MemberJoined() | MemberLeft():
                self._roster.forget(update.space, update.actor.account)
            case BotAdded():
                self._roster.forget(update.space)  # with other rights we may be told more
        return NOBODY

    def _chat_responder(
        self, chat: ChatRef, space: SpaceRef | None, account: AccountRef | None, message: MessageRef | None
    ) -> ChatResponder:
        return ChatResponder(self._messenger, chat, account, message if space else None)


NOBODY = NoResponder()
