"""One-time codes in the database, and what they join there."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, Text, delete, select, update

from bot.communities.linking import LinkCode, Purpose
from bot.communities.model import Member
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform
from bot.ports import Tx
from storage.columns import BigInt, UtcTime
from storage.communities import SqlCommunities, accounts, communities, is_account, members, spaces
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


def _joined(kept: Member, gone: Member) -> dict[str, Any]:
    known = [m for m in (kept, gone) if m.joined or m.wrote]  # a member nobody has seen come or write says nothing
    came = [m.joined for m in known]
    return {
        "locale": kept.locale or gone.locale,
        "zone": kept.zone or gone.zone,
        "trusted": kept.trusted or gone.trusted,
        "joined": None if None in came else min(filter(None, came), default=None),
        "wrote": max(filter(None, (kept.wrote, gone.wrote)), default=None),
        "substance": max(kept.substance, gone.substance),
    }


@dataclass(frozen=True, slots=True)
class SqlLinks(SqlCommunities):
    """Keep codes in the database, and join what they were made to join."""

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
        """Give one member the other's accounts, trust and history, and forget the other, whose codes lapse."""
        await sql(tx).execute(delete(link_codes).where(link_codes.c.member_id == gone))
        held = (accounts.c.community_id == community) & (accounts.c.member_id == gone)
        await sql(tx).execute(update(accounts).where(held).values(member_id=kept))
        both = await self.load_members(tx, community, [kept, gone])
        if len(both) == 2:
            await sql(tx).execute(update(members).where(members.c.id == kept).values(_joined(both[kept], both[gone])))
        await sql(tx).execute(delete(members).where(members.c.id == gone))

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Move spaces, members and accounts. Accounts that both know must have been merged before, and codes lapse."""
        await sql(tx).execute(delete(link_codes).where(link_codes.c.community_id == gone))
        # A chat goes on speaking as it did, where the other community speaks another language.
        here = select(communities.c.locale).where(communities.c.id == into).scalar_subquery()
        there = select(communities.c.locale).where(communities.c.id == gone, communities.c.locale != here)
        like_it = spaces.c.community_id == gone, spaces.c.locale.is_(None)
        await sql(tx).execute(update(spaces).where(*like_it).values(locale=there.scalar_subquery()))
        for table in (spaces, members, accounts):
            await sql(tx).execute(update(table).where(table.c.community_id == gone).values(community_id=into))

    async def shared_accounts(
        self, tx: Tx, into: CommunityId, gone: CommunityId
    ) -> list[tuple[MemberId, MemberId, AccountRef]]:
        """List accounts known in both communities, with the member each belongs to in `into` and in `gone`."""
        other = accounts.alias()
        query = select(accounts.c.member_id, other.c.member_id, accounts.c.platform, accounts.c.account).where(
            accounts.c.community_id == into,
            other.c.community_id == gone,
            other.c.platform == accounts.c.platform,
            other.c.account == accounts.c.account,
        )
        return [(r[0], r[1], AccountRef(Platform(r[2]), r[3])) for r in await sql(tx).execute(query)]

    async def fold_account(self, tx: Tx, into: CommunityId, gone: CommunityId, account: AccountRef) -> None:
        """Forget an account in `gone` that `into` knows too; a language that was told only there is kept."""
        here, there = ((accounts.c.community_id == c) & is_account(account) for c in (into, gone))
        told = select(accounts.c.locale).where(there)
        untold = update(accounts).where(here, accounts.c.locale.is_(None))
        await sql(tx).execute(untold.values(locale=told.scalar_subquery()))
        await sql(tx).execute(delete(accounts).where(there))
