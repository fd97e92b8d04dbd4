"""Run commands and presses: the one place where access is decided, arguments are bound and questions are asked."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from difflib import get_close_matches

from bot.access import Access
from bot.arguments import YES, BadArgument
from bot.binding import Binder, Given, press_values
from bot.call import Call
from bot.commands import Command, CommandTable, Kind, Option, action
from bot.content import Bold, Bullets, Button, Choice, Code, Node, Para, Reply, Row, Style, Title, msg, reply
from bot.dialogues import Dialogue, Dialogues
from bot.discretion import Discretion
from bot.errors import Refused
from bot.ids import AccountRef, Platform
from bot.manual import show_example
from bot.updates import Attached, ButtonPressed, CommandInvoked, MessagePosted, Quoted

PLAIN_ANSWER = timedelta(minutes=2)  # how long one's next message in a group counts as the answer to a question
ALIASES = {"start": "help"}  # every Telegram client sends /start first

SILENT = "silent"  # the option by which nothing is said in the chat
RUN, CANCEL, PROVE = "run", "cancel", "prove"
BUTTONS_IN_ROW = 3
UNPROVEN = 1_000  # commands that wait for an anonymous admin to prove themselves


class Invocations:
    """Run what people ask for."""

    def __init__(self, table: CommandTable, binder: Binder, dialogues: Dialogues, discretion: Discretion) -> None:
        self._table = table
        self._binder = binder
        self._dialogues = dialogues
        self._discretion = discretion
        # What those who have to prove themselves replied to: in memory, for the words are somebody's.
        self._answered: OrderedDict[AccountRef, Quoted] = OrderedDict()

    async def command(self, call: Call, update: CommandInvoked) -> Reply | None:
        """Run a command as it was written or chosen."""
        await self._dialogues.close(call.account, call.chat)
        line = update.line
        if (word := line.split(None, 1)[:1]) and word[0].lower() in ALIASES:
            line = ALIASES[word[0].lower()]
        command, group, rest = self._table.find(line)
        if command is None:
            return self._menu(call, group) if group in self._table.groups else self._unknown(call, group)
        try:
            raw = self._binder.raw(command, update, rest)
        except BadArgument as bad:
            if call.person.human:  # who hides behind the group proves themselves once the line can be read
                self._admit(call, command)
            if command.discreet:
                await self._discretion.hide(call)
            return _explained(call, command, bad)
        return await self._execute(call, command, raw, ask=update.options is None)

    def group_of(self, line: str) -> str | None:
        """Name the group of a command line; None for one that there is not."""
        group = self._table.find(line)[1]
        return group if group in self._table.groups else None

    async def press(self, call: Call, update: ButtonPressed) -> Reply | None:
        """Do what a button says. Access is checked anew at each press."""
        verb, *parts = update.action.split(":")
        if verb == CANCEL:
            closed = await self._dialogues.close(call.account, call.chat)
            return reply(msg("dialogue-cancelled") if closed else msg("dialogue-none"))
        if verb == RUN and len(parts) == 1 and (command := self._table.commands.get(parts[0])):
            return await self._execute(call, command, {}, ask=True)
        if verb == PROVE and len(parts) == 1:
            return await self._proven(call, parts[0])
        press = self._table.presses.get(verb)
        values = press_values(press.types, parts) if press else None
        if press is None or values is None:
            raise Refused("button-outdated")
        call.require(press.access)
        return await press.run(call, *values)

    def answers(self, update: MessagePosted) -> Dialogue | None:
        """Find the question that a message answers: in private any message, in a chat a reply to a message of ours,
        or simply the next thing the person says within two minutes."""
        dialogue = self._dialogues.find(update.actor.account, update.chat)
        if dialogue is None or not update.text.strip() or not update.actor.person:
            return None
        if update.space is None:
            return dialogue
        if update.reply_to is not None:
            author = update.reply_to.author
            return dialogue if author is not None and not author.person else None
        return dialogue if update.at - dialogue.at <= PLAIN_ANSWER else None

    async def answer(self, call: Call, dialogue: Dialogue, text: str) -> Reply | None:
        """Go on with a half-finished command."""
        command = self._table.commands.get(dialogue.command)
        try:
            if command is None:
                raise Refused("button-outdated")
            raw = self._binder.answered(command, dialogue.raw, dialogue.option, text)
            return await self._execute(call, command, raw, ask=True)
        finally:
            await self._end(dialogue)

    async def _end(self, dialogue: Dialogue) -> None:
        """Close a question that was answered, unless another was asked instead.

        It comes last: a process that dies before the command is done has to find the question still open.
        """
        if self._dialogues.find(dialogue.account, dialogue.chat) is dialogue:
            await self._dialogues.close(dialogue.account, dialogue.chat)

    def _admit(self, call: Call, command: Command) -> None:
        call.require(command.access)
        if command.private_only and not call.private:
            raise Refused("refused-private-only")

    async def _execute(self, call: Call, command: Command, raw: Mapping[str, Given], *, ask: bool) -> Reply | None:
        silent = _silent(raw)
        if not call.person.human and call.access < command.access and call.message is not None:
            if silent or command.discreet:
                await self._discretion.hide(call)
            return await self._prove(call, command, raw)
        self._admit(call, command)
        if silent:  # whoever acts silently does not want their words to stand there either
            await self._discretion.hide(call)
        try:
            bound = await self._binder.bind(command, raw, call)
        except BadArgument as bad:
            if (command.discreet or silent) and not call.private:
                await self._discretion.hide(call)
                return _explained(call, command, bad)
            if not ask or bad.option is None or bad.option.kind is Kind.FILE or not call.person.human:
                return _explained(call, command, bad, typed=not ask and call.platform is Platform.DISCORD)
            return await self._ask(call, command, raw, bad, bad.option)
        try:
            return await command.run(call, **bound)
        except Refused:
            if command.discreet:
                await self._discretion.hide(call)
            raise

    async def _ask(
        self, call: Call, command: Command, raw: Mapping[str, Given], bad: BadArgument, option: Option
    ) -> Reply:
        given = {name: _as_text(value) for name, value in raw.items() if name != option.name}
        await self._dialogues.ask(call.account, call.chat, command.name, given, option.name)
        asked = _explained(call, command, bad, asked=True)
        cancel = Button(msg("dialogue-cancel"), CANCEL, Style.DANGER)
        return replace(asked, buttons=((cancel,),), private=call.private)

    async def _prove(self, call: Call, command: Command, raw: Mapping[str, Given]) -> Reply:
        assert call.message is not None
        given = {name: _as_text(value) for name, value in raw.items()}
        await self._dialogues.ask(_anonymous(call, call.message.id), call.chat, command.name, given, "")
        if call.reply_to is not None:
            self._answered[_anonymous(call, call.message.id)] = call.reply_to
            if len(self._answered) > UNPROVEN:
                self._answered.popitem(last=False)
        button = Button(msg("prove-button"), action(PROVE, call.message.id), Style.PRIMARY)
        return reply(msg("prove-yourself"), buttons=((button,),), private=False)

    async def _proven(self, call: Call, message: str) -> Reply | None:
        anonymous = _anonymous(call, message)
        dialogue = self._dialogues.find(anonymous, call.chat)
        command = self._table.commands.get(dialogue.command) if dialogue else None
        if dialogue is None or command is None:
            raise Refused("button-outdated")
        self._admit(call, command)
        try:
            files = {o.name: file for o in command.options if (file := _as_file(o, dialogue.raw.get(o.name)))}
            values: dict[str, Given] = {**dialogue.raw, **files}
            if quoted := self._answered.pop(anonymous, None):
                call = await self._binder.replying(call, quoted, ranked=command.access >= Access.MODERATOR)
                if (author := quoted.author) is not None:  # a channel is found by what was told of it alone
                    values |= {name: author for name, value in values.items() if value == _as_text(author)}
            return await self._execute(call, command, values, ask=True)
        finally:
            await self._end(dialogue)
            await self._discretion.hide(call)  # the question, whose button does nothing any more

    def _menu(self, call: Call, group: str) -> Reply:
        # An anonymous admin sees everything: a press tells who they are, and is checked.
        open_to = [c for c in self._table.in_group(group) if call.access >= c.access or not call.person.human]
        if not open_to:
            lowest = min(self._table.in_group(group), key=lambda c: c.access)
            raise Refused("refused-access", access=Choice(lowest.access.key))
        lines = tuple(Row((Code(f"/{c.name}"), " — ", msg(c.key))) for c in open_to)
        buttons = [Button(c.name.partition(" ")[2] or c.name, action(RUN, c.name)) for c in open_to]
        rows = tuple(tuple(buttons[n : n + BUTTONS_IN_ROW]) for n in range(0, len(buttons), BUTTONS_IN_ROW))
        return reply(Title(f"/{group}"), Bullets(lines), buttons=rows)

    def _unknown(self, call: Call, group: str) -> Reply | None:
        if call.space is not None and call.platform == "telegram":
            return None  # several bots share a Telegram group: the command may be another's
        close = get_close_matches(group[:40], self._table.groups, n=1)
        if close:
            raise Refused("command-unknown-close", name=group[:40], close=Code(f"/{close[0]}"))
        raise Refused("command-unknown", name=group[:40])


def _silent(raw: Mapping[str, Given]) -> bool:
    """Tell whether a command asks for silence in the chat."""
    asked = raw.get(SILENT, "")
    return isinstance(asked, str) and asked.strip().lower() in YES


def _anonymous(call: Call, message: str) -> AccountRef:
    return AccountRef(call.platform, f"anonymous:{message}")


def _as_text(value: Given) -> str:
    if isinstance(value, Attached):
        return f"{value.ref}\n{value.size}\n{value.name}"
    return value if isinstance(value, str) else f"<@{value.account.id}>"


def _as_file(option: Option, kept: str | None) -> Attached | None:
    """Read what `_as_text` wrote of a file: only of what an update carried, never of what somebody answered."""
    if option.kind is not Kind.FILE or kept is None:
        return None
    ref, size, name = kept.split("\n", 2)
    return Attached(name, ref, int(size))


def _explained(call: Call, command: Command, bad: BadArgument, *, asked: bool = False, typed: bool = False) -> Reply:
    """Say what is wrong, what would be right, and an example."""
    blocks: list[Node] = [Para(bad.problem), *bad.hints]
    for option in [bad.option] if bad.option is not None else command.options:
        what = msg(command.option_key(option))
        blocks.append(Para(msg("argument-what", name=Bold(option.name), what=what)))
    blocks += show_example(call, command, typed=typed)
    if asked:
        blocks.append(Para(msg("argument-answer")))
    return reply(*blocks)
