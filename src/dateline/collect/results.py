"""What becomes of an address once it was fetched and read: kept, unchanged, to be tried again, or set aside with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from dateline.collect import health, pace, state
from dateline.collect.config import Manners
from dateline.collect.fetch import Answer, FetchFailed
from dateline.collect.intake import QUICKER, SLOWER, Origin, root_key
from dateline.collect.state import Known, moment, parsed
from dateline.ingest import Rejected
from dateline.store.keeping import Item, Keeping, Kept


@dataclass(frozen=True, slots=True)
class Moments:
    """Now, for the tables of collecting and for those of the reports."""

    now: datetime
    kept: str


def failed(connection: Connection, row: Known, origin: Origin, failure: FetchFailed, now: datetime, manners: Manners) -> Known:
    """Writes a failure down: the next try with back-off, or that the address is set aside. Lists are never set aside."""
    if not state.is_as_it_was(connection, row):  # it waits again, for what its list says now
        return row
    tries = row.tries + 1
    of_source = row.role == "list" or row.key == root_key(origin.settings)
    after = {"tries": tries, "status": failure.status, "reason": str(failure)[:1000], "checked_at": moment(now)}
    if not of_source and tries >= pace.tries_of(failure.kind):
        ended: state.State = "set-aside" if row.visits == 0 else "done"
        return state.change(connection, row, **after, state=ended, next_at=None, content=None)
    wait = max(failure.wait or 0.0, pace.back_off(tries, manners.retry))
    if of_source:
        health.failed(connection, origin.number, moment(now), str(failure)[:1000])
    return state.change(connection, row, **after, next_at=moment(now + timedelta(seconds=wait)))


def unchanged(connection: Connection, row: Known, origin: Origin, answer: Answer, now: datetime, manners: Manners) -> None:
    """Writes down that a page is as it was."""
    if row.key == root_key(origin.settings):
        health.succeeded(connection, origin.number, moment(now), new=False)
    state.change(
        connection, row, etag=answer.etag, modified=answer.modified, status=answer.status, reason=None, tries=0, checked_at=moment(now),
        visits=row.visits + 1, **_next(connection, row, origin, now, manners, new=False),
    )  # fmt: skip


def kept(connection: Connection, row: Known, origin: Origin, item: Item, answer: Answer | None, when: Moments, manners: Manners) -> Kept:
    """Keeps the report of a page or of an entry, and writes down that it is done, in the transaction of ``connection``."""
    found = Keeping(connection, when.kept).keep([item])[0]
    if not state.is_as_it_was(connection, row):  # it waits again, for what its list says now
        return found
    now, new = when.now, found.outcome in ("new", "new version")
    said = {"etag": answer.etag, "modified": answer.modified, "digest": answer.digest, "status": answer.status} if answer else {}
    named = {"article": None, "title": None} if found.outcome == "forgotten" else {"article": found.article}  # erased on request: not here
    state.change(
        connection, row, **said, **named, content=None, reason=None, tries=0, checked_at=moment(now), visits=row.visits + 1,
        **_next(connection, row, origin, now, manners, new=new),
    )  # fmt: skip
    if row.key == root_key(origin.settings):
        health.succeeded(connection, origin.number, moment(now), new=new)
    if new:
        health.look_at_layout(connection, origin.number, moment(now))
    return found


def _next(connection: Connection, row: Known, origin: Origin, now: datetime, manners: Manners, *, new: bool) -> dict[str, str | None]:
    """Whether and when a page is looked at again: a page that is a source for ever, a report a few times for changes of its text."""
    if row.key == root_key(origin.settings):
        last = health.pause_of(connection, origin.number) or manners.soonest
        pause = origin.settings.every or min(max(last * (QUICKER if new else SLOWER), manners.soonest), manners.latest)
        health.set_pause(connection, origin.number, pause)
        return {"state": "waiting", "next_at": moment(now + timedelta(seconds=pause))}
    if row.role == "page" and row.visits < len(manners.revisit):
        then = max(parsed(row.seen_at) + timedelta(seconds=manners.revisit[row.visits]), now)
        return {"state": "waiting", "next_at": moment(then)}
    return {"state": "done", "next_at": None}


def kept_of_file(
    connection: Connection, row: Known, origin: Origin, items: Sequence[Item], rejected: Sequence[Rejected], when: Moments, *, ended: bool
) -> tuple[Kept, ...]:
    """Keeps some reports of a file and how far it was read; what could not be read is set aside with its reason."""
    found = Keeping(connection, when.kept).keep(items)
    now = moment(when.now)
    aside = {_name(each): each for each in rejected}
    there = state.known_of(connection, list(aside))
    state.add(connection, [_aside(key, each, row, now) for key, each in aside.items() if key not in there])
    after: dict[str, str | None] = {"state": "done", "next_at": None} if ended else {}
    read = row.position + len(items) + len(rejected)
    state.change(connection, row, **after, position=read, tries=0, checked_at=now, visits=row.visits + (1 if ended else 0))
    health.succeeded(connection, origin.number, now, new=any(each.outcome in ("new", "new version") for each in found))
    return found


def _name(rejected: Rejected) -> str:
    return f"{rejected.uri}:{rejected.line}#set-aside" if rejected.line is not None else f"{rejected.uri}#set-aside"


def _aside(key: str, rejected: Rejected, row: Known, now: str) -> Known:
    return Known(key, row.source, "entry", rejected.uri, "", now, state="set-aside", reason=rejected.reason[:1000], checked_at=now)
