"""Rules as moderators and admins work with them, in the local chat."""

import re
from datetime import timedelta

import pytest

from bot.moderation.rules import RULES
from tests.chat import Chat, open_chat
from tests.journeys.test_moderation import did


async def _settled(chat: Chat, *extra: str) -> None:
    await chat.play("olga: hi", "max: hi", "anna: hi", "vera: hi", "olga: /blocklist add casino*", *extra)


async def test_a_rule_is_shown_with_every_setting_and_how_often_it_acted() -> None:
    async with open_chat() as chat:
        await _settled(
            chat, "anna: casino", "vera: casinos", "olga: /rule edit blocklist | dry run: yes", "vera: casino"
        )
        shown = await chat.said("max: /rule show blocklist")
        assert "acted 2 times, and would have acted once" in shown
        for setting in ("on — ", "action — ", "dry run — ", "exempt access — ", "exempt chats — "):
            assert setting in shown
        assert "Now warn, default warn" in shown
        await chat.play("time +9d")
        assert "acted 0 times" in await chat.said("max: /rule show blocklist")


async def test_every_rule_is_shown_without_what_has_a_command_of_its_own() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        for language, title in (("ru", "Правило"), ("en", "Rule")):
            await chat.play(f"olga: /language {language}")
            for rule in RULES:
                shown = await chat.said(f"max: /rule show {rule.name}")
                assert f"{title} {rule.name}\n" in shown
                assert not re.search(r"(example|например): *$", shown, re.MULTILINE)
        assert "no setting “mode”" in await chat.said("olga: /rule edit raid | mode: off")
        assert "“mode”" in await chat.pressed("olga", "rule:raid:mode:off")
        assert "Now 12" in await chat.said("olga: /rule edit raid | arrivals: 12")
        assert chat.app.faults() == 0


async def test_only_admins_get_buttons_and_may_change() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert "for admins" in await chat.said("max: /rule edit blocklist | on: no")
        assert "for admins" in await chat.pressed("max", "rule:blocklist:on:no")
        acts = await chat.play("max: /rule show blocklist", "olga: /rule show blocklist")
        assert [bool(a.get("buttons")) for a in acts if "Rule blocklist" in a.get("text", "")] == [False, True]
        assert "off (would be" in await chat.pressed("olga", "rule:blocklist:on:no")
        assert "off" in await chat.said("olga: /rule list")
        await chat.pressed("olga", "rule:blocklist:on:yes")
        await chat.pressed("olga", "rule:blocklist:dry_run:yes")
        assert "on trial" in await chat.said("olga: /rule list")
        assert did(await chat.play("anna: casino"), "delete") == []


async def test_several_settings_change_at_once_or_none_of_them() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        assert "mute for 10 minutes" in await chat.said(
            "olga: /rule edit blocklist | action: mute 10m | exempt chats: 5"
        )
        refused = await chat.said("olga: /rule edit blocklist | action: kick | exempt access: everybody")
        assert "Possible are: trusted, member" in refused
        assert "/rule edit blocklist | exempt access: trusted" in refused
        shown = await chat.said("olga: /rule show blocklist")
        assert "Now mute 10m" in shown
        assert "Now 5" in shown
        assert did(await chat.play("anna: casino"), "mute") == [("mute", "anna")]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("blocklist | action: explode", "`mute 10m`"),
        ("raid | action: ban", "Possible are: mute, log, nothing."),
        ("blocklist | magic: 3", "no setting “magic”"),
        ("blocklist | dry run: perhaps", "Possible are"),
        ("blocklist | dry run", "not a setting with its value"),
        ("magic | on: yes", "There is no rule “magic”"),
        ("blocklist | exempt chats: " + "1," * 2000, "not possible"),
        ("blocklist | exempt roles: helpers", "“helpers” is not possible for exempt roles"),
        ("blocklist | exempt chats: 5, general", "“general” is not possible"),
        ("links | allowed: python.org, not a domain", "for example: /rule edit links | allowed: example.com"),
        ("spam | threshold: 1,2", "from 0.01 to 0.99"),
        ("blocklist | exempt topics: here", "“here” is not possible"),
        ("blocklist | action: <b>@everyone</b>", "`mute 10m`"),
    ],
)
async def test_a_change_that_cannot_be_is_refused_with_what_could(line: str, answer: str) -> None:
    async with open_chat() as chat:
        await _settled(chat)
        before = await chat.said("olga: /rule show blocklist")
        assert answer.replace("`", "") in (await chat.said(f"olga: /rule edit {line}")).replace("`", "")
        assert await chat.said("olga: /rule show blocklist") == before


