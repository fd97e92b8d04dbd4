"""Albums, edits, reactions and failures around a deletion, over the platforms' own protocols."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
from sqlalchemy import Connection, event

from bot.app import App
from tests.backends import Sqlite
from tests.journeys.hearth import Hearth, open_hearth
from tests.wire.telegram.model import Chat, Message, User
from tests.wire.telegram.server import TelegramServer

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 10, "height": 10}]


@dataclass
class Club:
    """A Telegram group that Olga owns, with a word that is not wanted there."""

    hearth: Hearth
    server: TelegramServer
    chat: Chat
    olga: User
    anna: User

    async def says(self, *texts: str, **more: Any) -> list[Message]:
        """Let Anna write, all at once, and wait for everything that comes of it."""
        said = [self.server.says(self.anna, self.chat, text, **more) for text in texts]
        await self.hearth.settle()
        return said

    async def orders(self, text: str) -> str:
        """Give a command as Olga and read what she is answered privately."""
        self.server.says(self.olga, self.chat, text)
        await self.hearth.settle()
        return "".join(self.server.private(self.olga).texts[-1:])

    def album(self, name: str, *captions: str) -> list[Message]:
        """Post an album: its parts come one by one, and only the captions tell them apart."""
        parts = []
        for caption in captions:
            more: dict[str, Any] = {"caption": caption} if caption else {}
            parts.append(self.server.says(self.anna, self.chat, photo=PHOTO, media_group_id=name, **more))
        return parts

    def there(self, *messages: Message) -> list[bool]:
        """Tell which messages are still there."""
        return [m.id in self.chat.messages for m in messages]


@pytest.fixture
async def club(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Club]:
    database = await Sqlite(sqlite_template, tmp_path / "hearth.db").fresh()
    await database.close()
    async with TelegramServer() as server, open_hearth(database.url, telegram=server) as hearth:
        olga, anna = server.user("Olga", started=True), server.user("Anna")
        chat = server.group("Python people", olga, anna)
        server.owns(olga, chat)
        await hearth.settle()
        club = Club(hearth, server, chat, olga, anna)
        await club.orders("/blocklist add casino")
        yield club
        assert [r for r in server.refusals if "parameter" in r or "parse" in r] == []


class Disk:
    """The disk under an app's database file, which can become one that only reads."""

    def __init__(self, app: App) -> None:
        self.broken = True
        engine = app.database.engine.sync_engine
        event.listen(engine, "begin", self._limit)
        for end in ("commit", "rollback"):  # or the next transaction could not even begin
            event.listen(engine, end, lambda connection: connection.exec_driver_sql("PRAGMA query_only = 0"))

    def _limit(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(self.broken)}")


@pytest.mark.parametrize("captions", [("casino", "", ""), ("", "casino", ""), ("", "", "casino")])
async def test_all_of_an_album_is_deleted_whichever_part_is_condemned(club: Club, captions: tuple[str, ...]) -> None:
    parts = club.album("777", *captions)
    await club.hearth.settle()
    assert club.there(*parts) == [False] * 3
    assert "#2" not in await club.orders("/cases")
    late = club.album("777", "")
    await club.hearth.settle()
    assert club.there(*late) == [False]


async def test_of_an_album_that_nobody_minds_all_of_it_stays_and_ten_pictures_are_no_flood(club: Club) -> None:
    parts = club.album("778", *[""] * 10)
    more = await club.says(*(f"and {n}" for n in range(8)))
    assert club.there(*parts, *more) == [True] * 18


async def test_a_flood_takes_its_albums_with_it_in_one_call(club: Club) -> None:
    parts = club.album("779", "", "", "")
    more = await club.says(*(f"and {n}" for n in range(9)))
    assert club.there(*parts, *more) == [False] * 12
    assert len(club.server.calls("deleteMessages")) == 1
    assert len(club.server.calls("restrictChatMember")) == 1


async def test_an_edit_for_a_reaction_alone_is_not_acted_on(club: Club) -> None:
    [message] = await club.says("the roulette of today")
    await club.orders("/blocklist add roulette")
    club.server.edits(message)
    await club.hearth.settle()
    assert club.there(message) == [True]
    club.server.edits(message, "the roulette of tomorrow")
    await club.hearth.settle()
    assert club.there(message) == [False]


