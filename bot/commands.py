"""One declaration per command: from a handler's signature to every platform's commands, `/help` and the docs."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.access import Access
from bot.call import Call, Person
from bot.content import Attachment, Reply


class Kind(StrEnum):
    """How an option is written. WORD to FLAG are single words; TEXT to WHEN may have spaces in them.

    VERBATIM keeps every character, also those that cannot be seen: it is looked at, and never stored.
    CHANGES are any number of `name: value` pairs whose names the command itself knows; each is a segment after a `|`.
    LINES are whatever stands below the command's own line, untouched; a FILE comes with the message.
    """

    TEXT = "text"
    LONG = "long"
    VERBATIM = "verbatim"
    WHEN = "when"
    WORD = "word"
    DURATION = "duration"
    COUNT = "count"
    NUMBER = "number"
    WHO = "who"
    SEVERAL = "several"
    CHOICE = "choice"
    FLAG = "flag"
    LINES = "lines"
    FILE = "file"
    CHANGES = "changes"

    @property
    def spaced(self) -> bool:
        """Tell whether a value may contain spaces, so that values are set apart by `|`."""
        return self in (Kind.TEXT, Kind.LONG, Kind.VERBATIM, Kind.WHEN)


Text: TypeAlias = Annotated[str, Kind.TEXT]  # one line
Long: TypeAlias = Annotated[str, Kind.LONG]  # several lines; a form where the platform has forms
Verbatim: TypeAlias = Annotated[str, Kind.VERBATIM]  # a message as somebody wrote it
When: TypeAlias = Annotated[datetime, Kind.WHEN]
Word: TypeAlias = Annotated[str, Kind.WORD]
Duration: TypeAlias = Annotated[timedelta, Kind.DURATION]
PositiveInt: TypeAlias = Annotated[int, Kind.COUNT]
Number: TypeAlias = Annotated[int, Kind.NUMBER]  # the short number of an event, case …: `12` or `#12`
Who: TypeAlias = Annotated[Person, Kind.WHO]
Lines: TypeAlias = Annotated[str, Kind.LINES]
File: TypeAlias = Annotated[Attachment, Kind.FILE]
Several: TypeAlias = Annotated[tuple[Person, ...], Kind.SEVERAL]
Changes: TypeAlias = Annotated[tuple[tuple[str, str], ...], Kind.CHANGES]  # names as they were written


@dataclass(frozen=True, slots=True)
class OneOf:
    """The words a WORD may be, for platforms that offer them; the handler itself answers another one.

    It stands in the annotation: `Annotated[str, Kind.WORD, OneOf(("tea", "coffee"))]`.
    """

    words: tuple[str, ...]


Handler: TypeAlias = Callable[..., Awaitable[Reply | None]]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Option:
    """One argument. `keyword` options are written `name: value`; the others stand in order."""

    name: str
    kind: Kind
    required: bool
    keyword: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` is its words (`event new`), `run` the bound handler. What is written with one that is
    `discreet` does not stay in a chat, and nothing is asked about it there."""

    name: str
    access: Access
    run: Handler
    options: tuple[Option, ...] = ()
    private_only: bool = False
    discreet: bool = False

    @property
    def key(self) -> str:
        """Give the catalogue key of its description."""
        return "command-" + self.name.replace(" ", "-").replace("_", "-")

    @property
    def group(self) -> str:
        """Give its first word."""
        return self.name.split(" ", 1)[0]

    def option_key(self, option: Option) -> str:
        """Give the catalogue key of an option's description."""
        return f"{self.key}-option-{option.name.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Press:
    """One kind of button: `verb` is the first part of the action, `types` convert the others."""

    verb: str
    access: Access
    run: Handler
    types: tuple[type[int] | type[str], ...] = ()


def command(name: str, *, access: Access, private_only: bool = False, discreet: bool = False) -> Callable[[H], H]:
    """Declare a handler method as a command; its options come from its signature.

    Parameters after `self` and `call` are positional; those after `*` are `name: value` options.
    """

    def mark(handler: H) -> H:
        handler.__command__ = (name, access, private_only, discreet)  # type: ignore[attr-defined]
        return handler

    return mark


