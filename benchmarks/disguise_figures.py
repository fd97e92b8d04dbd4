"""Print how many disguised words a blocklist of the plain words finds: `python -m benchmarks.disguise_figures FOLDER`.

FOLDER has russian_distorted_toxicity.tsv (alla-g/toxicity-detection-thesis 65115935, MIT): comments, some with
disguised words and the same comments with these undone. The program knows the ordinary words of the others, as
numbers (bot/moderation/blocklist/ordinary.md); nothing in it is fitted on the comments with disguised words.
"""

import re
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.moderation.blocklist.entries import Blocked
from bot.moderation.blocklist.matcher import Matcher
from bot.moderation.text import read

FILE = "russian_distorted_toxicity.tsv"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3  # letters of a word of the vocabulary


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `plain` has its words undone where some are disguised."""

    text: str
    disguised: bool
    plain: str


def read_comments(path: Path) -> Iterator[Comment]:
    """Read the corpus."""
    for line in path.read_text("utf-8").split("\n")[1:]:
        columns = line.split("\t")
        if len(columns) > 5:
            yield Comment(columns[2], columns[3] == "1", columns[5])


def words_of(text: str) -> list[str]:
    """List a text's words as they are written, in small letters."""
    return _WORD.findall(text.lower().replace("ё", "е"))


def undone_words(comment: Comment) -> list[str]:
    """List the words that are in the plain comment only."""
    written = set(words_of(comment.text))
    return [w for w in dict.fromkeys(words_of(comment.plain)) if w not in written and len(w) > 1]


def found(words: Iterable[str], text: str) -> bool:
    """Tell whether a blocklist of these words finds something in a text."""
    return bool(Matcher(map(Blocked, words)).find(read(text), (), NOON))


def false_matches(words: Iterable[str], comments: Iterable[Comment]) -> list[tuple[str, str]]:
    """List what is found in comments without disguised words, though it is not written there."""
    matcher = Matcher(map(Blocked, words))
    return [
        (hit.entry, comment.text)
        for comment in comments
        for hit in matcher.find(read(comment.text), (), NOON)
        if hit.entry not in words_of(comment.text)
    ]


def main(folder: Path) -> int:
    """Print the figures."""
    path = folder / FILE
    if not path.is_file():
        print(f"{path} is not there: it is not part of the project")
        return 1
    comments = list(read_comments(path))
    rows = [(c, undone_words(c)) for c in comments if c.disguised]
    ordinary = [c for c in comments if not c.disguised]
    every = sorted({w for _, words in rows for w in words})
    vocabulary = sorted({w for c in ordinary for w in words_of(c.text) if len(w) >= _LEAST})
    own = [found(words, c.text) for c, words in rows]
    whole = [found(every, c.text) for c, _ in rows]
    print(f"disguised comments found by a list of their own plain words: {sum(own)} of {len(rows)}")
    print(f"… by a list of all the plain words: {sum(whole)} of {len(rows)}")
    print("not found:", ", ".join(f"/{' '.join(w)}/" for (_, w), hit in zip(rows, own, strict=True) if not hit))
    wrong = false_matches(every, ordinary)
    print(f"matches in {len(ordinary)} other comments that are not written there: {len(wrong)}", [e for e, _ in wrong])
    wrong = false_matches(vocabulary, ordinary)
    print(f"… with all {len(vocabulary)} words of those comments on the list: {len(wrong)}", [e for e, _ in wrong])
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads the figures may stop early, as `head` does
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path()))
