"""Welcomes and rules, from the update to the answer, on a database in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Button, Choice, Mention
from bot.ids import AccountRef, MemberId, Platform
from bot.onboarding.model import WELCOME_MAX, Arrival, OnboardingSettings, fill_welcome
from bot.onboarding.service import MAX_TOGETHER, TOGETHER, OnboardingService
from bot.settings import SettingsBook
from bot.texts import plain, say
from bot.updates import Actor, MemberJoined
from handlers.onboarding import SHOWN_VERSIONS, OnboardingHandlers
from storage.database import Database
from storage.kernel import SqlSettings
from storage.onboarding import SqlOnboarding
from tests.core.kernel import ADA, ANNA, GROUP, MAX, SPACE, Kernel, actor
from tests.fakes import FakeClock
from tests.fakes_events import RememberingOutbox

SECOND = timedelta(seconds=1)
ADMINS = say("refused-access", "en", access=Choice("admin"))


class World(Kernel):
    """The kernel with the real handlers of onboarding."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.outbox = RememberingOutbox()
        self.book = SettingsBook(SqlSettings(), {"onboarding": OnboardingSettings})
        self.service = OnboardingService(SqlOnboarding(), database, self.outbox, self.book, self.directory)
        self.serve(OnboardingHandlers(self.service))
        self.greet_with(self.service)
        self.joined = 0

    async def join(self, *people: str | Actor) -> None:
        """Let people come, one after another."""
        for who in people:
            self.joined += 1
            newcomer = who if isinstance(who, Actor) else actor(who)
            await self.hand(MemberJoined(f"join-{self.joined}", self.clock.now(), SPACE, GROUP, newcomer))

    @property
    def welcomes(self) -> list[str]:
        """Give each welcome as it stands now."""
        sent = {key: s.text for key, s in self.outbox.sent.items()}
        return list((sent | {key: s.text for key, s in self.outbox.shown.items()}).values())


@pytest.fixture
def world(memory: Database, clock: FakeClock) -> World:
    return World(memory, clock)


# The welcome


async def test_a_newcomer_is_greeted_by_a_mention(world: World) -> None:
    await world.join("bob")
    (welcome,) = world.welcomes
    assert welcome.startswith("Hello @bob, welcome to Hearth!")


async def test_those_who_come_within_ten_seconds_share_one_message(world: World) -> None:
    await world.join("bob")
    world.clock.advance(TOGETHER - SECOND)
    await world.join("eve")
    world.clock.advance(SECOND)
    await world.join("kim")
    first, second = world.welcomes
    assert first.startswith("Hello @bob, @eve,")
    assert second.startswith("Hello @kim,")


async def test_somebody_who_comes_twice_at_once_is_named_once(world: World) -> None:
    await world.join("bob", "bob")
    (welcome,) = world.welcomes
    assert welcome.count("@bob") == 1


async def test_one_message_does_not_grow_without_end(world: World) -> None:
    await world.join(*(f"p{n}" for n in range(MAX_TOGETHER + 1)))
    assert [w.count("@p") for w in world.welcomes] == [MAX_TOGETHER, 1]


async def test_a_welcome_can_be_written_tried_and_switched_off(world: World) -> None:
    written = await world.command(ADA, "welcome set Hi {mention}, {name}! {community}, {members} people, {rules} {x}")
    assert "Hi @ada, ada! Hearth, 1 people, /rules {x}" in written.text
    assert (await world.command(ADA, "welcome test")).text == "Hi @ada, ada! Hearth, 1 people, /rules {x}"
    assert "Hi {mention}, {name}!" in (await world.command(ADA, "welcome")).text
    await world.join("bob")
    assert world.welcomes == ["Hi @bob, bob! Hearth, 2 people, /rules {x}"]
    await world.command(ADA, "welcome off")
    world.clock.advance(TOGETHER)
    await world.join("eve")
    assert len(world.welcomes) == 1
    assert (await world.command(ADA, "welcome")).text == say("welcome-is-off", "en")
    await world.command(ADA, "welcome set Back")
    world.clock.advance(TOGETHER)
    await world.join("kim")
    assert world.welcomes[-1] == "Back"


