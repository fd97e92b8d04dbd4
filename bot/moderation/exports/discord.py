"""What DiscordChatExporter writes as JSON: one file, one channel."""

import re
from typing import Any

from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.moderation.exports.telegram import DELETED, EPOCH
from bot.moderation.exports.told import Object, listed, moment, named, words
from bot.updates import Actor, MessagePosted, Quoted

_SPOKEN = frozenset({"Default", "Reply", "0", "19"})
_KINDS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "heic", "avif"), "photo"),
    **dict.fromkeys(("mp4", "mov", "webm", "mkv"), "video"),
    **dict.fromkeys(("mp3", "wav", "ogg", "flac", "m4a"), "audio"),
}
# Bounded, so that no text takes more than linear time.
_MASKED = re.compile(r"\[([^\[\]\n]{1,500})\]\(\s{0,8}<?(https?://[^\s<>()]{1,2000})")


def read_message(raw: Object, guild: str, channel: str) -> MessagePosted | None:
    """Read a message; None for one that nobody wrote (joined, pinned …)."""
    if words(raw.get("type", "Default")) not in _SPOKEN:
        return None
    place = ChatRef(Platform.DISCORD, channel)
    number = words(raw.get("id"))
    forwarded = raw.get("forwardedMessage")
    said = "\n".join(filter(None, (words(raw.get("content")), named(forwarded, "content"))))
    masked = _MASKED.findall(said) if "](" in said else []
    return MessagePosted(
        id=f"export:{number}",
        at=moment(raw.get("timestamp")) or EPOCH,
        space=SpaceRef(Platform.DISCORD, guild),
        chat=place,
        actor=_actor(raw.get("author")),
        message=MessageRef(place, number),
        text=said,
        reply_to=_reply(raw.get("reference"), place) if not forwarded else None,
        links=tuple(url for _, url in masked),
        mentioned=tuple(_actor(m) for m in listed(raw.get("mentions"))),
        media=_media(raw),
        forwarded=bool(forwarded),
        link_words=tuple(hidden for hidden, _ in masked),
    )


def _actor(raw: Any) -> Actor:
    given = raw if isinstance(raw, dict) else {}
    name = words(given.get("name"))
    shown = words(given.get("nickname")) or name
    roles = tuple(words(role.get("id")) for role in listed(given.get("roles")))
    account = AccountRef(Platform.DISCORD, words(given.get("id")) or name)
    return Actor(account, shown or DELETED, name or None, person=not given.get("isBot"), roles=roles)


def _reply(reference: Any, chat: ChatRef) -> Quoted | None:
    number = named(reference, "messageId")
    return Quoted(MessageRef(chat, number)) if number else None


def _media(raw: Object) -> str | None:
    for attachment in listed(raw.get("attachments")):
        ending = words(attachment.get("fileName")).rpartition(".")[2].lower()
        return _KINDS.get(ending, "document")
    return "sticker" if raw.get("stickers") else None
