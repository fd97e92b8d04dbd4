"""Methods that act on people, and say who is who."""

from typing import TYPE_CHECKING, Any

from .methods_messages import find_here
from .model import PERMISSIONS, Chat, Json, User
from .refusal import bad

if TYPE_CHECKING:
    from .server import TelegramServer


def _user(server: "TelegramServer", given: Json) -> User:
    user = server.users.get(given["user_id"])
    if user is None:
        raise bad("PARTICIPANT_ID_INVALID" if given["user_id"] > 0 else "invalid user_id specified")
    return user


def _target(server: "TelegramServer", given: Json, *, basic: str = "") -> tuple[Chat, User]:
    """Find whom to act on, and see that the bot may. `basic` is what ordinary groups answer."""
    chat = find_here(server, given["chat_id"])
    if chat.user is not None:
        raise bad("can't ban members in private chats")
    if basic and chat.type == "group":
        raise bad(basic)
    user = _user(server, given)
    if user is server.me:
        raise bad("can't restrict self")
    if not chat.member(server.me).may("can_restrict_members"):
        raise bad("not enough rights to restrict/unrestrict chat member")
    match chat.member(user).status:
        case "creator":
            raise bad("can't remove chat owner")
        case "administrator":
            raise bad("user is an administrator of the chat")
    return chat, user


def restrict_chat_member(server: "TelegramServer", given: Json) -> bool:
    chat, user = _target(server, given, basic="method is available only for supergroups")
    allowed = {name: given["permissions"].get(name, False) for name in PERMISSIONS}
    member = chat.member(user)
    if all(allowed.values()):
        if member.status == "restricted":  # whoever has every permission is restricted no more
            server.standing(chat, user, "member" if member.here else "left", by=server.me)
        return True
    until = server.lasting(given.get("until_date"))
    here = member.present
    server.standing(chat, user, "restricted", by=server.me, permissions=allowed, here=here, until=until)
    return True


def ban_chat_member(server: "TelegramServer", given: Json) -> bool:
    chat, user = _target(server, given)
    if chat.type == "group":  # nobody is kept out of an ordinary group
        if not chat.member(user).present:
            raise bad("USER_NOT_PARTICIPANT")
        server.standing(chat, user, "left", by=server.me)
        return True
    server.standing(chat, user, "kicked", by=server.me, until=server.lasting(given.get("until_date")))
    return True


def unban_chat_member(server: "TelegramServer", given: Json) -> bool:
    chat, user = _target(server, given, basic="method is available for supergroup and channel chats only")
    member = chat.member(user)
    if member.status == "kicked" or (member.present and not given.get("only_if_banned", False)):
        server.standing(chat, user, "left", by=server.me)
    return True


def set_chat_permissions(server: "TelegramServer", given: Json) -> bool:
    chat = find_here(server, given["chat_id"])
    if not chat.member(server.me).may("can_restrict_members"):
        raise bad("not enough rights to change chat permissions")
    chat.permissions = {name: given["permissions"].get(name, False) for name in PERMISSIONS}
    return True


def _sender_chat(server: "TelegramServer", given: Json) -> tuple[Chat, int]:
    chat = find_here(server, given["chat_id"])
    if chat.type == "group":
        raise bad("method is available for supergroup and channel chats only")
    if not chat.member(server.me).may("can_restrict_members"):
        raise bad("not enough rights to restrict/unrestrict chat member")
    sender = given["sender_chat_id"]
    if sender not in server.chats or sender > 0 or sender == chat.id:
        raise bad("PARTICIPANT_ID_INVALID")
    return chat, sender


def ban_chat_sender_chat(server: "TelegramServer", given: Json) -> bool:
    chat, sender = _sender_chat(server, given)
    chat.banned_senders.add(sender)
    return True


def unban_chat_sender_chat(server: "TelegramServer", given: Json) -> bool:
    chat, sender = _sender_chat(server, given)
    chat.banned_senders.discard(sender)
    return True


def _request(server: "TelegramServer", given: Json) -> tuple[Chat, User]:
    chat = find_here(server, given["chat_id"])
    if not chat.member(server.me).may("can_invite_users"):
        raise bad("not enough rights to invite users to the chat")
    user = chat.requests.pop(_user(server, given).id, None)
    if user is None:
        raise bad("HIDE_REQUESTER_MISSING")
    return chat, user


def approve_chat_join_request(server: "TelegramServer", given: Json) -> bool:
    chat, user = _request(server, given)
    server.standing(chat, user, "member", by=server.me)
    return True


def decline_chat_join_request(server: "TelegramServer", given: Json) -> bool:
    _request(server, given)
    return True


def get_chat_member(server: "TelegramServer", given: Json) -> Json:
    chat = find_here(server, given["chat_id"])
    user = _user(server, given)
    if user.id not in chat.members and chat.member(server.me).status != "administrator":
        raise bad("CHAT_ADMIN_REQUIRED")
    return chat.member(user).payload()


def get_chat_administrators(server: "TelegramServer", given: Json) -> list[Json]:
    chat = find_here(server, given["chat_id"])
    if chat.user is not None:
        raise bad("there are no administrators in the private chat")
    shown = [m for m in chat.members.values() if m.status in ("creator", "administrator")]
    return [m.payload() for m in shown if m.user is server.me or not m.user.bot]


def get_chat_member_count(server: "TelegramServer", given: Json) -> int:
    chat = find_here(server, given["chat_id"])
    return 2 if chat.user is not None else sum(m.present for m in chat.members.values())


METHODS: dict[str, Any] = {
    "restrictChatMember": restrict_chat_member,
    "setChatPermissions": set_chat_permissions,
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "banChatSenderChat": ban_chat_sender_chat,
    "unbanChatSenderChat": unban_chat_sender_chat,
    "approveChatJoinRequest": approve_chat_join_request,
    "declineChatJoinRequest": decline_chat_join_request,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
}
