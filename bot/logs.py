"""Structured logs. Tokens and message texts never get here: log calls name ids and kinds only. What a library says is
brought into the same form, and the configured secrets are taken out of every line as the last line of defence."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config import LogSettings
from bot.tracebacks import HIDDEN, hide_said, render_traceback

log = structlog.get_logger()


SHORTEST_SECRET = 4  # characters; a shorter one hides nothing, and would be found in every other word

_secrets: list[re.Pattern[str]] = []


def hide_secrets(secrets: Iterable[str]) -> None:
    """Keep these out of the log from now on, also where they are written as in JSON or in an address, or in lower case
    (python-telegram-bot does that to what Telegram answers)."""
    long = [s for s in secrets if len(s) >= SHORTEST_SECRET]
    ways = {way for s in long for way in (s, quote(s, safe=""), json.dumps(s)[1:-1], repr(s)[1:-1])}
    pattern = "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True))
    _secrets[:] = [re.compile(pattern, re.IGNORECASE)] if pattern else []


def scrub(text: str) -> str:
    """Give a text without the configured secrets."""
    for secrets in _secrets:
        text = secrets.sub(HIDDEN, text)
    return text


def set_up_logs(settings: LogSettings, secrets: Iterable[str] = ()) -> None:
    """Send logs to standard error, as lines for people or as JSON, one object a line, always without the secrets."""
    hide_secrets(secrets)
    level = getattr(logging, settings.level.upper())
    ours: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        write_exception,
    ]
    rendered = Cleaned(
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*ours, rendered],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*ours[:-1], structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, write_exception, rendered],
        )
    )
    # Whatever the level, libraries may only warn: below that they log request addresses, and Telegram's hold the token,
    # and every statement with its values, message texts among them.
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler])
    logging.captureWarnings(True)
    sys.excepthook = tell_uncaught


class Cleaned:
    """Render, and take the secrets out of what was rendered."""

    def __init__(self, renderer: Processor) -> None:
        self._renderer = renderer

    def __call__(self, logger: WrappedLogger, name: str, event: EventDict) -> str:
        """Render one event."""
        rendered: Any = self._renderer(logger, name, event)
        return scrub(str(rendered))


def write_exception(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Write an exception out without local values, and give it an incident id where it has none yet."""
    raised = event.pop("exc_info", None)
    error = raised if isinstance(raised, BaseException) else raised[1] if isinstance(raised, tuple) else None
    if raised and error is None:
        error = sys.exc_info()[1]
    if error is not None:
        event.setdefault("incident", new_incident())
        event["event"] = hide_said(str(event.get("event", "")))
        event["exception"] = render_traceback(error)
    return event


def new_incident() -> str:
    """Make an id by which the operator finds in the log what a user was told of."""
    return uuid4().hex[:8]


def tell_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody caught."""
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("Hearth ended by a fault", exc_info=error)
