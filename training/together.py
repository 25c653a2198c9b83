"""Every two sentences of an invented crisis that may tell a change together, and what a reader of the crisis says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import relations
from crises import Crisis, Followed, Wanted, followed
from relations import KINDS, Past, Said, Two

from dateline.pipeline import Pipeline
from dateline.stories.changes import Desk
from dateline.stories.changes_matter import Sight
from dateline.stories.changes_once import Found


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, the changes that the reader lists of them, and those that he may mean: of what several sentences tell together."""

    two: Two
    right: frozenset[str]
    left_open: frozenset[str]


@dataclass(slots=True)
class Hearing:
    """What is written down of one situation: its sentences, and every two that may tell a change together."""

    past: Past = field(default_factory=Past)
    pairs: list[Two] = field(default_factory=list)


def pairs(crisis: Crisis, pipeline: Pipeline) -> Iterator[Pair]:
    """Follows a crisis and gives every two sentences of its situations, in the order of its reports."""
    heard: list[Hearing] = []

    class Listening(Desk):
        def __init__(self) -> None:
            super().__init__()
            heard.append(Hearing())
            self.hearing = heard[-1]

        def add(self, sight: Sight) -> None:
            super().add(sight)
            self.hearing.past.remember(sight)

        def later_told(self, sight: Sight, kept: list[Found]) -> list[Found]:
            self.hearing.pairs.extend(relations.candidates(sight, self.hearing.past))
            return super().later_told(sight, kept)

    seen = followed(crisis, crisis.records(pipeline), Listening)
    for one in heard:
        yield from (_labelled(two, crisis, seen) for two in one.pairs)


def _labelled(two: Two, crisis: Crisis, seen: Followed) -> Pair:
    report = seen.versions.get(two.now.reading, "")
    now, before = _words(two.now, crisis, seen), _words(two.before, crisis, seen)
    right: set[str] = set()
    left_open: set[str] = set()
    parting = crisis.parting.get((report, frozenset((now, before))), set()) if two.within and not two.alone else set()
    for wanted in crisis.wanted:
        kinds = set(wanted.kinds) & set(KINDS)
        if kinds and _tells(wanted, now, before, two):
            if _sure(wanted, now, before, two):
                right |= kinds
            else:
                left_open |= kinds
    right |= parting
    return Pair(two, frozenset(right), frozenset(left_open - right))


def _tells(wanted: Wanted, now: str, before: str, two: Two) -> bool:
    return (now in wanted.now and before in wanted.was) or (two.within and before in wanted.now and now in wanted.was)


def _sure(wanted: Wanted, now: str, before: str, two: Two) -> bool:
    """False where the list does not tell which of a report's sentences is which side: the same ones stand for both."""
    sentences = wanted.now | wanted.was
    if two.alone:
        return sentences == {now}
    mixed = two.within and bool({now, before} & wanted.now & wanted.was)
    return not mixed or len(sentences) == len({now, before})


def _words(side: Said, crisis: Crisis, seen: Followed) -> str:
    return crisis.words(seen.versions.get(side.reading, ""), side.told.text)
