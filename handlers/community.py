"""The community itself, as commands: help, language, zone, settings."""

from typing import Literal

from bot.access import Access
from bot.call import Call
from bot.commands import Command, CommandTable, Text, Word, action, button, command
from bot.communities.service import CommunityService
from bot.content import Bold, Bullets, Button, Code, Field, Inline, Joined, Para, Reply, Row, Title, msg, reply
from bot.content import Text as Literally
from bot.errors import Refused
from bot.ids import Platform
from bot.manual import show_example, show_usage
from bot.settings import Section, allowed, show_value, shown_fields
from bot.texts import say
from bot.when import BadZone, find_zone


class CommunityHandlers:
    """Turn calls into the community's verbs."""

    def __init__(self, service: CommunityService, table: CommandTable) -> None:
        self._service = service
        self._table = table

    @command("help", access=Access.EVERYONE)
    async def help(self, call: Call, command: Text | None = None) -> Reply:
        """List the commands one may use here, or explain one."""
        if command is not None:
            return self._explain(call, command)
        blocks: list[Para | Bullets] = []
        for group in self._table.groups:
            mine = [c for c in self._table.in_group(group) if c.access <= call.access]
            if mine:
                blocks.append(Bullets(tuple(Row((Code(f"/{c.name}"), " — ", msg(c.key))) for c in mine)))
        return reply(Title(msg("help-title")), *blocks, msg("help-more"))

    def _explain(self, call: Call, name: str) -> Reply:
        found, group, _ = self._table.find(name.removeprefix("/"))
        commands = [found] if found else self._table.in_group(group)
        if not commands:
            raise Refused("command-unknown", name=group[:40])
        blocks = [block for c in commands for block in self._manual(call, c)]
        return reply(*blocks)

    def _manual(self, call: Call, found: Command) -> list[Title | Para | Bullets]:
        blocks: list[Title | Para | Bullets] = [
            Title(f"/{found.name}"),
            Para(msg(found.key)),
            Para(show_usage(call, found)),
        ]
        if found.options:
            options = tuple(Row((Bold(o.name), " — ", msg(found.option_key(o)))) for o in found.options)
            blocks.append(Bullets(options))
        blocks += show_example(call, found, typed=call.platform is Platform.DISCORD)
        if found.access > Access.EVERYONE:
            blocks.append(Para(msg(f"help-access-{found.access.key}")))
        return blocks

    @command("about", access=Access.EVERYONE)
    async def about(self, call: Call) -> Reply:
        """Say what this community is and what Hearth does here."""
        about = await self._service.about(call)
        chats: tuple[Inline, ...] = about.chats
        return reply(
            Title(about.name),
            Field(msg("about-chats"), Joined(chats)),
            Field(msg("about-members"), str(about.members)),
            Field(msg("about-zone"), call.community.zone),
            msg("about-hearth"),
        )

    @command("language", access=Access.EVERYONE)
    async def language(
        self, call: Call, language: Literal["en", "ru"], *, for_: Literal["me", "chat"] | None = None
    ) -> Reply:
        """Choose the language, for oneself or for the chat."""
        own = for_ == "me" or (for_ is None and call.private)
        if not own:
            call.require(Access.ADMIN)
        await self._service.set_language(call, language, own=own)
        # The answer is already in the language that was chosen.
        return reply(Literally(say("language-set-own" if own else "language-set-chat", language)))

    @command("timezone", access=Access.EVERYONE)
    async def timezone(self, call: Call, zone: Text, *, for_: Literal["me", "chat"] | None = None) -> Reply:
        """Choose the time zone, for oneself or for the chat."""
        own = for_ == "me" or (for_ is None and call.private)
        if not own:
            call.require(Access.ADMIN)
        try:
            found = find_zone(zone)
        except BadZone as error:
            hints = (Bullets(tuple(Code(s) for s in error.suggestions)),) if error.suggestions else ()
            raise Refused(f"zone-{error.problem}", zone=zone[:60], hints=hints) from None
        await self._service.set_zone(call, found, own=own)
        return reply(msg("zone-set-own" if own else "zone-set-chat", zone=found.key))

    @command("settings", access=Access.ADMIN)
    async def settings(self, call: Call, section: Word | None = None, change: Text | None = None) -> Reply:
        """Show every setting of a section, or change one."""
        if section is None:
            rows = tuple(
                (Button(msg(f"settings-{name}"), action("settings", name)),) for name in self._service.sections()
            )
            return reply(Title(msg("settings-title")), msg("settings-choose"), buttons=rows)
        if change is None:
            return self._section(call, section)
        key, colon, value = change.lstrip("| ").partition(":")
        if not colon or not value.strip():
            raise Refused("settings-how", section=section[:40])
        changed = await self._service.change(call, section, key.strip().lower(), value.strip())
        shown = show_value(changed.model_dump(mode="json")[key.strip().lower()])
        return reply(msg("settings-changed", key=Code(key.strip().lower()), value=Code(shown)))

    @button("settings", access=Access.ADMIN)
    async def section_pressed(self, call: Call, section: str) -> Reply:
        """Show a section."""
        return self._section(call, section)

    @button("switch", access=Access.ADMIN)
    async def switched(self, call: Call, section: str, key: str, value: str) -> Reply:
        """Switch a setting on or off."""
        await self._service.change(call, section, key, value)
        return self._section(call, section, replace=True)

    def _section(self, call: Call, section: str, *, replace: bool = False) -> Reply:
        values, model = self._service.section(call, section)
        rows = tuple(self._switch(section.lower(), key, values) for key in shown_fields(model) if _is_flag(model, key))
        items = tuple(_setting(section.lower(), key, values, model) for key in shown_fields(model))
        how = msg("settings-how", section=section.lower())
        return reply(Title(msg(f"settings-{section.lower()}")), Bullets(items), how, buttons=rows, replace=replace)

    def _switch(self, section: str, key: str, values: Section) -> tuple[Button, ...]:
        on = bool(getattr(values, key))
        label = msg("settings-switch-off" if on else "settings-switch-on", key=key)
        return (Button(label, action("switch", section, key, "no" if on else "yes")),)


def _is_flag(model: type[Section], key: str) -> bool:
    return model.model_fields[key].annotation is bool


def _setting(section: str, key: str, values: Section, model: type[Section]) -> Row:
    value = show_value(values.model_dump(mode="json")[key])
    default = show_value(model().model_dump(mode="json")[key])
    what = msg(f"setting-{section}-{key.replace('_', '-')}")
    facts = msg("settings-value", value=Code(value), default=Code(default), range=allowed(model, key))
    return Row((Code(key), " — ", what, ". ", facts))
