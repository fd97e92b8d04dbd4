"""Nothing that a library says below a warning gets into the log: it would hold tokens and message texts."""

import json
import subprocess
import sys

import pytest

from bot.logs import hide_secrets, scrub
from bot.tracebacks import render_traceback, unsaid

SAY = """
import logging
from bot.config import LogSettings
from bot.logs import set_up_logs
import structlog
set_up_logs(LogSettings(level="debug", format=%r), ["12345:SECRET"])
for name in ("httpx", "aiosqlite", "sqlalchemy.engine", "telegram.ext", "discord.gateway", "asyncpg", "anything"):
    logging.getLogger(name).info("SECRET")
    logging.getLogger(name).debug("SECRET")
logging.getLogger("httpx").warning("a warning of %%s", "bot12345:SECRET/getMe")
structlog.get_logger().debug("ours")
try:
    text = "SECRET"
    raise ValueError("broken")
except ValueError:
    structlog.get_logger().exception("fault")
raise LookupError("nobody caught this")
"""


def said(form: str) -> str:
    ended = subprocess.run([sys.executable, "-c", SAY % form], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    return ended.stderr


@pytest.mark.parametrize("form", ["console", "json"])
def test_libraries_only_warn_and_tracebacks_show_no_values(form: str) -> None:
    shown = said(form)
    assert "SECRET" not in shown.replace('text = "SECRET"', "")
    assert "a warning of bot[…]/getMe" in shown
    assert "ours" in shown
    assert "ValueError: broken" in shown
    assert "LookupError: nobody caught this" in shown


def test_json_is_one_object_a_line_whoever_says_it_and_faults_have_an_incident() -> None:
    lines = [json.loads(line) for line in said("json").splitlines()]
    assert [(line["level"], line["event"]) for line in lines] == [
        ("warning", "a warning of bot[…]/getMe"),
        ("debug", "ours"),
        ("error", "fault"),
        ("critical", "Hearth ended by a fault"),
    ]
    assert [len(line["incident"]) for line in lines if "exception" in line] == [8, 8]
    assert all(line["timestamp"].endswith("Z") for line in lines)


@pytest.mark.parametrize("way", ["a b:c/d", "a%20b%3Ac%2Fd", "A B:C/D"])
def test_a_secret_is_taken_out_however_it_is_written(way: str) -> None:
    hide_secrets(["a b:c/d"])
    assert scrub(f"http://x/{way}?y") == "http://x/[…]?y"


def test_a_secret_too_short_to_be_one_does_not_shred_the_log() -> None:
    hide_secrets(["a", ""])
    assert scrub("a banana") == "a banana"


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except Exception as caught:
        return caught


def test_what_was_said_is_taken_out_of_messages_whole_and_by_the_word() -> None:
    cause = raised(ValueError("invalid literal: 'Marmelade'"))
    error = raised(RuntimeError("could not take Quitten Marmelade"), cause)
    with unsaid("Quitten Marmelade"):
        shown = render_traceback(error)
    assert "Marmelade" not in shown
    assert "ValueError: invalid literal: '[…]'" in shown
    assert "RuntimeError: could not take […]" in shown
    assert "raise error from cause" in shown
    assert "Marmelade" in render_traceback(error)


def test_every_error_of_a_group_is_shown() -> None:
    group = ExceptionGroup("several", [raised(ValueError("one")), raised(KeyError("two"))])
    shown = render_traceback(group)
    assert "ValueError: one" in shown
    assert "KeyError: 'two'" in shown
