"""Trying rules and explaining what they did, as commands."""

from bot.access import Access
from bot.call import Call
from bot.commands import Changes, Duration, Number, Verbatim, command
from bot.content import Doc, Reply, msg, reply
from bot.moderation.reruns import Reruns
from bot.moderation.trial_views import list_hits, show_replay, show_test, show_why
from bot.moderation.trials import Trials
from handlers.rules import RuleName

SHORT = 2_000  # messages that are run over while whoever asked waits: well below a second


class TrialHandlers:
    """Turn calls into the verbs of trying rules."""

    def __init__(self, trials: Trials, reruns: Reruns) -> None:
        self._trials = trials
        self._reruns = reruns

    @command("rule test", access=Access.MODERATOR)
    async def test(self, call: Call, rule: RuleName, text: Verbatim) -> Reply:
        """Say what one rule, on or off, makes of a text; nothing is done."""
        return Reply(Doc(tuple(show_test(self._trials.test(call, rule, text)))))

    @command("rule why", access=Access.MODERATOR)
    async def why(self, call: Call, case: Number) -> Reply:
        """Explain what a rule did."""
        return Reply(Doc(tuple(show_why(await self._trials.why(call, case), call.zone.key))))

    @command("rule replay", access=Access.MODERATOR)
    async def replay(self, call: Call, rule: RuleName, *, last: Duration | None = None, changes: Changes = ()) -> Reply:
        """Run a rule, or a changed setting of it, over what was written lately; nothing is done."""
        wanted = await self._trials.plan(call, rule, last, changes)
        if wanted.count > SHORT:
            await self._reruns.start(call, wanted)
            return reply(msg("rule-replay-started", count=wanted.count))
        replayed = await self._trials.replay(call, wanted)
        files = list_hits(replayed, call.space, call.zone, call.locale)
        return Reply(show_replay(replayed, call.space, call.zone.key), files=files)
