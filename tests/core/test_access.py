"""The ladder of access."""

import pytest

from bot.access import Access, may_act_on


def test_the_ladder_rises_from_everyone_to_the_owner() -> None:
    assert list(Access) == sorted(Access)
    assert [a.key for a in Access] == ["everyone", "member", "trusted", "moderator", "admin", "owner"]


@pytest.mark.parametrize("actor", list(Access))
def test_nobody_acts_on_an_equal_or_on_somebody_above(actor: Access) -> None:
    assert not any(may_act_on(actor, target) for target in Access if target >= actor)


@pytest.mark.parametrize("actor", [Access.MODERATOR, Access.ADMIN, Access.OWNER])
def test_from_moderator_up_one_acts_on_everybody_below(actor: Access) -> None:
    assert all(may_act_on(actor, target) for target in Access if target < actor)


@pytest.mark.parametrize("actor", [Access.EVERYONE, Access.MEMBER, Access.TRUSTED])
def test_those_below_moderator_act_on_nobody(actor: Access) -> None:
    assert not any(may_act_on(actor, target) for target in Access)
