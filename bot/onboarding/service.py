"""Welcome newcomers, keep the rules, and note who accepted them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.call import Call, Community, Person
from bot.commands import action
from bot.content import Button, Buttons, Doc, Style, doc, msg
from bot.deliveries import Outbox
from bot.errors import Refused
from bot.ids import ChatRef, CommunityId, MemberId
from bot.onboarding.model import (
    WELCOME_MAX,
    Arrival,
    OnboardingSettings,
    Rules,
    Step,
    fill_welcome,
    welcome_text,
)
from bot.onboarding.store import OnboardingStore
from bot.ports import Transactions, Tx
from bot.settings import SettingsBook
from bot.updates import MemberJoined

TOGETHER = timedelta(seconds=10)  # arrivals within this time share one message
LATELY = timedelta(minutes=2)  # for how long a welcome can be taken back
MAX_TOGETHER = 20  # names in one welcome; a raid must not grow one message without end


class Members(Protocol):
    """What onboarding asks of the directory."""

    async def note_joined(self, tx: Tx, community: CommunityId, member: MemberId, at: datetime) -> None:
        """Note when a member came."""

    async def count(self, tx: Tx, community: CommunityId) -> int:
        """Count a community's members."""


@dataclass(slots=True)
class _Greeting:
    """The latest welcome in a chat, to which the next arrivals are added."""

    subject: str
    at: datetime
    arrivals: tuple[Arrival, ...]


