"""Whether what fits a rule is worth an alert: the first telling of a thing is, a later one if it says something new, a copy is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from dateline.model.record import Record
from dateline.store.question import Noun
from dateline.watch.facts import Facts, doers, undergoers
from dateline.watch.matching import WHOLE, Match, Rule
from dateline.watch.sights import NOTHING, is_one, sight_of
from dateline.watch.telling import EVERYWHERE, Draft, State, Telling, digest, key_of, news, state_of

AT_A_TIME = 20  # alerts of one rule on one report
USUAL_DAYS, FEWEST_DAYS = 28, 7  # days that tell the usual rate, and how many it takes
LEAST_PEAK, SIGMAS = 3, 3.0
UNLIKELY = 0.001  # that a gap so long comes about by chance


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report stands: its story, whether it is a plain copy (says nothing of its own), the day that it counts for."""

    story: int | None
    copy: bool
    day: str


class Ledger(Protocol):
    """What a watch remembers, in a store or only for a trial."""

    def told(self, rule: Rule, noun: Noun, story: int | None, key: str | None) -> Sequence[Telling]:
        """What the watch knows of that kind in the story, or everywhere under that key."""

    def knows(self, rule: Rule, reading: int, noun: Noun, number: int) -> bool:
        """Whether the watch has looked at this very value before."""

    def family(self, rule: Rule, reading: int) -> int | None:
        """The alert on a report of which this one is a copy, or that is a copy of it or of the same one."""

    def raise_alert(self, rule: Rule, draft: Draft) -> int:
        """Writes an alert down; gives its number."""

    def remember(self, rule: Rule, telling: Telling) -> None:
        """Writes a telling down."""

    def first_time(self, rule: Rule, key: str) -> bool:
        """Whether ``key`` was never seen by the watch; from now on it was."""

    def count(self, rule: Rule, day: str, matches: int) -> int:
        """Adds to the matches of a day; gives how many there are now."""

    def counts(self, rule: Rule) -> Sequence[tuple[str, int]]:
        """The matches of each day that has some, in order."""

    def record(self, reading: int) -> Record | None:
        """The record of a reading."""


def decide(ledger: Ledger, rule: Rule, facts: Facts, found: Sequence[Match], where: Place) -> list[int]:
    """Raises what the matches of one rule in one report are worth; gives the numbers of the alerts."""
    trigger = rule.watch.trigger
    if not found or trigger in ("silent", "change"):
        return []
    if trigger in ("peak", "gap"):
        return _peak(ledger, rule, facts, found, where)
    if trigger == "first":
        return _first(ledger, rule, facts, found, where)
    told = [(_telling(facts, match, where), match) for match in found if not ledger.knows(rule, facts.reading, match.noun, match.number)]
    raised: list[int] = []
    for mine, match in sorted(told, key=lambda each: -each[0].sight.fullness):  # what is told best stands for the rest
        if len(raised) < AT_A_TIME:
            raised += _tell(ledger, rule, facts, match, where, mine)
    return raised


def _draft(facts: Facts, match: Match, where: Place, kind: str) -> Draft:
    return Draft(kind, facts.reading, match.noun, match.number if match.number != WHOLE else None, where.story)


def _tell(ledger: Ledger, rule: Rule, facts: Facts, match: Match, where: Place, mine: Telling) -> list[int]:
    earlier = _earlier(ledger, rule, facts, match, where, mine)
    kin = ledger.family(rule, facts.reading) if where.copy else None
    thread = earlier[0].alert if earlier else kin
    mine = replace(mine, alert=thread or 0)
    new, before = news(mine.state, (each.state for each in earlier))
    if thread is not None and (where.copy or not new):
        ledger.remember(rule, mine)
        return []
    kind = "threshold" if rule.watch.trigger == "threshold" else "match"
    draft = replace(_draft(facts, match, where, kind), thread=thread, now=new, before=before)
    number = ledger.raise_alert(rule, draft)
    ledger.remember(rule, replace(mine, alert=thread or number))
    return [number]


def _telling(facts: Facts, match: Match, where: Place) -> Telling:
    record = facts.record
    sight = sight_of(record, record.events[match.number], where.day) if match.noun == "events" else NOTHING
    state, key = state_of(match.noun, record, match.number), key_of(match.noun, record, match.number)
    return Telling(facts.reading, match.noun, match.number, 0, key, state, sight, where.story)


def _earlier(ledger: Ledger, rule: Rule, facts: Facts, match: Match, where: Place, mine: Telling) -> list[Telling]:
    """What was told before of the same thing."""
    if match.noun in EVERYWHERE:
        return list(ledger.told(rule, match.noun, None, mine.key))
    if match.noun == "events":
        return _same_happening(ledger.told(rule, "events", None, mine.key), mine)
    return list(ledger.told(rule, match.noun, where.story, mine.key)) if where.story is not None else []


