"""Say how a command is used: for `/help`, and for the generated pages in docs/."""

from bot import texts
from bot.arguments import BadArgument, read
from bot.call import Call
from bot.commands import Command, Kind, Option
from bot.content import Code, Para, msg
from bot.ids import Platform
from bot.segments import pair, segments

SETTING, VALUE = "setting", "value"  # what changes are typed in where options are typed one by one

_BELOW = {Kind.LINES: "⏎ LINES", Kind.FILE: "+ FILE"}  # what is not written in the line


def usage(command: Command) -> str:
    """Write a command's usage line, such as `/event new TITLE | WHEN [| where: TEXT]`."""
    words = [f"/{command.name}"]
    texts = 0
    for option in command.options:
        if option.keyword or option.kind in _BELOW:
            continue
        shown = _placeholder(option)
        separator = "| " if option.kind.spaced and texts else ""
        texts += option.kind.spaced
        words.append(f"{separator}{shown}" if option.required else f"[{separator}{shown}]")
    named = [o for o in command.options if o.keyword and o.kind not in (Kind.CHANGES, *_BELOW)]
    words += [f"[| {o.name}: {_value(o)}]" for o in named]
    words += ["| SETTING: VALUE …" if o.required else "[| SETTING: VALUE …]" for o in command.options if _changes(o)]
    words += [f"[{_BELOW[o.kind]}]" for o in command.options if o.kind in _BELOW]
    return " ".join(words)


def typed_usage(command: Command) -> str:
    """Write a command's usage where its options are typed one by one: `/mute who: reason: [duration:]`."""
    options = sorted((o for o in command.options if o.kind is not Kind.LINES), key=lambda o: not o.required)
    shown = [f"{SETTING}: {VALUE}:" if _changes(o) else f"{o.name}:" for o in options]
    parts = (text if option.required else f"[{text}]" for option, text in zip(options, shown, strict=True))
    return " ".join((f"/{command.name}", *parts))


def typed_example(command: Command, line: str) -> str | None:
    """Rewrite an example (`/mute @max 2h Enough`) for where options are typed one by one; None for what is no line."""
    words = f"/{command.name}"
    if line != words and not line.startswith(f"{words} "):
        return None
    try:
        raw = read(command, line.removeprefix(words))
    except BadArgument:
        return None
    given = [_typed(o, raw[o.name]) for o in command.options if o.name in raw]
    return " ".join((words, *given))


def _typed(option: Option, value: str) -> str:
    if not _changes(option):
        return f"{option.name}: {value}"
    first, *more = (part.strip() for part in segments(value))
    name, of_first = pair(first) or (first, "")
    return f"{SETTING}: {name} {VALUE}: " + " | ".join((of_first, *more))


def show_usage(call: Call, command: Command) -> Code:
    """Show how a command is used on the caller's platform."""
    return Code(typed_usage(command) if call.platform is Platform.DISCORD else usage(command))


def show_example(call: Call, command: Command, *, typed: bool) -> tuple[Para, ...]:
    """Show an example, where there is one of how the options are given."""
    if not typed:
        return (Para(msg("argument-example", example=msg(f"{command.key}-example"))),)
    line = typed_example(command, texts.say(f"{command.key}-example", call.locale))
    return (Para(msg("argument-example", example=Code(line))),) if line is not None else ()


def _changes(option: Option) -> bool:
    return option.kind is Kind.CHANGES


def _placeholder(option: Option) -> str:
    if option.kind is Kind.CHOICE:
        return "|".join(option.choices)
    if option.kind is Kind.WHO:
        return "@who"
    if option.kind is Kind.SEVERAL:
        return "@who …"
    return option.name.upper()


def _value(option: Option) -> str:
    return "|".join(option.choices) if option.choices else option.kind.value.upper()
