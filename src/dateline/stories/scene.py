"""What a story or a situation shows at a glance: its reports, and of them the events, who acts on whom, and where, in few queries.

Only the latest reports of a large situation are looked at, copies left out but for updates; ``Head`` says how many there are altogether.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from dateline.model.story import Copy, Member
from dateline.store.answers import Value
from dateline.store.change_tables import situation_stories
from dateline.store.find import Finder
from dateline.store.meaning import Meaning
from dateline.store.question import REAL, Noun, Question
from dateline.store.shelf import Shelf
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles, story_pins
from dateline.store.tables import readings, versions
from dateline.stories.deeds import Deed, Somebody

MOST = 60  # reports looked at
LISTED = 200  # reports listed


@dataclass(frozen=True, slots=True)
class Where:
    """Which reports: those of a story or of a situation, published from ``since`` to ``until`` (days, None: any)."""

    story: int | None = None
    situation: int | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Reports in all, copies among them, sources that copy nobody, first and last publication, and the readings that are looked at."""

    reports: int
    copies: int
    sources: int
    begins: str | None
    ends: str | None
    readings: tuple[int, ...]


def head(store: Store, where: Where, most: int = MOST) -> Head:
    """How many reports there are, and the latest ``most`` that copy none, or more than copy one."""
    mine, chosen = story_articles.c, _chosen(where)
    own = func.count().filter(copies.c.article.is_(None))
    tellers = func.count(mine.teller.distinct()).filter(copies.c.article.is_(None))
    query = select(func.count(), own, tellers, func.min(mine.published), func.max(mine.published)).select_from(story_articles)
    query = query.outerjoin(copies, copies.c.article == mine.article).where(*chosen)
    original = copies.c.article.is_(None) | (copies.c.kind == "updated")  # an update tells more than what it copies
    latest = select(mine.reading).outerjoin(copies, copies.c.article == mine.article).where(*chosen, original)
    with store.reading() as connection:
        total, originals, sources, begins, ends = connection.execute(query).one()
        ids = connection.execute(latest.order_by(mine.published.desc(), mine.reading.desc()).limit(most)).scalars()
        return Head(total, total - originals, sources, begins, ends, tuple(ids))


def _chosen(where: Where) -> list[ColumnElement[bool]]:
    mine = story_articles.c
    out: list[ColumnElement[bool]] = []
    if where.story is not None:
        out.append(mine.story == where.story)
    if where.situation is not None:
        out.append(mine.story.in_(select(situation_stories.c.story).where(situation_stories.c.situation == where.situation)))
    if where.since is not None:
        out.append(mine.published >= where.since)
    if where.until is not None:
        out.append(mine.published <= where.until + "~")  # a moment of that day sorts before
    return out


def told(store: Store, noun: Noun, ids: Sequence[int], most: int = 20) -> tuple[Value, ...]:
    """The values of one kind that these readings tell, at most ``most`` of each, as people corrected them."""
    with store.reading() as connection:
        keys = Finder(connection, noun, Question(), Meaning()).within(tuple(ids), most)
        return Shelf(connection, noun, keys).values()


@dataclass(frozen=True, slots=True)
class Source:
    """A report of a story with those that copy it under it."""

    member: Member
    story: int
    copies: tuple[Member, ...]


