"""Communities, their spaces, their members and the members' accounts in the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Row, Table, Text, case, delete, func, select, update

from bot.call import Community
from bot.communities.model import Account, Member, Space
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, Platform, SpaceRef
from bot.ports import Tx
from storage.chronicle import messages
from storage.columns import BigInt, Flag, UtcTime
from storage.database import STRICT, metadata, sql, upsert

communities = Table(
    "communities",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("name", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("purpose", Text, nullable=False, default=""),
    Column("created", UtcTime, nullable=False),
    **STRICT,
)
spaces = Table(
    "spaces",
    metadata,
    Column("platform", Text, nullable=False),
    Column("space", Text, nullable=False),
    Column("community_id", BigInt, nullable=False, index=True),
    Column("chat", Text, nullable=False),
    Column("topic", Text),
    Column("title", Text, nullable=False),
    Column("locale", Text),
    PrimaryKeyConstraint("platform", "space"),
    **STRICT,
)
members = Table(
    "members",
    metadata,
    Column("id", BigInt, primary_key=True),
    Column("community_id", BigInt, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("locale", Text),
    Column("zone", Text),
    Column("trusted", Flag, nullable=False, default=False),
    Column("joined", UtcTime),
    Column("wrote", UtcTime),
    Column("substance", Integer, nullable=False, server_default="0"),
    **STRICT,
)
accounts = Table(
    "accounts",
    metadata,
    Column("community_id", BigInt, nullable=False),
    Column("platform", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("member_id", BigInt, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("locale", Text),
    Column("seen", UtcTime, nullable=False),
    PrimaryKeyConstraint("community_id", "platform", "account"),
    **STRICT,
)


def _space(row: Row[Any]) -> Space:
    platform = Platform(row.platform)
    chat = ChatRef(platform, row.chat, row.topic)
    return Space(SpaceRef(platform, row.space), row.community_id, chat, row.title, row.locale)


def _at(ref: SpaceRef) -> Any:
    return (spaces.c.platform == ref.platform.value) & (spaces.c.space == ref.id)


def is_account(account: AccountRef) -> Any:
    """Give the condition for an account's rows: it has one in every community it was seen in."""
    return (accounts.c.platform == account.platform.value) & (accounts.c.account == account.id)


