"""Coding: a round of values that two or more people judge unseen by each other, and what comes of it.

Of each field a coder says that it is right, that it is wrong (and what is right, where the field has codes), or that he is unsure.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, func, select, update

from dateline.errors import UsageError
from dateline.store.answers import Value
from dateline.store.desk_tables import coding_answers, coding_items, codings
from dateline.store.question import ACTS, COMMITMENT_STATUSES, STANCES, STATUSES, TYPES, Noun, Question, clean
from dateline.store.store import Store
from dateline.store.writing import Numbers
from dateline.web.viewer import Missing
from dateline.web.work.agreement import Agreement, agreement
from dateline.web.work.values import parts_of, values_at

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
MOST, DRAWN_FROM = 500, 5_000  # values of a round; answers of its question that they are drawn from
FIELDS: dict[Noun, tuple[str, ...]] = {
    "statements": ("is one", "speaker", "addressee", "content", "act"),
    "events": ("is one", "type", "status", "doers", "recipients", "place", "time"),
    "positions": ("is one", "party", "proposition", "stance"),
    "commitments": ("is one", "parties", "action", "deadline", "status"),
    "figures": ("is one", "measure", "value", "place", "by whose word"),
    "memberships": ("is one", "group", "member", "change"),
}
CODES: dict[tuple[str, str], tuple[str, ...]] = {
    ("events", "type"): TYPES, ("events", "status"): STATUSES, ("statements", "act"): ACTS, ("positions", "stance"): STANCES,
    ("commitments", "status"): COMMITMENT_STATUSES, ("memberships", "change"): ("is", "joined", "left"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """A round: what is judged, field by field, by whom; ``values`` are how many there are, ``done`` how many each coder has judged."""

    id: int
    name: str
    noun: Noun
    question: str
    fields: tuple[str, ...]
    coders: tuple[str, ...]
    who: str
    made_at: str
    closed_at: str | None
    values: int
    done: tuple[tuple[str, int], ...]

    @property
    def is_open(self) -> bool:
        """Whether it can still be coded."""
        return self.closed_at is None

    @property
    def is_told(self) -> bool:
        """Results are seen once the round is closed or all have judged everything: until then coders must not see each other's answers."""
        return not self.is_open or all(count >= self.values for _, count in self.done)


