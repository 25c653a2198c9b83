"""What the collector knows: every address that it has seen and when it is to be fetched, in the tables of the store.

Whatever changes, changes in one transaction with the report that it is about; so after a kill at any instant the work goes on
where the store stands, and nothing is lost or comes twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, func, select, update

from dateline.store.fetch_tables import fetches
from dateline.store.moments import written

Role = Literal["list", "page", "entry", "file"]
State = Literal["waiting", "done", "set-aside"]
AT_ONCE = 200  # keys looked up together


@dataclass(frozen=True, slots=True)
class Known:
    """A row of ``fetches``: see there for the fields."""

    key: str
    source: int
    role: Role
    address: str
    host: str
    seen_at: str
    title: str | None = None
    published: str | None = None
    content: bytes | None = None
    mark: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    state: State = "waiting"
    next_at: str | None = None
    tries: int = 0
    visits: int = 0
    position: int = 0
    status: int | None = None
    reason: str | None = None
    checked_at: str | None = None
    article: str | None = None


_ORDER = tuple(column.name for column in fetches.columns)
_COLUMNS = [fetches.c[name] for name in Known.__dataclass_fields__]
_CHANGE = update(fetches).where(fetches.c.key == bindparam("which"))


def digest_of(*parts: str | None) -> str:
    """One digest of several strings, None among them."""
    return hashlib.sha256("\0".join(part or "\1" for part in parts).encode("utf-8", "replace")).hexdigest()[:32]


def moment(now: datetime) -> str:
    """A moment as the tables have it."""
    return written(now)


def parsed(value: str) -> datetime:
    """A moment of the tables."""
    return datetime.fromisoformat(value).astimezone(UTC)


def row_of(connection: Connection, key: str) -> Known | None:
    """What is known of one address."""
    found = connection.execute(select(*_COLUMNS).where(fetches.c.key == key)).first()
    return _known(found) if found is not None else None


def _known(row: Row[Any]) -> Known:
    return Known(*tuple(row))


def known_of(connection: Connection, keys: Sequence[str]) -> dict[str, Known]:
    """What is known of many addresses."""
    found: dict[str, Known] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = connection.execute(select(*_COLUMNS).where(fetches.c.key.in_(keys[start : start + AT_ONCE])))
        found.update((row.key, _known(row)) for row in rows)
    return found


def add(connection: Connection, rows: Iterable[Known]) -> None:
    """New addresses."""
    values = [{name: getattr(row, name) for name in _ORDER} for row in rows]
    if values:
        connection.execute(fetches.insert(), values)


def change(connection: Connection, row: Known, **values: Any) -> Known:
    """Writes the new ``values`` of a row down; gives the row as it is then."""
    connection.execute(_CHANGE.values({name: bindparam(f"v_{name}") for name in values}), {"which": row.key, **_bound(values)})
    return replace(row, **values)


def _bound(values: dict[str, Any]) -> dict[str, Any]:
    return {f"v_{name}": value for name, value in values.items()}


def due(
    connection: Connection, now: str, sources: Sequence[int], *, closed: Sequence[str], busy: Sequence[str], most: int, each: int
) -> list[Known]:
    """``most`` addresses to be fetched now, of hosts that are not ``closed``, those first that have waited longest; ``each`` of a host."""
    waits = func.min(fetches.c.next_at).label("waits")
    open_hosts = (
        select(fetches.c.host, waits)
        .where(fetches.c.state == "waiting", fetches.c.next_at <= now, fetches.c.host.not_in(["", *closed]))
        .where(fetches.c.key.not_in(busy), fetches.c.source.in_(sources))
        .group_by(fetches.c.host)
        .order_by(waits, fetches.c.host)
        .limit(most)
    )
    found = [row for host, _ in connection.execute(open_hosts).all() for row in _first(connection, now, sources, host, busy, each)]
    return found[:most]


def due_here(connection: Connection, now: str, sources: Sequence[int], *, busy: Sequence[str], most: int) -> list[Known]:
    """What is to be read now and needs no fetching."""
    return _first(connection, now, sources, "", busy, most)


def _first(connection: Connection, now: str, sources: Sequence[int], host: str, busy: Sequence[str], most: int) -> list[Known]:
    found = connection.execute(
        select(*_COLUMNS)
        .where(fetches.c.state == "waiting", fetches.c.host == host, fetches.c.next_at <= now)
        .where(fetches.c.key.not_in(busy), fetches.c.source.in_(sources))
        .order_by(fetches.c.next_at, fetches.c.key)
        .limit(most)
    )
    return [_known(row) for row in found]


def next_moment(connection: Connection, sources: Sequence[int], *, busy: Sequence[str]) -> str | None:
    """When the next address that is not in hand is due, None if none is."""
    query = select(func.min(fetches.c.next_at)).where(fetches.c.state == "waiting", fetches.c.source.in_(sources))
    return connection.execute(query.where(fetches.c.key.not_in(busy))).scalar()


def is_as_it_was(connection: Connection, row: Known) -> bool:
    """False where a list has said something else of an address since ``row`` was taken in hand."""
    found = connection.execute(select(fetches.c.mark).where(fetches.c.key == row.key)).first()
    return found is None or found.mark == row.mark


def counts(connection: Connection) -> dict[str, int]:
    """How many addresses are in each state."""
    rows = connection.execute(select(fetches.c.state, func.count()).group_by(fetches.c.state)).all()
    return {state: count for state, count in rows}  # noqa: C416  rows are no pairs to a type checker
