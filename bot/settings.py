"""Settings of a community: one typed model per section, stored as JSON, read from memory."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal, Protocol, TypeVar, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.content import Msg, msg
from bot.errors import Refused
from bot.ids import CommunityId
from bot.ports import Transactions, Tx
from bot.topics import Topic


class Section(BaseModel):
    """The settings of one capability. Field constraints give the range that a refused value is answered with.

    `listed` False keeps a section out of `/settings`: its values have commands of their own.
    """

    listed: ClassVar[bool] = True
    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=Section)


class SettingsStore(Protocol):
    """Keep settings: only what differs from the defaults."""

    async def load_all(self, tx: Tx) -> Iterable[tuple[CommunityId, str, Mapping[str, Any]]]:
        """Read every community's sections."""

    async def save(self, tx: Tx, community: CommunityId, section: str, values: Mapping[str, Any]) -> None:
        """Write one section."""


class SettingsBook:
    """Every community's settings, in memory, written through."""

    def __init__(self, store: SettingsStore, sections: Mapping[str, type[Section]]) -> None:
        self._store = store
        self.sections = dict(sections)
        self._names = {model: name for name, model in sections.items()}
        self._held: dict[tuple[CommunityId, str], Section] = {}
        self._defaults = {model: model() for model in sections.values()}
        self.version = 0  # changes with every change, for who keeps something made from settings

    async def load(self, transactions: Transactions) -> None:
        """Read everything: at the start, and when another process has changed something. A stored value that is no
        longer allowed gives way to its default."""
        async with transactions.read() as tx:
            for community, name, values in await self._store.load_all(tx):
                if model := self.sections.get(name):
                    self._held[community, name] = _lenient(model, values)
        self.version += 1

    def of(self, community: CommunityId, model: type[M]) -> M:
        """Give one section of a community."""
        held = self._held.get((community, self._names[model]))
        if isinstance(held, model):
            return held
        default = self._defaults[model]
        assert isinstance(default, model)
        return default

    async def change(self, tx: Tx, community: CommunityId, section: str, changes: Mapping[str, Any]) -> Section:
        """Change values of a section. Raises Refused for an unknown key or a value out of range."""
        model = self.sections[section]
        old = self.of(community, model)
        for key in changes:
            if key not in model.model_fields:
                raise Refused("settings-unknown-key", key=key, keys=", ".join(shown_fields(model)))
        try:
            new = model.model_validate(old.model_dump(mode="json") | dict(changes))
        except ValidationError as error:
            key = str(error.errors()[0]["loc"][0])
            value = str(changes.get(key, ""))[:60]
            raise Refused("settings-bad-value", key=key, value=value, range=allowed(model, key)) from None
        await self._store.save(tx, community, section, new.model_dump(mode="json", exclude_defaults=True))
        tx.after_commit(lambda: self._hold(community, section, new))
        tx.announce(Topic.SETTINGS)
        return new

    def _hold(self, community: CommunityId, section: str, values: Section) -> None:
        self._held[community, section] = values
        self.version += 1


def shown_fields(model: type[Section]) -> list[str]:
    """List the settings of a section that people change with `/settings`; the others have commands of their own."""
    return [name for name, field in model.model_fields.items() if field.repr]


def allowed(model: type[Section], key: str) -> Msg:
    """Say which values a setting takes."""
    field = model.model_fields[key]
    if field.annotation is bool:
        return msg("settings-range-flag")
    if get_origin(field.annotation) is Literal:
        return msg("settings-range-choice", choices=", ".join(map(str, get_args(field.annotation))))
    if get_origin(field.annotation) is tuple and get_origin(get_args(field.annotation)[0]) is Literal:
        return msg("settings-range-choices", choices=", ".join(get_args(get_args(field.annotation)[0])))
    low = next((m.ge for m in field.metadata if isinstance(m, Ge)), None)
    high = next((m.le for m in field.metadata if isinstance(m, Le)), None)
    if low is not None and high is not None:
        return msg("settings-range-number", low=str(low), high=str(high))
    example = str(field.examples[0]) if field.examples else show_value(model().model_dump(mode="json")[key])
    return msg("settings-range-like", example=example)


def show_value(value: Any) -> str:
    """Write a setting's value as one would type it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(show_value, value))
        case _:
            return str(value)


def _lenient(model: type[Section], values: Mapping[str, Any]) -> Section:
    kept = dict(values)
    while True:
        try:
            return model.model_validate(kept)
        except ValidationError as error:
            for mistake in error.errors():
                kept.pop(str(mistake["loc"][0]), None)
