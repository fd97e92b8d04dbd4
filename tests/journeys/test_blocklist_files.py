"""A blocklist comes as a file and leaves as one: in the local chat, on Telegram and on Discord."""

import pytest

from tests.chat import open_chat
from tests.journeys.test_discord_day import Server, server  # noqa: F401
from tests.journeys.test_telegram_day import Club, club  # noqa: F401

LIST = "\ufeff# ours\nказино* | action: mute 1d | reason: Не играют | until: 2099-12-31\n/free \\d+ coins?/\n\nхуйня\n"


async def test_lines_below_the_command_are_read_and_exported_again() -> None:
    async with open_chat() as chat:
        lines = "⏎казино | action: mute 1d | until: 2099-12-31⏎# x⏎/(a+)\\1/⏎*⏎domain:bad.example⏎спам | action: fly"
        said = await chat.said(f"olga: /blocklist import{lines}")
        assert "New: 2, changed: 0, already there: 0." in said
        assert "3 lines were left out" in said
        assert all(f"Line {n}:" in said for n in (3, 4, 6))
        said = await chat.said("olga: /blocklist import⏎КАЗИНО⏎domain:bad.example")
        assert "New: 0, changed: 1, already there: 1." in said
        acts = await chat.play("olga: /blocklist export")
        assert any(act["act"] == "file" for act in acts)


async def test_alternatives_in_an_expression_stay_as_they_were_written() -> None:
    async with open_chat() as chat:
        await chat.play("anna joins")
        assert "/casino|казино/ —" in await chat.said("olga: /blocklist add /casino|казино/ | action: delete")
        assert "delete" in [act["act"] for act in await chat.play("anna: казино рулит")]
        assert "Removed" in await chat.said("olga: /blocklist remove /casino|казино/")


async def test_plain_domains_are_read_and_found_in_links() -> None:
    async with open_chat() as chat:
        await chat.play("anna joins")
        said = await chat.said("olga: /blocklist import as: domains⏎bad.example⏎https://www.worse.example/x⏎nothing")
        assert "New: 2" in said
        assert "Line 3:" in said
        assert "delete" in [act["act"] for act in await chat.play("anna: https://login.worse.example/y")]
        assert "delete" not in [act["act"] for act in await chat.play("anna: https://bad.example.org/")]
        assert "Removed" in await chat.said("olga: /blocklist remove domain:https://WWW.worse.example/y")


async def test_a_reason_that_does_not_fit_is_not_cut() -> None:
    async with open_chat() as chat:
        said = await chat.said(f"olga: /blocklist add casino | reason: {'so ' * 100}")
        assert "299 characters, and 200 fit" in said
        assert "casino" not in await chat.said("olga: /blocklist list")


@pytest.mark.parametrize("rest", ["", " as: domains", " 😀", " <b>@everyone</b>", "⏎", " as: nonsense⏎a"])
async def test_an_import_of_nothing_is_explained(rest: str) -> None:
    async with open_chat() as chat:
        said = await chat.said(f"olga: /blocklist import{rest}")
        assert said
        assert "New:" not in said


async def test_a_file_with_the_command_as_its_caption_is_read_on_telegram(club: Club) -> None:  # noqa: F811
    telegram = club.telegram
    telegram.sends_file(club.olga, club.chat, "list.txt", LIST.encode(), "/blocklist import")
    await club.hearth.settle()
    assert "New: 3" in "\n".join(club.private(club.olga))
    sent = telegram.sends_file(club.olga, club.chat, "old.txt", "Спам\n".encode("cp1251"))
    await club.hearth.settle()
    await club.says(club.olga, "/blocklist import", reply_to=sent)
    assert "New: 1" in club.private(club.olga)[-1]
    assert "спам" in (await club.told(club.max, "/blocklist list")).lower()


async def test_a_file_of_an_anonymous_admin_is_read_once_they_have_shown_who_they_are(club: Club) -> None:  # noqa: F811
    file = {"file_id": "hidden", "file_unique_id": "u", "file_name": "list.txt", "file_size": 5}
    club.telegram.files["hidden"] = b"spam\n"
    club.telegram.says_anonymously(club.chat, "", document=file, caption="/blocklist import")
    await club.hearth.settle()
    answered = await club.press(club.olga, club.find("button"), "It's me")
    assert "New: 1" in "\n".join([answered, *club.written, *club.private(club.olga)])


async def test_a_file_that_is_too_large_is_refused_unread(club: Club) -> None:  # noqa: F811
    club.telegram.sends_file(club.olga, club.chat, "big.txt", b"a\n" * 600_000, "/blocklist import")
    await club.hearth.settle()
    assert "too large" in club.private(club.olga)[-1]
    assert club.telegram.calls("getFile") == []


async def test_a_member_can_neither_import_nor_export(club: Club) -> None:  # noqa: F811
    anna = await club.joins("Anna")
    club.telegram.sends_file(anna, club.chat, "list.txt", LIST.encode(), "/blocklist import")
    await club.hearth.settle()
    assert club.telegram.calls("getFile") == []
    assert "New:" not in "\n".join(club.private(anna))


async def test_a_file_is_read_as_an_option_on_discord(server: Server) -> None:  # noqa: F811
    assert "New: 3" in await server.told(server.boss, "blocklist import", file=("list.txt", LIST.encode()))
