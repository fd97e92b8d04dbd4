"""What the core asks of Telegram, over one bot."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
import telegram
from telegram.error import BadRequest

from bot.access import Access
from bot.content import Attachment
from bot.errors import Forbidden, Gone, Migrated, PlatformError
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import Clock, Features, Outgoing, Ports
from bot.updates import Actor

from .errors import LOST_TOPIC, SAME, translated
from .moderator import LONGEST, TelegramModerator
from .people import Names, access_of
from .render import keyboard, render_html, render_one

DELETE_AT_ONCE = 100  # https://core.telegram.org/bots/api#deletemessages
ACCESS_FOR = timedelta(minutes=5)  # how long somebody's rights are remembered, unless an update changes them
KNOWN_ACCESS = 50_000
NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


class TelegramMessenger:
    """The Messenger port."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot
        self._fading: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def send(self, to: ChatRef | AccountRef, message: Outgoing) -> MessageRef:
        """Send a message, split where it is too long; buttons stand under the last part."""
        return (await self._send(to, message))[0]

    async def send_for(self, to: ChatRef, message: Outgoing, length: timedelta) -> MessageRef:
        """Send a message that removes itself after a while, its files included (on `close` at the latest)."""
        sent = await self._send(to, message)
        task = asyncio.create_task(self._vanish(sent, length), name="fade")
        self._fading.add(task)
        task.add_done_callback(self._fading.discard)
        return sent[0]

    async def _send(self, to: ChatRef | AccountRef, message: Outgoing) -> list[MessageRef]:
        """Send a message and give all that was sent, the one with the buttons first."""
        chat = to if isinstance(to, ChatRef) else ChatRef(Platform.TELEGRAM, to.id)
        parts = render_html(message.doc, message.locale)
        markup = keyboard(message.buttons, message.locale)
        sent: list[telegram.Message] = []
        with translated():
            for number, part in enumerate(parts):
                last = number == len(parts) - 1
                answered = message.reply_to if not number else None
                sent.insert(0, await self._send_part(chat, part, markup if last else None, answered))
            sent += [await self._send_file(chat, file) for file in message.files]
        return [MessageRef(chat, str(one.message_id)) for one in sent]

    async def _send_part(
        self, chat: ChatRef, text: str, markup: telegram.InlineKeyboardMarkup | None, answered: MessageRef | None
    ) -> telegram.Message:
        reply = None
        if answered is not None and answered.chat.id == chat.id:
            reply = telegram.ReplyParameters(int(answered.id), allow_sending_without_reply=True)
        topic = int(chat.topic) if chat.topic else None
        return await self._in_topic(topic, chat, lambda place: self._post(chat, text, markup, reply, place))

    async def _in_topic(
        self, topic: int | None, chat: ChatRef, post: Callable[[int | None], Awaitable[telegram.Message]]
    ) -> telegram.Message:
        """Post in a topic, or in the chat where the topic is closed or gone."""
        try:
            return await post(topic)
        except BadRequest as error:
            if topic is None or not any(known in error.message.lower() for known in LOST_TOPIC):
                raise
            log.warning("telegram topic is closed or gone; writing to the chat", chat=chat.id, topic=topic)
            return await post(None)

    async def _post(
        self,
        chat: ChatRef,
        text: str,
        markup: telegram.InlineKeyboardMarkup | None,
        reply: telegram.ReplyParameters | None,
        topic: int | None,
    ) -> telegram.Message:
        return await self._bot.send_message(
            int(chat.id),
            text,
            parse_mode="HTML",
            reply_markup=markup,
            reply_parameters=reply,
            message_thread_id=topic,
            link_preview_options=NO_PREVIEW,
        )

    async def _send_file(self, chat: ChatRef, file: Attachment) -> telegram.Message:
        topic = int(chat.topic) if chat.topic else None
        return await self._in_topic(
            topic,
            chat,
            lambda place: self._bot.send_document(int(chat.id), file.data, filename=file.name, message_thread_id=place),
        )

    async def edit(self, ref: MessageRef, message: Outgoing) -> None:
        """Change a message of ours; one that already says so is no error, and what is too long is cut."""
        text = render_one(message.doc, message.locale)
        markup = keyboard(message.buttons, message.locale)
        with translated():
            try:
                await self._bot.edit_message_text(
                    text,
                    int(ref.chat.id),
                    int(ref.id),
                    parse_mode="HTML",
                    reply_markup=markup,
                    link_preview_options=NO_PREVIEW,
                )
            except BadRequest as error:
                if SAME not in error.message.lower():
                    raise

    async def delete(self, refs: Sequence[MessageRef]) -> int:
        """Delete messages of one chat and return how many are gone; those already gone count.

        Raises Forbidden when none may be deleted: after 48 hours, or without the right.
        """
        gone, refused = 0, None
        for start in range(0, len(refs), DELETE_AT_ONCE):
            batch = refs[start : start + DELETE_AT_ONCE]
            try:
                await self._delete(batch)
                gone += len(batch)
            except Forbidden as error:
                refused = error
                if len(batch) > 1:  # one that may not be deleted keeps all the others
                    gone += sum([await self._deleted(ref) for ref in batch])
        if refused is not None and not gone:
            raise refused
        return gone

    async def _deleted(self, ref: MessageRef) -> bool:
        with suppress(Forbidden):
            await self._delete([ref])
            return True
        return False

    async def _delete(self, batch: Sequence[MessageRef]) -> None:
        chat = int(batch[0].chat.id)
        try:
            with translated():
                if len(batch) > 1:
                    await self._bot.delete_messages(chat, [int(r.id) for r in batch])
                else:
                    await self._bot.delete_message(chat, int(batch[0].id))
        except Gone:
            log.debug("telegram message was gone already")

    async def _vanish(self, refs: Sequence[MessageRef], after: timedelta) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), after.total_seconds())
        try:
            await self.delete(refs)
        except PlatformError as error:
            log.debug("telegram message could not fade", detail=error.detail)

    async def close(self) -> None:
        """Take away at once what was to fade: nobody would later."""
        self._closing.set()
        await asyncio.gather(*self._fading)
        self._closing.clear()


