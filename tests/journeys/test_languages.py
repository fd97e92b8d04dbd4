"""Private messages in the language of whoever reads them: the one they chose, else the one their client tells."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.chat import open_chat
from tests.journeys.hearth import open_hearth
from tests.journeys.test_discord_day import Server
from tests.journeys.test_queue import private
from tests.journeys.test_telegram_day import Club
from tests.wire.telegram.server import TelegramServer

MUTED = {
    "en": ("You can't write in Python people", "Why: advertising", "Until: ", "2 hours", "If you think", "/appeal"),
    "ru": ("Вы пока не можете писать", "За что: advertising", "Срок: ", "2 часа", "обжаловать", "/appeal"),
}


def tells(text: str, language: str) -> bool:
    """Tell whether a notice says what, why, for how long and how to appeal, in a language and in no other."""
    [other], bare = MUTED.keys() - {language}, text.replace("*", "")
    return all(words in bare for words in MUTED[language]) and not any(words in bare for words in MUTED[other][:5])


@pytest.mark.parametrize(("client", "chat", "other"), [("ru", "en", "en"), ("en", "ru", "ru"), ("ru-RU", "en", "en")])
async def test_on_telegram_a_mute_is_told_in_the_clients_language_until_another_is_chosen(
    club: Club,
    client: str,
    chat: str,
    other: str,
) -> None:
    await club.says(club.olga, f"/language {chat}")
    vova = club.telegram.user("Vova", started=True, language=client)
    club.telegram.joins(vova, club.chat)
    await club.says(vova, "hello")
    before = len(club.written)
    await club.says(club.max, "/mute @vova 2h advertising")
    assert tells(club.private(vova)[-1], client[:2])
    assert len(club.written) == before + 1  # what everybody reads is in the chat's language
    assert ("не может здесь писать" in club.written[-1]) == (chat == "ru")
    club.telegram.says(vova, club.telegram.private(vova), f"/language {other}")
    await club.hearth.settle()
    await club.says(club.max, "/mute @vova 2h advertising")
    assert tells(club.private(vova)[-1], other)


async def test_on_telegram_the_language_is_remembered_over_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with TelegramServer() as telegram:
        olga, vova = telegram.user("Olga", started=True), telegram.user("Vova", started=True, language="ru")
        chat = telegram.group("Python people", olga, vova)
        telegram.owns(olga, chat)
        for writes, text in ((vova, "hello"), (olga, "/mute @vova 2h advertising")):
            async with open_hearth(url, telegram=telegram) as hearth:
                telegram.says(writes, chat, text)
                await hearth.settle()
                club = Club(hearth, chat, olga, olga)
        assert tells(club.private(vova)[-1], "ru")


async def mute_for_a_moment(there: Server, who: Any) -> str:
    """Mute somebody, who can give no commands meanwhile, and give what they were told."""
    await there.slash(there.boss, "mute", who=who, duration="2h", reason="advertising")
    told = str(who.user.dm_channel.last_message.content)
    await there.slash(there.boss, "unmute", who=who)
    return told


@pytest.mark.parametrize(("client", "chat", "other"), [("ru", "en", "en"), ("en-GB", "ru", "ru")])
async def test_on_discord_a_mute_is_told_in_the_language_of_the_last_command_or_press(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    client: str,
    chat: str,
    other: str,
) -> None:
    await server.slash(server.boss, "language", language=chat)
    vova = await server.add("vova")
    await server.says(vova, "hello")
    assert tells(await mute_for_a_moment(server, vova), chat)  # a message tells no language
    with monkeypatch.context() as patch:
        backend = server.hearth.env.backend
        emit = backend.emit

        def speaking(event: str, payload: Mapping[str, Any]) -> None:
            emit(event, {**payload, "locale": client} if event == "INTERACTION_CREATE" else payload)

        patch.setattr(backend, "emit", speaking)
        await server.slash(vova, "about")
    await server.says(vova, "hello again")
    assert tells(await mute_for_a_moment(server, vova), client[:2])
    await server.slash(vova, "language", language=other, **{"for": "me"})
    assert tells(await mute_for_a_moment(server, vova), other)


async def test_reminders_outcomes_and_answers_to_appeals_go_in_the_language_of_the_reader_too() -> None:
    async with open_chat() as chat:
        await chat.play("boris: buy my stuff", "lang ru boris", "lang ru anna", "kim is moderator")
        await chat.play("olga: /event new Meetup | in 3 days", "olga: [Announce]", "anna: [Going]")
        await chat.play("anna re 1: /report")
        acts = await chat.play("kim: [Warn]")
        assert "Модератор его удалил" in private(acts, "anna")
        assert "Вам вынесено предупреждение" in private(acts, "boris")
        acts = await chat.play("boris > /appeal 1 шутка", "max: [Overturn]")
        assert "удовлетворено" in private(acts, "boris")
        assert "До начала" in private(await chat.play("time +2d"), "anna")
