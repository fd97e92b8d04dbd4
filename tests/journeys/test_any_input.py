"""Whatever is typed, Hearth answers in words: no fault, no traceback, no silence where an answer is due."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chat import open_chat
from tests.docs.pages import command_table

NAMES = sorted(command_table().commands)
NASTY = (
    "",
    "   ",
    "|",
    "||| | |",
    "@",
    "@nobody",
    "#",
    "999999999999999999999999",
    "-1",
    "👍🏽👩‍👩‍👧‍👦" * 20,
    "مرحبا بالعالم",
    "\u202e evil",
    "<b>bold</b> & <script>",
    "@everyone @here",
    "**bold** `code` [x](https://example.org)",
    "'; DROP TABLE members; --",
    "../../etc/passwd",
    "%s %d {name} {0} { $x }",
    "\ue0000\ue001",
    '"unclosed',
    "where: | limit: | limit: x",
    "a" * 10_000,
    "١٢٣",
)


@pytest.mark.parametrize("name", NAMES)
async def test_a_command_answers_nasty_input_in_words(name: str) -> None:
    async with open_chat() as chat:
        for nasty in NASTY:
            acts = await chat.play(f"olga: /{name} {nasty}")
            texts = [act.get("text", "") for act in acts]
            assert texts, f"/{name} {nasty[:40]!r} was met with silence"
            assert "Traceback" not in "".join(texts)
            await chat.play("olga: /about")  # a command ends whatever was asked
        assert chat.app.faults() == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=200)), min_size=5, max_size=15))
async def test_arbitrary_text_after_any_command_is_never_a_fault(said: list[tuple[str, str]]) -> None:
    async with open_chat() as chat:
        for name, text in said:
            line = " ".join(text.splitlines())
            await chat.play(f"olga: /{name} {line}", f"olga > /{name} {line}")
        assert chat.app.faults() == 0
