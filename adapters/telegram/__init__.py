"""Telegram, through python-telegram-bot."""

import os

# The library's own switch for lengths of time as timedelta; without it every 429 comes with a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
