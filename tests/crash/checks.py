"""What has to be so after everything has settled, whenever the process was killed."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from tests.crash.database import Watched
from tests.crash.deliveries import check_deliveries, latest_texts
from tests.crash.load import SEATS, Asked, Load
from tests.crash.telegram import FastTelegram

# A command that the bot reads five minutes late is not answered any more; one handled this soon was read sooner.
SOON = timedelta(minutes=4)

NEWCOMER = re.compile(r"Newcomer\d+x")
NUMBERED = ("cases", "events", "recognition_entries")
CASES_OF = "SELECT count(*) FROM cases WHERE kind = :kind AND reason LIKE '%' || :token || '%'"


def check_everything(telegram: FastTelegram, load: Load, watched: Watched, log: Path) -> str:
    """Check every promise, and tell what there was to check."""
    done = load.done
    _check_log(log)
    _check_arrivals(telegram, load, watched)
    for kind, commands in (("warn", done.warned), ("mute", done.muted)):
        found = {a.token: watched.rows(CASES_OF, kind=kind, token=a.token)[0][0] for a in commands}
        _check_once(telegram, watched, commands, found)
    _check_thanks(telegram, load, watched)
    _check_blocked(load, watched)
    _check_numbers(watched)
    _check_seats(telegram, load, watched)
    _check_released(telegram, load, watched)
    sent, again = check_deliveries(telegram, watched)
    counts = {
        "lives": telegram.life,
        "joined": len(done.joined),
        "said": len(done.said),
        "pressed": len(telegram.presses),
        "commands": sum(map(len, (done.thanked, done.warned, done.muted, done.planned, done.blocked))),
        "deliveries": sent,
        "sent again after a kill": again,
    }
    return "  ".join(f"{name}: {count}" for name, count in counts.items())


def _check_log(log: Path) -> None:
    said = log.read_text()
    assert "[error" not in said, said
    assert "Traceback" not in said, said


def _answered(telegram: FastTelegram, asked: Asked) -> bool:
    """Tell whether somebody saw an answer in the group."""
    return any(m.reply_to is asked.message and m.sender is telegram.me for m in asked.group.chat.messages.values())


def _check_once(telegram: FastTelegram, watched: Watched, commands: Iterable[Asked], found: dict[str, int]) -> None:
    """Check that each command had its effect once; one that waited for too long may have had none, and no answer."""
    for asked in commands:
        update, confirmed = telegram.feed.confirmed[asked.group.chat.id, asked.message.id]
        fresh = max(confirmed, watched.kept.get(update, confirmed)) - asked.at < SOON
        least = 1 if fresh or _answered(telegram, asked) else 0
        assert least <= found[asked.token] <= 1, (asked.message.text, found[asked.token], _around(telegram, asked))


def _around(telegram: FastTelegram, asked: Asked) -> list[str]:
    """Read what the bot wrote to somebody about when they asked."""
    texts = [m for m in telegram.private(asked.user).messages.values() if abs(m.date - asked.at) < SOON]
    return [f"{asked.at:%T}", *(f"{m.date:%T} {m.text}" for m in texts)]


def _check_arrivals(telegram: FastTelegram, load: Load, watched: Watched) -> None:
    """Everybody who came is known, and was welcomed in one message."""
    steps = watched.rows(
        "SELECT a.account FROM accounts a JOIN onboarding_steps s ON s.member_id = a.member_id WHERE s.step = 'joined'"
    )
    assert Counter(r["account"] for r in steps) == Counter(str(user.id) for _, user in load.done.joined)
    welcomed = Counter(name for text in latest_texts(watched, "welcome:") for name in NEWCOMER.findall(text))
    assert welcomed == Counter(user.name for _, user in load.done.joined)


def _check_thanks(telegram: FastTelegram, load: Load, watched: Watched) -> None:
    """What was thanked for in public is in the ledger once; and each ledger adds up to the score that is shown."""
    found = Counter(r["reason"] for r in watched.rows("SELECT reason FROM recognition_acts"))
    for asked in load.done.thanked:
        least = 1 if _answered(telegram, asked) else 0
        assert least <= found[asked.token] <= 1, asked.message.text
    assert sum(found.values()) > 0
    loose = watched.rows(
        "SELECT a.id FROM recognition_acts a LEFT JOIN recognition_entries e ON e.act_id = a.id "
        "GROUP BY a.id HAVING count(e.id) <> 1 OR sum(e.amount) <> 1000"
    )
    assert [tuple(r) for r in loose] == []


def _check_blocked(load: Load, watched: Watched) -> None:
    """Every message with a listed word is gone and has one case."""
    found = Counter(r["evidence"] for r in watched.rows("SELECT evidence FROM cases WHERE rule IS NOT NULL"))
    for asked in load.done.blocked:
        assert asked.message.id not in asked.group.chat.messages, asked.message.text
        # What somebody just muted still manages to send is removed without a case.
        assert found[asked.message.text] <= 1, asked.message.text
        if asked.message.text.startswith("casino"):
            assert found[asked.message.text] + _aftermath(load, asked) >= 1, asked.message.text


def _aftermath(load: Load, asked: Asked) -> int:
    """Count what may have muted somebody just before."""
    others = (*load.done.muted, *load.done.blocked, *load.done.warned)
    return sum(
        o is not asked and o.group is asked.group and abs(o.at - asked.at) < timedelta(minutes=2) for o in others
    )


def _check_numbers(watched: Watched) -> None:
    """Numbers of a community have no holes and no doubles."""
    for table in NUMBERED:
        rows = watched.rows(f"SELECT community_id, number FROM {table} WHERE number IS NOT NULL")
        for community in {r["community_id"] for r in rows}:
            numbers = sorted(r["number"] for r in rows if r["community_id"] == community)
            assert numbers == list(range(1, len(numbers) + 1)), (table, community)


def _check_seats(telegram: FastTelegram, load: Load, watched: Watched) -> None:
    """No seat was sold twice, at any moment; nobody waits beside a free one; and the last answer stands."""
    assert watched.looks > 0
    assert watched.oversold == []
    events = {e["id"]: e for e in watched.rows("SELECT * FROM events WHERE state = 'open'")}
    titles = Counter(e["title"] for e in events.values())
    assert set(titles) <= {a.token for a in load.done.planned}
    assert set(titles.values()) <= {1}
    accounts = {r["member_id"]: r["account"] for r in watched.rows("SELECT member_id, account FROM accounts")}
    standings: dict[tuple[int, str], str] = {}
    for event in events:
        rsvps = watched.rows("SELECT * FROM event_rsvps WHERE event_id = :event", event=event)
        standings |= {(event, accounts[r["member_id"]]): r["standing"] for r in rsvps}
        taken = sum(r["standing"] in ("going", "offered") for r in rsvps)
        assert taken <= SEATS
        assert taken == SEATS or not any(r["standing"] == "waiting" for r in rsvps)
    for (event, account), wanted in _last_answers(load).items():
        assert standings.get((event, account)) in wanted, (event, account)


def _last_answers(load: Load) -> dict[tuple[int, str], tuple[str, ...]]:
    """Give, for everybody, what their last answer may have come to; those whose last press may have been too late left
    out."""
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for press in load.done.answered:
        event, answer = _meant(press.data)
        key = (event, str(press.user.id))
        if press.answer is None or "begun" in press.answer or not press.answer:
            found.pop(key, None)
        elif answer == "no":
            found[key] = ("no",)
        else:
            found[key] = ("going", "waiting", "offered", "lapsed")
    return found


def _meant(data: str) -> tuple[int, str]:
    """Read what a button of an announcement says."""
    number = re.search(r"\d+", data)
    answer = re.search(r"going|maybe|no\b", data)
    assert number is not None, data
    assert answer is not None, data
    return int(number.group()), answer.group()


def _check_released(telegram: FastTelegram, load: Load, watched: Watched) -> None:
    """Every mute that has an end has ended, on the platform too."""
    held = {
        r["account"]: r["kind"]
        for r in watched.rows("SELECT s.kind, a.account FROM sanctions s JOIN accounts a ON a.member_id = s.member_id")
    }
    assert set(held.values()) <= {"ban"}
    for group in load.groups:
        for person in (*group.people, *group.troubled):
            banned = held.get(str(person.id)) == "ban"
            assert group.chat.member(person).status == ("kicked" if banned else "member"), person.name
