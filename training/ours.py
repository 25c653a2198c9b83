"""Our own labelled sentences (data/GUIDELINE.md) as examples.

Lines of one fold are joined, one to three a window, so that the heads learn to read an event in its own sentence of a paragraph.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from examples import Example, Judgement, Range, Tags, Window, fold_of, windows
from labels import QUIET, ROLE_MARKS, STATUSES, TRIGGER_TYPES, YIELDING
from labels import TYPES as FOLDED_TYPES
from markup import Line, Mark, lines
from tokenizers import Tokenizer

STRANGERS = 2  # mentions of other sentences shown to an event as none of its own
PARTS = {"content": "q", "source": "s", "cue": "c", "addressee": "d"}
_GLUE = " "


@dataclass(slots=True)
class _Labels:
    """What is said about one window while its lines are gone through."""

    judged: list[Judgement] = field(default_factory=list)
    triggers: list[tuple[int, int, int]] = field(default_factory=list)
    mentions: list[tuple[int, Range]] = field(default_factory=list)  # line, pieces
    events: list[tuple[int, Range]] = field(default_factory=list)


def read(files: Sequence[Path], tokenizer: Tokenizer, longest: int, dice: random.Random | None) -> Iterator[Example]:
    """The examples of files of one kind (status and quiet together, places, statements); ``dice`` joins lines, None leaves them alone."""
    found = [(path.name.partition(".")[0].partition("-")[0], line) for path in files for line in lines(path)]
    if found[0][0] == "statements":
        for _, line in found:
            for window in windows(tokenizer, line.text, longest):
                yield Example(line.key, "our-statements", window.ids, fold_of(line.text), tuple(_statements(window, line)))
        return
    make = _places if found[0][0] == "places" else _events
    for group in _groups(found, dice):
        text, placed = _joined(group)
        window = Window(tokenizer, text, 0, len(text), longest)
        tags, judged, classes = make(window, placed)
        fold = fold_of(group[0][1].text)
        yield Example(group[0][1].key, "ours", window.ids, fold, tuple(tags), tuple(judged), tuple(sorted(classes)))


def _groups(found: list[tuple[str, Line]], dice: random.Random | None) -> Iterator[list[tuple[str, Line]]]:
    """The lines in groups of one fold: alone half of the time, else two or three."""
    if dice is None:
        yield from ([each] for each in found)
        return
    by_fold: dict[int, list[tuple[str, Line]]] = {}
    for each in found:
        by_fold.setdefault(fold_of(each[1].text), []).append(each)
    for _, together in sorted(by_fold.items()):
        dice.shuffle(together)
        at = 0
        while at < len(together):
            size = dice.choice((1, 1, 1, 2, 2, 3))
            yield together[at : at + size]
            at += size


def _joined(group: Iterable[tuple[str, Line]]) -> tuple[str, list[tuple[str, Line, int]]]:
    text, placed = "", []
    for kind, line in group:
        text += _GLUE if text else ""
        placed.append((kind, line, len(text)))
        text += line.text
    return text, placed


def _events(window: Window, placed: list[tuple[str, Line, int]]) -> tuple[list[Tags], list[Judgement], set[int]]:
    """Trigger tags, a status for each trigger, a role for each of its mentions, and the classes of the window."""
    out, classes = _Labels(), set()
    for number, (_, line, base) in enumerate(placed):
        classes |= _of_line(window, number, line, base, out)
    _strangers(out)
    return [Tags("trigger", tuple(window.kinds(out.triggers)))], out.judged, classes or {QUIET}


def _of_line(window: Window, number: int, line: Line, base: int, out: _Labels) -> set[int]:
    events = {m.label.split(":")[0][1:]: m for m in line.marks if re.match(r"e\d+:", m.label)}
    mentions = [m for m in line.marks if re.match(r"x|[arpt]\d", m.label)]
    classes = set()
    for name, mark in events.items():
        _, kind, status = mark.label.split(":")
        at = window.pieces(base + mark.start, base + mark.end)
        if at is None:
            continue
        out.triggers.append((base + mark.start, base + mark.end, TRIGGER_TYPES.index(kind)))
        out.judged.append(Judgement("status", (at,), STATUSES.index(status)))
        out.events.append((number, at))
        classes.add(FOLDED_TYPES.index("YIELD" if kind in YIELDING else kind))
        for mention in mentions:
            value = roles_of(mention, name)
            for span in _forms(window, mention, base, line.text):
                out.judged.append(Judgement("role", (at, span), value))
    for mention in mentions:
        span = window.pieces(base + mention.start, base + mention.end)
        if span:
            out.mentions.append((number, span))
    return classes


def roles_of(mention: Mark, event: str) -> int:
    """The roles of a mention in an event, one bit a role: actor, recipient, place, time."""
    return sum(1 << ROLE_MARKS.index(r[0]) for r in mention.label.split(",") if r[1:] == event and r[0] in ROLE_MARKS)


def _forms(window: Window, mention: Mark, base: int, text: str) -> Iterator[Range]:
    """The pieces of a mention as marked, and of its last word alone: others mark heads."""
    whole = window.pieces(base + mention.start, base + mention.end)
    if whole is None:
        return
    yield whole
    last = text.rfind(" ", mention.start, mention.end) + 1
    if last > mention.start:
        short = window.pieces(base + last, base + mention.end)
        if short is not None:
            yield short


def _strangers(out: _Labels) -> None:
    """Mentions of other sentences take no part."""
    for number, at in out.events:
        others = [span for other, span in out.mentions if other != number][:STRANGERS]
        out.judged.extend(Judgement("role", (at, span), 0) for span in others)


def _places(window: Window, placed: list[tuple[str, Line, int]]) -> tuple[list[Tags], list[Judgement], set[int]]:
    """Each place name as actor or place."""
    judged = []
    for _, line, base in placed:
        for mark in line.marks:
            at = window.pieces(base + mark.start, base + mark.end)
            if at is not None:
                judged.append(Judgement("actor", (at,), float(mark.label == "actor")))
    return [], judged, set()


def _statements(window: Window, line: Line) -> list[Tags]:
    """Tags of contents, sources, cues and addressees; of nested contents the outer one counts."""
    tags = []
    for head, letter in PARTS.items():
        spans = [(m.start, m.end, 0) for m in line.marks if m.label[0] == letter]
        outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
        tags.append(Tags(head, window.bio(outer)))
    return tags
