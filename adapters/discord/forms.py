"""Open forms: a command's long texts, and forms that a reply offers. Decided from memory, never after I/O."""

from collections import OrderedDict
from typing import Any

import discord

from bot import texts
from bot.commands import Command, Kind
from bot.content import Form, FormField

from .invocations import Invocation
from .render import PRESS

TITLE_LIMIT = LABEL_LIMIT = 45
FIELD_LIMIT, FIELDS_LIMIT = 4000, 5
COMMAND = "c1:"  # a form that completes a command: `c1:<interaction id>:<command's name>`
OFFER = "discord-form:"  # the action of a button that opens a form: `discord-form:<key>`
KEPT = 1000  # forms that may be open or on offer at once; the oldest are forgotten


class Forms:
    """Remember what was typed before a form opened, and the forms on offer. A restart forgets both."""

    def __init__(self) -> None:
        self._calls: OrderedDict[str, Invocation] = OrderedDict()
        self._offers: OrderedDict[str, Form] = OrderedDict()

    def complete(self, key: str, call: Invocation, command: Command, locale: str) -> discord.ui.Modal | None:
        """Make the form for a command's missing long texts, or for any text where there was no line to type it in;
        None when nothing is missing."""
        asked = (Kind.LONG,) if call.target is None else (Kind.LONG, Kind.TEXT)
        missing = [
            FormField(o.name, texts.say(command.option_key(o), locale), long=o.kind is Kind.LONG)
            for o in command.options
            if o.kind in asked and o.required and o.name not in call.values
        ]
        if not missing:
            return None
        _remember(self._calls, key, call)
        custom_id = f"{COMMAND}{key}:{command.name}"
        return make_modal(Form(custom_id, "/" + command.name, tuple(missing)), custom_id, locale)

    def completed(self, custom_id: str, fields: dict[str, str]) -> Invocation:
        """Give the command with its form filled in. After a restart only the form's own fields are known."""
        key, _, name = custom_id.removeprefix(COMMAND).partition(":")
        before = self._calls.pop(key, None)
        if before is None:
            return Invocation(tuple(name.split(" ")), fields, {})
        return Invocation(before.words, {**before.values, **fields}, before.resolved, before.target)

    def offer(self, key: str, form: Form) -> str:
        """Keep a form for the button that will open it, and give that button's action."""
        _remember(self._offers, key, form)
        return OFFER + key

    def open(self, action: str, locale: str) -> discord.ui.Modal | None:
        """Make the form a button offers; None when it is no longer known."""
        form = self._offers.get(action.removeprefix(OFFER))
        return None if form is None else make_modal(form, PRESS + form.action, locale)


def _remember(kept: OrderedDict[str, Any], key: str, value: Any) -> None:
    kept[key] = value
    while len(kept) > KEPT:
        kept.popitem(last=False)


def make_modal(form: Form, custom_id: str, locale: str) -> discord.ui.Modal:
    """Write a form as a modal. Raises ValueError for more fields than Discord shows."""
    if len(form.fields) > FIELDS_LIMIT:
        raise ValueError(f"a form of {len(form.fields)} fields; Discord shows {FIELDS_LIMIT}")
    modal = discord.ui.Modal(title=_cut(texts.plain(form.title, locale), TITLE_LIMIT), custom_id=custom_id)
    for field in form.fields:
        control: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id=field.name,
            style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
            required=field.required,
            default=field.value or None,
            max_length=min(field.max_length, FIELD_LIMIT),
        )
        label = _cut(texts.plain(field.label, locale), LABEL_LIMIT)
        modal.add_item(discord.ui.Label(text=label, component=control))
    modal.stop()  # sent but not kept: what comes back is read from its custom_id
    return modal


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
