"""Read all that a message of Telegram carries: its words, what hides behind them, and where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import telegram

from bot.carried import EVERYBODY, MEDIA_KINDS, Origin, Source
from bot.ids import ChatRef
from bot.updates import Actor, MessagePosted, Quoted

from .people import actor_of, chat_of, message_ref, sender_of, space_of
from .rich import read_rich

INLINE = "inline"
MEDIA = tuple(kind for kind in MEDIA_KINDS if kind != INLINE)  # each is a field of a message

Entities = Sequence[telegram.MessageEntity]


def read_message(update_id: str, message: telegram.Message) -> MessagePosted:
    """Describe a message."""
    chat = chat_of(message)
    bare = message.text is not None
    rich, hidden = ("", ()) if bare else read_rich(message.api_kwargs.get("rich_message"))
    entities = message.entities or message.caption_entities
    text = message.text or message.caption or ""
    # Most messages are words and nothing else: what they do not have costs no time.
    carried = () if bare and message.quote is None else tuple(_carried(message))
    links = _hidden(text, entities) if entities else []
    for words, marked in carried:
        links += _hidden(words, marked)
    links += [(url, "") for url in hidden]
    if message.reply_markup is not None:
        links += _buttons(message.reply_markup)
    if message.link_preview_options is not None:
        links += _preview(message.link_preview_options, text)
    kinds = [] if bare else [k for k in MEDIA if getattr(message, k)]
    if message.via_bot is not None:
        kinds.append(INLINE)
    return MessagePosted(
        update_id,
        message.date,
        space_of(message.chat),
        chat,
        sender_of(message),
        message_ref(chat, message.message_id),
        text or rich,
        _quoted(message.reply_to_message, chat) if message.reply_to_message is not None else None,
        tuple([url for url, _ in links]) if links else (),
        tuple([_marked(text, e, e.user) for e in entities if e.user]) if entities else (),
        kinds[0] if kinds else None,
        message.media_group_id,
        message.forward_origin is not None,
        "\n".join([words for words, _ in carried if words]) if carried else "",
        tuple([words for _, words in links]) if links else (),
        tuple(kinds[1:]),
        _source(message),
        tuple(_called(text, entities)) if entities or "@" in text else None,
    )


def _quoted(answered: telegram.Message, chat: ChatRef) -> Quoted | None:
    # In a topic every message "replies" to the one that opened it.
    if answered.forum_topic_created is not None:
        return None
    return Quoted(message_ref(chat, answered.message_id), sender_of(answered), answered.text or answered.caption or "")


def words_of(text: str, entity: telegram.MessageEntity) -> str:
    """Give the part of a text that an entity marks. Telegram counts in units of UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")


def _marked(text: str, entity: telegram.MessageEntity, user: telegram.User) -> Actor:
    """Show somebody by the words that stand for them: a first name only, most often, or whatever the writer chose."""
    return replace(actor_of(user), name=words_of(text, entity).strip(), username=None)


def _hidden(text: str, entities: Entities) -> list[tuple[str, str]]:
    """List the links hidden behind words of a text, each with these words."""
    return [(e.url, words_of(text, e)) for e in entities if e.url]


def _buttons(markup: telegram.InlineKeyboardMarkup) -> list[tuple[str, str]]:
    """List the links of buttons, which bots put below what people write through them."""
    found = []
    for button in (b for row in markup.inline_keyboard for b in row):
        urls = (button.url, button.login_url and button.login_url.url, button.web_app and button.web_app.url)
        found += [(url, button.text) for url in urls if url]
    return found


def _preview(preview: telegram.LinkPreviewOptions, text: str) -> list[tuple[str, str]]:
    """List the link of a page that is shown below a message and that its words do not name."""
    shown = isinstance(preview.url, str) and not preview.is_disabled
    return [(str(preview.url), "")] if shown and str(preview.url) not in text else []


def _called(text: str, entities: Entities) -> Iterator[str]:
    """Name whom a message calls: by user name, or by id where they have none."""
    for entity in entities:
        if entity.user is not None:
            yield str(entity.user.id)
        elif entity.type == telegram.MessageEntity.MENTION:
            name = words_of(text, entity).lower()
            yield EVERYBODY if name == EVERYBODY else name.removeprefix("@")


def _carried(message: telegram.Message) -> Iterator[tuple[str, Entities]]:
    """Go through the words that a message has besides its own, with what is marked in them."""
    quote = message.quote
    # What is quoted from this very chat has been looked at when it was written.
    if quote is not None and message.reply_to_message is None and not _is_here(message):
        yield quote.text, quote.entities or ()
    if message.text is not None:
        return
    if (poll := message.poll) is not None:
        yield poll.question, poll.question_entities or ()
        for option in poll.options:
            yield option.text, option.text_entities or ()
        yield poll.description or "", poll.description_entities or ()
        yield poll.explanation or "", poll.explanation_entities or ()
    if (contact := message.contact) is not None:
        yield f"{contact.first_name} {contact.last_name or ''}".strip(), ()
    if (venue := message.venue) is not None:
        yield f"{venue.title}\n{venue.address}", ()
    if (game := message.game) is not None:
        yield f"{game.title}\n{game.description}", ()
        yield game.text or "", game.text_entities or ()
    if (checklist := message.checklist) is not None:
        yield checklist.title, checklist.title_entities or ()
        for task in checklist.tasks:
            yield task.text, task.text_entities or ()
    if (giveaway := message.giveaway) is not None:
        yield giveaway.prize_description or "", ()


def _is_here(message: telegram.Message) -> bool:
    """Tell whether a message answers one in another topic of the same chat."""
    other = message.external_reply
    return other is not None and other.chat is not None and other.chat.id == message.chat.id


def _source(message: telegram.Message) -> Source | None:
    """Say where what a message passes on comes from."""
    if message.forward_origin is not None:
        return _origin(message.forward_origin, message.chat)
    if message.story is not None:
        return _chat(Origin.STORY, message.story.chat)
    if message.external_reply is not None:
        if _is_here(message):
            return None
        other = message.external_reply
        found = _chat(Origin.QUOTE, other.chat) if other.chat else _origin(other.origin, message.chat)
        return Source(Origin.QUOTE, found.name, found.username, found.id)
    return None


def _origin(origin: telegram.MessageOrigin, here: telegram.Chat) -> Source:
    match origin:
        case telegram.MessageOriginUser(sender_user=user):
            kind = Origin.BOT if user.is_bot else Origin.USER
            return Source(kind, user.full_name, user.username, str(user.id))
        case telegram.MessageOriginHiddenUser(sender_user_name=name):
            return Source(Origin.HIDDEN, name)
        case telegram.MessageOriginChat(sender_chat=chat):
            return _chat(Origin.HERE if chat.id == here.id else Origin.GROUP, chat)
        case telegram.MessageOriginChannel(chat=chat):
            return _chat(Origin.CHANNEL, chat)
        case _:  # newer than the library
            return Source(Origin.HIDDEN)


def _chat(kind: Origin, chat: telegram.Chat) -> Source:
    return Source(kind, chat.effective_name or "", chat.username, str(chat.id))
