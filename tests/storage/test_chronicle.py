"""What was written, in the database, on every backend."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.communities.model import Space
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.moderation.record import Record, facts_of
from bot.moderation.rules.base import Author
from bot.updates import Actor, MessagePosted, Quoted
from storage.chronicle import SqlChronicle
from storage.communities import SqlCommunities
from storage.database import Database

HERE, THERE = CommunityId(1), CommunityId(2)
ANNA, BORIS = MemberId(10), MemberId(11)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
CHAT = ChatRef(Platform.TELEGRAM, "-100")
EVER = datetime(1970, 1, 1, tzinfo=UTC)
STORE = SqlChronicle()


def written(number: int, **more: Any) -> Record:
    ref = MessageRef(more.pop("chat", CHAT), str(number))
    at = NOON + timedelta(minutes=number)
    record = Record(HERE, ref, AccountRef(Platform.TELEGRAM, "501"), ANNA, at, text=f"words {number}", facts={})
    return replace(record, **more)


async def put(database: Database, *records: Record) -> None:
    async with database.begin() as tx:
        await STORE.write(tx, records)


def numbers(records: list[Record]) -> list[str]:
    return [r.message.id for r in records]


async def test_a_message_is_read_back_as_it_was_told(database: Database) -> None:
    actor = Actor(AccountRef(Platform.TELEGRAM, "501"), "Аня <b>", "anna", roles=("7",))
    quoted = Quoted(MessageRef(CHAT, "1"), replace(actor, access=None), "earlier")
    message = MessagePosted(
        "update", NOON, SpaceRef(Platform.TELEGRAM, "-100"), CHAT, actor, MessageRef(CHAT, "5"), "слова \u202e",
        reply_to=quoted, links=("https://x.example",), mentioned=(actor,), media="photo", album="a", forwarded=True,
        quote="theirs",
    )  # fmt: skip
    author = Author(ANNA, NOON - timedelta(days=1), 3)
    record = Record(HERE, message.message, actor.account, ANNA, NOON, "a", text=message.text,
                    facts=facts_of(message, author, edited=False))  # fmt: skip
    await put(database, record)
    async with database.read() as tx:
        found = await STORE.find_record(tx, message.message)
    assert found is not None
    assert found.posted == message._replace(id="record:5")
    assert found.author == author


async def test_an_edit_is_written_over_and_what_is_gone_stays_gone(database: Database) -> None:
    await put(database, written(1))
    async with database.begin() as tx:
        await STORE.mark_gone(tx, [written(1).message, written(99).message])
    await put(database, written(1, text="changed"))
    async with database.read() as tx:
        found = await STORE.find_record(tx, written(1).message)
        assert found is not None
        assert (found.text, found.gone) == ("changed", True)
        assert await STORE.recent(tx, CHAT, 10) == []
        assert [r.text for _, r in await STORE.kept(tx, HERE, EVER, (EVER, 0), 10)] == ["changed"]


async def test_the_latest_of_a_chat_and_what_follows_a_message_come_newest_first(database: Database) -> None:
    topic = CHAT._replace(topic="9")
    same = NOON + timedelta(minutes=3)
    await put(database, written(1), written(2, chat=topic), written(3), written(4, at=same), written(5, chat=topic))
    await put(database, written(6, chat=ChatRef(Platform.DISCORD, "-100")))
    async with database.read() as tx:
        assert numbers(await STORE.recent(tx, CHAT, 3)) == ["5", "4", "3"]
        assert numbers(await STORE.recent(tx, topic, 3)) == ["5", "2"]
        assert numbers(await STORE.since(tx, CHAT, written(4).message, 10)) == ["5", "4"]
        assert numbers(await STORE.since(tx, topic, written(2, chat=topic).message, 10)) == ["5", "2"]
        assert await STORE.since(tx, CHAT, written(77).message, 10) == []


async def test_the_parts_of_an_album_are_found_by_any_of_them(database: Database) -> None:
    elsewhere = ChatRef(Platform.TELEGRAM, "-200")
    parts = [written(n, album="a") for n in (1, 2, 4)]
    await put(database, *parts, written(3), written(5, album="b"), written(6, album="a", chat=elsewhere))
    async with database.read() as tx:
        assert numbers(await STORE.album(tx, parts[1].message)) == ["4", "2", "1"]
        assert await STORE.album(tx, written(3).message) == []
        assert await STORE.album(tx, written(9).message) == []


async def test_what_somebody_wrote_is_found_in_every_chat(database: Database) -> None:
    other = ChatRef(Platform.DISCORD, "8")
    await put(database, written(1), written(2, chat=other), written(3, member=BORIS), written(4, community=THERE))
    async with database.read() as tx:
        assert numbers(await STORE.of_member(tx, HERE, ANNA, EVER, 10)) == ["2", "1"]
        assert numbers(await STORE.of_member(tx, HERE, ANNA, NOON + timedelta(minutes=2), 10)) == ["2"]
        assert numbers(await STORE.of_member(tx, HERE, ANNA, EVER, 1)) == ["2"]


async def test_kept_words_are_read_page_by_page_in_the_order_of_time(database: Database) -> None:
    await put(database, *(written(n, at=NOON) for n in (1, 2, 3)), written(4, text=None), written(5))
    place, read = (EVER, 0), []
    async with database.read() as tx:
        assert await STORE.count_kept(tx, HERE, EVER) == 4
        assert await STORE.count_kept(tx, HERE, NOON) == 1
        while page := await STORE.kept(tx, HERE, EVER, place, 2):
            read += [r.message.id for _, r in page]
            place = page[-1][1].at, page[-1][0]
    assert read == ["1", "2", "3", "5"]


async def test_words_are_forgotten_before_the_message_itself_and_both_a_few_at_a_time(database: Database) -> None:
    await put(database, *(written(n) for n in (1, 2, 3)))
    before = NOON + timedelta(minutes=2)
    async with database.begin() as tx:
        assert await STORE.oldest(tx, HERE, kept=True) == NOON + timedelta(minutes=1)
        assert await STORE.forget_words(tx, HERE, before, 1) == 1
        assert await STORE.forget_words(tx, HERE, before, 5) == 1
        assert await STORE.forget_words(tx, HERE, before, 5) == 0
        assert await STORE.oldest(tx, HERE, kept=True) == NOON + timedelta(minutes=3)
        found = await STORE.find_record(tx, written(1).message)
        assert found is not None
        assert (found.text, found.facts, found.verdicts, found.posted) == (None, None, None, None)
        assert numbers(await STORE.recent(tx, CHAT, 5)) == ["3", "2", "1"]
        assert await STORE.forget_records(tx, HERE, before, 5) == 2
        assert await STORE.oldest(tx, HERE, kept=False) == NOON + timedelta(minutes=3)
        assert await STORE.oldest(tx, THERE, kept=False) is None


async def test_one_member_or_community_gets_what_the_other_had(database: Database) -> None:
    await put(database, written(1, member=BORIS), written(2, community=THERE))
    day = date(2026, 12, 1)
    async with database.begin() as tx:
        await STORE.count_rules(tx, {(HERE, "flood", day): (1, 0), (THERE, "flood", day): (2, 5)})
        await STORE.merge_members(tx, HERE, ANNA, BORIS)
        await STORE.absorb(tx, HERE, THERE)
        assert numbers(await STORE.of_member(tx, HERE, ANNA, EVER, 5)) == ["2", "1"]
        assert await STORE.rule_counts(tx, HERE, "flood", day) == (3, 5)
        assert await STORE.rule_counts(tx, THERE, "flood", day) == (0, 0)
        await STORE.forget(tx, HERE, ANNA)
        assert await STORE.recent(tx, CHAT, 5) == []


async def test_counts_add_up_by_day_and_are_forgotten(database: Database) -> None:
    days = [date(2026, 12, n) for n in (1, 2, 3)]
    async with database.begin() as tx:
        for _ in range(2):
            await STORE.count_rules(tx, {(HERE, "flood", day): (1, 2) for day in days})
        assert await STORE.rule_counts(tx, HERE, "flood", days[1]) == (4, 8)
        await STORE.forget_counts(tx, HERE, days[2])
        assert await STORE.rule_counts(tx, HERE, "flood", days[0]) == (2, 4)


async def test_what_was_written_before_a_group_became_a_supergroup_cannot_be_deleted(database: Database) -> None:
    communities = SqlCommunities()
    old, new = SpaceRef(Platform.TELEGRAM, "-5"), SpaceRef(Platform.TELEGRAM, "-100")
    small = ChatRef(Platform.TELEGRAM, "-5")
    async with database.begin() as tx:
        await communities.save_space(tx, Space(old, HERE, small, "club"))
        await STORE.write(tx, [written(1, chat=small)])
        await communities.move_space(tx, old, new)
        assert await STORE.recent(tx, small, 5) == []
        assert await STORE.recent(tx, CHAT, 5) == []
        assert await STORE.count_kept(tx, HERE, EVER) == 1  # rules can still be tried on it
