"""Structured logs. Tokens and message texts never get here: log calls name ids and kinds only."""

import logging
import sys

import structlog

from bot.config import LogSettings


def set_up_logs(settings: LogSettings) -> None:
    """Send logs to standard error, as lines for people or as JSON."""
    level = getattr(logging, settings.level.upper())
    # Whatever the level, libraries may only warn: below that they log request addresses, and Telegram's hold the token,
    # and every statement with its values, message texts among them.
    logging.basicConfig(
        level=max(level, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.format == "json"
        # Plain tracebacks: the pretty ones print local variables, message texts among them.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if settings.format == "json" else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
