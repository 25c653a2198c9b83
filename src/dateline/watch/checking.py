"""Checking what was newly kept against all watches: each report once, its alerts and their deliveries in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from dateline.errors import DatelineError, UsageError
from dateline.store.packing import unpack
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles
from dateline.store.tables import notices, readings, sources, versions
from dateline.store.watch_tables import watches
from dateline.stories.book import StoryBook
from dateline.stories.changes_book import ChangeBook
from dateline.watch import saved
from dateline.watch.changing import check_changes, newest
from dateline.watch.deciding import Ledger, Place, decide, gap
from dateline.watch.facts import Facts
from dateline.watch.ledger import StoredLedger
from dateline.watch.matching import Rule, RuleIndex, compiled
from dateline.watch.telling import Draft

GROUP = 32  # reports of one transaction
PLAIN = ("identical", "abridged")  # copies that say nothing of their own
NOTICES = ("source-silent", "source-failing")
Say = Callable[[str, str], None]  # a fact for the log, and the reason


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check did: how many reports it looked at, and the numbers of the alerts that it raised."""

    reports: int
    alerts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A report to be checked, with where it stands."""

    facts: Facts
    place: Place


def _silent(fact: str, reason: str) -> None:
    """Says nothing."""


class Watcher:
    """Checks a store's new reports against its watches; several processes may do so, each report is checked by one of them."""

    def __init__(
        self, store: Store, *, say: Say = _silent, clock: Callable[[], datetime] | None = None, book: StoryBook | None = None
    ) -> None:
        """``say`` takes facts for the log, ``clock`` tells the time (by default the store's), ``book`` is one that places stories."""
        self._store, self._say, self._clock = store, say, clock
        self._book = book
        self._changes: ChangeBook | None = None
        self._mark: tuple[object, ...] = ()
        self._rules: tuple[Rule, ...] = ()
        self._index = RuleIndex()

    def now(self) -> datetime:
        """The moment in UTC."""
        return self._clock() if self._clock is not None else datetime.fromisoformat(self._store.now()).astimezone(UTC)

    def check(self) -> Checked:
        """Checks every report kept since the last check, then what only time shows: silent sources, gaps, changes."""
        reports, raised = 0, list[int]()
        while found := self._some():
            reports += found.reports
            raised += found.alerts
        raised += self._of_time()
        return Checked(reports, tuple(raised))

    def _some(self) -> Checked | None:
        """Checks the next few reports; None where there are none."""
        with self._store.reading() as connection:
            if not self._compile(connection):
                return None
            waiting = _waiting(connection)
        if not waiting:
            return None
        self._place(waiting)
        with self._store.writing() as connection:
            mine = _waiting(connection)  # another process may have been quicker
            raised: list[int] = []
            if mine:
                ledger = self._ledger(connection)
                for each in seen(connection, mine):
                    raised += self._decide(ledger, each)
                saved.move_on(connection, mine[-1])
                ledger.close()
        return Checked(len(mine), tuple(raised))

    def _ledger(self, connection: Connection, *, send: bool = True) -> StoredLedger:
        return StoredLedger(connection, self.now(), saved.ways(connection), send=send)

    def _decide(self, ledger: Ledger, each: Seen) -> list[int]:
        by_rule: dict[int, list[int]] = {}
        found = self._index.matches(each.facts)
        raised: list[int] = []
        for at, match in enumerate(found):
            by_rule.setdefault(match.rule.id, []).append(at)
        for places in by_rule.values():
            raised += decide(ledger, found[places[0]].rule, each.facts, [found[at] for at in places], each.place)
        return raised

    def _compile(self, connection: Connection) -> bool:
        """Sees to it that the rules are those of the store, and of today; False where no watch is on."""
        today = self.now().date().isoformat()
        mark = (today, *connection.execute(select(func.count(), func.max(watches.c.changed_at)).where(watches.c.on)).one())
        if mark == self._mark:
            return bool(self._rules)
        rules = []
        for each in saved.saved(connection):
            if each.watch.on:
                try:
                    rules.append(compiled(each.id, each.watch, connection, date.fromisoformat(today), self._store.knowledge))
                except DatelineError as error:
                    self._say("watch-set-aside", f"The watch {each.watch.name!r}: {error}")
        self._mark, self._rules, self._index = mark, tuple(rules), RuleIndex.of(rules)
        return bool(rules) or mark[1] > 0

    def _place(self, waiting: Sequence[int]) -> None:
        """Puts the reports into their stories, where nobody did yet."""
        with self._store.reading() as connection:
            placed = set(connection.execute(select(story_articles.c.reading).where(story_articles.c.reading.in_(waiting))).scalars())
        left = [each for each in waiting if each not in placed]
        if not left:
            return
        self._book = self._book if self._book is not None else StoryBook(self._store)
        try:
            self._book.place_all(left)
        except UsageError:  # one of them was superseded meanwhile
            for each in left:
                self._place_one(self._book, each)

    def _place_one(self, book: StoryBook, reading: int) -> None:
        try:
            book.place(reading)
        except UsageError as error:
            self._say("not-placed", str(error))

    # ---- what only time shows

    def _of_time(self) -> list[int]:
        if not self._rules:
            return []
        kinds = {rule.watch.trigger for rule in self._rules}
        raised: list[int] = []
        if "change" in kinds:
            self._find_changes()
        if kinds & {"gap", "silent", "change"}:
            with self._store.writing() as connection:
                ledger = self._ledger(connection)
                after, last = saved.cursor(connection, saved.CHANGES), newest(connection)
                for rule in self._rules:
                    raised += self._timely(connection, ledger, rule, after or 0)
                saved.move_on(connection, last, saved.CHANGES)
                ledger.close()
        return raised

    def _find_changes(self) -> None:
        """Holds what was placed against what came before it, where nobody did yet."""
        self._changes = self._changes if self._changes is not None else ChangeBook(self._store)
        for _ in self._changes.catch_up():
            pass

    def _timely(self, connection: Connection, ledger: StoredLedger, rule: Rule, after: int) -> list[int]:
        if rule.watch.trigger == "gap":
            return gap(ledger, rule, self.now().date().isoformat())
        if rule.watch.trigger == "silent":
            return _silences(connection, ledger, rule)
        return check_changes(connection, ledger, rule, after) if rule.watch.trigger == "change" else []

    # ---- the past

    def run(self, name: str, *, since: str | None = None, send: bool = False) -> Checked:
        """Runs one watch over everything stored (published from ``since`` on): raises its alerts, and delivers them only with ``send``."""
        with self._store.reading() as connection:
            found = saved.named(connection, name)
            rule = compiled(found.id, found.watch, connection, self.now().date(), self._store.knowledge)
            wanted = stored(connection, since)
        index, raised = RuleIndex.of([rule]), list[int]()
        for start in range(0, len(wanted), GROUP):
            part = wanted[start : start + GROUP]
            self._place(part)
            with self._store.writing() as connection:
                ledger = self._ledger(connection, send=send)
                for each in seen(connection, part):
                    raised += decide(ledger, rule, each.facts, index.matches(each.facts), each.place)
                ledger.close()
        if rule.watch.trigger == "change":
            self._find_changes()
            with self._store.writing() as connection:
                ledger = self._ledger(connection, send=send)
                raised += check_changes(connection, ledger, rule, 0, past=True, since=since)
                ledger.close()
        return Checked(len(wanted), tuple(raised))


