"""Show what was done about somebody: to everybody (what, why, how long), and to moderators in full."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from bot.call import Person
from bot.content import (
    Choice,
    Code,
    Doc,
    Field,
    Inline,
    Mention,
    Msg,
    Node,
    Para,
    Quote,
    Row,
    Span,
    Text,
    Time,
    Title,
    msg,
)
from bot.ids import CommunityId, MemberId
from bot.moderation.model import (
    APPEALABLE,
    NATIVE,
    TAKEN_BACK,
    Action,
    Case,
    Done,
    Entry,
    Kind,
    Measure,
    Rung,
    Step,
)

Names = Mapping[MemberId, Person]

LASTING = (Kind.MUTE, Kind.BAN)
SHORT = 120  # characters of a reason where cases are listed
LADDER = "ladder"  # stands for a rule in cases that follow from the number of warnings


def number_of(case: Case) -> str:
    """Write a case's number as people do."""
    return f"#{case.number}"


def show_notice(done: Done, zone: str) -> list[Node]:
    """Tell everybody what was done, why and for how long."""
    blocks: list[Node] = []
    for case in done.cases:
        blocks.append(Para(_did(case, done.person)))
        if case.reason != "":
            blocks.append(Field(msg("moderation-why"), case.reason))
        blocks += [*_term(case, done, zone), Field(msg("moderation-case"), number_of(case))]
    return blocks


def show_remedy(case: Case) -> list[Node]:
    """Say how to appeal, where that is possible."""
    if case.kind not in APPEALABLE:
        return []
    return [Para(msg("moderation-remedy", command=Code(f"/appeal {case.number} …")))]


def show_personal(done: Done, community: str, zone: str, days: int) -> Doc:
    """Tell the person themselves what was done in a community, why, for how long, and how to appeal within so many
    days."""
    blocks: list[Node] = []
    for case in done.cases:
        blocks.append(Para(msg("moderation-did-you", action=Choice(case.kind), community=Text(community))))
        if case.reason != "":
            blocks.append(Field(msg("moderation-why"), case.reason))
        blocks += _term(case, done, zone)
        if done.followed is not None:  # each can be appealed, and the last words name one
            blocks.append(Field(msg("moderation-case"), number_of(case)))
        if case.evidence is not None:
            blocks += [Para(msg("moderation-evidence")), Quote(case.evidence)]
    command = Code(f"/appeal {done.cases[-1].number} …")
    return Doc((*blocks, Para(msg("moderation-remedy-you", command=command, days=days))))


def show_case(case: Case, names: Names, zone: str, more: Sequence[Node] = ()) -> Doc:
    """Show a case in full, for moderators; `more` is what else is known of it."""
    blocks: list[Node] = [
        Title(msg("moderation-case-title", number=number_of(case), kind=_kind(case))),
        Field(msg("moderation-who"), _name(names, case.member, case.community)),
        Field(msg("moderation-case-by", kind=Choice(case.kind)), _by(case, names)),
    ]
    if case.reason != "":
        blocks.append(Field(msg("moderation-case-why", kind=Choice(case.kind)), case.reason))
    if case.detail != "":
        blocks.append(Field(msg("moderation-detail"), case.detail))
    if case.kind in LASTING:
        blocks += _lasting(case, zone)
    blocks.append(Field(msg("moderation-at"), Time(case.at, zone, full=True)))
    if case.evidence is not None:
        blocks += [Para(msg("moderation-evidence")), Quote(case.evidence)]
    if case.removed:
        blocks.append(Para(msg("moderation-more-removed", count=case.removed)))
    for entry in case.history:
        if entry.step not in (Step.OPENED, Step.REMOVED):
            by = _name(names, entry.by, case.community)
            blocks.append(Para(_history(entry.step, Time(entry.at, zone), by, entry.text)))
    return Doc((*blocks, *more))


def show_taken_back(case: Case, entry: Entry, names: Names) -> Doc:
    """Say in one line, for moderators, that a case was taken back, by whom and why."""
    by: Inline = msg("moderation-by-native") if entry.by is None else _name(names, entry.by, case.community)
    who = _name(names, case.member, case.community)
    more, text = Choice("yes" if entry.text else "no"), Text(entry.text)
    told = msg("moderation-taken-back", number=number_of(case), kind=_kind(case), who=who, by=by, more=more, text=text)
    return Doc((Para(told),))


def show_cases(cases: Sequence[Case], names: Names, zone: str) -> tuple[Inline, ...]:
    """List cases, one line each."""
    return tuple(_line(case, names, zone) for case in cases)