class OnboardingService:
    """Receive newcomers."""

    def __init__(
        self,
        store: OnboardingStore,
        transactions: Transactions,
        outbox: Outbox,
        settings: SettingsBook,
        members: Members,
    ) -> None:
        self._store = store
        self._transactions = transactions
        self._outbox = outbox
        self._settings = settings
        self._members = members
        self._greetings: dict[ChatRef, tuple[_Greeting, ...]] = {}

    async def on_joined(self, call: Call, update: MemberJoined) -> None:
        """Greet somebody who came, and note it."""
        community = call.community
        settings = self._settings.of(community.id, OnboardingSettings)
        arrival = Arrival(call.person.member, call.person.mention)
        *lately, last = self._lately(call.chat, call.now) or (None,)
        together = last is not None and call.now - last.at < TOGETHER and len(last.arrivals) < MAX_TOGETHER
        async with self._transactions.begin() as tx:
            await self._members.note_joined(tx, community.id, call.person.member, call.now)
            await self._store.reach(tx, community.id, call.person.member, Step.JOINED, call.now)
            if not settings.welcome or not update.greet:
                return
            if last is not None and together:
                arrivals = (*(a for a in last.arrivals if a.member != arrival.member), arrival)
                document, buttons = await self._welcome(tx, community, call.chat_locale, arrivals)
                await self._outbox.show(tx, last.subject, document, buttons)
                greetings = (*lately, _Greeting(last.subject, last.at, arrivals))
            else:
                subject = _subject(call.chat, update.id, update.at)
                document, buttons = await self._welcome(tx, community, call.chat_locale, (arrival,))
                await self._outbox.send(
                    tx,
                    call.chat,
                    document,
                    locale=call.chat_locale,
                    key=subject,
                    buttons=buttons,
                    subject=subject,
                )
                greetings = (*lately, *((last,) if last else ()), _Greeting(subject, call.now, (arrival,)))
        self._greetings[call.chat] = tuple(g for g in greetings if g is not None)

    def _lately(self, chat: ChatRef, now: datetime) -> tuple[_Greeting, ...]:
        return tuple(g for g in self._greetings.get(chat, ()) if now - g.at < LATELY)

    async def take_back(
        self,
        tx: Tx,
        community: Community,
        chat: ChatRef,
        locale: str,
        came: Mapping[MemberId, tuple[str, datetime]],
        now: datetime,
    ) -> frozenset[MemberId]:
        """Take people out of the welcomes of the last moments, and give those who stood there. `came` is the update
        with which each came, and when: of a welcome from before a restart no more is known than who it began with, and
        it goes as a whole."""
        left: list[_Greeting] = []
        gone: set[MemberId] = set()
        unknown = dict(came)
        for greeting in self._lately(chat, now):
            for arrival in greeting.arrivals:
                unknown.pop(arrival.member, None)
            others = tuple(a for a in greeting.arrivals if a.member not in came)
            if others == greeting.arrivals:
                left.append(greeting)
                continue
            gone.update(a.member for a in greeting.arrivals if a.member in came)
            if others:
                document, buttons = await self._welcome(tx, community, locale, others)
                await self._outbox.show(tx, greeting.subject, document, buttons)
                left.append(_Greeting(greeting.subject, greeting.at, others))
            else:
                await self._outbox.withdraw(tx, greeting.subject)
        before = [_subject(chat, update, at) for update, at in unknown.values() if now - at < LATELY]
        if any([await self._outbox.withdraw(tx, subject) for subject in before]):
            gone.update(unknown)
        tx.after_commit(lambda: self._greetings.update({chat: tuple(left)}))
        return frozenset(gone)

    async def greet_together(
        self, tx: Tx, community: Community, chat: ChatRef, locale: str, people: Sequence[Person], key: str
    ) -> None:
        """Greet people who came a while ago in one message, the first MAX_TOGETHER of them; the same key again greets
        nobody."""
        if not people or not self._settings.of(community.id, OnboardingSettings).welcome:
            return
        arrivals = tuple(Arrival(p.member, p.mention) for p in people[:MAX_TOGETHER])
        document, buttons = await self._welcome(tx, community, locale, arrivals)
        await self._outbox.send(tx, chat, document, locale=locale, key=key, buttons=buttons)

    async def _welcome(
        self, tx: Tx, community: Community, locale: str, arrivals: tuple[Arrival, ...]
    ) -> tuple[Doc, Buttons]:
        settings = self._settings.of(community.id, OnboardingSettings)
        rules = await self._store.rules(tx, community.id)
        own = welcome_text(settings.welcome_texts, locale)
        template = own or "{mention}"
        text, links = fill_welcome(
            template, arrivals, community=community.name, members=await self._members.count(tx, community.id)
        )
        if own is None:
            text = msg("welcome-default", who=text, community=community.name)
        buttons = [(link,) for link in links]
        if rules:
            buttons.append((Button(msg("rules-read"), action("rules"), Style.PRIMARY),))
        return doc(text), tuple(buttons)

    async def preview(self, call: Call) -> tuple[Doc, Buttons]:
        """Show what the next newcomer would see, with the caller in their place."""
        async with self._transactions.read() as tx:
            myself = Arrival(call.person.member, call.person.named)
            return await self._welcome(tx, call.community, call.chat_locale, (myself,))

    def welcome(self, call: Call) -> tuple[bool, str | None]:
        """Say whether newcomers are welcomed, and with which text of the community's own."""
        settings = self._settings.of(call.community.id, OnboardingSettings)
        return settings.welcome, welcome_text(settings.welcome_texts, call.chat_locale)

    async def set_welcome(self, call: Call, text: str) -> None:
        """Replace the welcome in the chat's language, and switch it on."""
        if len(text) > WELCOME_MAX:
            raise Refused("argument-too-long", limit=WELCOME_MAX, length=len(text))
        texts = self._settings.of(call.community.id, OnboardingSettings).welcome_texts | {call.chat_locale: text}
        await self._change(call, welcome=True, welcome_texts=texts)

    async def welcome_off(self, call: Call) -> None:
        """Stop welcoming."""
        await self._change(call, welcome=False)

    async def _change(self, call: Call, **changes: object) -> None:
        async with self._transactions.begin() as tx:
            await self._settings.change(tx, call.community.id, "onboarding", changes)

    async def rules(self, call: Call) -> tuple[Rules | None, bool]:
        """Give the rules in force, and whether the caller accepted them."""
        async with self._transactions.read() as tx:
            versions = await self._store.rules(tx, call.community.id)
            if not versions:
                return None, False
            accepted = await self._store.accepted(tx, call.community.id, call.person.member)
            return versions[0], accepted >= versions[0].version

    async def history(self, call: Call) -> list[Rules]:
        """List every version of the rules, the newest first."""
        async with self._transactions.read() as tx:
            return await self._store.rules(tx, call.community.id)

    async def set_rules(self, call: Call, text: str) -> Rules:
        """Put a new version of the rules in force."""
        async with self._transactions.begin() as tx:
            return await self._store.add_rules(tx, call.community.id, text, call.person.member, call.now)

    async def accept(self, call: Call, version: int) -> bool:
        """Note that the caller accepts the rules; False when they had. Refuses a version no longer in force."""
        async with self._transactions.begin() as tx:
            versions = await self._store.rules(tx, call.community.id)
            if not versions or versions[0].version != version:
                raise Refused("rules-changed")
            first = await self._store.accept(tx, call.community.id, call.person.member, version, call.now)
            await self._store.reach(tx, call.community.id, call.person.member, Step.ACCEPTED, call.now)
            return first


def _subject(chat: ChatRef, update: str, at: datetime) -> str:
    """Name the welcome that began with an arrival."""
    return f"welcome:{chat.platform}:{chat.id}:{update}:{at.timestamp():.0f}"
