"""Mind names: what people call themselves is read by everybody, like a message."""

import re
import unicodedata
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import ClassVar, Protocol, Self

from pydantic import Field

from bot.content import Choice, Inline, Text, msg
from bot.ids import ChatRef, CommunityId, MessageRef
from bot.moderation.links import find_links
from bot.moderation.model import Action, Verdict
from bot.moderation.rules.base import Arrived, Seen
from bot.moderation.rules.emoji import count_emoji
from bot.moderation.rules.invites import invites
from bot.moderation.settings import Act, RuleSettings
from bot.moderation.text import Plain, read
from bot.updates import Actor, MessagePosted

REMEMBERED = 20_000  # names looked at lately
AGAIN = timedelta(hours=1)  # after which a name is looked at again: the blocklist may have grown
LONGEST = 256  # characters of a name that are looked at
HEAPED = 3  # marks on one letter: more hide it

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they show a name backwards, and what stands around it
_WORD = re.compile(r"[^\W\d_]+")
_OFFICIAL = """
    admin admins administrator administration moderator moderators support helpdesk telegram discord official
    админ админы администратор администрация модератор модераторы поддержка техподдержка саппорт телеграм дискорд
"""
OFFICIAL = frozenset(_OFFICIAL.split())


class Words(Protocol):
    """Look for what a community does not want to read."""

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Judge a text as if it were a message."""


class NamesSettings(RuleSettings):
    """What a name may not have."""

    action: Act = "review"
    links: bool = True  # links and invitations
    words: bool = True  # what is on the blocklist
    officials: bool = True  # words by which somebody passes for an admin, for support or for the platform
    hidden: bool = True  # nothing that can be seen, letters heaped with marks, text turned backwards
    emoji: int = Field(default=5, ge=0, le=64)  # how many it may have


class NamesRule:
    """Look at a name when its owner comes and when they first write under it.

    A message under such a name is deleted each time where that is the action; anything else is done once a name.
    """

    name: ClassVar[str] = "names"
    settings_type: ClassVar[type[RuleSettings]] = NamesSettings

    def __init__(self, words: Words, words_settings: RuleSettings) -> None:
        self._words = words
        self._words_settings = words_settings
        self._known: OrderedDict[
            tuple[CommunityId, str, str, str | None], tuple[RuleSettings, datetime, Verdict | None]
        ] = OrderedDict()

    def fresh(self) -> Self:
        """Give the same rule with no name remembered."""
        return type(self)(self._words, self._words_settings)

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        """Judge the name of who writes."""
        actor = seen.message.actor
        known = self._known.get((seen.community, actor.account.id, actor.name, actor.username))
        if known is None or known[0] is not settings or seen.message.at - known[1] >= AGAIN:
            return self._look(seen.community, actor, seen.message.at, settings)
        verdict = known[2]
        return verdict if verdict is None or verdict.measure.action is Action.DELETE else None

    def check_arrival(self, seen: Arrived, settings: RuleSettings) -> Verdict | None:
        """Judge the name of who comes."""
        return self._look(seen.community, seen.actor, seen.at, settings)

    def _look(self, community: CommunityId, actor: Actor, at: datetime, settings: RuleSettings) -> Verdict | None:
        assert isinstance(settings, NamesSettings)
        wrong = self._wrong(community, actor, at, settings)
        verdict = None
        if wrong is not None:
            why, about = wrong
            reason = msg("moderation-names-reason", why=Choice(why))
            detail = msg("moderation-names-detail", why=Choice(why), name=Text(actor.name[:LONGEST]), about=about)
            verdict = Verdict(self.name, settings.measure, reason, detail)
        self._known[community, actor.account.id, actor.name, actor.username] = settings, at, verdict
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return verdict

    def _wrong(
        self, community: CommunityId, actor: Actor, at: datetime, settings: NamesSettings
    ) -> tuple[str, Inline] | None:
        """Say what is wrong with a name, if anything is."""
        name = actor.name[:LONGEST]
        plain = read(name)
        if settings.hidden and (hidden := _hides(name, plain)):
            return hidden, ""
        # A name alone, as a message nobody wrote: what looks at messages looks at it.
        chat = ChatRef(actor.account.platform, "")
        said = MessagePosted("name", at, None, chat, actor, MessageRef(chat, ""), name)
        links = find_links(said)
        if settings.links and links:
            return ("invite" if invites(links) else "link"), links[0].shown
        if settings.words:
            found = self._words.check(Seen(community, said, plain, links), self._words_settings)
            if found is not None:
                return "word", found.detail
        if settings.officials and (words := OFFICIAL.intersection(_WORD.findall(plain.text))):
            return "official", min(words)
        return ("emoji", str(count)) if (count := count_emoji(name)) > settings.emoji else None


def _hides(name: str, plain: Plain) -> str:
    if _TURNING.search(name) is not None:
        return "turned"
    marks = 0
    for character in name:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > HEAPED:
            return "heaped"
    seen = any(unicodedata.category(c)[0] in "LNSP" for c in plain.text)
    return "" if seen or count_emoji(name) else "empty"
