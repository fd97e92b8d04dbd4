"""A community's day on Telegram, through the real python-telegram-bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.backends import Backend
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, Message, User
from tests.wire.telegram.server import TelegramServer

HOUR = timedelta(hours=1)


@dataclass
class Club:
    """A Telegram group with its people. Olga owns it, Max moderates it; both have pressed Start."""

    hearth: Hearth
    chat: Chat
    olga: User
    max: User

    @property
    def telegram(self) -> TelegramServer:
        """Give the pretended Telegram."""
        return self.hearth.telegram

    async def says(self, who: User, text: str, **more: object) -> Message:
        """Write in the group, and wait for everything that comes of it."""
        message = self.telegram.says(who, self.chat, text, **more)  # type: ignore[arg-type]
        await self.hearth.settle()
        return message

    async def told(self, who: User, text: str) -> str:
        """Write in the group and read what the bot answers in private."""
        before = len(self.private(who))
        await self.says(who, text)
        return "\n".join(self.private(who)[before:])

    async def press(self, who: User, message: Message, label: str) -> str:
        """Press a button, wait for everything that comes of it, and read what pops up."""
        press = self.telegram.presses_button(who, message, label)
        await self.hearth.settle()
        assert press.answer is not None, "the button is left spinning"
        return press.answer

    async def joins(self, name: str, *, started: bool = True) -> User:
        """Let somebody come in."""
        user = self.telegram.user(name, started=started)
        self.telegram.joins(user, self.chat)
        await self.hearth.settle()
        return user

    def private(self, who: User) -> list[str]:
        """Read what the bot wrote to somebody."""
        return [m.text for m in self.telegram.private(who).messages.values() if m.sender is self.telegram.me]

    @property
    def written(self) -> list[str]:
        """Read what the bot wrote in the group."""
        return [m.text for m in self.chat.messages.values() if m.sender is self.telegram.me]

    def find(self, words: str, chat: Chat | None = None) -> Message:
        """Find the bot's latest message with these words."""
        found = [m for m in (chat or self.chat).messages.values() if words in m.text and m.sender is self.telegram.me]
        assert found, f"nothing says {words!r} in {[m.text for m in (chat or self.chat).messages.values()]}"
        return found[-1]


@asynccontextmanager
async def open_club(url: str = "sqlite://", *, menus: bool = False) -> AsyncIterator[Club]:
    """Give a group with its owner and a moderator; nothing that is sent to it may be malformed."""
    async with TelegramServer() as telegram, open_hearth(url, telegram=telegram, menus=menus) as hearth:
        olga, max = telegram.user("Olga", started=True), telegram.user("Max", started=True)
        chat = telegram.group("Python people", olga, max)
        telegram.owns(olga, chat)
        telegram.promotes(max, chat, "can_restrict_members", "can_delete_messages")
        await hearth.settle()
        yield Club(hearth, chat, olga, max)
        assert [r for r in telegram.refusals if "parameter" in r or "parse" in r] == []


@pytest.fixture
async def club(backend: Backend) -> AsyncIterator[Club]:
    database = await backend.fresh()
    await database.close()
    async with open_club(database.url, menus=True) as opened:
        yield opened


async def test_a_newcomer_is_welcomed_reads_the_rules_and_accepts_them(club: Club) -> None:
    await club.says(club.olga, "/rules set 1. Be kind <b> & fair")
    anna = await club.joins("Anna")
    welcome = club.find("welcome to Python people")
    assert "Anna" in welcome.text
    await club.press(anna, welcome, "Read the rules")
    rules = club.find("Be kind <b> & fair", club.telegram.private(anna))
    assert await club.press(anna, rules, "I accept") == "Thank you! Welcome to Python people."
    assert "You have accepted them" in await club.told(anna, "/rules")


async def test_who_never_started_the_bot_is_answered_in_the_chat_for_a_while(club: Club) -> None:
    anna = await club.joins("Anna", started=False)
    before = len(club.written)
    await club.says(anna, "/about")
    assert len(club.written) == before + 1
    assert "Python people" in club.written[-1]
    assert club.private(anna) == []


async def test_an_event_is_announced_answered_reminded_of_and_started(club: Club) -> None:
    anna, ben = await club.joins("Anna"), await club.joins("Ben", started=False)
    preview_words = "This is how it will look"
    await club.says(club.max, "/event new Чай <b>вместе</b> | через 2 дня в 19:00 | limit: 1")
    preview = club.find(preview_words, club.telegram.private(club.max))
    await club.press(club.max, preview, "Announce")
    card = club.find("#1 · Чай <b>вместе</b>")
    await club.press(anna, card, "Going")
    await club.press(ben, card, "Going")
    await club.hearth.wait(timedelta(minutes=1))
    card = club.find("#1 · Чай")
    assert "1 of 1, 1 on the waitlist" in card.text
    assert "Anna" in card.text
    await club.hearth.wait(timedelta(days=3))
    assert sum("starts in 1 day" in text for text in club.written) == 1
    assert sum("starts in 1 hour" in text for text in club.written) == 1
    assert sum("is starting now" in text for text in club.written) == 1
    assert sum("starts in 1 day" in text for text in club.private(anna)) == 1
    assert club.find("#1 · Чай").buttons == []


async def test_a_seat_is_offered_in_the_chat_to_whoever_takes_no_private_messages(club: Club) -> None:
    anna, ben = await club.joins("Anna"), await club.joins("Ben", started=False)
    await club.says(club.max, "/event new Tea | tomorrow 19:00 | limit: 1")
    await club.press(club.max, club.find("This is how it will look", club.telegram.private(club.max)), "Announce")
    card = club.find("#1 · Tea")
    for who, answer in ((anna, "Going"), (ben, "Going"), (anna, "Can't")):
        await club.press(who, card, answer)
    offer = club.find("A seat at Tea is free")
    assert offer.text.startswith("Ben")
    await club.press(ben, offer, offer.buttons[0])
    await club.hearth.wait(timedelta(minutes=1))
    assert "Seats taken: 1 of 1\nGoing: Ben" in club.find("#1 · Tea").text


