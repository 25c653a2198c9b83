"""The cost of a store of many reports: writing, size, opening; the reports are made up by sampling what real records hold.

    python benchmarks/store.py [--reports 100000] [--copies 1] [--then 0] [--store FILE] [--shuffled]

Each made report takes its text's paragraphs, and the number and kinds of its values, from a record of ``samples/``; which of the
sampled values stand at the places is drawn anew, ids of actors and propositions are spread over as many as a large archive has, days of
publication over ten years: one day after the other, some days late, as a collector meets them; with --shuffled in any order, as an old
archive may lie, which is the hardest for indexes that are in the order of days. Everything is drawn with a fixed seed: the same number of
reports is the same store.

A large store takes long to be written. With --copies 20 a twentieth of the reports is written as ever and then multiplied inside the
file, each copy under other addresses and on later days: the tables, their indexes and the full-text index are as large as if all had
been written, only the texts come again. --then writes so many more as ever into what is there by then; their speed is told apart.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from dateline.model.actor import ActorRef
from dateline.model.article import Published
from dateline.model.event import Event
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Item, Store
from dateline.store.store import GROUP
from dateline.store.tables import OF_READINGS, metadata

ROOT = Path(__file__).parent.parent
SAMPLES = ("*.txt", "*.html")
FIRST_DAY, DAYS = date(2016, 1, 1), 3652
MADE_ACTORS = 20_000  # beside the known ones
LATE = 5  # days that a report may come after its day
ROUNDS = 5


def sampled() -> tuple[Record, ...]:
    """The records of the sample reports."""
    pipeline = Pipeline()
    return tuple(pipeline.read(path) for pattern in SAMPLES for path in sorted((ROOT / "samples").glob(pattern)))


class Generator:
    """Makes reports up, one after the other, always the same ones for the same seed."""

    def __init__(self, records: tuple[Record, ...], seed: int = 5, *, shuffled: bool = False) -> None:
        """Samples from ``records``; ``shuffled``: their days come in any order."""
        self._shuffled = shuffled
        self._records, self._dice = records, random.Random(seed)
        self._known = sorted({actor.id for record in records for actor in record.actors if actor.known})
        self._words = sorted({word for record in records for word in record.article.text.split() if word.isalpha() and len(word) > 5})

    def reports(self, count: int, *, first: int = 0, of: int | None = None) -> Iterator[Item]:
        """``count`` records to be kept, from number ``first`` on, of the ``of`` that a store of ten years holds."""
        for number in range(first, first + count):
            day = self._dice.randrange(DAYS) if self._shuffled else max(number * DAYS // (of or count) - self._dice.randrange(LATE), 0)
            yield Item(self._report(number, FIRST_DAY + timedelta(days=day)), source=f"feed-{number % 50}")

    def _report(self, number: int, published: date) -> Record:
        model = self._dice.choice(self._records)
        names = {actor.id: self._actor(actor.id) for actor in model.actors}
        text = self._text(model.article.text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        article = replace(
            model.article,
            id=hashlib.sha256(f"{number}".encode()).hexdigest()[:24],
            version=digest,
            text=text,
            source=replace(model.article.source, uri=f"https://news.example/{number}", sha256=digest),
            published=Published(published.isoformat(), "metadata"),
        )
        return replace(
            model,
            article=article,
            actors=tuple(replace(actor, id=names[actor.id]) for actor in model.actors),
            events=tuple(self._event(event, names) for event in model.events),
            positions=tuple(replace(each, actor=names.get(each.actor, each.actor)) for each in model.positions),
        )

    def _actor(self, actor: str) -> str:
        if self._dice.random() < 0.5:
            return self._known[int(len(self._known) * self._dice.random() ** 2)]
        return f"{actor}-{int(MADE_ACTORS * self._dice.random() ** 3)}"

    def _event(self, event: Event, names: dict[str, str]) -> Event:
        def ref(found: ActorRef) -> ActorRef:
            return replace(found, actor=names.get(found.actor, found.actor)) if found.actor is not None else found

        model = self._dice.choice(self._dice.choice(self._records).events or (event,))
        parties = {"actors": tuple(map(ref, event.actors)), "recipients": tuple(map(ref, event.recipients))}
        return replace(event, type=model.type, mode=model.mode, factuality=replace(model.factuality, cues=event.factuality.cues), **parties)

    def _text(self, text: str) -> str:
        """``text`` with one word in eight replaced by another of the same length or cut to it: spans stay where they are."""
        words = text.split(" ")
        for place in range(0, len(words), 8):
            if words[place].isalpha():
                words[place] = self._dice.choice(self._words).ljust(len(words[place]), "e")[: len(words[place])]
        return " ".join(words)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--copies", type=int, default=1, help="write one of so many parts of the reports, and copy it for the others")
    parser.add_argument("--then", type=int, default=0, help="write so many more, and tell their speed")
    parser.add_argument("--store", help="where to make it; kept. Default: a temporary file")
    parser.add_argument("--shuffled", action="store_true", help="days of publication in any order")
    arguments = parser.parse_args()
    generator = Generator(sampled(), shuffled=arguments.shuffled)
    with tempfile.TemporaryDirectory() as folder:
        address = arguments.store or str(Path(folder) / "dateline.db")
        print(
            f"machine            {platform.processor() or platform.machine()}, Python {platform.python_version()}, "
            f"SQLite {sqlite3.sqlite_version}"
        )
        part, total = arguments.reports // arguments.copies, arguments.reports // arguments.copies * arguments.copies + arguments.then
        fill(address, generator.reports(part, of=total), part)
        if arguments.copies > 1:
            multiply(address, part, arguments.copies, total)
        if arguments.then:
            fill(address, generator.reports(arguments.then, first=total - arguments.then, of=total), arguments.then)
        weigh(address)
        opening(address)


def fill(address: str, waiting: Iterator[Item], count: int) -> None:
    """Writes ``count`` reports; prints how quickly."""
    took = worked = 0.0
    with Store(address) as store:
        while group := list(islice(waiting, GROUP)):
            begin, busy = time.perf_counter(), time.process_time()
            store.keep_group(group)
            took, worked = took + time.perf_counter() - begin, worked + time.process_time() - busy
    print(f"written            {count}, {GROUP} a transaction")
    print(f"records a second   {count / took:.0f}  (at least 400); {count / worked:.0f} a second of processor time", flush=True)


def multiply(address: str, part: int, copies: int, total: int) -> None:
    """Makes ``copies`` of the ``part`` reports that are there, each on the days after the one before; prints how long it took."""
    begin = time.perf_counter()
    with closing(sqlite3.connect(address, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        listed = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        indexes = connection.execute(listed).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        last = {name: connection.execute(f"SELECT max(id) FROM {name}").fetchone()[0] for name in ("versions", "readings", "pieces")}
        for copy in range(1, copies):
            shift = {f"past_{name}": number * copy for name, number in last.items()}
            _copy(connection, {**shift, "copy": copy, "days": f"+{copy * part * DAYS // total} days"}, last)
            print(f"copied             {copy} of {copies - 1}, {time.perf_counter() - begin:.0f} s", flush=True)
        for _, made in indexes:
            connection.execute(made)
        for name, counter in (("versions", "versions"), ("readings", "readings"), ("pieces", "search")):
            connection.execute("UPDATE counters SET next = ? WHERE name = ?", (last[name] * copies + 1, counter))
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    print(f"multiplied         by {copies} in {time.perf_counter() - begin:.0f} s", flush=True)


SHIFTED = {"reading": "reading + :past_readings", "version": "version + :past_versions", "published": "date(published, :days)",
           "article": "article || '-' || :copy", "uri": "uri || '/' || :copy",
           "address": "address || '/' || :copy"}  # fmt: skip


def _copy(connection: sqlite3.Connection, shift: dict[str, int | str], last: dict[str, int]) -> None:
    connection.execute("BEGIN")
    for name in ("articles", "versions", "readings", *(table.name for table in OF_READINGS)):
        columns = [column.name for column in metadata.tables[name].columns]
        made = {**SHIFTED, "id": SHIFTED["article"].replace("article", "id") if name == "articles" else f"id + :past_{name}"}
        chosen = ", ".join(made.get(column, f'"{column}"') for column in columns)
        those = f"{'id' if name in last else 'reading'} <= {last.get(name, last['readings'])}"
        if name == "articles":
            those = f"id IN (SELECT article FROM readings WHERE id <= {last['readings']})"
        quoted = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"INSERT INTO {name} ({quoted}) SELECT {chosen} FROM {name} WHERE {those} ORDER BY 1, 2", shift)
    connection.execute("COMMIT")


def weigh(address: str) -> None:
    """Prints how large the store is."""
    with closing(sqlite3.connect(address)) as connection:
        count = connection.execute("SELECT count(*) FROM readings").fetchone()[0]
    size = sum(path.stat().st_size for path in Path(address).parent.glob(Path(address).name + "*"))
    print(f"reports            {count}")
    print(f"bytes a report     {size / count:.0f}")


def opening(address: str) -> None:
    """Prints how long opening takes."""
    best = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        with Store(address) as store, store.reading():
            best.append(time.perf_counter() - begin)
    print(f"opening            {sorted(best)[ROUNDS // 2] * 1000:.1f} ms  (at most 200)")


if __name__ == "__main__":
    main()
