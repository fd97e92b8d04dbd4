"""Act on people in Telegram's groups."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import telegram
from telegram.error import BadRequest

from bot.errors import Forbidden
from bot.ids import AccountRef, SpaceRef
from bot.ports import Clock

from .errors import OF_RANK, SUPERGROUPS_ONLY, translated
from .people import NOBODY, is_present

# Shorter than 30 s or longer than 366 d is for ever; the margins are for clocks that differ.
# https://core.telegram.org/bots/api#restrictchatmember
SHORTEST, LONGEST = timedelta(seconds=35), timedelta(days=365)


class TelegramModerator:
    """The Moderator port. Channels, which write under an id below zero, can be banned and nothing else."""

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
        chat, user = _place(space), _person(account)
        silent = telegram.ChatPermissions.no_permissions()
        with translated():
            await self._bot.restrict_chat_member(chat, user, silent, until_date=self._until(until))

    async def release(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody write again.

        Every permission is named: it ends the restriction, and what the chat allows to nobody stays forbidden. To name
        the chat's own permissions would keep somebody released during a lock-down restricted for good.
        """
        chat, user = _place(space), _person(account)
        with translated(), _nothing_to_lift():
            await self._bot.restrict_chat_member(chat, user, telegram.ChatPermissions.all_permissions())

    async def kick(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Remove somebody who may come back.

        Unbanning somebody who is present removes them and leaves no ban; somebody banned is left alone, or their ban
        would be lifted. An ordinary group knows no bans: there a ban is what removes.
        """
        chat, user = _place(space), _person(account)
        with translated():
            if not is_present(await self._bot.get_chat_member(chat, user)):
                return
            try:
                await self._bot.unban_chat_member(chat, user, only_if_banned=False)
            except BadRequest as error:
                if SUPERGROUPS_ONLY not in error.message.lower():
                    raise
                await self._bot.ban_chat_member(chat, user)

    async def ban(self, space: SpaceRef, account: AccountRef, until: datetime | None, reason: str) -> None:
        """Remove somebody and keep them out until then, or for good; a channel always for good."""
        chat = _place(space)
        with translated():
            if (channel := _channel(space, account)) is not None:
                await self._bot.ban_chat_sender_chat(chat, channel)
            else:
                await self._bot.ban_chat_member(chat, _person(account), until_date=self._until(until))

    async def unban(self, space: SpaceRef, account: AccountRef, reason: str) -> None:
        """Let somebody come back."""
        chat = _place(space)
        with translated(), _nothing_to_lift():
            if (channel := _channel(space, account)) is not None:
                await self._bot.unban_chat_sender_chat(chat, channel)
            else:
                await self._bot.unban_chat_member(chat, _person(account), only_if_banned=True)


@contextmanager
def _nothing_to_lift() -> Iterator[None]:
    """Take it for done where there is nothing to lift: no mute or ban reaches an admin, nor anybody in an ordinary
    group."""
    try:
        yield
    except BadRequest as error:
        if not any(known in error.message.lower() for known in (SUPERGROUPS_ONLY, *OF_RANK)):
            raise


def _place(space: SpaceRef) -> int:
    return int(space.id)


def _channel(space: SpaceRef, account: AccountRef) -> int | None:
    """Give the id of a channel that writes here; None for a person. The group itself is its anonymous admins."""
    number = int(account.id)
    return number if number < 0 and account.id != space.id else None


def _person(account: AccountRef) -> int:
    """Give a person's id. Raises Forbidden for what stands for somebody else: nobody can be acted on behind it."""
    number = int(account.id)
    if number < 0 or number in NOBODY:
        raise Forbidden("this account stands for a channel, or for an admin who stays anonymous")
    return number
