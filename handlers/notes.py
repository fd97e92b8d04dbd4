"""Note something about somebody, and approve people, as commands."""

from bot.access import Access
from bot.call import Call
from bot.commands import Text, Who, command
from bot.content import Reply, msg, reply
from bot.moderation.approvals import ApprovalService
from bot.moderation.notes import NoteService
from bot.moderation.views import number_of


class NoteHandlers:
    """Turn calls into notes and approvals. What is answered stays between the bot and the moderator."""

    def __init__(self, notes: NoteService, approvals: ApprovalService) -> None:
        self._notes = notes
        self._approvals = approvals

    @command("note", access=Access.MODERATOR, discreet=True)
    async def note(self, call: Call, who: Who, text: Text) -> Reply:
        """Write something down about somebody, for moderators only."""
        case = await self._notes.note(call, who, text.strip())
        return reply(msg("moderation-noted", number=number_of(case)))

    @command("approve", access=Access.MODERATOR)
    async def approve(self, call: Call, who: Who, reason: Text = "") -> Reply:
        """Exempt somebody from the automatic rules."""
        case = await self._approvals.approve(call, who, reason.strip(), approved=True)
        return reply(msg("moderation-approved", who=who.named, number=number_of(case)))

    @command("unapprove", access=Access.MODERATOR)
    async def unapprove(self, call: Call, who: Who, reason: Text = "") -> Reply:
        """Let the automatic rules look at somebody again."""
        case = await self._approvals.approve(call, who, reason.strip(), approved=False)
        return reply(msg("moderation-unapproved", who=who.named, number=number_of(case)))
