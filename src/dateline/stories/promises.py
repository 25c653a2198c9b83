"""Pledges that a question found, each with its steps: repeated, acted on, contradicted, withdrawn; and how it stands on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, or_, select

from dateline.model.change import ChangeKind, PledgeStep
from dateline.store.answers import FoundCommitment, FoundEvent, Value
from dateline.store.change_tables import changes
from dateline.store.find import Key
from dateline.store.question import Noun
from dateline.store.shelf import Shelf
from dateline.store.store import Store
from dateline.store.story_tables import copies
from dateline.stories.ledger import STEPS, standing
from dateline.stories.overruled import overruled

KINDS: Mapping[str, PledgeStep] = dict(STEPS)
ORDER: tuple[PledgeStep, ...] = ("overdue", "due", "open", "repeated", "contradicted", "withdrawn", "acted-on")
At = tuple[str, int, int]  # list, reading, number


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a pledge: what it was, and the value that tells it."""

    step: PledgeStep
    value: FoundCommitment | FoundEvent


@dataclass(frozen=True, slots=True)
class Promise:
    """A pledge: its best telling, how it stands on the day asked for, its steps in order of publication, the first its making.

    ``reports`` are how many of the reports asked about tell of it.
    """

    made: FoundCommitment
    status: PledgeStep
    deadline: str | None
    steps: tuple[Taken, ...]
    reports: int


def promises(store: Store, found: Sequence[FoundCommitment], day: str) -> tuple[Promise, ...]:
    """The pledges of ``found`` (answers to a question) as they stand on ``day`` (ISO), those of one report and its copies told once."""
    with store.reading() as connection:
        articles = sorted({each.report.article for each in found})
        rows, roots = _changes(connection, articles, day), _originals(connection, articles)
        known: dict[At, Value] = {("commitments", each.report.reading, each.number): each for each in found}
        known |= _values(connection, sorted({at for row in rows for at in _ends(row)} - set(known)))
    groups = _joined(found, rows, roots)
    made = [_promise(group, rows, known, day) for group in groups]
    made.sort(key=lambda each: each.made.report.published or "", reverse=True)
    return tuple(sorted(made, key=lambda each: (ORDER.index(each.status), each.deadline or "9999")))


def _changes(connection: Connection, articles: list[str], day: str) -> list[Row[Any]]:
    """What was told of pledges of these reports until the end of ``day``."""
    if not articles:
        return []
    here = or_(changes.c.article.in_(articles), changes.c.other.in_(articles))
    query = select(changes).where(changes.c.kind.in_(list(KINDS)), here).order_by(changes.c.published, changes.c.id)
    return [row for row in connection.execute(query) if (row.published or "")[:10] <= day]


def _ends(row: Row[Any]) -> tuple[At, ...]:
    now: At = (row.noun, row.reading, row.number)
    return (now, (row.other_noun, row.other_reading, row.other_number)) if row.other is not None else (now,)


def _values(connection: Connection, wanted: Sequence[At]) -> dict[At, Value]:
    """The values that stand there, without those of which a person said otherwise."""
    by_noun: dict[str, list[tuple[int, int]]] = defaultdict(list)
    gone = overruled(connection, [each[1] for each in wanted])
    for noun, reading, number in sorted(set(wanted) - gone):
        by_noun[noun].append((reading, number))
    out: dict[At, Value] = {}
    for noun in ("commitments", "events"):
        if by_noun[noun]:
            shelf = Shelf(connection, cast(Noun, noun), [Key(None, *each) for each in by_noun[noun]])
            out |= {(noun, each.report.reading, each.number): each for each in shelf.values()}
    return out


def _originals(connection: Connection, articles: list[str]) -> dict[str, str]:
    """The report that each of these copies."""
    query = select(copies.c.article, copies.c.original).where(copies.c.article.in_(articles))
    return dict(connection.execute(query).all()) if articles else {}


def _joined(found: Sequence[FoundCommitment], rows: Sequence[Row[Any]], roots: Mapping[str, str]) -> list[list[FoundCommitment]]:
    """The tellings of each pledge: those of one text with one kind of deed, and those that repeat one told before."""
    tellings: dict[tuple[str, str], list[FoundCommitment]] = defaultdict(list)
    for each in sorted(found, key=lambda each: (each.report.published or "", each.report.reading, each.number)):
        tellings[roots.get(each.report.article, each.report.article), each.type or each.action].append(each)
    repeats = {_ends(row)[0]: _ends(row)[-1] for row in reversed(rows) if row.kind == "pledge-repeated"}
    groups: dict[tuple[str, str], list[FoundCommitment]] = defaultdict(list)
    key_of: dict[At, tuple[str, str]] = {}
    for own, told in tellings.items():  # that a pledge is repeated may be told of its telling in the headline or in the text
        places: list[At] = [("commitments", each.report.reading, each.number) for each in told]
        key = next((key_of[repeats[at]] for at in places if repeats.get(at) in key_of), own)
        key_of.update(dict.fromkeys(places, key))
        groups[key].extend(told)
    return list(groups.values())


def _promise(group: Sequence[FoundCommitment], rows: Sequence[Row[Any]], known: Mapping[At, Value], day: str) -> Promise:
    made = min(group, key=lambda each: (not each.actors, each.deadline is None, not each.type, each.number))
    mine = {("commitments", each.report.reading, each.number) for each in group}
    steps = [Taken("open", made)]
    kinds: list[ChangeKind] = []
    for row in rows:
        now, *before = _ends(row)
        value = known.get(now)
        told = row.kind != "pledge-made" and (now in mine or any(at in mine for at in before))
        if told and now[0] == "sentences":  # words that no value of the report stands for
            kinds.append(row.kind)
        elif told and isinstance(value, (FoundCommitment, FoundEvent)) and value is not made:
            kinds.append(row.kind)
            steps.append(Taken(KINDS[row.kind], value))
    deadline = next((each.deadline for each in (made, *group) if each.deadline is not None), None)
    said = next((each.status for each in group if each.judged == "replaced" and each.status != "open"), None)
    status = said if said in ORDER else standing(tuple(kinds), deadline, day)
    return Promise(made, status, deadline, tuple(steps), len({each.report.article for each in group}))
