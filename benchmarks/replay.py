"""How many messages a second `hearth replay` runs every rule over, beside reading the same file and nothing else."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Line

MESSAGES = 30_000
SEED = 6
# Openings, middles and endings in each of the two languages.
SAID = (
    (
        ("Кто-нибудь", "Ребята,", "Слушайте,", "А вы", "Вчера я", "Кстати,"),
        ("пробовал новую версию библиотеки", "ходил на встречу в субботу", "нашёл ошибку в примере про кеш в Redis",
         "читал эту статью до конца", "перенёс созвон на 18:30"),
        ("?", ", очень советую", " и остался доволен", " — расскажите", ", спасибо!", " 👍"),
    ),
    (
        ("Has anyone", "Folks, who has", "By the way, I have", "Yesterday we had"),
        ("seen the talk about queues", "moved the meeting to another day", "tried the new release", "read chapter 12"),
        ("?", ", it was worth it", ", thanks!", " and liked it", " 🙂"),
    ),
)  # fmt: skip
UNWANTED = (
    "Заработок от 300$ в день, пиши в личку https://t.me/+{n}", "FREE crypto signals, join now http://bit.ly/{n}",
    "Куплю рекл4му в к4нале, дорого!!!",
)  # fmt: skip


def _said(chance: random.Random, number: int) -> str:
    if chance.random() < 0.03:
        return chance.choice(UNWANTED).format(n=number)
    opening, middle, ending = map(chance.choice, SAID[chance.random() < 0.3])
    return f"{opening} {middle}{ending}"


def _write(file: Path) -> None:
    chance = random.Random(SEED)
    lines = (
        {"text": _said(chance, n), "author": f"member {chance.randrange(400)}", "at": 1_767_000_000 + n * 9}
        for n in range(MESSAGES)
    )
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def _seconds(*command: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True, env=dict(os.environ))
    return time.perf_counter() - begin


def past_messages() -> Line:
    """Measure the whole command, its start included."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lines.jsonl"
        _write(file)
        read = "import json, sys\nfor line in open(sys.argv[1], 'rb'): json.loads(line)"
        baseline = MESSAGES / _seconds("-c", read, str(file))
        ours = MESSAGES / _seconds("-m", "bot", "replay", str(file), "--json")
    return Line("hearth replay, every rule on", ours, "msg/s", baseline, ours / baseline, "≥ 3,000 msg/s")
