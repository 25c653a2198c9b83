"""A question with its names looked up and its days worked out: what the conditions of a query are made from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from sqlalchemy import Connection

from dateline.store.moments import end_of
from dateline.store.names import ActorSet, Names, PlaceSet
from dateline.store.question import Question, moment_of
from dateline.store.search import Query, parse

NOBODY, NOWHERE = ActorSet(), PlaceSet()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question means in this store today; ``notes`` say, a sentence each, how names were understood.

    ``until`` and ``when_until`` are the first days no longer wanted; ``as_of`` is a moment as the store writes them. ``replaced`` are
    the fields (of any value) in which persons have replaced what was read; ``rejected``: whether they have rejected any.
    """

    query: Query | None = None
    actor: ActorSet = NOBODY
    doer: ActorSet = NOBODY
    recipient: ActorSet = NOBODY
    speaker: ActorSet = NOBODY
    group: ActorSet = NOBODY
    member: ActorSet = NOBODY
    place: PlaceSet = NOWHERE
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    sources: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    when_since: str | None = None
    when_until: str | None = None
    as_of: str | None = None
    replaced: frozenset[str] = frozenset()
    rejected: bool = True
    notes: tuple[str, ...] = ()

    def only(self, *names: str) -> Meaning:
        """Of it the fields called so, all others as if they had not been asked; of the same day."""
        kept = (*names, "as_of", "replaced", "rejected")
        return Meaning(**{each.name: getattr(self, each.name) for each in fields(self) if each.name in kept})

    def asks(self, *names: str) -> bool:
        """Whether any of the fields called so was asked."""
        values = (getattr(self, name) for name in names)
        return any(isinstance(value, float) or bool(value) for value in values)

    def asked(self) -> int:
        """How many of the fields that say what is wanted were asked."""
        told = ("as_of", "replaced", "rejected", "notes", "since", "until", "sources", "languages")
        return sum(self.asks(each.name) for each in fields(self) if each.name not in told)


def meaning(question: Question, names: Names, today: date) -> Meaning:
    """What ``question`` means; ``UsageError`` with the nearest right ones where a name is unknown."""
    who = {word: names.actors(getattr(question, word), word) for word in ("actor", "doer", "recipient", "speaker", "group", "member")}
    return Meaning(
        query=parse(question.words) if question.words is not None else None,
        place=names.places(question.place),
        types=question.type,
        modes=names.modes(question.mode),
        contexts=names.contexts(question.context),
        statuses=question.statuses(),
        propositions=names.propositions(question.proposition),
        stances=question.stance,
        acts=question.act,
        measures=names.measures(question.measure),
        least=question.min,
        most=question.max,
        sources=names.sources(question.source),
        languages=question.language,
        since=_first(question.since, today, "since"),
        until=_after(question.until, today, "until"),
        when_since=_first(question.when_since, today, "when-since"),
        when_until=_after(question.when_until, today, "when-until"),
        as_of=end_of(moment_of(question.as_of, today=today, end=True, name="as-of")) if question.as_of is not None else None,
        replaced=names.replaced(),
        rejected=names.rejected(),
        notes=tuple(names.notes),
        **who,
    )


def named(question: Question, connection: Connection, today: date, names: Names | None = None) -> Meaning:
    """What ``question`` means in the store behind ``connection``."""
    return meaning(question, names or Names(connection), today)


def _first(value: str | None, today: date, name: str) -> str | None:
    return moment_of(value, today=today, name=name) if value is not None else None


def _after(value: str | None, today: date, name: str) -> str | None:
    if value is None:
        return None
    last = moment_of(value, today=today, end=True, name=name)
    return last if "T" in last else (date.fromisoformat(last) + timedelta(days=1)).isoformat()