async def test_a_welcome_has_link_buttons_and_one_for_the_rules_once_there_are_any(world: World) -> None:
    await world.command(ADA, "welcome set Hi [Site](https://x.example/a?b=1) [bad](javascript:alert(1))")
    await world.command(ADA, "rules set Be kind")
    await world.join("bob")
    (sent,) = world.outbox.sent.values()
    assert sent.text.startswith("Hi")
    assert [(b.label, b.url or b.action) for row in sent.buttons for b in row] == [
        ("Site", "https://x.example/a?b=1"),
        ("Read the rules", "rules"),
    ]


async def test_a_welcome_is_by_language_and_one_in_another_is_better_than_none(world: World) -> None:
    await world.command(ADA, "welcome set Hello")
    space = world.directory.space(SPACE)
    assert space is not None
    async with world.database.begin() as tx:
        await world.directory.save_space(tx, replace(space, locale="ru"))
    assert (await world.command(ADA, "welcome test")).text == "Hello"
    await world.command(ADA, "welcome set Привет")
    assert (await world.command(ADA, "welcome test")).text == "Привет"


async def test_a_welcome_that_would_not_fit_one_message_is_refused(world: World) -> None:
    told = await world.command(ADA, "welcome set " + "x" * (WELCOME_MAX + 1))
    assert told.text == say("argument-too-long", "en", limit=WELCOME_MAX, length=WELCOME_MAX + 1)


async def test_only_the_mention_notifies_and_a_hostile_name_stays_a_name(world: World) -> None:
    name = "**bold** <b> {mention} @everyone"
    who = Mention(name, (AccountRef(Platform.TELEGRAM, "5"),))
    shown, _ = fill_welcome("{name}|{mention}", (Arrival(MemberId(1), who),), community="**c**", members=3)
    assert plain(shown, "en") == f"{name}|{name}"
    await world.join(Actor(AccountRef(Platform.TELEGRAM, "5"), name))
    assert world.welcomes == [say("welcome-default", "en", who=f"@{name}", community="Hearth")]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_template_can_be_filled(template: str) -> None:
    shown, buttons = fill_welcome(template, (), community="C", members=1)
    assert isinstance(plain(shown, "en"), str)
    assert all(isinstance(b, Button) and b.url.startswith("https://") for b in buttons)


async def test_the_welcome_is_for_admins(world: World) -> None:
    for line in ("welcome", "welcome set Hi", "welcome test", "welcome off"):
        assert (await world.command(MAX, line)).text == ADMINS


# The rules


async def test_without_rules_there_is_nothing_to_accept(world: World) -> None:
    told = await world.command(ANNA, "rules")
    assert (told.text, told.buttons) == (say("rules-none", "en"), [])
    assert (await world.press(ANNA, "accept:1")).text == say("rules-changed", "en")


async def test_rules_are_set_by_admins_in_the_chat_and_accepted_once(world: World) -> None:
    assert (await world.command(ANNA, "rules set Be rude")).text == ADMINS
    done = await world.command(ADA, "rules set Be kind\nno **ads**")
    assert done.text == "Done: version 1 of the rules is in force.\n> Be kind\nno **ads**"
    assert not done.replies[0].private
    shown = await world.command(ANNA, "rules")
    assert "Be kind\nno **ads**" in shown.text
    assert [b.action for b in shown.buttons] == ["accept:1"]
    assert (await world.press(ANNA, "accept:1")).text == say("rules-thanks", "en", community="Hearth")
    assert (await world.press(ANNA, "accept:1")).text == say("rules-accepted-before", "en", community="Hearth")
    again = await world.command(ANNA, "rules")
    assert "You have accepted them" in again.text
    assert again.buttons == []


async def test_new_rules_are_to_be_accepted_anew_and_the_old_ones_no_more(world: World) -> None:
    await world.command(ADA, "rules set one")
    await world.press(ANNA, "accept:1")
    await world.command(ADA, "rules set two")
    assert (await world.press(MAX, "accept:1")).text == say("rules-changed", "en")
    assert [b.action for b in (await world.press(ANNA, "rules")).buttons] == ["accept:2"]


async def test_the_history_lists_the_newest_versions_first(world: World) -> None:
    assert (await world.command(ADA, "rules history")).text == say("rules-none", "en")
    for number in range(SHOWN_VERSIONS + 2):
        await world.command(ADA, f"rules set text {number}")
    text = (await world.command(ADA, "rules history")).text
    assert text.index("text 6") < text.index("text 5")
    assert text.count("> text") == SHOWN_VERSIONS
    assert (await world.command(ANNA, "rules history")).text == ADMINS
