"""Help, language, zone and settings, from the command to the answer, on a database in memory."""

import pytest

from bot.access import Access
from bot.call import Call
from bot.commands import Number, PositiveInt, Text, When, command
from bot.communities.model import Space
from bot.communities.service import CommunityService
from bot.content import Choice
from bot.events.settings import EventSettings
from bot.ids import Platform
from bot.onboarding.model import OnboardingSettings
from bot.settings import SettingsBook
from bot.texts import say
from handlers.community import CommunityHandlers
from storage.database import Database
from storage.kernel import SqlSettings
from tests.core.kernel import ADA, ANNA, CHANNEL, SERVER, SPACE, Kernel, actor, private
from tests.fakes import FakeClock

ADMINS = say("refused-access", "en", access=Choice("admin"))


class EventStubs:
    """Commands of another capability, to be helped with."""

    @command("event new", access=Access.MODERATOR)
    async def new(self, call: Call, title: Text, when: When, *, limit: PositiveInt | None = None) -> None:
        """Do nothing."""

    @command("event show", access=Access.EVERYONE)
    async def show(self, call: Call, id: Number) -> None:
        """Do nothing."""


class World(Kernel):
    """The kernel with the real handlers of the community."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.book = SettingsBook(SqlSettings(), {"onboarding": OnboardingSettings, "events": EventSettings})
        self.serve(CommunityHandlers(CommunityService(database, self.directory, self.book), self.table), EventStubs())

    def of_home(self) -> EventSettings:
        """Give the community's settings of events."""
        home = self.directory.community_of(SPACE)
        assert home is not None
        return self.book.of(home, EventSettings)


@pytest.fixture
async def world(memory: Database, clock: FakeClock) -> World:
    world = World(memory, clock)
    await world.write(ANNA, "hello")
    return world


# Help


async def test_help_lists_what_one_may_do(world: World) -> None:
    for_all, for_admins = (await world.command(ANNA, "help")).text, (await world.command(ADA, "help")).text
    assert "/event show" in for_all
    assert "/event new" not in for_all
    assert "/settings" not in for_all
    assert "/event new" in for_admins
    assert "/settings" in for_admins


async def test_help_explains_one_command_with_its_options_an_example_and_its_access(world: World) -> None:
    for line in ("help event new", "help /event new", "help EVENT NEW"):
        text = (await world.command(ANNA, line)).text
        assert "/event new TITLE | WHEN [| limit: COUNT]" in text
        assert "when — When it starts" in text
        assert say("command-event-new-example", "en") in text
        assert "For moderators." in text


async def test_help_explains_a_whole_group(world: World) -> None:
    text = (await world.command(ANNA, "help event")).text
    assert "/event new" in text
    assert "/event show" in text


async def test_help_with_what_is_no_command_says_so(world: World) -> None:
    assert (await world.command(ANNA, "help pizza <b>")).text == say("command-unknown", "en", name="pizza")


async def test_about_names_the_community_its_chats_and_how_many_it_knows(world: World) -> None:
    await world.write(ADA, "hello")
    text = (await world.command(ANNA, "about")).text
    assert "Chats: Hearth (Telegram)" in text
    assert "People I have met: 2" in text
    assert "Time zone: Europe/Moscow" in text


# Language and zone


async def test_the_chats_language_takes_an_admin_and_changes_it_for_everybody(world: World) -> None:
    assert (await world.command(ANNA, "language ru")).text == ADMINS
    assert (await world.command(ADA, "language ru")).text == say("language-set-chat", "ru")
    assert (await world.command(ANNA, "language")).locales == ["ru"]
    home = world.directory.community_of(SPACE)
    assert home is not None
    assert world.directory.community(home).locale == "ru"


async def test_ones_own_language_is_ones_own_in_private_and_with_for_me(world: World) -> None:
    assert (await world.command(ANNA, "language ru for: me")).text == say("language-set-own", "ru")
    assert (await world.command(ANNA, "about")).locales == ["ru"]
    assert (await world.command(ADA, "about")).locales == ["en"]
    await world.command(ANNA, "language en", chat=private(ANNA))
    assert (await world.command(ANNA, "about")).locales == ["en"]


