"""What is done silently is told nobody in the chat, on Discord: not even that it failed."""

from tests.journeys.test_discord_day import Server

FORBIDDEN = {"status": 403, "code": 50013}


async def test_that_it_is_forbidden_hears_whoever_did_it(server: Server) -> None:
    anna = await server.add("anna")
    server.hearth.env.inject_error("PATCH", "/guilds/*/members/*", **FORBIDDEN)
    await server.slash(server.max, "mute", who=anna, duration="1h", reason="loud", silent=True)
    assert not any("could not" in text for text in server.written)
    assert "I could not mute anna in Python people" in server.max.user.dm_channel.last_message.content


async def test_or_the_log_chat_where_there_is_one(server: Server) -> None:
    anna = await server.add("anna")
    log = server.guild.create_text_channel("log")
    await server.boss.slash(log, "log here")
    server.hearth.env.inject_error("PUT", "/guilds/*/bans/*", **FORBIDDEN)
    await server.slash(server.max, "ban", who=anna, reason="loud", silent=True)
    assert not any("could not" in text for text in server.written)
    assert any("I could not ban anna in Python people" in m.content for m in log.history())


async def test_that_the_log_chat_is_gone_is_told_once_with_what_to_do(server: Server) -> None:
    anna = await server.add("anna")
    log = server.guild.create_text_channel("log")
    await server.boss.slash(log, "log here")
    server.hearth.env.backend.delete_channel(log.id)
    for reason in ("loud", "louder"):
        await server.slash(server.max, "warn", who=anna, reason=reason, silent=True)
    [told] = [text for text in server.written if "The log chat is gone" in text]
    assert "`/log here`" in told


async def test_what_is_said_in_the_chat_may_fail_there_too(server: Server) -> None:
    anna = await server.add("anna")
    server.hearth.env.inject_error("PATCH", "/guilds/*/members/*", **FORBIDDEN)
    await server.slash(server.max, "mute", who=anna, duration="1h", reason="loud")
    assert "mute anna here" in server.find("I could not").content
