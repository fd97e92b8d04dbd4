"""Settings and dialogues, on each backend."""

import asyncio
from datetime import timedelta

from bot.dialogues import Dialogue
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from storage.database import Database
from storage.kernel import SqlDialogues, SqlSettings
from tests.fakes import NOON

ONE, OTHER = CommunityId(1), CommunityId(2)
ANNA = AccountRef(Platform.TELEGRAM, "1")
GROUP = ChatRef(Platform.TELEGRAM, "-100")
settings = SqlSettings()
dialogues = SqlDialogues()


async def test_settings_are_read_back_and_the_last_write_of_a_section_stands(database: Database) -> None:
    async with database.begin() as tx:
        await settings.save(tx, ONE, "events", {"remind": ["24h"], "text": "Привет «мир»", "on": True, "none": None})
        await settings.save(tx, ONE, "rules", {"flood": 5})
        await settings.save(tx, OTHER, "events", {})
        await settings.save(tx, ONE, "rules", {"flood": 6})
    async with database.read() as tx:
        found = {(community, section): values for community, section, values in await settings.load_all(tx)}
    assert found == {
        (ONE, "events"): {"remind": ["24h"], "text": "Привет «мир»", "on": True, "none": None},
        (ONE, "rules"): {"flood": 6},
        (OTHER, "events"): {},
    }


async def test_a_section_written_by_many_at_once_is_one(database: Database) -> None:
    async def save(value: int) -> None:
        async with database.begin() as tx:
            await settings.save(tx, ONE, "events", {"n": value})

    await asyncio.gather(*map(save, range(8)))
    async with database.read() as tx:
        assert len(list(await settings.load_all(tx))) == 1


async def test_an_absorbed_communitys_settings_give_way(database: Database) -> None:
    async with database.begin() as tx:
        await settings.save(tx, ONE, "events", {"n": 1})
        await settings.save(tx, OTHER, "events", {"n": 2})
        await settings.save(tx, OTHER, "rules", {"n": 3})
        await settings.merge_members(tx, ONE, MemberId(1), MemberId(2))
        await settings.absorb(tx, ONE, OTHER)
    async with database.read() as tx:
        assert list(await settings.load_all(tx)) == [(ONE, "events", {"n": 1})]


def dialogue(chat: ChatRef = GROUP, option: str = "when", account: AccountRef = ANNA) -> Dialogue:
    return Dialogue(account, chat, "event new", {"title": "Чай | \x7f «кофе»"}, option, NOON)


async def test_a_dialogue_is_read_back_as_it_was_written(database: Database) -> None:
    told = (
        dialogue(),
        dialogue(ChatRef(Platform.TELEGRAM, "-100", "5")),
        dialogue(account=AccountRef(ANNA.platform, "2")),
    )
    async with database.begin() as tx:
        for one in told:
            await dialogues.save(tx, one)
    async with database.read() as tx:
        found = await dialogues.load_all(tx)
    assert len(found) == 3
    assert all(one in found for one in told)


async def test_a_second_question_takes_the_place_of_the_first(database: Database) -> None:
    async with database.begin() as tx:
        await dialogues.save(tx, dialogue())
        later = Dialogue(ANNA, GROUP, "mute", {}, "who", NOON + timedelta(minutes=1))
        await dialogues.save(tx, later)
        assert await dialogues.load_all(tx) == [later]


async def test_a_removed_dialogue_is_gone_and_those_elsewhere_stay(database: Database) -> None:
    topic = dialogue(ChatRef(Platform.TELEGRAM, "-100", "5"))
    async with database.begin() as tx:
        await dialogues.save(tx, dialogue())
        await dialogues.save(tx, topic)
        for _ in range(2):
            await dialogues.remove(tx, ANNA, GROUP)
        assert await dialogues.load_all(tx) == [topic]
