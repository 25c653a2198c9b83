"""Changes, situations, pledges and positions of a store for those who read them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dateline.errors import UsageError
from dateline.model.change import Change, ChangeKind, Note, Side, Situation
from dateline.model.story import Quoted
from dateline.store.change_tables import changes, situation_stories
from dateline.store.store import Store
from dateline.store.story_tables import copies, story_articles
from dateline.store.tables import actors
from dateline.stories import asking
from dateline.stories.changes_book import sight_at
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_same import Same, compare, sentence_why
from dateline.stories.efforts import line_of
from dateline.stories.measuring import DISTANCE
from dateline.stories.overruled import replaced

MOST = 500  # changes of one answer
MAIN = 5  # actors of a situation
LABELS: tuple[tuple[ChangeKind, str], ...] = (
    ("done-after-ruled-out", "Ruled out, then done"), ("position-against-act", "Opposed, then done"), ("admitted", "Denied, now admitted"),
    ("carried-out", "Threatened, then carried out"), ("pledge-contradicted", "Pledge broken"), ("pledge-withdrawn", "Pledge withdrawn"),
    ("pledge-acted-on", "Pledge acted on"), ("position-turned", "Position turned"), ("claim-contradicted", "One asserts, another denies"),
    ("figures-differ", "Counts differ"), ("correction", "Corrected"), ("figure-revised", "Figure revised"), ("member-left", "Left"),
    ("member-joined", "Joined"), ("new-event", "New"), ("took-place", "Took place as announced"), ("pledge-made", "New pledge"),
    ("pledge-repeated", "Pledge repeated"), ("position-new", "New position"),
)  # fmt: skip
RANK = {kind: at for at, (kind, _) in enumerate(LABELS)}


@dataclass(slots=True)
class Reader:
    """Makes changes whole from their rows: the readings are looked at once each."""

    connection: Connection
    _sights: dict[int, Sight | None]
    _facts: dict[str, tuple[int, str]]
    _replaced: dict[int, dict[tuple[str, int], str]] = field(default_factory=dict)

    def change(self, row: Any, situation: int) -> Change | None:
        """The change of a row; None where one of its values is gone, or a person has said otherwise since it was found."""
        story, source = self._place(row.article)
        now = self._value(row.reading, story, row.noun, row.number, row.found_at)
        if now is None:
            return None
        before, same, other = None, Same((), 0.0), None
        if row.other is not None:
            other_story, other_source = self._place(row.other)
            other = self._value(row.other_reading, other_story, row.other_noun, row.other_number, row.found_at)
            if other is None:
                return None
            same = compare(now[1], other[1], one_story=story == other_story)
            before = _side(other[0], other[1], row.other_reading, other_source)
        names = {**dict(now[0].names), **(dict(other[0].names) if other is not None else {})}
        why = (
            sentence_why(same, names, f"{now[1].text} {other[1].text}")
            if other is not None
            else "Nothing alike was told before in this situation."
        )
        return Change(row.id, row.kind, situation, story, line_of(now[1]), _what(row.kind, now[1], other[1] if other else None, names),
                      _side(now[0], now[1], row.reading, source), before, why, same.reasons, round(same.points, 2))  # fmt: skip

    def _place(self, article: str) -> tuple[int, str]:
        if article not in self._facts:
            where = story_articles.c.article == article
            row = self.connection.execute(select(story_articles.c.story, story_articles.c.teller).where(where)).first()
            self._facts[article] = (row.story, row.teller) if row is not None else (0, "")
        return self._facts[article]

    def _value(self, reading: int, story: int, noun: str, number: int, found_at: str) -> tuple[Sight, Matter] | None:
        if reading not in self._sights:
            self._sights[reading] = sight_at(self.connection, reading, story)
            self._replaced[reading] = replaced(self.connection, reading)
        if self._replaced[reading].get((noun, number), "") > found_at:
            return None
        seen = self._sights[reading]
        found = next((each for each in seen.matters if each.noun == noun and each.number == number), None) if seen is not None else None
        return (seen, found) if seen is not None and found is not None else None


def _side(seen: Sight, value: Matter, reading: int, source: str) -> Side:
    quote = Quoted(value.article, value.sentence, " ".join(value.text.split()))
    teller = value.teller.name if value.teller is not None else None
    return Side(value.article, reading, value.noun, value.number, seen.moment or None, source, value.says, teller, quote)


def _what(kind: ChangeKind, now: Matter, before: Matter | None, names: dict[str, str]) -> str:
    """The change in a few words: who and what, or the two numbers."""
    acting = before.doers if before is not None and before.noun == "commitments" else now.doers
    who = ", ".join(dict.fromkeys(party.name for party in acting))
    if now.noun == "figures" and before is not None:
        ends = (f" ({before.teller.name})" if before.teller else ""), (f" ({now.teller.name})" if now.teller else "")
        return f"{now.kind}: {_amount(before)}{ends[0]} → {_amount(now)}{ends[1]}"
    if kind == "claim-contradicted" and before is not None:
        denial, claim = (now, before) if now.status in ("denied", "negated") else (before, now)
        sides = [side.teller.name if side.teller else "reported" for side in (claim, denial)]
        return f"{claim.says}: {sides[0]} against {sides[1]}"
    if now.noun == "memberships" or (now.noun == "sentences" and (before is None or before.noun != "commitments")):
        return now.says
    says = now.says if before is None or before.noun != "commitments" else before.says
    where = ", ".join(names[place] for place in sorted(now.places) if place in names and names[place] not in says)
    told = f"{says} ({where})" if where and now.noun == "events" else says
    return f"{who}: {told}" if who else told


def _amount(figure: Matter) -> str:
    if figure.kind == DISTANCE:  # in the unit of the report
        return figure.says
    low, high = figure.low or 0, figure.high or 0
    told = f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
    return {"at-least": "at least ", "at-most": "at most ", "about": "about "}.get(figure.bound, "") + told


def found(store: Store, *, since: str | None = None, until: str | None = None, situation: int | None = None,
          kinds: Sequence[str] = (), articles: Sequence[str] = (), limit: int | None = MOST) -> tuple[Change, ...]:  # fmt: skip
    """The changes that reports published from ``since`` to ``until`` (days or moments) brought, in order of publication, then of weight."""
    query = _with_situations()
    if since is not None:
        query = query.where(changes.c.published >= since)
    if until is not None:
        query = query.where(changes.c.published <= until + "~")  # a moment of that day sorts before
    if situation is not None:
        query = query.where(situation_stories.c.situation == situation)
    if kinds:
        query = query.where(changes.c.kind.in_(list(kinds)))
    if articles:
        query = query.where(changes.c.article.in_(list(articles)))
    return _told(store, query.order_by(changes.c.published, changes.c.id).limit(limit))


def numbered(store: Store, ids: Sequence[int]) -> tuple[Change, ...]:
    """The changes with these numbers, as ``ChangeBook.catch_up`` tells them."""
    return _told(store, _with_situations().where(changes.c.id.in_(list(ids))).order_by(changes.c.id))


def _with_situations() -> Select[Any]:
    """The changes, each with the situation that its report's story belongs to."""
    belongs = story_articles.c.article == changes.c.article
    query = select(changes, situation_stories.c.situation).join(story_articles, belongs)
    return query.join(situation_stories, situation_stories.c.story == story_articles.c.story)


