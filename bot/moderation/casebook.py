"""Open cases: numbered, with the words they are about for as long as those are kept, and posted to the log chat."""

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.audience import People
from bot.call import Call
from bot.codec import decode, encode
from bot.content import Doc, Inline
from bot.deliveries import Outbox
from bot.ids import ChatRef, CommunityId, MemberId, MessageRef
from bot.jobs import Job, Runner, Scheduler
from bot.moderation.model import Case, Entry, Kind
from bot.moderation.settings import ModerationSettings, Settings
from bot.moderation.store import CaseStore
from bot.moderation.views import show_case, show_taken_back
from bot.ports import Tx
from bot.updates import Quoted

FORGET = "moderation-forget"  # the job that forgets the words a case is about
MAX_EVIDENCE = 4_000  # characters


class Casebook:
    """Write cases, in the caller's transaction."""

    def __init__(
        self,
        store: CaseStore,
        scheduler: Scheduler,
        outbox: Outbox,
        people: People,
        settings: Settings,
    ) -> None:
        self._store = store
        self._scheduler = scheduler
        self._outbox = outbox
        self._people = people
        self._settings = settings

    def runners(self) -> Mapping[str, Runner]:
        """List the kinds of jobs planned here, each with who runs it."""
        return {FORGET: self._forget}

    async def open(self, tx: Tx, call: Call, case: Case) -> Case:
        """Write a case, plan when its words are forgotten, and post it where the community keeps its log."""
        settings = self._settings.of(call.community.id, ModerationSettings)
        words = case.evidence[:MAX_EVIDENCE] if case.evidence and settings.evidence_hours else None
        opened = await self._store.open(tx, replace(case, evidence=words))
        if opened.evidence is not None:
            due = case.at + settings.evidence
            await self._scheduler.schedule(
                tx, FORGET, f"{FORGET}:{opened.id}", call.community.id, due, {"case": opened.id}
            )
        if chat := log_chat(self._settings, call.community.id):
            document, key = await self._shown(tx, call, opened), f"case-log:{opened.id}"
            await self._outbox.send(tx, chat, document, locale=call.community.locale, key=key, subject=key)
        return opened

    async def show_again(self, tx: Tx, call: Call, case: int) -> None:
        """Show a case, as it is now, where it was posted."""
        found = await self._store.find(tx, case)
        if found is not None and log_chat(self._settings, call.community.id):
            await self._outbox.show(tx, f"case-log:{case}", await self._shown(tx, call, found))

    async def take_back(self, tx: Tx, call: Call, case: Case, entry: Entry) -> None:
        """Tell in the log that a case was taken back, and show it there as it is now. The entry is noted already."""
        chat = log_chat(self._settings, call.community.id)
        if chat is None:
            return
        await self.show_again(tx, call, case.id)
        names = await self._people.load(tx, call.community.id, {m for m in (case.member, entry.by) if m is not None})
        told = show_taken_back(case, entry, names)
        await self._outbox.send(tx, chat, told, locale=call.community.locale, key=f"case-taken-back:{case.id}")

    async def _shown(self, tx: Tx, call: Call, case: Case) -> Doc:
        named = {m for m in (case.member, case.by, *(e.by for e in case.history)) if m is not None}
        names = await self._people.load(tx, call.community.id, named)
        return show_case(case, names, call.community.zone)

    async def _forget(self, tx: Tx, job: Job) -> None:
        await self._store.forget_evidence(tx, job.payload["case"])


def new_case(
    call: Call,
    kind: Kind,
    member: MemberId,
    reason: Inline,
    *,
    by: MemberId | None,
    rule: str | None = None,
    detail: Inline = "",
    evidence: str | None = None,
    message: MessageRef | None = None,
    silent: bool = False,
) -> Case:
    """Put a case together; its id and number come when it is opened."""
    return Case(
        id=0,
        community=call.community.id,
        number=0,
        kind=kind,
        member=member,
        by=by,
        rule=rule,
        reason=reason,
        detail=detail,
        at=call.now,
        silent=silent,
        evidence=evidence or None,
        message=message,
    )


def answered(call: Call, member: MemberId) -> Quoted | None:
    """Give the message that a command answers, where it is by whom that is about: others' words prove nothing."""
    return call.reply_to if call.replied is not None and call.replied.member == member else None


def log_chat(settings: Settings, community: CommunityId) -> ChatRef | None:
    """Say where a community keeps its log, if anywhere."""
    return read_chat(settings.of(community, ModerationSettings).log_chat)


def write_chat(chat: ChatRef | None) -> str:
    """Write a chat as a setting."""
    return json.dumps(encode(chat)) if chat else ""


def read_chat(text: str) -> ChatRef | None:
    """Read a chat from a setting."""
    chat = decode(json.loads(text)) if text else None
    return chat if isinstance(chat, ChatRef) else None
