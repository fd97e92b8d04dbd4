"""Look at one rule in full, and change it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol, get_origin

from pydantic import ValidationError

from bot.arguments import NO, YES
from bot.call import Call
from bot.content import Code, Msg, msg
from bot.errors import Refused
from bot.ids import Platform
from bot.moderation.rule_service import find_rule
from bot.moderation.rules import SECTION
from bot.moderation.rules.base import Rule
from bot.moderation.settings import Book, RuleSettings
from bot.moderation.tally import DAYS, CountStore
from bot.ports import Transactions
from bot.settings import allowed, show_value, shown_fields

# What people call settings in Russian.
NAMES = {
    "вкл": "on",
    "включено": "on",
    "действие": "action",
    "проба": "dry_run",
    "на пробу": "dry_run",
    "не проверять доступ": "exempt_access",
    "не проверять роли": "exempt_roles",
    "не проверять чаты": "exempt_chats",
    "не проверять темы": "exempt_topics",
}
HERE = frozenset({"here", "здесь", "тут"})
PLACES = frozenset({"exempt_roles", "exempt_chats", "exempt_topics"})

# A channel or a role as Discord writes it where somebody names one.
_MENTION = re.compile(r"<(?:#|@&)(\d{1,20})>")
_ID = re.compile(r"-?\d{1,20}")


class Behind(Protocol):
    """What is written behind."""

    async def flush(self) -> None:
        """Write it down."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """A rule with its settings, and how often it acted, and would have acted, in the last DAYS days."""

    rule: str
    settings: RuleSettings
    acted: int = 0
    tried: int = 0


class Tuning:
    """The use cases of one rule's settings."""

    def __init__(
        self, rules: Sequence[Rule], settings: Book, counts: CountStore, tally: Behind, transactions: Transactions
    ) -> None:
        self._rules = rules
        self._settings = settings
        self._counts = counts
        self._tally = tally
        self._transactions = transactions

    async def show(self, call: Call, name: str) -> Tuned:
        """Show a rule in full."""
        rule, community = find_rule(self._rules, name), call.community.id
        await self._tally.flush()
        async with self._transactions.read() as tx:
            since = (call.now - timedelta(days=DAYS)).date()
            acted, tried = await self._counts.rule_counts(tx, community, rule.name, since)
        return Tuned(rule.name, self._settings.of(community, rule.settings_type), acted, tried)

    async def edit(self, call: Call, name: str, changes: Sequence[tuple[str, str]]) -> Tuned:
        """Change settings of a rule, all of them or none. Raises Refused for one there is not, and a bad value."""
        rule = find_rule(self._rules, name)
        wanted = self.read(call, rule, changes)
        async with self._transactions.begin() as tx:
            await self._settings.change(tx, call.community.id, SECTION + rule.name, wanted)
        return await self.show(call, name)

    def changed(self, call: Call, rule: Rule, changes: Sequence[tuple[str, str]]) -> RuleSettings:
        """Give a rule's settings as they would be with changes. Raises Refused as `edit` does."""
        return self._validated(call, rule, self.read(call, rule, changes))

    def read(self, call: Call, rule: Rule, changes: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """Read changes as people write them. Raises Refused as `edit` does."""
        fields, keys = rule.settings_type.model_fields, shown_fields(rule.settings_type)
        wanted: dict[str, Any] = {}
        for key, written, value in _named(changes, keys):
            if key not in keys:
                raise Refused("rule-unknown-setting", key=written, rule=rule.name, keys=", ".join(map(name_of, keys)))
            wanted[key] = (
                self._places(call, rule, key, value) if key in PLACES else _typed(fields[key].annotation, value)
            )
        self._validated(call, rule, wanted)
        return wanted

    def _validated(self, call: Call, rule: Rule, wanted: Mapping[str, Any]) -> RuleSettings:
        model = rule.settings_type
        old = self._settings.of(call.community.id, model)
        try:
            return model.model_validate(old.model_dump(mode="json") | dict(wanted))
        except ValidationError as error:
            key = str(error.errors()[0]["loc"][0])
            raise _bad(call, rule, key, str(wanted.get(key, ""))) from None

    def _places(self, call: Call, rule: Rule, key: str, value: str) -> str:
        """Read ids of roles, chats or topics. Raises Refused for a name: nothing would ever be found by it."""
        if value.strip().lower() in NO:
            return "no"
        here = {"exempt_chats": call.chat.id, "exempt_topics": call.chat.topic or ""}.get(key, "")
        parts = [part.strip() for part in _MENTION.sub(r"\1", value).split(",") if part.strip()]
        ids = [here if part.lower() in HERE and here else part for part in parts]
        for part in ids:
            if part != here and not _ID.fullmatch(part):
                raise _bad(call, rule, key, part)
        return ", ".join(ids)


def edit_line(platform: Platform, rule: str, name: str, value: str) -> str:
    """Write the command that gives a setting of a rule this value, as one writes or types it there."""
    if platform is Platform.DISCORD:
        return f"/rule edit rule: {rule} setting: {name} value: {value}"
    return f"/rule edit {rule} | {name}: {value}"


def _bad(call: Call, rule: Rule, key: str, value: str) -> Refused:
    model, range_ = rule.settings_type, range_of(rule.settings_type, key)
    right = range_.values.get("example", default_of(model, key))
    example = Code(edit_line(call.platform, rule.name, name_of(key), str(right)))
    if "example" in range_.values:
        return Refused("rule-bad-value-like", key=name_of(key), value=value[:60], example=example)
    return Refused("rule-bad-value", key=name_of(key), value=value[:60], range=range_, example=example)


def _named(changes: Sequence[tuple[str, str]], keys: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Give each change with its key. Where nothing sets settings apart (`action: warn dry run: yes`), a name that is
    none begins at the end of the value before it."""
    found: list[tuple[str, str, str]] = []
    for written, value in _apart(changes, keys):
        key = key_of(written)
        before, _, word = found[-1][2].rpartition(" ") if found else ("", "", "")
        if key not in keys and before and key_of(f"{word} {written}") in keys:
            found[-1] = (*found[-1][:2], before)
            key = key_of(f"{word} {written}")
        found.append((key, written, value))
    return iter(found)


def _apart(changes: Sequence[tuple[str, str]], keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Set apart what was written in one piece: `mute 10m dry run: yes`. No setting's value has another one's name."""
    names = "|".join(name_of(key).replace(" ", "[ _-]") for key in keys)
    for written, value in changes:
        first, *others = re.split(rf"\s({names}):\s", value, flags=re.IGNORECASE)
        yield written, first
        yield from zip(others[::2], others[1::2], strict=True)


def range_of(model: type[RuleSettings], key: str) -> Msg:
    """Say which values a setting of a rule takes."""
    if key == "action" and get_origin(model.model_fields[key].annotation) is not Literal:
        return msg("rule-range-action")
    if not model().model_dump(mode="json")[key] and key.startswith("exempt_"):
        return msg("rule-range-list")
    return allowed(model, key)


def key_of(written: str) -> str:
    """Give the key of a setting that somebody named: with spaces or underscores, in English or Russian."""
    name = " ".join(written.replace("_", " ").replace("-", " ").split()).lower()
    return NAMES.get(name, name.replace(" ", "_"))


def name_of(key: str) -> str:
    """Write a setting's name as people do."""
    return key.replace("_", " ")


def default_of(model: type[RuleSettings], key: str) -> str:
    """Write a setting's default as one types it."""
    return show_value(model().model_dump(mode="json")[key]) or "no"


def _typed(annotation: Any, value: str) -> str:
    """Write a value as settings read it: flags in both languages, and parts of a number after a comma too."""
    if annotation is bool:
        word = value.strip().lower()
        return "yes" if word in YES else "no" if word in NO else value
    return value.replace(",", ".") if annotation is float else value
