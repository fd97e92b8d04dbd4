"""Every delivery arrived: once, or twice where the process was killed between sending it and writing that down."""

import json
from collections import defaultdict

from adapters.telegram.render import render_html
from bot.codec import decode
from bot.ids import AccountRef, ChatRef
from tests.crash.database import Watched
from tests.crash.telegram import FastTelegram, Sent
from tests.wire.telegram.html import parse


def check_deliveries(telegram: FastTelegram, watched: Watched) -> tuple[int, int]:
    """Check every delivery against what Telegram got; give how many there were, and how many came twice."""
    rows = watched.rows("SELECT * FROM deliveries")
    assert [r["key"] for r in rows if r["state"] != "done"] == []
    expected: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        payload = json.loads(row["payload"])
        if "to" not in payload:
            continue
        assert row["outcome"] == "sent", (row["key"], row["outcome"])
        to: ChatRef | AccountRef = decode(payload["to"])
        [html] = render_html(decode(payload["doc"]), payload["locale"])
        expected[int(to.id), parse(html)[0]] += 1
    arrived: dict[tuple[int, str], list[Sent]] = defaultdict(list)
    for sent in telegram.sent:
        arrived[sent.chat, sent.text].append(sent)
    again = 0
    for what, wanted in expected.items():
        copies = arrived[what]
        assert wanted <= len(copies) <= 2 * wanted, (what, [c.life for c in copies])
        # Twice in one life would be no matter of a kill.
        assert max(sum(c.life == life for c in copies) for life in {c.life for c in copies}) <= wanted, what
        again += len(copies) - wanted
    _check_edits(telegram, watched)
    return sum(expected.values()), again


def _check_edits(telegram: FastTelegram, watched: Watched) -> None:
    """What was shown anew says what it was to say last."""
    rows = watched.rows(
        "SELECT e.payload, d.message FROM deliveries e JOIN deliveries d ON e.key = 'edit:' || d.id WHERE e.outcome = 'sent'"
    )
    assert rows
    for row in rows:
        payload, shown = json.loads(row["payload"]), decode(json.loads(row["message"]))
        [html] = render_html(decode(payload["doc"]), payload["locale"])
        message = telegram.chats[int(shown.chat.id)].messages[int(shown.id)]
        assert message.text == parse(html)[0]
