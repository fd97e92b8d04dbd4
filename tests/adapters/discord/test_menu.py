"""What can be done about a message from its menu."""

from typing import Any

from adapters.discord.menu import MENU, MENU_LIMIT, MESSAGE, NAME_LIMIT, build_menu
from bot.texts import languages, say
from bot.updates import CommandInvoked
from tests.docs.pages import command_table

from .conftest import World

TABLE = command_table()


def test_the_entries_fit_discords_limits_and_have_a_name_in_every_language() -> None:
    menu = build_menu(TABLE)
    assert [entry["name"] for entry in menu][:3] == ["Report", "Thank", "Warn the author"]
    assert len(menu) <= MENU_LIMIT
    for entry in menu:
        assert entry["type"] == MESSAGE
        assert "description" not in entry  # Discord refuses one here
        names = [entry["name"], *entry["name_localizations"].values()]
        assert len(set(names)) == len(languages())
        assert all(len(name) <= NAME_LIMIT for name in names)


def test_an_entry_is_there_when_its_command_is_and_shown_to_who_may_give_it() -> None:
    menu = {entry["name"]: entry for entry in build_menu(TABLE)}
    assert set(menu) == {say(item.label, "en") for item in MENU if item.command in TABLE.commands}
    assert menu["Report"]["default_member_permissions"] is None
    assert menu["Warn the author"]["default_member_permissions"] == 1 << 40


async def test_an_entry_gives_its_command_in_reply_to_the_message(world: World) -> None:
    anna, bob = world.member("anna"), world.member("bob")
    said = await bob.send(world.channel, f"hello <@{anna.id}> <b>")
    shown = await anna.context_menu(world.channel, "Thank", said)
    assert world.submitted.of(CommandInvoked) == []  # for what is asked for first
    await anna.submit_modal(shown, {"reason": "the greeting"})
    given: Any = world.submitted.of(CommandInvoked)[-1]
    assert (given.line, given.options) == ("thanks", {"reason": "the greeting"})
    assert given.reply_to.ref.id == str(said.id)
    assert given.reply_to.author.account.id == str(bob.id)
    assert given.reply_to.text == "hello @anna <b>"