@dataclass(frozen=True, slots=True)
class Item:
    """A value of a round with what one coder said of it; ``value`` is None where the record no longer has it."""

    number: int
    article: str
    path: str
    value: Value | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a round: how far the coders agree, and how often each held the machine right, field by field."""

    agreements: tuple[Agreement, ...]
    machine: tuple[tuple[str, int, int], ...]  # field, answers that say right, answers that are sure


def make(store: Store, name: str, noun: str, question: Question, coders: Sequence[str], who: str, *, size: int = 50, seed: int = 1) -> int:
    """Makes a round of ``size`` values drawn at random (``seed`` says how) from the answers to ``question``; gives its number."""
    if noun not in FIELDS:
        raise UsageError(f"Values to code are {', '.join(FIELDS)}; not {noun[:20]!r}.")
    kind, people = noun, tuple(dict.fromkeys(filter(None, map(clean, coders))))
    if len(people) < 2:
        raise UsageError("A round needs two coders or more: write their names, with commas between them.")
    if not 1 <= size <= MOST or not 0 < len(clean(name)) <= 120:
        raise UsageError(f"A round needs a name, and 1 to {MOST} values.")
    drawn = list(islice(store.ask(kind, question), DRAWN_FROM))
    if not drawn:
        raise UsageError("Nothing in the store answers that question: there is nothing to code.")
    chosen = sorted(random.Random(seed).sample(range(len(drawn)), min(size, len(drawn))))  # noqa: S311  a sample, no secret
    with store.writing() as connection:
        numbers = Numbers(connection, "codings")
        made = numbers()
        connection.execute(codings.insert().values(
            id=made, name=clean(name), noun=kind, question=question.address(), fields=json.dumps(FIELDS[kind]), coders=json.dumps(people),
            who=who, made_at=store.now()))  # fmt: skip
        rows = [{"coding": made, "number": at, "article": drawn[each].report.article, "reading": drawn[each].report.reading,
                 "path": f"{kind}/{drawn[each].number}"} for at, each in enumerate(chosen, 1)]  # fmt: skip
        connection.execute(coding_items.insert(), rows)
        numbers.close()
    return made


def listed(store: Store) -> tuple[Round, ...]:
    """All rounds, the newest first."""
    with store.reading() as connection:
        return tuple(_round(connection, row) for row in connection.execute(select(codings).order_by(codings.c.id.desc())).all())


def one(store: Store, number: int) -> Round:
    """The round of that number; ``Missing`` where there is none."""
    with store.reading() as connection:
        return _one(connection, number)


def _one(connection: Connection, number: int) -> Round:
    row = connection.execute(select(codings).where(codings.c.id == number)).first()
    if row is None:
        raise Missing(f"There is no round {number}.")
    return _round(connection, row)


def _round(connection: Connection, row: Any) -> Round:
    values = connection.execute(select(func.count()).where(coding_items.c.coding == row.id)).scalar_one()
    people = tuple(json.loads(row.coders))
    counted = select(coding_answers.c.coder, func.count(coding_answers.c.number.distinct())).where(coding_answers.c.coding == row.id)
    done: dict[str, int] = dict(connection.execute(counted.group_by(coding_answers.c.coder)).all())
    counts = tuple((coder, done.get(coder, 0)) for coder in people)
    fields = tuple(json.loads(row.fields))
    return Round(row.id, row.name, row.noun, row.question, fields, people, row.who, row.made_at, row.closed_at, values, counts)


def item(store: Store, number: int, which: int, coder: str) -> Item:
    """The value ``which`` of a round, with what ``coder`` said of it and nobody else."""
    with store.reading() as connection:
        row = connection.execute(select(coding_items).where(coding_items.c.coding == number, coding_items.c.number == which)).first()
        if row is None:
            raise Missing(f"The round {number} has no value {which}.")
        noun, at = parts_of(row.path)
        value = values_at(connection, noun, [(row.reading, at)]).get((row.reading, at))
        said = select(coding_answers.c.field, coding_answers.c.answer).where(
            coding_answers.c.coding == number, coding_answers.c.number == which, coding_answers.c.coder == coder)  # fmt: skip
        return Item(which, row.article, row.path, value, tuple(connection.execute(said.order_by(coding_answers.c.field)).all()))


def next_of(store: Store, number: int, coder: str) -> int | None:
    """The first value that ``coder`` has not judged; None where he has judged all."""
    judged = select(coding_answers.c.number).where(coding_answers.c.coding == number, coding_answers.c.coder == coder)
    query = select(func.min(coding_items.c.number)).where(coding_items.c.coding == number, coding_items.c.number.not_in(judged))
    with store.reading() as connection:
        return connection.execute(query).scalar()


def answer(store: Store, number: int, which: int, coder: str, given: dict[str, str]) -> None:
    """Writes down what ``coder`` says of the value ``which``: an answer for every field of the round."""
    found = one(store, number)
    if coder not in found.coders:
        raise UsageError(f"{coder} is no coder of the round {found.name!r}: they are {', '.join(found.coders)}.")
    if not found.is_open:
        raise UsageError(f"The round {found.name!r} is closed.")
    missing = [field for field in found.fields if field not in given]
    if missing and given.get("is one") != WRONG:
        raise UsageError(f"Say something of every field: {', '.join(missing)} is missing.")
    rows = [(field, _checked(found.noun, field, given[field])) for field in found.fields if field in given]
    item(store, number, which, coder)
    with store.writing() as connection:
        here = (coding_answers.c.coding == number) & (coding_answers.c.number == which) & (coding_answers.c.coder == coder)
        connection.execute(coding_answers.delete().where(here))
        now = store.now()
        connection.execute(coding_answers.insert(), [
            {"coding": number, "number": which, "coder": coder, "field": field, "answer": said, "at": now} for field, said in rows
        ])  # fmt: skip


def _checked(noun: Noun, field: str, said: str) -> str:
    word, _, code = said.partition(":")
    codes = CODES.get((noun, field), ())
    if word not in (RIGHT, WRONG, UNSURE) or (code and (word != WRONG or code not in codes)):
        raise UsageError(f"Of {field} say right, wrong or unsure; not {said[:40]!r}.")
    return said


def close(store: Store, number: int) -> None:
    """Closes a round: nothing more is coded, and its results are seen."""
    one(store, number)
    with store.writing() as connection:
        where = (codings.c.id == number) & codings.c.closed_at.is_(None)
        connection.execute(update(codings).where(where).values(closed_at=store.now()))


def results(store: Store, number: int) -> Results:
    """Agreement and the machine's share of right answers, field by field; where a coder gave a code, codes are compared."""
    found = one(store, number)
    labels: dict[str, dict[str, dict[int, str]]] = {field: defaultdict(dict) for field in found.fields}
    right, sure = dict.fromkeys(found.fields, 0), dict.fromkeys(found.fields, 0)
    for row in rows(store, number):
        word, field = row.answer.partition(":")[0], row.field
        if word != UNSURE:
            sure[field] += 1
            right[field] += word == RIGHT
        labels[field][row.coder][row.number] = row.answer
    agreed = tuple(agreement(field, labels[field]) for field in found.fields)
    return Results(agreed, tuple((field, right[field], sure[field]) for field in found.fields))


@dataclass(frozen=True, slots=True)
class Answered:
    """What one coder said of one field of one value."""

    number: int
    article: str
    path: str
    coder: str
    field: str
    answer: str
    at: str


def rows(store: Store, number: int) -> tuple[Answered, ...]:
    """All answers of a round, value by value: what is exported."""
    joined = coding_answers.join(
        coding_items, (coding_items.c.coding == coding_answers.c.coding) & (coding_items.c.number == coding_answers.c.number)
    )
    columns = (coding_answers.c.number, coding_items.c.article, coding_items.c.path, coding_answers.c.coder, coding_answers.c.field,
               coding_answers.c.answer, coding_answers.c.at)  # fmt: skip
    query = select(*columns).select_from(joined).where(coding_answers.c.coding == number)
    order = (coding_answers.c.number, coding_answers.c.coder, coding_answers.c.field)
    with store.reading() as connection:
        return tuple(Answered(*cast("tuple[Any, ...]", row)) for row in connection.execute(query.order_by(*order)))
