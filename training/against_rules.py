"""The heads for events against the rules, on our own sentences, by models that have not seen them.

    python training/against_rules.py --models build/folds [--json OUT]

Runs in the program's own environment. Each line is read as a record by rules alone and by both voices. Where a trigger of the rules'
record overlaps a marked one, the encoder is asked for its type and its status.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from examples import fold_of
from markup import Line, lines
from out_of_fold import pipelines

from dateline.evaluate.tasks.articles import article_of
from dateline.linguistics.encoding import STATUSES, TRIGGER_TYPES, Encoding
from dateline.model.event import Event
from dateline.model.record import Record
from dateline.model.span import Span

HERE = Path(__file__).parent


@dataclass(slots=True)
class Tally:
    """Hits, said, wanted."""

    hits: int = 0
    said: int = 0
    wanted: int = 0

    def add(self, said: list[Span], wanted: list[Span]) -> None:
        """Spans count as the same where they share a character."""
        used: set[int] = set()
        for span in said:
            for i, other in enumerate(wanted):
                if i not in used and span.overlaps(other):
                    used.add(i)
                    break
        self.hits, self.said, self.wanted = self.hits + len(used), self.said + len(said), self.wanted + len(wanted)

    def prf(self) -> tuple[float, float, float]:
        """Precision, recall and F in per cent."""
        p, r = self.hits / max(1, self.said), self.hits / max(1, self.wanted)
        return round(100 * p, 1), round(100 * r, 1), round(200 * p * r / max(1e-9, p + r), 1)


@dataclass(slots=True)
class Tallies:
    """Everything that is counted."""

    spans: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    status: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))  # voice: (wanted, said)
    types: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    rows: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked event."""

    name: str
    span: Span
    type: str
    status: str


def marked(line: Line) -> list[Marked]:
    """The marked events of a line."""
    found = ((m, m.label.split(":")) for m in line.marks if re.match(r"e\d+:", m.label))
    return [Marked(parts[0][1:], Span(m.start, m.end), parts[1], parts[2]) for m, parts in found]


def parties(line: Line, name: str, letter: str) -> list[Span]:
    """The marked spans with one role in one event."""
    return [Span(m.start, m.end) for m in line.marks if f"{letter}{name}" in m.label.split(",")]


def compare(line: Line, ruled: Record, both: Record, encoding: Encoding, out: Tallies) -> None:
    """Counts one line."""
    wanted = marked(line)
    spans = [each.span for each in wanted]
    out.spans["trigger rules"].add([event.trigger.spans[0] for event in ruled.events], spans)
    out.spans["trigger encoder"].add([each.span for each in encoding.triggers() or ()], spans)
    out.spans["trigger both"].add([event.trigger.spans[0] for event in both.events], spans)
    for each in wanted:
        event = at(ruled, each.span)
        if event is not None:
            one_event(line, each, event, ruled, encoding, out)
        else:
            out.status["rules miss"].append((each.status, best_status(encoding, each.span)))
        together = at(both, each.span)
        if together is not None:
            of_record("both", line, each, together, both, out)


def at(record: Record, span: Span) -> Event | None:
    """The event whose trigger shares a character with the span."""
    return next((e for e in record.events if any(s.overlaps(span) for s in e.trigger.spans)), None)


def of_record(voice: str, line: Line, each: Marked, event: Event, record: Record, out: Tallies) -> None:
    """Counts what a record says of one marked event."""
    out.status[voice].append((each.status, event.factuality.status))
    out.types[voice].append(event.type == each.type)
    for part, letter, refs in (("actor", "a", event.actors), ("recipient", "r", event.recipients)):
        out.spans[f"{part} {voice}"].add([span for ref in refs for span in ref.spans], parties(line, each.name, letter))
    out.spans[f"place {voice}"].add(places_of(event, record), parties(line, each.name, "p"))


def places_of(event: Event, record: Record) -> list[Span]:
    """The mentions of the event's places."""
    return [span for place in record.places if place.id in event.places for mention in place.mentions for span in mention.spans]


def best_status(encoding: Encoding, span: Span) -> str:
    """The most probable status."""
    told = encoding.status(span)
    return STATUSES[max(range(len(told)), key=told.__getitem__)] if told else "none"


def one_event(line: Line, each: Marked, event: Event, record: Record, encoding: Encoding, out: Tallies) -> None:
    """Counts one event that rules and marks share."""
    trigger = event.trigger.spans[0]
    of_record("rules", line, each, event, record, out)
    out.status["encoder"].append((each.status, best_status(encoding, trigger)))
    told = encoding.trigger(trigger)
    if told:
        out.types["encoder"].append(TRIGGER_TYPES[max(range(len(told)), key=told.__getitem__)] == each.type)
    out.rows.append(
        {
            "line": line.key, "event": each.name, "type": each.type, "status": each.status, "ruled_type": event.type,
            "ruled_status": event.factuality.status, "turned": bool(event.factuality.cues), "heard_type": told,
            "heard_status": encoding.status(trigger),
        }
    )  # fmt: skip


def macro(pairs: list[tuple[str, str]]) -> tuple[float, float, dict[str, float]]:
    """Accuracy, macro F, F of each class, in per cent."""
    each = {}
    for status in STATUSES:
        hits = sum(a == b == status for a, b in pairs)
        both = sum(a == status for a, _ in pairs) + sum(b == status for _, b in pairs)
        each[status] = round(200 * hits / max(1, both), 1)
    right = 100 * sum(a == b for a, b in pairs) / max(1, len(pairs))
    return round(right, 1), round(sum(each.values()) / len(each), 1), each


def report(out: Tallies) -> None:
    """Prints the figures."""
    for name, tally in out.spans.items():
        print(f"{name:18} P {tally.prf()[0]:5} R {tally.prf()[1]:5} F {tally.prf()[2]:5}  ({tally.hits} of {tally.wanted})")
    for voice, pairs in out.status.items():
        accuracy, f, each = macro(pairs)
        print(f"status {voice:11} n {len(pairs)} accuracy {accuracy} macro F {f} {each}")
        print("   confused:", Counter(p for p in pairs if p[0] != p[1]).most_common(8))
    for voice, right in out.types.items():
        print(f"type {voice}: {100 * sum(right) / max(1, len(right)):.1f} of {len(right)}")


def main() -> None:
    """One comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=Path("build/folds"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    readers, ruled, out, quiet = pipelines(options.models), pipelines(None), Tallies(), Counter()
    for path in (*sorted((HERE / "data").glob("status-*.txt")), HERE / "data" / "quiet.txt"):
        for line in lines(path):
            fold = fold_of(line.text)
            if fold not in readers:
                continue
            encoding = readers[fold].encoder.encode(line.text, [Span(0, len(line.text))])
            by_rules, by_both = ruled[fold].record(article_of(line.text)), readers[fold].record(article_of(line.text))
            if path.name == "quiet.txt":
                quiet += Counter(lines=1, rules=bool(by_rules.events), encoder=bool(encoding.triggers()), both=bool(by_both.events))
            else:
                compare(line, by_rules, by_both, encoding, out)
    report(out)
    print("lines without an event, and those where a voice sees one:", dict(quiet))
    if options.json:
        options.json.write_text("".join(json.dumps(row) + "\n" for row in out.rows))


if __name__ == "__main__":
    main()
