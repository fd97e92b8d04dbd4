"""Write the numbers of ordinary Russian words again: `python -m benchmarks.ordinary_words FOLDER`.

FOLDER has the corpora that bot/moderation/blocklist/ordinary.md names.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.classifier.corpora import OWN, named_folder
from benchmarks.disguise_figures import FILE, read_comments, words_of
from bot.moderation.blocklist.ordinary import NUMBERS, pack

_RUSSIAN = re.compile("[а-я]+")


def ordinary_words(data: Path) -> Iterator[str]:
    """List the words of comments without a disguise, of ordinary messages and of our own."""
    texts = [c.text for c in read_comments(data / FILE) if not c.disguised]
    texts.append((data / "tgspam-ham-samples.txt").read_text("utf-8"))
    texts += (file.read_text("utf-8") for file in sorted(OWN.glob("own-*.txt")) if "spam" not in file.name)
    for text in texts:
        yield from filter(_RUSSIAN.fullmatch, words_of(text))


def main() -> int:
    """Write the file."""
    NUMBERS.write_bytes(pack(ordinary_words(named_folder(sys.argv[1:]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
