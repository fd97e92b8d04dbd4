"""Every refusal of thanks is said in both languages, with the moment from which on it is possible."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.content import Msg, doc
from bot.errors import Refused
from storage.database import Database, metadata, sql
from tests.fakes import NOON
from tests.fakes_events import say
from tests.fakes_recognition import World, person


async def _pair(world: World) -> None:
    await world.thank(1, 2)
    await world.thank(2, 1)


async def _daily(world: World) -> None:
    for receiver in range(2, 8):
        await world.thank(1, receiver)


async def _inactive(world: World) -> None:
    world.town.wrote[2] = NOON - timedelta(days=31)
    await world.thank(1, 2)


async def _self(world: World) -> None:
    await world.thank(1, 1)


async def _bot(world: World) -> None:
    await world.handlers.thanks(world.call(1), (person(0, human=False),), "the talk")


async def _long(world: World) -> None:
    await world.thank(1, 2, reason="x" * 301)


async def _private(world: World) -> None:
    await world.handlers.thanks(world.call(1, space=None), (person(2),), "the talk")


async def _nobody(world: World) -> None:
    await world.why(999)


async def _score_of_a_bot(world: World) -> None:
    await world.handlers.score(world.call(1), person(0, human=False))


@pytest.mark.parametrize(
    ("attempt", "english", "russian"),
    [
        (_pair, "between you and Anna not long ago. It is possible again on Wed 02 Dec 15:00", "Anna. Снова можно"),
        (_daily, "thanks 5 times within 24 hours, which is all there is. It is possible again on Wed", "спасибо 5 раз"),
        (_inactive, "no message from Boris in the last 30 days", "Boris (смотрю на последние 30 дней)"),
        (_self, "Thanking yourself", "Спасибо себе"),
        (_bot, "from person to person", "Благодарят люди людей"),
        (_long, "301 characters, and 300 fit", "301 знак. Помещается не больше 300"),
        (_private, "in the community's chat", "в чате сообщества"),
        (_nobody, "nobody like that", "Такого человека"),
        (_score_of_a_bot, "Only people have a score", "Баллы бывают только у людей"),
    ],
)
async def test_a_refusal_is_said_in_both_languages(
    attempt: Callable[[World], Awaitable[None]], english: str, russian: str
) -> None:
    database = Database("sqlite://")
    async with database.begin() as tx:
        await sql(tx).run_sync(metadata.create_all)
    with pytest.raises(Refused) as refused:
        await attempt(World(database))
    text = Msg(refused.value.key, refused.value.values)
    assert english in say(doc(text), "en")
    assert russian in say(doc(text), "ru")
    await database.close()
