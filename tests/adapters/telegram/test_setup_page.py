"""The page for organizers says what is so."""

import re
from pathlib import Path

from bot.config import TelegramSettings, WebhookSettings

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/platforms/telegram.md").read_text(encoding="utf-8")
SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "adapters/telegram").glob("*.py"))


def test_the_page_names_every_setting() -> None:
    names = [*TelegramSettings.model_fields, *WebhookSettings.model_fields]
    assert [name for name in names if name not in PAGE] == []


def test_what_the_page_finds_in_the_log_is_written_there() -> None:
    lines = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## When something is wrong")[2], re.MULTILINE)
    assert len(lines) == 10
    assert [line for line in lines if line.removeprefix("telegram: ") not in SOURCE] == []
