"""Nothing that a library says below a warning gets into the log: it would hold tokens and message texts."""

import subprocess
import sys

SAY = """
import logging
from bot.config import LogSettings
from bot.logs import set_up_logs
import structlog
set_up_logs(LogSettings(level="debug"))
for name in ("httpx", "aiosqlite", "sqlalchemy.engine", "telegram.ext", "discord.gateway", "asyncpg", "anything"):
    logging.getLogger(name).info("SECRET")
    logging.getLogger(name).debug("SECRET")
logging.getLogger("httpx").warning("a warning")
structlog.get_logger().debug("ours")
try:
    text = "SECRET"
    raise ValueError("broken")
except ValueError:
    structlog.get_logger().exception("fault")
"""


def test_libraries_only_warn_and_tracebacks_show_no_values() -> None:
    said = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True).stderr
    shown = said.replace('text = "SECRET"', "")
    assert "SECRET" not in shown
    assert "a warning" in said
    assert "ours" in said
    assert "ValueError: broken" in said
