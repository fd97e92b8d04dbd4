"""Show a rule, what it says, why it did something, and what it would have done."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content import (
    Attachment,
    Bold,
    Bullets,
    Choice,
    Code,
    Doc,
    Field,
    Inline,
    Joined,
    Link,
    Node,
    Para,
    Quote,
    Row,
    Text,
    Time,
    Title,
    msg,
)
from bot.ids import Platform, SpaceRef
from bot.moderation.marks import mark
from bot.moderation.measures import parse_measure
from bot.moderation.record import Said
from bot.moderation.replay import Hit
from bot.moderation.rule_service import Checked
from bot.moderation.settings import RuleSettings
from bot.moderation.tally import DAYS
from bot.moderation.trials import Explained, Replayed
from bot.moderation.tuning import Tuned, default_of, edit_line, name_of, range_of
from bot.moderation.views import LADDER, named, number_of, show_measure
from bot.permalinks import permalink
from bot.settings import show_value, shown_fields
from bot.texts import plain, say

LATEST = 10  # hits that are quoted
QUOTED = 200  # characters of each
SAME = 5  # hits that are quoted of those that a change adds, or no longer finds


def state_of(settings: RuleSettings) -> Inline:
    """Say whether a rule is on, off or on trial, and what it does."""
    state = Choice("dry" if settings.on and settings.dry_run else "on" if settings.on else "off")
    return msg("moderation-rule-state", state=state, action=show_measure(settings.measure))


def show_rule(tuned: Tuned, platform: Platform) -> list[Node]:
    """Show a rule in full: what it does, how often it did, and every setting."""
    model = type(tuned.settings)
    values = tuned.settings.model_dump(mode="json")
    counts = msg("rule-counts", acted=tuned.acted, tried=tuned.tried, days=DAYS)
    # An action of which there are few to choose from has no length.
    acts = "mute 10m" if model.model_fields["action"].annotation is str else default_of(model, "action")
    settings = tuple(_setting(tuned.rule, model, key, values[key]) for key in shown_fields(model))
    return [
        Title(msg("rule-title", rule=tuned.rule)),
        Para(state_of(tuned.settings)),
        Para(counts),
        Bullets(settings),
        Para(msg("rule-edit-hint", example=Code(edit_line(platform, tuned.rule, "action", f"{acts} | dry run: yes")))),
    ]


def _setting(rule: str, model: type[RuleSettings], key: str, value: object) -> Row:
    default = default_of(model, key)
    now = Code(show_value(value) or "no")
    # What every rule has is described once; its own settings are its own.
    name = f"{'' if key in RuleSettings.model_fields else f'{rule}-'}{key.replace('_', '-')}"
    facts = msg("settings-value", value=now, default=Code(default), range=range_of(model, key))
    return Row((Bold(name_of(key)), " — ", msg(f"setting-rule-{name}"), ". ", facts))


def show_test(tested: Checked) -> list[Node]:
    """Show what a rule says to a text."""
    title = Title(msg("rule-title", rule=tested.rule))
    verdict = tested.verdict
    if verdict is None:
        return [title, Para(msg("moderation-check-nothing")), Para(state_of(tested.settings))]
    return [title, Para(verdict.detail), Para(show_measure(verdict.measure)), Para(state_of(tested.settings))]


def show_why(explained: Explained, zone: str) -> list[Node]:
    """Show why a rule did something: what it found and where, under which settings, and what the other rules said."""
    case = explained.case
    person = explained.names.get(case.member)
    rule: Inline = msg("moderation-by-ladder") if explained.rule == LADDER else Code(explained.rule)
    blocks: list[Node] = [
        Title(msg("rule-why-title", number=number_of(case))),
        Field(msg("moderation-who"), person.named if person else msg("moderation-somebody")),
        Field(msg("moderation-at"), Time(case.at, zone, full=True)),
        Field(msg("rule-why-rule"), rule),
        *_decided(explained),
        Field(msg("moderation-why"), case.reason),
    ]
    if case.detail != "":
        blocks.append(Field(msg("moderation-detail"), case.detail))
    blocks += [_said(s) for s in explained.said]
    if not explained.said and case.rule != LADDER:
        blocks.append(Para(msg("rule-why-forgotten")))
    if case.evidence is not None:
        blocks += [Para(msg("moderation-evidence")), Quote(mark(case.evidence, case.detail))]
    return blocks


def _decided(explained: Explained) -> list[Node]:
    """Say who decided, where the rule only asked."""
    case = explained.case
    if case.rule is not None or case.by is None:
        return []
    return [
        Field(msg("moderation-by"), named(explained.names, case.by, case.community)),
        Para(msg("queue-came-from", kind=Choice("review"))),
    ]


def _said(said: Said) -> Field:
    kept = {key: value for key, value in said.settings.items() if key not in ("on", "dry_run")}
    shown = ", ".join(f"{name_of(k)}: {show_value(v)}" for k, v in kept.items() if show_value(v))
    dry = Choice("yes" if said.dry else "no")
    does = msg("rule-why-said", action=show_measure(parse_measure(said.action)), dry=dry, settings=Text(shown))
    return Field(Code(said.rule), Row((said.detail, "; ", does)))


def show_replay(replayed: Replayed, space: SpaceRef | None, zone: str) -> Doc:
    """Show what a rule would have done."""
    outcome, wanted = replayed.outcome, replayed.wanted
    caught = outcome.caught
    head = msg(
        "rule-replay-found",
        caught=len(caught),
        looked=outcome.looked,
        people=outcome.people,
        since=Time(wanted.since, zone),
    )
    blocks: list[Node] = [Title(msg("rule-replay-title", rule=wanted.rule.name)), Para(head)]
    if caught:
        done = dict.fromkeys(hit.verdict.measure for hit in caught if hit.verdict)
        blocks.append(Para(msg("rule-replay-would", action=Joined(tuple(map(show_measure, done))))))
    if wanted.compared:
        newly, spared = outcome.newly, outcome.spared
        blocks.append(Para(msg("rule-replay-compared", newly=len(newly), spared=len(spared))))
        for key, hits in (("rule-replay-newly", newly), ("rule-replay-spared", spared)):
            if hits:
                blocks += [Para(Bold(msg(key))), _latest(replayed, hits, SAME, space, zone)]
    if caught:
        blocks += [Para(Bold(msg("rule-replay-latest"))), _latest(replayed, caught, LATEST, space, zone)]
    return Doc((*blocks, Para(msg("rule-replay-nothing-done"))))


def _latest(replayed: Replayed, hits: Sequence[Hit], most: int, space: SpaceRef | None, zone: str) -> Bullets:
    return Bullets(tuple(_hit(replayed, hit, space, zone) for hit in reversed(hits[-most:])))


def _hit(replayed: Replayed, hit: Hit, space: SpaceRef | None, zone: str) -> Row:
    record = hit.record
    address = permalink(record.message, space)
    at: Inline = Time(record.at, zone)
    when = Link(address, at) if address else at
    words = " ".join((record.text or "").split())
    cut = words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
    shown = mark(cut, hit.verdict.detail) if hit.verdict else Text(cut)
    return Row((when, " ", _name(replayed, hit), ": ", shown))


def _name(replayed: Replayed, hit: Hit) -> Inline:
    member = hit.record.member
    person = replayed.names.get(member) if member is not None else None
    return person.named if person else msg("moderation-somebody")


def list_hits(replayed: Replayed, space: SpaceRef | None, zone: ZoneInfo, locale: str) -> tuple[Attachment, ...]:
    """Write every hit into a file, where they are more than are shown."""
    hits = replayed.outcome.hits
    if len(hits) <= LATEST:
        return ()
    lines = [_line(replayed, hit, space, zone, locale) for hit in reversed(hits)]
    name = f"replay-{replayed.wanted.rule.name}.txt"
    # The mark in front tells Windows' own editor that this is UTF-8.
    return (Attachment(name, "".join(lines).encode("utf-8-sig", "replace"), "text/plain"),)


def _line(replayed: Replayed, hit: Hit, space: SpaceRef | None, zone: ZoneInfo, locale: str) -> str:
    record = hit.record
    key = "rule-file-spared" if hit.verdict is None else "rule-file-both" if hit.before else "rule-file-found"
    parts = [_at(record.at, zone), plain(_name(replayed, hit), locale), say(key, locale)]
    parts += [plain(hit.verdict.detail, locale)] if hit.verdict else []
    parts += [permalink(record.message, space) or "", " ".join((record.text or "").split())]
    return "\t".join(filter(None, parts)) + "\n"


def _at(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def show_progress(rule: str, done: int, total: int) -> Doc:
    """Show how far a long run is."""
    percent = min(done * 100 // total, 99) if total else 0
    return Doc((Title(msg("rule-replay-title", rule=rule)), Para(msg("rule-replay-running", percent=percent))))


def show_interrupted(rule: str) -> Doc:
    """Say that a run did not come to its end."""
    return Doc((Title(msg("rule-replay-title", rule=rule)), Para(msg("rule-replay-interrupted"))))
