"""Which rows answer a question, page by page: the keys of the answers, found by the index that narrows most.

Few readings hold a rare name, word or place: these are taken first, and only they are looked through. Where everything asked for is
frequent, the reports are walked in the order asked for until a page is full; where the first of them do not fill it, frequent things
may stand together in few readings, and it pays to find out which before all are walked. A page ends with a cursor that says where it
ended, by value: reports that come in meanwhile move nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, intersect, literal, literal_column, or_, select

from dateline.errors import UsageError
from dateline.store.conditions import TABLES, Condition, Conditions, groups, lies_in, mentioned, plays
from dateline.store.fulltext_query import across, as_tsquery, counted, document, needs_across, search_index
from dateline.store.meaning import Meaning
from dateline.store.names import PlaceSet
from dateline.store.question import Noun, Question
from dateline.store.tables import (
    actors,
    events,
    figures,
    locations,
    memberships,
    pieces,
    places,
    positions,
    readings,
    versions,
)

FEW, SOME = 1_000, 20_000  # readings that are looked through one by one; rows that are sorted
FIRST = 2_000  # readings walked before it is looked up where frequent things stand together
MANY = 100_000  # rows of one index that are looked up for that
RANKED = 2_000  # matches that are ranked by relevance: the latest kept
WEIGHTS = (10.0, 1.0, 3.0, 5.0)  # of words in headline, text, quotes, names


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Where an answer stands: its report's day of publication, its reading, its number in the record's list; its rank by relevance."""

    published: str | None
    reading: int
    number: int
    rank: float | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """One page of keys, and the cursor of the next one; None at the end."""

    keys: tuple[Key, ...]
    after: str | None


