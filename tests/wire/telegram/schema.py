"""Which parameters each method takes, and of which types. https://core.telegram.org/bots/api

`chat_id!:id` is required. Types: int, str, bool, id (a number or a @name), file, an object's name, [a list of them].
"""

import json
import re
from typing import Any

from .model import PERMISSIONS, Json
from .refusal import Refusal, bad

METHODS = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "setWebhook": "url!:str certificate:file ip_address:str max_connections:int allowed_updates:[str] "
    "drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "getFile": "file_id!:str",
    "sendMessage": "chat_id!:id message_thread_id:int text!:str parse_mode:str entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions disable_notification:bool protect_content:bool "
    "reply_parameters:ReplyParameters reply_markup:InlineKeyboardMarkup",
    "sendDocument": "chat_id!:id message_thread_id:int document!:file caption:str parse_mode:str "
    "disable_content_type_detection:bool disable_notification:bool protect_content:bool "
    "reply_parameters:ReplyParameters reply_markup:InlineKeyboardMarkup",
    "sendChatAction": "chat_id!:id message_thread_id:int action!:str",
    "editMessageText": "chat_id!:id message_id!:int text!:str parse_mode:str entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions reply_markup:InlineKeyboardMarkup",
    "editMessageReplyMarkup": "chat_id!:id message_id!:int reply_markup:InlineKeyboardMarkup",
    "deleteMessage": "chat_id!:id message_id!:int",
    "deleteMessages": "chat_id!:id message_ids!:[int]",
    "setMessageReaction": "chat_id!:id message_id!:int reaction:[ReactionType] is_big:bool",
    "deleteMessageReaction": "chat_id!:id message_id!:int user_id:int actor_chat_id:int",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "restrictChatMember": "chat_id!:id user_id!:int permissions!:ChatPermissions "
    "use_independent_chat_permissions:bool until_date:int",
    "banChatMember": "chat_id!:id user_id!:int until_date:int revoke_messages:bool",
    "unbanChatMember": "chat_id!:id user_id!:int only_if_banned:bool",
    "banChatSenderChat": "chat_id!:id sender_chat_id!:int",
    "unbanChatSenderChat": "chat_id!:id sender_chat_id!:int",
    "approveChatJoinRequest": "chat_id!:id user_id!:int",
    "declineChatJoinRequest": "chat_id!:id user_id!:int",
    "getChat": "chat_id!:id",
    "getChatMember": "chat_id!:id user_id!:int",
    "getChatAdministrators": "chat_id!:id return_bots:bool",
    "getChatMemberCount": "chat_id!:id",
    "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code:str",
    "getMyCommands": "scope:BotCommandScope language_code:str",
    "deleteMyCommands": "scope:BotCommandScope language_code:str",
}
OBJECTS = {
    "MessageEntity": "type!:str offset!:int length!:int url:str language:str",
    "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool "
    "show_above_text:bool",
    "ReplyParameters": "message_id!:int chat_id:id allow_sending_without_reply:bool quote:str quote_parse_mode:str "
    "quote_position:int",
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": "text!:str url:str callback_data:str style:str",
    "ReactionType": "type!:str emoji:str custom_emoji_id:str",
    "ChatPermissions": " ".join(f"{name}:bool" for name in PERMISSIONS),
    "BotCommand": "command!:str description!:str",
    "BotCommandScope": "type!:str chat_id:id user_id:int",
}
NUMBER = re.compile(r"-?\d{1,19}")
NAME = re.compile(r"@\w+")


def _read(line: str) -> dict[str, tuple[str, bool]]:
    fields = {}
    for part in line.split():
        name, _, kind = part.partition(":")
        fields[name.rstrip("!")] = (kind, name.endswith("!"))
    return fields


FIELDS = {name: _read(line) for name, line in (METHODS | OBJECTS).items()}


def check(method: str, given: Json) -> Json:
    """Give the parameters, typed. Raises Refusal for an unknown method or parameter, and for a mistyped one."""
    if method not in METHODS:
        raise Refusal(404, "Not Found")
    return _checked(method, given, json_in_text=True)


def _checked(owner: str, given: Any, *, json_in_text: bool) -> Json:
    if not isinstance(given, dict):
        raise bad(f"object expected as {owner}")
    fields = FIELDS[owner]
    if unknown := set(given) - set(fields):
        raise bad(f"unknown parameter of {owner}: {', '.join(sorted(unknown))}")
    for name, (_, required) in fields.items():
        if required and name not in given:
            raise bad(f"parameter {name} of {owner} is required")
    return {n: _typed(f"{owner}.{n}", fields[n][0], v, json_in_text) for n, v in given.items()}


def _typed(where: str, kind: str, value: Any, json_in_text: bool) -> Any:
    """Type a value. The parameters of a form are text, with JSON in them where they are not simple."""
    wrong = bad(f"{where} is not {kind}: {value!r:.80}")
    if json_in_text and isinstance(value, str) and (kind[0] == "[" or kind in OBJECTS or kind == "bool"):
        try:
            value = json.loads(value)
        except ValueError:
            raise wrong from None
    if kind.startswith("["):
        if not isinstance(value, list):
            raise wrong
        return [_typed(where, kind[1:-1], item, False) for item in value]
    if kind in OBJECTS:
        return _checked(kind, value, json_in_text=False)
    match kind, value:
        case ("bool", bool()) | ("str", str()) | ("file", bytes() | tuple()):
            return value
        case "int" | "id", int() if not isinstance(value, bool):
            return value
        case "int" | "id", str() if json_in_text and NUMBER.fullmatch(value):
            return int(value)
        case "id", str() if NAME.fullmatch(value):
            return value
    raise wrong
