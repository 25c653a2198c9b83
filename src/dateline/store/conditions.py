"""The conditions that a question puts on rows, table by table, the same on both data bases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, exists, func, literal, literal_column, or_, select, tuple_, union_all

from dateline.store.fulltext_query import IN_PIECES, across, found_in, holds
from dateline.store.meaning import Meaning
from dateline.store.names import ActorSet, PlaceSet, begins
from dateline.store.question import Noun
from dateline.store.tables import (
    ROLES,
    actors,
    commitments,
    events,
    figures,
    judged,
    judgements,
    locations,
    memberships,
    participants,
    places,
    positions,
    readings,
    statements,
    versions,
)

Condition = ColumnElement[bool]
# Where a judgement's field, a path in the record, is not called as the column is.
FIELDS: Mapping[tuple[Noun, str], str] = {("events", "status"): "factuality.status", ("positions", "proposition"): "proposition.id",
                                          ("commitments", "type"): "action.type"}  # fmt: skip
TABLES: dict[Noun, Table] = {
    "reports": readings,
    "statements": statements,
    "events": events,
    "positions": positions,
    "commitments": commitments,
    "figures": figures,
    "memberships": memberships,
}
# What in a question on reports asks after which of their values; the first group that is asked takes actor and place with it.
GROUPS: tuple[tuple[Noun, tuple[str, ...], tuple[str, ...]], ...] = (
    ("events", ("doer", "recipient", "types", "modes", "contexts", "statuses", "when_since", "when_until"), ("actor", "place")),
    ("positions", ("propositions", "stances"), ("actor",)),
    ("figures", ("measures", "least", "most"), ("actor", "place")),
    ("memberships", ("group", "member"), ("actor",)),
    ("statements", ("speaker", "acts"), ("actor",)),
)


def groups(meant: Meaning) -> tuple[tuple[Noun, Meaning], ...]:
    """A question on reports as questions on their values; ``("reports", ...)`` is what is left for the report as a whole."""
    out: list[tuple[Noun, Meaning]] = []
    left = ["actor", "place"]
    for noun, asked, shared in GROUPS:
        if meant.asks(*asked):
            out.append((noun, meant.only(*asked, *(name for name in shared if name in left))))
            left = [name for name in left if name not in shared]
    return (*out, ("reports", meant.only(*left)))


class Conditions:
    """Makes conditions for one data base; ``bare`` columns of SQLite are kept from its indexes, where another order is quicker."""

    def __init__(self, dialect: str) -> None:
        """``dialect`` is sqlite or postgresql."""
        self._dialect, self._sqlite = dialect, dialect == "sqlite"

    def bare(self, found: ColumnElement[Any]) -> ColumnElement[Any]:
        """``found`` out of reach of SQLite's indexes."""
        return found.op("||")("") if self._sqlite else found

    def beside(self, found: ColumnElement[Any]) -> ColumnElement[Any]:
        """``found``, a number, out of reach of SQLite's indexes."""
        return found.op("+")(literal_column("0")) if self._sqlite else found

    def shared(self, meant: Meaning) -> list[Condition]:
        """What is asked of the report: language, source, words, day of publication, what was known when."""
        out: list[Condition] = []
        if meant.as_of is None:
            out.append(readings.c.current)
        else:
            out += [readings.c.kept_at <= meant.as_of, or_(readings.c.superseded_at.is_(None), readings.c.superseded_at > meant.as_of)]
        if meant.since is not None:
            out.append(readings.c.published >= meant.since)
        if meant.until is not None:
            out.append(readings.c.published < meant.until)
        if meant.sources:
            out.append(_of_version(versions.c.source.in_(meant.sources)))
        if meant.languages:
            out.append(_of_version(versions.c.language.in_(meant.languages)))
        return out

    def matches(self, meant: Meaning, *, gathered: bool, whole: bool) -> Condition:
        """That the words asked for are in the report.

        ``gathered``: all pieces of text that hold them are to be fetched first; ``whole``: there are long texts, asked as a whole.
        """
        assert meant.query is not None  # noqa: S101
        found = holds(self._dialect, meant.query, readings.c.id, gathered=gathered)
        if not whole:
            return found
        return or_(and_(readings.c.id.not_in(IN_PIECES), found), readings.c.id.in_(across(self._dialect, meant.query)))

    def found(self, meant: Meaning, *, whole: bool) -> Select[Any]:
        """The readings that hold the words asked for, and with ``whole`` some that do not: long texts of which a piece fits alone."""
        assert meant.query is not None  # noqa: S101
        found = found_in(self._dialect, meant.query)
        if not whole:
            return found
        return select(union_all(found, across(self._dialect, meant.query)).subquery().c.reading)

    def of(self, noun: Noun, meant: Meaning, *, led: bool = False) -> list[Condition]:
        """What is asked of rows of that kind; ``led``: their own index is to be used, on status and type, proposition or measure."""
        rows = TABLES[noun]
        out: list[Condition] = []
        for words, name, bare in (
            (meant.types, "type", True), (meant.statuses, "status", True), (meant.modes, "mode", False), (meant.stances, "stance", False),
            (meant.acts, "act", False), (meant.propositions, "proposition", True), (meant.measures, "measure", True),
        ):  # fmt: skip
            if words and name in rows.c:
                compared = rows.c[name] if led or not bare else self.bare(rows.c[name])
                read = compared == words[0] if len(words) == 1 else compared.in_(words)
                out.append(_as_judged(rows, read, FIELDS.get((noun, name), name), words, meant))
        if meant.contexts:
            padded = literal(" ").concat(rows.c.contexts).concat(" ")
            out.append(or_(*(padded.contains(f" {name} ", autoescape=True) for name in meant.contexts)))
        out += _size(noun, meant) + _when(noun, meant) + self._who(noun, meant) + _where(noun, meant.place)
        if noun != "reports" and meant.rejected:  # last: of the few rows that all else fits
            out.append(~select(judged.c.judgement).where(_judged(rows, meant), judged.c.action == "reject").correlate(rows).exists())
        return out

    def lead(self, noun: Noun, meant: Meaning, rows: FromClause) -> list[Condition]:
        """What is asked of ``rows`` of that kind that one of their indexes leads to; nothing where judgements may lead elsewhere."""
        if meant.replaced:
            return []
        words: Mapping[Noun, tuple[tuple[str, tuple[str, ...]], ...]] = {
            "events": (("type", meant.types), ("status", meant.statuses)), "positions": (("proposition", meant.propositions),),
            "figures": (("measure", meant.measures),), "commitments": (("status", meant.statuses),),
        }  # fmt: skip
        whom: Mapping[Noun, tuple[tuple[str, ActorSet], ...]] = {
            "statements": (("speaker", meant.speaker),), "memberships": (("body", meant.group), ("member", meant.member)),
        }  # fmt: skip
        asked: list[Condition] = [rows.c[name].in_(given) for name, given in words.get(noun, ()) if given]
        return asked + [rows.c[name].in_(who.ids) for name, who in whom.get(noun, ()) if who.ids and not who.codes]

    def _who(self, noun: Noun, meant: Meaning) -> list[Condition]:
        rows = TABLES[noun]
        out: list[Condition] = []
        for role, word in (("actor", meant.doer), ("recipient", meant.recipient)):
            if word and noun == "statements":
                out.append(actor_is(statements.c.addressee, statements, word))
            elif word:
                out.append(_takes_part(noun, rows, word, role))
        if meant.speaker:
            out.append(actor_is(rows.c.speaker if noun == "statements" else rows.c.teller, rows, meant.speaker))
        for name, word in (("body", meant.group), ("member", meant.member)):
            if word:
                out.append(actor_is(rows.c[name], rows, word))
        return out + ([_anyone(noun, rows, meant.actor)] if meant.actor else [])


