"""When somebody last looked at the first page: what is new counts from there.

Two moments are kept for each person: where "new" begins, and when the page was last left behind. Leaving it for a report and coming back
within the hour changes nothing; the next sitting begins where the last one ended. A person may also say "I have seen this".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from dateline.store.desk_tables import looks
from dateline.store.moments import start_of
from dateline.store.store import Store

SEEN, LEFT = "today", "today/left"
SITTING = timedelta(hours=1)  # without a look, after which the next one begins


def new_since(store: Store, who: str) -> str | None:
    """The moment from which on everything is new to a person; None to whom all of it is."""
    with store.reading() as connection:
        seen, left = _kept(connection, who)
    return left if left is not None and _apart(left, store.now()) else seen


def seen(connection: Connection, who: str, at: str) -> None:
    """Writes down that a person has seen what there was at that moment."""
    _put(connection, who, SEEN, at)
    _put(connection, who, LEFT, at)


def left(connection: Connection, who: str, at: str) -> None:
    """Writes down that a person left the page that was made at that moment."""
    _, before = _kept(connection, who)
    if before is not None and _apart(before, at):  # the first look of a sitting
        _put(connection, who, SEEN, before)
    if before is None or before < at:
        _put(connection, who, LEFT, at)


def bounded(store: Store, at: str) -> str:
    """The moment that a form names, as the store writes it, never one to come; ``UsageError`` where it is none."""
    return min(start_of(at), store.now())


def _apart(earlier: str, later: str) -> bool:
    return datetime.fromisoformat(later) - datetime.fromisoformat(earlier) > SITTING


def _kept(connection: Connection, who: str) -> tuple[str | None, str | None]:
    query = select(looks.c.what, looks.c.at).where(looks.c.who == who, looks.c.what.in_((SEEN, LEFT)))
    found: dict[str, str] = {row[0]: row[1] for row in connection.execute(query)}
    return found.get(SEEN), found.get(LEFT)


def _put(connection: Connection, who: str, what: str, at: str) -> None:
    connection.execute(delete(looks).where(looks.c.who == who, looks.c.what == what))
    connection.execute(looks.insert().values(who=who, what=what, at=at))
