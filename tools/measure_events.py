"""How well records hold the events of our own labelled sentences.

    python tools/measure_events.py [FILE ...] [--missed WHAT] [--limit N] [--encoder FOLDER] [--fold N]

Reads training/data/status-*.txt; every sentence is read as a report of its own. A trigger is found where an event's trigger shares a
character with the labelled one; of those found, type, status, doers, recipients and places are compared (a party is right where one of
its spans shares a character with the labelled words, or its actor is mentioned there). ``--missed status`` (or trigger, type, doer,
recipient, place, extra) prints each difference.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

from examples import fold_of
from markup import Line, Mark, lines

from dateline.ingest import article
from dateline.linguistics import SpacyParser
from dateline.linguistics.encoder import Encoder
from dateline.linguistics.parser import RememberingParser
from dateline.model.event import Event
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.pipeline import Pipeline

PARTS = ("trigger", "type", "status", "doer", "recipient", "place")


@dataclass
class Tally:
    """Right, given and wanted counts of each part, and the differences."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    apart: list[tuple[str, str]] = field(default_factory=list)

    def add(self, part: str, given: Sequence[object], wanted: Sequence[object], right: int, told: str) -> None:
        """One comparison of a part."""
        self.given[part] += len(given)
        self.wanted[part] += len(wanted)
        self.right[part] += right
        if right < max(len(given), len(wanted)):
            self.apart.append((part, told))


def compared(line: Line, record: Record, tally: Tally) -> None:
    """Adds one sentence's events to the tally."""
    triggers = [m for m in line.marks if m.label.count(":") == 2]
    left = list(record.events)
    for mark in triggers:
        number, kind, status = mark.label.split(":")
        hit = next((e for e in left if any(s.overlaps(Span(mark.start, mark.end)) for s in e.trigger.spans)), None)
        words = line.text[mark.start : mark.end]
        tally.add("trigger", [hit] if hit else [], [mark], int(hit is not None), f"{line.key} {words} ({kind} {status}): {line.text}")
        if hit is None:
            continue
        left.remove(hit)
        tally.add("type", [1], [1], int(hit.type == kind), f"{line.key} {words}: {hit.type} for {kind}: {line.text}")
        said = hit.factuality.status
        tally.add("status", [1], [1], int(said == status), f"{line.key} {words}: {said} for {status}: {line.text}")
        for part, letter in (("doer", "a"), ("recipient", "r"), ("place", "p")):
            _party(line, record, hit, part, letter + number[1:], words, tally)
    for extra in left:
        words = extra.trigger.spans[0].of(line.text)
        tally.given["trigger"] += 1
        tally.apart.append(("extra", f"{line.key} {words} ({extra.type} {extra.factuality.status}): {line.text}"))


def _party(line: Line, record: Record, hit: Event, part: str, label: str, words: str, tally: Tally) -> None:
    wanted = [m for m in line.marks if label in m.label.split(",")]
    given = list(_given(record, hit, part))
    right = sum(any(s.overlaps(Span(m.start, m.end)) for spans in given for s in spans) for m in wanted)
    told = f"{line.key} {words}: {[spans[0].of(line.text) if spans else '-' for spans in given]} for {_texts(line, wanted)}: {line.text}"
    tally.add(part, given, wanted, min(right, len(given)), told)


def _texts(line: Line, marks: Sequence[Mark]) -> list[str]:
    return [line.text[m.start : m.end] for m in marks]


def _given(record: Record, hit: Event, part: str) -> Iterator[tuple[Span, ...]]:
    if part == "place":
        known = {p.id: p for p in record.places}
        yield from (tuple(s for m in known[p].mentions for s in m.spans) for p in hit.places)
        return
    known_actors = {a.id: a for a in record.actors}
    for ref in hit.actors if part == "doer" else hit.recipients:
        mentions = known_actors[ref.actor].mentions if ref.actor else ()
        yield (*ref.spans, *(s for m in mentions for s in m.spans))


def main() -> None:
    """Prints right, given, wanted and F of each part."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--missed")
    options.add_argument("--limit", type=int)
    options.add_argument("--encoder", type=Path, help="folder of an exported encoder that has not seen the sentences")
    options.add_argument("--fold", type=int, help="only the sentences of this fold")
    chosen = options.parse_args()
    files = chosen.files or sorted((ROOT / "training" / "data").glob("status-*.txt"))
    found = [line for path in files for line in lines(path) if chosen.fold is None or fold_of(line.text) == chosen.fold][: chosen.limit]
    pipeline = _pipeline(chosen.encoder)
    tally = Tally()
    for line in found:
        record = pipeline.record(article(line.text))
        if record.article.text == line.text:
            compared(line, record, tally)
    for part, told in tally.apart:
        if part == chosen.missed:
            print(told)
    for part in PARTS:
        right, given, wanted = tally.right[part], tally.given[part], tally.wanted[part]
        p, r, f = right / max(1, given), right / max(1, wanted), 2 * right / max(1, given + wanted)
        print(f"{part:10} precision {p:.3f} recall {r:.3f} F {f:.3f} of {wanted}")


def _pipeline(encoder: Path | None) -> Pipeline:
    folder = os.environ.get("DATELINE_PARSE_CACHE")
    parser = RememberingParser(SpacyParser(), Path(folder)) if folder else SpacyParser()
    return Pipeline(parser=parser, encoder=Encoder(encoder) if encoder else None)


if __name__ == "__main__":
    main()