def _told(store: Store, query: Select[Any]) -> tuple[Change, ...]:
    with store.reading() as connection:
        reader = Reader(connection, {}, {})
        made = [reader.change(row, row.situation) for row in connection.execute(query).all()]
    return tuple(each for each in made if each is not None)


def situations(store: Store, only: Iterable[int] | None = None) -> tuple[Situation, ...]:
    """The situations of a store, that with the latest report first; of ``only`` these, where given."""
    with store.reading() as connection:
        rows = connection.execute(select(situation_stories.c.situation, situation_stories.c.story)).all()
        stories: dict[int, list[int]] = defaultdict(list)
        for situation, story in rows:
            stories[situation].append(story)
        wanted = [each for each in stories if only is None or each in set(only)]
        made = [each for number in wanted if (each := _situation(connection, store, number, sorted(stories[number]))) is not None]
    return tuple(sorted(made, key=lambda each: (each.ends or "", each.id), reverse=True))


def _situation(connection: Connection, store: Store, number: int, stories: list[int]) -> Situation | None:
    where = story_articles.c.story.in_(stories)
    query = select(func.min(story_articles.c.published), func.max(story_articles.c.published), func.count()).where(where)
    begins, ends, reports = connection.execute(query).one()
    if not reports:
        return None
    largest = connection.execute(
        select(story_articles.c.story).where(where).group_by(story_articles.c.story).order_by(func.count().desc(), story_articles.c.story)
    ).scalars()
    title = asking.story(store, next(iter(largest.all()))).line.title
    query = select(actors.c.actor, func.min(actors.c.name), func.count()).join(story_articles, story_articles.c.reading == actors.c.reading)
    named = query.where(where, actors.c.kind.not_in(("population", "media", "document", "other"))).group_by(actors.c.actor)
    counted = Counter({name: count for actor, name, count in connection.execute(named) if not actor.startswith("nominal/")})
    who = tuple(name for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:MAIN])
    return Situation(number, title, begins, ends, tuple(stories), reports, who)