async def test_settings_need_no_bars_and_have_russian_names() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /language ru")
        shown = await chat.said("olga: /rule edit blocklist action: mute 10m dry run: yes")
        assert "Сейчас mute 10m" in shown
        assert "на пробу" in shown
        shown = await chat.said("olga: /rule edit blocklist | проба: нет | действие: kick | не проверять чаты: здесь")
        assert "Сейчас kick" in shown
        assert did(await chat.play("anna: casino"), "delete", "kick") == []
        assert "Сейчас 0.7" in await chat.said("olga: /rule edit spam | threshold: 0,7")


async def test_settings_written_in_one_piece_are_told_apart() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        shown = await chat.said("olga: /rule edit blocklist | action: mute 10m dry run: yes exempt chats: here")
        assert "on trial, it is only told (would be: mute for 10 minutes)" in shown
        assert "Now group" in shown


async def test_a_text_is_tried_as_it_was_written_however_long() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        for command in ("/rule test scripts", "/check"):
            assert "characters that show nothing" in await chat.said(f"max: {command} при\u200bвет всем")
        assert "100 % of the letters" in await chat.said("max: /rule test caps " + "LOUD " * 800)


async def test_a_replay_tells_what_entries_would_have_done() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /blocklist add poker | action: mute 1h", "time +1m", "anna: casino", "vera: poker")
        assert "mute for 1 hour" in await chat.said("max: /rule replay blocklist")


async def test_one_rule_is_tried_on_a_text() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /rule off blocklist")
        found = await chat.said("max: /rule test blocklist a C4SINO here")
        assert "on the blocklist: casino*" in found
        assert "off (would be: warning)" in found
        assert "nothing" in await chat.said("max: /rule test blocklist a message like any other")
        assert "There is no rule" in await chat.said("max: /rule test magic words")


async def test_a_text_is_tried_as_it_was_written_with_what_cannot_be_seen_and_at_any_length() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /rule on scripts")
        assert "characters that show nothing" in await chat.said("max: /check a pro\u200bmise")
        assert "characters that show nothing" in await chat.said("max: /rule test scripts a pro\u200bmise")
        assert "on the blocklist: casino*" in await chat.said(f"max: /check {'word ' * 700} casino")


async def test_the_rule_about_names_is_tried_on_a_name_and_no_text_is_taken_for_one() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        for name, why in (("t.me/+abcdefgh", "t.me/+abcdefgh"), ("Casino", "casino*"), ("Support", "support")):
            assert why in await chat.said(f"max: /rule test names {name}")
        assert "shows nothing" not in await chat.said("max: /rule test names Anna")
        assert "nothing" in await chat.said("max: /rule test names Anna")
        checked = await chat.said("max: /check casino support")
        rules = [line.partition(":")[0] for line in checked.splitlines()[1:]]
        assert rules == [r.name for r in RULES if r.name not in ("names", "reactions", "raid")]
        assert "casino*" in checked


async def test_a_case_is_explained_with_the_settings_of_that_time_until_they_are_forgotten() -> None:
    async with open_chat() as chat:
        await _settled(chat, "anna: come to my casino today", "olga: /rule edit blocklist | action: kick")
        why = await chat.said("max: /rule why 1")
        assert "on the blocklist: casino*" in why
        assert "action: warn" in why
        assert "come to my casino today" in why
        await chat.play("time +73h")
        why = await chat.said("max: /rule why 1")
        assert "no longer kept" in why
        assert "come to my" not in why
        await chat.play("max: /warn @anna because")
        assert "opened by hand" in await chat.said("max: /rule why 2")
        assert "no case #9" in await chat.said("max: /rule why 9")


