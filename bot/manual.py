"""Say how a command is used: for `/help`, and for the generated pages in docs/."""

from bot.commands import Command, Kind, Option


def usage(command: Command) -> str:
    """Write a command's usage line, such as `/event new TITLE | WHEN [| where: TEXT]`."""
    words = [f"/{command.name}"]
    texts = 0
    for option in command.options:
        if option.keyword:
            continue
        shown = _placeholder(option)
        separator = "| " if option.kind.spaced and texts else ""
        texts += option.kind.spaced
        words.append(f"{separator}{shown}" if option.required else f"[{separator}{shown}]")
    words += [f"[| {o.name}: {_value(o)}]" for o in command.options if o.keyword and o.kind is not Kind.CHANGES]
    words += ["| SETTING: VALUE …" if o.required else "[| SETTING: VALUE …]" for o in command.options if _changes(o)]
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
