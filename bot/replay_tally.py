"""What came of a replay: one JSON line a message, and the sums of each rule as a table."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.table import Table
from rich.text import Text

from bot.moderation.exports import Told
from bot.moderation.hindsight import Judged
from bot.moderation.measures import write_measure
from bot.moderation.model import Verdict
from bot.texts import plain

SHOWN = 100  # characters of an example


def line_of(number: int, judged: Judged, locale: str) -> str:
    """Write what would be done about a message, and every verdict."""
    if not judged.verdicts:
        return f'{{"n": {number}, "action": "none", "verdicts": []}}\n'
    action = judged.measure.action.value if judged.measure else "none"
    verdicts = [_verdict(v, locale) for v in judged.verdicts]
    return json.dumps({"n": number, "action": action, "verdicts": verdicts}, ensure_ascii=False) + "\n"


def _verdict(verdict: Verdict, locale: str) -> dict[str, object]:
    said: dict[str, object] = {
        "rule": verdict.rule,
        "action": write_measure(verdict.measure),
        "reason": plain(verdict.reason, locale),
        "detail": plain(verdict.detail, locale),
        "score": round(verdict.score, 4),
    }
    return said | ({"dry": True} if verdict.dry else {})


@dataclass(slots=True)
class _OfRule:
    messages: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


class Tally:
    """Count what rules said; with so many examples of each."""

    def __init__(self, rules: Iterable[str], examples: int) -> None:
        self._rules = {rule: _OfRule() for rule in rules}
        self._most = examples
        self.messages = 0
        self._actions: Counter[str] = Counter()

    def count(self, told: Told, judged: Judged) -> None:
        """Count one message."""
        self.messages += 1
        if judged.measure is not None:
            self._actions[write_measure(judged.measure)] += 1
        for verdict in judged.verdicts:
            of_rule = self._rules.setdefault(verdict.rule, _OfRule())
            of_rule.messages += 1
            of_rule.actions[write_measure(verdict.measure)] += 1
            if len(of_rule.examples) < self._most:
                of_rule.examples.append(_shown(told.message.text))

    def table(self) -> Table:
        """Write a line for each rule, and the sums of messages."""
        table = Table("rule", "messages", "share", "what it would do", box=None, pad_edge=False)
        table.columns[1].justify = table.columns[2].justify = "right"
        for rule, of_rule in sorted(self._rules.items(), key=lambda item: -item[1].messages):
            table.add_row(rule, f"{of_rule.messages:,}", self._share(of_rule.messages), _actions(of_rule.actions))
            for example in of_rule.examples:
                table.add_row("", "", "", Text(example, style="dim"))
        found = sum(self._actions.values())
        table.add_row("any rule", f"{found:,}", self._share(found), _actions(self._actions), style="bold")
        table.add_row("all messages", f"{self.messages:,}", "", "", style="bold")
        return table

    def _share(self, count: int) -> str:
        return f"{count / self.messages:.2%}" if self.messages else ""


def _actions(actions: Counter[str]) -> str:
    return ", ".join(f"{action} {count:,}" for action, count in actions.most_common())


def _shown(text: str) -> str:
    # What could move a terminal's cursor is no part of an example.
    whole = "".join(c if c.isprintable() else " " for c in text[: SHOWN * 4])
    words = " ".join(whole.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
