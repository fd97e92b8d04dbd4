"""Try a rule: on a text, on what was written lately; and explain what it did. Nothing is done to anybody."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.access import Access
from bot.audience import People
from bot.call import Call
from bot.errors import PlatformError, Refused
from bot.ids import AccountRef, CommunityId, MemberId, SpaceRef
from bot.moderation.model import NATIVE, Case
from bot.moderation.record import RecordStore, Said, read_said
from bot.moderation.replay import Instead, Outcome, Past, Run
from bot.moderation.rule_service import Checked, find_rule, see_text
from bot.moderation.rules.base import Arrived, Rule
from bot.moderation.ruleset import EXEMPT, RuleSet, is_arrival_rule, is_message_rule
from bot.moderation.settings import ModerationSettings, RuleSettings, Settings
from bot.moderation.text import read
from bot.moderation.tuning import Behind, Tuning
from bot.moderation.views import Names
from bot.ports import Transactions, Tx
from bot.updates import Actor

PAGE = 500  # messages read at once
AT_A_TIME = 50  # messages judged before others get their turn
ASKED = 100  # people at most whose access a platform is asked for
EVER = datetime(1970, 1, 1, tzinfo=UTC)

Progress = Callable[[int, int], Awaitable[None]]


class Cases(Protocol):
    """Find cases."""

    async def find_numbered(self, tx: Tx, community: CommunityId, number: int) -> Case | None:
        """Read a case by its short number."""


class Asked(Protocol):
    """Know what was asked of moderators."""

    async def asking_rule(self, tx: Tx, case: Case) -> str | None:
        """Name the rule that had asked for the decision which made a case, if one had."""


class Ranks(Protocol):
    """Know what people may do."""

    async def rank(self, community: CommunityId, space: SpaceRef | None, account: AccountRef) -> Access:
        """Ask the platform what somebody may do: in one space, or (None) the most they may in any of them."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A case, the rule that opened it or asked a moderator to, and what every rule said to its message; nothing of
    that once it is forgotten."""

    case: Case
    rule: str
    names: Names
    said: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be run: one rule with the settings asked for, beside it as it is now where these differ."""

    rule: Rule
    settings: RuleSettings
    compared: bool
    since: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a run, and who wrote what it caught."""

    wanted: Wanted
    outcome: Outcome
    names: Names


class Trials:
    """The use cases of trying rules."""

    def __init__(
        self,
        ruleset: RuleSet,
        tuning: Tuning,
        settings: Settings,
        cases: Cases,
        asked: Asked,
        records: RecordStore,
        chronicle: Behind,
        transactions: Transactions,
        people: People,
        ranks: Ranks,
    ) -> None:
        self._ruleset = ruleset
        self._tuning = tuning
        self._settings = settings
        self._cases = cases
        self._asked = asked
        self._records = records
        self._chronicle = chronicle
        self._transactions = transactions
        self._people = people
        self._ranks = ranks

    def test(self, call: Call, name: str, text: str) -> Checked:
        """Give what a rule, on or off, says to a text, as if a newcomer had written it, or had it for a name. Raises
        Refused for a rule that reads neither."""
        rule = find_rule(self._ruleset.rules, name)
        settings = self._settings.of(call.community.id, rule.settings_type)
        fresh = rule.fresh()
        if is_arrival_rule(fresh):
            comes = Actor(AccountRef(call.platform, "newcomer"), text)
            arrived = Arrived(call.community.id, comes, call.now, read(text))
            return Checked(rule.name, settings, fresh.check_arrival(arrived, settings))
        if not is_message_rule(fresh):
            raise Refused("rule-not-messages", rule=rule.name)
        return Checked(rule.name, settings, fresh.check(see_text(self._ruleset, call, text), settings))

    async def why(self, call: Call, number: int) -> Explained:
        """Explain a case. Raises Refused for a number there is not, and for a case with which no rule had to do."""
        await self._chronicle.flush()
        async with self._transactions.read() as tx:
            case = await self._cases.find_numbered(tx, call.community.id, number)
            if case is None:
                raise Refused("moderation-unknown-case", number=f"#{number}")
            rule = case.rule or await self._asked.asking_rule(tx, case)
            if rule is None or rule == NATIVE:
                raise Refused("rule-why-by-hand", number=f"#{number}")
            record = await self._records.find_record(tx, case.message) if case.message else None
            names = await self._people.load(tx, call.community.id, {case.member} | ({case.by} if case.by else set()))
        known = record is not None and record.at > call.now - self._window(call.community.id)
        return Explained(case, rule, names, read_said(record) if record and known else ())

    async def plan(self, call: Call, name: str, last: timedelta | None, changes: Sequence[tuple[str, str]]) -> Wanted:
        """Say what a replay would look at. Raises Refused where there is nothing, and as `Tuning.edit` does."""
        rule = find_rule(self._ruleset.rules, name)
        if not is_message_rule(rule):
            raise Refused("rule-not-messages", rule=rule.name)
        settings = self._tuning.changed(call, rule, changes)
        community, window = call.community.id, self._window(call.community.id)
        if not window:
            raise Refused("rule-nothing-kept")
        since = call.now - min(last or window, window)
        await self._chronicle.flush()
        async with self._transactions.read() as tx:
            count = await self._records.count_kept(tx, community, since)
        on = settings.model_copy(update={"on": True, "dry_run": False})
        return Wanted(rule, on, bool(changes), since, count)

    async def replay(self, call: Call, wanted: Wanted, progress: Progress | None = None) -> Replayed:
        """Run a rule over what was written, in the order of time. `progress` is told of every page."""
        community = call.community.id
        asked = Past([wanted.rule], Instead(self._settings, [wanted.settings]))
        now = Past([wanted.rule], Instead(self._settings)) if wanted.compared else None
        run = Run(asked, now)
        place = EVER, 0
        while True:
            async with self._transactions.read() as tx:
                page = await self._records.kept(tx, community, wanted.since, place, PAGE)
            for number, (_, record) in enumerate(page):
                run.look(record)
                if number % AT_A_TIME == 0:
                    await asyncio.sleep(0)  # everybody else's messages come first
            if len(page) < PAGE:
                break
            place = page[-1][1].at, page[-1][0]
            if progress is not None:
                await progress(run.outcome.looked, wanted.count)
        outcome = run.outcome.without(await self._exempt(community, wanted.settings, run.outcome))
        async with self._transactions.read() as tx:
            names = await self._people.load(tx, community, _members(outcome))
        return Replayed(wanted, outcome, names)

    async def _exempt(self, community: CommunityId, settings: RuleSettings, outcome: Outcome) -> set[AccountRef]:
        """List those of the people caught whom the rule does not look at: it is asked live, so it is asked here."""
        accounts = list(dict.fromkeys(h.record.account for h in reversed(outcome.hits)))[:ASKED]
        members = {h.record.account: h.record.member for h in outcome.hits}
        async with self._transactions.read() as tx:
            people = await self._people.load(tx, community, _members(outcome))
        least = min(Access.TRUSTED, EXEMPT[settings.exempt_access])
        return {a for a in accounts if await self._access(community, a, people, members[a]) >= least}

    async def _access(
        self, community: CommunityId, account: AccountRef, people: Names, member: MemberId | None
    ) -> Access:
        known = people.get(member) if member is not None else None
        if known is not None and known.access >= Access.TRUSTED:
            return known.access
        try:
            return await self._ranks.rank(community, None, account)
        except PlatformError:
            return Access.EVERYONE

    def _window(self, community: CommunityId) -> timedelta:
        return self._settings.of(community, ModerationSettings).evidence


def _members(outcome: Outcome) -> set[MemberId]:
    return {h.record.member for h in outcome.hits if h.record.member is not None}