def button(verb: str, *, access: Access = Access.EVERYONE) -> Callable[[H], H]:
    """Declare a handler method as what a button does; the action's parts fill its int and str parameters."""

    def mark(handler: H) -> H:
        handler.__button__ = (verb, access)  # type: ignore[attr-defined]
        return handler

    return mark


def action(verb: str, *parts: int | str) -> str:
    """Write a button's action. Raises ValueError over 64 bytes (Telegram's limit for callback_data)."""
    written = ":".join([verb, *map(str, parts)])
    if len(written.encode()) > 64:
        raise ValueError(f"a button's action is longer than 64 bytes: {written}")
    return written


def _option(parameter: inspect.Parameter, hint: Any) -> Option:
    required = parameter.default is inspect.Parameter.empty
    keyword = parameter.kind is inspect.Parameter.KEYWORD_ONLY
    if get_origin(hint) in (Union, UnionType):
        required = False  # `Duration | None` in the middle may be left out
        hint = next(arm for arm in get_args(hint) if arm is not NoneType)
    name = parameter.name.rstrip("_")
    if hint is bool:
        return Option(name, Kind.FLAG, required, keyword, ("yes", "no"))
    if get_origin(hint) is Literal:
        return Option(name, Kind.CHOICE, required, keyword, tuple(get_args(hint)))
    if get_origin(hint) is Annotated:
        said = get_args(hint)
        words = next((a.words for a in said if isinstance(a, OneOf)), ())
        return Option(name, next(a for a in said if isinstance(a, Kind)), required, keyword, words)
    raise TypeError(f"{parameter}: not a type a command's option can have")


def _parameters(method: Handler) -> Iterator[tuple[inspect.Parameter, Any]]:
    hints = get_type_hints(method, include_extras=True)
    for name, parameter in inspect.signature(method).parameters.items():
        if hints.get(name) is not Call:
            yield parameter, hints[name]


def _after(line: str, words: int) -> str:
    """Give what follows so many words; that it begins on a line of its own is kept."""
    for _ in range(words):
        line = line.lstrip()
        line = line[len(line.split(None, 1)[0]) :]
    return line.strip(" \t\r").rstrip()


@dataclass(slots=True)
class CommandTable:
    """Every command and button there is."""

    commands: dict[str, Command] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)

    def register(self, handlers: Iterable[object]) -> None:
        """Add the declared methods of these objects. Raises ValueError when two declare the same."""
        for owner in handlers:
            # In the order they were written: that is the order of menus and pages.
            for name in vars(type(owner)):
                method = getattr(owner, name)
                if hasattr(method, "__command__"):
                    name, access, private_only, discreet = method.__command__
                    if name in self.commands:
                        raise ValueError(f"two handlers declare /{name}")
                    options = tuple(_option(p, hint) for p, hint in _parameters(method))
                    self.commands[name] = Command(name, access, method, options, private_only, discreet)
                if hasattr(method, "__button__"):
                    verb, access = method.__button__
                    if verb in self.presses:
                        raise ValueError(f"two handlers declare the button {verb}")
                    self.presses[verb] = Press(verb, access, method, tuple(hint for _, hint in _parameters(method)))

    def find(self, line: str) -> tuple[Command | None, str, str]:
        """Split a line into its command, the group's name and the rest.

        The longest name wins: `event new Tea` is `event new`, `rules` alone is `rules`. The command is None for a
        bare group (`event`), for an unknown subcommand, and for a word that is no command (`group` tells which).
        """
        words = line.split(None, 2)
        if not words:
            return None, "", ""
        group = words[0].lower()
        if len(words) > 1 and (found := self.commands.get(f"{group} {words[1].lower()}")):
            return found, group, _after(line, 2)
        return self.commands.get(group), group, _after(line, 1)

    def in_group(self, group: str) -> list[Command]:
        """List a group's commands, in the order they were declared."""
        return [c for c in self.commands.values() if c.group == group]

    @property
    def groups(self) -> list[str]:
        """List the first words, in order."""
        return list(dict.fromkeys(c.group for c in self.commands.values()))
