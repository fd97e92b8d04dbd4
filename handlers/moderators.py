"""Every handler of moderation's commands."""

from bot.moderation.assembly import Moderation
from handlers.moderation import ModerationHandlers
from handlers.notes import NoteHandlers
from handlers.rules import RuleHandlers


def moderators_handlers(moderation: Moderation) -> tuple[object, ...]:
    """List them, in the order of menus and pages."""
    return (
        ModerationHandlers(moderation.service),
        NoteHandlers(moderation.notes, moderation.approvals),
        RuleHandlers(moderation.rules),
    )
