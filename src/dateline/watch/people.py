"""What persons make of alerts: seen, acknowledged, snoozed, and stories muted; each person for himself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from dateline.errors import UsageError
from dateline.store.moments import written
from dateline.store.store import Store
from dateline.store.story_tables import story_articles, story_forwards
from dateline.store.watch_tables import alert_people, alerts, story_mutes, watches
from dateline.watch.wording import Message, messages


@dataclass(frozen=True, slots=True)
class Listed:
    """An alert as a person sees it: in words, whether he saw and acknowledged it before, until when he snoozed it."""

    message: Message
    seen_at: str | None
    acknowledged_at: str | None
    snoozed_until: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts to list: of one watch, new ones alone (neither acknowledged nor snoozed), those held back, at most so many."""

    watch: str | None = None
    new: bool = False
    held: bool = True
    story: int | None = None
    limit: int = 50
    before: int | None = None  # goes on below the alert of that number


def listed(store: Store, who: str, wanted: Wanted = Wanted()) -> tuple[Listed, ...]:
    """The alerts for a person, the newest first; what he has muted is left out where only new ones are asked for."""
    with store.reading() as connection:
        mine = (alert_people.c.alert == alerts.c.id) & (alert_people.c.who == who)
        query = select(alerts.c.id, alert_people.c.seen_at, alert_people.c.acknowledged_at, alert_people.c.snoozed_until)
        query = query.join(watches, watches.c.id == alerts.c.watch).outerjoin(alert_people, mine)
        if wanted.watch is not None:
            query = query.where(watches.c.name == wanted.watch)
        if wanted.story is not None:
            query = query.where(alerts.c.story == wanted.story)
        if not wanted.held:
            query = query.where(~alerts.c.held)
        if wanted.before is not None:
            query = query.where(alerts.c.id < wanted.before)
        if wanted.new:
            muted = select(story_mutes.c.story).where(story_mutes.c.who == who, story_mutes.c.story == alerts.c.story)
            awake = alert_people.c.snoozed_until.is_(None) | (alert_people.c.snoozed_until <= store.now())
            query = query.where(alert_people.c.acknowledged_at.is_(None), awake, ~muted.exists())
        rows = {row[0]: row[1:] for row in connection.execute(query.order_by(alerts.c.id.desc()).limit(wanted.limit))}
        return tuple(Listed(message, *rows[message.id]) for message in messages(connection, list(rows)))


def saw(store: Store, who: str, numbers: Sequence[int]) -> None:
    """Writes down that a person has seen these alerts; the first time counts."""
    with store.writing() as connection:
        for number in _known(connection, numbers):
            _write(connection, number, who, "seen_at", store.now(), once=True)


def acknowledge(store: Store, who: str, numbers: Sequence[int]) -> int:
    """Writes down that a person has dealt with these alerts and those before them on the same thing; gives how many those are."""
    now = store.now()
    with store.writing() as connection:
        known = _known(connection, numbers)
        threads = select(alerts.c.thread).where(alerts.c.id.in_(known))
        together = select(alerts.c.id).where(alerts.c.thread.in_(threads), alerts.c.id <= max(known)).order_by(alerts.c.id)
        found = list(connection.execute(together).scalars())
        for number in found:
            _write(connection, number, who, "seen_at", now, once=True)
            _write(connection, number, who, "acknowledged_at", now, once=True)
    return len(found)


def snooze(store: Store, who: str, numbers: Sequence[int], until: datetime) -> None:
    """Puts these alerts off for a person until a moment; updates to them wait as long."""
    with store.writing() as connection:
        for number in _known(connection, numbers):
            _write(connection, number, who, "snoozed_until", written(until))


def mute(store: Store, who: str, story: int, *, on: bool = True) -> int:
    """Mutes a story for a person (or, ``on`` False, no longer): nothing on it is sent to him; gives the story's number now."""
    with store.writing() as connection:
        into = connection.execute(select(story_forwards.c.into).where(story_forwards.c.story == story)).scalar()
        number = into if into is not None else story
        if connection.execute(select(story_articles.c.story).where(story_articles.c.story == number).limit(1)).first() is None:
            raise UsageError(f"The store {store.address} has no story {story}; dateline stories lists what it has.")
        connection.execute(delete(story_mutes).where(story_mutes.c.story == number, story_mutes.c.who == who))
        if on:
            connection.execute(story_mutes.insert().values(story=number, who=who, muted_at=store.now()))
    return number


def muted(store: Store, who: str) -> tuple[int, ...]:
    """The stories that a person has muted."""
    with store.reading() as connection:
        query = select(story_mutes.c.story).where(story_mutes.c.who == who).order_by(story_mutes.c.story)
        return tuple(connection.execute(query).scalars())


def _known(connection: Connection, numbers: Sequence[int]) -> list[int]:
    found = list(connection.execute(select(alerts.c.id).where(alerts.c.id.in_(list(numbers))).order_by(alerts.c.id)).scalars())
    missing = [number for number in numbers if number not in found]
    if missing:
        raise UsageError(f"There is no alert {missing[0]}; dateline alerts list has them.")
    return found


def _write(connection: Connection, alert: int, who: str, field: str, value: str, *, once: bool = False) -> None:
    mine = (alert_people.c.alert == alert) & (alert_people.c.who == who)
    known = connection.execute(select(alert_people.c[field]).where(mine)).first()
    if known is None:
        connection.execute(alert_people.insert().values({"alert": alert, "who": who, field: value}))
    elif known[0] is None or not once:
        connection.execute(update(alert_people).where(mine).values({field: value}))
