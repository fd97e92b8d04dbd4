"""Receive interactions: acknowledge at once, then hand the update over.

Discord waits 3 seconds for the acknowledgement, the loop's lag included; so what it is must be known without I/O.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import structlog

from bot import texts
from bot.commands import CommandTable
from bot.ids import MessageRef
from bot.ports import Clock, Responder
from bot.updates import ButtonPressed, CommandInvoked, FormSubmitted, Update

from .commands import find_command
from .errors import NETWORK_FAULTS
from .forms import COMMAND, OFFER, Forms
from .invocations import Invocation, caller, read_fields, read_files, read_invocation, read_options
from .messenger import DiscordMessenger
from .people import account_ref, chat_ref, message_ref, space_ref
from .render import PRESS, escape
from .responder import InteractionResponder, MessageResponder, Waiting

log = structlog.get_logger()

Interaction = discord.Interaction[Any]
Submit = Callable[[Update, Responder], Awaitable[None]]


class Interactions:
    """The door for commands, presses and forms."""

    def __init__(self, table: CommandTable, submit: Submit, messenger: DiscordMessenger, clock: Clock) -> None:
        self._table = table
        self._submit = submit
        self._messenger = messenger
        self._clock = clock
        self._forms = Forms()

    async def receive(self, interaction: Interaction) -> None:
        """Take an interaction of any kind."""
        data: Any = interaction.data or {}
        match interaction.type:
            case discord.InteractionType.application_command:
                await self._on_command(interaction, read_invocation(data, interaction.guild))
            case discord.InteractionType.component:
                await self._on_press(interaction, str(data.get("custom_id", "")))
            case discord.InteractionType.modal_submit:
                await self._on_form(interaction, str(data.get("custom_id", "")), read_fields(data))
            case _:
                log.debug("discord_interaction_ignored", type=interaction.type)

    async def _on_command(self, interaction: Interaction, call: Invocation) -> None:
        command = find_command(self._table, call.words)
        if command is None:
            # A client may still show a command that an earlier version had.
            await self._say(interaction, "discord-old-command")
            return
        modal = self._forms.complete(str(interaction.id), call, command, _language(interaction))
        if modal is not None:
            await self._open(interaction, modal)
            return
        await self._invoke(interaction, call)

    async def _invoke(self, interaction: Interaction, call: Invocation) -> None:
        waiting = Waiting.PLACEHOLDER if await self._defer(interaction, thinking=True) else None
        command = find_command(self._table, call.words)
        assert command is not None
        options, mentioned = read_options(command, call, interaction.guild)
        update = CommandInvoked(
            id=f"interaction:{interaction.id}",
            at=interaction.created_at,
            space=space_ref(interaction.guild_id),
            chat=chat_ref(interaction.channel_id or 0),
            actor=caller(interaction),
            line=command.name,
            options=options,
            reply_to=call.target,
            mentioned=mentioned,
            files=read_files(command, call),
        )
        await self._submit(update, self._responder(interaction, waiting))

    async def _on_press(self, interaction: Interaction, custom_id: str) -> None:
        action = custom_id.removeprefix(PRESS)
        if action == custom_id:
            await self._say(interaction, "discord-old-button")
            return
        if action.startswith(OFFER):
            modal = self._forms.open(action, _language(interaction))
            if modal is None:
                await self._say(interaction, "discord-old-form")
            else:
                await self._open(interaction, modal)
            return
        waiting = Waiting.BUTTON if await self._defer(interaction, thinking=False) else None
        pressed = _message(interaction)
        update = ButtonPressed(
            id=f"interaction:{interaction.id}",
            at=interaction.created_at,
            space=space_ref(interaction.guild_id),
            chat=chat_ref(interaction.channel_id or 0),
            actor=caller(interaction),
            message=pressed,
            action=action,
        )
        await self._submit(update, self._responder(interaction, waiting))

    async def _on_form(self, interaction: Interaction, custom_id: str, fields: dict[str, str]) -> None:
        if custom_id.startswith(COMMAND):
            call = self._forms.completed(custom_id, fields)
            if find_command(self._table, call.words) is None:
                await self._say(interaction, "discord-old-command")
            else:
                await self._invoke(interaction, call)
            return
        action = custom_id.removeprefix(PRESS)
        if action == custom_id:
            await self._say(interaction, "discord-old-form")
            return
        waiting = Waiting.PLACEHOLDER if await self._defer(interaction, thinking=True) else None
        update = FormSubmitted(
            id=f"interaction:{interaction.id}",
            at=interaction.created_at,
            space=space_ref(interaction.guild_id),
            chat=chat_ref(interaction.channel_id or 0),
            actor=caller(interaction),
            action=action,
            fields=fields,
        )
        await self._submit(update, self._responder(interaction, waiting))

    def _responder(self, interaction: Interaction, waiting: Waiting | None) -> InteractionResponder:
        fallback = MessageResponder(
            self._messenger,
            chat_ref(interaction.channel_id or 0),
            account_ref(interaction.user.id),
            private_chat=interaction.guild_id is None,
        )
        return InteractionResponder(interaction, waiting, fallback, self._forms)

    async def _defer(self, interaction: Interaction, *, thinking: bool) -> bool:
        # Whether the reply will be private is not known yet: a private placeholder can be followed by something
        # public, but nothing can take a public one back unseen.
        try:
            await interaction.response.defer(ephemeral=thinking, thinking=thinking)
        except (discord.HTTPException, *NETWORK_FAULTS) as error:
            self._late(interaction, error)
            return False
        return True

    async def _open(self, interaction: Interaction, modal: discord.ui.Modal) -> None:
        try:
            await interaction.response.send_modal(modal)
        except (discord.HTTPException, *NETWORK_FAULTS) as error:
            self._late(interaction, error)

    async def _say(self, interaction: Interaction, key: str) -> None:
        try:
            text = escape(texts.say(key, _language(interaction)))
            await interaction.response.send_message(text, ephemeral=True)
        except (discord.HTTPException, *NETWORK_FAULTS) as error:
            self._late(interaction, error)

    def _late(self, interaction: Interaction, error: Exception) -> None:
        lag = (self._clock.now() - interaction.created_at).total_seconds()
        log.warning("discord_acknowledgement_failed", lag_seconds=round(lag, 3), error=str(error))


def _language(interaction: Interaction) -> str:
    return texts.language_of(str(interaction.locale)) or texts.DEFAULT


def _message(interaction: Interaction) -> MessageRef | None:
    message = interaction.message
    # What only one person sees cannot be edited as a message; the press itself can replace it.
    if message is None or message.flags.ephemeral:
        return None
    return message_ref(message.channel.id, message.id)
