"""Collecting: what is due is fetched by several threads, read, and kept, until somebody says stop.

All decisions and all writing happen in one thread; the threads that fetch and the processes that read hand their results to it.
A report is taken from the list of what waits in the transaction that keeps it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from dateline.collect import folders, health, intake, results, state
from dateline.collect.config import Config, SourceSettings
from dateline.collect.fetch import Answer, Asked, Fetcher, FetchFailed
from dateline.collect.intake import Origin
from dateline.collect.listing import Further, Listing, Seen, listing_of
from dateline.collect.log import Log
from dateline.collect.metrics import Metrics
from dateline.collect.opml import feeds_of
from dateline.collect.pace import Hosts
from dateline.collect.reader import Reader, outcome_of
from dateline.collect.robots import Robots
from dateline.collect.state import Known, moment
from dateline.collect.work import Tally, Work
from dateline.errors import StoreError, StoreLocked, UnreadableSource
from dateline.ingest import Capture, Kind, Rejected
from dateline.store import Item, Kept, Store
from dateline.store.packing import decompress

CHUNK = 500  # entries of a list that are written down together
AT_A_TIME = 8  # results dealt with before looking for what is due
IDLE = 1.0  # seconds that the collector sleeps at most
PATIENCE, TRIES, FEW = 5.0, 120, 3  # seconds between tries to write into a store, how many where others write into it, and else


Event = Callable[[], None]


class Collector:
    """Collects from the sources of a configuration into a store."""

    def __init__(
        self, config: Config, store: Store, reader: Reader, *, base: Path = Path(), log: Log | None = None, metrics: Metrics | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        """``base`` is where relative paths of the configuration begin; ``clock`` tells the time of the schedule."""
        self.tally, self.metrics = Tally(), metrics or Metrics()
        self._manners, self._settings, self._store, self._reader, self._base = config.collect, config.sources, store, reader, base
        self._log, self._clock = log or Log("none"), clock
        manners = config.collect
        self._fetcher = Fetcher(contact=manners.contact, allow=manners.allow, limit=manners.limit, redirects=manners.redirects)
        self._robots = Robots(self._fetcher)
        self._hosts = Hosts(delay=manners.delay, per_host=manners.per_host, clock=time.monotonic)
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._origins: dict[int, Origin] = {}
        self._busy: set[str] = set()
        self._looked: set[str] = set()  # lists that one look is enough for
        self._once = False
        self._fetching = 0
        self._reading = 0
        self._scans: dict[int, float] = {}

    def stop(self) -> None:
        """Ends the run soon: what is being read is kept, the rest stays written down as waiting. May be called from anywhere."""
        self._stopped.set()
        self._events.put(lambda: None)

    def run(self, *, once: bool = False, alive: Callable[[], None] = lambda: None) -> Tally:
        """Collects until ``stop``; with ``once`` looks at every source, reads what is due and ends. ``alive`` is called every second."""
        self._once = once
        pool = ThreadPoolExecutor(self._manners.at_once, thread_name_prefix="fetch")
        try:
            self._prepare(once=once)
            while not self._stopped.is_set():
                alive()
                self._scan(once=once)
                if self._dispatch(pool):
                    continue
                if once and not self._busy and not self._waits():
                    break
                self._take()
            self._finish_reading()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            self._fetcher.close()
        return self.tally

    def _write(self, what: Callable[[Connection], object]) -> object:
        """Runs ``what`` in one transaction; where the store cannot be written for a while, waits for it."""
        for left in range(TRIES, -1, -1):
            try:
                with self._store.writing() as connection:
                    return what(connection)
            except StoreError as error:
                if not left or self._stopped.is_set() or (not isinstance(error, StoreLocked) and left <= TRIES - FEW):
                    raise
                self._log("store-waits", reason=str(error))
                self._stopped.wait(PATIENCE)
        return None

    # ---- sources

    def _prepare(self, *, once: bool) -> None:
        sources = [each for each in self._settings if each.kind != "opml"]
        for listed in (each for each in self._settings if each.kind == "opml"):
            sources.extend(self._feeds(listed, {each.name for each in sources}))

        def prepare(connection: Connection) -> None:
            self._origins = intake.prepare(connection, sources, moment(self._clock()))
            if once:
                intake.look_now(connection, list(self._origins.values()), moment(self._clock()))

        self._write(prepare)
        self._log("started", sources=len(sources), store=self._store.address)

    def _feeds(self, listed: SourceSettings, taken: set[str]) -> Sequence[SourceSettings]:
        try:
            found = feeds_of(listed, self._base, self._fetcher, taken)
        except (UnreadableSource, FetchFailed) as error:
            self._log("source-failed", source=listed.name, reason=str(error))
            return ()
        return found

    def _scan(self, *, once: bool) -> None:
        """Looks for new files where it is time to."""
        for number, origin in self._origins.items():
            source = origin.settings
            if source.kind not in ("folder", "archive") or time.monotonic() < self._scans.get(number, 0.0):
                continue
            pause = source.every if source.every is not None else folders.WATCHED
            self._scans[number] = float("inf") if once else time.monotonic() + max(pause, 0.05)
            self._look_into(number, origin, settled=not once)

    def _look_into(self, number: int, origin: Origin, *, settled: bool) -> None:
        now = self._clock()
        try:
            files = folders.files_in(origin.settings, self._base, settled=settled)
        except (UnreadableSource, OSError) as error:
            reason = str(error)
            self._write(lambda connection: health.failed(connection, number, moment(now), reason))
            self._log("source-failed", source=origin.settings.name, reason=reason)
            return

        def take(connection: Connection) -> int:
            new = folders.take(connection, origin, files, now)
            health.succeeded(connection, number, moment(now), new=new > 0)
            if not new:
                health.look_for_silence(connection, number, now)
            return new

        if new := self._write(take):
            self._log("files-found", source=origin.settings.name, files=str(new))

    # ---- what is due

    def _in_hand(self) -> tuple[str, ...]:
        return (*self._busy, *self._looked)

    def _waits(self) -> bool:
        """True where something is due, though its host may not be asked yet."""
        with self._store.reading() as connection:
            first = state.next_moment(connection, list(self._origins), busy=self._in_hand())
        return first is not None and first <= moment(self._clock())

    def _dispatch(self, pool: ThreadPoolExecutor) -> bool:
        """Begins what is due and may begin; True where something was begun."""
        room, here = self._manners.at_once - self._fetching, self._reader.room - self._reading
        if self._stopped.is_set() or here <= 0:
            return False
        with self._store.reading() as connection:
            now, sources, busy = moment(self._clock()), list(self._origins), self._in_hand()
            found = state.due_here(connection, now, sources, busy=busy, most=here)
            most, closed = max(0, room), self._hosts.closed()
            asked = state.due(connection, now, sources, closed=closed, busy=busy, most=most, each=self._manners.per_host) if most else []
        begun = [row for row in asked if self._begin(row, pool)]
        for row in found:
            self._busy.add(row.key)
            if row.role == "file":
                self._read_on(folders.opened(row))
            else:
                self._read(self._work_of_entry(row))
        return bool(begun)

    def _begin(self, row: Known, pool: ThreadPoolExecutor) -> bool:
        if not self._hosts.room(row.host):
            return False
        self._busy.add(row.key)
        self._fetching += 1
        self._hosts.begin(row.host, self._robots.delay(row.host))
        pool.submit(self._fetch, row)
        return True

    def _fetch(self, row: Known) -> None:
        """Fetches one address (in a thread of its own) and hands in what came."""
        largest = self._manners.largest << 20
        asked = Asked(row.address, row.etag, row.modified, largest * 10 if row.role == "list" else largest)
        try:
            self._robots.check(row.address)
            came: Answer | FetchFailed = self._fetcher.fetch(asked)
        except FetchFailed as error:
            came = error
        except Exception as error:  # noqa: BLE001  a fault of ours over one address stops no collecting
            came = FetchFailed(f"{row.address}: fetching it failed ({type(error).__name__}: {error}).", "lasting")
        self._events.put(lambda: self._guarded(row, lambda: self._fetched(row, came)))

    def _guarded(self, row: Known, work: Callable[[], None]) -> None:
        """Runs ``work``; what it cannot do is the failure of the one address that it is about."""
        try:
            work()
        except UnreadableSource as error:
            self._failed(row, FetchFailed(str(error), "passing"))
        except StoreLocked:
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours over one address stops no collecting
            said = str(error) if isinstance(error, StoreError) else f"{type(error).__name__}: {str(error)[:300]}"
            self._failed(row, FetchFailed(f"{row.address}: it could not be taken in ({said}).", "lasting"))

    def _take(self) -> None:
        """Deals with what has come in; waits for it, or for what is due next, a second at most."""
        wait = self._until_due() if not self._busy else min(IDLE, self._hosts.next_free() or IDLE)
        try:
            self._events.get(timeout=wait)()
            for _ in range(AT_A_TIME):
                self._events.get_nowait()()
        except queue.Empty:
            return

    def _until_due(self) -> float:
        with self._store.reading() as connection:
            first = state.next_moment(connection, list(self._origins), busy=self._in_hand())
            self.metrics.waiting(state.counts(connection).get("waiting", 0))
        due = (state.parsed(first) - self._clock()).total_seconds() if first else IDLE
        return min(IDLE, max(0.005, due, self._hosts.next_free() or 0.0))

    # ---- what has come

    def _fetched(self, row: Known, came: Answer | FetchFailed) -> None:
        self._fetching -= 1
        self._hosts.end(row.host, came.wait if isinstance(came, FetchFailed) else None)
        self.tally.fetched += 1
        origin = self._origins[row.source]
        if self._stopped.is_set():
            return
        if isinstance(came, FetchFailed):
            self._failed(row, came)
            return
        fresh = came.body is not None and came.digest != row.digest
        self.metrics.fetched("new" if fresh else "unchanged")
        self._log("fetched", source=origin.settings.name, address=row.address, status=came.status, bytes=len(came.body or b""))
        if row.role == "list":
            self._listed(row, origin, came, fresh=fresh)
        elif not fresh:
            self._write(lambda connection: results.unchanged(connection, row, origin, came, self._clock(), self._manners))
            self._busy.discard(row.key)
        else:
            address = came.moved_to or row.address
            body = came.body or b""
            made = Capture(body, came.address, None, address=address, charset=came.charset, title=row.title, given=row.published,
                           retrieved=came.retrieved)  # fmt: skip
            self._read(Work(row, [made], came))

    def _failed(self, row: Known, failure: FetchFailed) -> None:
        origin = self._origins[row.source]
        after = self._write(lambda connection: results.failed(connection, row, origin, failure, self._clock(), self._manners))
        self._busy.discard(row.key)
        self.tally.failed += 1
        self.metrics.fetched(failure.kind)
        aside = isinstance(after, Known) and after.state == "set-aside"
        if aside:
            self.tally.set_aside += 1
            self.metrics.set_aside()
        self._log("set-aside" if aside else "failed", source=origin.settings.name, reason=str(failure), tries=row.tries + 1)

    def _listed(self, row: Known, origin: Origin, answer: Answer, *, fresh: bool) -> None:
        """Writes down what a list names, some at a time; what its site said of it is written with the last of them."""
        listing = listing_of(answer, origin.settings, row.address) if fresh else Listing(None, iter(()))
        new, now = 0, self._clock()
        while (items := list(islice(listing.items, CHUNK))) and not self._stopped.is_set():
            new += self._items(origin, items, now)
        if not self._stopped.is_set():
            pause = listing.pause
            self._write(lambda connection: intake.finish(connection, row, origin, answer, new, pause, now, self._manners))
            self._looked.update([row.key] if self._once else ())
            self._log("looked", source=origin.settings.name, address=row.address, new=new)
        self._busy.discard(row.key)

    def _items(self, origin: Origin, items: Sequence[Seen | Further | Rejected], now: datetime) -> int:
        seen, further = [each for each in items if isinstance(each, Seen)], [each for each in items if isinstance(each, Further)]
        for each in items:
            if isinstance(each, Rejected):
                self._log("entry-passed-over", source=origin.settings.name, reason=each.reason)

        def take(connection: Connection) -> int:
            intake.take_further(connection, origin, further, now)
            return intake.take(connection, origin, seen, now, self._manners)

        new = self._write(take)
        return new if isinstance(new, int) else 0

    # ---- reading

    def _work_of_entry(self, row: Known) -> Work:
        address = row.address if row.address != row.key else None
        body = decompress(row.content) if row.content else b""
        return Work(row, [Capture(body, row.address, Kind.HTML, address=address, given=row.published, retrieved=row.seen_at)])

    def _read_on(self, file: folders.OpenFile) -> None:
        """The next reports of a file."""
        found = file.group()
        captures = [each for each in found if isinstance(each, Capture)]
        rejected = [each for each in found if isinstance(each, Rejected)]
        self._read(Work(file.row, captures, file=file, rejected=rejected, ended=len(found) < folders.GROUP))

    def _read(self, work: Work) -> None:
        self._reading += len(work.captures)
        work.left = len(work.captures)
        if not work.captures:
            self._events.put(lambda: self._guarded(work.row, lambda: self._done(work)))
        for capture in work.captures:
            future = self._reader.submit(capture)
            work.futures.append(future)
            future.add_done_callback(lambda _: self._events.put(lambda: self._one_read(work)))

    def _one_read(self, work: Work) -> None:
        work.left -= 1
        self._reading -= 1
        if not work.left:
            self._guarded(work.row, lambda: self._done(work))

    def _done(self, work: Work) -> None:
        """Keeps what was read of one piece of work."""
        begun, row, origin = time.monotonic(), work.row, self._origins[work.row.source]
        outcomes = [outcome_of(self._reader, future, capture) for future, capture in zip(work.futures, work.captures, strict=True)]
        if work.file is None and isinstance(outcomes[0], Rejected):
            self._failed(row, FetchFailed(outcomes[0].reason, "lasting"))
            return
        name, items = origin.settings.name, []
        for outcome, capture in zip(outcomes, work.captures, strict=True):
            if isinstance(outcome, Rejected):
                work.rejected.append(outcome)
            else:
                items.append(Item(outcome, capture.data, name, capture.retrieved))
        found = self._keep(work, origin, items)
        self.metrics.read(time.monotonic() - begun)
        for item, each in zip(items, found, strict=True):
            self._count(each, item, name)
        for aside in work.rejected:
            self.tally.set_aside += 1
            self.metrics.set_aside()
            self._log("set-aside", source=name, reason=aside.reason)
        if work.file is not None and not work.ended and not self._stopped.is_set():
            self._read_on(folders.OpenFile(self._moved_on(row), work.file.rest))
        else:
            self._busy.discard(row.key)

    def _moved_on(self, row: Known) -> Known:
        with self._store.reading() as connection:
            return state.row_of(connection, row.key) or row

    def _keep(self, work: Work, origin: Origin, items: Sequence[Item]) -> tuple[Kept, ...]:
        when = results.Moments(self._clock(), self._store.now())

        def keep(connection: Connection) -> tuple[Kept, ...]:
            if work.file is not None:
                return results.kept_of_file(connection, work.row, origin, items, work.rejected, when, ended=work.ended)
            return (results.kept(connection, work.row, origin, items[0], work.answer, when, self._manners),)

        found = self._write(keep)
        return found if isinstance(found, tuple) else ()

    def _count(self, kept: Kept, item: Item, source: str) -> None:
        self.metrics.kept(kept.outcome)
        self.tally.new += kept.outcome == "new"
        self.tally.versions += kept.outcome == "new version"
        self.tally.same += kept.outcome == "same"
        headline = item.record.article.headline
        self._log("kept", source=source, outcome=kept.outcome, article=kept.article, headline=headline.text if headline else None)

    def _finish_reading(self) -> None:
        """After a stop: keeps what is being read, for a while at most."""
        until = time.monotonic() + 30.0
        while self._reading and time.monotonic() < until:
            try:
                self._events.get(timeout=1.0)()
            except queue.Empty:
                continue
        self._log("stopped", **{name: int(getattr(self.tally, name)) for name in ("fetched", "failed", "new", "versions", "same")})
