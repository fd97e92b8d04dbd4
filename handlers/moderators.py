"""Every handler of moderation's commands."""

from bot.moderation.assembly import Moderation
from handlers.blocklist import BlocklistHandlers
from handlers.locks import LockHandlers
from handlers.moderation import ModerationHandlers
from handlers.notes import NoteHandlers
from handlers.purge import PurgeHandlers
from handlers.queue import QueueHandlers
from handlers.raid import RaidHandlers
from handlers.rules import RuleHandlers
from handlers.trials import TrialHandlers


def moderators_handlers(moderation: Moderation) -> tuple[object, ...]:
    """List them, in the order of menus and pages."""
    return (
        ModerationHandlers(moderation.service, moderation.queue, moderation.hands.channels),
        QueueHandlers(moderation.queue),
        NoteHandlers(moderation.hands.notes, moderation.hands.approvals),
        PurgeHandlers(moderation.hands.purge),
        LockHandlers(moderation.hands.locking),
        RaidHandlers(moderation.raids),
        RuleHandlers(moderation.rules, moderation.tuning),
        BlocklistHandlers(moderation.blocklist),
        TrialHandlers(moderation.trials, moderation.reruns),
    )
