"""The stories of a store: each newly kept report placed, in one transaction with everything that follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from sqlalchemy import Connection, func, or_, select

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.model.story import Copy, Outcome, Placement, Reason
from dateline.store.moments import day_number
from dateline.store.packing import unpack
from dateline.store.store import Store
from dateline.store.story_tables import story_articles
from dateline.store.tables import readings, sources, versions
from dateline.stories import copying, rows
from dateline.stories.gathering import Choice, Gathering, is_due
from dateline.stories.settings import KINDS, Settings
from dateline.stories.sketch import Sketched, sketch
from dateline.stories.tellers import Teller, teller_of

GROUP = 32  # reports of one transaction where many are placed
MOST = 150_000  # reports held in memory: then only the window around the next one is loaded anew
WORDS_TOLD = 6  # of a reason


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading to be placed, with what its rows need."""

    id: int
    article: str
    published: str | None
    day: int
    teller: Teller
    record: Record


class StoryBook:
    """Places reports of a store into stories and remembers where they are; several may share a store.

    Holds the reports of the window in memory (about 4 kB each) and loads them when they are first needed.
    """

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        self.store = store
        self.settings = settings if settings is not None else Settings.load()
        self._forget_all()

    def _forget_all(self) -> None:
        self._held = Gathering(self.settings)
        self._at: dict[str, int] = {}
        self._roots = copying.Roots()
        self._loaded: tuple[int, int] | None = None
        self._change = -1

    def place(self, reading: int) -> Placement:
        """Puts the report of a reading into its story, a new one where it fits none; one that has a story already stays there.

        Raises ``UsageError`` where the store has no such current reading.
        """
        return self.place_all([reading])[0]

    def place_all(self, ids: Sequence[int]) -> list[Placement]:
        """Places several in one transaction, in order."""
        try:
            with self._turn() as page:
                found = self._readings(page.connection, ids)
                return [self._place(page, found[each]) for each in ids]
        except BaseException:
            self._forget_all()  # what memory holds is not what the store holds
            raise

    @contextmanager
    def changing(self) -> Iterator[rows.Page]:
        """One transaction of a person's changes; what memory holds is loaded anew afterwards."""
        with self._turn() as page:
            yield page
        self._forget_all()

    @contextmanager
    def _turn(self) -> Iterator[rows.Page]:
        """One writing transaction; what another has changed meanwhile is taken into account."""
        with self.store.writing() as connection:
            page = rows.Page(connection, self.store.now())
            if page.change != self._change:
                self._forget_all()
            yield page
            page.close()
        self._change = page.change

    def catch_up(self, limit: int | None = None) -> Iterator[Placement]:
        """Places every current reading that has no place yet, in the order they were kept, at most ``limit``."""
        listed = self.waiting()[:limit]
        waiting, touched = iter(listed), set[int]()
        while group := list(islice(waiting, GROUP)):
            for placement in self.place_all(group):
                if len(listed) > 1 or placement.outcome != "new story" or placement.likeness >= self.settings.attach:
                    touched.add(placement.story)  # one that came alone was held against all there is just now
                yield placement
        if touched:
            self.tidy(sorted(touched))

    def tidy(self, stories: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Puts those of ``stories`` that have one or two reports to larger ones that came up since; gives pairs of story and new story."""
        small = [story for story in stories if self._held.is_small(story)]
        if not small:
            return ()
        done = []
        with self._turn() as page:
            for story in small:
                into = self._held.attachable(story)
                if into is not None:
                    page.merge(story, into)
                    self._held.move(list(self._held.members[story]), into)
                    del self._held.members[story]
                    done.append((story, into))
        return tuple(done)

    def waiting(self) -> list[int]:
        """The current readings that are not placed, in the order they were kept."""
        placed = story_articles.c.article == readings.c.article
        query = select(readings.c.id).outerjoin(story_articles, placed).where(readings.c.current, readings.c.kept_at.is_not(None))
        query = query.where(or_(story_articles.c.article.is_(None), story_articles.c.reading != readings.c.id)).order_by(readings.c.id)
        with self.store.reading() as connection:
            return list(connection.execute(query).scalars())

    def _readings(self, connection: Connection, ids: Sequence[int]) -> dict[int, _Reading]:
        found = _found(connection, ids)
        missing = [each for each in ids if each not in found]
        if missing:
            raise UsageError(f"The store {self.store.address} has no current reading {missing[0]}.")
        return found

    def _place(self, page: rows.Page, reading: _Reading) -> Placement:
        made = sketch(reading.record, self._held.window.background)
        made = replace(made, sketch=replace(made.sketch, day=reading.day))
        known = page.place_of(reading.article)
        if known is not None:
            page.read_again(reading.article, reading.id, reading.published, made.sketch)
            return Placement(reading.article, known, "kept", 1.0)
        self._load(page.connection, reading.day)
        choice = self._held.choose(made.sketch)
        pinned = page.pin_of(reading.article)
        story = pinned if pinned is not None else choice.story if choice.story is not None else page.new_story(reading.article)
        why = self._why(made, choice)
        page.add(
            reading.article, story, reading.id, reading.day, reading.published, reading.teller, choice.likeness,
            json.dumps({each.feature: round(each.likeness, 3) for each in why}), made.sketch,
        )  # fmt: skip
        at = self._held.add(reading.article, made.sketch, story, choice)
        self._at[reading.article] = at
        copy = self._copy(page, reading, at, choice)
        outcome = "pinned" if pinned is not None else _outcome(choice)
        merged = self._merge(page, story, choice.others) if pinned is None else ()
        return Placement(reading.article, story, outcome, choice.likeness, why, copy, merged, self._split(page, story))

    def _merge(self, page: rows.Page, story: int, others: Sequence[int]) -> tuple[int, ...]:
        """Merges the stories that a report showed to be the same; the one with more reports, or a person's, goes on."""
        merged = []
        for other in others:
            if not self._held.members[other] or not self._held.same(story, other):
                continue
            if other in self._held.shaped or any(at in self._held.pinned for at in self._held.members[other]):
                continue
            page.merge(other, story)
            self._held.move(list(self._held.members[other]), story)
            del self._held.members[other]
            merged.append(other)
        return tuple(merged)

    def _split(self, page: rows.Page, story: int) -> tuple[int, ...]:
        if not is_due(len(self._held.members[story]), self.settings.least):
            return ()
        made = []
        for part in self._held.fall_apart(story):
            free = [at for at in part if at not in self._held.pinned]
            if free:
                number = page.new_story(self._held.window.articles[free[0]])
                page.move([self._held.window.articles[at] for at in free], number)
                self._held.move(free, number)
                made.append(number)
        return tuple(made)

    def _copy(self, page: rows.Page, reading: _Reading, at: int, choice: Choice) -> Copy | None:
        self._roots.add(at, own=reading.teller.own, published=reading.published or "")
        if not choice.copies:
            return None
        article = self._held.window.articles
        mine = None
        for pair in self._roots.settle(at, [match for match, _ in choice.copies], self._held.copies):
            copy = copying.told(article[pair.copy], article[pair.original], pair.shared)
            page.copy(copy)
            mine = copy if pair.copy == at else mine
        return mine

    def _why(self, made: Sketched, choice: Choice) -> tuple[Reason, ...]:
        if choice.nearest is None:
            return ()
        window, weights = self._held.window, self._held.window.weights(choice.asked)
        features = window.features(choice.asked, np.array([choice.nearest], np.int64))[0]
        other = window.sketch(choice.nearest)
        out = []
        for kind, name in enumerate(KINDS):
            both = np.intersect1d(made.sketch.of_kind(kind), other.of_kind(kind))
            if weights[kind] and len(both):
                rare = both[np.argsort(-window.rarity(both, np.full(len(both), kind)), kind="stable")[:WORDS_TOLD]]
                shared = tuple(made.spelled[int(key)] for key in rare if int(key) in made.spelled)
                out.append(Reason(name, float(min(1.0, features[kind])), round(float(weights[kind]), 3), shared))
        return tuple(sorted(out, key=lambda reason: -reason.likeness * reason.weight))

    def _load(self, connection: Connection, day: int) -> None:
        """Sees to it that all reports within the window of ``day`` are held."""
        first, last = day - self._held.window.open, day + self._held.window.open
        if self._loaded is not None and self._loaded[0] <= first and last <= self._loaded[1]:
            return
        if len(self._held) > MOST:
            change = self._change
            self._forget_all()
            self._change = change
        before = self._loaded if self._loaded is not None else (first, first - 1)
        touching = before[0] <= last + 1 and first <= before[1] + 1
        if not touching:
            first, last = min(first, before[0]), max(last, before[1])
        for low, high in ((first, before[0] - 1), (before[1] + 1, last)) if self._loaded is not None else ((first, last),):
            self._hold(connection, low, high)
        self._loaded = (min(first, before[0]), max(last, before[1])) if self._loaded is not None else (first, last)

    def _hold(self, connection: Connection, first: int, last: int) -> None:
        held = self._held
        if first > last:
            return
        for row in rows.between(connection, first, last):
            at = held.add(row.article, row.sketch, row.story)
            self._at[row.article] = at
            self._roots.add(at, own=row.own, published=row.published or "")
            if row.pinned:
                held.pinned.add(at)
                held.shaped.add(row.story)
            if row.original is not None and row.original in self._at:
                self._roots.hang(at, self._at[row.original])


def _outcome(choice: Choice) -> Outcome:
    if choice.story is None:
        return "new story"
    return "copy" if choice.copies else "joined"


def _found(connection: Connection, ids: Sequence[int]) -> dict[int, _Reading]:
    text = func.coalesce(versions.c.text, "")
    query = (
        select(readings.c.id, readings.c.article, readings.c.published, readings.c.kept_at, readings.c.record, text, versions.c.length,
               sources.c.name)
        .join(versions, versions.c.id == readings.c.version)
        .outerjoin(sources, sources.c.id == versions.c.source)
        .where(readings.c.id.in_(ids), readings.c.current)
    )  # fmt: skip
    out = {}
    for number, article, published, kept, packed, body, length, source in connection.execute(query):
        record = unpack(packed, body or " " * length)
        day = day_number(published) or day_number(kept) or 1
        out[number] = _Reading(number, article, published, day, teller_of(record.article, source), record)
    return out
