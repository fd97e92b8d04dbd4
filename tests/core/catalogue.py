"""Read the catalogue's Fluent files and the code that names their texts, for the tests that hold the two together."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fluent.syntax import ast as ftl
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from bot.texts import LOCALES

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "adapters")
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

# Where the key stands among the arguments of what takes one.
KEY_AT = {"msg": 0, "Msg": 0, "say": 0, "Refused": 0, "BadLine": 0, "notice": 0, "BadArgument": 1, "_say": 1}
# Keywords that are not values of the text.
NOT_VALUES = frozenset({"hints", "buttons"})
# An f-string that begins like this may name a text: `event-button-{answer}`.
FAMILY = re.compile(r"[a-z]+(?:-[a-z]+)*-")
KEY = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


@dataclass(slots=True)
class Entry:
    """One text: the values it takes, the variants it chooses from by value, and the texts it is put together from."""

    key: str
    variables: set[str] = field(default_factory=set)
    selects: dict[str, set[str]] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)


class _Reading(Visitor):
    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library calls it so
        self.entry.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - the library calls it so
        self.entry.parts.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - the library calls it so
        if isinstance(node.selector, ftl.VariableReference):
            keys = {v.key.name if isinstance(v.key, ftl.Identifier) else v.key.value for v in node.variants}
            self.entry.selects.setdefault(node.selector.id.name, set()).update(keys)
        self.generic_visit(node)


@cache
def catalogue(locale: str) -> dict[str, Entry]:
    """Read every text of a language. Raises ValueError for what is not Fluent, and for a key that is there twice."""
    found: dict[str, Entry] = {}
    for path in sorted((LOCALES / locale).glob("*.ftl")):
        for node in parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ftl.Junk):
                raise ValueError(f"{path.name}: not Fluent: {node.content}")
            if isinstance(node, ftl.Message):
                if node.id.name in found:
                    raise ValueError(f"{path.name}: {node.id.name} is there twice")
                entry = Entry(node.id.name)
                _Reading(entry).visit(node)
                found[entry.key] = entry
    for entry in found.values():
        _put_together(entry, found)
    return found


def _put_together(entry: Entry, found: dict[str, Entry]) -> None:
    """Let a text take the values that the texts it is put together from take."""
    for part in entry.parts & found.keys():
        _put_together(found[part], found)
        entry.variables |= found[part].variables
        for name, keys in found[part].selects.items():
            entry.selects.setdefault(name, set()).update(keys)


@dataclass(frozen=True, slots=True)
class Named:
    """A place in the code that names one of several texts outright; `values` is None where they are not written out."""

    where: str
    keys: tuple[str, ...]
    values: frozenset[str] | None


@dataclass(slots=True)
class Code:
    """What the code says: every string there is, the f-strings that may name texts, and the texts named outright."""

    strings: set[str] = field(default_factory=set)
    families: dict[str, set[str]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)


@cache
def code() -> Code:
    """Read every file that may name a text."""
    found = Code()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                _read(node, found, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    return found


def _read(node: ast.AST, found: Code, where: str) -> None:
    match node:
        case ast.Constant(value=str(text)):
            found.strings.add(text)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue(), *_]) if FAMILY.fullmatch(
            start
        ):
            found.families.setdefault(start, set()).add(where)
        case ast.Assign(targets=[ast.Name(id="key")], value=value):
            keys = tuple(k for k in _constants(value) if KEY.fullmatch(k))
            found.named.append(Named(where, keys, None))
        case ast.Call():
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in KEY_AT and len(node.args) > KEY_AT[name]:
                keys = tuple(_constants(node.args[KEY_AT[name]]))
                found.named.append(Named(where, keys, _values(name, node)))


def _constants(node: ast.expr) -> Iterator[str]:
    """Give the strings an expression may be: itself, or either side of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _constants(body)
            yield from _constants(orelse)


def _values(name: str, call: ast.Call) -> frozenset[str] | None:
    names = [k.arg for k in call.keywords]
    if name == "Msg" or None in names:  # a mapping, or **values
        return None
    return frozenset(n for n in names if n is not None) - NOT_VALUES
