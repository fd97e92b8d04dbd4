"""Read what moderators do in Telegram's own menu."""

from datetime import datetime

import telegram

from bot.ids import ChatRef, Platform, SpaceRef
from bot.updates import ActedNatively, NativeAct

from .people import NOBODY, actor_of, is_muted, is_present


def acted(
    update_id: int, change: telegram.ChatMemberUpdated, space: SpaceRef, me: telegram.User
) -> list[ActedNatively]:
    """Say what somebody else than the bot did about somebody; nothing where they did it themselves."""
    user = change.new_chat_member.user
    if change.from_user.id in (me.id, user.id):
        return []
    chat = ChatRef(Platform.TELEGRAM, str(change.chat.id))
    by = None if change.from_user.id in NOBODY else actor_of(change.from_user)
    return [
        ActedNatively(f"{update_id}:{act}", change.date, space, chat, actor_of(user), act, by, until)
        for act, until in _compare(change)
    ]


def _compare(change: telegram.ChatMemberUpdated) -> list[tuple[NativeAct, datetime | None]]:
    old, new = change.old_chat_member, change.new_chat_member
    if change.chat.type == "group" and is_present(old) and not is_present(new):
        return [(NativeAct.KICK, None)]  # an ordinary group knows no bans
    if isinstance(new, telegram.ChatMemberBanned):
        again = isinstance(old, telegram.ChatMemberBanned) and old.until_date == new.until_date
        return [] if again else [(NativeAct.BAN, _end(new.until_date))]
    acts: list[tuple[NativeAct, datetime | None]] = []
    if isinstance(old, telegram.ChatMemberBanned):
        acts.append((NativeAct.UNBAN, None))
    elif is_present(old) and not is_present(new) and not isinstance(new, telegram.ChatMemberRestricted):
        return [(NativeAct.KICK, None)]
    if is_muted(new):
        if not (is_muted(old) and old.until_date == new.until_date):
            acts.append((NativeAct.MUTE, _end(new.until_date)))
    elif is_muted(old):
        acts.append((NativeAct.UNMUTE, None))
    return acts


def _end(until: datetime) -> datetime | None:
    """Read an end; Telegram writes 0 for good."""
    return until if until.timestamp() > 0 else None
