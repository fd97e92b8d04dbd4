"""Say how a command is used: for `/help`, and for the generated pages in docs/."""

from bot.commands import Command, Kind, Option

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
