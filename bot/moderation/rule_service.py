"""Change and ask the rules: which are on, what they say to a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.call import Call
from bot.errors import Refused
from bot.ids import AccountRef, ChatRef, MessageRef
from bot.moderation.casebook import write_chat
from bot.moderation.model import Verdict
from bot.moderation.rules import SECTION
from bot.moderation.rules.base import Author, MessageRule, Rule, Seen
from bot.moderation.ruleset import RuleSet, reads_texts
from bot.moderation.settings import Book, RuleSettings
from bot.ports import Transactions
from bot.updates import Actor, MessagePosted


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule, whether it is on, and what it says to a text."""

    rule: str
    settings: RuleSettings
    verdict: Verdict | None = None


class Followers(Protocol):
    """Keep things where the log is."""

    async def on_log(self, call: Call) -> None:
        """Hear that another chat was chosen, or none."""


class RuleService:
    """The use cases of rules."""

    def __init__(
        self,
        transactions: Transactions,
        settings: Book,
        ruleset: RuleSet,
    ) -> None:
        self._transactions = transactions
        self._settings = settings
        self._ruleset = ruleset
        self._rules = ruleset.rules
        self.followers: list[Followers] = []

    def check(self, call: Call, text: str) -> list[Checked]:
        """Give what every rule that reads texts, on or off, would say to a newcomer's; nothing is done."""
        seen = see_text(self._ruleset, call, text)
        fresh = [rule.fresh() for rule in self._rules]
        return [self._checked(call, rule, seen) for rule in fresh if reads_texts(rule)]

    def _checked(self, call: Call, rule: MessageRule, seen: Seen) -> Checked:
        settings = self._settings.of(call.community.id, rule.settings_type)
        return Checked(rule.name, settings, rule.check(seen, settings))

    def rules(self, call: Call) -> list[Checked]:
        """List every rule with its settings."""
        return [Checked(r.name, self._settings.of(call.community.id, r.settings_type)) for r in self._rules]

    async def switch(self, call: Call, name: str, *, on: bool) -> Checked:
        """Switch a rule on or off. Raises Refused for one there is not."""
        rule = find_rule(self._rules, name)
        async with self._transactions.begin() as tx:
            await self._settings.change(tx, call.community.id, SECTION + rule.name, {"on": on})
        return Checked(rule.name, self._settings.of(call.community.id, rule.settings_type))

    async def log_to(self, call: Call, chat: ChatRef | None) -> None:
        """Choose the chat that every case is posted in; None is none."""
        async with self._transactions.begin() as tx:
            await self._settings.change(tx, call.community.id, "moderation", {"log_chat": write_chat(chat)})
        for follower in self.followers:
            await follower.on_log(call)


def see_text(ruleset: RuleSet, call: Call, text: str) -> Seen:
    """Prepare a text as if a newcomer had just written it where the caller is."""
    ref = call.message or MessageRef(call.chat, "0")
    newcomer = Actor(AccountRef(call.platform, "newcomer"), "")
    message = MessagePosted("check", call.now, call.space, call.chat, newcomer, ref, text)
    return ruleset.see(call.community.id, message, Author(joined=call.now))


def find_rule(rules: Sequence[Rule], name: str) -> Rule:
    """Find a rule by its name as people write it. Raises Refused for one there is not."""
    for rule in rules:
        if rule.name == name.strip().lower():
            return rule
    raise Refused("moderation-unknown-rule", rule=name[:40], rules=", ".join(rule.name for rule in rules))
