"""Answer updates Discord's way: interactions ephemerally or in the channel, messages by a reply."""

from datetime import timedelta
from enum import Enum
from typing import Any

import discord
import structlog

from bot import texts
from bot.content import Button, Msg, Reply, Style, doc
from bot.errors import Forbidden, Gone, PlatformError
from bot.ids import AccountRef, ChatRef, MessageRef
from bot.ports import Outgoing

from .errors import translated
from .forms import Forms
from .messenger import DiscordMessenger
from .people import message_ref
from .render import Rendered, render_message

log = structlog.get_logger()

FADE = timedelta(seconds=30)  # how long a private matter stays in a chat where it could not be said privately


class MessageResponder:
    """Answer a message, an arrival or a reaction: in the chat, or in private."""

    def __init__(
        self,
        messenger: DiscordMessenger,
        chat: ChatRef,
        account: AccountRef | None = None,
        message: MessageRef | None = None,
        *,
        private_chat: bool = False,
    ) -> None:
        self._messenger = messenger
        self._chat = chat
        self._account = account
        self._message = message
        self._private_chat = private_chat

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Send the reply; a private one directly, or, where the person takes no messages, in the chat for 30 s."""
        outgoing = Outgoing(reply.doc, locale, reply.buttons, reply.files, reply_to=self._message)
        if self._private_chat or not reply.private or self._account is None:
            return await self._messenger.send(self._chat, outgoing)
        try:
            direct = Outgoing(reply.doc, locale, reply.buttons, reply.files)
            return await self._messenger.send(self._account, direct)
        except Forbidden:
            return await self._messenger.post(self._chat, outgoing, fade=FADE)

    async def done(self) -> None:
        """Nothing is left spinning after a message."""


class Waiting(Enum):
    """What the person sees until the answer comes."""

    PLACEHOLDER = "a message of its own that only they see"  # after a command or a form
    BUTTON = "the message whose button they pressed"


class InteractionResponder:
    """Answer an interaction that has been acknowledged; where that came too late, go on without it."""

    def __init__(
        self,
        interaction: discord.Interaction[Any],
        waiting: Waiting | None,
        fallback: MessageResponder,
        forms: Forms,
    ) -> None:
        self._interaction = interaction
        self._waiting = waiting  # None: the acknowledgement failed
        self._fallback = fallback
        self._forms = forms
        self._placeholder = waiting is Waiting.PLACEHOLDER

    async def answer(self, reply: Reply, locale: str) -> MessageRef | None:
        """Send the reply. A message that only one person sees has no reference: nobody can change it later."""
        shown = self._with_form(reply, locale)
        if self._waiting is None:
            return await self._fallback.answer(shown, locale)
        rendered = render_message(shown, locale)
        try:
            with translated():
                return await self._answer(shown, rendered, locale)
        except Gone:
            # An interaction can be answered for 15 minutes, and what it answers may have been deleted.
            return await self._fallback.answer(shown, locale)

    def _with_form(self, reply: Reply, locale: str) -> Reply:
        if reply.form is None:
            return reply
        # A form can only be the first answer to a press, and that has been given: so a button opens it.
        action = self._forms.offer(str(self._interaction.id), reply.form)
        opener = Button(texts.say("discord-form-open", locale), action, Style.PRIMARY)
        blocks = reply.doc if reply.doc.blocks else doc(texts.resolve_inline(reply.form.title, locale))
        return Reply(blocks, (*reply.buttons, (opener,)), reply.private, reply.replace, None, reply.files)

    async def _answer(self, reply: Reply, rendered: Rendered, locale: str) -> MessageRef | None:
        if self._waiting is Waiting.BUTTON and reply.replace:
            return await self._edit(rendered, private=reply.private)
        if self._placeholder:
            self._placeholder = False
            if reply.private:
                return await self._edit(rendered, private=True)
            # The first follow-up to a deferred command is shown to whom the deferral was; so the placeholder is
            # filled first, and the answer that everybody may see comes after it.
            # https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
            note = render_message(Reply(doc(texts.resolve_inline(Msg("discord-posted-below"), locale))), locale)
            await self._edit(note, private=True)
        return await self._follow(rendered, rendered.parts, private=reply.private)

    async def _edit(self, rendered: Rendered, *, private: bool) -> MessageRef | None:
        single = len(rendered.parts) == 1
        message = await self._interaction.edit_original_response(
            content=rendered.parts[0] or None,
            view=rendered.view if single else None,
            attachments=rendered.files() if single else [],
            allowed_mentions=rendered.allowed,
        )
        if not single:
            return await self._follow(rendered, rendered.parts[1:], private=private)
        return None if message.flags.ephemeral else message_ref(message.channel.id, message.id)

    async def _follow(self, rendered: Rendered, parts: tuple[str, ...], *, private: bool) -> MessageRef | None:
        ref = None
        for number, part in enumerate(parts):
            final = number == len(parts) - 1
            extra: dict[str, Any] = {"view": rendered.view} if final and rendered.view else {}
            message = await self._interaction.followup.send(
                part,
                ephemeral=private,
                wait=True,
                files=rendered.files() if final else [],
                allowed_mentions=rendered.allowed,
                suppress_embeds=True,
                **extra,
            )
            ref = None if private else message_ref(message.channel.id, message.id)
        return ref

    async def done(self) -> None:
        """Take the placeholder of a command away when nothing was answered."""
        if not self._placeholder:
            return
        self._placeholder = False
        try:
            with translated():
                await self._interaction.delete_original_response()
        except Gone:
            return
        except PlatformError as error:
            log.warning("discord_placeholder_left", error=error.detail)
