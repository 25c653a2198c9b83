"""Is everything in the store as it was stored? Digests, spans against texts, rows against records, references."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from sqlalchemy import Connection, func, select

from dateline.errors import StoreError
from dateline.model.record import Record
from dateline.store.packing import decompress, digest_of, unpack
from dateline.store.rows import Row, Rows, add_values, piece_rows
from dateline.store.store import Store
from dateline.store.tables import articles, metadata, quotes, raw, readings, versions

PAGE = 100
UNNUMBERED = "pieces"  # its first column is a number of its own


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not as it should be: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        """As one line."""
        return f"{self.where}: {self.what}"


def check(store: Store, step: Callable[[], None] = lambda: None) -> Iterator[Problem]:
    """Every problem found; ``step`` is called after each report. Nothing is changed."""
    with store.reading() as connection:
        yield from _data_base(connection)
        yield from _articles(connection)
        yield from _raw(connection)
        after = 0
        while found := _page(connection, after):
            for row in found:
                yield from _reading(connection, *row)
                step()
            after = found[-1][0]


def _page(connection: Connection, after: int) -> list[tuple[int, str, int, str, bytes, str | None, str, str | None, int]]:
    query = (
        select(
            readings.c.id, versions.c.article, versions.c.number, readings.c.digest, readings.c.record, versions.c.text, versions.c.sha256,
            versions.c.redacted_at, versions.c.id
        )
        .join(versions, versions.c.id == readings.c.version)
        .where(readings.c.id > after)
    )  # fmt: skip
    return [tuple(row) for row in connection.execute(query.order_by(readings.c.id).limit(PAGE))]


def _data_base(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem("the file", said)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"table {table}, row {row}", f"refers to something that is not in {parent}")


def _articles(connection: Connection) -> Iterator[Problem]:
    current = select(readings.c.article).where(readings.c.current)
    for (article,) in connection.execute(select(articles.c.id).where(articles.c.id.not_in(current))):
        yield Problem(f"article {article}", "has no current reading")
    quoted = select(func.count()).select_from(quotes).where(quotes.c.stop - quotes.c.start < func.length(quotes.c.quote))
    if (wrong := connection.execute(quoted).scalar_one()) > 0:
        yield Problem("quotes", f"{wrong} quotes are longer than their spans")


def _raw(connection: Connection) -> Iterator[Problem]:
    after = ""
    query = select(raw.c.sha256, raw.c.content)
    while found := connection.execute(query.where(raw.c.sha256 > after).order_by(raw.c.sha256).limit(PAGE)).all():
        for sha256, content in found:
            if content is not None and (wrong := _damage(content, sha256)):
                yield Problem(f"raw bytes {sha256}", wrong)
        after = found[-1][0]


def _damage(content: bytes, digest: str) -> str | None:
    try:
        return None if digest_of(decompress(content)) == digest else "do not have the digest that they are kept under"
    except StoreError as error:
        return str(error)


def _reading(connection: Connection, reading: int, article: str, number: int, digest: str, packed: bytes, body: str | None, sha256: str,
             redacted: str | None, version: int) -> Iterator[Problem]:  # fmt: skip
    where = f"article {article}, version {number}, reading {reading}"
    if wrong := _damage(packed, digest):
        yield Problem(where, f"the record: {wrong}")
        return
    if body is None:
        return
    if redacted is None and hashlib.sha256(body.encode("utf-8", "replace")).hexdigest() != sha256:
        yield Problem(where, "the text does not have the digest that it is kept under")
        return
    rows, record = Rows(), unpack(packed, body)
    add_values(rows, record, reading, version, count(1).__next__)
    for name, made in rows.tables():
        stored = _comparable(name, _stored(connection, name, reading))
        if stored != _comparable(name, made) and not (name == UNNUMBERED and stored == _apart(record, reading, version)):
            yield Problem(where, f"the rows in table {name} are not those of the record")


def _stored(connection: Connection, name: str, reading: int) -> list[Row]:
    table = metadata.tables[name]
    return [tuple(row) for row in connection.execute(select(*table.columns).where(table.c.reading == reading))]


def _apart(record: Record, reading: int, version: int) -> list[Row]:
    """The rows of full text as earlier versions of the program cut them: pieces that do not overlap."""
    return _comparable(UNNUMBERED, list(piece_rows(record, reading, version, count(1).__next__, overlap=0)))


def _comparable(name: str, rows: list[Row]) -> list[Row]:
    return sorted((row[1:] if name == UNNUMBERED else row for row in rows), key=repr)