def situation_named(store: Store, text: str) -> int:
    """The situation of that number, or the one whose title or main actors have ``text``. ``UsageError`` where there is none, or several."""
    known = situations(store)
    if text.isdigit():
        fits = [each for each in known if int(text) == each.id or int(text) in each.stories]
    else:
        fits = [each for each in known if text.casefold() in " ".join((each.title, *each.actors)).casefold()]
    if len(fits) == 1:
        return fits[0].id
    listed = "; ".join(f"{each.id} {each.title}" for each in (fits or known)[:5])
    told = "There is no situation" if not fits else "Several situations fit"
    raise UsageError(f"{told} {text!r}. There are: {listed or 'none yet'}.")


def note(store: Store, *, since: str, until: str | None = None, situation: int | None = None, limit: int = 60) -> Note:
    """The morning note: the changes since a day or moment, the weightiest first, with pledges that are due or overdue."""
    listed = sorted(
        found(store, since=since, until=until, situation=situation), key=lambda each: (RANK[each.kind], each.now.published or "")
    )
    told = tuple(listed[:limit])
    numbers = {each.situation for each in told} | ({situation} if situation is not None else set())
    reports, copied = _read(store, since, until)
    from dateline.stories.changes_ledger import pledges

    day = until or _last_day(store) or since
    waiting = tuple(each for each in pledges(store, day=day[:10], situation=situation) if each.status in ("due", "overdue"))
    return Note(since, until, situations(store, numbers), told, waiting, reports, copied, len(listed) - len(told))


def _read(store: Store, since: str, until: str | None) -> tuple[int, int]:
    where = [story_articles.c.published >= since, *([story_articles.c.published <= until + "~"] if until else [])]
    query = select(func.count(), func.count(copies.c.article)).select_from(story_articles)
    query = query.outerjoin(copies, copies.c.article == story_articles.c.article).where(*where)
    with store.reading() as connection:
        reports, copied = connection.execute(query).one()
    return reports, copied


def _last_day(store: Store) -> str | None:
    with store.reading() as connection:
        return connection.execute(select(func.max(story_articles.c.published))).scalar()


def since_day(text: str, today: date) -> str:
    """``yesterday``, ``today``, ``3d`` or an ISO day or moment, as the day or moment it means; ``UsageError`` if it means none."""
    plain = text.strip().lower()
    if plain in ("today", "yesterday"):
        return (today - timedelta(days=plain == "yesterday")).isoformat()
    if plain.endswith("d") and plain[:-1].isdigit():
        return (today - timedelta(days=min(int(plain[:-1]), 36_500))).isoformat()
    try:
        date.fromisoformat(plain[:10])
    except ValueError as error:
        raise UsageError(f"{text!r} is no day: give yesterday, today, 3d (three days ago) or YYYY-MM-DD.") from error
    return text.strip()