async def test_a_chats_language_is_its_own_where_a_community_has_several(world: World) -> None:
    home = world.directory.community_of(SPACE)
    assert home is not None
    async with world.database.begin() as tx:
        await world.directory.save_space(tx, Space(SERVER, home, CHANNEL, "Server"))
    discord = actor("ada", Access.ADMIN, platform=Platform.DISCORD)
    await world.command(ADA, "language ru")
    assert (await world.command(ADA, "about")).locales == ["ru"]
    assert (await world.command(discord, "about", chat=CHANNEL, options={})).locales == ["en"]


@pytest.mark.parametrize(
    "line", ["timezone Berlin for: me", "timezone Берлин for: me", "timezone europe/berlin for: me"]
)
async def test_a_zone_is_found_by_its_city_or_name(world: World, line: str) -> None:
    assert (await world.command(ANNA, line)).text == say("zone-set-own", "en", zone="Europe/Berlin")


async def test_the_communitys_zone_takes_an_admin(world: World) -> None:
    assert (await world.command(ANNA, "timezone Berlin")).text == ADMINS
    assert (await world.command(ADA, "timezone Berlin")).text == say("zone-set-chat", "en", zone="Europe/Berlin")
    assert "Time zone: Europe/Berlin" in (await world.command(ANNA, "about")).text


async def test_a_zone_that_is_not_known_is_refused_with_what_would_be_right(world: World) -> None:
    told = await world.command(ANNA, "timezone Nowhere/At all for: me")
    assert told.text.startswith("I don't know the time zone “Nowhere/At all”.")


# Settings


async def test_settings_are_for_admins(world: World) -> None:
    assert (await world.command(ANNA, "settings events")).text == ADMINS
    assert (await world.press(ANNA, "settings:events")).text == ADMINS
    assert (await world.press(ANNA, "switch:onboarding:welcome:no")).text == ADMINS


async def test_settings_offers_its_sections_and_shows_one_with_values_defaults_and_ranges(world: World) -> None:
    sections = await world.command(ADA, "settings")
    assert [b.action for b in sections.buttons] == ["settings:onboarding", "settings:events"]
    await world.command(ADA, "settings events offer_hours: 6")
    for shown in (await world.command(ADA, "settings EVENTS"), await world.press(ADA, "settings:events")):
        assert "offer_hours — " in shown.text
        assert "Now 6, default 12. Possible is a number from 1 to 168." in shown.text


@pytest.mark.parametrize("line", ["settings events offer_hours: 6", "settings events | OFFER_HOURS: 6"])
async def test_a_setting_is_changed_by_name_and_value(world: World, line: str) -> None:
    assert (await world.command(ADA, line)).text == "Done: offer_hours is now 6."
    assert world.of_home().offer_hours == 6


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("settings pizza", "There is no section “pizza”. The sections are: onboarding, events."),
        ("settings events offer_hours", "give its name and value: /settings events name: value"),
        ("settings events offer_hours:", "give its name and value: /settings events name: value"),
        ("settings events pizza: 5", "There is no setting “pizza” here."),
        ("settings events offer_hours: 999", "Possible is a number from 1 to 168."),
        ("settings events remind: always", "Right would be, for example: 24h, 1h, 0m"),
        ("settings onboarding welcome: perhaps", "Possible are yes and no."),
    ],
)
async def test_what_cannot_be_set_is_refused_with_what_can(world: World, line: str, says: str) -> None:
    assert says in (await world.command(ADA, line)).text
    assert world.of_home() == EventSettings()


async def test_a_switch_turns_a_setting_over_and_edits_what_is_shown(world: World) -> None:
    shown = await world.command(ADA, "settings onboarding")
    (off,) = [b.action for b in shown.buttons]
    turned = await world.press(ADA, off)
    assert turned.replies[0].replace
    assert "Now no, default yes" in turned.text
    (on,) = [b.action for b in turned.buttons]
    assert "Now yes, default yes" in (await world.press(ADA, on)).text
