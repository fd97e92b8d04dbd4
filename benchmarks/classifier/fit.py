"""Fit the built-in spam model: `make spam-model DATA=FOLDER`. The same corpora give the same file to the last byte."""

import sys
from pathlib import Path

from benchmarks.classifier.corpora import HELD_OUT, named_folder, read_corpora
from benchmarks.classifier.train import fit
from bot.moderation.spam.model import BUILT_IN, dump


def main(data: Path) -> None:
    """Fit on all but the held-out fifth, and write the model into the package."""
    samples = read_corpora(data)
    trained = [s for s in samples if s.fifth != HELD_OUT]
    BUILT_IN.write_bytes(dump(fit(trained)))
    print(f"{BUILT_IN.name}: fitted on {len(trained)} of {len(samples)} messages, {BUILT_IN.stat().st_size} bytes")


if __name__ == "__main__":
    main(named_folder(sys.argv[1:]))
