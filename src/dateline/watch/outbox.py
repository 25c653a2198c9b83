"""The outbox: what is to be delivered is written down with its alert, taken by one sender at a time, and never again once acknowledged."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from dateline.store.moments import written
from dateline.store.watch_tables import alerts, deliveries, delivery_alerts, watches
from dateline.store.writing import Numbers
from dateline.watch.times import FARTHEST, Hours
from dateline.watch.ways import FEEDS, Way

LEASE = timedelta(seconds=180)  # after which a delivery that a process took and did not bring back may be taken by another
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=30), timedelta(hours=6)
PATIENCE = timedelta(days=7)  # of trying
LONGEST_PROBLEM = 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one receiver: ``key`` is the same for every try, ``alerts`` are the numbers of what it holds."""

    id: int
    watch: str
    way: str
    kind: str
    key: str
    tries: int
    made_at: str
    alerts: tuple[int, ...]
    lease: str = ""


class Outbox:
    """Writes deliveries down within one transaction; ``close`` writes down how far the numbers came."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        """``now`` is the moment (UTC) of everything in it."""
        self._connection, self._now, self._numbers = connection, now, Numbers(connection, "deliveries")

    def close(self) -> None:
        """Writes down how far the numbers came."""
        self._numbers.close()

    def put(self, watch: int, ways: Sequence[Way], hours: Hours, alert: int, not_before: datetime | None = None) -> None:
        """Has ``alert`` delivered by each of ``ways``, at once or with the next digest; not before a snooze ends."""
        for way in ways:
            kind, due = self._due(way, hours, not_before)
            waiting = self._waiting(watch, way.name, kind, due) if kind != "once" else None
            delivery = waiting if waiting is not None else self._new(watch, way.name, kind, due)
            self._connection.execute(delivery_alerts.insert().values(delivery=delivery, alert=alert))

    def _due(self, way: Way, hours: Hours, not_before: datetime | None) -> tuple[str, datetime]:
        if way.kind in FEEDS:
            return "feed", self._now
        begin = max(self._now, not_before or self._now)
        if begin > self._now:  # snoozed: by itself, when that ends
            return "once", hours.quiet_until(begin) or begin
        if hours.slots:
            return "digest", hours.next_slot(begin)
        quiet = hours.quiet_until(begin)
        return ("digest", quiet) if quiet is not None else ("once", begin)

    def _waiting(self, watch: int, way: str, kind: str, due: datetime) -> int | None:
        """A delivery of that kind that nobody has begun to send, to put more into."""
        same = [deliveries.c.watch == watch, deliveries.c.way == way, deliveries.c.kind == kind, deliveries.c.state == "waiting",
                deliveries.c.tries == 0, deliveries.c.lease.is_(None)]  # fmt: skip
        if kind == "digest":
            same.append(deliveries.c.due_at == written(due))
        return self._connection.execute(select(func.min(deliveries.c.id)).where(*same)).scalar()

    def _new(self, watch: int, way: str, kind: str, due: datetime) -> int:
        number = self._numbers()
        self._connection.execute(
            deliveries.insert().values(
                id=number, watch=watch, way=way, kind=kind, key=uuid.uuid4().hex, made_at=written(self._now), due_at=written(due), tries=0,
                state="waiting",
            )
        )  # fmt: skip
        return number


def ways_due(connection: Connection, now: datetime) -> tuple[str, ...]:
    """The names of the ways by which something is due."""
    return tuple(connection.execute(select(deliveries.c.way).where(_due(now)).distinct().order_by(deliveries.c.way)).scalars())


def take(connection: Connection, way: str, now: datetime) -> Delivery | None:
    """Takes the oldest delivery that is due by ``way``: for a while no other sender gets it. None where there is none."""
    query = select(deliveries.c.id).where(_due(now), deliveries.c.way == way).order_by(deliveries.c.due_at, deliveries.c.id).limit(1)
    number = connection.execute(query).scalar()
    if number is None:
        return None
    lease = uuid.uuid4().hex
    values = {"lease": lease, "leased_until": written(now + LEASE), "tries": deliveries.c.tries + 1}
    connection.execute(update(deliveries).where(deliveries.c.id == number).values(values))
    row = connection.execute(
        select(deliveries, watches.c.name).join(watches, watches.c.id == deliveries.c.watch).where(deliveries.c.id == number)
    ).one()
    held = connection.execute(
        select(delivery_alerts.c.alert).where(delivery_alerts.c.delivery == number).order_by(delivery_alerts.c.alert)
    ).scalars()
    return Delivery(number, row.name, row.way, row.kind, row.key, row.tries, row.made_at, tuple(held), lease)


def _due(now: datetime) -> ColumnElement[bool]:
    """Waiting, due, and in nobody's hands. What lies farther ahead than it could, a wrong clock wrote: it is due."""
    moment, hour = written(now), timedelta(hours=1)
    free = or_(
        deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= moment, deliveries.c.leased_until > written(now + 2 * LEASE)
    )
    wrong = or_(
        deliveries.c.made_at > written(now + hour),
        and_(deliveries.c.tries > 0, deliveries.c.due_at > written(now + LONGEST_RETRY + hour)),
        and_(deliveries.c.kind == "digest", deliveries.c.due_at > written(now + FARTHEST + hour)),
    )
    return and_(deliveries.c.state == "waiting", or_(deliveries.c.due_at <= moment, wrong), free)


def acknowledged(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """Writes down that the receiver has it; False where another sender was quicker."""
    mine = and_(deliveries.c.id == delivery.id, deliveries.c.state == "waiting")
    values = {"state": "sent", "sent_at": written(now), "lease": None, "leased_until": None, "problem": None}
    return bool(connection.execute(update(deliveries).where(mine).values(values)).rowcount)


def failed(connection: Connection, delivery: Delivery, problem: str, now: datetime, *, wait: float | None = None) -> datetime | None:
    """Writes down why it could not be sent; gives when it is tried again, None where it was given up."""
    mine = and_(deliveries.c.id == delivery.id, deliveries.c.lease == delivery.lease, deliveries.c.state == "waiting")
    begun = datetime.fromisoformat(delivery.made_at).astimezone(UTC)
    pause = min(LONGEST_RETRY, max(FIRST_RETRY * 2 ** min(delivery.tries - 1, 20), timedelta(seconds=wait or 0)))
    over = now - begun > PATIENCE and delivery.tries > 10
    values = {"lease": None, "leased_until": None, "problem": problem[:LONGEST_PROBLEM], "due_at": written(now + pause)}
    connection.execute(update(deliveries).where(mine).values(values | ({"state": "given-up"} if over else {})))
    return None if over else now + pause


def try_again(connection: Connection, now: datetime) -> int:
    """Has everything that was given up tried anew; gives how many those are."""
    values = {"state": "waiting", "due_at": written(now), "made_at": written(now), "tries": 0}
    return connection.execute(update(deliveries).where(deliveries.c.state == "given-up").values(values)).rowcount


def first_key(connection: Connection, alert: int, way: str) -> str | None:
    """The key of the delivery by which the first alert of the thread of ``alert`` went out that way; None for a first one."""
    thread = connection.execute(select(alerts.c.thread).where(alerts.c.id == alert)).scalar()
    if thread is None or thread == alert:
        return None
    joined = deliveries.join(delivery_alerts, delivery_alerts.c.delivery == deliveries.c.id)
    query = select(deliveries.c.key).select_from(joined).where(delivery_alerts.c.alert == thread, deliveries.c.way == way)
    return connection.execute(query.order_by(deliveries.c.id).limit(1)).scalar()
