"""From lists to addresses that wait to be fetched: what is new, what has changed, when to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from dateline.collect import health, state
from dateline.collect.addresses import host_of
from dateline.collect.config import Manners, SourceSettings
from dateline.collect.fetch import Answer
from dateline.collect.listing import Further, Seen
from dateline.collect.state import Known, moment
from dateline.store.fetch_tables import fetches, source_health
from dateline.store.packing import compress

MAP_AGE = 7 * 86_400.0  # seconds: pages of a sitemap that are older when first seen are history
QUICKER, SLOWER = 0.6, 1.5  # what the pause is multiplied by when a look brought something new, and when not
MOST_FURTHER = 50  # sitemaps of one index


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as the collector works with it: its number in the store and its settings."""

    number: int
    settings: SourceSettings


def prepare(connection: Connection, sources: Sequence[SourceSettings], now: str) -> dict[int, Origin]:
    """Writes the sources down and gives each its first row to fetch; one that lies elsewhere now is looked at anew."""
    numbers = health.register(connection, sources, now)
    for source in sources:
        if source.is_local:
            continue
        number, key = numbers[source.name], root_key(source)
        row = state.row_of(connection, key)
        if row is None:
            role: state.Role = "page" if key.startswith("page:") else "list"
            state.add(connection, [Known(key, number, role, source.address, host_of(source.address), now, next_at=now)])
        elif row.address != source.address or row.state != "waiting":
            fresh = {"address": source.address, "host": host_of(source.address), "etag": None, "modified": None, "digest": None}
            state.change(connection, row, **fresh, state="waiting", next_at=now, tries=0)
    return {number: Origin(number, source) for source in sources for number in [numbers[source.name]]}


def root_key(source: SourceSettings) -> str:
    """What the first row of a source is known by."""
    return f"{'page' if source.kind == 'page' and source.links is None else 'list'}:{source.name}"


def look_now(connection: Connection, origins: Sequence[Origin], now: str) -> None:
    """Makes the lists of sources due at once."""
    numbers = [origin.number for origin in origins]
    roots = (fetches.c.source.in_(numbers)) & ((fetches.c.role == "list") | fetches.c.key.like("page:%"))
    connection.execute(update(fetches).where(roots, fetches.c.state == "waiting").values(next_at=now))


def take(connection: Connection, origin: Origin, seen: Sequence[Seen], now: datetime, manners: Manners) -> int:
    """Writes down the reports that a list names, those it has not named before and those it says something else of; gives how many."""
    wanted = {each.key: each for each in seen if not _too_old(each, origin.settings, now)}
    known = state.known_of(connection, list(wanted))
    fresh = [_row(each, origin, moment(now)) for key, each in wanted.items() if key not in known]
    state.add(connection, fresh)
    changed = [(known[key], each) for key, each in wanted.items() if key in known and _says_more(known[key], each, origin, now, manners)]
    for row, each in changed:
        again = _row(each, origin, row.seen_at)
        state.change(
            connection, row, role=again.role, content=again.content, host=again.host, address=again.address, title=again.title,
            published=again.published, mark=again.mark, state="waiting", next_at=moment(now), tries=0,
        )  # fmt: skip
    return len(fresh) + len(changed)


def _too_old(seen: Seen, source: SourceSettings, now: datetime) -> bool:
    age = source.newer if source.newer is not None else MAP_AGE if source.kind == "sitemap" else None
    if age is None or seen.dated is None:
        return False
    return seen.dated[:10] < (now - timedelta(seconds=age)).date().isoformat()


def _says_more(row: Known, seen: Seen, origin: Origin, now: datetime, manners: Manners) -> bool:
    """True where the source that named a report first says something else of it now, and it was not looked at just before."""
    if row.source != origin.number or row.mark == seen.mark or row.role == "list":
        return False
    return row.checked_at is None or (now - state.parsed(row.checked_at)).total_seconds() >= manners.soonest


def _row(seen: Seen, origin: Origin, now: str) -> Known:
    whole = seen.page is not None
    return Known(
        key=seen.key,
        source=origin.number,
        role="entry" if whole else "page",
        address=seen.address or seen.key,
        host="" if whole else host_of(seen.address or ""),
        seen_at=now,
        title=seen.title,
        published=seen.published,
        content=compress(seen.page) if seen.page is not None else None,
        mark=seen.mark,
        next_at=now,
    )


def take_further(connection: Connection, origin: Origin, further: Sequence[Further], now: datetime) -> None:
    """Writes down the further lists that a list names, the latest of them."""
    since = (now - timedelta(seconds=origin.settings.newer or MAP_AGE)).date().isoformat()
    recent = [each for each in further if each.modified is None or each.modified[:10] >= since]
    for each in sorted(recent, key=lambda one: one.modified or "", reverse=True)[:MOST_FURTHER]:
        key = f"list:{origin.settings.name}#{each.address}"
        row = state.row_of(connection, key)
        if row is None:
            new = Known(
                key, origin.number, "list", each.address, host_of(each.address), moment(now), mark=each.modified, next_at=moment(now)
            )
            state.add(connection, [new])
        elif each.modified and row.mark != each.modified:
            state.change(connection, row, mark=each.modified, next_at=moment(now))


def finish(
    connection: Connection, row: Known, origin: Origin, answer: Answer, new: int, asked: float | None, now: datetime, manners: Manners
) -> float:
    """Writes down that a list was read to its end, what its site said of it, and when to look again; gives the pause."""
    pause = _pause(connection, origin, new, asked, manners)
    state.change(
        connection, row, etag=answer.etag, modified=answer.modified, digest=answer.digest or row.digest, status=answer.status, reason=None,
        tries=0, visits=row.visits + 1, checked_at=moment(now), next_at=moment(now + timedelta(seconds=pause)),
    )  # fmt: skip
    health.succeeded(connection, origin.number, moment(now), new=new > 0, pause=pause)
    if answer.moved_to and row.key == root_key(origin.settings):
        health.moved(connection, origin.number, answer.moved_to, moment(now))
    if not new:
        health.look_for_silence(connection, origin.number, now)
    return pause


def _pause(connection: Connection, origin: Origin, new: int, asked: float | None, manners: Manners) -> float:
    """The seconds to the next look: shorter after one that brought something, longer after one that did not, within the limits."""
    if origin.settings.every is not None:
        return origin.settings.every
    last = connection.execute(select(source_health.c.pause).where(source_health.c.source == origin.number)).scalar()
    pause = manners.soonest if last is None else last * (QUICKER if new else SLOWER)
    return min(max(pause, manners.soonest, asked or 0.0), manners.latest)
