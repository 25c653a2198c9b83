"""Cue words: the verbs, nouns and adjectives that bring in what somebody says, by speech act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from dateline.knowledge.tables import DATA, Row, last_by_key, read_table
from dateline.model.statement import Act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Kind = Literal["speech", "attitude", "thought", "private", "loose", "seeming", "evidence", "omission"]
When = Literal["any", "negated", "will", "own"]
Frame = Literal["that", "to", "ing", "np", "np+", "tell", "quote", "noun"]

ACTS: tuple[str, ...] = get_args(Act)
KINDS: tuple[str, ...] = get_args(Kind)
FRAMES: tuple[str, ...] = get_args(Frame)
WHENS: tuple[str, ...] = get_args(When)
_VERB_COLUMNS = ("cue", "act", "kind", "frames", "example")
_NOMINAL_COLUMNS = ("cue", "act", "prepositions", "frames", "example")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its lemmas, head word first, the act it performs and the frames its content may stand in.

    Frames: ``that`` a clause, ``to`` an infinitive, ``ing`` a gerund, ``np`` an object, ``np+`` an object with what is said of it
    ("accused X of Y"), ``tell`` an object that is the addressee, ``quote`` a quotation,
    ``noun`` a noun of saying ("express concern"). ``prepositions`` lead from a noun or an
    adjective to its content. In ``example`` the content stands in braces.
    """

    words: tuple[str, ...]
    act: Act
    kind: Kind
    frames: frozenset[str]
    prepositions: frozenset[str]
    example: str
    source: str

    @property
    def text(self) -> str:
        """The cue as it is listed."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase in what is said that shows the act: words or lemmas, ``~`` for one or two between, and when it counts."""

    words: tuple[str, ...]
    act: Act
    when: When


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cue verbs by head lemma, longest first; cue nouns and adjectives by lemma; the acts that words and phrases in a content show.

    ``phrases`` are found by their first word.
    """

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    words: dict[str, Act]
    phrases: dict[str, tuple[Phrase, ...]]

    @classmethod
    def load(cls, site: Path | None = None) -> CueTable:
        """The packaged cues; those of a site's ``cues`` folder replace or add to them."""
        verbs: dict[str, list[Cue]] = {}
        for cue in _read("verbs.tsv", _VERB_COLUMNS, site):
            verbs.setdefault(cue.words[0], []).append(cue)
        return cls(
            verbs={head: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for head, cues in verbs.items()},
            nouns={cue.words[0]: cue for cue in _read("nouns.tsv", _NOMINAL_COLUMNS, site)},
            adjectives={cue.words[0]: cue for cue in _read("adjectives.tsv", _NOMINAL_COLUMNS, site)},
            words={
                row.required("word"): cast("Act", _one_of(row, "act", row.required("act"), ACTS))
                for row in _rows("words.tsv", ("word", "act"), site)
            },
            phrases=_phrases(site),
        )

    def __iter__(self) -> Iterator[Cue]:
        """Every cue: verbs, then nouns, then adjectives."""
        yield from (cue for cues in self.verbs.values() for cue in cues)
        yield from self.nouns.values()
        yield from self.adjectives.values()


def _phrases(site: Path | None) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for row in _rows("phrases.tsv", ("phrase", "act", "when"), site):
        words = tuple(row.required("phrase").split())
        act = cast("Act", _one_of(row, "act", row.required("act"), ACTS))
        found.setdefault(words[0], []).append(Phrase(words, act, cast("When", _one_of(row, "when", row.required("when"), WHENS))))
    return {head: tuple(phrases) for head, phrases in found.items()}


def _read(name: str, columns: tuple[str, ...], site: Path | None) -> list[Cue]:
    return [_cue(row) for row in last_by_key(_rows(name, columns, site), lambda row: row.text("cue"))]


def _rows(name: str, columns: tuple[str, ...], site: Path | None) -> list[Row]:
    paths = [DATA / "cues" / name, *([site / "cues" / name] if site is not None else [])]
    return [row for path in paths if path.is_file() for row in read_table(path, columns)]


def _cue(row: Row) -> Cue:
    prepositions = frozenset(row.items("prepositions"))
    frames = frozenset(_one_of(row, "frames", frame, FRAMES) for frame in row.items("frames"))
    return Cue(
        words=tuple(row.required("cue").split()),
        act=cast("Act", _one_of(row, "act", row.required("act"), ACTS)),
        kind=cast("Kind", _one_of(row, "kind", row.text("kind") or "speech", KINDS)),
        frames=frames | {"np", "ing"} if prepositions else frames,
        prepositions=prepositions,
        example=row.text("example"),
        source=row.source,
    )


def _one_of(row: Row, column: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise row.error(f"column {column} holds {value!r}, expected one of {', '.join(known)}")
    return value
