"""Show thanks, scores, what they are made of, and the ranking."""

from collections.abc import Sequence

from bot.call import Person
from bot.commands import action
from bot.content import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Doc,
    Inline,
    Joined,
    Msg,
    Node,
    Para,
    Quote,
    Row,
    Style,
    Time,
    Title,
    msg,
)
from bot.ids import MemberId
from bot.recognition.ledger import Explained, Given, Line, Names, Page, Score
from bot.recognition.model import POINT, Act, Category
from bot.recognition.ranking import Period, Place

SHOWN_REASON = 100  # characters of a reason in a list: a page of ten fits one message on every platform


def number_of(entry: int) -> str:
    """Write an entry's short number."""
    return f"#{entry}"


def points(millipoints: int) -> int | float:
    """Give millipoints as points, whole ones as a whole number. Three decimals at most, so nothing is rounded away."""
    return millipoints // POINT if millipoints % POINT == 0 else millipoints / POINT


def show_points(millipoints: int) -> Msg:
    """Say how many points."""
    return msg("recognition-points", points=points(millipoints))


def _signed(millipoints: int) -> Msg:
    sign = Choice("minus" if millipoints < 0 else "plus")
    return msg("recognition-signed", sign=sign, points=points(abs(millipoints)))


def show_thanks(given: Given, giver: Person, receivers: Sequence[Person], zone: str) -> Doc:
    """Tell everybody who was thanked, by whom and for what. The receivers are notified, the giver is not."""
    act, entries = given.act, given.entries
    who = {r.member: r.mention for r in receivers}
    if len(entries) == 1:
        (entry,) = entries
        said = msg("thanks-given", giver=giver.named, who=who[entry.receiver], points=show_points(entry.amount))
    else:
        shares = tuple(Row((who[e.receiver], " ", _signed(e.amount))) for e in entries)
        said = msg("thanks-shared", giver=giver.named, who=Joined(shares))
    blocks: list[Node] = [Para(said)]
    if act.reason:
        blocks.append(Quote(act.reason))
    if act.category is not None:
        blocks.append(Para(msg("thanks-category", category=_category(act.category))))
    if given.pending is not None:
        blocks.append(Para(msg("thanks-pending", when=Time(given.pending, zone))))
    return Doc(tuple(blocks))


def show_score(score: Score, who: Person, *, own: bool) -> Doc:
    """Tell a score; that there is more to come; and where to look further."""
    blocks: list[Node] = [Title(_sum(who, score.points, own=own))]
    if score.pending:
        blocks.append(Para(msg("score-pending", points=show_points(score.pending))))
    return Doc(tuple(blocks))


def score_buttons(member: MemberId, *, own: bool, hidden: bool) -> Buttons:
    """Offer the entries behind a score and, for one's own, to opt out of the ranking or in again."""
    explain = Button(msg("score-button-why"), action("recognition-why", member, 0))
    return ((explain,), *hide_buttons(hidden=hidden)) if own else ((explain,),)


def hide_buttons(*, hidden: bool) -> Buttons:
    """Offer to opt out of the ranking, or in again."""
    if hidden:
        return ((Button(msg("top-button-in"), action("top-in")),),)
    return ((Button(msg("top-button-out"), action("top-out")),),)


def show_explained(explained: Explained, zone: str, *, own: bool) -> Doc:
    """Show the entries behind a score: what is newer, what is shown and what is earlier add up to it exactly."""
    page, names = explained.page, explained.names
    blocks: list[Node] = [Title(_sum(explained.who, page.total, own=own))]
    if not page.lines:
        blocks.append(Para(msg("why-none")))
    if page.number:
        blocks.append(Para(msg("why-newer", points=show_points(page.newer))))
    if page.lines:
        blocks.append(Bullets(tuple(_line(line, names, zone) for line in page.lines)))
    if page.more:
        blocks.append(Para(msg("why-earlier", points=show_points(page.earlier))))
    if explained.pending:
        blocks.append(Para(msg("why-pending", points=show_points(explained.pending_sum))))
        blocks.append(Bullets(tuple(_pending(line, names, zone) for line in explained.pending)))
    return Doc(tuple(blocks))


def page_buttons(member: MemberId, page: Page) -> Buttons:
    """Offer the pages before and after."""
    row = []
    if page.number:
        row.append(Button(msg("why-button-newer"), action("recognition-why", member, page.number - 1)))
    if page.more:
        row.append(Button(msg("why-button-earlier"), action("recognition-why", member, page.number + 1), Style.PRIMARY))
    return (tuple(row),) if row else ()


def show_top(places: Sequence[Place], names: Names, period: Period, category: Category | None) -> Doc:
    """Show the ranking."""
    what = Choice(category or "any")
    blocks: list[Node] = [Title(msg("top-title", period=Choice(period), category=what))]
    lines: list[Inline] = []
    for place in places:
        if place.member in names:
            weight = points(max(1, round(place.weight / 10)) * 10)
            who = names[place.member].named
            lines.append(msg("top-line", who=who, givers=place.givers, points=msg("recognition-points", points=weight)))
    blocks.append(Bullets(tuple(lines), ordered=True) if lines else Para(msg("top-none")))
    blocks.append(Para(msg("top-hint")))
    return Doc(tuple(blocks))


def _sum(who: Person, millipoints: int, *, own: bool) -> Msg:
    whose = Choice("own" if own else "other")
    return msg("score-sum", whose=whose, who=who.named, points=show_points(millipoints))


def _line(line: Line, names: Names, zone: str) -> Inline:
    entry, act = line.entry, line.act
    number, amount, when = number_of(entry.number), _signed(entry.amount), Time(entry.at, zone)
    if entry.corrects is not None and entry.cause is not None:
        old, cause = number_of(entry.corrects), Choice(entry.cause)
        return msg("why-correction", number=number, points=amount, old=old, cause=cause, when=when)
    said: list[Inline] = [msg("why-entry", number=number, points=amount, who=_giver(act, names), when=when)]
    if act.category is not None:
        said += [", ", _category(act.category)]
    if act.reason:
        said += [": ", _short(act.reason)]
    return Row(tuple(said))


def _pending(line: Line, names: Names, zone: str) -> Inline:
    return msg("why-pending-line", entry=_line(line, names, zone), when=Time(line.entry.counts_from, zone))


def _category(category: Category) -> Msg:
    return msg("recognition-category", category=Choice(category))


def _giver(act: Act, names: Names) -> Inline:
    giver = names.get(act.giver)
    return giver.named if giver is not None else msg("recognition-somebody")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_REASON else text[: SHOWN_REASON - 1] + "…"
