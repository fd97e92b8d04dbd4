"""Settings and dialogues in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, delete, select

from bot.dialogues import Dialogue
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.ports import Tx
from storage.columns import BigInt, Json, UtcTime
from storage.database import STRICT, metadata, sql, upsert

settings = Table(
    "settings",
    metadata,
    Column("community_id", BigInt, nullable=False),
    Column("section", Text, nullable=False),
    Column("values", Json, nullable=False),
    PrimaryKeyConstraint("community_id", "section"),
    **STRICT,
)
dialogues = Table(
    "dialogues",
    metadata,
    Column("platform", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("raw", Json, nullable=False),
    Column("option", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    PrimaryKeyConstraint("platform", "account", "chat", "topic"),
    **STRICT,
)


@dataclass(frozen=True, slots=True)
class SqlSettings:
    """Keep settings in the database."""

    async def load_all(self, tx: Tx) -> Iterable[tuple[CommunityId, str, Mapping[str, Any]]]:
        """Read every community's sections."""
        return [(r.community_id, r.section, r[2]) for r in await sql(tx).execute(select(settings))]

    async def save(self, tx: Tx, community: CommunityId, section: str, values: Mapping[str, Any]) -> None:
        """Write one section."""
        row = {"community_id": community, "section": section, "values": values}
        insert = upsert(tx, settings).values(row)
        change = insert.on_conflict_do_update(index_elements=["community_id", "section"], set_={"values": values})
        await sql(tx).execute(change)

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Do nothing: settings belong to no member."""

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Let the settings of the community that stays stand."""
        await sql(tx).execute(delete(settings).where(settings.c.community_id == gone))


@dataclass(frozen=True, slots=True)
class SqlDialogues:
    """Keep dialogues in the database."""

    async def load_all(self, tx: Tx) -> list[Dialogue]:
        """Read every dialogue."""
        found = []
        for r in await sql(tx).execute(select(dialogues)):
            platform = Platform(r.platform)
            chat = ChatRef(platform, r.chat, r.topic or None)
            found.append(Dialogue(AccountRef(platform, r.account), chat, r.command, r.raw, r.option, r.at))
        return found

    async def save(self, tx: Tx, dialogue: Dialogue) -> None:
        """Write a dialogue over the person's earlier one in that chat."""
        key = _key(dialogue.account, dialogue.chat)
        said = {"command": dialogue.command, "raw": dialogue.raw, "option": dialogue.option, "at": dialogue.at}
        insert = upsert(tx, dialogues).values(key | said)
        await sql(tx).execute(insert.on_conflict_do_update(index_elements=list(key), set_=said))

    async def remove(self, tx: Tx, account: AccountRef, chat: ChatRef) -> None:
        """Forget a dialogue."""
        where = [dialogues.c[name] == value for name, value in _key(account, chat).items()]
        await sql(tx).execute(delete(dialogues).where(*where))


def _key(account: AccountRef, chat: ChatRef) -> dict[str, str]:
    return {"platform": account.platform.value, "account": account.id, "chat": chat.id, "topic": chat.topic or ""}