def stored(connection: Connection, since: str | None) -> list[int]:
    """The current readings in the order of publication, of reports published from ``since`` on."""
    query = select(readings.c.id).where(readings.c.current, readings.c.kept_at.is_not(None))
    if since is not None:
        query = query.where(readings.c.published >= since)
    return list(connection.execute(query.order_by(func.coalesce(readings.c.published, readings.c.kept_at), readings.c.id)).scalars())


def _waiting(connection: Connection) -> list[int]:
    """The next readings that the watches have not looked at; those of a re-reading are no news."""
    after = saved.cursor(connection) or 0
    query = select(readings.c.id).where(readings.c.id > after, readings.c.kept_at.is_not(None), readings.c.reread.is_(None))
    return list(connection.execute(query.order_by(readings.c.id).limit(GROUP)).scalars())


def seen(connection: Connection, ids: Sequence[int]) -> list[Seen]:
    """Readings with their records and where they stand, in the order of ``ids``."""
    query = (
        select(readings.c.id, readings.c.article, readings.c.record, readings.c.published, readings.c.kept_at, versions.c.text,
               versions.c.length, sources.c.name, story_articles.c.story, copies.c.kind, copies.c.figures_differ)
        .join(versions, versions.c.id == readings.c.version)
        .outerjoin(sources, sources.c.id == versions.c.source)
        .outerjoin(story_articles, story_articles.c.article == readings.c.article)
        .outerjoin(copies, copies.c.article == readings.c.article)
        .where(readings.c.id.in_(ids))
    )  # fmt: skip
    out = {}
    for row in connection.execute(query):
        record = unpack(row.record, row.text if row.text is not None else "░" * row.length)
        plain = row.kind in PLAIN and not row.figures_differ
        place = Place(row.story, plain, (row.published or row.kept_at)[:10])
        out[row.id] = Seen(Facts(record, row.id, row.name, row.article), place)
    return [out[each] for each in ids if each in out]


def _silences(connection: Connection, ledger: StoredLedger, rule: Rule) -> list[int]:
    query = select(notices.c.id, notices.c.subject).where(notices.c.kind.in_(NOTICES), notices.c.ended_at.is_(None))
    raised = []
    for number, subject in connection.execute(query.order_by(notices.c.id)).all():
        if (not rule.sources or subject in rule.sources) and ledger.first_time(rule, f"notice/{number}"):
            raised.append(ledger.raise_alert(rule, Draft("silent", subject=number)))
    return raised
