"""What positions are about and which words take one: stances, canonical frames, nouns that only carry a proposition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dateline.knowledge.tables import DATA, Row, read_table
from dateline.model.position import Stance

Vessel = Literal["carries", "empty", "light"]
FOLDER = "propositions"


@dataclass(frozen=True, slots=True)
class StanceWord:
    """A word that says where its holder stands on what it governs in one of its frames."""

    word: str
    frames: frozenset[str]
    stance: Stance
    example: str


@dataclass(frozen=True, slots=True)
class PropositionTable:
    """The words of stances by word and class, the frames and vessels by lemma; ``heads`` are the words that begin a stance."""

    stances: Mapping[tuple[str, str], tuple[StanceWord, ...]]
    heads: frozenset[str]
    frames: Mapping[str, str]
    vessels: Mapping[str, Vessel]

    @classmethod
    def load(cls, site: Path | None = None) -> PropositionTable:
        """The packaged tables, with a site's own of the same names laid over them."""
        stances = _stances(_rows("stances.tsv", ("word", "class", "frames", "stance", "example"), site))
        return cls(
            stances=stances,
            heads=frozenset(word.split(" ")[0] for word, _ in stances),
            frames={word: row.required("frame") for row in _rows("frames.tsv", ("frame", "words"), site) for word in row.items("words")},
            vessels={word: _vessel(row) for row in _rows("vessels.tsv", ("kind", "words"), site) for word in row.items("words")},
        )

    def stance(self, word: str, of: str, frames: Iterable[str]) -> StanceWord | None:
        """What ``word`` says of its holder's stance on a complement that hangs on it in one of ``frames``."""
        wanted = frozenset(frames)
        return next((known for known in self.stances.get((word, of), ()) if known.frames & wanted), None)


def _rows(name: str, columns: tuple[str, ...], site: Path | None) -> tuple[Row, ...]:
    own = site / FOLDER / name if site is not None else None
    return read_table(DATA / FOLDER / name, columns) + (read_table(own, columns) if own is not None and own.is_file() else ())


def _stances(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[StanceWord, ...]]:
    found: dict[tuple[str, str], tuple[StanceWord, ...]] = {}
    for row in rows:
        stance = next((known for known in get_args(Stance) if known == row.text("stance")), None)
        if stance is None:
            raise row.error(f"{row.text('stance')!r} is no stance; known are {', '.join(get_args(Stance))}")
        word = StanceWord(row.required("word"), frozenset(row.items("frames")), stance, row.text("example"))
        key = (word.word, row.required("class"))
        found[key] = (*found.get(key, ()), word)
    return found


def _vessel(row: Row) -> Vessel:
    kind = row.required("kind")
    vessel = next((known for known in get_args(Vessel) if known == kind), None)
    if vessel is None:
        raise row.error(f"{kind!r} is no kind of vessel; known are {', '.join(get_args(Vessel))}")
    found: Vessel = vessel
    return found
