"""What tests of rules about content share: a message, settings as an admin types them, and what a rule says."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.content import Choice, Msg
from bot.ids import CommunityId
from bot.moderation.links import find_links
from bot.moderation.model import Verdict
from bot.moderation.rules.base import Author, MessageRule, Seen
from bot.moderation.ruleset import carried_only
from bot.moderation.settings import RuleSettings
from bot.moderation.text import read
from bot.updates import MessagePosted
from tests.core.kernel import ANNA, posted

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)

S = TypeVar("S", bound=RuleSettings)


def said(text: str, **more: Any) -> MessagePosted:
    return posted(ANNA, text, "1", NOON)._replace(**more)


def look(
    rule: MessageRule, settings: RuleSettings, message: MessagePosted, author: Author | None = None
) -> Verdict | None:
    seen = Seen(CommunityId(1), message, read(message.text), find_links(message), author or Author())
    verdict = rule.check(seen, settings)
    assert verdict is None or not (seen.bare and carried_only(rule)), "it would never have been asked"
    return verdict


def told(settings: type[S], **written: Any) -> S:
    """Give settings as if an admin had typed them."""
    return settings.model_validate(written)


def why(verdict: Verdict | None, name: str = "why") -> str | None:
    """Give the kind of what was found."""
    if verdict is None:
        return None
    assert isinstance(verdict.reason, Msg)
    choice = verdict.reason.values[name]
    assert isinstance(choice, Choice)
    return choice.key
