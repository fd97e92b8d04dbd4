"""Change and ask the rules: which are on, what the blocklist holds, what they say to a text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from bot.call import Call
from bot.errors import Refused
from bot.ids import ChatRef, CommunityId, MessageRef
from bot.moderation.casebook import write_chat
from bot.moderation.measures import parse_measure, write_measure
from bot.moderation.model import Verdict
from bot.moderation.rules import SECTION
from bot.moderation.rules.base import Rule, Seen
from bot.moderation.rules.blocklist import Blocked, BlocklistRule
from bot.moderation.ruleset import RuleSet, is_message_rule
from bot.moderation.settings import RuleSettings
from bot.moderation.store import BlocklistStore
from bot.moderation.text import is_word, normalise
from bot.ports import Transactions, Tx
from bot.settings import Section
from bot.topics import Topic
from bot.updates import Actor, MessagePosted

MAX_ENTRY = 200  # characters
MAX_ENTRIES = 20_000  # of one community

M = TypeVar("M", bound=Section)


class Book(Protocol):
    """Read and change a community's settings. `version` changes with every change."""

    @property
    def version(self) -> int:
        """Count the changes."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section, from memory."""

    async def change(self, tx: Tx, community: CommunityId, section: str, changes: Mapping[str, Any]) -> Section:
        """Change values of a section."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule, whether it is on, and what it says to a text."""

    rule: str
    settings: RuleSettings
    verdict: Verdict | None = None


class RuleService:
    """The use cases of rules. The blocklist is kept compiled in the rule itself."""

    def __init__(
        self,
        store: BlocklistStore,
        transactions: Transactions,
        settings: Book,
        ruleset: RuleSet,
        blocklist: BlocklistRule,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._settings = settings
        self._ruleset = ruleset
        self._rules = ruleset.rules
        self._blocklist = blocklist

    async def load(self) -> None:
        """Read every blocklist: at the start, and when another process has changed one."""
        async with self._transactions.read() as tx:
            entries = await self._store.all_blocked(tx)
        lists: dict[CommunityId, list[Blocked]] = {community: [] for community in self._blocklist.communities()}
        for community, entry in entries:
            lists.setdefault(community, []).append(entry)
        for community, held in lists.items():
            self._blocklist.hold(community, held)

    def check(self, call: Call, text: str) -> list[Checked]:
        """Give what every rule, on or off, would say to a text; nothing is done."""
        ref = call.message or MessageRef(call.chat, "0")
        actor = Actor(call.account, call.person.name)
        message = MessagePosted("check", call.now, call.space, call.chat, actor, ref, text)
        seen = self._ruleset.see(call.community.id, message)
        return [replace(r, verdict=self._said(r, seen)) for r in self.rules(call)]

    def _said(self, checked: Checked, seen: Seen) -> Verdict | None:
        rule = self._named(checked.rule).fresh()
        return rule.check(seen, checked.settings) if is_message_rule(rule) else None

    def rules(self, call: Call) -> list[Checked]:
        """List every rule with its settings."""
        return [Checked(r.name, self._settings.of(call.community.id, r.settings_type)) for r in self._rules]

    async def switch(self, call: Call, name: str, *, on: bool) -> Checked:
        """Switch a rule on or off. Raises Refused for one there is not."""
        rule = self._named(name)
        async with self._transactions.begin() as tx:
            await self._settings.change(tx, call.community.id, SECTION + rule.name, {"on": on})
        return Checked(rule.name, self._settings.of(call.community.id, rule.settings_type))

    async def block(
        self, call: Call, entry: str, action: str | None, reason: str | None, length: timedelta | None
    ) -> tuple[Blocked, bool]:
        """Put an entry on the blocklist; True when it is new. Raises Refused for one that cannot be."""
        expires = call.now + length if length is not None else None
        blocked = Blocked(_entry(entry), _action(action), (reason or "").strip()[:MAX_ENTRY], expires)
        async with self._transactions.begin() as tx:
            if len(await self._store.blocked(tx, call.community.id)) >= MAX_ENTRIES:
                raise Refused("moderation-blocklist-full", most=MAX_ENTRIES)
            new = await self._store.block(tx, call.community.id, blocked, call.person.member, call.now)
            await self.hold(tx, call.community.id)
        return blocked, new

    async def unblock(self, call: Call, entry: str) -> None:
        """Take an entry off the blocklist. Raises Refused for one that is not on it."""
        async with self._transactions.begin() as tx:
            if not await self._store.unblock(tx, call.community.id, entry.strip()):
                raise Refused("moderation-blocklist-none", entry=entry.strip()[:MAX_ENTRY])
            await self.hold(tx, call.community.id)

    async def blocked(self, call: Call, find: str | None) -> list[Blocked]:
        """List the entries that are in force, or those of them that contain something."""
        async with self._transactions.read() as tx:
            entries = await self._store.blocked(tx, call.community.id)
        wanted = normalise(find or "")
        return [e for e in entries if wanted in normalise(e.entry) and (e.expires is None or e.expires > call.now)]

    async def log_to(self, call: Call, chat: ChatRef | None) -> None:
        """Choose the chat that every case is posted in; None is none."""
        async with self._transactions.begin() as tx:
            await self._settings.change(tx, call.community.id, "moderation", {"log_chat": write_chat(chat)})

    async def hold(self, tx: Tx, community: CommunityId) -> None:
        """Compile a community's blocklist anew; it is in force once the transaction is committed."""
        entries = await self._store.blocked(tx, community)
        tx.after_commit(lambda: self._blocklist.hold(community, entries))
        tx.announce(Topic.BLOCKLISTS)

    def _named(self, name: str) -> Rule:
        for rule in self._rules:
            if rule.name == name.strip().lower():
                return rule
        raise Refused("moderation-unknown-rule", rule=name[:40], rules=", ".join(r.name for r in self._rules))


def _entry(text: str) -> str:
    entry = " ".join(text.split())
    if len(entry) > MAX_ENTRY:
        raise Refused("moderation-entry-too-long", length=len(entry), most=MAX_ENTRY)
    solid = normalise(entry).replace("*", "").replace("?", "")
    wild = solid != normalise(entry)
    if not solid.strip() or (wild and sum(map(is_word, solid)) < 2):
        raise Refused("moderation-entry-too-wide", entry=entry)
    return entry


def _action(text: str | None) -> str:
    if text is None:
        return ""
    try:
        return write_measure(parse_measure(text))
    except ValueError:
        raise Refused("moderation-bad-action", action=text[:40]) from None
