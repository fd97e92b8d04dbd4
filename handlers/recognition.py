"""Thanks: a typed call in, a reply out."""

from typing import Literal

from bot.access import Access
from bot.call import Call, Person
from bot.commands import Several, Text, Who, button, command
from bot.content import Reply, msg, reply
from bot.errors import Refused
from bot.ids import MemberId
from bot.recognition.model import Category, Wish
from bot.recognition.ranking import Period
from bot.recognition.service import RecognitionService
from bot.recognition.views import (
    hide_buttons,
    page_buttons,
    score_buttons,
    show_explained,
    show_score,
    show_thanks,
    show_top,
)

Categories = Literal["answers", "code", "content", "design", "ideas", "mentoring", "organizing", "talks", "translation"]
Periods = Literal["week", "month", "all"]


class RecognitionHandlers:
    """Answer what concerns thanks."""

    def __init__(self, service: RecognitionService) -> None:
        self._service = service

    @command("thanks", access=Access.MEMBER)
    async def thanks(self, call: Call, who: Several, reason: Text, *, for_: Categories | None = None) -> Reply:
        """Thank somebody, before everybody."""
        if call.private:
            raise Refused("thanks-in-chat")
        wish = Wish(who, reason, Category(for_) if for_ else None, call.message, call.zone.key)
        given = await self._service.thank(call.community, call.person, wish)
        return Reply(show_thanks(given, call.person, who, call.community.zone), private=False)

    @command("score", access=Access.EVERYONE)
    async def score(self, call: Call, who: Who | None = None) -> Reply:
        """Tell a score."""
        person = _scored(call, who)
        own = person.member == call.person.member
        score, hidden = await self._service.score(call.community.id, person.member)
        return Reply(show_score(score, person, own=own), score_buttons(person.member, own=own, hidden=hidden))

    @command("why", access=Access.EVERYONE)
    async def why(self, call: Call, who: Who | None = None) -> Reply:
        """Show every entry behind a score, the newest first."""
        return await self._explain(call, _scored(call, who).member, 0)

    @button("recognition-why")
    async def turn(self, call: Call, member: int, page: int) -> Reply:
        """Turn to another page of the entries behind a score."""
        return await self._explain(call, MemberId(member), page, replace=True)

    @command("top", access=Access.EVERYONE)
    async def top(self, call: Call, period: Periods | None = None, category: Categories | None = None) -> Reply:
        """Show who is thanked most; over the last month, if nothing is said."""
        span, what = Period(period or Period.MONTH), Category(category) if category else None
        places, names = await self._service.top(call.community.id, span, what)
        return Reply(show_top(places, names, span, what), private=False)

    @button("top-out")
    async def leave_top(self, call: Call) -> Reply:
        """Leave the caller out of the ranking."""
        return await self._hide(call, hidden=True)

    @button("top-in")
    async def join_top(self, call: Call) -> Reply:
        """Let the caller into the ranking again."""
        return await self._hide(call, hidden=False)

    async def _hide(self, call: Call, *, hidden: bool) -> Reply:
        person = _scored(call, None)
        await self._service.set_hidden(call.community.id, person.member, hidden=hidden)
        text = msg("top-is-out") if hidden else msg("top-is-in")
        return reply(text, buttons=hide_buttons(hidden=hidden), replace=True)

    async def _explain(self, call: Call, member: MemberId, page: int, *, replace: bool = False) -> Reply:
        explained = await self._service.explain(call.community.id, member, page)
        shown = show_explained(explained, call.zone.key, own=member == call.person.member)
        return Reply(shown, page_buttons(member, explained.page), replace=replace)


def _scored(call: Call, who: Person | None) -> Person:
    """Give whose score is meant. Raises Refused for somebody who cannot have one."""
    person = who or call.person
    if not person.human:
        raise Refused("recognition-people-only")
    return person
