"""Telegram's command menu: the groups, per scope and language. Only a hint; access is decided in the core."""

import structlog
import telegram

from bot.access import Access
from bot.commands import CommandTable
from bot.texts import DEFAULT, languages, say

DESCRIPTION_LIMIT = 256  # https://core.telegram.org/bots/api#botcommand

# Each scope, with whose groups are shown there.
SCOPES = (
    (telegram.BotCommandScopeDefault(), Access.MEMBER),
    (telegram.BotCommandScopeAllPrivateChats(), Access.MEMBER),
    (telegram.BotCommandScopeAllGroupChats(), Access.MEMBER),
    (telegram.BotCommandScopeAllChatAdministrators(), Access.OWNER),
)

log = structlog.get_logger()


def menu(table: CommandTable, access: Access, locale: str) -> list[telegram.BotCommand]:
    """List the groups in which somebody with this access may do anything."""
    return [
        telegram.BotCommand(group, say(f"menu-{group}", locale)[:DESCRIPTION_LIMIT])
        for group in table.groups
        if any(c.access <= access for c in table.in_group(group))
    ]


async def tell_menus(bot: telegram.Bot, table: CommandTable) -> None:
    """Set the menus that differ from what Telegram has. The default language is told without a language code."""
    for scope, access in SCOPES:
        for locale in languages():
            code = None if locale == DEFAULT else locale
            wanted = menu(table, access, locale)
            if list(await bot.get_my_commands(scope, code)) != wanted:
                await bot.set_my_commands(wanted, scope, code)
                log.info("telegram menu set", scope=scope.type, language=locale)