async def test_a_replay_shows_what_a_rule_would_have_done_and_does_nothing() -> None:
    async with open_chat() as chat:
        await _settled(
            chat, "olga: /rule off blocklist", "anna: casino one", "time +2h", "vera: casino two", "max: casino"
        )
        acts = await chat.play("max: /rule replay blocklist")
        assert did(acts, "delete", "mute", "kick", "ban") == []
        text = "\n".join(a.get("text", "") for a in acts)
        assert "2 messages of" in text  # moderators are exempt, then as now
        assert "by 2 people" in text
        assert text.index("casino two") < text.index("casino one")
        last = await chat.said("max: /rule replay blocklist | last: 1h")
        assert "1 message of" in last
        assert "casino one" not in last
        assert await chat.said("max: /cases") == "There are no cases."


async def test_a_replay_compares_a_change_with_the_rule_as_it_is() -> None:
    async with open_chat() as chat:
        await _settled(chat, "anna: casino one")
        text = await chat.said("max: /rule replay blocklist | exempt chats: here")
        assert "0 newly caught, 1 no longer caught" in text
        await chat.play("olga: /rule edit blocklist | exempt chats: here")
        text = await chat.said("max: /rule replay blocklist | exempt chats: no")
        assert "1 newly caught, 0 no longer caught" in text
        assert "casino one" in text


async def test_words_are_not_kept_longer_than_the_community_says_and_somewhere_never() -> None:
    async with open_chat() as chat:
        await _settled(chat, "anna: casino in the evening")
        assert "1 message of" in await chat.said("max: /rule replay blocklist")
        await chat.play("time +73h")
        assert "0 messages of" in await chat.said("max: /rule replay blocklist")
        await chat.play("olga: /settings moderation evidence_hours: 0", "anna: casino")
        assert "No words are kept" in await chat.said("max: /rule replay blocklist")


async def test_many_hits_come_as_a_file_and_a_long_run_as_one_message_that_updates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handlers.trials.SHORT", 20)
    async with open_chat() as chat:
        await _settled(
            chat,
            *(f"olga: /rule off {rule}" for rule in ("blocklist", "flood", "repeats")),
            *(f"anna: casino number {n}" for n in range(30)),
        )
        acts = await chat.play("max: /rule replay blocklist")
        said = [a for a in acts if "Replay of" in a.get("text", "")]
        assert "messages to look at" in acts[0]["text"] + acts[-1]["text"]
        assert any("30 messages of" in a["text"] for a in said)
        assert len({a.get("message") for a in said if a["act"] == "edit"}) <= 1
        file = next(a for a in acts if a["act"] == "file")
        assert "replay-blocklist.txt" in str(file)
        assert chat.app.faults() == 0


async def test_a_run_that_died_with_its_process_is_said_to_have(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.trials.SHORT", 1)

    async def dies(*_: object) -> None:
        raise KeyError("the database is on fire")

    async with open_chat() as chat:
        await _settled(chat)
        monkeypatch.setattr(chat.app.moderation.trials, "replay", dies, raising=False)
        said = await chat.said("max: /rule replay blocklist")
        assert "was interrupted" in said
        assert "replay" not in (await chat.said("time +11m")).lower()  # said once


async def test_a_restart_keeps_what_was_written(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/hearth.db"
    async with open_chat(url) as chat:
        await _settled(chat, "olga: /rule off blocklist", "anna: casino at night")
    async with open_chat(url, start="time 2026-12-01 18:30 Europe/Moscow") as chat:
        assert "casino at night" in await chat.said("max: /rule replay blocklist")
        due = await chat.app.next_due()
        assert due is not None
        assert due - chat.app.clock.now() < timedelta(hours=73)


async def test_the_answers_are_russian_where_the_chat_is() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /language ru", "anna: casino сегодня", "vera: обычное сообщение")
        assert "За последние 7 дней сработало 1 раз" in await chat.said("max: /rule show blocklist")
        replayed = await chat.said("max: /rule replay blocklist")
        assert "Сработало бы на 1 сообщение из" in replayed
        assert "(1 автор). Начало просмотра: сб" in replayed
        assert "Почему открыто дело #1" in await chat.said("max: /rule why 1")
        assert "нет настройки «магия»" in await chat.said("olga: /rule edit blocklist | магия: 3")
