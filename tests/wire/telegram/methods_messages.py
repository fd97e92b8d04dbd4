"""Methods that write, change and remove messages."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .html import WEB, parse, units
from .model import Chat, Json, Message
from .refusal import Refusal, bad

if TYPE_CHECKING:
    from .server import TelegramServer

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
DELETABLE = timedelta(hours=48)
GENERAL = 1  # the topic that must not be named
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def find_chat(server: "TelegramServer", chat_id: int | str) -> Chat:
    """Find a chat that is there still. Raises Refusal."""
    chat = server.chats.get(chat_id) if isinstance(chat_id, int) else _named(server, chat_id)
    if chat is None or (chat.user is not None and chat.user.bot):
        raise bad("chat not found")
    if chat.moved_to is not None:
        raise Refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.moved_to.id,
        )
    server.expire(chat)
    return chat


def _named(server: "TelegramServer", name: str) -> Chat | None:
    # People are not found by user name, only groups and channels.
    found = (c for c in server.chats.values() if c.username and c.user is None and f"@{c.username}" == name)
    return next(found, None)


def find_here(server: "TelegramServer", chat_id: int | str) -> Chat:
    """Find a chat that the bot is in. Raises Refusal."""
    chat = find_chat(server, chat_id)
    if chat.user is not None:
        return chat
    mine = chat.member(server.me)
    if mine.status == "kicked":
        raise Refusal(403, f"Forbidden: bot was kicked from the {chat.type} chat")
    if not mine.present:
        raise Refusal(403, f"Forbidden: bot is not a member of the {chat.type} chat")
    return chat


def writable(server: "TelegramServer", given: Json) -> Chat:
    """Find the chat, and see that the bot may write there, in that topic. Raises Refusal."""
    chat = find_here(server, given["chat_id"])
    if (user := chat.user) is not None:
        if user.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not user.started and not (user.window_until and server.now() <= user.window_until):
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
    elif not chat.may_write(server.me):
        raise bad("not enough rights to send text messages to the chat")
    thread = given.get("message_thread_id")
    if thread is not None:
        topic = chat.topics.get(thread)
        if topic is None or thread == GENERAL:
            raise bad("message thread not found")
        if topic.closed and not chat.member(server.me).may("can_manage_topics"):
            raise bad("TOPIC_CLOSED")
    return chat


def _answered(chat: Chat, given: Json) -> Message | None:
    parameters = given.get("reply_parameters")
    if parameters is None:
        return None
    found = chat.messages.get(parameters["message_id"])
    if found is None and not parameters.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return found


def _content(given: Json, field: str, limit: int, too_long: str) -> Json:
    """Read the text or the caption. Raises Refusal."""
    raw = given.get(field, "")
    if given.get("parse_mode") not in (None, "HTML"):
        raise bad("unsupported parse_mode")
    text, entities = parse(raw) if given.get("parse_mode") else (raw.strip(), given.get("entities", []))
    if units(text) > limit:
        raise bad(too_long)
    name = "entities" if field == "text" else "caption_entities"
    return {field: text} | ({name: entities} if entities else {})


def _text(given: Json) -> Json:
    content = _content(given, "text", TEXT_LIMIT, "message is too long")
    if not content["text"]:
        raise bad("message text is empty")
    return content


def _markup(given: Json) -> Json:
    """Read the buttons. Raises Refusal."""
    rows = [row for row in given.get("reply_markup", {}).get("inline_keyboard", []) if row]
    if sum(map(len, rows)) > 100:
        raise bad("reply markup is too long")
    for button in (b for row in rows for b in row):
        if not button["text"].strip():
            raise bad("can't parse inline keyboard button: Text buttons must be non-empty")
        if button.get("style", "primary") not in ("danger", "success", "primary"):
            raise bad("can't parse inline keyboard button: invalid button style specified")
        if ("url" in button) == ("callback_data" in button):
            raise bad("text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not WEB.match(button["url"]):
            raise bad("BUTTON_URL_INVALID")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _topic(given: Json) -> Json:
    thread = given.get("message_thread_id")
    return {"message_thread_id": thread, "is_topic_message": True} if thread else {}


def send_message(server: "TelegramServer", given: Json) -> Json:
    chat = writable(server, given)
    content = _text(given) | _markup(given) | _topic(given)
    return server.write(chat, server.me, content, reply_to=_answered(chat, given)).shown()


def send_document(server: "TelegramServer", given: Json) -> Json:
    chat = writable(server, given)
    caption = _content(given, "caption", CAPTION_LIMIT, "message caption is too long") if "caption" in given else {}
    name, data = given["document"]
    if not data:
        raise bad("file must be non-empty")
    file = {"file_id": f"file-{name}", "file_unique_id": f"u-{name}", "file_name": name, "file_size": len(data)}
    content = {"document": file} | caption | _markup(given) | _topic(given)
    return server.write(chat, server.me, content, reply_to=_answered(chat, given), file=data).shown()


def _own(server: "TelegramServer", given: Json) -> Message:
    chat = find_here(server, given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad("message to edit not found")
    if message.sender is not server.me:
        raise bad("message can't be edited")
    return message


def _change(server: "TelegramServer", message: Message, content: Json, replaced: tuple[str, ...]) -> Json:
    kept = {k: v for k, v in message.payload.items() if k not in replaced}
    if kept | content == message.payload:
        raise bad(SAME)
    message.payload = kept | content | {"edit_date": int(server.now().timestamp())}
    return message.shown()


def edit_message_text(server: "TelegramServer", given: Json) -> Json:
    message = _own(server, given)
    return _change(server, message, _text(given) | _markup(given), ("text", "entities", "reply_markup"))


def edit_message_reply_markup(server: "TelegramServer", given: Json) -> Json:
    return _change(server, _own(server, given), _markup(given), ("reply_markup",))


def _deletable(server: "TelegramServer", message: Message) -> None:
    chat = message.chat
    if server.now() - message.date > DELETABLE:
        raise bad("message can't be deleted for everyone")
    if message.sender is not server.me and chat.user is None and not chat.member(server.me).may("can_delete_messages"):
        raise bad("message can't be deleted")


def delete_message(server: "TelegramServer", given: Json) -> bool:
    chat = find_here(server, given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad("message to delete not found")
    _deletable(server, message)
    del chat.messages[message.id]
    return True


def delete_messages(server: "TelegramServer", given: Json) -> bool:
    if not 1 <= len(given["message_ids"]) <= 100:
        raise bad("there must be 1-100 message identifiers")
    chat = find_here(server, given["chat_id"])
    found = [chat.messages[i] for i in given["message_ids"] if i in chat.messages]  # the others are skipped
    for message in found:
        _deletable(server, message)
    for message in found:
        chat.messages.pop(message.id, None)
    return True


def set_message_reaction(server: "TelegramServer", given: Json) -> bool:
    chat = find_here(server, given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad("message to react not found")
    if len(given.get("reaction", [])) > 1:
        raise bad("REACTIONS_TOO_MANY")
    return True


def delete_message_reaction(server: "TelegramServer", given: Json) -> bool:
    chat = find_here(server, given["chat_id"])
    if not chat.member(server.me).may("can_delete_messages"):
        raise bad("not enough rights to delete reactions")
    if chat.messages.get(given["message_id"]) is None:
        raise bad("message not found")
    return True


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
    "deleteMessageReaction": delete_message_reaction,
}
