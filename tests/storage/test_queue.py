"""The moderators' queue in the database, on every backend."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.content import msg
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform
from bot.moderation.model import Case, Kind
from bot.moderation.queue.model import Decision, Filed, Report, Ruling, Ticket, TicketKind
from bot.moderation.queue.store import Answered
from storage.database import Database
from storage.moderation import SqlModeration
from storage.queue import SqlQueue

HERE, THERE = CommunityId(1), CommunityId(2)
ANNA, BORIS, VERA, MAX, KIM = (MemberId(n) for n in (10, 11, 12, 20, 21))
NOON, HOUR = datetime(2026, 12, 1, 12, tzinfo=UTC), timedelta(hours=1)
CHAT = ChatRef(Platform.TELEGRAM, "-100")
MESSAGE = MessageRef(CHAT, "7")
ACCOUNT = AccountRef(Platform.TELEGRAM, "5")
STORE, CASES = SqlQueue(), SqlModeration()
BY_ANNA = Report(ANNA, NOON, "реклама <b>", ACCOUNT, CHAT)
TICKET = Ticket(
    0, HERE, TicketKind.REPORT, BORIS, NOON, CHAT, True, MESSAGE, "buy\u202e!", "links",
    msg("moderation-blocklist-reason"), "found", reports=(BY_ANNA,),
)  # fmt: skip


async def filed(database: Database, ticket: Ticket = TICKET) -> Ticket:
    async with database.begin() as tx:
        return await STORE.file(tx, ticket)


async def read(database: Database, ticket: Ticket) -> Ticket:
    async with database.read() as tx:
        found = await STORE.ticket(tx, ticket.id)
    assert found is not None
    return found


async def a_case(database: Database, kind: Kind = Kind.WARN, rule: str | None = None) -> Case:
    async with database.begin() as tx:
        return await CASES.open(tx, Case(0, HERE, 0, kind, BORIS, MAX, rule, "", "", NOON))


async def test_a_ticket_is_read_as_it_was_filed(database: Database) -> None:
    ticket = await filed(database)
    assert await read(database, ticket) == ticket
    second = replace(BY_ANNA, member=VERA, text="")
    async with database.begin() as tx:
        await STORE.add_report(tx, ticket, second)
        assert await STORE.about_message(tx, HERE, MESSAGE) == replace(ticket, reports=(BY_ANNA, second))
        assert await STORE.about_message(tx, THERE, MESSAGE) is None
        assert await STORE.ticket(tx, ticket.id + 1) is None


async def test_what_waits_where_moderators_read_is_listed_and_moves(database: Database) -> None:
    await filed(database)  # everybody sees this one
    first, second, third = [await filed(database, replace(TICKET, public=False)) for _ in range(3)]
    await filed(database, replace(TICKET, public=False, community=THERE))
    async with database.begin() as tx:
        await STORE.decide(tx, first, Decision(Ruling.DISMISS, MAX, NOON))
        assert await STORE.waiting(tx, HERE, 5) == [second, third]
        assert await STORE.waiting(tx, HERE, 1) == [third]
        moved = replace(second, chat=ChatRef(Platform.DISCORD, "9"), public=True)
        await STORE.move(tx, moved)
        assert await STORE.waiting(tx, HERE, 5) == [third]
    assert await read(database, second) == moved


async def test_of_two_who_decide_in_the_same_moment_one_does(database: Database) -> None:
    ticket = await filed(database)

    async def decide(ruling: Ruling, by: MemberId) -> bool:
        async with database.begin() as tx:
            return await STORE.decide(tx, ticket, Decision(ruling, by, NOON))

    won = await asyncio.gather(*(decide(r, m) for r in (Ruling.BAN, Ruling.DISMISS, Ruling.MUTE) for m in (MAX, KIM)))
    assert sorted(won) == [False] * 5 + [True]
    assert (await read(database, ticket)).decision is not None


async def test_what_came_of_reports_is_counted(database: Database) -> None:
    for number, ruling in enumerate((Ruling.DISMISS, Ruling.BAN, None)):
        ticket = await filed(database, replace(TICKET, message=MESSAGE._replace(id=str(number))))
        if ruling is not None:
            async with database.begin() as tx:
                await STORE.decide(tx, ticket, Decision(ruling, MAX, NOON))
    async with database.read() as tx:
        record = await STORE.record(tx, HERE, ANNA, NOON - HOUR)
        assert sorted(record, key=repr) == sorted((Filed(NOON, u) for u in (False, True, None)), key=repr)
        assert await STORE.record(tx, HERE, ANNA, NOON) == []
        assert await STORE.record(tx, HERE, BORIS, NOON - HOUR) == []


async def test_a_case_knows_what_led_to_it_and_its_appeal(database: Database) -> None:
    case, ticket = await a_case(database), await filed(database)
    appeal = await filed(
        database,
        Ticket(0, HERE, TicketKind.APPEAL, BORIS, NOON, CHAT, words="why?", case=case.id, account=ACCOUNT, due=NOON),
    )
    async with database.begin() as tx:
        await STORE.decide(tx, ticket, Decision(Ruling.WARN, MAX, NOON, case.id))
    async with database.read() as tx:
        assert [t.id for t in await STORE.about_case(tx, case)] == [ticket.id, appeal.id]
        assert (await STORE.about_case(tx, case))[1] == appeal


async def test_words_are_forgotten_and_the_rest_stays(database: Database) -> None:
    ticket = await filed(database)
    async with database.begin() as tx:
        await STORE.forget_words(tx, ticket.id)
    found = await read(database, ticket)
    assert found == replace(ticket, words=None, detail="", reports=(replace(BY_ANNA, text=""),))


async def test_whoever_is_forgotten_leaves_no_word_and_no_address(database: Database) -> None:
    ticket = await filed(database)
    async with database.begin() as tx:
        await STORE.forget_member(tx, HERE, BORIS)
        await STORE.forget_member(tx, HERE, ANNA)
    found = await read(database, ticket)
    assert (found.words, found.message, found.reports, found.member) == (None, None, (), BORIS)


async def test_two_people_who_are_one_have_reported_once(database: Database) -> None:
    ticket = await filed(database, replace(TICKET, reports=(BY_ANNA, replace(BY_ANNA, member=VERA))))
    async with database.begin() as tx:
        await STORE.decide(tx, ticket, Decision(Ruling.BAN, KIM, NOON))
        for gone in (VERA, KIM):
            await STORE.merge_members(tx, HERE, ANNA, gone)
    found = await read(database, ticket)
    assert [r.member for r in found.reports] == [ANNA]
    assert found.decision == Decision(Ruling.BAN, ANNA, NOON)


async def test_two_communities_that_join_keep_their_queue(database: Database) -> None:
    ticket = await filed(database, replace(TICKET, community=THERE))
    async with database.begin() as tx:
        await STORE.decide(tx, ticket, Decision(Ruling.BAN, KIM, NOON + HOUR))
        await STORE.absorb(tx, HERE, THERE)
        assert await STORE.answered(tx, HERE, NOON) == [Answered(TicketKind.REPORT, Ruling.BAN, HOUR)]
        assert len(await STORE.record(tx, HERE, ANNA, NOON - HOUR)) == 1
    assert (await read(database, ticket)).community == HERE


async def test_what_was_done_is_listed_person_by_person(database: Database) -> None:
    for kind, rule in ((Kind.WARN, None), (Kind.WARN, "flood"), (Kind.BAN, None)):
        await a_case(database, kind, rule)
    async with database.begin() as tx:
        await CASES.open(tx, Case(0, HERE, 0, Kind.KICK, ANNA, MAX, None, "", "", NOON))
        await CASES.open(tx, Case(0, HERE, 0, Kind.MUTE, BORIS, None, "flood", "", "", NOON))
    async with database.read() as tx:
        listed = await STORE.acts(tx, HERE, NOON - HOUR)
        boris = [(Kind.WARN, None), (Kind.WARN, "flood"), (Kind.BAN, None), (Kind.MUTE, "flood")]
        assert [(a.kind, a.rule) for a in listed if a.member == BORIS] == boris
        assert [a.member for a in listed] == sorted(a.member for a in listed)
        assert {a.at for a in listed} == {NOON}
        assert await STORE.acts(tx, HERE, NOON) == []
