"""Methods about the bot itself: updates, webhook, menus, answers to presses."""

import json
import re
from typing import TYPE_CHECKING, Any

from .methods_messages import find_chat, writable
from .model import Json
from .refusal import bad

if TYPE_CHECKING:
    from .server import TelegramServer

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
FILE_LIMIT = 20 << 20  # https://core.telegram.org/bots/api#getfile


def get_me(server: "TelegramServer", given: Json) -> Json:
    able = {"can_join_groups": True, "can_read_all_group_messages": not server.privacy}
    return server.me.payload() | able | {"supports_inline_queries": False}


async def get_updates(server: "TelegramServer", given: Json) -> list[Json]:
    return await server.feed.poll(given)


def set_webhook(server: "TelegramServer", given: Json) -> bool:
    return server.feed.set_webhook(given)


def delete_webhook(server: "TelegramServer", given: Json) -> bool:
    return server.feed.set_webhook(given | {"url": ""})


def get_webhook_info(server: "TelegramServer", given: Json) -> Json:
    return server.feed.webhook_info()


def answer_callback_query(server: "TelegramServer", given: Json) -> bool:
    press = next((p for p in server.presses if p.id == given["callback_query_id"]), None)
    if press is None or press.answer is not None or server.now() - press.at > server.press_lasts:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(given.get("text", "")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    press.answer, press.alert = given.get("text", ""), given.get("show_alert", False)
    return True


def _menu(given: Json) -> tuple[str, str]:
    scope = given.get("scope", {"type": "default"})
    if scope["type"] not in SCOPES and "chat_id" not in scope:
        raise bad("can't find chat scope")
    return json.dumps(scope, sort_keys=True), given.get("language_code", "")


def set_my_commands(server: "TelegramServer", given: Json) -> bool:
    if len(given["commands"]) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in given["commands"]:
        if not COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    server.commands[_menu(given)] = given["commands"]
    return True


def get_my_commands(server: "TelegramServer", given: Json) -> list[Json]:
    return server.commands.get(_menu(given), [])


def delete_my_commands(server: "TelegramServer", given: Json) -> bool:
    server.commands.pop(_menu(given), None)
    return True


def get_chat(server: "TelegramServer", given: Json) -> Json:
    return find_chat(server, given["chat_id"]).full()


def get_file(server: "TelegramServer", given: Json) -> Json:
    data = server.files.get(given["file_id"])
    if data is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(data) > FILE_LIMIT:
        raise bad("file is too big")
    path = f"documents/{given['file_id']}"
    return {"file_id": given["file_id"], "file_unique_id": "u", "file_size": len(data), "file_path": path}


def send_chat_action(server: "TelegramServer", given: Json) -> bool:
    writable(server, given)
    if given["action"] not in ("typing", "upload_document", "upload_photo"):
        raise bad("wrong parameter action in request")
    return True


METHODS: dict[str, Any] = {
    "getFile": get_file,
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getChat": get_chat,
    "sendChatAction": send_chat_action,
}
