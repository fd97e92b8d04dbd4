"""One-time codes in the database."""

from dataclasses import dataclass

from sqlalchemy import Column, Table, Text, delete, select

from bot.communities.linking import LinkCode, Purpose
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.ports import Tx
from storage.columns import BigInt, UtcTime
from storage.communities import SqlCommunities
from storage.database import STRICT, metadata, sql

link_codes = Table(
    "link_codes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("community_id", BigInt, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("platform", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("topic", Text),
    Column("expires", UtcTime, nullable=False),
    **STRICT,
)


@dataclass(frozen=True, slots=True)
class SqlLinks(SqlCommunities):
    """Keep codes in the database, beside the communities they join."""

    async def save_code(self, tx: Tx, code: LinkCode) -> None:
        """Write a code over the account's earlier one of the same purpose."""
        earlier = (
            (link_codes.c.platform == code.account.platform.value)
            & (link_codes.c.account == code.account.id)
            & (link_codes.c.purpose == code.purpose.value)
        )
        await sql(tx).execute(delete(link_codes).where(earlier))
        await sql(tx).execute(
            link_codes.insert().values(
                code=code.code,
                purpose=code.purpose.value,
                community_id=code.community,
                member_id=code.member,
                platform=code.account.platform.value,
                account=code.account.id,
                chat=code.chat.id,
                topic=code.chat.topic,
                expires=code.expires,
            )
        )

    async def take_code(self, tx: Tx, code: str, purpose: Purpose) -> LinkCode | None:
        """Read a code and use it up."""
        where = (link_codes.c.code == code) & (link_codes.c.purpose == purpose.value)
        row = (await sql(tx).execute(select(link_codes).where(where).with_for_update())).one_or_none()
        if row is None:
            return None
        await sql(tx).execute(delete(link_codes).where(link_codes.c.code == code))
        platform = Platform(row.platform)
        return LinkCode(
            row.code,
            Purpose(row.purpose),
            CommunityId(row.community_id),
            MemberId(row.member_id),
            AccountRef(platform, row.account),
            ChatRef(platform, row.chat, row.topic),
            row.expires,
        )

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Let the codes of the member that goes lapse, and give the other their accounts."""
        await sql(tx).execute(delete(link_codes).where(link_codes.c.member_id == gone))
        await SqlCommunities.merge_members(self, tx, community, kept, gone)

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Let the codes of the community that goes lapse, and give the other its people."""
        await sql(tx).execute(delete(link_codes).where(link_codes.c.community_id == gone))
        await SqlCommunities.absorb(self, tx, into, gone)
