"""Write a blocklist as a text file and read one: one entry a line, what it does after `|`."""

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.content import Msg
from bot.errors import Refused
from bot.moderation.blocklist.entries import DOMAIN, Blocked, write_entry
from bot.moderation.measures import parse_measure, write_measure
from bot.when import BadDuration, parse_duration

MAX_FILE = 1_000_000  # bytes
MAX_LINES = 50_000
MAX_REASON = 200  # characters

_FIELD = re.compile(r"\s*\|\s*(action|reason|until|for)\s*:\s*", re.IGNORECASE)
_UNKNOWN = re.compile(r"\|\s*([^\W\d_]{2,20})\s*:(?:\s|$)")
_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")  # cannot be stored, or hurts whoever reads it
_UNTIL = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that was refused: its number, from 1, and why."""

    line: int
    problem: Msg


def decode(data: bytes) -> str:
    """Read a text file: UTF-8, with or without a mark, or what Windows programs write in Russia. Raises Refused."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if b"\0" in data:
            raise Refused("moderation-import-no-text")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def read_lines(text: str, zone: ZoneInfo, now: datetime, *, domains: bool = False) -> tuple[list[Blocked], list[Bad]]:
    """Read entries, in order, and what is wrong with the lines that are none. Of two equal entries the later counts.

    With `domains`, every line is a domain and needs no `domain:`.
    """
    entries: dict[str, Blocked] = {}
    bad: list[Bad] = []
    for number, line in enumerate(text.splitlines(), 1):
        line = (line if line.isprintable() else _NEVER.sub(" ", line)).strip()
        if not line or line.startswith("#"):
            continue
        try:
            entry = _read(line, zone, now, domains=domains)
            if not entry.in_force(now):
                raise Refused("moderation-import-over")
        except Refused as refused:
            bad.append(Bad(number, Msg(refused.key, refused.values)))
        else:
            entries.pop(entry.key, None)
            entries[entry.key] = entry
    return list(entries.values()), bad


def write_lines(entries: Iterable[Blocked], zone: ZoneInfo, say: Callable[[str], str]) -> str:
    """Write entries so that `read_lines` gives them back; `say` gives the words of the comments at the top."""
    lines = [f"# {line}" for line in say("moderation-export-head").splitlines()]
    for blocked in entries:
        parts = ["\\" + blocked.entry if blocked.entry[0] in "#\\" else blocked.entry]
        if blocked.action:
            parts.append(f"action: {blocked.action}")
        if blocked.reason:
            parts.append(f"reason: {blocked.reason}")
        if blocked.expires is not None:
            parts.append(f"until: {_write_until(blocked.expires, zone)}")
        lines.append(" | ".join(parts))
    return "\n".join(lines) + "\n"


def read_action(text: str) -> str:
    """Give an action as it is kept. Raises Refused."""
    try:
        return write_measure(parse_measure(text))
    except ValueError:
        raise Refused("moderation-bad-action", action=text[:40]) from None


def read_reason(text: str) -> str:
    """Give a reason as it is kept. Raises Refused for one that is too long."""
    reason = " ".join(text.split())
    if len(reason) > MAX_REASON:
        raise Refused("moderation-reason-too-long", length=len(reason), most=MAX_REASON)
    return reason


def _read(line: str, zone: ZoneInfo, now: datetime, *, domains: bool) -> Blocked:
    entry, *fields = _FIELD.split(line)
    values = dict(zip((name.lower() for name in fields[::2]), fields[1::2], strict=True))
    entry = entry.removeprefix("\\")
    if entry[:1] != "/" and (unknown := _UNKNOWN.search(entry)):
        raise Refused("moderation-import-field", field=unknown[1])
    if domains and not entry.lower().startswith(DOMAIN):
        entry = DOMAIN + entry
    reason = read_reason(values.get("reason", ""))
    action = read_action(values["action"]) if values.get("action", "").strip() else ""
    until = values.get("until", "").strip()
    expires = _read_until(until, zone) if until else None
    if length := values.get("for", "").strip():
        expires = now.replace(microsecond=0) + _read_length(length)
    return Blocked(write_entry(entry), action, reason, expires)


def _read_length(text: str) -> timedelta:
    try:
        return parse_duration(text)
    except BadDuration:
        raise Refused("moderation-import-for", length=text[:40]) from None


def _read_until(text: str, zone: ZoneInfo) -> datetime:
    """Read `2026-12-31` (that whole day) or `2026-12-31 15:30`, in the community's time zone."""
    found = _UNTIL.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        return datetime.combine(day, time(int(found[4]), int(found[5]), int(found[6] or 0)), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("moderation-import-until", until=text[:40]) from None


def _write_until(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    if local.time() == time():
        return (local.date() - timedelta(days=1)).isoformat()
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
