"""What placing a report costs in a store of very many: reports made up as in ``stories.py``, spread over ten windows of seven days.

``python benchmarks/stories_kept.py [REPORTS]`` (1,000,000 by default) builds the tables that placing reads, by sets of rows, keeps some
further reports of the last day as a collector does, and places them one by one: the window read from the store, the record read, the story
found, the rows written. About 4 GB of disk in the folder for passing files, given back at the end; no parser.
"""

from __future__ import annotations

import hashlib
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np

from dateline.model.article import Anchor, Article, Published, Source, SourceMap, TextPart
from dateline.model.record import Manifest, Record
from dateline.model.span import Span
from dateline.store import Store
from dateline.stories import StoryBook
from stories import EACH, Maker

WINDOWS, PLACED, LENGTH = 10, 300, 400
LAST = date(2026, 3, 1).toordinal()
ROW = "INSERT INTO story_articles (article, story, reading, day, published, teller, own, likeness, why, placed_at, sketch)"


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """The reports of the last seven days."""
    maker, chance = Maker(1), np.random.default_rng(2)
    for number in range(count):
        story, day = int(chance.integers(0, count // EACH + 1)), LAST - 6 + 7 * number // count
        made = maker.sketch(story, day).to_bytes()
        yield (f"a{number}", story + 1, number + 1, day, date.fromordinal(day).isoformat(), "wire", True, 0.5, "{}", "", made)


def fill(path: Path, reports: int) -> None:
    """Writes the last window's rows, and earlier windows as copies of it, other days before."""
    count = reports // WINDOWS
    stories = count // EACH + 1
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
    connection.executemany(f"{ROW} VALUES ({', '.join('?' * 11)})", rows(count))
    for window in range(1, WINDOWS):
        connection.execute(
            f"{ROW} SELECT 'w{window}' || article, story + {window * stories}, reading + {window * count}, day - {7 * window},"
            f" date(published, '-{7 * window} days'), teller, own, likeness, why, placed_at, sketch"
            f" FROM story_articles WHERE reading <= {count}"
        )
    connection.execute(f"""INSERT INTO stories (id, made_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
        WHERE i < {WINDOWS * stories}) SELECT i, '' FROM n""")
    connection.execute("INSERT OR REPLACE INTO counters (name, next) VALUES ('stories', ?)", (WINDOWS * stories + 1,))
    connection.commit()
    connection.close()


def record(number: int, chance: np.random.Generator, words: np.ndarray, shares: np.ndarray) -> Record:
    """A report of the last day, of words by their frequency in English news."""
    told = words[np.searchsorted(shares, chance.random(LENGTH))]
    lines = [f"Report {number}", *(" ".join(told[at : at + 25]).capitalize() + "." for at in range(0, LENGTH, 25))]
    text, spans, start = "\n".join(lines), [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        id=digest[:24], version=digest, text=text, language="en", source=Source(f"https://made.example/{number}", "text/plain", digest),
        headline=TextPart(lines[0], (spans[0],)), standfirst=None, byline=None, dateline=None,
        published=Published(date.fromordinal(LAST).isoformat(), "given"), paragraphs=tuple(spans[1:]),
        source_map=SourceMap("bytes", "utf-8", (Anchor(0, len(text), "", 0),)),
    )  # fmt: skip
    return Record(article, (), (), (), (), (), (), (), (), (), (), Manifest("0", {}, "k", {}))


def kept(store: Store) -> list[int]:
    """Keeps the reports that are to be placed; gives their readings."""
    table = (files("dateline.stories") / "data" / "words.tsv").read_text(encoding="utf-8").splitlines()
    listed = [line.split("\t") for line in table if not line.startswith("#")][1:]
    shares = np.cumsum([float(count) for _, count in listed])
    chance, words = np.random.default_rng(3), np.array([word for word, _ in listed])
    for number in range(PLACED + 1):
        store.keep(record(number, chance, words, shares / shares[-1]))
    return StoryBook(store).waiting()


def main(reports: int) -> None:
    """Builds the store, places the reports, says what each cost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.db"
        Store(str(path)).close()
        began = time.perf_counter()
        fill(path, reports)
        print(
            f"{reports:,} reports in {7 * WINDOWS} days: {path.stat().st_size / 1e9:.1f} GB, written in {time.perf_counter() - began:.0f} s"
        )
        with Store(str(path)) as store:
            ids, book = kept(store), StoryBook(store)
            start, cpu = time.perf_counter(), time.process_time()
            book.place(ids[0])
            print(
                f"the first one, with its window: {time.perf_counter() - start:.0f} s ({time.process_time() - cpu:.0f} s of processor time)"
            )
            took, spent = [], []
            for each in ids[1:]:
                start, cpu = time.perf_counter(), time.process_time()
                book.place(each)
                took.append(1000 * (time.perf_counter() - start))
                spent.append(1000 * (time.process_time() - cpu))
    parts = ((took, "by the clock"), (spent, "of processor time"))
    shown = ", ".join(f"{np.median(part):.1f} and {np.percentile(part, 95):.1f} ms {name}" for part, name in parts)
    print(f"placing one, median and 95th percentile, with reading and writing: {shown}; slowest {max(took):.0f} ms")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
