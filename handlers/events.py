"""Events: a typed call in, a reply out."""

from datetime import timedelta
from typing import Literal

from bot.access import Access
from bot.call import Call, Person
from bot.commands import Duration, Long, Number, PositiveInt, Text, When, Who, button, command
from bot.content import Bullets, Doc, Field, Para, Reply, Time, Title, msg, reply
from bot.errors import Refused
from bot.events.model import Format, Wish
from bot.events.reminders import OffsetsError, parse_offsets
from bot.events.seats import Answer, Guest, Outcome
from bot.events.service import Answered, EventService
from bot.events.views import (
    answer_buttons,
    draft_buttons,
    number_of,
    quiet_buttons,
    show_card,
    show_changes,
    show_link,
    show_offsets,
    show_seats,
)
from bot.ids import MemberId

Formats = Literal["online", "offline", "hybrid"]


class EventsHandlers:
    """Answer what concerns events."""

    def __init__(self, service: EventService) -> None:
        self._service = service

    @command("event new", access=Access.MODERATOR)
    async def new(
        self,
        call: Call,
        title: Text,
        when: When,
        *,
        where: Text | None = None,
        limit: PositiveInt | None = None,
        duration: Duration | None = None,
        repeat: Text = "",
        about: Long | None = None,
        host: Who | None = None,
        format: Formats | None = None,
        link: Text | None = None,
        remind: Text | None = None,
    ) -> Reply:
        """Show a new event to its organizer, to be confirmed."""
        wish = Wish(
            duration=duration,
            host=_host(host),
            place=where,
            about=about,
            link=link,
            format=Format(format) if format else None,
            limit=limit,
            remind=_offsets(remind),
        )
        seen = await self._service.propose(call.community, call.person, title, when, wish, repeat)
        card = show_card(seen.event, seen.roster, seen.names, call.community.zone, link=True)
        reminders = Field(msg("event-field-remind"), show_offsets(seen.event.plan))
        question = Para(msg("event-preview"))
        return Reply(Doc((*card.blocks, reminders, question)), draft_buttons(seen.event))

    @button("event-confirm", access=Access.MODERATOR)
    async def confirm(self, call: Call, event: int) -> Reply:
        """Announce a draft."""
        announced = await self._service.confirm(call.community, event)
        when = Time(announced.plan.starts, call.zone.key, full=True)
        text = msg("event-announced", number=number_of(announced), title=announced.plan.title, when=when)
        return reply(text, replace=True)

    @button("event-drop", access=Access.MODERATOR)
    async def drop(self, call: Call, event: int) -> Reply:
        """Forget a draft."""
        await self._service.drop(call.community, event)
        return reply(msg("event-dropped"), replace=True)

    @command("events", access=Access.EVERYONE)
    async def list_coming(self, call: Call) -> Reply:
        """List what is coming."""
        coming = await self._service.list_coming(call.community.id)
        if not coming:
            return reply(msg("events-none"))
        items = [
            msg(
                "events-line",
                number=number_of(event),
                title=event.plan.title,
                when=Time(event.plan.starts, call.zone.key, full=True),
                seats=show_seats(event.plan.limit, taken),
            )
            for event, taken in coming
        ]
        return reply(Title(msg("events-title")), Bullets(tuple(items)), msg("events-hint"))

    @command("event show", access=Access.EVERYONE)
    async def show(self, call: Call, id: Number) -> Reply:
        """Show one event in full, with its link to those going."""
        seen = await self._service.show(call.community.id, id)
        going = seen.going(call.person.member)
        card = show_card(seen.event, seen.roster, seen.names, call.zone.key, link=going)
        return Reply(card, answer_buttons(seen.event, call.now))

    @command("event edit", access=Access.MEMBER)
    async def edit(
        self,
        call: Call,
        id: Number,
        *,
        title: Text | None = None,
        when: When | None = None,
        where: Text | None = None,
        limit: PositiveInt | None = None,
        duration: Duration | None = None,
        about: Long | None = None,
        host: Who | None = None,
        format: Formats | None = None,
        link: Text | None = None,
        remind: Text | None = None,
    ) -> Reply:
        """Change an event."""
        wish = Wish(
            title=title,
            starts=when,
            duration=duration,
            host=_host(host),
            place=where,
            about=about,
            link=link,
            format=Format(format) if format else None,
            limit=limit,
            remind=_offsets(remind),
        )
        seen, changes = await self._service.edit(call.community.id, call.person, id, wish)
        told = show_changes(seen.event, changes, seen.names, call.zone.key, link=True)
        return Reply(Doc((*told.blocks, Para(msg("event-edited")))))

    @command("event cancel", access=Access.MEMBER)
    async def cancel(self, call: Call, id: Number, reason: Text = "") -> Reply:
        """Cancel an event."""
        event, following = await self._service.cancel(call.community.id, call.person, id, reason)
        text = msg("event-cancelled", number=number_of(event), title=event.plan.title)
        if following is None:
            return reply(text)
        when = Time(following.plan.starts, call.zone.key, full=True)
        return reply(text, msg("event-following", number=number_of(following), when=when))

    @command("event stop", access=Access.MEMBER)
    async def stop(self, call: Call, id: Number) -> Reply:
        """End a series."""
        event = await self._service.stop(call.community.id, call.person, id)
        when = Time(event.plan.starts, call.zone.key, full=True)
        return reply(msg("event-stopped", number=number_of(event), title=event.plan.title, when=when))

    @button("rsvp", access=Access.EVERYONE)
    async def answer(self, call: Call, event: int, answer: str) -> Reply:
        """Note an answer to an announcement."""
        return Reply(await self._answer(call, event, answer))

    @button("event-offer", access=Access.EVERYONE)
    async def answer_offer(self, call: Call, event: int, answer: str) -> Reply:
        """Note an answer to an offered seat; the offer gives way to it."""
        return Reply(await self._answer(call, event, answer), replace=True)

    @button("event-reminders", access=Access.EVERYONE)
    async def set_reminders(self, call: Call, event: int, wish: str) -> Reply:
        """Turn personal reminders off, or on again."""
        wanted = wish == "on"
        shown = await self._service.set_reminders(call.community, call.person, event, wanted=wanted)
        text = msg("event-reminders-on") if wanted else msg("event-reminders-off")
        return reply(text, buttons=quiet_buttons(shown, quiet=not wanted))

    async def _answer(self, call: Call, event: int, answer: str) -> Doc:
        if answer not in tuple(Answer):
            raise Refused("event-gone")
        if not call.person.human:
            raise Refused("event-people-only")
        guest = Guest(call.person.member, call.platform, call.locale, call.zone.key)
        return _show_answer(await self._service.answer(call.community, guest, event, Answer(answer)), call)


def _show_answer(answered: Answered, call: Call) -> Doc:
    plan = answered.event.plan
    when = Time(plan.starts, call.zone.key, full=True)
    key = f"event-answer-{answered.outcome}"
    match answered.outcome:
        case Outcome.WAITING | Outcome.ALREADY_WAITING:
            text = Para(msg(key, title=plan.title, position=answered.position))
        case Outcome.NO | Outcome.PASSED:
            text = Para(msg(key, title=plan.title))
        case _:
            text = Para(msg(key, title=plan.title, when=when))
    going = answered.outcome in (Outcome.GOING, Outcome.ALREADY_GOING, Outcome.TOOK)
    return Doc((text, show_link(plan)) if going and plan.link else (text,))


def _host(host: Person | None) -> MemberId | None:
    if host is None:
        return None
    if not host.human:
        raise Refused("event-people-only")
    return host.member


def _offsets(text: str | None) -> tuple[timedelta, ...] | None:
    try:
        return None if text is None else parse_offsets(text)
    except OffsetsError:
        raise Refused("event-remind-bad", given=text or "") from None
