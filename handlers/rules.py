"""The moderation rules and the log chat, as commands."""

from typing import Annotated, TypeAlias

from bot.access import Access
from bot.call import Call
from bot.commands import Changes, Kind, OneOf, Sample, action, button, command
from bot.content import (
    Bold,
    Bullets,
    Button,
    Choice,
    Code,
    Doc,
    Field,
    Inline,
    Reply,
    Row,
    Title,
    msg,
    reply,
)
from bot.moderation.rule_service import Checked, RuleService
from bot.moderation.rules import RULES
from bot.moderation.trial_views import show_rule, state_of
from bot.moderation.tuning import Tuned, Tuning
from bot.moderation.views import show_measure

RuleName: TypeAlias = Annotated[str, Kind.WORD, OneOf(tuple(rule.name for rule in RULES))]

SWITCHES = ("on", "dry_run")  # settings that have a button


class RuleHandlers:
    """Turn calls into the verbs of rules."""

    def __init__(self, service: RuleService, tuning: Tuning) -> None:
        self._service = service
        self._tuning = tuning

    @command("rule list", access=Access.MODERATOR)
    async def list_rules(self, call: Call) -> Reply:
        """List every rule, whether it is on, and what it does."""
        lines = tuple(_rule(listed) for listed in self._service.rules(call))
        return reply(Title(msg("moderation-rules")), Bullets(lines), msg("moderation-rules-hint"))

    @command("rule on", access=Access.ADMIN)
    async def switch_on(self, call: Call, rule: RuleName) -> Reply:
        """Switch a rule on."""
        return reply(_rule(await self._service.switch(call, rule, on=True)))

    @command("rule off", access=Access.ADMIN)
    async def switch_off(self, call: Call, rule: RuleName) -> Reply:
        """Switch a rule off."""
        return reply(_rule(await self._service.switch(call, rule, on=False)))

    @command("rule show", access=Access.MODERATOR)
    async def show(self, call: Call, rule: RuleName) -> Reply:
        """Show a rule in full: every setting, and how often it acted."""
        return _shown(call, await self._tuning.show(call, rule))

    @command("rule edit", access=Access.ADMIN)
    async def edit(self, call: Call, rule: RuleName, *, changes: Changes) -> Reply:
        """Change settings of a rule, all of them or none."""
        return _shown(call, await self._tuning.edit(call, rule, changes))

    @button("rule", access=Access.ADMIN)
    async def switched(self, call: Call, rule: str, key: str, value: str) -> Reply:
        """Switch a rule, or its trial, on or off."""
        return _shown(call, await self._tuning.edit(call, rule, [(key, value)]), replace=True)

    @command("check", access=Access.MODERATOR)
    async def check(self, call: Call, text: Sample) -> Reply:
        """Say what every rule makes of a text; nothing is done."""
        fields = tuple(Field(Code(c.rule), _said(c)) for c in self._service.check(call, text))
        return reply(Title(msg("moderation-check")), *fields)

    @command("log here", access=Access.ADMIN)
    async def log_here(self, call: Call) -> Reply:
        """Post every case in this chat from now on."""
        await self._service.log_to(call, call.chat)
        return reply(msg("moderation-log-here"), private=False)

    @command("log off", access=Access.ADMIN)
    async def log_off(self, call: Call) -> Reply:
        """Stop posting cases."""
        await self._service.log_to(call, None)
        return reply(msg("moderation-log-off"))


def _rule(listed: Checked) -> Row:
    return Row((Bold(Code(listed.rule)), " — ", state_of(listed.settings)))


def _shown(call: Call, tuned: Tuned, *, replace: bool = False) -> Reply:
    rows = tuple((_switch(tuned, key),) for key in SWITCHES) if call.access >= Access.ADMIN else ()
    return Reply(Doc(tuple(show_rule(tuned, call.platform))), buttons=rows, replace=replace)


def _switch(tuned: Tuned, key: str) -> Button:
    on = bool(getattr(tuned.settings, key))
    label = msg("rule-switch", key=Choice(key), on=Choice("yes" if on else "no"))
    return Button(label, action("rule", tuned.rule, key, "no" if on else "yes"))


def _said(checked: Checked) -> Inline:
    verdict = checked.verdict
    if verdict is None:
        return msg("moderation-check-nothing")
    on = Choice("on" if checked.settings.on else "off")
    return msg("moderation-check-found", detail=verdict.detail, action=show_measure(verdict.measure), state=on)
