"""The address of a database is read once; what is shown of it holds no password."""

from pathlib import Path

import pytest

from bot.errors import CannotStart
from storage.address import read_address

PASSWORD = "opensesame"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"postgresql://ann:{PASSWORD}@db.example:5433/hearth", "PostgreSQL database hearth at db.example:5433"),
        (f"postgresql://ann:{PASSWORD}@db.example", "PostgreSQL database ann at db.example"),
        (f"postgresql://ann@/hearth?host=/run/pg&password={PASSWORD}", "PostgreSQL database hearth at /run/pg"),
        ("sqlite:////var/hearth.db", "/var/hearth.db"),
        ("sqlite:///hearth.db", str(Path("hearth.db").absolute())),
        ("sqlite://", "the database in memory"),
        ("sqlite:///:memory:", "the database in memory"),
    ],
)
def test_a_database_has_a_name_that_can_be_shown(url: str, name: str) -> None:
    assert read_address(url).name == name
    assert PASSWORD not in read_address(url).without_password()


@pytest.mark.parametrize(
    "url", [f"postgresql://ann:{PASSWORD}@db.example:port/hearth", f"postgresql://ann:{PASSWORD}@[::1/hearth"]
)
def test_an_address_that_cannot_be_read_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(CannotStart, match=r"storage\.url: cannot be read; is every special character") as told:
        read_address(url)
    assert PASSWORD not in str(told.value)
    assert "db.example" not in str(told.value)


def test_a_file_after_two_slashes_is_explained() -> None:
    with pytest.raises(CannotStart, match=r"three slashes: sqlite:///hearth\.db"):
        read_address("sqlite://hearth.db")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sqlite:///a.db", "sqlite:///./b/../a.db", True),
        ("sqlite:///a.db", "sqlite:///b.db", False),
        ("sqlite://", "sqlite://", False),
        ("postgresql://ann:x@db/hearth", "postgresql://max@db:5432/hearth?sslmode=require", True),
        ("postgresql://ann@db/hearth", "postgresql://ann@db/other", False),
        ("postgresql://ann@db/hearth", "sqlite:///hearth", False),
    ],
)
def test_one_database_is_the_same_under_two_spellings(one: str, other: str, same: bool) -> None:
    assert read_address(one).same_as(read_address(other)) is same


def test_the_driver_is_told_about_encryption_in_its_own_word() -> None:
    url = read_address("postgresql://ann@db/hearth?sslmode=require").driver_url()
    assert (url.drivername, dict(url.query)) == ("postgresql+asyncpg", {"ssl": "require"})
