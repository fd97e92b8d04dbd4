"""The welcome and the rules, as commands."""

from bot.access import Access
from bot.call import Call
from bot.commands import Long, action, button, command
from bot.content import Button, Field, Para, Quote, Reply, Style, Time, Title, msg, reply
from bot.onboarding.service import OnboardingService

SHOWN_VERSIONS = 5


class OnboardingHandlers:
    """Turn calls into onboarding's verbs."""

    def __init__(self, service: OnboardingService) -> None:
        self._service = service

    @command("rules", access=Access.EVERYONE)
    async def rules(self, call: Call) -> Reply:
        """Show the rules in force, and let the reader accept them."""
        rules, accepted = await self._service.rules(call)
        if rules is None:
            return reply(msg("rules-none"))
        since = Time(rules.at, call.zone.key)
        blocks: list[Title | Para] = [Title(msg("rules-title", community=call.community.name)), Para(rules.text)]
        if accepted:
            return reply(*blocks, msg("rules-accepted-already", version=rules.version, since=since))
        accept = Button(msg("rules-accept"), action("accept", rules.version), Style.SUCCESS)
        return reply(*blocks, msg("rules-version", version=rules.version, since=since), buttons=((accept,),))

    @button("rules")
    async def rules_pressed(self, call: Call) -> Reply:
        """Show the rules to whoever pressed."""
        return await self.rules(call)

    @button("accept")
    async def accept(self, call: Call, version: int) -> Reply:
        """Note that the reader accepts the rules."""
        first = await self._service.accept(call, version)
        return reply(msg("rules-thanks" if first else "rules-accepted-before", community=call.community.name))

    @command("rules set", access=Access.ADMIN)
    async def set_rules(self, call: Call, text: Long) -> Reply:
        """Put new rules in force."""
        rules = await self._service.set_rules(call, text)
        return reply(msg("rules-set", version=rules.version), Quote(rules.text), private=False)

    @command("rules history", access=Access.ADMIN)
    async def history(self, call: Call) -> Reply:
        """List the versions of the rules."""
        versions = await self._service.history(call)
        if not versions:
            return reply(msg("rules-none"))
        shown = versions[:SHOWN_VERSIONS]
        blocks: list[Field | Quote] = []
        for version in shown:
            blocks += [
                Field(msg("rules-history-version", version=version.version), Time(version.at, call.zone.key)),
                Quote(version.text),
            ]
        return reply(Title(msg("rules-history")), *blocks)

    @command("welcome", access=Access.ADMIN)
    async def welcome(self, call: Call) -> Reply:
        """Show what is set."""
        on, own = self._service.welcome(call)
        if not on:
            return reply(msg("welcome-is-off"))
        return reply(msg("welcome-own"), Quote(own)) if own else reply(msg("welcome-is-default"))

    @command("welcome set", access=Access.ADMIN)
    async def set_welcome(self, call: Call, text: Long) -> Reply:
        """Replace the welcome."""
        await self._service.set_welcome(call, text)
        document, buttons = await self._service.preview(call)
        return reply(msg("welcome-set"), *document.blocks, buttons=buttons)

    @command("welcome test", access=Access.ADMIN)
    async def test_welcome(self, call: Call) -> Reply:
        """Show the welcome to oneself."""
        document, buttons = await self._service.preview(call)
        return reply(*document.blocks, buttons=buttons)

    @command("welcome off", access=Access.ADMIN)
    async def welcome_off(self, call: Call) -> Reply:
        """Stop welcoming."""
        await self._service.welcome_off(call)
        return reply(msg("welcome-off-done"))
