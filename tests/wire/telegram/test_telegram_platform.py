"""The pretended Telegram is as strict as the real one: asked by plain HTTP, without the library."""

from datetime import timedelta

import pytest

from .conftest import Ask
from .model import MODERATING, Chat, Json, User
from .server import TelegramServer

DAY = timedelta(days=1)


async def test_a_wrong_token_is_unauthorized(ask: Ask) -> None:
    assert (await ask("getMe", token="1:other"))["error_code"] == 401


async def test_a_method_that_nobody_knows_is_not_found(ask: Ask) -> None:
    assert (await ask("sendEverything")) == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"colour": "red"}, "unknown parameter of sendMessage: colour"),
        ({"text": 5}, "sendMessage.text is not str"),
        ({"message_thread_id": "main"}, "sendMessage.message_thread_id is not int"),
        ({"reply_markup": {"buttons": []}}, "unknown parameter of InlineKeyboardMarkup: buttons"),
        ({"reply_parameters": {}}, "parameter message_id of ReplyParameters is required"),
        ({"reply_markup": "{"}, "sendMessage.reply_markup is not InlineKeyboardMarkup"),
        ({"disable_notification": "perhaps"}, "sendMessage.disable_notification is not bool"),
    ],
)
async def test_parameters_are_checked(ask: Ask, club: Chat, given: Json, why: str) -> None:
    answer = await ask("sendMessage", **{"chat_id": club.id, "text": "x"} | given)
    assert why in answer["description"]


