"""Read the corpora: where each message comes from, whether it is spam, and which fifth it belongs to."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from bot.moderation.spam.features import Parts, take_apart
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read

FIFTHS = 5
HELD_OUT = 4  # the fifth that the built-in model was never trained on; neither mislabelled message is in it
ALIKE = 0.6  # of their words; messages as alike as this always belong to the same fifth
FILES = (
    "tgspam-spam-samples.txt",
    "tgspam-ham-samples.txt",
    "SMSSpamCollection.tsv",
    "russian_distorted_toxicity.tsv",
)
OWN = Path(__file__).parent
# Advertisements that stand among the ordinary messages of the Telegram samples, by the beginning of their text. They
# are counted as labelled wherever something is measured, but nothing is trained on them.
MISLABELLED = ("Подработка кого интересует пишите", "Добрый день, набираю людей для сотрудничества")


@dataclass(frozen=True, slots=True)
class Sample:
    """One message of a corpus."""

    corpus: str
    text: str
    spam: bool
    parts: Parts
    fifth: int

    @property
    def mislabelled(self) -> bool:
        """Tell whether the label is plainly wrong."""
        return not self.spam and self.text.startswith(MISLABELLED)


def named_folder(arguments: Sequence[str]) -> Path:
    """Give the folder named on the command line. Raises SystemExit where none is, or a corpus is not in it."""
    if len(arguments) != 1:
        raise SystemExit(f"Name the folder that holds {', '.join(FILES)}")
    data = Path(arguments[0])
    missing = [name for name in FILES if not (data / name).is_file()]
    if missing:
        raise SystemExit(f"Not in {data}: {', '.join(missing)}")
    return data


def read_corpora(data: Path) -> list[Sample]:
    """Read everything; the files have to be there."""
    labelled = [*_telegram(data), *_sms(data), *_comments(data), *_own()]
    everything = [take_apart(Look(read(text))) for _, text, _ in labelled]
    return [
        Sample(corpus, text, spam, parts, crc32(first.encode()) % FIFTHS)
        for (corpus, text, spam), parts, first in zip(labelled, everything, group(everything), strict=True)
    ]


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text("utf-8").splitlines() if line.strip())


def _telegram(data: Path) -> Iterator[tuple[str, str, bool]]:
    for name, spam in (("spam", True), ("ham", False)):
        for line in _lines(data / f"tgspam-{name}-samples.txt"):
            yield "telegram", line, spam


def _sms(data: Path) -> Iterator[tuple[str, str, bool]]:
    for line in list(_lines(data / "SMSSpamCollection.tsv"))[1:]:
        label, _, text = line.partition("\t")
        yield "sms", text, label == "spam"


def _comments(data: Path) -> Iterator[tuple[str, str, bool]]:
    with (data / "russian_distorted_toxicity.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield "comments", row["comments"], False


def _own() -> Iterator[tuple[str, str, bool]]:
    """Read what we wrote ourselves: messages, and sentences from our documentation, no chat but good prose."""
    for name, corpus, spam in (("spam", "own", True), ("ham", "own", False), ("prose", "prose", False)):
        for line in _lines(OWN / f"own-{name}.txt"):
            yield corpus, line.replace("\\n", "\n"), spam


def group(everything: Iterable[Parts]) -> list[str]:
    """Give each message the first one that it is a variation of: no variation is tested on what was trained on."""
    firsts: list[frozenset[str]] = []
    having: dict[str, list[int]] = {}
    groups: list[str] = []
    for parts in everything:
        pairs = frozenset(parts.pairs)
        shared = Counter(index for pair in pairs for index in having.get(pair, ()))
        index = next((i for i, n in shared.most_common(5) if n >= ALIKE * min(len(pairs), len(firsts[i]))), None)
        if index is None:
            index = len(firsts)
            firsts.append(pairs)
            for pair in pairs:
                having.setdefault(pair, []).append(index)
        groups.append(" ".join(sorted(firsts[index])))
    return groups
