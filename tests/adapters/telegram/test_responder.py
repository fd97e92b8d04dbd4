"""How answers reach people: in the chat, privately, as the answer to a press."""

from datetime import timedelta
from random import Random

import pytest

from adapters.telegram import responder
from adapters.telegram.run import TelegramPlatform
from bot.content import Attachment, Button, Reply, Style, Text, doc, reply
from bot.updates import ButtonPressed, CommandInvoked, MemberJoined, MessagePosted
from tests.wire.telegram.model import Chat, Message, User
from tests.wire.telegram.server import TelegramServer
from tests.wire.telegram.weather import Trouble, Weather

from .conftest import Submissions
from .test_ports import last

pytestmark = pytest.mark.usefixtures("platform")

PUBLIC = reply("To all", private=False)
PRIVATE = reply("To you")
AGAIN = ((Button("Again", "go:2", Style.DANGER),),)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what fades fade at once."""
    monkeypatch.setattr(responder, "FADE", timedelta(milliseconds=30))


def board(server: TelegramServer, chat: Chat) -> Message:
    """Put a message of ours with a button into a chat."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}]]}
    return server.write(chat, server.me, {"text": "?", "reply_markup": keyboard})


async def test_a_public_answer_replies_to_the_command(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    told.replies[CommandInvoked] = [PUBLIC]
    asked = server.says(anna, club, "/rules")
    await told.all()
    assert (last(club).text, last(club).reply_to) == ("To all", asked)


async def test_a_private_answer_goes_to_who_asked(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.starts(anna)
    told.replies[CommandInvoked] = [PRIVATE]
    server.says(anna, club, "/rules")
    await told.all()
    assert club.texts == ["/rules"]
    assert server.private(anna).texts == ["/start", "To you"]
    assert last(server.private(anna)).reply_to is None


@pytest.mark.usefixtures("quick")
async def test_a_private_answer_that_cannot_be_private_fades_from_the_chat_with_its_files(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    long = tuple(f"{n} " + "x" * 3000 for n in range(2))
    told.replies[CommandInvoked] = [Reply(doc(*long), files=(Attachment("me.json", b"{}"),))]
    asked = server.says(anna, club, "/mydata")
    await server.until(lambda: len(club.messages) == 4)
    assert [m.reply_to for m in list(club.messages.values())[1:]] == [asked, None, None]
    await server.until(lambda: len(club.messages) == 1)
    assert server.private(anna).texts == []


async def test_what_has_not_faded_yet_is_gone_when_the_bot_stops(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, platform: TelegramPlatform
) -> None:
    told.replies[CommandInvoked] = [PRIVATE]
    server.says(anna, club, "/rules")
    await told.all()
    assert club.texts == ["/rules", "To you"]
    await platform.stop()
    assert club.texts == ["/rules"]


async def test_in_a_private_chat_every_answer_is_simply_sent(
    server: TelegramServer, told: Submissions, anna: User
) -> None:
    told.replies[CommandInvoked] = [PRIVATE, PUBLIC]
    server.says(anna, server.private(anna), "/rules")
    await told.all()
    assert server.private(anna).texts == ["/rules", "To you", "To all"]


async def test_an_anonymous_admin_is_answered_in_the_chat(
    server: TelegramServer, told: Submissions, club: Chat
) -> None:
    told.replies[CommandInvoked] = [PRIVATE]
    asked = server.says_anonymously(club, "/rules")
    await told.all()
    assert (last(club).text, last(club).reply_to) == ("To you", asked)
    assert [c["chat_id"] for c in server.calls("sendMessage")] == [club.id]


async def test_a_channel_gets_no_private_answer(server: TelegramServer, told: Submissions, club: Chat) -> None:
    channel = server.group("News", type="channel")
    told.replies[MessagePosted] = [PRIVATE]
    server.says_as(channel, club, "hello")
    await told.all()
    assert channel.texts == []


async def test_an_arrival_has_nobody_to_answer(server: TelegramServer, told: Submissions, club: Chat) -> None:
    told.replies[MemberJoined] = [PUBLIC]
    server.joins(server.user("Ben"), club)
    await told.all()
    assert server.calls("sendMessage") == []


async def test_an_answer_in_an_upgraded_group_follows_it(server: TelegramServer, told: Submissions, anna: User) -> None:
    small = server.group("Small", anna, type="group")
    told.replies[CommandInvoked] = [PUBLIC]
    server.says(anna, small, "/rules")
    small.moved_to = server.group("Small", anna)
    await told.all()
    assert small.moved_to.texts == ["To all"]


async def test_an_answer_waits_where_telegram_limits_us_for_a_moment(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    told.replies[CommandInvoked] = [PUBLIC]
    server.limit("sendMessage", after=1)
    server.says(anna, club, "/rules")
    await told.all()
    assert club.texts == ["/rules", "To all"]


@pytest.mark.parametrize("why", ["muted", "dropped"])
async def test_an_answer_that_telegram_does_not_take_is_no_fault(
    server: TelegramServer,
    told: Submissions,
    club: Chat,
    anna: User,
    capsys: pytest.CaptureFixture[str],
    why: str,
) -> None:
    match why:
        case "muted":
            server.standing(club, server.me, "restricted")
        case _:
            server.weather = Weather(1.0, Random(0), (Trouble.DROPPED,))
    told.replies[CommandInvoked] = [PUBLIC]
    server.says(anna, club, "/rules")
    await told.all()
    assert told.refs == [None]
    assert "telegram answer not sent" in capsys.readouterr().out


async def test_a_press_is_answered_in_its_own_bubble(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    told.replies[ButtonPressed] = [PRIVATE]
    press = server.presses_button(anna, board(server, club), "Go")
    await told.all()
    assert (press.answer, press.alert) == ("To you", False)
    assert server.calls("sendMessage") == []


async def test_an_answer_that_takes_reading_waits_to_be_closed(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    told.replies[ButtonPressed] = [reply(Text("<b>" + "x" * 100))]
    press = server.presses_button(anna, board(server, club), "Go")
    await told.all()
    assert (press.answer, press.alert) == ("<b>" + "x" * 100, True)


@pytest.mark.parametrize(
    "answer", [reply("x" * 300), reply("Sure?", buttons=AGAIN), Reply(doc("See"), files=(Attachment("a", b"a"),))]
)
async def test_what_does_not_fit_the_bubble_is_sent(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, answer: Reply
) -> None:
    server.starts(anna)
    told.replies[ButtonPressed] = [answer]
    press = server.presses_button(anna, board(server, club), "Go")
    await told.all()
    assert press.answer == ""
    assert len(server.private(anna).messages) == 2 + len(answer.files)


async def test_a_press_changes_the_message_it_is_under(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    told.replies[ButtonPressed] = [reply("Done", buttons=AGAIN, replace=True)]
    message = board(server, club)
    press = server.presses_button(anna, message, "Go", forgotten=True)
    await told.all()
    assert (press.answer, message.text, message.buttons) == ("", "Done", ["Again"])
    assert told.refs[0] is not None
    assert told.refs[0].id == str(message.id)


async def test_where_the_message_is_gone_the_answer_is_sent(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    told.replies[ButtonPressed] = [reply("Done", replace=True, private=False)]
    message = board(server, club)
    server.presses_button(anna, message, "Go")
    server.deletes(message)
    await told.all()
    assert club.texts == ["Done"]


async def test_a_press_that_nothing_answers_does_not_spin(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    press = server.presses_button(anna, board(server, club), "Go")
    await told.all()
    assert press.answer == ""
    assert len(server.calls("answerCallbackQuery")) == 1


async def test_a_press_is_answered_while_its_work_is_under_way(
    server: TelegramServer, told: Submissions, club: Chat, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(responder, "PRESS_WAITS", 0.02)
    server.starts(anna)
    press = server.presses_button(anna, board(server, club), "Go")

    async def slow(answer: Reply) -> None:
        await server.until(lambda: press.answer is not None)

    told.before_answer = slow
    told.replies[ButtonPressed] = [PRIVATE]
    await told.all()
    assert press.answer == ""
    assert server.private(anna).texts == ["/start", "To you"]


async def test_a_press_too_old_to_be_answered_is_answered_by_a_message(
    server: TelegramServer, told: Submissions, club: Chat, anna: User
) -> None:
    server.starts(anna)
    told.replies[ButtonPressed] = [PRIVATE]
    press = server.presses_button(anna, board(server, club), "Go")
    press.at -= timedelta(seconds=30)
    await told.all()
    assert press.answer is None
    assert server.private(anna).texts == ["/start", "To you"]
