"""What was written is kept behind everybody's back, and forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.ids import ChatRef, Platform
from bot.moderation.chronicle import AT_ONCE
from storage.chronicle import SqlChronicle
from storage.database import sql
from tests.chat import Chat, open_chat

GROUP = ChatRef(Platform.CONSOLE, "group")
STORE = SqlChronicle()


async def texts(chat: Chat) -> list[str | None]:
    await chat.app.moderation.flush()
    async with chat.app.database.read() as tx:
        return [r.text for r in await STORE.recent(tx, GROUP, 100)]


async def test_an_ordinary_message_asks_no_database() -> None:
    async with open_chat() as chat:
        await chat.play("anna: hi", "anna: hello everybody")
        async with chat.app.database.read() as tx:
            assert await STORE.recent(tx, GROUP, 10) == []
        assert await texts(chat) == ["hello everybody", "hi"]


async def test_an_edit_replaces_the_words_and_what_a_rule_removes_is_gone() -> None:
    async with open_chat() as chat:
        await chat.play("olga: /blocklist add casino", "anna: one", "anna: a casino")
        written = await texts(chat)
        assert "one" in written
        assert "a casino" not in written
        async with chat.app.database.read() as tx:
            community = chat.app.directory.spaces()[0].community
            assert await STORE.count_kept(tx, community, chat.app.clock.now() - timedelta(hours=1)) == len(written) + 1


async def test_what_cannot_be_written_is_written_the_next_time() -> None:
    async with open_chat() as chat:
        await chat.play("anna: hi", "anna: hello")
        async with chat.app.database.begin() as tx:
            await sql(tx).exec_driver_sql("ALTER TABLE messages RENAME TO elsewhere")
        with pytest.raises(OperationalError):
            await chat.app.moderation.flush()
        async with chat.app.database.begin() as tx:
            await sql(tx).exec_driver_sql("ALTER TABLE elsewhere RENAME TO messages")
        assert await texts(chat) == ["hello", "hi"]


async def test_words_and_then_messages_are_forgotten_however_many() -> None:
    async with open_chat() as chat:
        await chat.play("olga: /settings moderation evidence_hours: 24", "anna: first")
        await texts(chat)
        async with chat.app.database.begin() as tx:
            copies = (
                "INSERT INTO messages (community_id, platform, chat_id, message_id, account_id, at, gone, text, facts)"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)"
                " SELECT community_id, platform, chat_id, 'copy ' || i, account_id, at, gone, text, facts"
                " FROM messages, n WHERE text = 'first'"
            )
            await sql(tx).exec_driver_sql(copies.replace(":most", str(AT_ONCE + 10)))
        await chat.play("time +25h")
        assert set(await texts(chat)) == {None}
        await chat.play("time +26h")
        assert await texts(chat) == []
        assert await chat.app.next_due() is None
        assert chat.app.faults() == 0


async def test_a_shorter_time_for_words_counts_from_the_next_message_on() -> None:
    async with open_chat() as chat:
        await chat.play("anna: first", "time +3h")
        await texts(chat)
        await chat.play("olga: /settings moderation evidence_hours: 1", "anna: second")
        assert "first" in await texts(chat)
        await chat.play("time +11m")
        written = await texts(chat)
        assert "first" not in written
        assert "second" in written


async def test_a_member_can_be_forgotten_also_in_what_is_not_written_yet() -> None:
    async with open_chat() as chat:
        await chat.play("anna: hi", "vera: hello", "anna: written")
        await texts(chat)
        await chat.play("anna: not yet written", "vera: me too")
        community = chat.app.directory.spaces()[0].community
        anna = next(m for m in chat.app.directory._members.values() if m.name == "anna")
        async with chat.app.database.begin() as tx:
            await chat.app.moderation.forget(tx, community, anna.id)
        assert await texts(chat) == ["me too", "hello"]
