"""Ban a channel that writes in a chat under its own name, and let it write again. It is nobody, so there is no case."""

from datetime import timedelta

from bot.access import may_act_on
from bot.acts import Act, Ban, Unban
from bot.call import Call, Person
from bot.content import Doc, Field, Msg, Node, Para, Text, msg
from bot.deliveries import Outbox
from bot.errors import Refused
from bot.moderation.logbook import Logbook
from bot.moderation.targets import check_reason
from bot.ports import Transactions


class ChannelBans:
    """Keep channels out of the chat where they wrote; platforms know such a ban for good only."""

    def __init__(self, once: Transactions, outbox: Outbox, logbook: Logbook) -> None:
        self._once = once
        self._outbox = outbox
        self._logbook = logbook

    def meant(self, call: Call, person: Person) -> bool:
        """Tell whether a command answers a channel's message, and is about it."""
        author = call.reply_to.author if call.reply_to else None
        return call.space is not None and author is not None and author.channel and person.accounts == (author.account,)

    async def ban(self, call: Call, channel: Person, reason: str, length: timedelta | None) -> Doc:
        """Ban a channel for good, and say so to whoever wanted it for a while. Refuses the one that the group belongs
        to: its admins speak through it."""
        assert call.space is not None
        act = Ban(call.space, channel.accounts[0], None, reason)
        said = msg("moderation-channel-banned", who=channel.named)
        done = await self._carry_out(call, channel, act, said, reason)
        return done if length is None else Doc((*done.blocks, Para(msg("moderation-channel-for-good"))))

    async def unban(self, call: Call, channel: Person, reason: str) -> Doc:
        """Let a channel write again."""
        assert call.space is not None
        act = Unban(call.space, channel.accounts[0], reason)
        return await self._carry_out(call, channel, act, msg("moderation-channel-unbanned", who=channel.named), reason)

    async def _carry_out(self, call: Call, channel: Person, act: Act, said: Msg, reason: str) -> Doc:
        check_reason(reason)
        if not may_act_on(call.access, channel.access):
            raise Refused("moderation-equal", who=channel.named)
        blocks: tuple[Node, ...] = (Para(said), *((Field(msg("moderation-why"), Text(reason)),) if reason else ()))
        given = call.message.id if call.message else call.now.isoformat()
        key = f"channel-by-hand:{call.chat.platform}:{call.chat.id}:{channel.accounts[0].id}:{given}"
        async with self._once.begin() as tx:
            await self._outbox.perform(tx, act, key)
            logged = Doc((*blocks, Field(msg("moderation-by"), call.person.named)))
            await self._logbook.post(tx, call, logged, f"{key}:log")
        return Doc(blocks)
