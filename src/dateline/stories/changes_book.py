"""The changes of a store: each placed report held against its situation, in one transaction; all of it can be made anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection, delete, func, insert, or_, select

from dateline.store.change_tables import change_articles, changes, situation_stories
from dateline.store.packing import unpack
from dateline.store.seen import corrected, rejected_values
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles
from dateline.store.tables import readings, versions
from dateline.store.writing import Numbers
from dateline.stories import situations
from dateline.stories.changes import Desk
from dateline.stories.changes_matter import Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_pools import MOST, PLEDGES
from dateline.stories.changes_same import Same
from dateline.stories.changes_sight import sight
from dateline.stories.corrections import correction

GROUP = 16  # reports of one transaction
HELD = 6  # situations kept in memory
PAGE = 300  # names of one question


@dataclass(frozen=True, slots=True)
class Brought:
    """What one report brought: its article, its situation, and the numbers of its changes in the store."""

    article: str
    situation: int
    changes: tuple[int, ...]


class ChangeBook:
    """Finds the changes of a store's reports, in the order in which they were published; place reports with ``StoryBook`` first.

    ``desk`` is what holds a report against its situation.
    """

    def __init__(self, store: Store, desk: type[Desk] = Desk) -> None:
        self.store = store
        self._new_desk = desk
        self._desks: OrderedDict[int, Desk] = OrderedDict()
        self._next_turn = -1

    def catch_up(self, limit: int | None = None) -> Iterator[Brought]:
        """Holds every placed report that was not looked at yet against those before it; tells what each brought."""
        waiting = iter(self.waiting()[:limit])
        while group := list(islice(waiting, GROUP)):
            yield from self._turn(group)

    def waiting(self) -> list[str]:
        """The placed reports not looked at, or read again since, in order of publication."""
        seen = change_articles.c.article == story_articles.c.article
        query = select(story_articles.c.article).outerjoin(change_articles, seen)
        query = query.where(or_(change_articles.c.reading.is_(None), change_articles.c.reading != story_articles.c.reading))
        query = query.order_by(func.coalesce(story_articles.c.published, ""), story_articles.c.reading)
        with self.store.reading() as connection:
            return list(connection.execute(query).scalars())

    def again(self) -> None:
        """Forgets all changes and situations; ``catch_up`` makes them anew."""
        with self.store.writing() as connection:
            for table in (changes, change_articles, situation_stories):
                connection.execute(delete(table))
        self._desks.clear()

    def _turn(self, articles: Sequence[str]) -> list[Brought]:
        try:
            with self.store.writing() as connection:
                numbers, turns = Numbers(connection, "changes"), Numbers(connection, "change_turns")
                turn = turns()
                if turn != self._next_turn:  # another program has looked at reports meanwhile
                    self._desks.clear()
                out = [self._look(connection, numbers, article) for article in articles]
                numbers.close()
                turns.close()
            self._next_turn = turn + 1
        except BaseException:
            self._desks.clear()  # what memory holds is not what the store holds
            raise
        return [each for each in out if each is not None]

    def _look(self, connection: Connection, numbers: Numbers, article: str) -> Brought | None:
        seen = sight_of(connection, article)
        earlier = connection.execute(select(change_articles.c.reading).where(change_articles.c.article == article)).scalar()
        if seen is None or earlier == seen.reading:  # gone, or another program was quicker
            return None
        day = connection.execute(select(story_articles.c.day).where(story_articles.c.article == article)).scalar() or 1
        situation, merged = situations.place(connection, seen.story, seen.reading, day)
        for gone in merged:
            self._desks.pop(gone, None)
            self._desks.pop(situation, None)
        found: list[Found] = []
        if earlier is None:  # not looked at, or to be looked at again after a person's judgement
            connection.execute(delete(changes).where(changes.c.article == article))
            found.extend(self._corrected(connection, seen))
        else:
            found.extend(self._read_again(connection, seen, earlier))
            self._desks.pop(situation, None)
        desk = self._desk(connection, situation, day, article)
        found.extend(desk.changes_of(seen))
        if not seen.copy:
            desk.add(seen)
        made = tuple(numbers() for _ in found)
        for number, each in zip(made, found, strict=True):
            self._write(connection, number, seen, each)
        connection.execute(delete(change_articles).where(change_articles.c.article == article))
        connection.execute(insert(change_articles).values(article=article, reading=seen.reading))
        return Brought(article, situation, made)

    def _read_again(self, connection: Connection, seen: Sight, earlier: int) -> list[Found]:
        """Takes back what another reading brought; gives the corrections, where it is another text."""
        connection.execute(delete(changes).where(or_(changes.c.article == seen.article, changes.c.other == seen.article)))
        texts = connection.execute(select(readings.c.version).where(readings.c.id.in_([earlier, seen.reading]))).scalars().all()
        before = sight_at(connection, earlier, seen.story) if len(set(texts)) > 1 else None
        return correction(seen, before) if before is not None else []

    def _corrected(self, connection: Connection, seen: Sight) -> list[Found]:
        """The corrections where the report had another text before this one, though nobody looked at that."""
        mine = select(readings.c.version).where(readings.c.id == seen.reading).scalar_subquery()
        query = select(readings.c.id).where(readings.c.article == seen.article, readings.c.version < mine, readings.c.kept_at.is_not(None))
        older = connection.execute(query.order_by(readings.c.id.desc()).limit(1)).scalar()
        before = sight_at(connection, older, seen.story) if older is not None else None
        return correction(seen, before) if before is not None else []

    def _desk(self, connection: Connection, situation: int, day: int, article: str) -> Desk:
        desk = self._desks.get(situation)
        if desk is None:
            desk = self._new_desk()
            known = list(_known(connection, situation, day, article))
            for each in known:
                desk.add(each)
            desk.found.extend(_found(connection, known))
            self._desks[situation] = desk
        self._desks.move_to_end(situation)
        while len(self._desks) > HELD:
            self._desks.popitem(last=False)
        return desk

    def _write(self, connection: Connection, number: int, seen: Sight, found: Found) -> None:
        before = found.before
        reading = None
        if before is not None:
            reading = seen.reading if before.article == seen.article else None
            older = found.kind in ("correction", "figure-revised") and before.article == seen.article  # two versions' counts
            if older:
                query = select(func.max(readings.c.id)).where(readings.c.article == seen.article, readings.c.id < seen.reading)
            else:
                query = select(story_articles.c.reading).where(story_articles.c.article == before.article)
            reading = reading if reading is not None and not older else connection.execute(query).scalar()
        connection.execute(
            insert(changes).values(
                id=number, kind=found.kind, article=seen.article, reading=seen.reading, noun=found.now.noun, number=found.now.number,
                other=before.article if before is not None else None, other_reading=reading,
                other_noun=before.noun if before is not None else None, other_number=before.number if before is not None else None,
                points=found.same.points, published=seen.moment or None, found_at=self.store.now(),
            )
        )  # fmt: skip


def _known(connection: Connection, situation: int, day: int, article: str) -> Iterator[Sight]:
    """The reports of a situation that were looked at, of the days before ``day``, in order of publication."""
    stories = select(situation_stories.c.story).where(situation_stories.c.situation == situation)
    query = (
        select(story_articles.c.article)
        .join(change_articles, change_articles.c.article == story_articles.c.article)
        .where(story_articles.c.story.in_(stories), story_articles.c.day >= day - PLEDGES, story_articles.c.article != article)
        .order_by(func.coalesce(story_articles.c.published, "").desc(), story_articles.c.reading.desc())
        .limit(MOST)
    )
    for name in reversed(connection.execute(query).scalars().all()):
        found = sight_of(connection, name)
        if found is not None and not found.copy:
            yield found


def _found(connection: Connection, sights: Sequence[Sight]) -> Iterator[Found]:
    """The changes that these reports brought, so that nothing is told twice."""
    values = {(each.article, matter.noun, matter.number): matter for each in sights for matter in each.matters}
    names = [each.article for each in sights]
    for start in range(0, len(names), PAGE):
        for row in connection.execute(select(changes).where(changes.c.article.in_(names[start : start + PAGE])).order_by(changes.c.id)):
            now = values.get((row.article, row.noun, row.number))
            before = values.get((row.other, row.other_noun, row.other_number)) if row.other is not None else None
            if now is not None and (row.other is None or before is not None):
                yield Found(row.kind, now, before, Same((), row.points))


_PLACED = (
    select(story_articles.c.reading, story_articles.c.story, story_articles.c.teller, copies.c.kind)
    .outerjoin(copies, copies.c.article == story_articles.c.article)
)  # fmt: skip


def sight_of(connection: Connection, article: str) -> Sight | None:
    """What can be compared of a placed report; None where it has no place (any more)."""
    row = connection.execute(_PLACED.where(story_articles.c.article == article)).first()
    if row is None:
        return None
    update = row.kind == "updated"
    return sight_at(connection, row.reading, row.story, copy=row.kind is not None and not update, update=update, source=row.teller)


def sight_at(
    connection: Connection, reading: int, story: int, *, copy: bool = False, update: bool = False, source: str = ""
) -> Sight | None:
    """What can be compared of one reading."""
    query = select(readings.c.record, versions.c.text, versions.c.length).join(versions, versions.c.id == readings.c.version)
    row = connection.execute(query.where(readings.c.id == reading)).first()
    if row is None:
        return None
    record = corrected(connection, reading, unpack(row.record, row.text if row.text is not None else "░" * row.length))
    seen = sight(record, reading=reading, story=story, copy=copy, update=update, source=source)
    gone = rejected_values(connection, reading)
    return replace(seen, matters=tuple(each for each in seen.matters if (each.noun, each.number) not in gone)) if gone else seen
