"""The rules of behaviour: flood, repeats and reactions, and what they remember."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Msg
from bot.ids import CommunityId
from bot.moderation.rules.flood import FloodRule, FloodSettings
from bot.moderation.rules.reactions import ReactionsRule, ReactionsSettings
from bot.moderation.rules.repeats import MARKED, SHORT, RepeatsRule, RepeatsSettings
from bot.moderation.windows import PEOPLE
from tests.core.behaviour import numbers, reacted, written

FLOOD, REPEATS = FloodSettings(), RepeatsSettings()
RAID = "Заходите все в мой новый канал, там раздают деньги"
GAPS = st.lists(st.floats(0, 3), min_size=1, max_size=60)


def repeated(rule: RepeatsRule, *said: tuple[str, str]) -> list[bool]:
    """Let people write one after another, and say which of it was too much."""
    found = [rule.check(written(n, n, text, who=who), REPEATS) for n, (who, text) in enumerate(said)]
    return [verdict is not None for verdict in found]


def test_the_tenth_message_in_five_seconds_is_a_flood_and_takes_the_nine_before_it() -> None:
    rule = FloodRule()
    found = [rule.check(written(n, n * 0.5, f"text {n}"), FLOOD) for n in range(10)]
    assert found[:9] == [None] * 9
    assert found[9] is not None
    assert numbers(found[9].also) == list(range(9))


@given(GAPS)
def test_no_ten_messages_within_five_seconds_go_unnoticed_and_no_nine_are_noticed(gaps: list[float]) -> None:
    rule, at, times = FloodRule(), 0.0, list[float]()
    for number, gap in enumerate(gaps):
        at += gap
        times.append(round(at, 6))
        verdict = rule.check(written(number, times[-1]), FLOOD)
        within = sum(times[-1] - t < 4.999 for t in times)
        around = sum(times[-1] - t < 5.001 for t in times)
        assert verdict is not None if within >= 10 else True
        assert verdict is None if around < 10 else True


def test_a_flood_over_several_chats_and_accounts_of_one_person_is_one() -> None:
    rule = FloodRule()
    places = [("-1", "anna"), ("-2", "anna"), ("7", "anna-elsewhere")]
    found = [
        rule.check(written(n, n * 0.4, chat=places[n % 3][0], who=places[n % 3][1], member=5), FLOOD) for n in range(10)
    ]
    assert found[9] is not None
    assert rule.check(written(11, 4, who="boris"), FLOOD) is None


def test_a_stranger_who_turns_out_to_be_a_member_starts_no_new_count() -> None:
    rule = FloodRule()
    found = [rule.check(written(n, n * 0.1, member=None if n < 4 else 5), FLOOD) for n in range(10)]
    assert found[9] is not None


def test_an_album_is_one_message_and_goes_with_all_its_parts() -> None:
    rule = FloodRule()
    for part in range(10):
        assert rule.check(written(part, 0.01 * part, album="a"), FLOOD) is None
    found = [rule.check(written(100 + n, 1 + 0.1 * n), FLOOD) for n in range(9)]
    assert found[:8] == [None] * 8
    assert found[8] is not None
    assert numbers(found[8].also) == [*range(10), *range(100, 108)]


def test_edits_do_not_count_for_flood() -> None:
    rule = FloodRule()
    assert [rule.check(written(1, 0.1 * n, edited=True), FLOOD) for n in range(30)] == [None] * 30


def test_what_is_told_late_counts_as_now_or_not_at_all() -> None:
    rule = FloodRule()
    for n in range(9):
        assert rule.check(written(n, 100), FLOOD) is None
    assert rule.check(written(20, 50), FLOOD) is None
    assert rule.check(written(21, 98), FLOOD) is not None


def test_fresh_rules_remember_nothing() -> None:
    flood, repeats = FloodRule(), RepeatsRule()
    for n in range(9):
        flood.check(written(n, 0), FLOOD)
    for n in range(2):
        repeats.check(written(n, 0, RAID), REPEATS)
    assert flood.fresh().check(written(10, 0), FLOOD) is None
    assert repeats.fresh().check(written(10, 0, RAID), REPEATS) is None
    assert flood.check(written(10, 0), FLOOD) is not None
    assert repeats.check(written(10, 0, RAID), REPEATS) is not None


def test_memory_is_bounded_however_many_write() -> None:
    flood, repeats = FloodRule(), RepeatsRule()
    for n in range(PEOPLE + 500):
        flood.check(written(n, n, who=f"p{n}"), FLOOD)
        repeats.check(written(n, n, f"word{_letters(n)} other{_letters(n * 7)} third{_letters(n * 13)}"), REPEATS)
        repeats.check(written(n, n, f"b {n}", who=f"p{n}"), REPEATS)
    assert len(flood._windows) == PEOPLE
    assert len(repeats._short) == SHORT
    assert len(repeats) <= 2 * MARKED + 8


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.parametrize(
    "texts",
    [
        [RAID, RAID, RAID],
        [RAID, RAID.upper() + "!!!", RAID.replace(",", "") + " 🔥🔥🔥"],
        [f"{RAID} 8999{n}12345" for n in range(3)],
        [f"{RAID} https://t.me/joinchat/{n}aX{n}" for n in range(3)],
        [
            "Earn money from home with us today",
            "earn MONEY from home with us today!",
            "Earn money from home with us now",
        ],
        ["https://evil.example/win/now"] * 3,
        ["word " * 3 + "same same buying cheap followers"] * 3,
    ],
)
def test_the_third_copy_is_too_many_also_when_a_little_changed(texts: list[str]) -> None:
    assert repeated(RepeatsRule(), *zip("abc", texts, strict=True)) == [False, False, True]


@pytest.mark.parametrize(
    "texts",
    [
        ["ok", "ok", "ok"],
        ["+1", "+1", "+1"],
        ["спасибо!", "Спасибо", "спасибо большое всем"],
        ["👍👍👍👍👍👍👍👍👍👍👍👍👍👍"] * 3,
        ["С днём рождения!!!"] * 3,
        ["Ахахахахахахахахахаха", "ахаххахахаахахаххаха", "АХАХАХАХХАХАХАХАХА"],
        ["Happy birthday to you!"] * 3,
        ["С днём рождения, Аня! Счастья и здоровья!"] * 3,
        ["Поздравляю с релизом, отличная работа!", "Поздравляю с релизом! Отличная работа", "Поздравляю с релизом"],
        ["Спасибо за митап, было очень интересно!", "Спасибо за митап, было интересно", "Спасибо за митап"],
        ["Соболезную, держитесь"] * 3,
        ["Thanks for the talk, loved it! Well done", "Thanks for the talk, loved it!", "Thanks for the talk, loved it"],
        ["Добрый вечер всем, привет!"] * 3,
        ["https://youtube.com/watch?v=aaa", "https://youtube.com/watch?v=bbb", "https://youtube.com/watch?v=ccc"],
        ["/thanks @boris for explaining sessions"] * 3,
        ["Has anybody tried the new release?", "It fixed the import problem", "The tests are green for me now"],
    ],
)
def test_chatter_of_several_people_is_no_repeat(texts: list[str]) -> None:
    assert repeated(RepeatsRule(), *zip("abc", texts, strict=True)) == [False, False, False]


@pytest.mark.parametrize("text", ["buy my stuff", "Buy cheap pills here!", "casino777 online", "подписывайтесь"])
def test_a_short_text_is_a_repeat_where_one_person_writes_it_again_and_again(text: str) -> None:
    assert repeated(RepeatsRule(), *zip("abc", [text] * 3, strict=True)) == [False, False, False]
    assert repeated(RepeatsRule(), *zip("aaaa", [text] * 4, strict=True)) == [False, False, True, True]
    rule = RepeatsRule()
    assert [rule.check(written(n, n * 30, text), REPEATS) for n in range(9)] == [None] * 9


@pytest.mark.parametrize(
    "text", ["хорошо", "да, понял", "спасибо!", "ок", "+", "/roll", "ахахахах", "👍👍👍", "hello everyone"]
)
def test_one_person_may_answer_several(text: str) -> None:
    assert repeated(RepeatsRule(), *zip("aaaa", [text] * 4, strict=True)) == [False] * 4


def test_every_copy_after_the_third_goes_too_and_its_author_loses_the_earlier_ones() -> None:
    rule = RepeatsRule()
    found = [rule.check(written(n, n, RAID, who=who), REPEATS) for n, who in enumerate("abacad")]
    assert [v is not None for v in found] == [False, False, True, True, True, True]
    assert [numbers(v.also) for v in found if v] == [[0], [], [2], []]


@pytest.mark.parametrize("text", ["a rather long advertisement of mine", "buy my coins"])
def test_the_first_message_of_a_stranger_is_a_copy_of_theirs_too(text: str) -> None:
    rule = RepeatsRule()
    assert rule.check(written(1, 0, text), RepeatsSettings()) is None
    assert rule.check(written(2, 1, text, member=7), RepeatsSettings()) is None
    verdict = rule.check(written(3, 2, text, member=7), RepeatsSettings())
    assert verdict is not None
    assert numbers(verdict.also) == [1, 2]
    assert isinstance(verdict.detail, Msg)
    assert verdict.detail.values["people"] == 1


def test_copies_that_are_far_apart_or_in_another_community_do_not_count() -> None:
    rule = RepeatsRule()
    assert rule.check(written(1, 0, RAID), REPEATS) is None
    assert rule.check(written(2, 1, RAID, community=CommunityId(2)), REPEATS) is None
    assert rule.check(written(3, 30, RAID), REPEATS) is None
    assert rule.check(written(4, 90, RAID), REPEATS) is None
    assert rule.check(written(5, 100, RAID), REPEATS) is None
    assert rule.check(written(6, 110, RAID), REPEATS) is not None


def test_an_edit_is_no_copy_of_itself_and_a_copy_of_others() -> None:
    rule = RepeatsRule()
    assert rule.check(written(1, 0, RAID), REPEATS) is None
    for n in range(5):
        assert rule.check(written(1, 0, f"{RAID} {n}", edited=True), REPEATS) is None
    assert rule.check(written(2, 1, RAID), REPEATS) is None
    assert rule.check(written(3, -3000, RAID, edited=True), REPEATS) is not None


def test_an_album_is_one_copy() -> None:
    rule = RepeatsRule()
    assert [rule.check(written(n, 0, RAID, album="a"), REPEATS) for n in range(8)] == [None] * 8


def test_a_command_counts_among_ones_own() -> None:
    line = "/help me with this whole business"
    assert repeated(RepeatsRule(), ("a", line), ("a", line), ("a", line)) == [False, False, True]


@given(st.lists(st.text(max_size=300), max_size=30))
def test_no_text_is_too_strange_to_be_compared(texts: list[str]) -> None:
    found = repeated(RepeatsRule(), *(("a", text) for text in (*texts, RAID, RAID, RAID)))
    assert found[:2] == [False, False]
    assert found[-1]


@pytest.mark.parametrize(
    "text", ["a" * 4000, "ab " * 1300, "." * 4000, "a.b/" * 1000, "@" * 4000, "http://" * 500, "1" * 4000]
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    rule, begin = RepeatsRule(), time.process_time()
    repeated(rule, *(("a", text) for _ in range(50)))
    assert time.process_time() - begin < 1.0


def test_a_flood_of_reactions_is_taken_away_each_once() -> None:
    rule, settings = ReactionsRule(), ReactionsSettings(on=True, reactions=5, seconds=10)
    found = [rule.check_reaction(reacted(n, n, "👍"), settings) for n in range(7)]
    assert [v is not None for v in found] == [False] * 4 + [True] * 3
    assert [[int(u.message.id) for u in v.undo] for v in found if v] == [[0, 1, 2, 3, 4], [5], [6]]


def test_a_reaction_that_is_taken_back_does_not_count() -> None:
    rule, settings = ReactionsRule(), ReactionsSettings(on=True, reactions=2, seconds=10)
    assert [rule.check_reaction(reacted(n, n), settings) for n in range(9)] == [None] * 9
