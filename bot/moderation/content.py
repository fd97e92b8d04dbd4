"""Make the rules that look at what a message has in it and who it is by."""

from bot.moderation.rules.base import Rule
from bot.moderation.rules.blocklist import BlocklistSettings
from bot.moderation.rules.caps import CapsRule
from bot.moderation.rules.emoji import EmojiRule
from bot.moderation.rules.forwards import ForwardsRule
from bot.moderation.rules.invites import InvitesRule
from bot.moderation.rules.links import LinksRule
from bot.moderation.rules.media import MediaRule
from bot.moderation.rules.mentions import MentionsRule
from bot.moderation.rules.names import NamesRule, Words
from bot.moderation.rules.newcomer import NewcomerRule


def content_rules(blocklist: Words) -> tuple[Rule, ...]:
    """Give them in the order they are shown in; names are looked up on the blocklist too."""
    return (
        LinksRule(),
        InvitesRule(),
        ForwardsRule(),
        MediaRule(),
        MentionsRule(),
        CapsRule(),
        EmojiRule(),
        NewcomerRule(),
        NamesRule(blocklist, BlocklistSettings()),
    )
