"""Tell the log chat what is no case: one message for each person and burst, which counts what follows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.call import Call
from bot.content import Code, Doc, Inline, Node, Para, Quote, Row, Title, msg
from bot.deliveries import Outbox
from bot.ids import AccountRef, CommunityId
from bot.moderation.burst import AFTERMATH
from bot.moderation.casebook import log_chat
from bot.moderation.memory import Latest
from bot.moderation.model import Action
from bot.moderation.offences import Offence, Outcome
from bot.moderation.settings import Settings
from bot.moderation.views import show_measure
from bot.ports import Transactions, Tx

PEOPLE = 1_000
RULES = 10  # whose findings one message holds

_Key: TypeAlias = tuple[CommunityId, AccountRef, str]


@dataclass(slots=True)
class _Told:
    """One message in the log chat."""

    subject: str
    since: datetime
    title: Inline
    words: str
    found: dict[str, Inline] = field(default_factory=dict)  # by rule
    count: int = 1

    def document(self) -> Doc:
        """Show it as it stands."""
        blocks: list[Node] = [Title(self.title)]
        blocks += [Para(Row((Code(rule), ": ", detail))) for rule, detail in self.found.items()]
        if self.words:
            blocks.append(Quote(self.words))
        if self.count > 1:
            blocks.append(Para(msg("moderation-more-found", count=self.count - 1)))
        return Doc(tuple(blocks))


class Bulletin:
    """Write to the log chat, if there is one. What belongs to which message is in memory; a restart begins anew."""

    def __init__(self, transactions: Transactions, outbox: Outbox, settings: Settings) -> None:
        self._transactions = transactions
        self._outbox = outbox
        self._settings = settings
        self._told: Latest[_Key, _Told] = Latest(PEOPLE)

    async def tell(self, call: Call, offence: Offence, kind: str, title: Inline) -> None:
        """Tell of an offence; several of one kind by one person at once are told together."""
        async with self._transactions.begin() as tx:
            await self.add(tx, call, offence, kind, title)

    async def add(self, tx: Tx, call: Call, offence: Offence, kind: str, title: Inline) -> None:
        """Tell of an offence, in the caller's transaction."""
        chat = log_chat(self._settings, call.community.id)
        if chat is None:
            return
        key = (call.community.id, call.account, kind)
        told = self._told.get(key)
        new = told is None or offence.moment >= told.since + AFTERMATH
        if told is None or new:
            told = _Told(_subject(call, offence, kind), offence.moment, title, offence.words)
        else:
            told.count += 1
        for verdict in offence.merged.verdicts:
            if len(told.found) < RULES:
                told.found.setdefault(verdict.rule, verdict.detail)
        if new:
            subject = told.subject
            await self._outbox.send(
                tx, chat, told.document(), locale=call.community.locale, key=subject, subject=subject
            )
        else:
            await self._outbox.show(tx, told.subject, told.document())
        self._told.put(key, told)


def _subject(call: Call, offence: Offence, kind: str) -> str:
    about = offence.about
    where = f"{about.chat.platform}:{about.chat.id}:{about.id}" if about else f"{call.account.id}:{offence.moment}"
    return f"{kind}:{where}"


class TrialHands:
    """The hands of rules that are on trial, or only take note: they write down what would be done, and do nothing."""

    def __init__(self, bulletin: Bulletin) -> None:
        self._bulletin = bulletin

    async def carry(self, call: Call, offence: Offence) -> Outcome:
        """Tell what would have been done."""
        if offence.measure.action is Action.LOG:
            kind, key = "logged", "moderation-logged"
        elif offence.message is not None:
            kind, key = "tried", "moderation-tried"
        else:
            kind, key = "tried", "moderation-tried-person"
        rule, action = Code(offence.merged.verdict.rule), show_measure(offence.measure)
        await self._bulletin.tell(call, offence, kind, msg(key, rule=rule, who=call.person.named, action=action))
        return Outcome()
