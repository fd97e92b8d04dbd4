"""Ask the rules that are on in a community, in memory."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Generic, Protocol, TypeGuard, TypeVar

from bot.access import Access
from bot.ids import AccountRef, ChatRef, CommunityId
from bot.moderation.links import find_links
from bot.moderation.model import Action, Verdict
from bot.moderation.rules.base import (
    ArrivalRule,
    Arrived,
    Author,
    MessageRule,
    Reacted,
    ReactionRule,
    Rule,
    Seen,
)
from bot.moderation.settings import RuleSettings
from bot.moderation.text import read
from bot.settings import Section
from bot.updates import Actor, MemberJoined, MessagePosted, ReactionChanged

M = TypeVar("M", bound=Section)
R = TypeVar("R", bound=Rule)

EXEMPT = {"trusted": Access.TRUSTED, "member": Access.MEMBER}


class Settings(Protocol):
    """Give communities' settings, from memory. `version` changes with every change of any of them."""

    @property
    def version(self) -> int:
        """Count the changes."""

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section."""


class Acquaintances(Protocol):
    """Tell what is known of somebody, from memory."""

    def author(self, community: CommunityId, account: AccountRef) -> Author:
        """Give who somebody is; a stranger is somebody of whom nothing is known."""


class Active(Generic[R]):
    """The rules of one kind that are on in each community, with their settings; read anew when settings change."""

    def __init__(self, rules: Iterable[R], settings: Settings) -> None:
        self._rules = tuple(rules)
        self._settings = settings
        self._version = -1
        self._on: dict[CommunityId, tuple[tuple[R, RuleSettings], ...]] = {}

    def of(self, community: CommunityId) -> tuple[tuple[R, RuleSettings], ...]:
        """Give what is on in a community."""
        if self._version != self._settings.version:
            self._version = self._settings.version
            self._on.clear()
        found = self._on.get(community)
        if found is None:
            known = ((rule, self._settings.of(community, rule.settings_type)) for rule in self._rules)
            found = self._on[community] = tuple((r, s) for r, s in known if s.on and s.measure.action != Action.NOTHING)
        return found


class RuleSet:
    """Judge messages, reactions and arrivals by the rules that are on."""

    def __init__(self, rules: tuple[Rule, ...], settings: Settings, acquaintances: Acquaintances) -> None:
        self.rules = rules
        self._acquaintances = acquaintances
        self._messages = Active([r for r in rules if is_message_rule(r)], settings)
        self._bare = Active([r for r in rules if is_message_rule(r) and not carried_only(r)], settings)
        self._reactions = Active([r for r in rules if is_reaction_rule(r)], settings)
        self._arrivals = Active([r for r in rules if is_arrival_rule(r)], settings)
        self._settings = settings

    def fresh(self, settings: Settings | None = None, acquaintances: Acquaintances | None = None) -> "RuleSet":
        """Give the same rules with nothing remembered, for trying them on the past, perhaps under other settings."""
        rules = tuple(rule.fresh() for rule in self.rules)
        return RuleSet(rules, settings or self._settings, acquaintances or self._acquaintances)

    def judge(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> list[Verdict]:
        """Give what the rules say to a message. Call once for each message and each edit: rules remember.

        Whether its author's access spares them is asked for later, with `counts`: to know it costs a question.
        """
        active = self._messages.of(community)
        if not active:
            return []
        seen = self.see(community, message, edited=edited)
        verdicts = []
        for rule, settings in self._bare.of(community) if seen.bare else active:
            verdict = rule.check(seen, settings)
            if verdict is not None and not exempt(settings, message.actor, message.chat):
                verdicts.append(_tried(verdict, settings))
        return verdicts

    def counts(self, community: CommunityId, verdict: Verdict, access: Access) -> bool:
        """Tell whether a verdict holds for somebody of this access."""
        if access >= Access.TRUSTED:
            return False
        active = (*self._messages.of(community), *self._reactions.of(community), *self._arrivals.of(community))
        return not any(r.name == verdict.rule and access >= EXEMPT[s.exempt_access] for r, s in active)

    def judge_reaction(self, community: CommunityId, update: ReactionChanged) -> list[Verdict]:
        """Give what the rules say to a reaction. Call once for each."""
        seen = Reacted(community, update, self._acquaintances.author(community, update.actor.account))
        said = ((s, r.check_reaction(seen, s)) for r, s in self._reactions.of(community))
        return [_tried(v, s) for s, v in said if v is not None and not exempt(s, update.actor, update.chat)]

    def judge_arrival(self, community: CommunityId, update: MemberJoined) -> list[Verdict]:
        """Give what the rules say to somebody who comes. Call once for each."""
        seen = Arrived(community, update.actor, update.at, read(update.actor.name))
        said = ((s, r.check_arrival(seen, s)) for r, s in self._arrivals.of(community))
        return [_tried(v, s) for s, v in said if v is not None and not exempt(s, update.actor, update.chat)]

    def see(
        self, community: CommunityId, message: MessagePosted, author: Author | None = None, *, edited: bool = False
    ) -> Seen:
        """Prepare a message for rules to look at; `author` is for a message that nobody has written."""
        author = author or self._acquaintances.author(community, message.actor.account)
        whole = message.text
        if message.links or message.quote:
            whole = "\n".join(filter(None, (whole, message.quote, *message.links)))
        plain = read(whole)
        links = () if plain.simple and whole is message.text else find_links(message)
        return Seen(community, message, plain, links, author, edited)


def exempt(settings: RuleSettings, actor: Actor, chat: ChatRef) -> bool:
    """Tell whether somebody's roles, or a place, are spared by a rule."""
    return (
        chat.id in settings.exempt_chats
        or (chat.topic is not None and chat.topic in settings.exempt_topics)
        or any(role in settings.exempt_roles for role in actor.roles)
    )


def _tried(verdict: Verdict, settings: RuleSettings) -> Verdict:
    return replace(verdict, dry=True) if settings.dry_run else verdict


def is_message_rule(rule: Rule) -> TypeGuard[MessageRule]:
    """Tell whether a rule looks at messages."""
    return hasattr(rule, "check")


def carried_only(rule: Rule) -> bool:
    """Tell whether a rule looks only at what a message carries besides bare words."""
    return getattr(rule, "carried_only", False)


def reads_texts(rule: Rule) -> TypeGuard[MessageRule]:
    """Tell whether a rule looks at what is written: whichever looks at who comes looks at their name instead."""
    return is_message_rule(rule) and not is_arrival_rule(rule)


def is_reaction_rule(rule: Rule) -> TypeGuard[ReactionRule]:
    """Tell whether a rule looks at reactions."""
    return hasattr(rule, "check_reaction")


def is_arrival_rule(rule: Rule) -> TypeGuard[ArrivalRule]:
    """Tell whether a rule looks at who comes."""
    return hasattr(rule, "check_arrival")
