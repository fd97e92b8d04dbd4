"""Carry out what rules decide: one case, with the words it is about, and the notice in the chat."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot.acts import Ban
from bot.call import Call, Person
from bot.content import Code, Doc, Node, Para, Quote, Title, msg
from bot.deliveries import Outbox
from bot.ids import CommunityId, MessageRef
from bot.moderation.casebook import Settings, log_chat, new_case
from bot.moderation.model import Action, Case, Merged, Verdict
from bot.moderation.service import Done
from bot.moderation.views import case_kind, show_measure
from bot.ports import Transactions, Tx
from bot.updates import MessagePosted


class Cases(Protocol):
    """Find what a rule has done before."""

    async def find_about(self, tx: Tx, community: CommunityId, message: MessageRef) -> Case | None:
        """Read the case that a rule opened about a message."""


class Hand(Protocol):
    """Do what a case says."""

    async def carry_out(self, tx: Tx, call: Call, person: Person, draft: Case, length: timedelta | None) -> Done:
        """Open the case and do it, in the caller's transaction."""

    def notice(self, call: Call, done: Done) -> tuple[Node, ...]:
        """Tell everybody what was done."""


class Enforcement:
    """The guard's punisher."""

    def __init__(
        self, cases: Cases, transactions: Transactions, outbox: Outbox, settings: Settings, hand: Hand
    ) -> None:
        self._cases = cases
        self._transactions = transactions
        self._outbox = outbox
        self._settings = settings
        self._hand = hand

    async def punish(self, call: Call, message: MessagePosted, merged: Merged, *, removed: bool) -> Done | None:
        """Carry a verdict out and say so in the chat; None when that was done before.

        `removed` tells whether the message could be deleted: where it could not, the chat hears which right is missing.
        """
        verdict = merged.verdict
        draft = new_case(
            call,
            case_kind(verdict.measure.action),
            call.person.member,
            verdict.reason,
            by=None,
            rule=verdict.rule,
            detail=verdict.detail,
            evidence=message.text,
            message=message.message,
        )
        async with self._transactions.begin() as tx:
            if await self._cases.find_about(tx, call.community.id, message.message) is not None:
                return None
            done = await self._hand.carry_out(tx, call, call.person, draft, verdict.measure.length)
            hint = () if removed else (Para(msg("moderation-not-deleted")),)
            notice = Doc((*self._hand.notice(call, done), *hint))
            key = f"case-notice:{done.case.id}"
            await self._outbox.send(tx, call.chat, notice, locale=call.chat_locale, key=key)
            return done

    async def shut_out(self, call: Call, message: MessagePosted, merged: Merged) -> None:
        """Keep a channel from writing here where that is the measure, and tell the log chat.

        A channel is nobody: it has no warnings, cannot be muted, and its ban is always for good.
        """
        async with self._transactions.begin() as tx:
            if merged.verdict.measure.action is Action.BAN and call.space is not None:
                key = f"channel-ban:{call.space.platform}:{call.space.id}:{call.account.id}:{message.message.id}"
                await self._outbox.perform(tx, Ban(call.space, call.account, None), key)
        await self.log(call, message, (merged.verdict, *merged.others))

    async def log(self, call: Call, message: MessagePosted, verdicts: Sequence[Verdict]) -> None:
        """Tell the log chat, if there is one, what rules found that is not acted on."""
        chat = log_chat(self._settings, call.community.id)
        if chat is None:
            return
        async with self._transactions.begin() as tx:
            for verdict in verdicts:
                key = "moderation-tried" if verdict.dry else "moderation-logged"
                if not call.person.human and verdict.measure.action.deletes and not verdict.dry:
                    key = "moderation-channel"
                would = show_measure(verdict.measure)
                found = msg(key, rule=Code(verdict.rule), who=call.person.named, action=would)
                document = Doc((Title(found), Para(verdict.detail), Quote(message.text)))
                about = message.message
                name = f"rule-log:{verdict.rule}:{about.chat.platform}:{about.chat.id}:{about.id}"
                await self._outbox.send(tx, chat, document, locale=call.community.locale, key=name)
