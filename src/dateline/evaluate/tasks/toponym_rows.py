"""Rows with toponyms: what the sets count as one, and the answers in the shape that the scorers read.

The sets differ in what they mark. LGL and TR-News mark words for a people as their state, GeoWebNews does so too and maps the
European Union to Europe; all three mark place names inside names of organisations. GeoVirus marks place names alone. The set is told
by the row's id, as the way its rows are to be answered; nothing else but the text (and the spans, where allowed) is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateline.extract.place_evidence import encloses
from dateline.extract.place_names import Name
from dateline.knowledge.tables import DATA, read_table
from dateline.model.place import Toponym
from dateline.model.span import Span
from dateline.resolve.places import Choice, choices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.knowledge import Knowledge
    from dateline.knowledge.gazetteer import PlaceEntry
    from dateline.model.parse import Parse

_COMMA = re.compile(r",\s*")
_WORDS = re.compile(r"[^\s,\-]+")
LEAST_NAME = 4  # letters of a name inside an unknown one that may stand for it
TOWN = ("city", "district", "facility")

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marking:
    """What a set marks as a toponym beside the names of places."""

    demonyms: bool = True
    inside: bool = True
    union: bool = False


PLAIN = Marking(demonyms=False, inside=False)
MARKINGS: Mapping[str, Marking] = {"geovirus": PLAIN, "gwn": Marking(union=True)}


def marking(row_id: str) -> Marking:
    """How the set of a row marks toponyms; sets that are not listed as LGL does."""
    return MARKINGS.get(row_id.split("-", 1)[0].lower(), Marking())


def entries_of(text: str, marks: Marking, knowledge: Knowledge) -> tuple[PlaceEntry, ...]:
    """The gazetteer entries that the words of a toponym may mean, those of words for a people included."""
    gazetteer = knowledge.gazetteer
    if marks.union and text in ("EU", "E.U.", "European Union", "the EU"):
        return gazetteer.named("Europe")[:1]
    region = regions().get(text)
    if region is not None:
        return gazetteer.named(region)[:1]
    state = knowledge.actors.country_of_demonym(text)
    entry = gazetteer.country(state) if state is not None else None
    return (entry,) if entry is not None else gazetteer.named(text)


@lru_cache(maxsize=1)
def regions() -> dict[str, str]:
    """Regions by the words for their people."""
    rows = read_table(DATA / "places" / "demonyms.tsv", ("demonym", "place"))
    return {word: row.required("place") for row in rows for word in row.items("demonym")}


def marked(row: Mapping[str, Any], parse: Parse, knowledge: Knowledge) -> tuple[Toponym, ...]:
    """Toponyms at the row's spans; spans that lie outside the text are passed over."""
    text, marks = row["text"], marking(str(row["id"]))
    spans = sorted({Span(t["start"], t["end"]) for t in row["toponyms"] if 0 <= t["start"] < t["end"] <= len(text)})
    meant = [entries_of(span.of(text), marks, knowledge) or _inside(span.of(text), knowledge) for span in spans]
    found = []
    for number, span in enumerate(spans):
        tokens = parse.tokens(span)
        first, last = (tokens[0], tokens[-1] + 1) if tokens else (0, min(1, len(parse)))
        within = _enclosing(text, spans, meant, number)
        ids = tuple(entry.id for entry in meant[number])
        found.append(Toponym(span, first, last, last - 1, span.of(text), "place", 1.0, "given", ids, within))
    return tuple(found)


def _enclosing(text: str, spans: Sequence[Span], meant: Sequence[tuple[PlaceEntry, ...]], number: int) -> Span | None:
    if number + 1 == len(spans) or not _COMMA.fullmatch(text, spans[number].end, spans[number + 1].start):
        return None
    outer, inner = meant[number + 1], meant[number]
    encloses_it = encloses(Name(0, 0, "", outer), Name(0, 0, "", inner))
    large = bool(outer) and outer[0].kind in ("country", "province")
    return spans[number + 1] if encloses_it or (large and not inner) else None


def _inside(text: str, knowledge: Knowledge) -> tuple[PlaceEntry, ...]:
    """The places of the longest known name inside an unknown one ("Kabul" in "Kabul Hospital")."""
    words = [match.span() for match in _WORDS.finditer(text)]
    stretches = [text[a[0] : b[1]] for i, a in enumerate(words) for b in words[i:]]
    for part in sorted(stretches, key=lambda s: -len(s)):
        if len(part) >= LEAST_NAME and part[0].isupper() and part != text:
            entries = tuple(e for e in entries_of(part, Marking(), knowledge) if e.main)
            if entries:
                return entries
    return ()


def answers(toponyms: Sequence[Toponym], parse: Parse, text: str, knowledge: Knowledge) -> list[Answer]:
    """The toponyms with coordinates: of the entry chosen, else of the town named last before, since what is unknown is mostly local."""
    chosen = {t.span: choice for choice in choices(toponyms, parse, text, knowledge) for t in choice.name.mentions}
    found: list[Answer] = []
    town = _first_town([chosen[t.span] for t in toponyms])
    for toponym in toponyms:
        entry = chosen[toponym.span].guess
        if entry is not None and entry.kind in TOWN:
            town = entry
        found.append(_answer(toponym, entry, town))
    return found


def _first_town(made: Sequence[Choice]) -> PlaceEntry | None:
    return next((choice.guess for choice in made if choice.guess is not None and choice.guess.kind in TOWN), None)


def _answer(toponym: Toponym, entry: PlaceEntry | None, town: PlaceEntry | None) -> Answer:
    where = entry or town
    return {
        "start": toponym.span.start,
        "end": toponym.span.end,
        "lat": where.latitude if where else None,
        "lon": where.longitude if where else None,
        "geonameid": entry.geonameid if entry else None,
    }
