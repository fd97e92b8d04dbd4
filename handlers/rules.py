"""The moderation rules and the log chat, as commands."""

from bot.access import Access
from bot.call import Call
from bot.commands import Text, Word, command
from bot.content import Bold, Bullets, Choice, Code, Field, Inline, Reply, Row, Title, msg, reply
from bot.moderation.lists import Checked, RuleService
from bot.moderation.views import show_measure


class RuleHandlers:
    """Turn calls into the verbs of rules."""

    def __init__(self, service: RuleService) -> None:
        self._service = service

    @command("rule list", access=Access.MODERATOR)
    async def list_rules(self, call: Call) -> Reply:
        """List every rule, whether it is on, and what it does."""
        lines = tuple(_rule(listed) for listed in self._service.rules(call))
        return reply(Title(msg("moderation-rules")), Bullets(lines), msg("moderation-rules-hint"))

    @command("rule on", access=Access.ADMIN)
    async def switch_on(self, call: Call, rule: Word) -> Reply:
        """Switch a rule on."""
        return reply(_rule(await self._service.switch(call, rule, on=True)))

    @command("rule off", access=Access.ADMIN)
    async def switch_off(self, call: Call, rule: Word) -> Reply:
        """Switch a rule off."""
        return reply(_rule(await self._service.switch(call, rule, on=False)))

    @command("check", access=Access.MODERATOR)
    async def check(self, call: Call, text: Text) -> Reply:
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
    on = Choice("on" if listed.settings.on else "off")
    state = msg("moderation-rule-state", state=on, action=show_measure(listed.settings.measure))
    return Row((Bold(Code(listed.rule)), " — ", state))


def _said(checked: Checked) -> Inline:
    verdict = checked.verdict
    if verdict is None:
        return msg("moderation-check-nothing")
    on = Choice("on" if checked.settings.on else "off")
    return msg("moderation-check-found", detail=verdict.detail, action=show_measure(verdict.measure), state=on)
