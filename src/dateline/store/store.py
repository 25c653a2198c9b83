"""The store: every report, every version of it and every value with its evidence; nothing is lost, everything can be asked."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from dateline.errors import StoreError, UsageError
from dateline.model.record import Record
from dateline.store import moments
from dateline.store.asking import Asking
from dateline.store.engines import WAIT, WHOLE, WRITES, engine_for, plainly
from dateline.store.keeping import Item, Keeping, Kept
from dateline.store.packing import decompress, unpack
from dateline.store.seen import as_seen
from dateline.store.structure import prepare
from dateline.store.tables import evidence, raw, readings, versions
from dateline.store.writer import alone

GROUP = 1_024  # records of one transaction where many are kept: the disk is waited for once, and a page that many change is written once
PAGE = 200  # records fetched at a time


class Store(Asking):
    """A store at an address: a file (made where there is none) or ``postgresql+psycopg://USER@HOST/NAME``.

    Many may read while one writes; a second writer waits for the first. ``did`` says in one sentence what opening did (made or
    migrated the store), None if nothing. Raises ``StoreError`` where it cannot be opened, ``StoreTooNew`` where a newer version
    of the program has made it, ``UsageError`` for an address that is none.
    """

    def __init__(
        self,
        address: str | Path,
        *,
        readonly: bool = False,
        wait: float = WAIT,
        clock: Callable[[], str] = moments.now,
        unfinished: bool = False,
    ) -> None:
        """Opens or makes the store; ``wait`` is how many seconds a writer waits for another, ``clock`` tells moments of keeping.

        ``unfinished`` opens even what an interrupted copy left behind.
        """
        self.address = str(address)
        self.readonly = readonly
        self._clock = clock
        self.engine = engine_for(self.address, readonly=readonly, wait=wait)
        try:
            with plainly(self.address):
                self.did = prepare(self.engine, self.address, readonly=readonly, unfinished=unfinished)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask questions with; it sees one state of the store, whatever is written meanwhile."""
        with plainly(self.address), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, whole: bool = False) -> Iterator[Connection]:
        """A connection in one writing transaction: everything in it is stored at its end, or nothing.

        ``whole`` is for those who only add rows together with all that these refer to.
        """
        if self.readonly:
            raise StoreError(f"The store {self.address} was opened for reading only.")
        options = {WRITES: True, WHOLE: whole}
        with plainly(self.address), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the right to write for long (collecting, re-reading); ``StoreLocked`` at once where another program has it."""
        with alone(self.engine, self.address):
            yield

    def now(self) -> str:
        """This moment, as the store writes it."""
        return self._clock()

    def keep(self, record: Record, *, raw: bytes | None = None, source: str | None = None, retrieved: str | None = None) -> Kept:
        """Keeps ``record`` with all its values, in one transaction; says where, and whether it was new.

        ``raw`` are the bytes it was read from, ``source`` the name of the source it came by, ``retrieved`` when it was fetched. The same
        text of the same article is not stored again; another text is a new version, whose reading takes the place of the old one's.
        """
        return self.keep_group([Item(record, raw, source, retrieved)])[0]

    def keep_group(self, items: list[Item]) -> tuple[Kept, ...]:
        """Keeps ``items`` in one transaction: all of them or, where an error is raised, none."""
        with _undisturbed(), self.writing(whole=True) as connection:
            return Keeping(connection, self.now()).keep(items)

    def keep_all(self, items: Iterable[Item]) -> Iterator[Kept]:
        """Keeps many, a group a transaction, and tells of each after its group is safe on the disk."""
        waiting = iter(items)
        while group := list(islice(waiting, GROUP)):
            yield from self.keep_group(group)

    def record(self, article: str, *, version: int | None = None, judged: bool = False) -> Record:
        """The record of an article as it was kept: its current reading, or the newest one of its ``version`` (1, 2, ...).

        ``judged`` shows it through people's judgements. Where the text was dropped (``store retain``), the record's text holds the
        quoted words alone, the rest as ``░``. Raises ``UsageError`` where there is none.
        """
        query = _stored.where(readings.c.article == article, readings.c.kept_at.is_not(None))
        query = query.where(readings.c.current) if version is None else query.where(versions.c.number == version)
        with self.reading() as connection:
            found = connection.execute(query.order_by(readings.c.id.desc()).limit(1)).first()
            if found is None:
                which = f"version {version} of {article}" if version is not None else article
                raise UsageError(f"The store {self.address} has no article {which}; dateline find lists what it has.")
            record = record_from(connection, *found)
            return as_seen(connection, found[0], record) if judged else record

    def records(self, *, after: int = 0) -> Iterator[Record]:
        """The records of all current readings in the order they were kept, from the one after the reading ``after`` on."""
        while True:
            with self.reading() as connection:
                found = connection.execute(
                    _stored.where(readings.c.current, readings.c.id > after).order_by(readings.c.id).limit(PAGE)
                ).all()
                made = [record_from(connection, *row) for row in found]
            if not found:
                return
            yield from made
            after = found[-1][0]

    def raw(self, sha256: str) -> bytes | None:
        """The bytes with this digest as they came, None where they were not kept or were dropped."""
        with self.reading() as connection:
            content = connection.execute(select(raw.c.content).where(raw.c.sha256 == sha256)).scalar()
        return decompress(content) if content is not None else None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Lets the search for unreachable cycles rest: the many short-lived rows of a group hold none, and it takes a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


_stored = select(readings.c.id, readings.c.record, versions.c.text, versions.c.length).join(versions, versions.c.id == readings.c.version)


def record_from(connection: Connection, reading: int, packed: bytes, text: str | None, length: int) -> Record:
    """The record of a reading from its row: ``packed`` and the text of its version, of which only the quoted words may be left."""
    return unpack(packed, text if text is not None else _quoted(connection, reading, length))


def _quoted(connection: Connection, reading: int, length: int) -> str:
    """A text of which only the quoted words are left."""
    left = ["░"] * length
    for start, quote in connection.execute(select(evidence.c.start, evidence.c.quote).where(evidence.c.reading == reading)):
        left[start : start + len(quote)] = quote
    return "".join(left)
