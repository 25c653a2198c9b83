"""The second labelling of our own data: sheets that show no label, and the agreement of both labellings.

``python training/second_labels.py sheet data/status-a.txt > sheet.txt`` prints each line with its marked words numbered, without labels.
Quiet lines are shown among lines with events, to be told apart by ``quiet`` and ``event``. The second labeller writes
``ID<TAB>LABEL LABEL ...``, in the order of the numbers, into data/second/ under the same file name (for statements: the whole line with
marks of its own). ``python training/second_labels.py agreement`` prints Cohen's kappa (Cohen 1960).
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from markup import Line, Mark, lines

DATA = Path(__file__).parent / "data"
Pairs = list[tuple[str, str]]


def asked(name: str, line: Line) -> list[Mark]:
    """The marks whose labels the second labeller gives: triggers, place names, or the look-alike words."""
    marks = [m for m in line.marks if not name.startswith("status") or m.label.count(":") == 2]
    return sorted(marks, key=lambda m: (m.start, -m.end))


def sheet(path: Path) -> Iterator[str]:
    """Each line with its asked marks numbered and all labels gone."""
    if path.name.startswith("quiet"):
        yield from (f"{key}\t{text}" for key, (_, text) in veiled().items())
        return
    for line in lines(path):
        yield f"{line.key}\t{numbered(line.text, asked(path.name, line))}"


def numbered(text: str, marks: Sequence[Mark]) -> str:
    """The text with ``[1 words]`` around each mark."""
    edges = [(m.start, 1, f"[{n} ") for n, m in enumerate(marks, 1)] + [(m.end, 0, "]") for m in marks]
    for at, _, sign in sorted(edges, key=lambda e: (-e[0], -e[1])):
        text = text[:at] + sign + text[at:]
    return text.replace("\n", " ¶ ")


def veiled() -> dict[str, tuple[str, str]]:
    """The quiet lines among every sixth line of the status files: an id from the text -> (label, text), in order."""
    told = [line for path in sorted(DATA.glob("status-*.txt")) for line in lines(path)][::6]
    found = [("quiet", line.text) for line in lines(DATA / "quiet.txt")] + [("event", line.text) for line in told]
    return dict(sorted((hashlib.sha256(text.encode()).hexdigest()[:8], (label, text)) for label, text in found))


def first_labels(name: str, line: Line) -> list[str]:
    """The labels of the first labelling, in the order of the sheet."""
    return [m.label.split(":")[2] if name.startswith("status") else m.label for m in asked(name, line)]


def both(path: Path, second: Path) -> Pairs:
    """First and second label of every asked mark that both labelled."""
    if path.name.startswith("statements"):
        return _characters(path, second)
    given = dict(_given(second))
    if path.name.startswith("quiet"):
        return [(label, given[key][0]) for key, (label, _) in veiled().items() if key in given]
    out: Pairs = []
    for line in lines(path):
        first = first_labels(path.name, line)
        if len(given.get(line.key, ())) == len(first):
            out.extend(zip(first, given[line.key], strict=True))
    return out


def _given(second: Path) -> Iterator[tuple[str, list[str]]]:
    for raw in second.read_text(encoding="utf-8").split("\n"):
        key, tab, labels = raw.partition("\t")
        if tab:
            yield key, labels.split()


def _characters(path: Path, second: Path) -> Pairs:
    """One label a character of each statement block: the first letters of the marks it lies in."""
    firsts = {line.key: line for line in lines(path)}
    out: Pairs = []
    for other in lines(second):
        own = firsts.get(other.key)
        if own and own.text == other.text:
            out.extend((_at(own, i), _at(other, i)) for i, char in enumerate(own.text) if char.isalnum())
    return out


def _at(line: Line, index: int) -> str:
    return "".join(sorted({m.label[0] for m in line.marks if m.start <= index < m.end})) or "-"


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa of pairs of labels; 1 where both always agree."""
    total = len(pairs)
    agreed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in sorted(first)) / total**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def agreement() -> Iterator[str]:
    """One line a file: how many labels, how many agree, kappa, the commonest differences."""
    for second in sorted((DATA / "second").glob("*.txt")):
        pairs = both(DATA / second.name, second)
        if pairs:
            same = sum(a == b for a, b in pairs)
            apart = Counter(f"{a}/{b}" for a, b in pairs if a != b).most_common(6)
            yield f"{second.name}: {len(pairs)} labels, {same / len(pairs):.1%} agree, kappa {kappa(pairs):.3f}; apart: {apart}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["sheet"]:
        print("\n".join(sheet(Path(sys.argv[2]))))
    else:
        print("\n".join(agreement()))
