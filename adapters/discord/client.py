"""Listen to the gateway: each event becomes an update, in the order it came."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

import discord

from bot.connection import Connection
from bot.ids import ChatRef, Platform
from bot.ports import Clock
from bot.updates import (
    AccessChanged,
    ActedNatively,
    BotAdded,
    CommandInvoked,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    NativeAct,
    ReactionChanged,
    Right,
    RightsLost,
)

from . import inbound, native
from .audit import describe
from .interactions import Interaction, Interactions, Submit
from .messenger import DiscordMessenger
from .people import access_of
from .responder import MessageResponder
from .rights import rights_with

_Elsewhere: TypeAlias = (
    MessageDeleted | ReactionChanged | ActedNatively | MemberJoined | MemberLeft | AccessChanged | BotAdded | RightsLost
)

# How long discord.py waits for one more server before it says it is ready; a late one is told of all the same.
GUILD_READY_TIMEOUT = 0.5
DEPARTURES = 1_000  # people whose leaving is remembered
RATE_LIMIT_PATIENCE = 30.0  # seconds; a longer wait is left to the outbox. The least the SDK takes.


def make_intents(*, message_content: bool) -> discord.Intents:
    """Name what we ask the gateway for. Members and message content are privileged."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.members = True
    intents.moderation = True
    intents.messages = True
    intents.reactions = True
    intents.guild_scheduled_events = True
    intents.message_content = message_content
    return intents