def _line(case: Case, names: Names, zone: str) -> Inline:
    mark: Inline = msg("moderation-over") if case.over else ""
    reason: Inline = _short(case.reason) if case.reason != "" else msg("moderation-no-reason")
    parts: tuple[Inline, ...] = (
        Code(number_of(case)), " ", _kind(case), " — ", _name(names, case.member, case.community), ", ",
        Time(case.at, zone), ": ", reason, mark,
    )  # fmt: skip
    return Row(parts)


def _short(reason: Inline) -> Inline:
    if isinstance(reason, Text) and len(reason.text) > SHORT:
        return Text(reason.text[: SHORT - 1] + "…")
    return reason


def show_measure(measure: Measure) -> Msg:
    """Say what is done, and for how long."""
    timed = Choice("yes" if measure.length is not None else "no")
    length: Inline = Span(measure.length) if measure.length is not None else ""
    return msg("moderation-measure", action=Choice(measure.action), timed=timed, length=length)


def ladder_reason(warnings: int) -> Msg:
    """Say why the ladder did something."""
    return msg("moderation-ladder-reason", count=warnings)


def case_kind(action: Action) -> Kind:
    """Give the kind of case that an action makes."""
    return Kind(action.value)


def _kind(case: Case) -> Msg:
    return msg("moderation-kind-reactions") if _reactions(case) else msg("moderation-kind", kind=Choice(case.kind))


def _did(case: Case, person: Person) -> Msg:
    if _reactions(case):
        return msg("moderation-did-reactions", who=person.mention)
    return msg("moderation-did", action=Choice(case.kind), who=person.mention)


def _reactions(case: Case) -> bool:
    """Tell whether reactions were removed: then it is about no message."""
    return case.kind is Kind.DELETE and case.message is None


def _lasting(case: Case, zone: str) -> list[Node]:
    """Say until when it is in force; of what was taken back, only how long it was meant to be."""
    if not any(e.step in TAKEN_BACK for e in case.history):
        return [Field(msg("moderation-until"), _until(case, zone))]
    return [Field(msg("moderation-length"), Span(_length(case.at, case.until)))] if case.until is not None else []


def _term(case: Case, done: Done, zone: str) -> list[Node]:
    """Say for how long it is, and where a warning leads."""
    if case.kind in LASTING:
        return [Field(msg("moderation-until"), _until(case, zone))]
    if case.kind is not Kind.WARN:
        return []
    standing = Field(msg("moderation-standing"), _standing(done.warnings, done.coming))
    return [Field(msg("moderation-counts"), Span(done.life)), standing]


def _until(case: Case, zone: str) -> Inline:
    if case.until is None:
        return msg("moderation-for-good")
    length = Span(_length(case.at, case.until))
    return msg("moderation-until-time", until=Time(case.until, zone, full=True), length=length)


def _length(begin: datetime, end: datetime) -> timedelta:
    """Say how long it lasts; of long times, such as what is left of an earlier one, nobody counts the seconds."""
    seconds = (end - begin).total_seconds()
    return timedelta(seconds=round(seconds) if seconds < 3600 else round(seconds / 60) * 60)


def _standing(warnings: int, coming: Rung | None) -> Msg:
    if coming is None:
        return msg("moderation-warnings-count", count=warnings)
    return msg("moderation-warnings-next", count=warnings, at=coming.warnings, then=show_measure(coming.measure))


def _name(names: Names, member: MemberId | None, community: CommunityId) -> Mention | Msg:
    if member is None:
        return msg("moderation-hearth")
    return named(names, member, community)


def named(names: Names, member: MemberId, community: CommunityId) -> Mention | Msg:
    """Name somebody; whoever was forgotten has a pseudonym, always the same in a community."""
    person = names.get(member)
    return person.named if person else msg("moderation-pseudonym", code=pseudonym(community, member))


def pseudonym(community: CommunityId, member: MemberId) -> str:
    """Give what stands for somebody who was forgotten: it tells their cases apart from other people's, and no more."""
    return sha256(f"{community}:{member}".encode()).hexdigest()[:4]


def _by(case: Case, names: Names) -> Inline:
    if case.rule == LADDER:
        return msg("moderation-by-ladder")
    if case.rule == NATIVE:
        return msg("moderation-by-native")
    if case.rule is not None and case.by is None:
        return msg("moderation-by-rule", rule=Code(case.rule))
    return _name(names, case.by, case.community)


def _history(step: Step, at: Time, by: Inline, text: str) -> Msg:
    more = Choice("yes" if text else "no")
    return msg("moderation-step", step=Choice(step), at=at, by=by, more=more, text=Text(text))
