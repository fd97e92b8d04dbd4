"""Show tickets to moderators, and to everybody where there is no chat for moderators alone."""

from collections.abc import Sequence

from bot.audience import Team
from bot.commands import action
from bot.content import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Code,
    Doc,
    Field,
    Inline,
    Joined,
    Link,
    Msg,
    Node,
    Para,
    Quote,
    Row,
    Span,
    Style,
    Text,
    Time,
    Title,
    msg,
)
from bot.ids import CommunityId
from bot.moderation.model import Case
from bot.moderation.queue.model import (
    ABOUT_APPEAL,
    ABOUT_MESSAGE,
    MUTE,
    Decision,
    Report,
    Ruling,
    Ticket,
    TicketKind,
    asked,
)
from bot.moderation.views import Names, named, number_of

MENTIONED = 10  # moderators called by name at once

_STYLES = {
    Ruling.BAN: Style.DANGER,
    Ruling.DISMISS: Style.SUCCESS,
    Ruling.OVERTURN: Style.SUCCESS,
}


def ticket_buttons(ticket: Ticket) -> Buttons:
    """Give the buttons that decide a ticket."""
    if ticket.kind is TicketKind.APPEAL:
        return (tuple(_button("appeal", ticket, ruling) for ruling in ABOUT_APPEAL),)
    possible = [r for r in ABOUT_MESSAGE if r is not Ruling.DELETE or not _came(ticket)]
    buttons = [_button("ticket", ticket, ruling) for ruling in possible]
    return tuple(buttons[:-2]), tuple(buttons[-2:])


def _button(verb: str, ticket: Ticket, ruling: Ruling) -> Button:
    label = msg("queue-button", ruling=Choice(ruling), length=Span(MUTE))
    return Button(label, action(verb, ticket.id, ruling), _STYLES.get(ruling, Style.PLAIN))


def show_open(
    ticket: Ticket, names: Names, team: Team, zone: str, case: Case | None, address: str | None = None
) -> Doc:
    """Show a ticket that waits; `case` is what an appeal is about, `address` leads to the message."""
    if ticket.kind is TicketKind.APPEAL and case is not None:
        return _appeal(ticket, case, names, team, zone)
    blocks: list[Node] = [Title(_title(ticket))]
    if ticket.public:
        called = _called(team, ticket)
        if _came(ticket):  # there is nothing it answers to, so it says itself whom it is about
            blocks.append(Field(msg("moderation-who"), named(names, ticket.member, ticket.community)))
        return Doc((*blocks, Para(called))) if called is not None else Doc((*blocks, Para(msg("queue-somebody"))))
    blocks.append(Field(msg("moderation-who"), named(names, ticket.member, ticket.community)))
    if ticket.kind is TicketKind.REVIEW:
        blocks.append(Field(msg("moderation-by"), msg("moderation-by-rule", rule=Code(ticket.rule or ""))))
        blocks.append(Field(msg("moderation-detail"), ticket.detail))
    blocks += [Para(msg("moderation-evidence")), Quote(ticket.words)] if ticket.words else []
    if ticket.reports:
        blocks.append(Bullets(tuple(_report(r, names, ticket.community) for r in ticket.reports)))
    if address is not None:
        blocks.append(Para(Link(address, msg("queue-look"))))
    return Doc(tuple(blocks))


def _title(ticket: Ticket) -> Msg:
    if _came(ticket):
        return msg("queue-arrival-title")
    if ticket.kind is TicketKind.REVIEW:
        return msg("queue-review-title", count=len(ticket.reports))
    return msg("queue-report-title", count=len(ticket.reports))


def _came(ticket: Ticket) -> bool:
    """Tell whether it is about somebody who came, not about a message."""
    return ticket.kind is TicketKind.REVIEW and ticket.message is None


def _report(report: Report, names: Names, community: CommunityId) -> Inline:
    who = named(names, report.member, community)
    return Row((who, ": ", Text(report.text))) if report.text else who


def _called(team: Team, ticket: Ticket) -> Inline | None:
    people = [p.mention for p in team.people if not p.member or p.member != ticket.member][:MENTIONED]
    return msg("queue-called", who=Joined(tuple(people))) if people else None


def _appeal(ticket: Ticket, case: Case, names: Names, team: Team, zone: str) -> Doc:
    title = Title(msg("queue-appeal-title", number=number_of(case)))
    who = [p.mention for p in asked(case, team)][:MENTIONED]
    called: list[Node] = [Para(msg("queue-called", who=Joined(tuple(who))))] if who else []
    until: list[Node] = [Field(msg("queue-appeal-until"), Time(ticket.due, zone))] if ticket.due is not None else []
    if ticket.public:
        return Doc((title, *called, *until, Para(_look_up(case))))
    blocks: list[Node] = [title, Field(msg("moderation-who"), named(names, ticket.member, ticket.community))]
    blocks.append(Field(msg("queue-appeal-about"), msg("moderation-kind", kind=Choice(case.kind))))
    if case.reason != "":
        blocks.append(Field(msg("moderation-why"), case.reason))
    blocks += [Para(msg("queue-appeal-words")), Quote(ticket.words)] if ticket.words else []
    return Doc((*blocks, *called, *until))


def _look_up(case: Case) -> Msg:
    return msg("queue-appeal-look", command=Code(f"/case {case.number}"))


def show_decided(ticket: Ticket, decision: Decision, case: Case | None, names: Names) -> Doc:
    """Show who decided what about a ticket; `case` is what was opened for it, or what the appeal was about."""
    by = named(names, decision.by, ticket.community)
    number = number_of(case) if case is not None else ""
    key = "queue-arrival-decided" if _came(ticket) else "queue-decided"
    return Doc((Para(msg(key, by=by, ruling=Choice(decision.ruling), number=number)),))


def show_history(case: Case, tickets: Sequence[Ticket], names: Names, zone: str) -> list[Node]:
    """Show what led to a case, and the appeal against it, for moderators."""
    blocks: list[Node] = []
    for ticket in tickets:
        if ticket.case == case.id:
            blocks += [Para(msg("queue-appeal-words")), Quote(ticket.words)] if ticket.words else []
            if ticket.decision is None and ticket.due is not None:
                blocks.append(Field(msg("queue-appeal-until"), Time(ticket.due, zone)))
            continue
        blocks.append(Para(msg("queue-came-from", kind=Choice(ticket.kind))))
        if ticket.reports:
            blocks.append(Bullets(tuple(_report(r, names, ticket.community) for r in ticket.reports)))
    return blocks
