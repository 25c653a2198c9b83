"""Stories linked over weeks into situations, by telling actors, places and propositions in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from dateline.store.change_tables import situation_stories
from dateline.store.story_tables import story_articles
from dateline.store.tables import actors, places, positions
from dateline.stories import rare_names

NEAR, FAR = 35, 200  # days between two stories: up to NEAR they cost nothing, beyond FAR there is no link
COST = 1.0  # points asked for beyond LINK by two stories FAR days apart
MOST = 400  # of an actor's reports that are looked through
LINK = 2.0  # points from which on two stories are chapters of one situation
TELLING = ("armed-group", "armed-force", "coalition", "party", "person", "organisation", "company")
POINTS = (  # feature, worth of each shared one, most
    ("telling", 1.0, 2), ("place", 0.6, 2), ("name", 0.5, 4), ("state", 0.5, 1), ("proposition", 0.5, 1),
)  # fmt: skip
NAMES = 3  # rare names that tie two stories without an actor in common


@dataclass(frozen=True, slots=True)
class Link:
    """Why a story belongs to a situation: the features shared, by their sort."""

    situation: int
    points: float
    shared: tuple[tuple[str, tuple[str, ...]], ...]


def situation_of(connection: Connection, story: int) -> int | None:
    """The situation that a story was put into."""
    return connection.execute(select(situation_stories.c.situation).where(situation_stories.c.story == story)).scalar()


def place(connection: Connection, story: int, reading: int, day: int) -> tuple[int, tuple[int, ...]]:
    """Puts the story of a report, just placed, into a situation; gives its number and the situations that became part of it.

    The first report of a story decides; a later one may show that its situation and another are one.
    """
    known = situation_of(connection, story)
    links = linked(connection, story, reading, day)
    if known is None:
        known = links[0].situation if links else story
        connection.execute(insert(situation_stories).values(story=story, situation=known))
    merged = []
    for link in links:
        if link.situation != known:
            low, high = sorted((known, link.situation))
            where = situation_stories.c.situation == high
            connection.execute(update(situation_stories).where(where).values(situation=low))
            merged.append(high)
            known = low
    return known, tuple(merged)


def linked(connection: Connection, story: int, reading: int, day: int) -> list[Link]:
    """The situations whose stories share enough with the report ``reading``, the closest first."""
    shared: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    apart: dict[int, int] = {}
    for feature, names in _features(connection, reading):
        for name, other, days in _others(connection, feature, names, story, day):
            shared[other][feature][name] += 1
            apart[other] = min(days, apart.get(other, days))
    found: dict[int, Link] = {}
    for other, features in sorted(shared.items()):
        beside = rare_names.beside(features["name"], features["telling"])
        features["name"] = Counter({name: features["name"][name] for name in beside})
        points = sum(worth * min(most, len(features[feature])) for feature, worth, most in POINTS if feature in features)
        tied = bool(features["telling"]) or len(beside) >= NAMES
        if tied and points >= LINK + COST * max(0, apart[other] - NEAR) / (FAR - NEAR):
            situation = situation_of(connection, other) or other
            told = tuple((feature, tuple(sorted(names))) for feature, names in sorted(features.items()) if names)
            if situation not in found or found[situation].points < points:
                found[situation] = Link(situation, points, told)
    return sorted(found.values(), key=lambda link: (-link.points, link.situation))


def _features(connection: Connection, reading: int) -> list[tuple[str, tuple[str, ...]]]:
    people = connection.execute(select(actors.c.actor, actors.c.kind, actors.c.known).where(actors.c.reading == reading)).all()
    named = [row for row in people if not row.actor.startswith("nominal/")]
    telling = tuple(sorted({row.actor for row in named if row.kind in TELLING}))
    states = tuple(sorted({row.actor for row in named if row.kind == "government"}))
    where = select(places.c.geonameid).where(places.c.reading == reading, places.c.kind.not_in(("country", "region")))
    spots = tuple(sorted({str(each) for each in connection.execute(where).scalars() if each is not None}))
    about = connection.execute(select(positions.c.proposition).where(positions.c.reading == reading)).scalars()
    return [
        ("telling", telling),
        ("state", states),
        ("place", spots),
        ("proposition", tuple(sorted({each for each in about if "/" in each}))),
        ("name", rare_names.names_of(connection, reading)),
    ]


def _others(connection: Connection, feature: str, names: Sequence[str], story: int, day: int) -> list[tuple[str, int, int]]:
    """Stories of the months around with one of ``names``, and how many days away; a name that very many have tells nothing."""
    if not names:
        return []
    if feature == "name":
        return [
            (name, other, abs(when - day)) for name, other, when in rare_names.sharing(connection, names, story, (day - NEAR, day + NEAR))
        ]
    table, column = {"telling": (actors, actors.c.actor), "state": (actors, actors.c.actor), "place": (places, places.c.geonameid),
                     "proposition": (positions, positions.c.proposition)}[feature]  # fmt: skip
    out: list[tuple[str, int, int]] = []
    for name in names:
        query = (
            select(story_articles.c.story, story_articles.c.day)
            .join(table, table.c.reading == story_articles.c.reading)
            .where(column == (int(name) if feature == "place" else name))
            .where(story_articles.c.day >= day - FAR, story_articles.c.day <= day + FAR)
            .order_by(story_articles.c.reading.desc())
            .limit(MOST)
        )
        nearest: dict[int, int] = {}
        for other, when in connection.execute(query).all():
            nearest[other] = min(abs(when - day), nearest.get(other, FAR))
        out.extend((name, other, days) for other, days in nearest.items() if other != story)
    return out