def actor_is(found: ColumnElement[Any], rows: Any, asked: ActorSet) -> Condition:
    """That the actor whose id stands in ``found`` is one of those asked for."""
    parts: list[Condition] = []
    if asked.ids:
        parts.append(found.in_(asked.ids))
    if asked.codes:
        coded = or_(*(begins(actors.c.code, code) for code in asked.codes))
        parts.append(exists(select(literal(1)).where(actors.c.reading == rows.c.reading, actors.c.actor == found, coded)))
    return or_(*parts)


def mentioned(asked: ActorSet) -> Condition:
    """That a row of ``actors`` is one of those asked for."""
    return or_(*([actors.c.actor.in_(asked.ids)] if asked.ids else []), *(begins(actors.c.code, code) for code in asked.codes))


def plays(noun: str, *roles: str) -> Condition:
    """That a row of ``actors`` has one of ``roles`` in some event or commitment (``noun``) of its report."""
    return actors.c.roles.op("&")(literal_column(str(sum(ROLES[noun, role] for role in roles)))) > literal_column("0")


def lies_in(asked: PlaceSet) -> Condition:
    """That a row of ``places`` lies in one of those asked for."""
    return or_(
        *([places.c.geonameid.in_(asked.geonameids)] if asked.geonameids else []),
        *([places.c.country.in_(asked.countries)] if asked.countries else []),
        *([tuple_(places.c.country, places.c.admin1).in_(asked.divisions)] if asked.divisions else []),
        *([places.c.name.in_(asked.named)] if asked.named else []),
    )


