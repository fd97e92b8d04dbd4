"""Say what happens around an event: to every linked chat, and to the people it concerns."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.audience import Addressees, Audience
from bot.call import Person
from bot.content import Buttons, Doc, Para, msg
from bot.deliveries import Fallback, Outbox
from bot.events.model import Event
from bot.events.reminders import Reminder
from bot.events.seats import Roster, Rsvp, Standing
from bot.events.views import (
    Names,
    answer_buttons,
    offer_buttons,
    quiet_buttons,
    show_card,
    show_offer,
    show_reminder,
)
from bot.ids import AccountRef, ChatRef, MemberId, Platform
from bot.outgoing import Priority
from bot.ports import Clock, Tx


class Herald:
    """Write an event's messages to the outbox, in the transaction of their reason."""

    def __init__(self, outbox: Outbox, audience: Audience, people: Addressees, clock: Clock) -> None:
        self._outbox = outbox
        self._audience = audience
        self._people = people
        self._clock = clock

    async def names(self, tx: Tx, event: Event, roster: Roster) -> Names:
        """Read the people an event's card names."""
        named = {event.plan.host, *(r.member for r in roster.of(Standing.GOING, Standing.MAYBE))}
        return await self._people.load(tx, event.community, named)

    async def announce(self, tx: Tx, event: Event, roster: Roster) -> None:
        """Announce an event in every linked chat, once."""
        card = show_card(event, roster, await self.names(tx, event, roster), event.zone)
        buttons = answer_buttons(event, self._clock.now())
        for place in await self._audience.chats(tx, event.community):
            key = f"event-announce:{event.id}:{chat_key(place.chat)}"
            await self._outbox.send(
                tx,
                place.chat,
                card,
                locale=place.locale,
                key=key,
                buttons=buttons,
                subject=event.subject,
                priority=Priority.NEWS,
            )

    async def refresh(self, tx: Tx, event: Event, roster: Roster) -> None:
        """Bring every announcement up to date."""
        card = show_card(event, roster, await self.names(tx, event, roster), event.zone)
        await self._outbox.show(tx, event.subject, card, answer_buttons(event, self._clock.now()))

    async def offer(self, tx: Tx, event: Event, rsvp: Rsvp) -> None:
        """Offer somebody the seat that is held for them."""
        key = f"event-offer:{event.id}:{rsvp.turn}"
        # Whoever takes no private messages must still hear of it: the seat is held for a time only.
        await self.tell(
            tx, event, [rsvp], key, lambda r: show_offer(event, r), offer_buttons(event), in_chat_otherwise=True
        )

    async def lapsed(self, tx: Tx, event: Event, rsvp: Rsvp, turn: int) -> None:
        """Tell somebody that the seat held for them went on."""
        document = Doc((Para(msg("event-offer-lapsed", title=event.plan.title)),))
        await self.tell(tx, event, [rsvp], f"event-lapsed:{event.id}:{turn}", lambda _: document)

    async def remind(
        self, tx: Tx, event: Event, roster: Roster, reminder: Reminder, key: str, quiet: frozenset[MemberId]
    ) -> None:
        """Remind every linked chat, and those going who did not ask for quiet."""
        buttons = answer_buttons(event, self._clock.now())
        for place in await self._audience.chats(tx, event.community):
            document = show_reminder(event, reminder, roster, event.zone, personal=False)
            await self._outbox.send(
                tx,
                place.chat,
                document,
                locale=place.locale,
                key=f"{key}:{chat_key(place.chat)}",
                buttons=buttons,
                priority=Priority.NEWS,
                until=event.plan.ends,
            )
        going = [r for r in roster.going if r.member not in quiet]
        await self.tell(
            tx,
            event,
            going,
            key,
            lambda r: show_reminder(event, reminder, roster, r.guest.zone, personal=True),
            quiet_buttons(event, quiet=False),
            until=event.plan.ends,
        )

    async def tell(
        self,
        tx: Tx,
        event: Event,
        rsvps: Iterable[Rsvp],
        key: str,
        document: Callable[[Rsvp], Doc],
        buttons: Buttons = (),
        *,
        until: datetime | None = None,
        in_chat_otherwise: bool = False,
    ) -> None:
        """Write to people privately, once for each key and person; where their language is not known, in the one they
        answered in."""
        chosen = list(rsvps)
        people = await self._people.load(tx, event.community, {r.member for r in chosen})
        places = await self._audience.chats(tx, event.community) if in_chat_otherwise else ()
        for rsvp in chosen:
            person = people.get(rsvp.member)
            account = person and _account(person, rsvp.guest.platform)
            if not person or not account:
                continue
            reader = await self._people.reader(tx, event.community, rsvp.member, account, otherwise=rsvp.guest.locale)
            chat = next((p.chat for p in places if p.chat.platform == account.platform), None)
            await self._outbox.send(
                tx,
                account,
                document(rsvp),
                locale=reader.locale,
                key=f"{key}:@{rsvp.member}",
                buttons=buttons,
                until=until,
                fallback=Fallback(chat, person.name) if chat else None,
            )


def chat_key(chat: ChatRef) -> str:
    """Write a chat as part of a delivery's key."""
    return f"{chat.platform}:{chat.id}:{chat.topic or ''}"


def _account(person: Person, platform: Platform) -> AccountRef | None:
    """Choose where to write to somebody: on the platform they answered from, else on any."""
    return next((a for a in person.accounts if a.platform == platform), next(iter(person.accounts), None))
