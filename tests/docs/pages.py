"""Write the pages that are generated from the declarations: docs/commands.md and docs/rights.md."""

from pathlib import Path

from bot.access import Access
from bot.app import App
from bot.commands import Command, CommandTable
from bot.config import Settings, StorageSettings
from bot.manual import usage
from bot.ports import SystemClock
from bot.texts import say

DOCS = Path(__file__).parents[2] / "docs"
LEVELS = tuple(Access)


def command_table() -> CommandTable:
    """Give every command and button there is."""
    return App(Settings(storage=StorageSettings(url="sqlite://")), SystemClock()).table


def commands_page(table: CommandTable) -> str:
    """Write what each command does, with its options and an example, in both languages."""
    lines = ["# Commands", "", "Generated from the declarations by `make docs`.", ""]
    for group in table.groups:
        lines += [f"## /{group}", ""]
        for command in table.in_group(group):
            lines += [*_command(command), ""]
    return "\n".join(lines)


def _command(command: Command) -> list[str]:
    return [
        f"### `{usage(command)}`",
        "",
        f"{say(command.key, 'en')} · {say(command.key, 'ru')}",
        "",
        f"Access: {command.access.key}",
        "",
        *(
            f"- `{o.name}` — {say(command.option_key(o), 'en')} · {say(command.option_key(o), 'ru')}"
            for o in command.options
        ),
        *([""] if command.options else []),
        "```",
        say(f"{command.key}-example", "en"),
        say(f"{command.key}-example", "ru"),
        "```",
    ]


def rights_page(table: CommandTable) -> str:
    """Write who may do what."""
    lines = [
        "# Who may do what",
        "",
        "Generated from the declarations by `make docs`; a test tries every cell. Access comes from the platform's own",
        "rights: on Telegram the right to restrict members makes a moderator, the right to add admins an admin, the",
        "creator is the owner; on Discord these are Moderate Members, Manage Server and the server's owner.",
        "",
        "| | " + " | ".join(level.key for level in LEVELS) + " |",
        "|---|" + "---|" * len(LEVELS),
    ]
    rows = [(f"`/{c.name}`", c.access) for c in table.commands.values()]
    rows += [(f"button `{p.verb}`", p.access) for p in table.presses.values()]
    lines += [
        f"| {name} | " + " | ".join("✓" if level >= needed else "" for level in LEVELS) + " |" for name, needed in rows
    ]
    notes = [
        "",
        "`/language` and `/timezone` are for everybody where they concern oneself; for the chat they take an admin.",
        "`/event edit`, `cancel` and `stop` are for the event's host and for moderators.",
        "",
    ]
    return "\n".join(lines + notes)


def pages() -> dict[Path, str]:
    """Write every generated page."""
    table = command_table()
    return {DOCS / "commands.md": commands_page(table), DOCS / "rights.md": rights_page(table)}
