"""The tables of the record, a row a value: what the columns files name, taken from the store's own rows and what is worked out here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from dateline.model.event import Event
from dateline.store.export.columns import Row, Value, columns
from dateline.store.export.layout import Choice, Layout
from dateline.store.export.told import Told, valid
from dateline.store.tables import evidence, metadata

NAMES = ("articles", "actors", "places", "statements", "events", "participants", "locations", "positions", "commitments", "figures",
         "memberships", "evidence")  # fmt: skip
ACTOR = 6  # the cell of a participant's id
Cells = tuple[object, ...]
Make = Callable[[Told, Cells], object]


def rows_of(name: str) -> Callable[[Told, Choice], Iterable[Row]]:
    """What gives the rows of the table ``name`` for one report."""

    def rows(told: Told, choice: Choice) -> Iterable[Row]:
        if name not in told.made:  # CSV and Parquet want the same
            listed = [()] if name == "articles" else getattr(told if name == "evidence" else told.rows, name)
            makes = _makes(name)
            told.made[name] = [tuple(_plain(make(told, cells)) for make in makes) for cells in listed]
        return told.made[name]

    return rows


def _plain(value: object) -> Value:
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


@cache
def _makes(name: str) -> tuple[Make, ...]:
    own = _OWN.get(name, {})
    shown = evidence if name == "evidence" else metadata.tables[name]
    stored = [column.name for column in shown.columns] if name != "articles" else []
    return tuple(own.get(each.name) or _SHARED.get(each.name) or _cell(stored.index(each.name), each.type) for each in columns(name))


def _cell(at: int, kind: str) -> Make:
    def cell(told: Told, cells: Cells) -> object:
        return cells[at]

    def day(told: Told, cells: Cells) -> object:
        value = cells[at]
        return valid(value) if isinstance(value, str) else None

    return day if kind == "date" else cell


def _of(path: str) -> Make:
    """What stands under ``path`` in the report; None where a part of the way is missing."""
    names = path.split(".")

    def found(told: Told, cells: Cells) -> object:
        value: object = told
        for name in names:
            value = getattr(value, name) if value is not None else None
        return value

    return found


def _numbered(cells: Cells) -> int:
    """The place in the record's list: the second cell of every row of the store."""
    return int(str(cells[1]))


def _event(make: Callable[[Told, Event], object]) -> Make:
    def made(told: Told, cells: Cells) -> object:
        return make(told, told.record.events[_numbered(cells)])

    return made


def _of_place(name: str) -> Make:
    return _event(lambda told, event: getattr(told.where(event), name, None))


def _when(name: str) -> Make:
    return _event(lambda told, event: getattr(told.when(event), name))


def _parties(role: str) -> Make:
    return _event(lambda told, event: "; ".join(actor.id for actor in told.parties(getattr(event, role))) or None)


def _coded(name: str) -> Make:
    return _event(lambda told, event: getattr(told.coded(event), name))


def _of_actor(name: str) -> Make:
    def made(told: Told, cells: Cells) -> object:
        return getattr(told.actors.get(str(cells[ACTOR])), name, None)

    return made


def _length(told: Told, cells: Cells) -> int:
    return len(told.record.article.text)


def _precision(told: Told, cells: Cells) -> int:
    return told.precision(told.record.places[_numbered(cells)])


def _in_article(*names: str) -> dict[str, Make]:
    return {name: _of(f"record.article.{name}") for name in names}


_SHARED: dict[str, Make] = {"day": _of("day"), "article": _of("record.article.id")}
_OWN: dict[str, dict[str, Make]] = {
    "articles": {
        **_in_article("version", "language"),
        "version_number": _of("kept.version"),
        "reading": _of("kept.reading"),
        "published": _of("published"),
        "published_from": _of("record.article.published.origin"),
        "uri": _of("record.article.source.uri"),
        "source": _of("kept.source"),
        "media_type": _of("record.article.source.media_type"),
        "source_sha256": _of("record.article.source.sha256"),
        "headline": _of("record.article.headline.text"),
        "byline": _of("record.article.byline.text"),
        "agency": _of("record.article.dateline.agency"),
        "length": _length,
        "retrieved": _of("record.article.source.retrieved"),
        "kept_at": _of("kept.kept_at"),
        "program": _of("record.manifest.dateline"),
        "knowledge": _of("record.manifest.knowledge"),
    },
    "places": {"precision_code": _precision},
    "events": {
        "actors": _parties("actors"),
        "recipients": _parties("recipients"),
        "event_day": _when("day"),
        "event_end": _when("end"),
        "time_precision": _when("precision"),
        **{name: _of_place(name) for name in ("geonameid", "country", "latitude", "longitude")},
        "place": _of_place("name"),
        "place_precision": _event(lambda told, event: told.precision(told.where(event))),
        **{name: _coded(name) for name in ("cameo", "goldstein", "quad")},
    },
    "participants": {"code": _of_actor("code"), "country": _of_actor("country")},
}

CSV = tuple(Layout(name, f"csv/{name}.csv", "csv", columns(name), rows_of(name), f"The table {name}") for name in NAMES)
PARQUET = tuple(Layout(name, f"parquet/{name}", "parquet", columns(name), rows_of(name), f"The table {name}") for name in NAMES)
