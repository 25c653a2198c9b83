"""Keeping records: which of them are new, which are new versions, and all their rows in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, select, update

from dateline.model.record import Record
from dateline.model.serial import to_json
from dateline.store.following import followed, standing
from dateline.store.packing import compress, digest_of, pack
from dateline.store.rows import Rows, add_values
from dateline.store.tables import forgotten, propositions, raw, readings, sources, versions
from dateline.store.writing import Numbers, insert, write

Outcome = Literal["new", "new version", "same", "forgotten"]
COUNTED = ("versions", "readings", "search", "sources")


@dataclass(frozen=True, slots=True)
class Item:
    """A record to be kept: the bytes it was read from (None: not kept), the source it came by, when it was fetched (ISO 8601)."""

    record: Record
    raw: bytes | None = None
    source: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record is now: ids of article, version and reading, and whether it was new.

    ``forgotten`` is an article that was erased on request and is not taken in again; it has no version and no reading.
    """

    article: str
    version: int | None
    reading: int | None
    outcome: Outcome


@dataclass(slots=True)
class _Latest:
    """The newest version of an article and its current reading."""

    version: int
    number: int
    sha256: str
    reading: int


class Keeping:
    """One transaction of keeping: decides item by item, collects rows, writes them at the end."""

    def __init__(self, connection: Connection, moment: str) -> None:
        """``connection`` is in a writing transaction; ``moment`` is when everything in it is kept."""
        self._connection, self._moment = connection, moment
        self._rows = Rows()
        self._numbers = {name: Numbers(connection, name) for name in COUNTED}
        self._latest: dict[str, _Latest] = {}
        self._forgotten: set[str] = set()
        self._sources: dict[str, int] = {}
        self._raw: set[str] = set()
        self._propositions: dict[str, str] = {}
        self._superseded: list[int] = []
        self._judgements: list[Any] = []

    def keep(self, items: Sequence[Item]) -> tuple[Kept, ...]:
        """Keeps ``items``, in order; a second text of one article among them is a new version like any other."""
        self._look_up(items)
        out = tuple(self._keep(item) for item in items)
        self._write()
        return out

    def _look_up(self, items: Sequence[Item]) -> None:
        ids = sorted({item.record.article.id for item in items})
        self.look_up_judgements(ids)
        found = self._connection.execute(
            select(readings.c.article, versions.c.id, versions.c.number, versions.c.sha256, readings.c.id)
            .join(versions, versions.c.id == readings.c.version)
            .where(readings.c.article.in_(ids), readings.c.current)
        )
        self._latest = {article: _Latest(*rest) for article, *rest in found}
        digests = [digest_of(name.encode("utf-8", "replace")) for name in ids]
        self._forgotten = set(self._connection.execute(select(forgotten.c.sha256).where(forgotten.c.sha256.in_(digests))).scalars())
        names = sorted({item.source for item in items if item.source is not None})
        if names:
            query = select(sources.c.name, sources.c.id).where(sources.c.name.in_(names))
            self._sources = dict(self._connection.execute(query).all())
        contents = {digest_of(item.raw) for item in items if item.raw is not None}
        if contents:
            self._raw = set(self._connection.execute(select(raw.c.sha256).where(raw.c.sha256.in_(sorted(contents)))).scalars())

    def look_up_judgements(self, ids: Sequence[str]) -> None:
        """Finds the judgements that new readings of these articles take along."""
        self._judgements = standing(self._connection, ids)

    def _keep(self, item: Item) -> Kept:
        article = item.record.article
        if self._forgotten and digest_of(article.id.encode("utf-8", "replace")) in self._forgotten:
            return Kept(article.id, None, None, "forgotten")
        latest = self._latest.get(article.id)
        if latest is not None and latest.sha256 == article.version:
            return Kept(article.id, latest.version, latest.reading, "same")
        source = self._source(item.source)
        if latest is None:
            self._rows.articles.append((article.id, article.source.uri, source, self._moment))
        else:
            self._supersede(latest.reading)
        version, number = self._numbers["versions"](), latest.number + 1 if latest is not None else 1
        self._version(item, version, number, source)
        reading = self.add_reading(item.record, version)
        self._latest[article.id] = _Latest(version, number, article.version, reading)
        return Kept(article.id, version, reading, "new version" if latest is not None else "new")

    def _supersede(self, reading: int) -> None:
        """Marks ``reading`` as no longer current, whether it is stored already or waits here."""
        waiting = self._rows.readings
        place = next((n for n, row in enumerate(waiting) if row[0] == reading), None)
        if place is None:
            self._superseded.append(reading)
        else:
            values = dict(zip(readings.columns.keys(), waiting[place], strict=True)) | {"current": False, "superseded_at": self._moment}
            waiting[place] = tuple(values.values())

    def _source(self, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self._sources:
            self._sources[name] = self._numbers["sources"]()
            insert(self._connection, "sources", [(self._sources[name], name, None, None, self._moment)])
        return self._sources[name]

    def _version(self, item: Item, version: int, number: int, source: int | None) -> None:
        article = item.record.article
        content = self._content(item.raw, article.source.media_type) if item.raw is not None else None
        self._rows.versions.append(
            (version, article.id, number, article.version, article.source.uri, article.source.media_type, article.source.sha256, content,
             source, article.language, article.headline.text if article.headline is not None else None,
             article.byline.text if article.byline is not None else None, article.dateline.agency if article.dateline is not None else None,
             article.published.value if article.published is not None else None,
             article.published.origin if article.published is not None else None, article.text, len(article.text),
             item.retrieved or article.source.retrieved, self._moment, None, None)
        )  # fmt: skip

    def _content(self, content: bytes, media_type: str) -> str:
        digest = digest_of(content)
        if digest not in self._raw:
            self._raw.add(digest)
            self._rows.raw.append((digest, media_type, len(content), compress(content), self._moment, None))
        return digest

    def add_reading(self, record: Record, version: int, *, reread: int | None = None) -> int:
        """Adds a reading of ``version``: the current one, or one that waits for the end of the re-reading ``reread``."""
        reading, packed, made = self._numbers["readings"](), pack(record), record.manifest
        models, settings = (_pairs(each) for each in (made.models, made.settings))
        published = record.article.published.value if record.article.published is not None else None
        self._rows.readings.append(
            (reading, version, record.article.id, published, reread is None, self._moment if reread is None else None, None, reread,
             made.dateline, made.knowledge, models, settings, packed.digest, packed.content)
        )  # fmt: skip
        add_values(self._rows, record, reading, version, self._numbers["search"])
        self._propositions.update((each.proposition.id, each.proposition.text) for each in record.positions)
        for made in self._judgements:
            if made.article == record.article.id:
                self._rows.judged.append((made.id, reading, made.action, made.noun, followed(record, made)))
        return reading

    def _write(self) -> None:
        if self._propositions:
            known = set(
                self._connection.execute(select(propositions.c.id).where(propositions.c.id.in_(sorted(self._propositions)))).scalars()
            )
            new = [(name, words, self._moment) for name, words in sorted(self._propositions.items()) if name not in known]
            if new:
                insert(self._connection, "propositions", list(new))
        if self._superseded:
            supersede(self._connection, self._superseded, self._moment)
        write(self._connection, self._rows)
        for numbers in self._numbers.values():
            numbers.close()

    def close(self) -> None:
        """Writes what ``add_reading`` collected."""
        self._write()


def supersede(connection: Connection, ids: Sequence[int], moment: str) -> None:
    """Marks the readings ``ids`` as no longer current from ``moment`` on."""
    statement = update(readings).where(readings.c.id == bindparam("which")).values(current=False, superseded_at=moment)
    connection.execute(statement, [{"which": each} for each in ids])


def _pairs(pairs: object) -> str:
    import json

    return json.dumps(to_json(pairs), ensure_ascii=False, sort_keys=True)