class Finder:
    """Finds the keys of the answers to one question."""

    def __init__(self, connection: Connection, noun: Noun, question: Question, meant: Meaning) -> None:
        """``meant`` is what ``question`` means in the store behind ``connection``."""
        self._connection, self._noun, self._question, self._meant = connection, noun, question, meant
        self._make = Conditions(connection.dialect.name)
        self._rows = TABLES[noun]
        self._oldest = question.sort == "oldest"
        self._rare: tuple[Select[Any], ...] = ()  # what an index gives, and is so little that a walk need only look there
        self._whole = meant.query is not None and needs_across(connection, meant.query)
        self._matches = counted(connection, meant.query, SOME + 1) if meant.query is not None else 0

    def page(self, limit: int, after: str | None) -> Keys:
        """At most ``limit`` keys after the cursor ``after``."""
        start = self._started(after) if after is not None else None
        if self._question.sort == "relevance":
            found = self._ranked(start, limit + 1)
        elif (few := self._few()) is not None:
            found = self._among(few, start, limit + 1)
        else:
            found = self._walked(start, limit + 1)
        kept = tuple(found[:limit])
        return Keys(kept, self._cursor(kept[-1]) if len(found) > limit else None)

    def _conditions(self, *, words: bool = True, led: bool = False) -> list[Condition]:
        """Everything that is asked, as conditions on the rows of the noun and their readings."""
        out = self._make.shared(self._meant)
        if words and self._meant.query is not None:
            out.append(self._make.matches(self._meant, gathered=self._matches <= SOME, whole=self._whole))
        if self._noun != "reports":
            return out + self._make.of(self._noun, self._meant, led=led)
        for noun, part in groups(self._meant):
            asked = self._make.of(noun, part)
            if noun == "reports":
                out += asked
            else:
                rows = TABLES[noun]
                out.append(select(literal(1)).where(rows.c.reading == readings.c.id, *asked).correlate(readings).exists())
        return out

    def _keys(self) -> Select[Any]:
        if self._noun == "reports":
            return select(readings.c.published, readings.c.id, literal(0))
        joined = self._rows.join(readings, readings.c.id == self._rows.c.reading)
        return select(readings.c.published, self._rows.c.reading, self._rows.c.number).select_from(joined)

    def _few(self) -> tuple[int, ...] | None:
        """The readings in which everything asked for stands that an index finds, if one of these things is rare."""
        found = [ids for query in self._narrow() if (ids := self._up_to(query, FEW)) is not None]
        if self._meant.query is not None and self._matches <= FEW:
            found.append(set(self._connection.execute(self._make.found(self._meant, whole=self._whole)).scalars()))
        return tuple(sorted(set.intersection(*found))) if found else None

    def _together(self) -> tuple[int, ...] | None:
        """The readings in which frequent things stand together, if these are few; what a walk need only look through is kept beside."""
        found = self._rare = tuple(query for query in self._narrow() if self._is_up_to(query, MANY))
        if (few := self._gathered()) is not None:
            return few
        if self._meant.query is not None and found and self._matches <= SOME:
            found = (*found, self._make.found(self._meant, whole=self._whole))  # in a walk they have their own condition
        if len(found) < 2:
            return None
        shared = intersect(*found).subquery()
        there = self._up_to(select(shared.c[0]), FEW)
        return tuple(sorted(there)) if there is not None else None

    def _gathered(self) -> tuple[int, ...] | None:
        """The readings with rows in which all stands that is asked of one row, if an index leads to these and they are few."""
        parts = groups(self._meant) if self._noun == "reports" else ((self._noun, self._meant),)
        for noun, part in parts:
            rows, led = TABLES[noun], TABLES[noun].alias("led")
            lead = self._make.lead(noun, part, led)
            if lead and self._is_up_to(select(led.c.reading).where(*lead), MANY):
                beside = (query for query in self._rare if rows not in query.get_final_froms())
                there = [self._make.beside(led.c.reading).in_(query) for query in beside]  # before any row is fetched
                joined = led.join(rows, and_(rows.c.reading == led.c.reading, rows.c.number == led.c.number))
                found = select(rows.c.reading).select_from(joined).where(*lead, *there, *self._make.of(noun, part)).distinct()
                if (few := self._up_to(found, FEW)) is not None:
                    return tuple(sorted(few))
        return None

    def _up_to(self, query: Select[Any], most: int) -> set[int] | None:
        """The readings that ``query`` finds; None where these are more than ``most``, each time it finds one counted."""
        found = self._connection.execute(query.limit(most + 1)).scalars().all()
        return set(found) if len(found) <= most else None

    def _is_up_to(self, query: Select[Any], most: int) -> bool:
        counted = select(func.count()).select_from(query.limit(most + 1).subquery())
        return (self._connection.execute(counted).scalar() or 0) <= most

    def _narrow(self) -> Iterator[Select[Any]]:
        """What an index gives at once: readings with the names, places, propositions and measures that are asked for."""
        meant = self._meant
        for who in (meant.actor, meant.doer, meant.recipient, meant.speaker):
            if who and self._noun != "memberships":  # a group need not be among the actors of its report
                yield select(actors.c.reading).where(mentioned(who))
        for column, who in ((memberships.c.body, meant.group), (memberships.c.member, meant.member)):
            if who.ids and not who.codes:
                yield select(memberships.c.reading).where(column.in_(who.ids))
        if self._noun in ("events", "commitments", "reports"):
            noun = "events" if self._noun == "reports" else self._noun
            for role, who in (("actor", meant.doer), ("recipient", meant.recipient)):
                if who.ids and not who.codes:
                    yield select(actors.c.reading).where(actors.c.actor.in_(who.ids), plays(noun, role))
        if self._noun in ("events", "reports") and (meant.types or meant.statuses) and not meant.replaced:
            of_type = [events.c.type.in_(meant.types)] if meant.types else []
            yield select(events.c.reading).where(*of_type, *([events.c.status.in_(meant.statuses)] if meant.statuses else []))
        if meant.place and not meant.place.named:
            yield self._there(meant.place)
        if meant.languages:
            yield select(readings.c.id).join(versions, versions.c.id == readings.c.version).where(versions.c.language.in_(meant.languages))
        if meant.sources:
            yield select(readings.c.id).join(versions, versions.c.id == readings.c.version).where(versions.c.source.in_(meant.sources))
        if meant.propositions:
            yield select(positions.c.reading).where(positions.c.proposition.in_(meant.propositions))
        if meant.measures:
            yield select(figures.c.reading).where(figures.c.measure.in_(meant.measures))

    def _there(self, place: PlaceSet) -> Select[Any]:
        """Readings with rows of the noun in ``place``, or that name it, where rows have no place or it is told by its division."""
        if self._noun not in ("events", "figures") or place.divisions:
            return select(places.c.reading).where(lies_in(place))
        inside = [locations.c.geonameid.in_(place.geonameids)] if place.geonameids else []
        inside += [locations.c.country.in_(place.countries)] if place.countries else []
        return select(locations.c.reading).where(locations.c.noun == self._noun, or_(*inside))

    def _among(self, few: tuple[int, ...], start: Key | None, count: int) -> list[Key]:
        column = readings.c.id if self._noun == "reports" else self._rows.c.reading
        query = self._keys().where(column.in_(few), *self._conditions())
        found = [Key(*row) for row in self._connection.execute(query)] if few else []
        return self._ordered(found, start)[:count]

    def within(self, ids: tuple[int, ...], most: int) -> tuple[Key, ...]:
        """The keys of the answers in those readings, at most so many of each, as their report tells them."""
        taken: dict[int, list[Key]] = {}
        for key in self._among(ids, None, len(ids) * SOME):
            taken.setdefault(key.reading, []).append(key)
        return tuple(key for keys in taken.values() for key in keys[:most])

    def _ordered(self, found: Iterable[Key], start: Key | None) -> list[Key]:
        """``found`` in the order asked for, from after ``start`` on; reports without a date come last."""
        listed = sorted(found, key=lambda key: key.number)
        listed.sort(key=lambda key: (key.published or "", key.reading), reverse=not self._oldest)
        listed.sort(key=lambda key: key.published is None)
        return [key for key in listed if start is None or self._is_after(key, start)]

    def _is_after(self, key: Key, start: Key) -> bool:
        def place(of: Key) -> tuple[bool, str, int]:
            return (of.published is None, of.published or "", of.reading)

        here, there = place(key), place(start)
        if here == there:
            return key.number > start.number
        if here[0] != there[0]:
            return here[0]
        return (here > there) is self._oldest

    def _walked(self, start: Key | None, count: int) -> list[Key]:
        """Keys in order of publication, then those of reports without a date."""
        found: list[Key] = []
        if start is None or start.published is not None:
            end = self._end_of_first(start) if self._is_led() or not self._is_window() else None
            found = self._walk(start, count, dated=True, until=end)
            if len(found) < count and end is not None:
                if (few := self._together()) is not None:
                    return self._among(few, start, count)
                found = self._walk(start, count, dated=True)
        if len(found) < count and self._meant.since is None and self._meant.until is None:
            begin = start if start is not None and start.published is None else None
            found += self._walk(begin, count - len(found), dated=False)
        return found

    def _end_of_first(self, start: Key | None) -> str | None:
        """Where the first readings end that are walked: their last day; None where there are no more than these."""
        published, begin = readings.c.published, start.published if start is not None else self._begin()
        of_these = [] if begin is None else [published >= begin if self._oldest else published <= begin]
        current = [readings.c.current] if self._meant.as_of is None else []
        query = select(published).where(published.is_not(None), *current, *of_these)
        turned = published.asc() if self._oldest else published.desc()
        first = FIRST if self._meant.query is None or self._matches <= SOME else FIRST // 4  # words looked up report by report
        return self._connection.execute(query.order_by(turned).offset(first).limit(1)).scalar()

    def _begin(self) -> str | None:
        return self._meant.since if self._oldest else self._meant.until

    def _walk(self, start: Key | None, count: int, *, dated: bool, until: str | None = None) -> list[Key]:
        led = dated and self._is_led()
        query = self._keys().where(*self._conditions(led=led))
        of = self._rows if led else readings
        published: ColumnElement[Any] = of.c.published
        reading = self._rows.c.reading if led else readings.c.id
        if not led and self._is_window():
            published = self._make.bare(published)  # the times of events narrow more than the order helps
        number = self._rows.c.number if self._noun != "reports" else None
        query = query.where(published.is_not(None) if dated else published.is_(None))
        query = query.where(*(self._make.beside(reading).in_(rare) for rare in self._rare))
        if until is not None:
            query = query.where(published <= until if self._oldest else published >= until)
        if start is not None:
            query = query.where(self._later(start, published, reading, number, dated=dated))
        turned = [column.asc() if self._oldest else column.desc() for column in ([published, reading] if dated else [reading])]
        ordered = query.order_by(*turned, *([number] if number is not None else [])).limit(count)
        return [Key(*row) for row in self._connection.execute(ordered)]

    def _is_led(self) -> bool:
        """Whether the rows of the noun are looked through in the order of an index of their own: of one status, speaker, measure ..."""
        meant = self._meant
        whom = {"statements": (meant.speaker,), "positions": (meant.actor,), "memberships": (meant.group, meant.member)}
        words = {"events": meant.statuses if len(meant.types) <= 1 else (), "commitments": meant.statuses, "positions": meant.propositions,
                 "figures": meant.measures}  # fmt: skip
        one = any(len(who.ids) == 1 and not who.codes for who in whom.get(self._noun, ())) or len(words.get(self._noun, ())) == 1
        return one and (not self._rare or meant.asked() == 1)

    def _is_window(self) -> bool:
        """Whether the events of the time asked for are few enough to be sorted."""
        meant, begins = self._meant, events.c.begins
        if self._noun != "events" or (meant.when_since is None and meant.when_until is None):
            return False
        asked = [begins >= meant.when_since] if meant.when_since is not None else []
        asked += [begins < meant.when_until] if meant.when_until is not None else []
        inside = select(literal(1)).select_from(events).where(*asked).limit(SOME + 1).subquery()
        return (self._connection.execute(select(func.count()).select_from(inside)).scalar() or 0) <= SOME

    def _later(self, start: Key, published: Any, reading: Any, number: Any, *, dated: bool) -> Condition:
        """That a row comes after ``start`` in the order asked for."""
        beyond: Condition = reading > start.reading if self._oldest else reading < start.reading
        if number is not None:
            beyond = or_(beyond, and_(reading == start.reading, number > start.number))
        if not dated:
            return beyond
        past = published > start.published if self._oldest else published < start.published
        to_here = published >= start.published if self._oldest else published <= start.published
        return and_(to_here, or_(past, beyond))  # the first bound is what an index can use

    def _ranked(self, start: Key | None, count: int) -> list[Key]:
        """Reports by how well they fit the words; of many matches the latest kept are ranked."""
        best: dict[int, float] = {}
        for reading, rank in self._connection.execute(self._ranks()):
            best[reading] = min(float(rank), best.get(reading, 0.0))
        if self._whole and self._meant.query is not None:  # what only all pieces of a long text hold together fits the least
            together = self._connection.execute(across(self._connection.dialect.name, self._meant.query).limit(RANKED)).scalars()
            best |= {reading: best.get(reading, 0.0) for reading in together}
        query = self._keys().where(readings.c.id.in_(sorted(best)), *self._conditions(words=self._whole))
        found = (
            [Key(published, reading, number, best[reading]) for published, reading, number in self._connection.execute(query)]
            if best
            else []
        )
        found.sort(key=lambda key: (key.rank, -key.reading))
        return [key for key in found if start is None or (key.rank or 0.0, -key.reading) > (start.rank or 0.0, -start.reading)][:count]

    def _ranks(self) -> Select[Any]:
        """Readings with how well they fit, the smaller the better, the latest kept first."""
        found = self._make.found(self._meant, whole=False)
        if self._connection.dialect.name == "sqlite":
            fits: Any = func.bm25(literal_column("search_index"), *WEIGHTS)
            return found.add_columns(fits).order_by(search_index.c.rowid.desc()).limit(RANKED)
        assert self._meant.query is not None  # noqa: S101
        fits = -func.ts_rank_cd(document, as_tsquery(self._meant.query))
        return found.add_columns(fits).order_by(pieces.c.id.desc()).limit(RANKED)

    def _cursor(self, key: Key) -> str:
        told = json.dumps([self._mark(), key.published, key.reading, key.number, *([key.rank] if key.rank is not None else [])])
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")

    def _mark(self) -> str:
        """What tells a cursor of this question from one of another."""
        asked = replace(self._question, after=None, limit=None).address()
        return hashlib.sha256(f"{self._noun}?{asked}".encode()).hexdigest()[:8]

    def _started(self, cursor: str) -> Key:
        try:
            mark, published, reading, number, *rank = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            key = Key(None if published is None else str(published), int(reading), int(number), float(rank[0]) if rank else None)
        except (ValueError, TypeError, UnicodeError) as error:
            raise UsageError(f"--after {cursor[:40]!r} is no cursor: take the one that stands below a page.") from error
        if mark != self._mark():
            raise UsageError("--after: that cursor belongs to another question; ask the one that it came with.")
        return key