class HearthClient(discord.Client):
    """discord.py's client with our ears. Everything it needs is set up in its hooks."""

    def __init__(
        self,
        submit: Submit,
        interactions: Interactions,
        messenger: DiscordMessenger,
        clock: Clock,
        set_up: Callable[[discord.Client], Awaitable[None]],
        ready: Callable[[], None],
        connection: Connection,
        *,
        message_content: bool = True,
    ) -> None:
        super().__init__(
            intents=make_intents(message_content=message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=GUILD_READY_TIMEOUT,
            max_ratelimit_timeout=RATE_LIMIT_PATIENCE,
        )
        self._submit = submit
        self._left: dict[tuple[int, int], datetime] = {}  # who left which server, and when
        self._interactions = interactions
        self._messenger = messenger
        self._clock = clock
        self._set_up = set_up
        self._tell_ready = ready
        self._connection_state = connection

    async def setup_hook(self) -> None:
        """Tell Discord our commands, once per login."""
        await self._set_up(self)

    async def on_ready(self) -> None:
        """Tell that the servers are known."""
        self._connection_state.works()
        self._tell_ready()

    async def on_disconnect(self) -> None:
        """Note that the gateway is away; mostly it is back in a second."""
        self._connection_state.lost("the connection to the gateway is lost")

    async def on_resumed(self) -> None:
        """Note that it is back, and that nothing was missed."""
        self._connection_state.works()

    async def _tell(self, update: MessagePosted | MessageEdited | CommandInvoked | _Elsewhere) -> None:
        posted = update.now if isinstance(update, MessageEdited) else update
        if isinstance(posted, MessagePosted | CommandInvoked):
            responder = MessageResponder(
                self._messenger,
                posted.chat,
                posted.actor.account,
                posted.message,
                private_chat=posted.space is None,
            )
        else:
            chat = posted.chat if not isinstance(posted, AccessChanged) else ChatRef(Platform.DISCORD, posted.space.id)
            actor = None if isinstance(posted, MessageDeleted | BotAdded | RightsLost) else posted.actor.account
            responder = MessageResponder(self._messenger, chat, actor)
        await self._submit(update, responder)

    @property
    def _me(self) -> int:
        return self.user.id if self.user else 0

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a command, a press or a form."""
        await self._interactions.receive(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Tell of a message."""
        if update := inbound.posted(message, self._me):
            await self._tell(inbound.written_out(update) or update)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Tell of an edit, also of a message that was written before the bot came."""
        if update := inbound.edited(payload, self._me):
            await self._tell(update)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Tell of a deletion."""
        now = self._clock.now()
        await self._tell(inbound.deleted(payload.channel_id, payload.guild_id, payload.message_id, now))

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Tell of many deletions at once."""
        now = self._clock.now()
        for message_id in sorted(payload.message_ids):
            await self._tell(inbound.deleted(payload.channel_id, payload.guild_id, message_id, now))

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Tell of a reaction."""
        await self._on_reaction(payload)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Tell of a reaction that was taken back."""
        await self._on_reaction(payload)

    async def _on_reaction(self, payload: discord.RawReactionActionEvent) -> None:
        guild = self.get_guild(payload.guild_id) if payload.guild_id else None
        user = payload.member or (guild.get_member(payload.user_id) if guild else None)
        update = inbound.reacted(payload, user, self._clock.now())
        if update is not None and payload.user_id != self._me:
            await self._tell(update)

    async def on_member_join(self, member: discord.Member) -> None:
        """Tell of an arrival, unless the server's screening is still ahead of them."""
        if not member.pending and member.id != self._me:
            await self._tell(inbound.joined(member, self._clock.now(), self._left.get((member.guild.id, member.id))))

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Tell of a departure, also of somebody the cache does not know."""
        guild = self.get_guild(payload.guild_id)
        if guild is not None and payload.user.id != self._me:
            now = self._clock.now()
            self._note_departure(guild.id, payload.user.id, now)
            await self._tell(inbound.left(guild, payload.user, now))

    def _note_departure(self, guild_id: int, user_id: int, at: datetime) -> None:
        self._left.pop((guild_id, user_id), None)
        self._left[guild_id, user_id] = at
        if len(self._left) > DEPARTURES:
            del self._left[next(iter(self._left))]

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Tell of a passed screening, and of changed rights."""
        now = self._clock.now()
        if after.id == self._me:
            await self._compare(after.guild, rights_with(before.roles), rights_with(after.roles))
            return
        if before.pending and not after.pending:
            await self._tell(inbound.joined(after, now, self._left.get((after.guild.id, after.id))))
        if access_of(before) is not access_of(after):
            await self._tell(inbound.access_changed(after, now))
        if before.timed_out_until != after.timed_out_until and not native.sees_log(after.guild):
            until = after.timed_out_until
            act = NativeAct.MUTE if until is not None and until > now else NativeAct.UNMUTE
            await self._tell(native.told(after.guild, after, act, now, until if act is NativeAct.MUTE else None))

    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        """Tell of what a moderator, or another bot, did about somebody."""
        if update := await describe(self, entry):
            await self._tell(update)

    async def on_member_ban(self, guild: discord.Guild, user: discord.User | discord.Member) -> None:
        """Tell of a ban, where the audit log does not."""
        if not native.sees_log(guild):
            await self._tell(native.told(guild, user, NativeAct.BAN, self._clock.now()))

    async def on_member_unban(self, guild: discord.Guild, user: discord.User) -> None:
        """Tell of a ban that was lifted, where the audit log does not."""
        if not native.sees_log(guild):
            await self._tell(native.told(guild, user, NativeAct.UNBAN, self._clock.now()))

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Tell of changed rights of everybody who has the role."""
        if after in after.guild.me.roles:
            others = [role for role in after.guild.me.roles if role.id != after.id]
            await self._compare(after.guild, rights_with([*others, before]), rights_with([*others, after]))
        if inbound.same_powers(before, after):
            return
        for member in after.members:
            if not member.bot:
                await self._tell(inbound.access_changed(member, self._clock.now()))

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Tell of rights that the bot had by a role which is no more."""
        me = role.guild.me
        if me in role.members:
            await self._compare(role.guild, rights_with([*me.roles, role]), rights_with(me.roles))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Tell of a server that the bot was removed from."""
        await self._tell(inbound.rights_lost(guild, frozenset({Right.PRESENCE}), self._clock.now()))

    async def _compare(self, guild: discord.Guild, before: frozenset[Right], after: frozenset[Right]) -> None:
        if guild.owner_id != self._me and (lost := before - after):
            await self._tell(inbound.rights_lost(guild, lost, self._clock.now()))

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Tell of a new owner."""
        if before.owner_id == after.owner_id:
            return
        for owner_id in (before.owner_id, after.owner_id):
            if member := after.get_member(owner_id or 0):
                await self._tell(inbound.access_changed(member, self._clock.now()))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Tell of a server that the bot found itself on, or that is back after an outage."""
        await self._tell(inbound.bot_added(guild, self._clock.now()))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell of a server that the bot was added to."""
        await self._tell(inbound.bot_added(guild, self._clock.now()))
