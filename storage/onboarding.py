"""Rules, their acceptance and the steps of newcomers in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Text, delete, func, select, update

from bot.ids import CommunityId, MemberId
from bot.onboarding.model import Rules, Step
from bot.ports import Tx
from storage.columns import BigInt, UtcTime
from storage.database import STRICT, metadata, sql, upsert

rules = Table(
    "rules",
    metadata,
    Column("community_id", BigInt, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("at", UtcTime, nullable=False),
    PrimaryKeyConstraint("community_id", "version"),
    **STRICT,
)
acceptances = Table(
    "rule_acceptances",
    metadata,
    Column("community_id", BigInt, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    PrimaryKeyConstraint("community_id", "member_id", "version"),
    **STRICT,
)
steps = Table(
    "onboarding_steps",
    metadata,
    Column("community_id", BigInt, nullable=False),
    Column("member_id", BigInt, nullable=False),
    Column("step", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    PrimaryKeyConstraint("community_id", "member_id", "step"),
    **STRICT,
)


@dataclass(frozen=True, slots=True)
class SqlOnboarding:
    """Keep onboarding in the database."""

    async def add_rules(self, tx: Tx, community: CommunityId, text: str, by: MemberId, at: datetime) -> Rules:
        """Write the next version of the rules."""
        newest = select(func.coalesce(func.max(rules.c.version), 0)).where(rules.c.community_id == community)
        version = (await sql(tx).execute(newest)).scalar_one() + 1
        values = {"community_id": community, "version": version, "text": text, "member_id": by, "at": at}
        await sql(tx).execute(rules.insert().values(values))
        return Rules(version, text, at)

    async def rules(self, tx: Tx, community: CommunityId) -> list[Rules]:
        """Read every version of the rules, the newest first."""
        query = select(rules).where(rules.c.community_id == community).order_by(rules.c.version.desc())
        return [Rules(r.version, r.text, r.at) for r in await sql(tx).execute(query)]

    async def accepted(self, tx: Tx, community: CommunityId, member: MemberId) -> int:
        """Say which version of the rules a member accepted last; 0 is none."""
        query = select(func.coalesce(func.max(acceptances.c.version), 0)).where(
            acceptances.c.community_id == community, acceptances.c.member_id == member
        )
        return int((await sql(tx).execute(query)).scalar_one())

    async def accept(self, tx: Tx, community: CommunityId, member: MemberId, version: int, at: datetime) -> bool:
        """Note that a member accepted a version; False when it was noted before."""
        values = {"community_id": community, "member_id": member, "version": version, "at": at}
        insert = upsert(tx, acceptances).values(values).on_conflict_do_nothing()
        return bool((await sql(tx).execute(insert.returning(acceptances.c.version))).all())

    async def reach(self, tx: Tx, community: CommunityId, member: MemberId, step: Step, at: datetime) -> None:
        """Note a member's first time at a step."""
        values = {"community_id": community, "member_id": member, "step": step.value, "at": at}
        await sql(tx).execute(upsert(tx, steps).values(values).on_conflict_do_nothing())

    async def count(self, tx: Tx, community: CommunityId, step: Step) -> int:
        """Count the members who took a step."""
        query = select(func.count()).where(steps.c.community_id == community, steps.c.step == step.value)
        return int((await sql(tx).execute(query)).scalar_one())

    async def merge_members(self, tx: Tx, community: CommunityId, kept: MemberId, gone: MemberId) -> None:
        """Give one member what the other accepted and reached; what both did stays with the first."""
        for table, key in ((acceptances, "version"), (steps, "step")):
            have = select(table.c[key]).where(table.c.community_id == community, table.c.member_id == kept)
            of_gone = (table.c.community_id == community) & (table.c.member_id == gone)
            await sql(tx).execute(delete(table).where(of_gone, table.c[key].in_(have)))
            await sql(tx).execute(update(table).where(of_gone).values(member_id=kept))

    async def absorb(self, tx: Tx, into: CommunityId, gone: CommunityId) -> None:
        """Let the rules of the community that stays stand; where it has none, the other's are taken over.

        Acceptances of the rules that lapse go with them; the steps of its newcomers stay.
        """
        has_rules = (await sql(tx).execute(select(rules.c.version).where(rules.c.community_id == into))).first()
        for table in (rules, acceptances):
            of_gone = table.c.community_id == gone
            if has_rules:
                await sql(tx).execute(delete(table).where(of_gone))
            else:
                await sql(tx).execute(update(table).where(of_gone).values(community_id=into))
        await sql(tx).execute(update(steps).where(steps.c.community_id == gone).values(community_id=into))