class TelegramRoster:
    """The Roster port. Rights are remembered for a while; `forget` when an update changes them."""

    def __init__(self, bot: telegram.Bot, clock: Clock, names: Names) -> None:
        self._bot = bot
        self._clock = clock
        self._names = names
        self._known: OrderedDict[tuple[str, str], tuple[Access, datetime]] = OrderedDict()

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Say what the chat's own rights make of somebody."""
        known = self._known.get((space.id, account.id))
        if known is not None and self._clock.now() - known[1] < ACCESS_FOR:
            return known[0]
        try:
            access = await self._ask(space.id, account)
        except Migrated as moved:
            access = await self._ask(moved.to.id, account)
        self._known[space.id, account.id] = (access, self._clock.now())
        if len(self._known) > KNOWN_ACCESS:
            self._known.popitem(last=False)
        return access

    async def _ask(self, chat_id: str, account: AccountRef) -> Access:
        try:
            with translated():
                return access_of(await self._bot.get_chat_member(int(chat_id), int(account.id)))
        except (Gone, Forbidden):
            return Access.EVERYONE

    def forget(self, space: SpaceRef, account: AccountRef | None = None) -> None:
        """Ask again next time, about somebody or about everybody."""
        if account is not None:
            self._known.pop((space.id, account.id), None)
        else:
            self._known = OrderedDict((k, v) for k, v in self._known.items() if k[0] != space.id)

    async def find(self, space: SpaceRef, username: str) -> Actor | None:
        """Find somebody by user name among those seen; Telegram lets no bot look one up."""
        return self._names.find(username)


def make_ports(bot: telegram.Bot, messenger: TelegramMessenger, roster: TelegramRoster, clock: Clock) -> Ports:
    """Put Telegram's ports together."""
    features = Features(edit_interval=timedelta(seconds=2), max_restriction=LONGEST)
    return Ports(Platform.TELEGRAM, features, messenger, TelegramModerator(bot, clock), roster)
