"""What of a report stories look at: its visible features, packed so that a hundred thousand of them fit into memory."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.model.record import Record
from dateline.model.span import Span
from dateline.store.moments import day_number
from dateline.stories import focus, spots
from dateline.stories import words as folded
from dateline.stories.settings import KINDS, SHARED, Background

Keys = NDArray[np.uint32]
HERE = 2  # times a place of the opening counts as that of the happening
MOST_WORDS = 160  # of a report: those that say most about it
MOST_OTHER = 60  # features of any other kind
COMMON = 0.25  # words in more than this part of all reports are left out
PARAGRAPH = 8  # words from which on a paragraph or a sentence can be told again
QUOTE = 5  # the same for a quotation
SHINGLES = 64  # a report keeps at least so many of its runs of three words, if it has them
LARGEST_MODULUS = 8
LENGTHS = 63  # the bits of a passage's digest that hold its length
_NUMBER = re.compile(r"\d[\d,.]*\d$")
_MASK = re.compile(r"\d+")
_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d$")
_HEAD = struct.Struct("<iIBB")


@dataclass(frozen=True, slots=True)
class Sketch:
    """One report as stories see it.

    ``keys`` and ``counts`` hold the features, kind by kind from ``bounds[kind]`` on; ``day`` is the day of publication as an ordinal,
    ``length`` the number of words, ``shingles`` those of its runs of three words that ``modulus`` divides, ``passages`` digests of its
    paragraphs, sentences and quotations with all numbers masked, ``marks`` of the numbers themselves.
    """

    day: int | None
    length: int
    modulus: int
    bounds: tuple[int, ...]
    keys: Keys
    counts: NDArray[np.uint8]
    shingles: Keys
    passages: Keys
    marks: Keys

    def of_kind(self, kind: int) -> Keys:
        """The features of one kind."""
        return self.keys[self.bounds[kind] : self.bounds[kind + 1]]

    def to_bytes(self) -> bytes:
        """The sketch as the store keeps it."""
        parts = (self.keys, self.shingles, self.passages, self.marks)
        head = _HEAD.pack(self.day if self.day is not None else -1, self.length, self.modulus, len(self.bounds))
        sizes = struct.pack(f"<{len(self.bounds)}I4I", *self.bounds, *map(len, parts))
        return head + sizes + b"".join(part.astype("<u4").tobytes() for part in parts) + self.counts.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """The sketch that ``to_bytes`` gave; ``ValueError`` if the bytes are none."""
        try:
            day, length, modulus, kinds = _HEAD.unpack_from(data)
            *bounds, a, b, c, d = struct.unpack_from(f"<{kinds}I4I", data, _HEAD.size)
        except struct.error as error:
            raise ValueError(f"no sketch of a report: {error}") from error
        at = _HEAD.size + 4 * (kinds + 4)
        flat = np.frombuffer(data, "<u4", a + b + c + d, at).astype(np.uint32, copy=False)
        counts = np.frombuffer(data, np.uint8, a, at + 4 * len(flat))
        parts = np.split(flat, np.cumsum((a, b, c)))
        bounds += [a] * (len(KINDS) + 1 - kinds)  # one made when there were fewer kinds has nothing of the later ones
        return cls(day if day >= 0 else None, length, modulus, tuple(bounds), parts[0], counts, *parts[1:])


@dataclass(frozen=True, slots=True)
class Sketched:
    """A sketch just made, with the words behind its keys, so that reasons can be told in words."""

    sketch: Sketch
    spelled: Mapping[int, str]


def sketch(record: Record, background: Background | None = None) -> Sketched:
    """What stories see of ``record``: a pure function of it."""
    known = background if background is not None else Background.load()
    article = record.article
    blocks, first = focus.blocks(article), focus.opening(article)
    text = "\n".join(span.of(article.text) for span in blocks)
    told = folded.words(text)
    found = (
        Counter(folded.telling(text)), Counter(folded.names(text)), Counter(focus.told_first(record, first)),
        Counter(word for word in told if _NUMBER.match(word)), *_values(record, first),
    )  # fmt: skip
    spelled: dict[int, str] = {}
    keys: list[int] = []
    counts: list[int] = []
    bounds = [0]
    for kind, each in enumerate(found):
        rows = _chosen(each, kind, known, spelled)
        keys.extend(key for key, _ in rows)
        counts.extend(min(count, 255) for _, count in rows)
        bounds.append(len(keys))
    runs, modulus = _runs(folded.words("\n".join(span.of(article.text) for span in focus.body(article))) or told)
    made = Sketch(
        day_number(article.published.value if article.published is not None else None), len(told), modulus, tuple(bounds),
        np.array(keys, np.uint32), np.array(counts, np.uint8), runs, _passages(record, blocks),
        _unique(folded.key(word, "#") for word in set(told) if word[0].isdigit()),
    )  # fmt: skip
    return Sketched(made, spelled)


def _chosen(counted: Counter[str], kind: int, background: Background, spelled: dict[int, str]) -> list[tuple[int, int]]:
    """The keys of one kind with their counts, sorted by key: the telling ones, where there are too many."""
    shared = kind < SHARED
    rows = {}
    for word, count in counted.items():
        key = folded.key(word, "" if shared else f"{KINDS[kind]}/")
        spelled[key] = word
        rows[key] = count
    if not rows:
        return []
    keys = np.array(sorted(rows), np.uint32)
    if shared:
        common = background.of(keys)
        keys, common = keys[common <= COMMON * background.reports], common[common <= COMMON * background.reports]
        if len(keys) > MOST_WORDS:
            tell = np.log1p([rows[int(key)] for key in keys]) * np.log((background.reports + 1) / (common + 1))
            keys = np.sort(keys[np.argsort(-tell, kind="stable")[:MOST_WORDS]])
    else:
        keys = keys[:MOST_OTHER]
    return [(int(key), rows[int(key)]) for key in keys]


def _values(record: Record, first: Sequence[Span]) -> tuple[Counter[str], ...]:
    """Actors, places, kinds of events with who does them, days, places of the opening: from the record's own values."""
    actors = {actor.id: len(actor.mentions) for actor in record.actors if actor.kind not in ("other", "document", "media")}
    actors = {name: count for name, count in actors.items() if not name.startswith("nominal/")}
    places = {str(place.geonameid or place.name.lower()): len(place.mentions) for place in record.places}
    places |= {f"at {spot}": HERE for spot in focus.happened_at(record, first)}
    events: Counter[str] = Counter()
    for event in record.events:
        parties = [ref.actor for ref in (*event.actors, *event.recipients) if ref.actor in actors]
        events.update([event.type, *(f"{event.type} {party}" for party in parties)])
    days = Counter(time.value for time in record.times if _DAY.match(time.value))
    return (
        Counter(actors), Counter(places), events, days, Counter(spots.words_of(record, first)), Counter(spots.home(record)),
        Counter(focus.denies(record, first)),
    )  # fmt: skip