def _judged(rows: Table, meant: Meaning) -> Condition:
    """That a row of ``judged`` is on a row of ``rows``, and was made by the day that is asked about."""
    here = and_(judged.c.reading == rows.c.reading, judged.c.noun == rows.name, judged.c.number == rows.c.number)
    if meant.as_of is None:
        return here
    made = select(judgements.c.id).where(judgements.c.id == judged.c.judgement, judgements.c.made_at <= meant.as_of)
    return and_(here, made.correlate(judged).exists())


def _as_judged(rows: Table, read: Condition, field: str, words: tuple[str, ...], meant: Meaning) -> Condition:
    """That what was ``read`` fits, or what a person put in its place does; the last one to do so counts."""
    if field not in meant.replaced:
        return read
    said = judged.join(judgements, judgements.c.id == judged.c.judgement)
    put = and_(_judged(rows, meant), judgements.c.action == "replace", judgements.c.field == field)
    last = select(judgements.c.replacement).select_from(said).where(put).order_by(judgements.c.id.desc()).limit(1)
    now = last.correlate(rows).scalar_subquery()
    return or_(and_(now.is_(None), read), now.in_([json.dumps(word, ensure_ascii=False) for word in words]))


def _of_version(condition: Condition) -> Condition:
    return exists(select(literal(1)).where(versions.c.id == readings.c.version, condition))


def _takes_part(noun: Noun, rows: Table, asked: ActorSet, role: str | None = None) -> Condition:
    part = participants
    here = [part.c.reading == rows.c.reading, part.c.noun == noun, part.c.number == rows.c.number]
    if role is not None:
        here.append(part.c.role == role)
    return exists(select(literal(1)).where(*here, actor_is(part.c.actor, part, asked)).correlate(rows))


def _anyone(noun: Noun, rows: Table, asked: ActorSet) -> Condition:
    if noun == "reports":
        return exists(select(literal(1)).where(actors.c.reading == readings.c.id, mentioned(asked)))
    if noun in ("events", "commitments"):
        return _takes_part(noun, rows, asked)
    columns = {"statements": ("speaker", "addressee"), "positions": ("actor",), "figures": ("subject",), "memberships": ("body", "member")}
    return or_(*(actor_is(rows.c[name], rows, asked) for name in columns[noun]))


def _where(noun: Noun, asked: PlaceSet) -> list[Condition]:
    if not asked:
        return []
    if noun == "reports":
        return [exists(select(literal(1)).where(places.c.reading == readings.c.id, lies_in(asked)))]
    rows, spot = TABLES[noun], locations
    here = and_(spot.c.reading == rows.c.reading, spot.c.noun == noun, spot.c.number == rows.c.number)
    there = and_(places.c.reading == spot.c.reading, places.c.place == spot.c.place, lies_in(asked))
    return [exists(select(literal(1)).select_from(spot.join(places, there)).where(here).correlate(rows))]


def _size(noun: Noun, meant: Meaning) -> list[Condition]:
    out: list[Condition] = []
    if meant.least is not None:
        out.append(func.coalesce(figures.c.value, figures.c.high, figures.c.low) >= meant.least)
    if meant.most is not None:
        out.append(func.coalesce(figures.c.value, figures.c.low, figures.c.high) <= meant.most)
    return out


def _when(noun: Noun, meant: Meaning) -> list[Condition]:
    if meant.when_since is None and meant.when_until is None:
        return []
    found = commitments.c.deadline if noun == "commitments" else TABLES[noun].c.begins
    since = [found >= meant.when_since] if meant.when_since is not None else []
    return [*since, *([found < meant.when_until] if meant.when_until is not None else [])]