async def test_a_required_parameter_cannot_be_left_out(ask: Ask) -> None:
    assert "parameter chat_id of getChat is required" in (await ask("getChat"))["description"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": "<b>x"}, "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ({"text": "ж<i><b>x</i></b>"}, 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ({"text": "x</b>"}, "Unexpected end tag at byte offset 1"),
        ({"text": "<div>x</div>"}, 'Unsupported start tag "div" at byte offset 0'),
        ({"text": "a < b"}, "Unclosed start tag at byte offset 2"),
        ({"text": " <b> </b> "}, "message text is empty"),
        ({"text": "🎉" * 2049}, "message is too long"),
        ({"text": "x", "message_thread_id": 1}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 4}}, "message to be replied not found"),
        ({"text": "x", "chat_id": -5}, "chat not found"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "text buttons are unallowed"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "ж" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_a_message_that_telegram_refuses_is_refused(ask: Ask, club: Chat, given: Json, why: str) -> None:
    answer = await ask("sendMessage", **{"chat_id": club.id, "parse_mode": "HTML"} | given)
    assert answer["error_code"] == 400
    assert why in answer["description"]
    assert club.texts == []


async def test_entities_are_counted_in_utf16_and_after_parsing(ask: Ask, server: TelegramServer, club: Chat) -> None:
    text = '<b>🎉x</b> &lt;i&gt; &copy; <a href="https://a.example/?a=1&amp;b=2">page</a>' + "&amp;" * 4000
    message = (await ask("sendMessage", chat_id=club.id, text=text, parse_mode="HTML"))["result"]
    assert message["text"].startswith("🎉x <i> &copy; page&&&")
    [bold, link] = message["entities"]
    assert (bold["offset"], bold["length"]) == (0, 3)
    assert (link["url"], club.messages[message["message_id"]].entities("text_link")) == (
        "https://a.example/?a=1&b=2",
        ["page"],
    )


async def test_nobody_is_written_to_before_they_press_start(ask: Ask, server: TelegramServer, anna: User) -> None:
    cold = await ask("sendMessage", chat_id=anna.id, text="hello")
    server.starts(anna)
    warm = await ask("sendMessage", chat_id=anna.id, text="hello")
    server.blocks(anna)
    blocked = await ask("sendMessage", chat_id=anna.id, text="hello")
    assert cold["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert warm["ok"]
    assert blocked["description"] == "Forbidden: bot was blocked by the user"


async def test_a_request_to_join_opens_five_minutes_to_write(ask: Ask, server: TelegramServer, club: Chat) -> None:
    ben = server.user("Ben")
    server.asks_to_join(ben, club)
    assert (await ask("sendMessage", chat_id=ben.id, text="hello"))["ok"]
    server.advance(timedelta(minutes=6))
    assert (await ask("sendMessage", chat_id=ben.id, text="hello"))["error_code"] == 403
    assert (await ask("approveChatJoinRequest", chat_id=club.id, user_id=ben.id))["ok"]
    assert club.member(ben).present
    again = await ask("approveChatJoinRequest", chat_id=club.id, user_id=ben.id)
    assert again["description"] == "Bad Request: HIDE_REQUESTER_MISSING"


async def test_an_upgraded_group_says_where_it_went(ask: Ask, server: TelegramServer, anna: User) -> None:
    group = server.group("Small", anna, type="group")
    new = server.upgrades(group)
    answer = await ask("sendMessage", chat_id=group.id, text="hello")
    assert (answer["error_code"], answer["parameters"]) == (400, {"migrate_to_chat_id": new.id})


async def test_edits_are_refused_where_they_change_nothing_or_nothing_is_there(
    ask: Ask, server: TelegramServer, club: Chat, anna: User
) -> None:
    sent = (await ask("sendMessage", chat_id=club.id, text="a"))["result"]["message_id"]
    theirs = server.says(anna, club, "b").id

    async def edit(number: int, text: str) -> str:
        answer = await ask("editMessageText", chat_id=club.id, message_id=number, text=text)
        return str(answer.get("description", "ok"))

    assert "message is not modified" in await edit(sent, "a")
    assert await edit(sent, "c") == "ok"
    assert "message can't be edited" in await edit(theirs, "c")
    assert "message to edit not found" in await edit(9, "c")


async def test_messages_are_deleted_within_48_hours(ask: Ask, server: TelegramServer, club: Chat, anna: User) -> None:
    old, new = server.says(anna, club, "old", at=server.now() - 2.1 * DAY), server.says(anna, club, "new")

    async def delete(number: int) -> str:
        return str((await ask("deleteMessage", chat_id=club.id, message_id=number)).get("description", "ok"))

    assert await delete(new.id) == "ok"
    assert "message to delete not found" in await delete(new.id)
    assert "message can't be deleted" in await delete(old.id)
    assert "can't be deleted" in (await ask("deleteMessages", chat_id=club.id, message_ids=[old.id]))["description"]
    assert (await ask("deleteMessages", chat_id=club.id, message_ids=[5, 6]))["ok"]
    assert not (await ask("deleteMessages", chat_id=club.id, message_ids=list(range(101))))["ok"]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [(timedelta(seconds=29), False), (timedelta(seconds=40), True), (366 * DAY - DAY, True), (367 * DAY, False)],
)
async def test_a_ban_too_short_or_too_long_is_for_ever(
    ask: Ask, server: TelegramServer, club: Chat, anna: User, asked: timedelta, kept: bool
) -> None:
    until = int((server.now() + asked).timestamp())
    await ask("banChatMember", chat_id=club.id, user_id=anna.id, until_date=until)
    assert (club.member(anna).until is not None) == kept
    server.advance(asked + timedelta(seconds=2))
    shown = (await ask("getChatMember", chat_id=club.id, user_id=anna.id))["result"]
    assert shown["status"] == ("left" if kept else "kicked")


@pytest.mark.parametrize(
    ("method", "who", "rights", "why"),
    [
        ("restrictChatMember", "anna", (), "not enough rights to restrict/unrestrict chat member"),
        ("banChatMember", "admin", MODERATING, "user is an administrator of the chat"),
        ("banChatMember", "owner", MODERATING, "can't remove chat owner"),
        ("restrictChatMember", "me", MODERATING, "can't restrict self"),
        ("unbanChatMember", "nobody", MODERATING, "PARTICIPANT_ID_INVALID"),
    ],
)
async def test_whom_the_bot_may_not_touch_is_refused(
    ask: Ask, server: TelegramServer, anna: User, method: str, who: str, rights: frozenset[str], why: str
) -> None:
    admin, owner = server.user("Admin"), server.user("Owner")
    chat = server.group("Club", anna, rights=rights)
    server.promotes(admin, chat)
    server.owns(owner, chat)
    ids = {"anna": anna.id, "admin": admin.id, "owner": owner.id, "me": server.me.id, "nobody": 5}
    more: Json = {"permissions": {}} if method == "restrictChatMember" else {}
    answer = await ask(method, chat_id=chat.id, user_id=ids[who], **more)
    assert answer["description"] == f"Bad Request: {why}"


async def test_an_ordinary_group_knows_neither_mutes_nor_bans(ask: Ask, server: TelegramServer, anna: User) -> None:
    group = server.group("Small", anna, type="group")
    muted = await ask("restrictChatMember", chat_id=group.id, user_id=anna.id, permissions={})
    assert muted["description"] == "Bad Request: method is available only for supergroups"
    unbanned = await ask("unbanChatMember", chat_id=group.id, user_id=anna.id)
    assert unbanned["description"] == "Bad Request: method is available for supergroup and channel chats only"
    assert (await ask("banChatMember", chat_id=group.id, user_id=anna.id))["ok"]
    assert group.member(anna).status == "left"


async def test_unbanning_removes_a_member_unless_told_otherwise(
    ask: Ask, server: TelegramServer, club: Chat, anna: User
) -> None:
    await ask("unbanChatMember", chat_id=club.id, user_id=anna.id, only_if_banned=True)
    assert club.member(anna).present
    await ask("unbanChatMember", chat_id=club.id, user_id=anna.id)
    assert club.member(anna).status == "left"


async def test_a_press_is_answered_once_and_soon(ask: Ask, server: TelegramServer, club: Chat, anna: User) -> None:
    rows = [[{"text": "Go", "callback_data": "go"}]]
    sent = await ask("sendMessage", chat_id=club.id, text="x", reply_markup={"inline_keyboard": rows})
    message = club.messages[sent["result"]["message_id"]]
    once, late = (server.presses_button(anna, message, "Go") for _ in range(2))
    assert (await ask("answerCallbackQuery", callback_query_id=once.id, text="hi"))["ok"]
    assert once.answer == "hi"
    assert "query is too old" in (await ask("answerCallbackQuery", callback_query_id=once.id))["description"]
    server.advance(timedelta(seconds=16))
    assert "query is too old" in (await ask("answerCallbackQuery", callback_query_id=late.id))["description"]


async def test_limits_and_faults_come_when_they_are_told_to(ask: Ask, server: TelegramServer) -> None:
    server.limit("getMe", after=7)
    server.fail("*", 502, "Bad Gateway")
    limited = await ask("getMe")
    assert (limited["error_code"], limited["parameters"]) == (429, {"retry_after": 7})
    assert (await ask("getMe"))["error_code"] == 502
    assert (await ask("getMe"))["ok"]


async def test_menus_are_kept_by_scope_and_language(ask: Ask) -> None:
    commands = [{"command": "rules", "description": "The rules"}]
    await ask("setMyCommands", commands=commands, language_code="ru", scope={"type": "all_private_chats"})
    assert (await ask("getMyCommands", language_code="ru", scope={"type": "all_private_chats"}))["result"] == commands
    assert (await ask("getMyCommands"))["result"] == []
    bad = await ask("setMyCommands", commands=[{"command": "Rules!", "description": "x"}])
    assert bad["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_a_bot_that_was_removed_is_told_so(ask: Ask, server: TelegramServer, club: Chat, anna: User) -> None:
    server.standing(club, server.me, "kicked", by=anna)
    answer = await ask("sendMessage", chat_id=club.id, text="x")
    assert answer["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_muted_bot_and_a_closed_topic_are_said_to_be(ask: Ask, server: TelegramServer, anna: User) -> None:
    forum = server.group("Forum", anna, forum=True)
    topic = server.opens_topic(forum, "News")
    assert (await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id))["ok"]
    topic.closed = True
    closed = await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)
    assert closed["description"] == "Bad Request: TOPIC_CLOSED"
    server.standing(forum, server.me, "restricted", by=anna)
    muted = await ask("sendMessage", chat_id=forum.id, text="x")
    assert muted["description"] == "Bad Request: not enough rights to send text messages to the chat"
