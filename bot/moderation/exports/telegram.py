"""Telegram Desktop's `result.json`: of one chat, or of a whole account."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.carried import Origin, Source
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.moderation.exports.told import Object, moment, words
from bot.updates import Actor, MessagePosted, Quoted

# As its exports call what came with a message, and as the Bot API does.
_MEDIA = {
    "sticker": "sticker",
    "video_file": "video",
    "video_message": "video_note",
    "voice_message": "voice",
    "audio_file": "audio",
    "animation": "animation",
}
_OTHERS = {
    "photo": "photo",
    "poll": "poll",
    "contact_information": "contact",
    "location_information": "location",
    "file": "document",
}
_PERSON = "user"  # how the ids of people begin; channels and groups write under their own
DELETED = "Deleted Account"  # what Telegram itself calls whoever has no name any more
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_message(raw: Object, chat: str) -> MessagePosted | None:
    """Read a message; None for one that nobody wrote (joined, pinned …)."""
    if raw.get("type", "message") != "message":
        return None
    place = ChatRef(Platform.TELEGRAM, chat)
    number = words(raw.get("id"))
    parts = list(_parts(raw.get("text")))
    hidden = [p for p in parts if p.get("type") == "text_link" and p.get("href")]
    return MessagePosted(
        id=f"export:{number}",
        at=moment(raw.get("date_unixtime")) or moment(raw.get("date")) or EPOCH,
        space=SpaceRef(Platform.TELEGRAM, chat),
        chat=place,
        actor=_actor(raw),
        message=MessageRef(place, number),
        text="".join(words(p.get("text")) for p in parts),
        reply_to=_reply(raw.get("reply_to_message_id"), place),
        links=tuple(words(p["href"]) for p in hidden),
        mentioned=tuple(_mentioned(p) for p in parts if p.get("type") == "mention_name"),
        media=_media(raw),
        forwarded=bool(raw.get("forwarded_from") or raw.get("forwarded_from_id")),
        link_words=tuple(words(p.get("text")) for p in hidden),
        origin=_origin(raw),
    )


def _origin(raw: Object) -> Source | None:
    """Say where a forward comes from: the ids of channels, people and groups begin differently."""
    name, id = words(raw.get("forwarded_from")), words(raw.get("forwarded_from_id"))
    if not name and not id:
        return None
    kinds = {"channel": Origin.CHANNEL, _PERSON: Origin.USER, "chat": Origin.GROUP}
    kind = next((origin for start, origin in kinds.items() if id.startswith(start)), Origin.HIDDEN)
    return Source(kind, name, id=id)


def _parts(text: Any) -> Iterator[Object]:
    for part in text if isinstance(text, list) else [text]:
        yield part if isinstance(part, dict) else {"type": "plain", "text": words(part)}


def _actor(raw: Object) -> Actor:
    written = words(raw.get("from_id"))
    number = written.removeprefix(_PERSON)
    person = written.startswith(_PERSON) or number.isdecimal() or not written
    name = words(raw.get("from"))
    # Whoever has no id is told apart by the name; whoever has neither is somebody else each time.
    account = AccountRef(Platform.TELEGRAM, number or name or f"#{words(raw.get('id'))}")
    return Actor(account, name or DELETED, person=person)


def _mentioned(part: Object) -> Actor:
    return Actor(AccountRef(Platform.TELEGRAM, words(part.get("user_id"))), words(part.get("text")))


def _reply(number: Any, chat: ChatRef) -> Quoted | None:
    return None if number is None else Quoted(MessageRef(chat, words(number)))


def _media(raw: Object) -> str | None:
    named = _MEDIA.get(words(raw.get("media_type")))
    return named or next((kind for key, kind in _OTHERS.items() if raw.get(key) is not None), None)


def chat_id(raw: Any, kind: Any) -> str:
    """Write a chat's id as the Bot API does: an export leaves the sign and the mark of supergroups out."""
    number = words(raw)
    if number.startswith("-") or not number:
        return number
    return f"-100{number}" if "supergroup" in words(kind) or "channel" in words(kind) else f"-{number}"
