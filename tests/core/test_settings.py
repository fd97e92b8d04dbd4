"""Settings of a community: typed, in memory, refused with what would be right."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Annotated, Any, ClassVar, Literal

import pytest
from annotated_types import Ge, Le
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from bot.errors import Refused
from bot.ids import CommunityId
from bot.ports import Tx
from bot.sections import SECTIONS
from bot.settings import Section, SettingsBook, SettingsStore, allowed, show_value, shown_fields
from bot.texts import plain, say
from storage.database import Database
from storage.kernel import SqlSettings

HOME, OTHER = CommunityId(1), CommunityId(2)


class TeaSettings(Section):
    """Settings of every shape."""

    on: bool = True
    cups: Annotated[int, Ge(1), Le(12)] = 2
    kind: Literal["green", "black"] = "green"
    times: tuple[str, ...] = ("morning", "noon")
    notes: dict[str, str] = Field(default_factory=dict, repr=False)


class HiddenSettings(Section):
    """Settings with commands of their own."""

    listed: ClassVar[bool] = False
    word: str = ""


class Held:
    """Settings that were stored before."""

    def __init__(self, *rows: tuple[CommunityId, str, Mapping[str, Any]]) -> None:
        self.rows = rows

    async def load_all(self, tx: Tx) -> Iterable[tuple[CommunityId, str, Mapping[str, Any]]]:
        """Read them."""
        return self.rows

    async def save(self, tx: Tx, community: CommunityId, section: str, values: Mapping[str, Any]) -> None:
        """Accept a section."""


def new_book(store: SettingsStore | None = None) -> SettingsBook:
    return SettingsBook(store or SqlSettings(), {"tea": TeaSettings, "hidden": HiddenSettings})


@pytest.fixture
def book() -> SettingsBook:
    return new_book()


async def change(book: SettingsBook, database: Database, /, **changes: object) -> Section:
    async with database.begin() as tx:
        return await book.change(tx, HOME, "tea", changes)


async def refusal(book: SettingsBook, database: Database, /, locale: str = "en", **changes: object) -> str:
    with pytest.raises(Refused) as caught:
        await change(book, database, **changes)
    return say(caught.value.key, locale, **caught.value.values)


async def test_what_nobody_set_is_at_its_default(book: SettingsBook) -> None:
    assert book.of(HOME, TeaSettings) == TeaSettings()


async def test_a_change_is_seen_at_once_by_its_community_alone_and_outlives_the_process(memory: Database) -> None:
    book = new_book()
    changed = await change(book, memory, cups="5", on="no", kind="black")
    assert changed == TeaSettings(cups=5, on=False, kind="black") == book.of(HOME, TeaSettings)
    assert book.of(OTHER, TeaSettings) == TeaSettings()
    again = new_book()
    await again.load(memory)
    assert again.of(HOME, TeaSettings) == changed


async def test_only_what_differs_from_the_defaults_is_stored(book: SettingsBook, memory: Database) -> None:
    await change(book, memory, cups=5)
    await change(book, memory, cups=2, on=False)
    async with memory.read() as tx:
        assert list(await SqlSettings().load_all(tx)) == [(HOME, "tea", {"on": False})]


async def test_a_change_that_was_undone_is_not_seen(book: SettingsBook, memory: Database) -> None:
    with suppress(KeyError):
        async with memory.begin() as tx:
            await book.change(tx, HOME, "tea", {"cups": 5})
            raise KeyError
    assert book.of(HOME, TeaSettings).cups == 2


async def test_an_unknown_key_is_refused_with_those_that_there_are(book: SettingsBook, memory: Database) -> None:
    assert await refusal(book, memory, sugar="1") == (
        "There is no setting “sugar” here. The settings are: on, cups, kind, times."
    )


@pytest.mark.parametrize(
    ("key", "value", "possible"),
    [
        ("cups", "13", "Possible is a number from 1 to 12."),
        ("cups", "0", "Possible is a number from 1 to 12."),
        ("cups", "many", "Possible is a number from 1 to 12."),
        ("cups", "1.5", "Possible is a number from 1 to 12."),
        ("on", "maybe", "Possible are yes and no."),
        ("kind", "red", "Possible are: green, black."),
        ("times", "noon", "Right would be, for example: morning, noon"),
    ],
)
async def test_a_bad_value_is_refused_with_what_is_possible(
    book: SettingsBook, memory: Database, key: str, value: str, possible: str
) -> None:
    assert await refusal(book, memory, **{key: value}) == f"“{value}” is not possible for {key}. {possible}"
    assert book.of(HOME, TeaSettings) == TeaSettings()


async def test_a_refusal_is_said_in_russian_too(book: SettingsBook, memory: Database) -> None:
    assert "от 1 до 12" in await refusal(book, memory, "ru", cups="99")


async def test_a_long_bad_value_is_not_repeated_whole(book: SettingsBook, memory: Database) -> None:
    assert len(await refusal(book, memory, cups="x" * 5000)) < 200


async def test_stored_values_that_are_no_longer_allowed_give_way_and_the_others_stay(memory: Database) -> None:
    stored = {"cups": 99, "kind": "red", "on": False, "gone": 1}
    book = new_book(Held((HOME, "tea", stored), (HOME, "gone", {"x": 1}), (OTHER, "tea", {"cups": 3})))
    await book.load(memory)
    assert book.of(HOME, TeaSettings) == TeaSettings(on=False)
    assert book.of(OTHER, TeaSettings).cups == 3


def test_values_are_shown_as_one_types_them() -> None:
    shown = {key: show_value(value) for key, value in TeaSettings().model_dump(mode="json").items()}
    assert shown == {"on": "yes", "cups": "2", "kind": "green", "times": "morning, noon", "notes": "{}"}
    assert shown_fields(TeaSettings) == ["on", "cups", "kind", "times"]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_setting_there_is_says_what_it_takes(name: str) -> None:
    for key in shown_fields(SECTIONS[name]):
        for locale in ("en", "ru"):
            assert plain(allowed(SECTIONS[name], key), locale)


JSON = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=3), max_size=3)


@given(st.sampled_from(sorted(SECTIONS)), st.data())
async def test_whatever_is_stored_a_section_can_be_loaded(name: str, data: st.DataObject) -> None:
    keys = st.sampled_from(sorted(SECTIONS[name].model_fields)) | st.text(max_size=9)
    book = SettingsBook(Held((HOME, name, data.draw(st.dictionaries(keys, JSON, max_size=4)))), SECTIONS)
    database = Database("sqlite://")
    await book.load(database)
    await database.close()
    assert book.of(HOME, SECTIONS[name])
