"""One report for those who judge it: its record as read and as seen through judgements, and what stands where in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from dateline.errors import UsageError
from dateline.model.record import Record, Value
from dateline.store.judging import NOUNS
from dateline.store.seen import Joins, as_seen, joins
from dateline.store.store import Store, record_from
from dateline.store.tables import judged, judgements, readings, sources, versions


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement for eyes: its number, when and by whom it was made and why, of which value, and whether it was taken back.

    ``path`` is where its value stands in the record as read; None for what holds of actors everywhere, and where the words are gone.
    """

    id: int
    made_at: str
    who: str
    why: str
    action: str
    path: str | None
    field: str | None
    replacement: str | None
    actor: str | None
    other: str | None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a report: its number, where it came from, when it was fetched and kept, its digest, whether text and bytes are kept."""

    number: int
    address: str
    source: str | None
    headline: str | None
    published: str | None
    media_type: str
    digest: str
    raw: str | None
    retrieved: str | None
    kept_at: str
    has_text: bool
    redacted_at: str | None


@dataclass(frozen=True, slots=True)
class Viewed:
    """A version of a report: ``machine`` is its record as read, ``seen`` the same through the judgements ``said`` of it.

    ``versions`` are all texts of the report, the oldest first; ``current``: this is the one that answers questions now.
    """

    reading: int
    current: bool
    version: Version
    versions: tuple[Version, ...]
    machine: Record
    seen: Record
    said: tuple[Said, ...]
    joined: Joins

    def numbers(self, noun: str) -> tuple[int | None, ...]:
        """For each value of ``seen`` of that kind its number in ``machine``; None for an actor whom a person split off."""
        if noun == "actors":
            ids = [self.joined.canonical(actor.id) for actor in self.machine.actors]
            return tuple(ids.index(actor.id) if actor.id in ids else None for actor in self.seen.actors)
        gone = {each.path for each in self.said if each.action == "reject"}
        return tuple(number for number in range(len(values_of(self.machine, noun))) if f"{noun}/{number}" not in gone)

    def place(self, path: str) -> int | None:
        """Where the value at ``path`` (its path in ``machine``) stands in its list in ``seen``; None where it was rejected."""
        noun, _, number = path.partition("/")
        numbers = self.numbers(noun) if noun in NOUNS else ()
        return numbers.index(int(number)) if number.isdecimal() and int(number) in numbers else None

    def said_of(self, path: str) -> tuple[Said, ...]:
        """The judgements that stand on the value at ``path``, the oldest first."""
        return tuple(each for each in self.said if each.path == path and not each.taken_back)


def values_of(record: Record, noun: str) -> Sequence[Value]:
    """The values of that kind in the record's own order."""
    found: Sequence[Value] = getattr(record, noun)
    return found


def viewed(store: Store, article: str, number: int | None = None) -> Viewed:
    """The version ``number`` (None: the newest) of ``article``. ``UsageError`` where the store has none."""
    with store.reading() as connection:
        texts = {row.number: row for row in connection.execute(_versions(article))}
        query = select(readings.c.id, readings.c.current, readings.c.record, versions.c.number, versions.c.text, versions.c.length)
        query = query.join(versions, versions.c.id == readings.c.version).where(readings.c.article == article)
        query = query.where(readings.c.kept_at.is_not(None), readings.c.current if number is None else versions.c.number == number)
        found = connection.execute(query.order_by(readings.c.id.desc()).limit(1)).first()
        if found is None:
            raise UsageError(f"The store has no article {article[:80]}{f' in version {number}' if number is not None else ''}.")
        machine, joined = record_from(connection, found.id, found.record, found.text, found.length), joins(connection)
        seen = as_seen(connection, found.id, machine, joined)
        said = _said(connection, found.id, article, joined, machine)
    listed = {each: _version(row) for each, row in texts.items()}
    return Viewed(found.id, found.current, listed[found.number], tuple(listed.values()), machine, seen, said, joined)


def text_of(store: Store, article: str, number: int) -> str | None:
    """The text of a version; None where it was dropped. ``UsageError`` where there is none."""
    with store.reading() as connection:
        row = connection.execute(select(versions.c.text).where(versions.c.article == article, versions.c.number == number)).first()
    if row is None:
        raise UsageError(f"The store has no article {article[:80]} in version {number}.")
    text: str | None = row.text
    return text


def _versions(article: str) -> Select[Any]:
    query = select(versions, sources.c.name.label("from_source"), versions.c.text.is_not(None).label("has_text"))
    query = query.outerjoin(sources, sources.c.id == versions.c.source)
    return query.where(versions.c.article == article).order_by(versions.c.number)


def _version(row: Row[Any]) -> Version:
    return Version(
        row.number, row.uri, row.from_source, row.headline, row.published, row.media_type, row.source_sha256, row.raw, row.retrieved,
        row.kept_at, bool(row.has_text), row.redacted_at,
    )  # fmt: skip


def _said(connection: Connection, reading: int, article: str, joined: Joins, machine: Record) -> tuple[Said, ...]:
    """Everything that was ever said of the article, and of the joined actors in it."""
    taken_back = frozenset(connection.execute(select(judgements.c.withdraws).where(judgements.c.withdraws.is_not(None))).scalars())
    where = select(judged.c.judgement, judged.c.number).where(judged.c.reading == reading)
    places: Mapping[int, int | None] = dict(connection.execute(where).all())
    ids = sorted({each for actor in machine.actors for each in joined.all_of(actor.id)}) if joined.pairs else []
    query = select(judgements).where(or_(judgements.c.article == article, judgements.c.other.in_(ids) & (judgements.c.action == "join")))
    out = []
    for row in connection.execute(query.order_by(judgements.c.id)):
        number = places.get(row.id)
        path = f"{row.noun}/{number}" if number is not None else None
        out.append(Said(row.id, row.made_at, row.who, row.why, row.action, path, row.field, row.replacement, row.actor, row.other,
                        row.id in taken_back))  # fmt: skip
    return tuple(out)
