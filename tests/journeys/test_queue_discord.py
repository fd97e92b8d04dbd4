"""Reports from the message menu, and private notices on Discord, through the real discord.py."""

import pytest

from tests.journeys.test_discord_day import Server


def requests(server: Server, *parts: str) -> list[str]:
    """List what Discord was asked whose address has one of these parts, in order."""
    asked = [f"{r.method} {r.path}" for r in server.hearth.env.http_requests]
    return [line for line in asked if any(part in line for part in parts)]


async def test_a_message_is_reported_from_its_menu_and_its_author_warned(server: Server) -> None:
    anna, vova = await server.add("anna"), await server.add("vova")
    ad = await vova.send(server.general, "casino **now** @everyone")
    await server.hearth.settle()
    taken = await anna.context_menu(server.general, "Report", ad)
    await server.hearth.settle()
    assert taken.response.ephemeral
    assert "Thank you" in taken.response.content
    ticket = server.find("A message was reported")
    answer = await server.click(server.max, ticket, "Warn")
    assert "max warned the author" in answer.content
    assert not any("casino" in text for text in server.written)
    assert not server.find("max warned the author").components
    assert "warned its author" in anna.user.dm_channel.last_message.content
    assert "/appeal 1" in vova.user.dm_channel.last_message.content


async def test_the_log_leads_to_the_message_that_was_reported(server: Server) -> None:
    anna, vova = await server.add("anna"), await server.add("vova")
    await server.slash(server.boss, "log here")
    ad = await vova.send(server.general, "casino")
    await server.hearth.settle()
    await anna.context_menu(server.general, "Report", ad)
    await server.hearth.settle()
    card = server.find("A message was reported").content
    assert f"https://discord.com/channels/{server.guild.id}/{server.general.id}/{ad.id}" in card


async def test_what_was_reported_into_a_log_that_is_gone_comes_along_to_the_next_one(server: Server) -> None:
    anna, vova = await server.add("anna"), await server.add("vova")
    log, other = server.guild.create_text_channel("log"), server.guild.create_text_channel("other")
    await server.hearth.settle()
    await server.boss.slash(log, "log here")
    await server.slash(server.max, "warn", who=vova, reason="an insult")
    server.hearth.env.backend.delete_channel(log.id)
    ad = await vova.send(server.general, "casino")
    await server.hearth.settle()
    await anna.context_menu(server.general, "Report", ad)
    await vova.user.send_dm("/appeal 1 It was a quotation")
    await server.hearth.settle()
    assert "The log chat is gone" in server.written[-1]
    await server.boss.slash(other, "log here")
    await server.hearth.settle()
    reported, appealed = [m for m in other.history() if m.components]
    assert "casino" in reported.content
    assert "It was a quotation" in appealed.content
    answer = await server.click(server.boss, reported, "Warn")
    assert "boss warned the author" in answer.content
    await server.slash(server.boss, "log off")  # the appeal is asked in the open, without what was said
    asked = server.find("Appeal against case #1")
    assert "quotation" not in asked.content
    assert "overturned" in (await server.click(server.boss, asked, "Overturn")).content


async def test_the_author_is_warned_and_thanked_from_the_menu_by_a_form(server: Server) -> None:
    vova = await server.add("vova")
    said = await vova.send(server.general, "an insult")
    await server.hearth.settle()
    shown = await server.max.context_menu(server.general, "Warn the author", said)
    await server.max.submit_modal(shown, {"reason": "be kind"})
    await server.hearth.settle()
    assert "be kind" in server.find("this is a warning").content
    assert "an insult" in vova.user.dm_channel.last_message.content


@pytest.mark.parametrize("code", [50007, 50278, 40003])
async def test_who_takes_no_private_messages_is_banned_all_the_same(server: Server, code: int) -> None:
    vova = await server.add("vova")
    await server.says(vova, "an ad")
    server.hearth.env.inject_error("POST", "/channels/*/messages", status=403, code=code)
    await server.slash(server.max, "ban", who=vova, reason="advertising")
    assert any(f"/bans/{vova.id}" in line for line in requests(server, "PUT"))
    assert "/appeal 1" in server.find("was banned").content


async def test_an_appeal_may_be_written_out_as_the_message_about_the_ban_shows_it(server: Server) -> None:
    vova = await server.add("vova")
    await server.slash(server.max, "ban", who=vova, reason="advertising")
    await vova.user.send_dm("/appeal 1 It was a quotation")
    await server.hearth.settle()
    assert "Your appeal against case #1 is with the moderators" in vova.user.dm_channel.last_message.content
    assert "decide" in server.find("Appeal against case #1").content
    await vova.user.send_dm("/ / what now?")
    await server.hearth.settle()
    assert "look after the community" in vova.user.dm_channel.last_message.content


async def test_how_to_purge_is_told_in_discords_own_way(server: Server) -> None:
    assert "Apps and Delete from here" in await server.told(server.max, "purge")


async def test_the_private_message_goes_before_the_ban(server: Server) -> None:
    vova = await server.add("vova")
    await server.says(vova, "an ad")
    await server.slash(server.max, "ban", who=vova, reason="advertising")
    dm = f"/channels/{vova.user.dm_channel.id}/messages"
    assert requests(server, dm, f"/bans/{vova.id}") == [
        next(iter(requests(server, dm))),
        next(iter(requests(server, f"/bans/{vova.id}"))),
    ]
    assert "You were banned from Python people" in vova.user.dm_channel.last_message.content
