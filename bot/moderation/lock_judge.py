"""Keep locked chats locked, and slow ones slow, in memory: nothing is looked at where nothing is locked."""

from datetime import datetime, timedelta

from bot.access import Access
from bot.content import Msg, Span, msg
from bot.ids import AccountRef, CommunityId
from bot.moderation.links import find_links
from bot.moderation.locks import LockSettings, find_locked, name_of, show_kind
from bot.moderation.memory import Latest
from bot.moderation.model import Action, Measure, Verdict
from bot.moderation.settings import Settings
from bot.updates import MessagePosted, ReactionChanged

LOCK, SLOW = "lock", "slowmode"  # stand for rules in verdicts
REMEMBERED = 20_000  # people who wrote in slow chats


class LockJudge:
    """One of the guard's judges. Its verdicts yield to those of rules, which have more to say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wrote: Latest[tuple[str, AccountRef], tuple[datetime, str | None]] = Latest(REMEMBERED)

    def judge(self, community: CommunityId, message: MessagePosted, *, edited: bool = False) -> list[Verdict]:
        """Give the verdicts on a message. Called once for each message and each edit."""
        chats = self._settings.of(community, LockSettings).chats
        if not chats:
            return []
        whole = name_of(message.chat).partition("/")[0]
        found = []
        for name in dict.fromkeys((whole, name_of(message.chat))):
            locks = chats.get(name)
            if locks is None:
                continue
            links = find_links(message) if locks.kinds else ()
            kind = find_locked(locks.kinds, message, links)
            if kind is not None:
                found.append(_verdict(LOCK, msg("moderation-lock-reason", what=show_kind(kind))))
            if locks.slow and not locks.native and not edited:
                wait = self._wait(name, message, timedelta(seconds=locks.slow))
                if wait is not None:
                    found.append(_verdict(SLOW, msg("moderation-slow-reason", wait=Span(wait))))
        return found[:1]

    def judge_reaction(self, community: CommunityId, update: ReactionChanged) -> list[Verdict]:
        """Give none: reactions are not locked."""
        return []

    def counts(self, community: CommunityId, verdict: Verdict, access: Access) -> bool:
        """Tell whether a verdict holds for somebody of this access."""
        return verdict.rule in (LOCK, SLOW) and access < Access.TRUSTED

    def _wait(self, name: str, message: MessagePosted, pause: timedelta) -> timedelta | None:
        """Say how long somebody still has to wait; None when they may write, which begins the next pause."""
        key = (name, message.actor.account)
        last = self._wrote.get(key)
        if last is not None and message.album is not None and last[1] == message.album:
            return None  # another picture of the same message
        if last is not None and message.at - last[0] < pause:
            return last[0] + pause - message.at
        self._wrote.put(key, (message.at, message.album))
        return None


def _verdict(rule: str, reason: Msg) -> Verdict:
    return Verdict(rule, Measure(Action.DELETE), reason, reason, score=0.0)
