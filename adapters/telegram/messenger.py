"""Write, change and remove messages on Telegram, no faster than it allows."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
import telegram
from telegram.error import BadRequest

from bot.content import Attachment
from bot.errors import Forbidden, Gone, PlatformError, RateLimited
from bot.ids import AccountRef, ChatRef, MessageRef, Platform
from bot.pace import Limits, Pace
from bot.ports import Clock, Outgoing, Removal

from .errors import LOST_TOPIC, SAME, translated
from .render import keyboard, render_html, render_one

REFUSALS = 5  # in a row, after which no further message is tried
TOO_OLD = "can't be deleted for everyone"
DELETE_AT_ONCE = 100  # https://core.telegram.org/bots/api#deletemessages
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this, each a little slower, and the thirty
# a second not all at once: the server counts when a message arrives, not when it leaves.
LIMITS = Limits(
    gap=timedelta(seconds=1.05),
    in_group=20,
    group_window=timedelta(seconds=61),
    in_all=((30, timedelta(seconds=1.01)), (4, timedelta(seconds=0.1))),
    is_group=lambda chat: chat.startswith("-"),
)
NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


class TelegramMessenger:
    """The Messenger port."""

    def __init__(self, bot: telegram.Bot, pace: Pace, clock: Clock) -> None:
        self._bot = bot
        self._pace = pace
        self._clock = clock
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
        try:
            return await self._send_to(chat, message)
        except RateLimited as limited:
            self._pace.rest(chat.id, self._clock.now() + limited.after)  # whoever writes there next is told to wait
            raise

    async def _send_to(self, chat: ChatRef, message: Outgoing) -> list[MessageRef]:
        parts = render_html(message.doc, message.locale)
        markup = keyboard(message.buttons, message.locale)
        sent: list[telegram.Message] = []
        with translated():
            for number, part in enumerate(parts):
                last = number == len(parts) - 1
                answered = message.reply_to if not number else None
                await (self._turn(chat, message) if not number else self._next_turn(chat))
                sent.insert(0, await self._send_part(chat, part, markup if last else None, answered))
            for file in message.files:
                await self._next_turn(chat)
                sent.append(await self._send_file(chat, file))
        return [MessageRef(_written_in(chat, one), str(one.message_id)) for one in sent]

    async def _turn(self, chat: ChatRef, message: Outgoing) -> None:
        """Take the turn of a message, unless it has it. Raises RateLimited when it would have to wait."""
        if message.paced:
            return
        now = self._clock.now()
        ready = self._pace.ready_at(chat.id, now)
        if ready > now:
            raise RateLimited(ready - now)
        self._pace.take(chat.id, now)

    async def _next_turn(self, chat: ChatRef) -> None:
        """Wait for the turn of what belongs to a message that has begun."""
        now = self._clock.now()
        ready = self._pace.ready_at(chat.id, now)
        await asyncio.sleep((ready - now).total_seconds())
        self._pace.take(chat.id, ready)

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
        if not message.paced:
            self._pace.take(ref.chat.id, self._clock.now())  # somebody who pressed is not kept waiting, but it counts
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
        removal = await self.remove(refs)
        gone = removal.gone + removal.missing
        if refs and not gone:
            raise Forbidden("messages can't be deleted: they are too old, or the right is missing")
        return gone

    async def remove(self, refs: Sequence[MessageRef]) -> Removal:
        """Delete messages of one chat, and say what became of them; among many, those gone before count as gone now."""
        removal = Removal()
        for start in range(0, len(refs), DELETE_AT_ONCE):
            removal += await self._remove(refs[start : start + DELETE_AT_ONCE])
        return removal

    async def _remove(self, batch: Sequence[MessageRef]) -> Removal:
        if len(batch) > 1:
            try:
                with translated():
                    await self._bot.delete_messages(int(batch[0].chat.id), [int(r.id) for r in batch])
                return Removal(gone=len(batch))
            except (Forbidden, Gone):
                pass  # one that cannot be deleted keeps all the others
        removal, refused = Removal(), 0
        for ref in batch:
            if refused == REFUSALS:  # whoever insists is cut off
                return removal + Removal(forbidden=len(batch) - batch.index(ref))
            one = await self._remove_one(ref)
            refused = refused + 1 if one.forbidden else 0
            removal += one
        return removal

    async def _remove_one(self, ref: MessageRef) -> Removal:
        try:
            with translated():
                await self._bot.delete_message(int(ref.chat.id), int(ref.id))
        except Gone:
            return Removal(missing=1)
        except Forbidden as error:
            return Removal(old=1) if TOO_OLD in error.detail.lower() else Removal(forbidden=1)
        return Removal(gone=1)

    async def unreact(self, ref: MessageRef, account: AccountRef, mark: str) -> None:
        """Take somebody's reactions away from a message, all at once; those that are gone already are no error."""
        with suppress(Gone), translated():
            await self._bot.delete_message_reaction(int(ref.chat.id), int(ref.id), user_id=int(account.id))

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


def _written_in(chat: ChatRef, message: telegram.Message) -> ChatRef:
    """Say where a message went: not into the topic, where that is closed."""
    return chat if message.message_thread_id else chat._replace(topic=None)
