"""What the core asks of Telegram, over one bot."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
import telegram
from telegram.error import BadRequest

from bot.access import Access
from bot.content import Attachment
from bot.errors import Forbidden, Gone, PlatformError
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.ports import Clock, Features, Outgoing, Ports
from bot.updates import Actor

from .errors import LOST_TOPIC, SAME, translated
from .people import Names, access_of, is_present
from .render import keyboard, render_html

DELETE_AT_ONCE = 100  # https://core.telegram.org/bots/api#deletemessages
# Shorter than 30 s or longer than 366 d is for ever; the margins are for clocks that differ.
# https://core.telegram.org/bots/api#restrictchatmember
SHORTEST, LONGEST = timedelta(seconds=35), timedelta(days=365)
ACCESS_FOR = timedelta(minutes=5)  # how long somebody's rights are remembered, unless an update changes them
KNOWN_ACCESS = 50_000
NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


class TelegramMessenger:
    """The Messenger port."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot
        self._fading: set[asyncio.Task[None]] = set()

    async def send(self, to: ChatRef | AccountRef, message: Outgoing) -> MessageRef:
        """Send a message, split where it is too long; buttons stand under the last part."""
        chat = to if isinstance(to, ChatRef) else ChatRef(Platform.TELEGRAM, to.id)
        parts = render_html(message.doc, message.locale)
        markup = keyboard(message.buttons, message.locale)
        with translated():
            for number, part in enumerate(parts):
                last = number == len(parts) - 1
                sent = await self._send_part(chat, part, markup if last else None, message.reply_to)
            for file in message.files:
                await self._send_file(chat, file)
        return MessageRef(chat, str(sent.message_id))

    async def _send_part(
        self, chat: ChatRef, text: str, markup: telegram.InlineKeyboardMarkup | None, answered: MessageRef | None
    ) -> telegram.Message:
        reply = None
        if answered is not None and answered.chat.id == chat.id:
            reply = telegram.ReplyParameters(int(answered.id), allow_sending_without_reply=True)
        topic = int(chat.topic) if chat.topic else None
        try:
            return await self._post(chat, text, markup, reply, topic)
        except BadRequest as error:
            if topic is None or not any(known in error.message.lower() for known in LOST_TOPIC):
                raise
            log.warning("telegram topic is closed or gone; writing to the chat", chat=chat.id)
            return await self._post(chat, text, markup, reply, None)

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

    async def _send_file(self, chat: ChatRef, file: Attachment) -> None:
        topic = int(chat.topic) if chat.topic else None
        await self._bot.send_document(int(chat.id), file.data, filename=file.name, message_thread_id=topic)

    async def edit(self, ref: MessageRef, message: Outgoing) -> None:
        """Change a message of ours; one that already says so is no error."""
        parts = render_html(message.doc, message.locale)
        markup = keyboard(message.buttons, message.locale)
        with translated():
            try:
                await self._bot.edit_message_text(
                    parts[0],
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
        """Delete messages of one chat and return how many are gone; those already gone count."""
        gone = 0
        for start in range(0, len(refs), DELETE_AT_ONCE):
            batch = refs[start : start + DELETE_AT_ONCE]
            try:
                with translated():
                    if len(batch) > 1:
                        await self._bot.delete_messages(int(batch[0].chat.id), [int(r.id) for r in batch])
                    else:
                        await self._bot.delete_message(int(batch[0].chat.id), int(batch[0].id))
            except Gone:
                log.debug("telegram message was gone already")
            gone += len(batch)
        return gone

    def fade(self, ref: MessageRef, after: timedelta) -> None:
        """Take a message away after a while (not across a restart)."""

        async def vanish() -> None:
            await asyncio.sleep(after.total_seconds())
            try:
                await self.delete([ref])
            except PlatformError as error:
                log.debug("telegram message could not fade", detail=error.detail)

        task = asyncio.create_task(vanish(), name="fade")
        self._fading.add(task)
        task.add_done_callback(self._fading.discard)

    def close(self) -> None:
        """Forget what was to fade."""
        for task in self._fading:
            task.cancel()


class TelegramModerator:
    """The Moderator port."""

    def __init__(self, bot: telegram.Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock

    def _until(self, until: datetime | None) -> datetime | None:
        """Give an end that Telegram takes for an end, or None for good."""
        if until is None:
            return None
        now = self._clock.now()
        return min(max(until, now + SHORTEST), now + LONGEST)

    async def restrict(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Stop somebody from writing until then, or for good."""
        silent = telegram.ChatPermissions.no_permissions()
        with translated():
            await self._bot.restrict_chat_member(int(space.id), int(account.id), silent, until_date=self._until(until))

    async def release(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody write again: what everybody in the chat may do."""
        with translated():
            chat = await self._bot.get_chat(int(space.id))
            everybody = chat.permissions or telegram.ChatPermissions.all_permissions()
            await self._bot.restrict_chat_member(int(space.id), int(account.id), everybody)

    async def kick(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Remove somebody who may come back.

        Unbanning somebody who is present removes them and leaves no ban; somebody banned is left alone, or their ban
        would be lifted.
        """
        with translated():
            member = await self._bot.get_chat_member(int(space.id), int(account.id))
            if is_present(member):
                await self._bot.unban_chat_member(int(space.id), int(account.id), only_if_banned=False)

    async def ban(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Remove somebody and keep them out until then, or for good."""
        with translated():
            await self._bot.ban_chat_member(int(space.id), int(account.id), until_date=self._until(until))

    async def unban(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody come back."""
        with translated():
            await self._bot.unban_chat_member(int(space.id), int(account.id), only_if_banned=True)


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
            with translated():
                access = access_of(await self._bot.get_chat_member(int(space.id), int(account.id)))
        except (Gone, Forbidden):
            access = Access.EVERYONE
        self._known[space.id, account.id] = (access, self._clock.now())
        if len(self._known) > KNOWN_ACCESS:
            self._known.popitem(last=False)
        return access

    def forget(self, space: SpaceRef, account: AccountRef) -> None:
        """Ask again next time."""
        self._known.pop((space.id, account.id), None)

    async def find(self, space: SpaceRef, username: str) -> Actor | None:
        """Find somebody by user name among those seen; Telegram lets no bot look one up."""
        return self._names.find(username)


def make_ports(bot: telegram.Bot, messenger: TelegramMessenger, roster: TelegramRoster, clock: Clock) -> Ports:
    """Put Telegram's ports together."""
    features = Features(edit_interval=timedelta(seconds=2), max_restriction=LONGEST)
    return Ports(Platform.TELEGRAM, features, messenger, TelegramModerator(bot, clock), roster)
