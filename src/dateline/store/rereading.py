"""Reading everything again with the present version of the program, resumable; the old readings answer until the new are complete."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select, update

from dateline import ingest
from dateline.errors import UnreadableSource
from dateline.model.article import Article
from dateline.model.record import Record
from dateline.store.following import lasting
from dateline.store.keeping import Keeping, supersede
from dateline.store.packing import decompress, unpack
from dateline.store.store import Store
from dateline.store.tables import raw, readings, rereads, versions
from dateline.store.writing import Numbers
from dateline.version import VERSION

GROUP = 32  # readings of one transaction: what is lost of the work where it is stopped
NOTED = frozenset(("not-english", "date-implausible", "date-ambiguous", "date-inconsistent", "teaser"))  # findings of the readers of bytes
WHOLE = frozenset(("text/plain", "text/html"))  # kinds of source whose bytes are one report
LISTS = ("actors", "places", "times", "statements", "events", "positions", "commitments", "figures", "memberships", "findings")


@dataclass(frozen=True, slots=True)
class Change:
    """What a re-reading changed in one article: by list of the record, how many values are new and how many gone."""

    article: str
    headline: str | None
    counts: tuple[tuple[str, int, int], ...]

    def __str__(self) -> str:
        """As one line."""
        parts = ", ".join(f"{name} +{new} -{gone}" for name, new, gone in self.counts)
        return f"{self.article} {self.headline or ''}: {parts}"


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of a re-reading: its number, how many articles were read, and what changed."""

    id: int
    read: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A version whose current reading is to be made anew."""

    reading: int
    version: int
    article: Article


ReadAll = Callable[[Iterable[Article]], Iterable[Record]]


def reread(store: Store, read_all: ReadAll, *, knowledge: str, since: str | None = None) -> Reread:
    """Reads the current version of every article again with ``read_all``, which gives the record of each article, in their order.

    ``knowledge`` is the digest of what it knows; ``since`` (a moment) leaves out what was kept before. Stopped, it goes on where it was;
    only when all is read do the new readings take the place of the old, all in one instant. Articles that this version of the program,
    with the same knowledge, has read already are left alone.
    """
    with store.alone():
        number = _begin(store, since, knowledge)
        asked: deque[_Waiting] = deque()
        done: list[tuple[_Waiting, Record]] = []
        for record in read_all(_articles(store, number, since, asked)):
            done.append((asked.popleft(), record))
            if len(done) == GROUP:
                _keep(store, number, done)
                done = []
        _keep(store, number, done)
        return _finish(store, number)


def _articles(store: Store, number: int, since: str | None, asked: deque[_Waiting]) -> Iterator[Article]:
    for group in _groups(store, number, since):
        for each in group:
            asked.append(each)
            yield each.article


def _begin(store: Store, since: str | None, knowledge: str) -> int:
    with store.writing() as connection:
        open_one = select(rereads.c.id).where(
            rereads.c.finished_at.is_(None), rereads.c.program == VERSION, rereads.c.knowledge == knowledge
        )
        found = connection.execute(open_one.where(rereads.c.since.is_not_distinct_from(since))).scalar()
        if found is not None:
            return int(found)
        _throw_away(connection)
        numbers = Numbers(connection, "rereads")
        number = numbers()
        numbers.close()
        connection.execute(insert(rereads).values(id=number, started_at=store.now(), since=since, program=VERSION, knowledge=knowledge))
    return number


def _throw_away(connection: Connection) -> None:
    """Readings of a re-reading that was stopped and is not the one that begins now."""
    connection.execute(delete(readings).where(readings.c.kept_at.is_(None)))
    connection.execute(delete(rereads).where(rereads.c.finished_at.is_(None)))


def _groups(store: Store, number: int, since: str | None) -> Iterator[list[_Waiting]]:
    after = 0
    while True:
        with store.reading() as connection:
            found = list(_waiting(connection, number, since, after))
        if not found:
            return
        yield found
        after = found[-1].reading


def _waiting(connection: Connection, number: int, since: str | None, after: int) -> Iterator[_Waiting]:
    run = connection.execute(select(rereads).where(rereads.c.id == number)).one()
    done = select(readings.c.version).where(readings.c.reread == number)
    query = (
        select(readings.c.id, readings.c.version, readings.c.record, versions.c.text, raw.c.content)
        .join(versions, versions.c.id == readings.c.version)
        .outerjoin(raw, raw.c.sha256 == versions.c.raw)
        .where(readings.c.current, readings.c.id > after, versions.c.text.is_not(None), versions.c.redacted_at.is_(None))
        .where((readings.c.program != run.program) | (readings.c.knowledge != run.knowledge), readings.c.version.not_in(done))
    )
    if since is not None:
        query = query.where(versions.c.kept_at >= since)
    for reading, version, packed, body, content in connection.execute(query.order_by(readings.c.id).limit(GROUP)):
        record = unpack(packed, body)
        yield _Waiting(reading, version, _article(record, decompress(content) if content is not None else None))


def _article(record: Record, content: bytes | None) -> Article:
    """The article to read: from its bytes where they still give the same text, else as it was kept."""
    kept = record.article
    stored = replace(kept, notes=tuple(finding for finding in record.findings if finding.kind in NOTED))
    if content is None or kept.source.media_type not in WHOLE:
        return stored
    given = kept.published.value if kept.published is not None and kept.published.origin == "given" else None
    try:
        fresh = ingest.article(content, uri=kept.source.uri, published=given)
    except UnreadableSource:
        return stored
    return replace(fresh, id=kept.id, source=kept.source) if fresh.version == kept.version else stored


def _keep(store: Store, number: int, done: Sequence[tuple[_Waiting, Record]]) -> None:
    if not done:
        return
    with store.writing() as connection:
        keeping = Keeping(connection, store.now())
        keeping.look_up_judgements([each.article.id for each, _ in done])
        for each, record in done:
            keeping.add_reading(record, each.version, reread=number)
        keeping.close()


def _finish(store: Store, number: int) -> Reread:
    """Puts the new readings in the place of the old, but for articles that got another version meanwhile."""
    with store.writing() as connection:
        new, moment = readings.alias("new"), store.now()
        query = (
            select(new.c.id, new.c.record, readings.c.id, readings.c.record, versions.c.text, versions.c.headline)
            .join(readings, (readings.c.version == new.c.version) & readings.c.current)
            .join(versions, versions.c.id == new.c.version)
            .where(new.c.reread == number, new.c.kept_at.is_(None))
        )
        changes, taken, old = [], [], []
        for fresh, fresh_record, stale, stale_record, body, headline in connection.execute(query.order_by(new.c.id)):
            taken.append(fresh)
            old.append(stale)
            change = _change(unpack(stale_record, body or ""), unpack(fresh_record, body or ""), headline)
            if change.counts:
                changes.append(change)
        if old:
            supersede(connection, old, moment)
        for part in (taken[start : start + 500] for start in range(0, len(taken), 500)):
            connection.execute(update(readings).where(readings.c.id.in_(part)).values(current=True, kept_at=moment))
        connection.execute(delete(readings).where(readings.c.reread == number, readings.c.kept_at.is_(None)))
        done = update(rereads).where(rereads.c.id == number)
        connection.execute(done.values(finished_at=moment, readings=len(taken), changed=len(changes)))
    return Reread(number, len(taken), tuple(changes))


def _change(old: Record, new: Record, headline: str | None) -> Change:
    counts = []
    for name in LISTS:
        before, after = (Counter(map(lasting, getattr(record, name))) for record in (old, new))
        if before != after:
            counts.append((name, (after - before).total(), (before - after).total()))
    return Change(new.article.id, headline, tuple(counts))