@dataclass(frozen=True, slots=True)
class SqlCommunities:
    """Keep communities in the database."""

    async def load_all(self, tx: Tx) -> tuple[list[Community], list[Space]]:
        """Read every community and every space."""
        found = (await sql(tx).execute(select(communities))).all()
        places = (await sql(tx).execute(select(spaces))).all()
        return [Community(r.id, r.name, r.locale, r.zone) for r in found], [_space(r) for r in places]

    async def found(self, tx: Tx, name: str, locale: str, zone: str, now: datetime) -> Community:
        """Write a new community."""
        insert = communities.insert().values(name=name, locale=locale, zone=zone, created=now)
        made = (await sql(tx).execute(insert.returning(communities.c.id))).scalar_one()
        return Community(made, name, locale, zone)

    async def save(self, tx: Tx, community: Community) -> None:
        """Write a community's name, language and zone."""
        values = {"name": community.name, "locale": community.locale, "zone": community.zone}
        await sql(tx).execute(update(communities).where(communities.c.id == community.id).values(values))

    async def remove(self, tx: Tx, community: CommunityId) -> None:
        """Forget a community that has become part of another."""
        await sql(tx).execute(delete(communities).where(communities.c.id == community))

    async def purpose(self, tx: Tx, community: CommunityId) -> str:
        """Read what a community is for, in its own words."""
        query = select(communities.c.purpose).where(communities.c.id == community)
        return str((await sql(tx).execute(query)).scalar_one())

    async def save_space(self, tx: Tx, space: Space) -> Space:
        """Write a space, and say what is there now: another process may have been first."""
        values = {
            "platform": space.ref.platform.value,
            "space": space.ref.id,
            "community_id": space.community,
            "chat": space.chat.id,
            "topic": space.chat.topic,
            "title": space.title,
            "locale": space.locale,
        }
        insert = upsert(tx, spaces).values(values)
        change = insert.on_conflict_do_update(index_elements=["platform", "space"], set_=values)
        return _space((await sql(tx).execute(change.returning(spaces))).one())

    async def move_space(self, tx: Tx, old: SpaceRef, new: SpaceRef) -> None:
        """Give a space the id it goes on under. One met there meanwhile gives way."""
        here, there = _at(old), _at(new)
        if (await sql(tx).execute(select(spaces.c.space).where(here))).first():
            await sql(tx).execute(delete(spaces).where(there))
            await sql(tx).execute(update(spaces).where(here).values(space=new.id, chat=new.id))
            # Its messages have other ids there: under the old ones nothing can be deleted any more.
            left = (messages.c.platform == old.platform.value, messages.c.chat_id == old.id)
            await sql(tx).execute(update(messages).where(*left).values(gone=True))

    async def member_of(self, tx: Tx, community: CommunityId, account: AccountRef) -> Member | None:
        """Read the member that an account belongs to."""
        query = select(accounts.c.member_id).where(accounts.c.community_id == community, is_account(account))
        member = (await sql(tx).execute(query)).scalar_one_or_none()
        return None if member is None else (await self.load_members(tx, community, [member])).get(member)

    async def load_members(self, tx: Tx, community: CommunityId, ids: Collection[MemberId]) -> dict[MemberId, Member]:
        """Read members with all their accounts."""
        people = select(members).where(members.c.community_id == community, members.c.id.in_(ids))
        held = select(accounts).where(accounts.c.community_id == community, accounts.c.member_id.in_(ids))
        by_member: dict[MemberId, list[Account]] = {}
        for row in await sql(tx).execute(held.order_by(accounts.c.platform, accounts.c.account)):
            account = Account(AccountRef(Platform(row.platform), row.account), row.name, row.username, row.locale)
            by_member.setdefault(row.member_id, []).append(account)
        return {
            row.id: Member(
                row.id,
                community,
                row.name,
                tuple(by_member.get(row.id, ())),
                row.locale,
                row.zone,
                row.trusted,
                row.joined,
                row.wrote,
                row.substance,
            )
            for row in await sql(tx).execute(people)
        }

    async def add_member(self, tx: Tx, community: CommunityId, account: Account, now: datetime) -> Member:
        """Write a new member with their first account, or read the one that was there already."""
        insert = members.insert().values(community_id=community, name=account.name, trusted=False)
        made = (await sql(tx).execute(insert.returning(members.c.id))).scalar_one()
        await self.save_account(tx, community, made, account, now, keep=True)
        held = await self.member_of(tx, community, account.ref)
        assert held is not None
        if held.id != made:
            await sql(tx).execute(delete(members).where(members.c.id == made))
        return held

    async def save_account(
        self, tx: Tx, community: CommunityId, member: MemberId, account: Account, now: datetime, *, keep: bool = False
    ) -> None:
        """Write an account as it is seen now; with `keep`, one that is already there keeps its member."""
        values = {
            "community_id": community,
            "platform": account.ref.platform.value,
            "account": account.ref.id,
            "member_id": member,
            "name": account.name,
            "username": account.username,
            "locale": account.locale,
            "seen": now,
        }
        insert = upsert(tx, accounts).values(values)
        told = func.coalesce(insert.excluded.locale, accounts.c.locale)  # silence takes nothing back
        change = {"seen": now} if keep else values | {"locale": told}
        await sql(tx).execute(
            insert.on_conflict_do_update(index_elements=["community_id", "platform", "account"], set_=change)
        )

    async def save_member(self, tx: Tx, member: Member) -> None:
        """Write what can change about a member."""
        values = {
            "name": member.name,
            "locale": member.locale,
            "zone": member.zone,
            "trusted": member.trusted,
            "joined": member.joined,
        }
        await sql(tx).execute(update(members).where(members.c.id == member.id).values(values))

    async def note_substance(self, tx: Tx, substance: Collection[tuple[MemberId, int]]) -> None:
        """Write how many messages of substance members have written."""
        for member, count in substance:
            await sql(tx).execute(update(members).where(members.c.id == member).values(substance=count))

    async def note_wrote(self, tx: Tx, wrote: Collection[tuple[MemberId, datetime]]) -> None:
        """Write when members last wrote."""
        for member, at in wrote:
            await sql(tx).execute(update(members).where(members.c.id == member).values(wrote=at))

    async def home_of(self, tx: Tx, account: AccountRef) -> CommunityId | None:
        """Find the community in which an account was seen last."""
        # One without a space is nobody's home: its chat has become another community's.
        # `seen` follows changes of a name or language only; who simply writes is noted with the member.
        last = case((members.c.wrote > accounts.c.seen, members.c.wrote), else_=accounts.c.seen)
        query = (
            select(accounts.c.community_id)
            .join(members, members.c.id == accounts.c.member_id)
            .where(is_account(account), accounts.c.community_id.in_(select(spaces.c.community_id)))
            .order_by(last.desc())
            .limit(1)
        )
        found: CommunityId | None = (await sql(tx).execute(query)).scalar_one_or_none()
        return found

    async def by_username(self, tx: Tx, community: CommunityId, platform: Platform, username: str) -> AccountRef | None:
        """Find an account by its user name, on this platform first."""
        query = (
            select(accounts.c.platform, accounts.c.account)
            .where(accounts.c.community_id == community, func.lower(accounts.c.username) == username.lower())
            .order_by((accounts.c.platform == platform.value).desc(), accounts.c.seen.desc())
            .limit(1)
        )
        row = (await sql(tx).execute(query)).one_or_none()
        return AccountRef(Platform(row.platform), row.account) if row else None

    async def count(self, tx: Tx, community: CommunityId) -> int:
        """Count a community's members."""
        query = select(func.count()).select_from(members).where(members.c.community_id == community)
        return int((await sql(tx).execute(query)).scalar_one())
