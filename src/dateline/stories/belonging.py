"""How probably a report belongs to each of some stories of a crowd: trees over what both tell, grown by ``training/belonging.py``.

In a war or a campaign the same parties act from day to day, and one threshold of likeness either tears what was said of a happening in
the days after from the news of it, or puts two happenings together. What tells is how far a story is ahead of the others, how much of
what its reports tell first is told again further down, and how long ago it was last heard of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dateline.stories import words as folded
from dateline.stories.arrays import located
from dateline.stories.settings import KINDS
from dateline.stories.sketch import Keys, Sketch
from dateline.stories.weighing import weighed
from dateline.stories.window import UNDATED, Asked, Positions, Window

Rows = NDArray[np.float64]
WORDS, NAMES, LEAD, ACTORS, PLACES, EVENTS, TIMES, SPOTS, HOME, DENIAL = (
    KINDS.index(kind) for kind in ("words", "names", "lead", "actors", "places", "events", "times", "spots", "home", "denial")
)
ALIKE = (WORDS, NAMES, LEAD, ACTORS, PLACES, EVENTS, TIMES, SPOTS)  # kinds whose likeness is looked at
RAREST = 3  # names in both
LEAST = 1e-6  # of a sum that something is divided by
IN_ALL, AGAIN, BEFORE = len(ALIKE), len(ALIKE) + 1, len(ALIKE) + 2  # where these stand among what is seen of two reports
AHEAD = (IN_ALL, AGAIN, BEFORE, ALIKE.index(WORDS), ALIKE.index(LEAD))  # how far a story is ahead of the others in the nearest report
AHEAD_ON_THE_MEAN = (IN_ALL, AGAIN, BEFORE, ALIKE.index(LEAD))  # and in the mean of its reports


def chances(window: Window, asked: Asked, stories: Sequence[Positions]) -> list[float]:
    """How probably the report ``asked`` is one of each of ``stories``, given by the positions of their reports in the window."""
    return weighed("belonging", features(window, asked, stories))


def features(window: Window, asked: Asked, stories: Sequence[Positions]) -> list[list[float]]:
    """What is seen of a report and each of ``stories``: stories by features."""
    if not stories:
        return []
    ends = np.cumsum([len(story) for story in stories])
    parts = np.split(_pairs(window, asked, np.concatenate(stories)), ends[:-1])
    most, mean = (np.array([how(part, axis=0) for part in parts]) for how in (np.max, np.mean))
    alone = np.array([_alone(window, asked, story) for story in stories])
    apart = np.column_stack([_ahead(most[:, AHEAD]), _ahead(mean[:, AHEAD_ON_THE_MEAN])])
    rows: list[list[float]] = np.column_stack([most, alone, apart]).tolist()
    return rows


def _pairs(window: Window, asked: Asked, positions: Positions) -> Rows:
    """What is seen of a report and each of those at ``positions``: how like it is by kinds and in all, what of one is told in the other."""
    alike = np.minimum(window.features(asked, positions), 1.0)
    told = (_again, _before, _rarest, _days, _here)
    seen = (each(window, asked.sketch, positions) for each in told)
    return np.column_stack([alike[:, ALIKE], window.summed(asked, positions, alike), *seen])


def _again(window: Window, mine: Sketch, positions: Positions) -> Rows:
    """How much of what each report tells first the new one has anywhere, by how rare the words are."""
    keys, which = window.told(positions, LEAD)
    rare = _rarity(window, keys, LEAD)
    here, whole = (_sums(which, each, len(positions)) for each in (rare * np.isin(keys, mine.of_kind(WORDS)), rare))
    return here / np.maximum(whole, LEAST)


def _before(window: Window, mine: Sketch, positions: Positions) -> Rows:
    """How much of what the new report tells first each of the others has anywhere, by how rare the words are."""
    first = mine.of_kind(LEAD)
    rare = _rarity(window, first, LEAD)
    keys, which = window.told(positions, WORDS)
    return _sums(which, _of(keys, first, rare), len(positions)) / max(LEAST, float(rare.sum()))


def _rarest(window: Window, mine: Sketch, positions: Positions) -> Rows:
    """How rare the three rarest names are that each report shares with the new one; 0 where there are fewer."""
    names = mine.of_kind(NAMES)
    keys, which = window.told(positions, NAMES)
    rare = _of(keys, names, _rarity(window, names, NAMES))
    order = np.lexsort((-rare, which))
    place = np.arange(len(order)) - np.searchsorted(which, which[order])
    out = np.zeros((len(positions), RAREST))
    few = place < RAREST
    out[which[order[few]], place[few]] = rare[order[few]]
    return out


def _days(window: Window, mine: Sketch, positions: Positions) -> Rows:
    """Whether the new report names the day on which each of the others came out or the one before, and how many days both tell of."""
    days = mine.of_kind(TIMES)
    keys, which = window.told(positions, TIMES)
    both = np.bincount(which, np.isin(keys, np.setdiff1d(days, _day_keys(mine.day, 0))), len(positions))
    came = [bool(np.isin(_day_keys(int(day), 0, 1), days).any()) for day in window.days(positions)]
    return np.column_stack([came, both])


def _here(window: Window, mine: Sketch, positions: Positions) -> Rows:
    """1 where both openings name a place, -1 where both name places and none in common, else 0."""
    spots = mine.of_kind(SPOTS)
    keys, which = window.told(positions, SPOTS)
    named = np.bincount(which, minlength=len(positions)) * len(spots) > 0
    same = np.bincount(which, np.isin(keys, spots), len(positions)) > 0
    told: Rows = np.where(same, 1.0, np.where(named, -1.0, 0.0))
    return told


def _alone(window: Window, asked: Asked, story: Positions) -> list[float]:
    """What is seen of a story by itself, of the report by itself, and of the window: sizes, ages, who writes, whether it is a denial."""
    days, mine = window.days(story), asked.sketch
    known = days[days != UNDATED]
    age, since = (mine.day - int(known.min()), mine.day - int(known.max())) if len(known) and mine.day is not None else (0, 0)
    home = any(window.has(int(at), HOME) for at in story)
    own = (len(mine.of_kind(HOME)), len(mine.of_kind(DENIAL)))
    return [len(story), age, since, home, *own, asked.crowd, window.stories, len(window)]


def _ahead(seen: Rows) -> Rows:
    """By how much each story is before the best of the others in each feature; what is behind has less than 0."""
    if len(seen) == 1:
        return seen
    ranked = np.sort(seen, axis=0)
    ahead: Rows = seen - np.where(seen == ranked[-1], ranked[-2], ranked[-1])
    return ahead


def _sums(which: Positions, values: Rows, size: int) -> Rows:
    """The sum of the ``values`` of each of so many places."""
    return np.bincount(which, values, size).astype(np.float64)


def _rarity(window: Window, keys: Keys, kind: int) -> Rows:
    """How rare each of ``keys`` is (``Window.rarity``)."""
    return window.rarity(keys, np.full(len(keys), kind)).astype(np.float64)


def _of(keys: Keys, listed: Keys, values: Rows) -> Rows:
    """The value of each of ``keys`` that is among the sorted ``listed``, 0 for the others."""
    if not len(listed):
        return np.zeros(len(keys))
    at, there = located(listed, keys)
    return np.where(there, values[at], 0.0)


def _day_keys(day: int | None, *before: int) -> list[int]:
    """The keys of a day of the calendar (an ordinal), so many days before."""
    return [folded.key(date.fromordinal(day - each).isoformat(), "times/") for each in before if day is not None and day > each]