def sources(store: Store, where: Where, most: int = LISTED) -> tuple[Source, ...]:
    """The latest ``most`` reports, the newest first, copies under what they copy where that is among them."""
    mine = story_articles.c
    query = (
        select(mine.article, mine.reading, mine.published, mine.teller, versions.c.headline, story_pins.c.article.is_not(None), mine.story,
               copies.c.original, copies.c.kind, copies.c.containment, copies.c.passages, copies.c.figures_differ)
        .join(readings, readings.c.id == mine.reading).join(versions, versions.c.id == readings.c.version)
        .outerjoin(copies, copies.c.article == mine.article).outerjoin(story_pins, story_pins.c.article == mine.article)
        .where(*_chosen(where)).order_by(mine.published.desc(), mine.reading.desc()).limit(most)
    )  # fmt: skip
    under: dict[str, list[Member]] = defaultdict(list)
    found: list[tuple[Member, int]] = []
    with store.reading() as connection:
        for row in connection.execute(query):
            article, reading, published, teller, headline, pinned, story, original, *likeness = row
            copy = Copy(article, original, *likeness) if original is not None else None
            found.append((Member(article, reading, published, teller, headline, copy, bool(pinned)), story))
    there = {member.article for member, _ in found}
    for member, _ in found:
        if member.copy is not None and member.copy.original in there:
            under[member.copy.original].append(member)
    own = [(member, story) for member, story in found if member.copy is None or member.copy.original not in there]
    return tuple(Source(member, story, tuple(under[member.article])) for member, story in own)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party did to another: how often it happened, how often it is only said, planned or denied; types, most frequent first."""

    doer: Somebody
    other: Somebody
    real: int
    unreal: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what to whom: doers, recipients and the cells between them, row by row; None where nothing is told.

    ``left_out`` counts the events between parties that have no room.
    """

    doers: tuple[Somebody, ...]
    others: tuple[Somebody, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    left_out: int


Pair = tuple[str, str]


def matrix(found: Sequence[Deed], most: int = 10) -> Matrix:
    """The parties known by id between whom most is done, at most ``most`` on either side."""
    pairs: dict[Pair, Counter[tuple[str, bool]]] = defaultdict(Counter)
    names: dict[str, str] = {}
    known: set[tuple[object, ...]] = set()  # what several reports tell of one day is one event
    for deed, doer, other in _dyads(found):
        pair = (doer.id or "", other.id or "")
        names.setdefault(pair[0], doer.name)
        names.setdefault(pair[1], other.name)
        event = (*pair, deed.type, deed.mode, deed.status, deed.day)
        pairs[pair][deed.type, deed.status in REAL] += event not in known
        known.add(event)
    doers, others = _chosen_parties(pairs, most)
    rows = tuple(tuple(_cell(pairs.get((doer, other)), doer, other, names) for other in others) for doer in doers)
    shown = sum(cell.real + cell.unreal for row in rows for cell in row if cell is not None)
    whole = sum(sum(types.values()) for types in pairs.values())
    return Matrix(tuple(Somebody(i, names[i]) for i in doers), tuple(Somebody(i, names[i]) for i in others), rows, whole - shown)


def _dyads(found: Sequence[Deed]) -> Iterator[tuple[Deed, Somebody, Somebody]]:
    for deed in found:
        for doer in deed.doers:
            for other in deed.others:
                known = doer.id is not None and other.id is not None and doer.id != other.id
                if known and not str(doer.id).startswith("nominal/") and not str(other.id).startswith("nominal/"):
                    yield deed, doer, other


def _chosen_parties(pairs: Mapping[Pair, Counter[tuple[str, bool]]], most: int) -> tuple[list[str], list[str]]:
    """Doers and recipients, those of the most frequent pairs first, so that no row or column is empty."""
    doers: dict[str, None] = {}
    others: dict[str, None] = {}
    for doer, other in sorted(pairs, key=lambda pair: (-sum(pairs[pair].values()), pair)):
        if (doer in doers or len(doers) < most) and (other in others or len(others) < most):
            doers[doer] = others[other] = None
    return list(doers), list(others)


def _cell(types: Counter[tuple[str, bool]] | None, doer: str, other: str, names: Mapping[str, str]) -> Cell | None:
    if types is None:
        return None
    counted: Counter[str] = Counter()
    for (name, _), count in types.items():
        counted[name] += count
    real = sum(count for (_, is_real), count in types.items() if is_real)
    listed = tuple(name for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])))
    return Cell(Somebody(doer, names[doer]), Somebody(other, names[other]), real, sum(types.values()) - real, listed)
