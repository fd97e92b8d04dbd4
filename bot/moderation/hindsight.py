"""Judge messages of an export as if they came now: everybody is new, and nothing is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.ids import AccountRef, CommunityId
from bot.moderation.acquaintances import is_substantial
from bot.moderation.exports import Told
from bot.moderation.memory import Latest
from bot.moderation.model import Action, Measure, Verdict, merge
from bot.moderation.replay import Past
from bot.moderation.rules.base import Author, Rule
from bot.moderation.ruleset import Settings
from bot.updates import MessagePosted

ENOUGH = 100  # messages of substance; nobody is asked for more
HELD = 100_000  # people remembered; whoever wrote longest ago is new again


@dataclass(frozen=True, slots=True)
class Judged:
    """What would be done about a message, and why; None is nothing."""

    measure: Measure | None
    verdicts: tuple[Verdict, ...] = ()


NOTHING = Judged(None)


class Hindsight:
    """Rules, in one run over an export. Each chat is a new beginning."""

    def __init__(self, rules: Iterable[Rule], settings: Settings, community: CommunityId) -> None:
        self._rules = tuple(rules)
        self._settings = settings
        self._community = community
        self._chat: str | None = None
        self._begin()

    def _begin(self) -> None:
        self._past = Past(self._rules, self._settings)
        self._people: Latest[AccountRef, tuple[datetime, int]] = Latest(HELD)

    def judge(self, told: Told) -> Judged:
        """Judge the next message. Bots, channels and anonymous admins are nobody's spam, as live."""
        if told.chat != self._chat:
            self._chat = told.chat
            self._begin()
        message = told.message
        if not message.actor.person:
            return NOTHING
        came, substance = self._people.get(message.actor.account) or (message.at, 0)
        verdicts = self._past.judge(self._community, message, Author(None, came, substance))
        if not told.alone:
            self._meet(message, came, substance, spoke=not verdicts)
        if not verdicts:
            return NOTHING
        # As the guard does: what is on trial, or only told, is not acted on.
        merged = merge(v for v in verdicts if not v.dry and v.measure.action is not Action.LOG)
        if merged is not None:
            return Judged(merged.verdict.measure, tuple(verdicts))
        told_only = all(v.dry for v in verdicts)
        return Judged(None if told_only else Measure(Action.LOG), tuple(verdicts))

    def _meet(self, message: MessagePosted, came: datetime, substance: int, *, spoke: bool) -> None:
        more = 1 if spoke and substance < ENOUGH and is_substantial(message.text) else 0
        self._people.put(message.actor.account, (came, substance + more))
