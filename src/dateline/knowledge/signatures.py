"""What words do to the factuality of what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dateline.knowledge.tables import DATA, Row, read_folder

WordClass = Literal["verb", "noun", "adj", "adv", "aux", "det", "prep", "conj", "phrase"]
COLUMNS = ("word", "class", "frames", "positive", "negative", "example")
ANY = "*"
EFFECTS = frozenset({
    "same", "opposite", "definite", "presupposed", "refuted", "future", "would", "none",
    "happened", "ongoing", "scheduled", "pledged", "threatened", "called-for", "possible", "conditional", "alleged", "denied",
    "ruled-out", "negated",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word makes of what stands under it.

    ``kind`` is a status, or one of: ``same`` and ``opposite`` (of the status of the word itself), ``presupposed`` (happened,
    whatever becomes of the word), ``definite`` (presupposed under a definite noun phrase, else the same), ``refuted`` (denied where a party
    turns it down, else the same), ``future``, ``would``, ``none``. ``firmly`` leans the certainty: 1 as said, 0.5 probable, 0 unlikely;
    ``known`` takes definite noun phrases for granted ("backed the strikes") where others are open ("backed strikes").
    """

    kind: str
    firmly: float = 1.0
    known: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """How one word treats its complement: what follows where the word itself holds, and where it is negated.

    The frames say how the complement hangs on the word: ``inf``, ``that``, ``ger``, ``obj``, ``subj``, ``mod`` (before a noun), ``on``
    (the word modifies the event), ``thing`` (what the word itself promises, an event of its own trigger), a preposition.
    After Nairn, Condoravdi and Karttunen 2006 (implicatives), Saurí and Pustejovsky 2009.
    """

    word: str
    frames: tuple[str, ...]
    positive: Effect
    negative: Effect
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class SignatureTable:
    """What words do to the factuality of what stands under them, by word, class and frame."""

    entries: Mapping[tuple[str, str], Mapping[str, Signature]]

    @classmethod
    def load(cls, site: Path | None = None) -> SignatureTable:
        """The packaged signatures, with a site's own (``signatures/*.tsv``) laid over them."""
        rows = list(read_folder(DATA / "signatures", COLUMNS))
        if site is not None and (site / "signatures").is_dir():
            rows += read_folder(site / "signatures", COLUMNS)
        return cls(_indexed(rows))

    def find(self, word: str, of: WordClass, *frames: str) -> Signature | None:
        """The signature of ``word`` for the first of ``frames`` it has one for."""
        known = self.entries.get((word, of))
        if known is None:
            return None
        for frame in frames:
            if frame in known:
                return known[frame]
        return None

    def default(self, of: WordClass, *frames: str) -> Signature | None:
        """The signature of a word of this class that the table does not know."""
        return self.find(ANY, of, *frames)

    def __iter__(self) -> Iterator[Signature]:
        """Every signature once, in the order of the files."""
        seen: dict[int, Signature] = {}
        for frames in self.entries.values():
            for signature in frames.values():
                seen.setdefault(id(signature), signature)
        return iter(seen.values())


def _indexed(rows: Iterable[Row]) -> dict[tuple[str, str], dict[str, Signature]]:
    entries: dict[tuple[str, str], dict[str, Signature]] = {}
    for row in rows:
        signature = _signature(row)
        for of in row.items("class"):
            if of not in get_args(WordClass):
                raise row.error(f"{of!r} is no class of words; known are {', '.join(get_args(WordClass))}")
            for word in row.items("word"):
                frames = entries.setdefault((word, of), {})
                frames.update(dict.fromkeys(signature.frames, signature))
    return entries


def _signature(row: Row) -> Signature:
    return Signature(
        word=row.required("word"),
        frames=_frames(row),
        positive=_effect(row, "positive"),
        negative=_effect(row, "negative"),
        example=row.text("example"),
        source=row.source,
    )


def _frames(row: Row) -> tuple[str, ...]:
    row.required("frames")
    return row.items("frames")


def _effect(row: Row, column: str) -> Effect:
    kind, *leans = row.required(column).split(" ")
    known = "known" in leans
    lean = next((each for each in leans if each != "known"), "")
    if kind not in EFFECTS:
        raise row.error(f"{kind!r} is no effect; known are {', '.join(sorted(EFFECTS))}")
    firmly = {"": 1.0, "probable": 0.5, "unlikely": 0.0}.get(lean)
    if firmly is None:
        raise row.error(f"{lean!r} is no degree of certainty; leave it out, or write probable or unlikely")
    return Effect(kind, firmly, known)
