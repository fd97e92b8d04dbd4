"""Write, change and remove messages on Discord."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.errors import Forbidden, Gone, PlatformError
from bot.ids import AccountRef, ChatRef, MessageRef
from bot.ports import Clock, Outgoing, Removal

from .errors import THREAD_ARCHIVED, translated
from .people import message_ref
from .render import Rendered, render_message

NONCE_LIMIT = 25
# Bulk deletion takes 2 to 100 messages of at most 14 days; one that is older fails them all. The hour is for clocks
# that differ. https://docs.discord.com/developers/resources/message#bulk-delete-messages
BULK_LIMIT, BULK_AGE = 100, timedelta(days=14) - timedelta(hours=1)

REFUSALS = 5  # in a row, after which no further message is tried


def part_nonce(nonce: str | None, part: int) -> str | None:
    """Give a part of a message its own nonce, the same at every attempt."""
    if nonce is None:
        return None
    whole = nonce if part == 0 else f"{nonce}:{part}"
    return whole if len(whole) <= NONCE_LIMIT else hashlib.sha256(whole.encode()).hexdigest()[:NONCE_LIMIT]


class DiscordMessenger:
    """The Messenger port."""

    def __init__(self, client: Callable[[], discord.Client], clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def send(self, to: ChatRef | AccountRef, message: Outgoing) -> MessageRef:
        """Send a message, split where it is too long; the last part's reference is returned."""
        return await self.post(to, message)

    async def post(self, to: ChatRef | AccountRef, message: Outgoing, *, fade: timedelta | None = None) -> MessageRef:
        """Send a message; with `fade` it removes itself after that time (not across a restart)."""
        rendered = render_message(message, message.locale)
        with translated():
            if isinstance(to, AccountRef):
                channel: discord.abc.Messageable = await self._client().create_dm(discord.Object(int(to.id)))
            else:
                channel = self._client().get_partial_messageable(int(to.id))
            try:
                return await self._send_parts(channel, rendered, message, fade)
            except discord.HTTPException as error:
                if error.code != THREAD_ARCHIVED or not isinstance(to, ChatRef):
                    raise
                await self._unarchive(int(to.id))
                # Parts that went out before carry their nonce, so Discord does not show them twice.
                return await self._send_parts(channel, rendered, message, fade)

    async def _unarchive(self, thread_id: int) -> None:
        thread = await self._client().fetch_channel(thread_id)
        if isinstance(thread, discord.Thread):
            await thread.edit(archived=False)

    async def _send_parts(
        self, channel: discord.abc.Messageable, rendered: Rendered, message: Outgoing, fade: timedelta | None
    ) -> MessageRef:
        last = len(rendered.parts) - 1
        for number, part in enumerate(rendered.parts):
            final = number == last
            options: dict[str, Any] = {"reference": _reference(message.reply_to) if number == 0 else None}
            if final:
                options |= {"files": rendered.files(), "view": rendered.view}
            if fade is not None:
                options["delete_after"] = fade.total_seconds()
            if nonce := part_nonce(message.nonce, number):
                options["nonce"] = nonce  # discord.py sends enforce_nonce with it
            sent = await channel.send(part or None, allowed_mentions=rendered.allowed, suppress_embeds=True, **options)
        return message_ref(sent.channel.id, sent.id)

    async def edit(self, ref: MessageRef, message: Outgoing) -> None:
        """Change a message of ours. It stays one message: what does not fit is cut off, and marked so."""
        rendered = render_message(message, message.locale)
        content = rendered.parts[0] + ("" if len(rendered.parts) == 1 else "\n…")
        with translated():
            channel = self._client().get_partial_messageable(int(ref.chat.id))
            partial = channel.get_partial_message(int(ref.id))
            try:
                await self._edit(partial, content, rendered)
            except discord.HTTPException as error:
                if error.code != THREAD_ARCHIVED:
                    raise
                await self._unarchive(int(ref.chat.id))
                await self._edit(partial, content, rendered)

    async def _edit(self, partial: discord.PartialMessage, content: str, rendered: Rendered) -> None:
        options: dict[str, Any] = {"attachments": rendered.files()} if rendered.attachments else {}
        await partial.edit(content=content or None, view=rendered.view, allowed_mentions=rendered.allowed, **options)

    async def delete(self, refs: Sequence[MessageRef]) -> int:
        """Delete messages of one chat and return how many are gone. Raises only when none is, and why."""
        removal = await self.remove(refs)
        gone = removal.gone + removal.missing
        if refs and not gone:
            raise Forbidden("the bot may not delete messages here")
        return gone

    async def remove(self, refs: Sequence[MessageRef]) -> Removal:
        """Delete messages of one chat, and say what became of them; among many, those gone before count as gone now."""
        if not refs:
            return Removal()
        channel_id = int(refs[0].chat.id)
        left = list(dict.fromkeys(int(ref.id) for ref in refs))
        recent = [i for i in left if self._clock.now() - _written(i) < BULK_AGE]
        done = set[int]()
        for start in range(0, len(recent), BULK_LIMIT):
            done |= await self._bulk(channel_id, recent[start : start + BULK_LIMIT])
        removal, refused = Removal(gone=len(done)), 0
        singles = [i for i in left if i not in done]
        for number, message_id in enumerate(singles):
            if refused == REFUSALS:  # Discord cuts off who insists
                return removal + Removal(forbidden=len(singles) - number)
            one = await self._remove_one(channel_id, message_id)
            refused = refused + 1 if one.forbidden else 0
            removal += one
        return removal

    async def _bulk(self, channel_id: int, ids: list[int]) -> set[int]:
        channel = self._client().get_channel(channel_id)
        if len(ids) < 2 or not isinstance(channel, discord.TextChannel | discord.Thread | discord.VoiceChannel):
            return set()
        if not channel.permissions_for(channel.guild.me).manage_messages:
            return set()
        try:
            with translated():
                await channel.delete_messages([discord.Object(i) for i in ids])
        except PlatformError:
            return set()  # one by one then: each tells for itself what is wrong with it
        return set(ids)

    async def unreact(self, ref: MessageRef, account: AccountRef, mark: str) -> None:
        """Take somebody's reaction away from a message; one that is gone already is no error."""
        message = self._client().get_partial_messageable(int(ref.chat.id)).get_partial_message(int(ref.id))
        with suppress(Gone), translated():
            await message.remove_reaction(mark, discord.Object(int(account.id)))

    def _is_hopeless(self, channel_id: int, message_id: int) -> bool:
        """Tell what Discord would refuse for sure: somebody else's message, without the right. Asking counts."""
        channel = self._client().get_channel(channel_id)
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return False
        me = channel.guild.me
        if channel.permissions_for(me).manage_messages:
            return False
        return any(m.id == message_id and m.author.id != me.id for m in self._client().cached_messages)

    async def _remove_one(self, channel_id: int, message_id: int) -> Removal:
        if self._is_hopeless(channel_id, message_id):
            return Removal(forbidden=1)
        channel = self._client().get_partial_messageable(channel_id)
        try:
            with translated():
                await channel.get_partial_message(message_id).delete()
        except Gone:
            return Removal(missing=1)
        except Forbidden:
            return Removal(forbidden=1)
        return Removal(gone=1)


def _written(message_id: int) -> datetime:
    return discord.utils.snowflake_time(message_id)


def _reference(ref: MessageRef | None) -> discord.MessageReference | None:
    if ref is None:
        return None
    # A reply to what has been deleted meanwhile is still sent, as a plain message.
    return discord.MessageReference(message_id=int(ref.id), channel_id=int(ref.chat.id), fail_if_not_exists=False)
