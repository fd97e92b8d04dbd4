from typing import Any

import pytest

from adapters.discord import commands, sync
from adapters.discord.commands import build_commands
from adapters.discord.sync import normalized
from bot import texts
from bot.access import Access
from bot.call import Call
from bot.commands import CommandTable, command
from bot.content import Reply

from .conftest import World
from .sample import make_table


def by_name(options: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {option["name"]: option for option in options}


def test_there_is_one_application_command_for_each_first_word() -> None:
    assert [c["name"] for c in build_commands(make_table())] == make_table().groups


def test_options_are_typed_and_required_ones_come_first() -> None:
    options = by_name(build_commands(make_table()))["event"]["options"]
    new = by_name(options)["new"]["options"]
    assert [(o["name"], o["type"], o["required"]) for o in new] == [
        ("title", commands.STRING, True),
        ("when", commands.STRING, True),
        ("where", commands.STRING, False),
        ("limit", commands.INTEGER, False),
        ("format", commands.STRING, False),
    ]
    assert by_name(new)["limit"]["min_value"] == 1
    assert by_name(new)["format"]["choices"] == [
        {"name": "online", "value": "online"},
        {"name": "offline", "value": "offline"},
    ]
    mute = by_name(build_commands(make_table()))["mute"]["options"]
    assert {o["name"]: o["type"] for o in mute} == {
        "who": commands.USER,
        "reason": commands.STRING,
        "for": commands.STRING,
        "silent": commands.BOOLEAN,
    }


def test_a_long_text_is_never_required() -> None:
    options = by_name(build_commands(make_table()))["appeal"]["options"]
    assert [(o["name"], o["required"]) for o in options] == [("text", False)]


def test_a_command_that_is_a_group_too_is_shown_by_show() -> None:
    options = by_name(build_commands(make_table()))["rules"]["options"]
    assert [o["name"] for o in options] == ["show", "set"]


def test_a_declared_show_wins_over_the_bare_command() -> None:
    class Both:
        @command("rules", access=Access.EVERYONE)
        async def bare(self, call: Call) -> Reply: ...  # type: ignore[empty-body]

        @command("rules show", access=Access.ADMIN)
        async def show(self, call: Call) -> Reply: ...  # type: ignore[empty-body]

    table = CommandTable()
    table.register([Both()])
    found = commands.find_command(table, ("rules", "show"))
    assert found is not None
    assert found.name == "rules show"


def test_descriptions_are_in_both_languages() -> None:
    mute = by_name(build_commands(make_table()))["mute"]
    assert mute["description"] == "Mutes somebody"
    assert mute["description_localizations"] == {"ru": "ру: Mutes somebody"}
    assert by_name(build_commands(make_table()))["event"]["description"] == "Events"


def test_a_missing_description_is_a_fault_at_the_start() -> None:
    class Strange:
        @command("strange", access=Access.EVERYONE)
        async def strange(self, call: Call) -> Reply: ...  # type: ignore[empty-body]

    table = CommandTable()
    table.register([Strange()])
    with pytest.raises(texts.UnknownText, match="command-strange"):
        build_commands(table)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mute", 1 << 40),  # Moderate Members
        ("points", 1 << 5),  # Manage Server
        ("rules", None),  # everybody may read them
        ("event", None),
    ],
)
def test_rights_are_hinted_at_only_where_all_of_a_command_needs_them(name: str, hint: int | None) -> None:
    assert by_name(build_commands(make_table()))[name]["default_member_permissions"] == hint


def test_a_private_command_is_only_offered_in_private() -> None:
    built = by_name(build_commands(make_table()))
    assert built["appeal"]["contexts"] == [commands.BOT_DM]
    assert built["rules"]["contexts"] == [commands.GUILD, commands.BOT_DM]
    assert "contexts" not in by_name(commands.for_guild(list(built.values())))["rules"]


def test_what_discord_gives_back_counts_as_the_same() -> None:
    def given_back(node: dict[str, Any]) -> dict[str, Any]:
        answer = {k: v for k, v in node.items() if v not in (False, None, [])}
        answer["options"] = [given_back(o) for o in node.get("options", ())]
        if "default_member_permissions" in answer:
            answer["default_member_permissions"] = str(answer["default_member_permissions"])
        return answer | {"id": "1", "version": "2", "name_localizations": None, "nsfw": False}

    built = build_commands(make_table())
    assert normalized([given_back(c) for c in reversed(built)]) == normalized(built)


def test_any_change_of_words_counts_as_different() -> None:
    changed = build_commands(make_table())
    by_name(by_name(changed)["event"]["options"])["new"]["options"][0]["description_localizations"]["ru"] = "другое"
    assert normalized(changed) != normalized(build_commands(make_table()))


async def test_commands_are_told_once_and_not_again_after_a_restart(world: World) -> None:
    def told() -> int:
        return sum(r.method == "PUT" and r.path.endswith("/commands") for r in world.env.http_requests)

    assert told() == 1
    await world.env.restart_bot(world.platform._make_client(message_content=True))
    assert told() == 1


async def test_a_server_that_refuses_the_commands_stops_nothing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.env.inject_error("GET", "/applications/*/guilds/*/commands", status=403, code=50001)
    await sync.sync_commands(world.platform.client, build_commands(make_table()), (world.guild.id,))
    assert "discord_commands_refused" in capsys.readouterr().out
