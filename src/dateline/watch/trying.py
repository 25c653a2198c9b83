"""What a rule would have raised: run over stored reports, remembered in memory alone, nothing written and nothing sent."""

# ruff: noqa: ARG002  what a ledger is asked is the same for all ledgers

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from dateline.model.record import Record
from dateline.store.question import Noun, moment_of, unknown
from dateline.store.store import Store
from dateline.watch import saved
from dateline.watch.changing import check_changes
from dateline.watch.checking import seen, stored
from dateline.watch.deciding import Ledger, decide
from dateline.watch.file import WatchFile, load
from dateline.watch.ledger import record_of
from dateline.watch.matching import Rule, RuleIndex, compiled
from dateline.watch.rules import Watch
from dateline.watch.telling import Draft, Telling

GROUP, MOST_SHOWN = 200, 20


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial found: how many reports it looked at, over how many days, the alerts it would have raised, in order."""

    reports: int
    days: int
    drafts: tuple[Draft, ...]

    @property
    def updates(self) -> int:
        """How many of them tell something new of what an earlier one was about."""
        return sum(1 for draft in self.drafts if draft.thread is not None)

    @property
    def a_day(self) -> float:
        """How many a day."""
        return len(self.drafts) / max(1, self.days)


@dataclass
class TriedLedger(Ledger):
    """The memory of one rule for the time of a trial."""

    connection: Connection
    drafts: list[Draft] = field(default_factory=list)
    known: list[tuple[int | None, Telling]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    days: dict[str, int] = field(default_factory=dict)
    records: dict[int, Record | None] = field(default_factory=dict)
    story: int | None = None  # of the report in hand
    kin: dict[int, int] = field(default_factory=dict)  # story to its first alert

    def told(self, rule: Rule, noun: Noun, story: int | None, key: str | None) -> Sequence[Telling]:
        """What was told during the trial."""
        return [each for where, each in self.known
                if each.noun == noun and (story is None or where == story) and (key is None or each.key == key)]  # fmt: skip

    def knows(self, rule: Rule, reading: int, noun: Noun, number: int) -> bool:
        """No: a trial looks at each value once."""
        return False

    def family(self, rule: Rule, reading: int) -> int | None:
        """The first alert of the story: copies are of one story."""
        return self.kin.get(self.story) if self.story is not None else None

    def raise_alert(self, rule: Rule, draft: Draft) -> int:
        """Notes an alert."""
        self.drafts.append(draft)
        if draft.story is not None:
            self.kin.setdefault(draft.story, len(self.drafts))
        return len(self.drafts)

    def remember(self, rule: Rule, telling: Telling) -> None:
        """Notes a telling."""
        self.known.append((self.story, telling))

    def first_time(self, rule: Rule, key: str) -> bool:
        """Whether the trial has not seen ``key``."""
        new = key not in self.keys
        self.keys.add(key)
        return new

    def count(self, rule: Rule, day: str, matches: int) -> int:
        """Adds to a day."""
        self.days[day] = self.days.get(day, 0) + matches
        return self.days[day]

    def counts(self, rule: Rule) -> Sequence[tuple[str, int]]:
        """The days in order."""
        return sorted(self.days.items())

    def record(self, reading: int) -> Record | None:
        """The record of a reading."""
        if reading not in self.records:
            self.records[reading] = record_of(self.connection, reading)
        return self.records[reading]


def attempt(store: Store, rule: Rule, since: str) -> Tried:
    """What ``rule`` would have raised over the reports published from ``since`` (30d, 2016-01-01) on. Reports must have their stories."""
    today = date.fromisoformat(store.now()[:10])
    begin = moment_of(since, today=today)
    index = RuleIndex.of([rule])
    with store.reading() as connection:
        ids, ledger, days = stored(connection, begin), TriedLedger(connection), set[str]()
        for start in range(0, len(ids), GROUP):
            for each in seen(connection, ids[start : start + GROUP]):
                ledger.story = each.place.story
                days.add(each.place.day)
                decide(ledger, rule, each.facts, index.matches(each.facts), each.place)
        if rule.watch.trigger == "change":
            check_changes(connection, ledger, rule, 0, past=True, since=begin)
    span = (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days + 1 if days else 0
    return Tried(len(ids), span, tuple(ledger.drafts))


def rule_of(store: Store, name: str, file: Path | None = None) -> Rule:
    """The rule of the kept watch ``name``, or of the one in a TOML file, checked; ``UsageError`` where there is none."""
    if file is None:
        with store.reading() as connection:
            kept = saved.named(connection, name)
            return compiled(kept.id, kept.watch, connection, date.fromisoformat(store.now()[:10]), store.knowledge)
    found = load(file)
    watch = next((each for each in found.watches if each.name == name), None) or _missing(name, found)
    return saved.check_words(store, watch, found.ways)


def _missing(name: str, found: WatchFile) -> Watch:
    raise unknown("The watch", name, [each.name for each in found.watches])