async def test_an_edit_of_a_message_that_nobody_saw_is_judged(club: Club) -> None:
    unseen = club.server.write(club.chat, club.anna, {"text": "an old casino"})
    club.server.edits(unseen)
    await club.hearth.settle()
    assert club.there(unseen) == [False]
    assert "#1" in await club.orders("/cases")


async def test_ten_posts_in_two_seconds_are_one_case_and_all_of_them_go(club: Club) -> None:
    said = await club.says(*(f"casino {n}" for n in range(10)))
    assert club.there(*said) == [False] * 10
    assert "#2" not in await club.orders("/cases")
    assert "9 more messages were removed." in await club.orders("/case 1")


@pytest.mark.parametrize("newcomer", [False, True], ids=["known", "newcomer"])
async def test_a_message_goes_while_the_database_fails(club: Club, newcomer: bool) -> None:
    await club.says("hello")
    who = club.server.user("Boris") if newcomer else club.anna
    club.chat.members.setdefault(who.id, type(club.chat.member(club.anna))(who, "member"))
    disk = Disk(club.hearth.app)
    message = club.server.says(who, club.chat, "casino")
    try:
        await club.server.until(lambda: message.id not in club.chat.messages)
        await club.hearth.app.dispatcher.settle()
    finally:
        disk.broken = False
    await club.hearth.settle()
    [again] = await club.says("another casino")
    assert club.there(again) == [False]


async def test_a_moderator_may_write_the_word_while_the_database_fails(club: Club) -> None:
    ada = club.server.user("Ada")
    club.server.promotes(ada, club.chat)
    await club.hearth.settle()
    club.hearth.app.directory.forget()
    disk = Disk(club.hearth.app)
    try:
        message = club.server.says(ada, club.chat, "casino")
        await club.server.until(lambda: club.server.calls("getChatMember") and not club.server.feed.waiting)
        await club.hearth.app.dispatcher.settle()
    finally:
        disk.broken = False
    assert club.there(message) == [True]


async def test_a_message_goes_and_its_author_is_dealt_with_when_the_log_chat_is_gone(club: Club) -> None:
    log = club.server.group("Log", club.olga)
    club.server.owns(club.olga, log)
    await club.hearth.settle()
    club.server.says(club.olga, club.chat, "/log here")
    await club.hearth.settle()
    club.server.fail("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat", times=100)
    [message] = await club.says("casino")
    assert club.there(message) == [False]
    club.server.heal()
    assert "#1" in await club.orders("/cases")


async def test_a_flood_of_reactions_is_taken_away_on_telegram(club: Club) -> None:
    await club.orders("/rule on reactions")
    messages = [club.server.says(club.olga, club.chat, f"thing {n}") for n in range(15)]
    for message in messages:
        club.server.reacts(club.anna, message, "👎")
    await club.hearth.settle()
    taken = club.server.calls("deleteMessageReaction")
    assert sorted(t["message_id"] for t in taken) == [m.id for m in messages]
    assert {(t["chat_id"], t["user_id"]) for t in taken} == {(club.chat.id, club.anna.id)}
    assert club.there(*messages) == [True] * 15


async def test_a_flood_of_reactions_is_taken_away_on_discord() -> None:
    async with open_hearth(discord=True) as hearth:
        guild = hearth.env.create_guild("Python people")
        general = guild.create_text_channel("general")
        await hearth.settle()
        role = guild.create_role(
            "boss", permissions=discord.Permissions(manage_guild=True, moderate_members=True, send_messages=True)
        )
        boss = guild.add_member(hearth.env.create_user("boss"), roles=[role])
        anna = guild.add_member(hearth.env.create_user("anna"))
        await hearth.settle()
        await boss.slash(general, "rule on", rule="reactions")
        await hearth.settle()
        messages = [await boss.send(general, f"thing {n}") for n in range(15)]
        await hearth.settle()
        for message in messages:
            await anna.react(message, "👎")
        await hearth.settle()
        taken = [r for r in hearth.env.http_requests if r.method == "DELETE" and "/reactions/" in r.path]
        assert len(taken) == 15
