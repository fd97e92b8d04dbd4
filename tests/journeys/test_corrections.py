"""Who was told that they are removed, and then are not, is told that as well: in their language, and once."""

from tests.journeys.test_discord_day import Server
from tests.journeys.test_telegram_day import Club


async def test_a_ban_that_telegram_refuses_is_taken_back_in_the_words_of_whom_it_is_about(club: Club) -> None:
    vova = club.telegram.user("Vova", started=True, language="ru")
    club.telegram.joins(vova, club.chat)
    await club.says(vova, "привет")
    club.telegram.fail("banChatMember", 400, "Bad Request: not enough rights to restrict/unrestrict chat member")
    await club.says(club.max, "/ban @vova 7d advertising")
    *_, told, corrected = club.private(vova)
    assert "Вам закрыт вход" in told
    assert "вход в чат «Python people» вам не закрыли" in corrected
    assert any("I could not ban Vova here" in text for text in club.written)


async def test_of_two_warnings_and_a_mute_only_the_mute_is_taken_back(club: Club) -> None:
    vova = await club.joins("Vova")
    await club.says(vova, "hello")
    club.telegram.fail("restrictChatMember", 403, "Forbidden: not enough rights", times=9)
    for reason in ("once", "twice", "again"):
        await club.says(club.max, f"/warn @vova {reason}")
    corrections = [text for text in club.private(vova) if text.startswith("A correction")]
    assert corrections == [
        "A correction: you can still write in Python people. What I told you could not be done there."
        " The moderators know."
    ]


async def test_who_never_heard_of_a_kick_hears_of_no_correction(club: Club) -> None:
    vova = await club.joins("Vova", started=False)
    await club.says(vova, "hello")
    club.telegram.fail("unbanChatMember", 400, "Bad Request: not enough rights to restrict/unrestrict chat member")
    await club.says(club.max, "/kick @vova advertising")
    assert any("I could not remove Vova here" in text for text in club.written)
    tried = [asked.given for asked in club.telegram.asked if asked.given.get("chat_id") == vova.id]
    assert not any("A correction" in str(given.get("text")) for given in tried)


async def test_a_ban_that_discord_refuses_is_taken_back(server: Server) -> None:
    anna = await server.add("anna")
    server.hearth.env.inject_error("PUT", "/guilds/*/bans/*", status=403, code=50013)
    await server.slash(server.max, "ban", who=anna, reason="loud")
    assert "A correction: you were not banned in Python people." in anna.user.dm_channel.last_message.content
