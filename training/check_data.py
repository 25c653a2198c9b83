"""Checks our own labelled data: ``python training/check_data.py FILE...``: marks, labels, counts, and sentences that are too alike."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from markup import Line, MarkupError, lines

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
STATUSES = frozenset(
    "happened ongoing scheduled pledged threatened called-for possible conditional alleged denied ruled-out negated".split()
)
ROLES = re.compile(r"(?:x|[arpt]\d+(?:,[arpt]\d+)*)\Z")
ALLOWED = {  # by the beginning of the file's name
    "places": re.compile(r"(?:place|actor)\Z"),
    "quiet": re.compile(r"x\Z"),
    "statements": re.compile(r"[scqd]\d+\Z"),
}
TOO_ALIKE = 0.5


def faults(path: Path, line: Line) -> Iterator[str]:
    """What is wrong with the labels of a line."""
    events = {m.label.split(":")[0][1:] for m in line.marks if m.label.startswith("e") and ":" in m.label}
    for mark in line.marks:
        parts = mark.label.split(":")
        if path.name.startswith("status"):
            if len(parts) == 3 and re.fullmatch(r"e\d+", parts[0]):
                if parts[1] not in TYPES or parts[2] not in STATUSES:
                    yield f"unknown type or status in {mark.label}"
            elif not ROLES.match(mark.label):
                yield f"unknown label {mark.label}"
            elif mark.label != "x" and (lost := [r for r in mark.label.split(",") if r[1:] not in events]):
                yield f"{mark.label} names no event of the line: {lost}"
        elif not next(allowed for name, allowed in ALLOWED.items() if path.name.startswith(name)).match(mark.label):
            yield f"unknown label {mark.label}"


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """The word trigrams of a text, lower-cased."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def too_alike(found: list[Line]) -> Iterator[tuple[str, str, float]]:
    """Pairs of lines that share half or more of the trigrams of the shorter."""
    sets = [trigrams(line.text) for line in found]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(sets):
        shared = Counter(other for gram in sorted(own) for other in holders[gram])
        for other, count in sorted(shared.items()):
            share = count / max(1, min(len(own), len(sets[other])))
            if share >= TOO_ALIKE:
                yield found[other].key, found[index].key, share
        for gram in own:
            holders[gram].append(index)


def main() -> int:
    """Prints faults and counts; 1 if there are faults."""
    wrong = 0
    everything: list[Line] = []
    for path in map(Path, sys.argv[1:]):
        try:
            found = list(lines(path))
        except MarkupError as fault:
            print(fault)
            return 1
        everything.extend(found)
        for line in found:
            for fault_text in faults(path, line):
                wrong += 1
                print(f"{path.name} {line.key}: {fault_text}")
        labels = Counter(m.label.split(":")[-1] if path.name.startswith("status") and ":" in m.label else re.sub(r"\d.*", "", m.label)
                         for line in found for m in line.marks)  # fmt: skip
        print(f"{path.name}: {len(found)} lines; " + ", ".join(f"{k} {n}" for k, n in sorted(labels.items())))
        if path.name.startswith("status"):
            two = sum(len({m.label.split(":")[2] for m in line.marks if m.label.count(":") == 2}) > 1 for line in found)
            print(f"  lines with two different statuses: {two} ({100 * two // max(1, len(found))} %)")
    keys = Counter(line.key for line in everything)
    for key, count in keys.items():
        if count > 1:
            wrong += 1
            print(f"id {key} is used {count} times")
    for one, other, share in too_alike(everything):
        wrong += 1
        print(f"{one} and {other} share {share:.0%} of their trigrams")
    print("faults:", wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
