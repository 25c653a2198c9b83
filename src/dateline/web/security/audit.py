"""Who did what at the desk: rows are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dateline.store.desk_tables import audit
from dateline.store.store import Store
from dateline.store.writing import Numbers

LONGEST = 300  # characters of what an act was about


@dataclass(frozen=True, slots=True)
class Act:
    """Something done: ``did`` is a short code (signed-in, refused, added-user ...), ``about`` what it was done to."""

    who: str
    did: str
    about: str | None = None
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it is kept."""

    id: int
    at: str
    act: Act


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries to list: of one person, of one code, below a number, at most so many."""

    who: str | None = None
    did: str | None = None
    before: int | None = None
    limit: int = 100


def note(connection: Connection, at: str, *acts: Act) -> None:
    """Writes ``acts`` down, in the transaction that does them."""
    numbers = Numbers(connection, "audit")
    for act in acts:
        about = act.about[:LONGEST] if act.about else act.about
        connection.execute(audit.insert().values(id=numbers(), at=at, who=act.who, did=act.did, about=about, client=act.client))
    numbers.close()


def listed(store: Store, asked: Asked) -> tuple[Entry, ...]:
    """The entries asked for, the newest first."""
    query = select(audit.c.id, audit.c.at, audit.c.who, audit.c.did, audit.c.about, audit.c.client)
    if asked.who:
        query = query.where(audit.c.who == asked.who)
    if asked.did:
        query = query.where(audit.c.did == asked.did)
    if asked.before is not None:
        query = query.where(audit.c.id < asked.before)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(audit.c.id.desc()).limit(asked.limit))
        return tuple(Entry(number, at, Act(who, did, about, client)) for number, at, who, did, about, client in rows)


def codes(store: Store) -> Sequence[str]:
    """The codes that the log holds."""
    with store.reading() as connection:
        return connection.execute(select(audit.c.did).distinct().order_by(audit.c.did)).scalars().all()