def _same_happening(known: Sequence[Telling], mine: Telling) -> list[Telling]:
    """What was told under the alert whose tellings are likest the event ``mine``."""
    best: tuple[float, int] | None = None
    for each in known:
        one_report = each.reading == mine.reading
        points = is_one(mine.sight, each.sight, one_story=mine.story is not None and each.story == mine.story, one_report=one_report)
        if points is not None and (best is None or points > best[0]):
            best = (points, each.alert)
    return [each for each in known if best is not None and each.alert == best[1]]


def _first(ledger: Ledger, rule: Rule, facts: Facts, found: Sequence[Match], where: Place) -> list[int]:
    if rule.watch.new is None:
        if not ledger.first_time(rule, "first"):
            return []
        return [ledger.raise_alert(rule, _draft(facts, found[0], where, "first"))]
    raised: list[int] = []
    for match in found:
        new = [term for term in terms(rule.watch.new, facts, match) if ledger.first_time(rule, digest("term", term))]
        if new and len(raised) < AT_A_TIME:
            raised.append(ledger.raise_alert(rule, _draft(facts, match, where, "first")))
    return raised


def terms(new: str, facts: Facts, match: Match) -> list[str]:
    """What of the kind ``new`` a match names: actors, places, propositions, types."""
    record = facts.record
    value = getattr(record, match.noun)[match.number] if match.number != WHOLE else None
    if new == "actor":
        found = _actors(facts, match)
        return [each for each in dict.fromkeys(found) if each is not None and not each.startswith("nominal/")]
    if new == "place":
        ids = [place.id for place in record.places] if value is None else [*getattr(value, "places", ()), getattr(value, "place", None)]
        return list(dict.fromkeys(str(facts.places[each].geonameid or facts.places[each].name) for each in ids if each in facts.places))
    if new == "proposition":
        return list(dict.fromkeys(each.proposition.id for each in ([value] if match.noun == "positions" and value else record.positions)))
    return list(dict.fromkeys(event.type for event in ([value] if match.noun == "events" and value else record.events)))


def _actors(facts: Facts, match: Match) -> Sequence[str | None]:
    record = facts.record
    if match.number == WHOLE:
        return [actor.id for actor in record.actors if actor.kind != "document"]
    if match.noun == "events":
        event = record.events[match.number]
        return (*doers(event), *undergoers(event))
    value = getattr(record, match.noun)[match.number]
    ref = getattr(value, "speaker", None)
    return (*getattr(value, "actors", ()), *(getattr(value, name, None) for name in ("actor", "member", "subject")),
            ref.actor if ref is not None else None)  # fmt: skip


def _peak(ledger: Ledger, rule: Rule, facts: Facts, found: Sequence[Match], where: Place) -> list[int]:
    if where.copy:
        return []
    count = ledger.count(rule, where.day, 1)
    if rule.watch.trigger != "peak":
        return []
    rate = usual(ledger.counts(rule), where.day)
    if (
        rate is None
        or count < max(LEAST_PEAK, rate + SIGMAS * math.sqrt(max(rate, 1.0)))
        or not ledger.first_time(rule, f"peak/{where.day}")
    ):
        return []
    now: State = (("count", count),)
    return [ledger.raise_alert(rule, replace(_draft(facts, found[0], where, "peak"), now=now, before=(("usual", round(rate, 1)),)))]


def usual(counts: Sequence[tuple[str, int]], day: str) -> float | None:
    """Matches a day in the four weeks before ``day``; None where there is too little to tell."""
    before = [(each, number) for each, number in counts if each < day]
    if not before:
        return None
    known = (date.fromisoformat(day) - date.fromisoformat(before[0][0])).days
    first = (date.fromisoformat(day) - timedelta(days=USUAL_DAYS)).isoformat()
    if known < FEWEST_DAYS:
        return None
    return sum(number for each, number in before if each >= first) / min(known, USUAL_DAYS)


def gap(ledger: Ledger, rule: Rule, today: str) -> list[int]:
    """Raises an alert where a rule has had no match for longer than chance makes likely."""
    counts = ledger.counts(rule)
    if not counts or counts[-1][0] >= today:
        return []
    last = counts[-1][0]
    rate, days = usual(counts, (date.fromisoformat(last) + timedelta(days=1)).isoformat()), _days(last, today)
    if rate is None or math.exp(-rate * (days - 1)) >= UNLIKELY or not ledger.first_time(rule, f"gap/{last}"):
        return []
    return [ledger.raise_alert(rule, Draft("gap", now=(("days", days),), before=(("usual", round(rate, 1)),)))]


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
