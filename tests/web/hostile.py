"""A store into which hostile words came everywhere that outsiders write: headline, body, feed title, names, notes."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

from dateline.ingest.jsonl import lines_of, read_line
from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store.keeping import Item
from dateline.store.store import Store
from dateline.stories import StoryBook
from dateline.stories.changes_book import ChangeBook
from dateline.watch import saved
from dateline.watch.checking import Watcher
from dateline.watch.rules import Watch
from dateline.web.work import dossiers, grades

MARK = "x9x"
EVIL = f"<script>{MARK}()</script><img src={MARK} onerror={MARK}()>\"'><svg onload={MARK}()>{{{{7*7}}}}"
LINK = f"javascript:{MARK}()"
ADDRESS = f'https://news.example/a"onmouseover="{MARK}()//<b>'
TEXT = f"""Army denies air strikes on Betroka {EVIL}

By {EVIL}

BETROKA, Madagascar, March 20 (SWN) - The Malagasy army {EVIL} denied on Thursday that it carried out air strikes on Betroka.

"We killed nobody {EVIL} in Betroka," army spokesman {EVIL} Colonel Jean Rabe told reporters.

The Southern Liberation Front said 12 civilians were killed. {EVIL}
"""


def make(quiet: Path, file: Path, pipeline: Pipeline) -> None:
    """A store in ``file`` of reports of the store ``quiet``, with hostile words in them, and of reports that bring their own."""
    with Store(quiet, readonly=True) as before, Store(file) as store:
        made = [Item(_spoilt(record), source=f"Feed {EVIL}") for record in islice(before.records(), 30)]
        made += [Item(_read(number, pipeline), raw=TEXT.encode(), source=f"Feed {EVIL}") for number in range(3)]
        list(store.keep_all(made))
        saved.save(store, [Watch(f"watch {EVIL}"[:80], "events", "type=ASSAULT")])
        list(StoryBook(store).catch_up())
        list(ChangeBook(store).catch_up())
        Watcher(store, say=lambda fact, reason: None).run(f"watch {EVIL}"[:80])
        _worked_on(store)


def _read(number: int, pipeline: Pipeline) -> Record:
    address = (ADDRESS, LINK, f"https://news.example/{number}")[number]
    line = json.dumps({"text": TEXT, "url": address, "published": f"2025-03-2{number}"})
    return pipeline.record(read_line(next(iter(lines_of(line.encode()))), f"hostile-{number}"))


def _spoilt(record: Record) -> Record:
    """The record with hostile names: what the words in the text are is the reader's own, what they are called is not."""
    actors = tuple(replace(actor, name=f"{actor.name} {EVIL}") for actor in record.actors)
    places = tuple(replace(place, name=f"{place.name} {EVIL}") for place in record.places)
    source = replace(record.article.source, uri=LINK)
    positions = tuple(
        replace(each, proposition=replace(each.proposition, text=f"{each.proposition.text} {EVIL}")) for each in record.positions
    )
    return replace(record, actors=actors, places=places, positions=positions, article=replace(record.article, source=source))


def _worked_on(store: Store) -> None:
    article = next(iter(store.records())).article.id
    number = dossiers.make(store, f"dossier {EVIL}"[:110], "ada", note=EVIL, shared=True)
    dossiers.pick(store, number, "ada", article=article, path=None, note=EVIL, tags=EVIL)
    grades.grade(store, f"Feed {EVIL}", "B", "ada", credibility=2, why=EVIL)
