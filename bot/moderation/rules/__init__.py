"""The rules: one file each, listed here. The order is the one they are shown in."""

from bot.moderation.rules.base import Rule
from bot.moderation.rules.blocklist import BlocklistRule
from bot.moderation.rules.caps import CapsRule
from bot.moderation.rules.emoji import EmojiRule
from bot.moderation.rules.flood import FloodRule
from bot.moderation.rules.forwards import ForwardsRule
from bot.moderation.rules.invites import InvitesRule
from bot.moderation.rules.links import LinksRule
from bot.moderation.rules.media import MediaRule
from bot.moderation.rules.mentions import MentionsRule
from bot.moderation.rules.names import NamesRule
from bot.moderation.rules.newcomer import NewcomerRule
from bot.moderation.rules.raid import RaidRule
from bot.moderation.rules.reactions import ReactionsRule
from bot.moderation.rules.repeats import RepeatsRule
from bot.moderation.rules.scripts import ScriptsRule
from bot.moderation.rules.spam import SpamRule
from bot.moderation.settings import RuleSettings

RULES: tuple[type[Rule], ...] = (
    BlocklistRule,
    LinksRule,
    InvitesRule,
    ForwardsRule,
    MediaRule,
    FloodRule,
    RepeatsRule,
    MentionsRule,
    CapsRule,
    EmojiRule,
    ReactionsRule,
    ScriptsRule,
    NewcomerRule,
    NamesRule,
    SpamRule,
    RaidRule,
)
SECTION = "rule-"  # before a rule's name: where its settings are kept


def rule_sections() -> dict[str, type[RuleSettings]]:
    """List the sections that the rules' settings are kept in."""
    return {SECTION + rule.name: rule.settings_type for rule in RULES}
