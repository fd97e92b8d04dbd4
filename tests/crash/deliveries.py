"""Every delivery arrived: once, or twice where the process was killed between sending it and writing that down."""

import json
from collections import defaultdict
from collections.abc import Iterable

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
        if "to" not in payload or row["key"].startswith("answer:"):
            continue
        assert row["outcome"] == "sent", (row["key"], row["outcome"])
        to: ChatRef | AccountRef = decode(payload["to"])
        [html] = render_html(decode(payload["doc"]), payload["locale"])
        expected[int(to.id), parse(html)[0]] += 1
    arrived: dict[tuple[int, str], list[Sent]] = defaultdict(list)
    for sent in telegram.sent:
        arrived[sent.chat, sent.text].append(sent)
    again = 0
    latest = _latest_of_each_life(s for s in telegram.sent if (s.chat, s.text) in expected)
    for what, wanted in expected.items():
        copies = arrived[what]
        lives = [c.life for c in copies]
        assert len(copies) >= wanted, what
        # Twice in one life would be no matter of a kill.
        assert max(map(lives.count, lives)) <= wanted, (what, lives)
        # What was sent twice was in flight when the process was killed: nothing followed it in that chat and life.
        in_flight = sum(latest[c.chat, c.life] is c for c in copies)
        assert len(copies) <= wanted + in_flight, (what, lives)
        again += len(copies) - wanted
    _check_edits(telegram, watched)
    return sum(expected.values()), again


def _latest_of_each_life(deliveries: Iterable[Sent]) -> dict[tuple[int, int], Sent]:
    return {(sent.chat, sent.life): sent for sent in deliveries}


def _check_edits(telegram: FastTelegram, watched: Watched) -> None:
    """What was shown anew says what it was to say last; what was to fade is gone all the same."""
    rows = watched.rows(
        "SELECT e.payload, d.message, d.payload AS sent FROM deliveries e JOIN deliveries d ON e.key = 'edit:' || d.id "
        "WHERE e.outcome = 'sent'"
    )
    assert rows
    for row in rows:
        payload, shown = json.loads(row["payload"]), decode(json.loads(row["message"]))
        messages = telegram.chats[int(shown.chat.id)].messages
        if "fades" in json.loads(row["sent"]):
            assert int(shown.id) not in messages
            continue
        [html] = render_html(decode(payload["doc"]), payload["locale"])
        assert messages[int(shown.id)].text == parse(html)[0]


def latest_texts(watched: Watched, key: str) -> list[str]:
    """Give what the messages of deliveries whose keys begin so say in the end."""
    rows = watched.rows(
        "SELECT d.payload, e.payload AS edited FROM deliveries d LEFT JOIN deliveries e ON e.key = 'edit:' || d.id "
        "WHERE d.key LIKE :key || '%'",
        key=key,
    )
    payloads = [json.loads(row["edited"] or row["payload"]) for row in rows]
    return [parse(html)[0] for p in payloads for html in render_html(decode(p["doc"]), p["locale"])]