def _runs(told: list[str]) -> tuple[Keys, int]:
    """A report's runs of three words with numbers masked, thinned where they are many, and what divides those kept."""
    all_of_them = _unique(folded.shingles("#" if word[0].isdigit() else word for word in told))
    modulus = 1
    while modulus < LARGEST_MODULUS and len(all_of_them) >= 2 * modulus * SHINGLES:
        modulus *= 2
    return all_of_them[all_of_them % modulus == 0], modulus


def _passages(record: Record, blocks: Iterable[Span]) -> Keys:
    """Digests of paragraphs and of quotations long enough to be told again."""
    text = record.article.text
    out = []
    for span in blocks:
        for piece in re.split(r"(?<=[.!?”\"])\s+", span.of(text)):
            told = folded.words(piece)
            if len(told) >= PARAGRAPH:
                out.append(_digest(_MASK.sub("#", " ".join(told)), len(told)))
    for statement in record.statements:
        if statement.manner != "indirect":
            told = folded.words(" ".join(span.of(text) for span in statement.content.spans))
            if len(told) >= QUOTE:
                out.append(_digest(f"q/{' '.join(told)}", 0))  # its sentences tell its length
    return _unique(out)


def _digest(passage: str, length: int) -> int:
    """The digest of a passage, its length in words in the last six bits."""
    return folded.key(passage) & ~LENGTHS | min(length, LENGTHS)


def _unique(keys: Iterable[int]) -> Keys:
    return np.unique(np.fromiter(keys, np.uint32))
