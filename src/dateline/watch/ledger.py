"""What watches remember in a store, read and written within the transaction in which reports are checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, func, or_, select, update

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.store.moments import written
from dateline.store.packing import unpack
from dateline.store.question import Noun
from dateline.store.story_tables import copies, story_articles, story_forwards
from dateline.store.tables import readings, versions
from dateline.store.watch_tables import alert_people, alerts, story_mutes, watch_counts, watch_seen, watch_told
from dateline.store.writing import Numbers
from dateline.watch.deciding import Ledger
from dateline.watch.matching import Rule
from dateline.watch.outbox import Outbox
from dateline.watch.telling import Draft, Telling, packed, unpacked
from dateline.watch.telling import written as as_json
from dateline.watch.ways import Way, way_named

KEPT_TERMS = 400  # tellings looked at for one kind of value in one story


class StoredLedger(Ledger):
    """The memory of all watches of a store, for one writing transaction; ``close`` ends it.

    ``send`` is False where alerts are only to be listed (a rule run over the past).
    """

    def __init__(self, connection: Connection, now: datetime, ways: Sequence[Way], *, send: bool = True) -> None:
        """``now`` is the moment (UTC) of everything in it, ``ways`` are the ways out of the store."""
        self._connection, self._now, self._ways, self._send = connection, now, ways, send
        self._numbers, self._outbox = Numbers(connection, "alerts"), Outbox(connection, now)
        self._record: Callable[[int], Record | None] = partial(record_of, connection)
        self._records: dict[int, Record | None] = {}

    def close(self) -> None:
        """Writes down how far the numbers came."""
        self._numbers.close()
        self._outbox.close()

    def told(self, rule: Rule, noun: Noun, story: int | None, key: str | None) -> Sequence[Telling]:
        """What the watch knows, oldest first."""
        joined = watch_told.join(readings, readings.c.id == watch_told.c.reading)
        joined = joined.outerjoin(story_articles, story_articles.c.article == readings.c.article)
        query = select(watch_told, story_articles.c.story).select_from(joined)
        query = query.where(watch_told.c.watch == rule.id, watch_told.c.noun == noun)
        if key is not None:
            query = query.where(watch_told.c.key == key)
        if story is not None:
            query = query.where(story_articles.c.story == story)
        rows = self._connection.execute(query.order_by(watch_told.c.reading.desc(), watch_told.c.number.desc()).limit(KEPT_TERMS)).all()
        return [Telling(row.reading, noun, row.number, row.alert, row.key, *unpacked(row.state), row.story) for row in reversed(rows)]

    def family(self, rule: Rule, reading: int) -> int | None:
        """The first alert on the report of which this one is a copy, or on another copy of it."""
        article = select(readings.c.article).where(readings.c.id == reading).scalar_subquery()
        original = self._connection.execute(select(copies.c.original).where(copies.c.article == article)).scalar()
        if original is None:
            return None
        kin = or_(readings.c.article == original, readings.c.article.in_(select(copies.c.article).where(copies.c.original == original)))
        joined = watch_told.join(readings, readings.c.id == watch_told.c.reading)
        query = select(func.min(watch_told.c.alert)).select_from(joined).where(watch_told.c.watch == rule.id, kin)
        return self._connection.execute(query).scalar()

    def raise_alert(self, rule: Rule, draft: Draft) -> int:
        """Writes an alert down, and, in the same transaction, that it is to be delivered."""
        number, watch = self._numbers(), rule.watch
        day = watch.hours.day(self._now)
        held = not self._send or self._is_muted(rule, draft) or self._is_over(rule, day)
        self._connection.execute(
            alerts.insert().values(
                id=number, watch=rule.id, thread=draft.thread or number, raised_at=written(self._now), day=day, kind=draft.kind,
                reading=draft.reading, noun=draft.noun, number=draft.number, story=draft.story, subject=draft.subject,
                state=as_json((("now", as_json(draft.now)), ("before", as_json(draft.before)))), held=held,
            )
        )  # fmt: skip
        if not held:
            self._deliver(rule, number, draft.thread)
        return number

    def _deliver(self, rule: Rule, number: int, thread: int | None) -> None:
        ways = []
        for name in rule.watch.send:
            try:
                ways.append(way_named(name, self._ways))
            except UsageError:  # removed since: the alert stays in the list
                continue
        snoozed = self._snoozed_until(rule, thread) if thread is not None else None
        self._outbox.put(rule.id, ways, rule.watch.hours, number, snoozed)

    def _is_over(self, rule: Rule, day: str) -> bool:
        """Whether the watch has sent as many alerts today as it may; the first time on a day that is told in an alert of its own."""
        if rule.watch.limit is None:
            return False
        sent = select(func.count()).where(alerts.c.watch == rule.id, alerts.c.day == day, ~alerts.c.held, alerts.c.kind != "limit")
        if (self._connection.execute(sent).scalar() or 0) < rule.watch.limit:
            return False
        if self.first_time(rule, f"limit/{day}"):
            unlimited = replace(rule, watch=replace(rule.watch, limit=None))
            self.raise_alert(unlimited, Draft("limit", now=(("limit", rule.watch.limit),)))
        return True

    def _is_muted(self, rule: Rule, draft: Draft) -> bool:
        if draft.story is None or rule.watch.owner is None:
            return False
        merged = select(story_forwards.c.story).where(story_forwards.c.into == draft.story)
        mine = (story_mutes.c.story == draft.story) | story_mutes.c.story.in_(merged)
        query = select(story_mutes.c.story).where(mine, story_mutes.c.who == rule.watch.owner)
        return self._connection.execute(query).first() is not None

    def _snoozed_until(self, rule: Rule, thread: int) -> datetime | None:
        mine = (alert_people.c.who == rule.watch.owner) & alert_people.c.alert.in_(select(alerts.c.id).where(alerts.c.thread == thread))
        until = self._connection.execute(select(func.max(alert_people.c.snoozed_until)).where(mine)).scalar()
        return datetime.fromisoformat(until).astimezone(UTC) if until is not None else None

    def knows(self, rule: Rule, reading: int, noun: Noun, number: int) -> bool:
        """Whether the watch has looked at this very value before."""
        mine = (watch_told.c.watch == rule.id) & (watch_told.c.reading == reading)
        mine &= (watch_told.c.noun == noun) & (watch_told.c.number == number)
        return self._connection.execute(select(watch_told.c.alert).where(mine)).first() is not None

    def remember(self, rule: Rule, telling: Telling) -> None:
        """Writes a telling down; one that is known stays as it is."""
        if not self.knows(rule, telling.reading, telling.noun, telling.number):
            self._connection.execute(
                watch_told.insert().values(
                    watch=rule.id,
                    reading=telling.reading,
                    noun=telling.noun,
                    number=telling.number,
                    alert=telling.alert,
                    key=telling.key,
                    state=packed(telling),
                )
            )

    def first_time(self, rule: Rule, key: str) -> bool:
        """Whether ``key`` was never seen by the watch; from now on it was."""
        mine = (watch_seen.c.watch == rule.id) & (watch_seen.c.key == key)
        if self._connection.execute(select(watch_seen.c.key).where(mine)).first() is not None:
            return False
        self._connection.execute(watch_seen.insert().values(watch=rule.id, key=key, seen_at=written(self._now)))
        return True

    def count(self, rule: Rule, day: str, matches: int) -> int:
        """Adds to the matches of a day; gives how many there are now."""
        mine = (watch_counts.c.watch == rule.id) & (watch_counts.c.day == day)
        known = self._connection.execute(select(watch_counts.c.matches).where(mine)).scalar()
        if known is None:
            self._connection.execute(watch_counts.insert().values(watch=rule.id, day=day, matches=matches))
        else:
            self._connection.execute(update(watch_counts).where(mine).values(matches=known + matches))
        return (known or 0) + matches

    def counts(self, rule: Rule) -> Sequence[tuple[str, int]]:
        """The matches of each day of the last months that has some, in order."""
        query = select(watch_counts.c.day, watch_counts.c.matches).where(watch_counts.c.watch == rule.id)
        rows = self._connection.execute(query.order_by(watch_counts.c.day.desc()).limit(200)).all()
        return [(day, matches) for day, matches in reversed(rows)]

    def record(self, reading: int) -> Record | None:
        """The record of a reading, None where it was forgotten."""
        if reading not in self._records:
            self._records[reading] = self._record(reading)
        return self._records[reading]


def record_of(connection: Connection, reading: int) -> Record | None:
    """The record of a reading, None where it was forgotten."""
    query = select(readings.c.record, versions.c.text, versions.c.length).join(versions, versions.c.id == readings.c.version)
    row = connection.execute(query.where(readings.c.id == reading)).first()
    return unpack(row.record, row.text if row.text is not None else "░" * row.length) if row is not None else None