async def test_a_missing_argument_is_asked_for_and_the_answer_goes_on(club: Club) -> None:
    asked = await club.told(club.max, "/event new") or club.written[-1]
    assert "For example" in asked
    await club.says(club.max, "Tea")
    await club.says(club.max, "tomorrow 19:00")
    assert club.find("Tea", club.telegram.private(club.max)).buttons == ["Announce", "Cancel"]


async def test_thanks_make_a_score_and_a_ranking(club: Club) -> None:
    anna, ben = await club.joins("Anna"), await club.joins("Ben")
    await club.hearth.wait(timedelta(days=4))
    answer = await club.says(ben, "Close the session before the loop ends.")
    await club.says(anna, "/thanks explaining <i>sessions</i>", reply_to=answer)
    assert "Anna gives you 1 point" in club.written[-1]
    assert "<i>sessions</i>" in club.written[-1]
    assert "1 point" in await club.told(ben, "/score")
    assert "<i>sessions</i>" in await club.told(ben, "/why")
    await club.says(anna, "/top")
    assert "1. Ben" in club.written[-1]
    await club.says(ben, "спасибо!", reply_to=await club.says(club.max, "I fixed the door."))
    assert "Ben gives you 1 point" in club.written[-1]


async def test_the_third_word_from_the_blocklist_mutes(club: Club) -> None:
    vova = await club.joins("Vova")
    await club.says(club.olga, "/blocklist add казино*")
    for count in (1, 2):
        await club.says(vova, f"лучшее КАЗИНО {count}")
        assert f"{count}; at 3: mute for 1 day" in club.written[-1]
        await club.hearth.wait(timedelta(seconds=11))  # sooner, it would be one burst
    await club.says(vova, "казиношка")
    assert not [m for m in club.chat.messages.values() if m.sender is vova and "каз" in m.text.lower()]
    assert not club.chat.may_write(vova)
    assert "казиношка" in await club.told(club.max, "/case 3")
    assert "the ladder of warnings" in await club.told(club.max, "/case 4")
    assert "#3" in await club.told(club.max, "/warnings @vova")
    await club.hearth.wait(25 * HOUR)
    assert club.chat.may_write(vova)


async def test_where_hearth_may_not_delete_or_mute_the_chat_is_told_which_right_is_missing(club: Club) -> None:
    vova = await club.joins("Vova")
    await club.says(club.olga, "/blocklist add casino | action: mute 1h")
    club.telegram.promotes(club.telegram.me, club.chat, "can_manage_chat")
    await club.hearth.settle()
    await club.says(vova, "a casino")
    said = "\n".join(club.written)
    assert "I lack the right to delete messages" in said
    assert "I could not mute Vova here" in said
    assert "“Ban users”" in said
    assert "in which Telegram lets nobody be muted" in said
    assert "Discord" not in said


async def test_an_ordinary_message_asks_telegram_nothing(club: Club) -> None:
    anna = await club.joins("Anna")
    before = len(club.telegram.asked)
    for text in ("hello", "how are you?", "fine"):
        await club.says(anna, text)
    assert club.telegram.asked[before:] == []


async def test_moderators_commands_are_refused_to_others_and_to_their_buttons(club: Club) -> None:
    anna, vova = await club.joins("Anna"), await club.joins("Vova")
    await club.says(club.max, "/event new Tea | tomorrow 19:00")
    preview = club.find("This is how it will look", club.telegram.private(club.max))
    assert "This is for moderators" in await club.told(anna, "/ban @vova 7d for fun")
    assert "This is for admins" in await club.told(anna, "/blocklist add tea")
    assert club.chat.member(vova).status == "member"
    assert preview.buttons == ["Announce", "Cancel"]


async def test_an_anonymous_admin_proves_themselves_with_a_button(club: Club) -> None:
    vova = await club.joins("Vova")
    club.telegram.says_anonymously(club.chat, "/warn @vova too loud")
    await club.hearth.settle()
    asked = club.find("anonymous admin")
    await club.press(vova, asked, "It's me")
    assert "this is a warning" not in "".join(club.written)
    await club.press(club.olga, asked, "It's me")
    assert "this is a warning" in club.written[-1]
    assert asked.id not in club.chat.messages, "a button that does nothing any more stands there"


@pytest.mark.parametrize("line", ["/note @vova a secret", "/warn @vova a secret | silent: yes"])
async def test_what_an_anonymous_admin_says_for_few_to_read_does_not_stay_in_the_chat(club: Club, line: str) -> None:
    await club.joins("Vova")
    club.telegram.says_anonymously(club.chat, line)
    await club.hearth.settle()
    await club.press(club.olga, club.find("anonymous admin"), "It's me")
    assert not [text for text in club.chat.texts if "secret" in text or "anonymous" in text]
    assert "a secret" in await club.told(club.olga, "/case 1")


async def test_the_bot_itself_is_nobody_to_act_on(club: Club) -> None:
    assert "That is a bot" in await club.told(club.max, "/warn @Hearth_Bot for fun")


async def test_help_about_and_the_language(club: Club) -> None:
    anna = await club.joins("Anna")
    said = await club.told(anna, "/help")
    assert "/thanks" in said
    assert "/warn" not in said
    assert "Python people" in await club.told(anna, "/about")
    await club.says(club.olga, "/language ru")
    assert "Что здесь можно" in await club.told(anna, "/help")
    await club.says(anna, "/nosuchthing")
    assert club.telegram.commands
