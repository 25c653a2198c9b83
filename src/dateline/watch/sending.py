"""Sending what waits in the outbox: one way out after the other, or each in a thread of its own; a dead receiver holds up nobody else."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy import Connection, select

from dateline.errors import DatelineError
from dateline.store.store import Store
from dateline.store.tables import meta
from dateline.store.watch_tables import alerts, deliveries, watches
from dateline.watch import mail, outbox, saved, webhook
from dateline.watch.feeds import MOST, feed, write_whole
from dateline.watch.outbox import Delivery
from dateline.watch.packets import MOST as TOLD
from dateline.watch.packets import Packet, SendFailed, packet_of
from dateline.watch.ways import FEEDS, Way, secret, way_named
from dateline.watch.wording import Message, as_data, messages

AT_ONCE, PASS = 8, 10.0  # ways that send at the same time; seconds of one way in one pass
LOOKED_BACK = 1 << 20  # bytes at the end of a file of alerts in which a key is looked for
Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a pass did: deliveries acknowledged, and tries that failed."""

    sent: int = 0
    failed: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(self.sent + other.sent, self.failed + other.failed)


def _silent(fact: str, reason: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends by the ways of one store; relative paths begin at ``base``."""

    store: Store
    base: Path
    say: Say
    clock: Callable[[], datetime]

    def one_way(self, name: str) -> Sent:
        """Sends what is due by one way until it fails or nothing is left."""
        done, until = Sent(), time.monotonic() + PASS
        while time.monotonic() < until:  # a slow receiver gets its turn again, after the others
            with self.store.writing() as connection:
                delivery = outbox.take(connection, name, self.clock())
            if delivery is None:
                break
            ended = self._deliver(delivery)
            done += ended
            if ended.failed:
                break
        return done

    def _deliver(self, delivery: Delivery) -> Sent:
        """Sends one delivery, in no transaction, and writes down how it ended."""
        try:
            with self.store.reading() as connection:
                way = way_named(delivery.way, saved.ways(connection))
                packet = self._packet(connection, delivery, way)
            if packet is not None:
                self._send(way, packet)
        except SendFailed as error:
            return self._failed(delivery, str(error), error.wait, taken=error.taken)
        except DatelineError as error:
            return self._failed(delivery, str(error))
        except Exception as error:  # noqa: BLE001  a fault of ours over one message holds up no other
            return self._failed(delivery, f"sending failed ({type(error).__name__}).")
        with self.store.writing() as connection:
            outbox.acknowledged(connection, delivery, self.clock())
        return Sent(sent=1)

    def _failed(self, delivery: Delivery, reason: str, wait: float | None = None, *, taken: bool = False) -> Sent:
        with self.store.writing() as connection:
            if taken:
                outbox.acknowledged(connection, delivery, self.clock())
                again = None
            else:
                again = outbox.failed(connection, delivery, reason, self.clock(), wait=wait)
        after = f"; tried again at {again.strftime('%Y-%m-%d %H:%M:%S')} UTC" if again is not None else "; not tried again"
        self.say("not-delivered", f"{delivery.way}, try {delivery.tries}: {reason.rstrip('.')}{after}.")
        return Sent(sent=int(taken), failed=1)

    def _packet(self, connection: Connection, delivery: Delivery, way: Way) -> Packet | None:
        if way.kind in FEEDS:
            self._feed(connection, delivery, way)
            return None
        told = messages(connection, delivery.alerts[:TOLD])
        if not told:  # all of it was forgotten on request
            return None
        first = outbox.first_key(connection, delivery.alerts[0], delivery.way) if len(delivery.alerts) == 1 else None
        date = format_datetime(datetime.fromisoformat(delivery.made_at).astimezone(UTC))
        return packet_of(delivery.key, delivery.watch, delivery.kind, date, told, first, left_out=max(0, len(delivery.alerts) - TOLD))

    def _feed(self, connection: Connection, delivery: Delivery, way: Way) -> None:
        write_whole(self.base / (way.address or ""), feed(way.kind, delivery.watch, mark(connection), newest(connection, delivery.watch)))

    def _send(self, way: Way, packet: Packet) -> None:
        if way.kind == "terminal":
            sys.stdout.buffer.write((packet.text + "\n").encode("utf-8", "replace"))
            sys.stdout.flush()
        elif way.kind == "file":
            append(self.base / (way.address or ""), packet)
        elif way.kind == "email":
            mail.send(way, packet)
        elif way.kind == "webhook":
            webhook.send(way, packet, int(self.clock().timestamp()))
        else:
            _apprise(way, packet)


def send_due(store: Store, *, base: Path | None = None, say: Say = _silent, clock: Callable[[], datetime] | None = None) -> Sent:
    """Sends everything that is due, each way in a thread of its own; ``say`` takes one line for each failure."""
    now = clock if clock is not None else lambda: datetime.fromisoformat(store.now()).astimezone(UTC)
    with store.reading() as connection:
        names = outbox.ways_due(connection, now())
    if not names:
        return Sent()
    sender = Sender(store, base or Path(), say, now)
    if len(names) == 1:
        return sender.one_way(names[0])
    with ThreadPoolExecutor(min(AT_ONCE, len(names)), thread_name_prefix="send") as pool:
        return sum(pool.map(sender.one_way, names), Sent())


def mark(connection: Connection) -> str:
    """What tells this store from others, the same for ever."""
    return str(connection.execute(select(meta.c.value).where(meta.c.key == "made_at")).scalar() or "")


def newest(connection: Connection, watch: str, most: int = MOST) -> tuple[Message, ...]:
    """The newest alerts of a watch, the newest first."""
    query = select(alerts.c.id).join(watches, watches.c.id == alerts.c.watch).where(watches.c.name == watch, ~alerts.c.held)
    return messages(connection, list(connection.execute(query.order_by(alerts.c.id.desc()).limit(most)).scalars()))


def append(path: Path, packet: Packet) -> None:
    """Adds a packet to a file as one line of JSON; where the file holds its key already, nothing is added."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"key": packet.key, "watch": packet.watch, "kind": packet.kind, "left_out": packet.left_out,
                       "alerts": [as_data(message) for message in packet.messages]}, ensure_ascii=False)  # fmt: skip
    try:
        with path.open("ab+") as file:
            end = file.seek(0, 2)
            file.seek(max(0, end - LOOKED_BACK))
            tail = file.read()
            if f'{{"key": "{packet.key}"'.encode() not in tail or not tail.endswith(b"\n"):
                file.write((b"" if not tail or tail.endswith(b"\n") else b"\n") + line.encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise SendFailed(f"{path} cannot be written ({error.strerror}).") from error


def _apprise(way: Way, packet: Packet) -> None:
    """Hands a packet to apprise, which knows some hundred chat services."""
    try:
        import apprise
    except ModuleNotFoundError as error:
        raise SendFailed('this way needs the package apprise: pip install "dateline[chat]".') from error
    service = apprise.Apprise()
    if not service.add(secret(way.address or "")):
        raise SendFailed("apprise does not know the service of that address.")
    if not service.notify(title=packet.subject, body=packet.text):
        raise SendFailed("the chat service did not take it.")


def waiting(connection: Connection, limit: int = 100) -> Sequence[tuple[str, str, str, int, str | None]]:
    """What is not delivered yet, the oldest first: watch, way, state, tries, the last problem."""
    table = deliveries
    query = select(watches.c.name, table.c.way, table.c.state, table.c.tries, table.c.problem)
    query = query.join(watches, watches.c.id == table.c.watch).where(table.c.state != "sent").order_by(table.c.id).limit(limit)
    return [tuple(row) for row in connection.execute(query)]
