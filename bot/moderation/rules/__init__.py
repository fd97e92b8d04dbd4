"""The rules: one file each, listed here. The order is the one they are shown in."""

from bot.moderation.rules.base import Rule
from bot.moderation.rules.blocklist import BlocklistRule
from bot.moderation.rules.raid import RaidRule
from bot.moderation.settings import RuleSettings

RULES: tuple[type[Rule], ...] = (BlocklistRule, RaidRule)
SECTION = "rule-"  # before a rule's name: where its settings are kept


def rule_sections() -> dict[str, type[RuleSettings]]:
    """List the sections that the rules' settings are kept in."""
    return {SECTION + rule.name: rule.settings_type for rule in RULES}
