"""In how many reports each word occurs: makes src/dateline/stories/data/words.tsv, the background that stories weigh words against.

Counts whole reports (600 characters or more) of labelled sets other than the stories' own, so that what is measured on those stays unseen.
Run from the root of the project: ``python tools/count_words.py FOLDER_OF_LABELLED_DATA``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from dateline.stories.words import words

OUT = Path("src/dateline/stories/data/words.tsv")
LEAST_LENGTH, LEAST_COUNT = 600, 2


def main(folder: Path) -> None:
    """Writes the table and says how large it is."""
    counts: Counter[str] = Counter()
    reports: set[str] = set()
    for path in sorted(folder.glob("*/*.jsonl")):
        if path.parent.name in ("stories", "extraction"):
            continue
        for line in path.read_text(encoding="utf-8").split("\n"):
            text = json.loads(line).get("text", "") if line.strip() else ""
            if len(text) >= LEAST_LENGTH and text not in reports:
                reports.add(text)
                counts.update(set(words(text)))
    kept = sorted((-count, word) for word, count in counts.items() if count >= LEAST_COUNT)
    head = ("# In how many of so many English news reports a word occurs (tools/count_words.py); words of one report alone are left out.",
            f"# reports: {len(reports)}", "word\treports")  # fmt: skip
    OUT.write_text("\n".join([*head, *(f"{word}\t{-count}" for count, word in kept)]) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(kept)} words of {len(reports)} reports")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
