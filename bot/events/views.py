"""How events read: announcements, previews, lists, reminders and notices, as documents."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.call import Person
from bot.commands import action
from bot.content import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Choice,
    Doc,
    Field,
    Inline,
    Joined,
    Link,
    Node,
    Para,
    Quote,
    Row,
    Span,
    Style,
    Time,
    Title,
    msg,
)
from bot.events.model import Event, Plan, State
from bot.events.reminders import Moment, Reminder
from bot.events.seats import Answer, Roster, Rsvp, Standing
from bot.ids import MemberId

MAX_NAMES = 30  # names in one list of an announcement, so that it stays one message

Names = Mapping[MemberId, Person]


def number_of(event: Event) -> str:
    """Write an event's short number."""
    return f"#{event.number}"


def show_card(event: Event, roster: Roster, names: Names, zone: str, *, link: bool = False) -> Doc:
    """Show an event in full; its link only where `link` says so."""
    plan = event.plan
    title: Inline = plan.title if event.number is None else Row((f"{number_of(event)} · ", plan.title))
    blocks: list[Node] = [Title(title)]
    if event.state is State.CANCELLED:
        blocks.append(Para(_cancelled(event)))
    if plan.about:
        blocks.append(Quote(plan.about))
    blocks.append(Field(msg("event-field-when"), Time(plan.starts, zone, full=True)))
    blocks.append(Field(msg("event-field-duration"), Span(plan.duration)))
    if event.series:
        blocks.append(Field(msg("event-field-repeat"), event.series.shown()))
    if plan.format:
        blocks.append(Field(msg("event-field-format"), msg("event-format", format=Choice(plan.format))))
    if plan.place:
        blocks.append(Field(msg("event-field-where"), plan.place))
    if host := names.get(plan.host):
        blocks.append(Field(msg("event-field-host"), host.named))
    if link and plan.link:
        blocks.append(show_link(plan))
    blocks.append(_seats(plan, roster))
    for label, rsvps in (("going", roster.going), ("maybe", roster.of(Standing.MAYBE))):
        if rsvps:
            blocks.append(Field(msg(f"event-field-{label}"), _names(rsvps, names)))
    return Doc(tuple(blocks))


def show_link(plan: Plan) -> Field:
    """Show where to join online."""
    return Field(msg("event-field-link"), Link(plan.link, plan.link))


def _seats(plan: Plan, roster: Roster) -> Field:
    label = msg("event-field-seats") if plan.limit else msg("event-field-coming")
    return Field(label, show_seats(plan.limit, roster.taken, len(roster.line)))


def show_seats(limit: int | None, taken: int, waiting: int = 0) -> Inline:
    """Show how many come, of how many, and how many wait."""
    seats: Inline = msg("event-seats", taken=taken, limit=limit) if limit else msg("event-seats-open", taken=taken)
    return Row((seats, ", ", msg("event-waiting", count=waiting))) if waiting else seats


def _names(rsvps: tuple[Rsvp, ...], names: Names) -> Inline:
    known = [names[r.member].named for r in rsvps if r.member in names]
    listed = Joined(tuple(known[:MAX_NAMES]))
    more = len(rsvps) - len(known[:MAX_NAMES])
    if not more:
        return listed
    return Row((listed, " ", msg("event-more", count=more))) if known else msg("event-more", count=more)


def _cancelled(event: Event) -> Inline:
    text = Bold(msg("event-cancelled-mark"))
    return Row((text, " ", event.reason)) if event.reason else text


def answer_buttons(event: Event, now: datetime) -> Buttons:
    """Give the buttons of an announcement: none once there is nothing to answer."""
    if event.state is not State.OPEN or now >= event.plan.starts:
        return ()
    styles = {Answer.GOING: Style.SUCCESS, Answer.MAYBE: Style.PLAIN, Answer.NO: Style.PLAIN}
    return (tuple(Button(msg(f"event-button-{a}"), action("rsvp", event.id, a), s) for a, s in styles.items()),)


def draft_buttons(event: Event) -> Buttons:
    """Give the buttons of a preview."""
    return (
        (
            Button(msg("event-button-announce"), action("event-confirm", event.id), Style.PRIMARY),
            Button(msg("event-button-drop"), action("event-drop", event.id)),
        ),
    )


def offer_buttons(event: Event) -> Buttons:
    """Give the buttons of an offered seat."""
    return (
        (
            Button(msg("event-button-take"), action("event-offer", event.id, Answer.GOING), Style.SUCCESS),
            Button(msg("event-button-pass"), action("event-offer", event.id, Answer.NO)),
        ),
    )


def quiet_buttons(event: Event, *, quiet: bool) -> Buttons:
    """Give the button that turns personal reminders off, or on again."""
    wish = "on" if quiet else "off"
    return ((Button(msg(f"event-button-reminders-{wish}"), action("event-reminders", event.id, wish)),),)


def show_offer(event: Event, rsvp: Rsvp) -> Doc:
    """Offer a seat to somebody."""
    assert rsvp.until is not None
    zone = rsvp.guest.zone
    until = Time(rsvp.until, zone, full=True)
    when = Time(event.plan.starts, zone, full=True)
    return Doc((Para(msg("event-offer", title=event.plan.title, until=until)), Field(msg("event-field-when"), when)))


def show_reminder(event: Event, reminder: Reminder, roster: Roster, zone: str, *, personal: bool) -> Doc:
    """Remind the chat, or one person who is going and so sees the link."""
    plan = event.plan
    blocks: list[Node] = []
    if reminder.late:
        blocks.append(Para(msg("event-reminder-late")))
    key = f"event-reminder-{reminder.moment}"
    if reminder.moment is Moment.NOW:
        blocks.append(Para(msg(key, title=plan.title)))
    else:
        blocks.append(Para(msg(key, title=plan.title, distance=Span(reminder.distance))))
    blocks.append(Field(msg("event-field-when"), Time(plan.starts, zone, full=True)))
    if plan.place:
        blocks.append(Field(msg("event-field-where"), plan.place))
    if not personal:
        blocks.append(_seats(plan, roster))
    elif plan.link:
        blocks.append(show_link(plan))
    return Doc(tuple(blocks))


def show_cancelled(event: Event, zone: str) -> Doc:
    """Tell somebody that an event will not be."""
    plan = event.plan
    text = msg("event-told-cancelled", title=plan.title, when=Time(plan.starts, zone, full=True))
    return Doc((Para(text), Quote(event.reason)) if event.reason else (Para(text),))


def show_changes(event: Event, changes: Iterable[str], names: Names, zone: str, *, link: bool) -> Doc:
    """Tell somebody what changed about an event; a new link only if they are going."""
    items = [Row((Bold(msg(f"event-change-{c}")), ": ", _value(event.plan, c, names, zone, link))) for c in changes]
    return Doc((Para(msg("event-told-changed", title=event.plan.title)), Bullets(tuple(items))))


def _value(plan: Plan, change: str, names: Names, zone: str, link: bool) -> Inline:
    match change:
        case "starts":
            return Time(plan.starts, zone, full=True)
        case "duration":
            return Span(plan.duration)
        case "host" if plan.host in names:
            return names[plan.host].named
        case "format" if plan.format:
            return msg("event-format", format=Choice(plan.format))
        case "remind":
            return show_offsets(plan)
        case "link" if not link:
            return msg("event-link-for-going")
        case _:
            return str(getattr(plan, change))


def show_offsets(plan: Plan) -> Inline:
    """Show when an event's reminders go out."""
    if not plan.remind:
        return msg("event-remind-none")
    return Joined(tuple(Span(o) if o else msg("event-remind-start") for o in plan.remind))
