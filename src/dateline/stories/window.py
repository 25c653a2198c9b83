"""The reports that are looked at: their sketches side by side, found by what they share, compared feature by feature."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.stories.arrays import Growing, Lookup, Postings, slices
from dateline.stories.settings import KINDS, SHARED, UNSEEN, Background, Settings
from dateline.stories.sketch import Keys, Sketch

Scores = NDArray[np.float32]
Positions = NDArray[np.int64]
NAMES, PLACES, ACTORS, SPOTS = (KINDS.index(kind) for kind in ("names", "places", "actors", "spots"))
TELLING = 32  # features by which similar reports are looked for
SAME = 3  # names that a crowd shares: one or two may be the agency and the day
BESIDE = 2  # places, or else parties, that it shares as well: an invented or unmapped country has few places that are known
COMMON = 0.05  # names in more than this part of all news make no crowd
HALF = 0.5  # of a crowd, from which on the window is held for one
LATEST = 2000  # reports looked at of each run of the index that have such a feature
SEEN = 200  # the same for how many stories have a word
UNDATED = -(1 << 30)


@dataclass(frozen=True, slots=True)
class Asked:
    """A report held against others: its features, each with its weight (of unit length within a kind)."""

    sketch: Sketch
    keys: Keys  # sorted, each once
    places: Lookup  # of ``keys``
    rarity: Scores  # of each of ``keys``
    weights: Scores  # kinds by keys
    lengths: Scores  # of the vector of each kind
    crowd: float  # how much the window was one matter


class Window:
    """Sketches by their position, in the order they came. Memory: about 2.5 kB a report (``nbytes`` tells)."""

    def __init__(self, settings: Settings | None = None, background: Background | None = None) -> None:
        self.settings = settings if settings is not None else Settings.load()
        self.background = background if background is not None else Background.load()
        self.articles: list[str] = []
        self.index = Postings()
        self._keys, self._counts, self._days = Growing(np.uint32), Growing(np.uint8), Growing(np.int32)
        self._bounds, self._lengths = Growing(np.int64), Growing(np.float32)
        self._stories = Growing(np.int32)  # of each report
        self._sizes: Counter[int] = Counter()  # of the stories
        self._most = 0.0  # reports that have the same names and places
        self._weights = np.array(self.settings.weights, np.float32)
        self._crowded = np.array(self.settings.crowded, np.float32)

    def __len__(self) -> int:
        return len(self.articles)

    def add(self, article: str, sketch: Sketch, lengths: Scores | None = None) -> int:
        """Takes a report in; gives its position. ``lengths`` are those that ``ask`` found, where it was asked for just now."""
        at = len(self.articles)
        self.articles.append(article)
        self._stories.extend(np.array([-1 - at], np.int32))  # one of its own, until it is put into another
        self._sizes[-1 - at] = 1
        self.index.add(at, np.concatenate([sketch.of_kind(0), *(sketch.of_kind(kind) for kind in range(SHARED, len(KINDS)))]))
        self._bounds.extend(self._keys.size + np.array(sketch.bounds if not at else sketch.bounds[1:], np.int64))
        self._keys.extend(sketch.keys)
        self._counts.extend(sketch.counts)
        self._days.extend(np.array([sketch.day if sketch.day is not None else UNDATED], np.int32))
        self._lengths.extend(lengths if lengths is not None else self._norms(sketch))
        self._note(sketch)
        return at

    def put(self, position: int, story: int) -> None:
        """Notes which story a report is in: what many stories have tells them apart less than what many reports of one have."""
        before = int(self._stories.values[position])
        self._sizes[before] -= 1
        if not self._sizes[before]:
            del self._sizes[before]
        self._stories.values[position] = story
        self._sizes[story] += 1

    def _note(self, sketch: Sketch) -> None:
        """Keeps count of the reports in which names and places or parties of one are found. What much of all news names is left out."""
        names = sketch.of_kind(NAMES)
        rare = names[self.background.of(names) < COMMON * max(1, self.background.reports)]
        beside = max(self._having(sketch.of_kind(kind), BESIDE) for kind in (PLACES, ACTORS))
        self._most = max(self._most, min(self._having(rare, SAME), beside))

    def _having(self, keys: Keys, most: int) -> float:
        """How many reports have the rarest of the ``most`` commonest ``keys``."""
        return float(np.sort(self.index.counts(keys))[-most]) if len(keys) >= most else 0.0

    @property
    def crowd(self) -> float:
        """How much of the window is one matter, a war, a campaign: 0 where its reports tell of many, 1 where they share names, places."""
        rules = self.settings
        share = self._most / (len(self) + rules.first)
        return min(1.0, max(0.0, (share - rules.begins) / (rules.full - rules.begins)))

    @property
    def crowded(self) -> bool:
        """True where the window is one matter rather than many: then trees put reports to stories (``belonging``)."""
        return self.crowd >= HALF

    @property
    def open(self) -> int:
        """Days that a story stays open after its last report."""
        return self.settings.longer if self.crowded else self.settings.window

    def _stories_with(self, keys: Keys, reports: Scores) -> Scores:
        """How many stories have each of the sorted ``keys``; ``reports`` have it, the latest of them are looked at."""
        found, places = self.index.having(keys, SEEN)
        pairs = np.unique(places << 32 | (self._stories.values[found].astype(np.int64) & 0xFFFFFFFF))
        looked = np.maximum(1, np.bincount(places, minlength=len(keys)))
        having: Scores = (reports * np.bincount(pairs >> 32, minlength=len(keys)) / looked).astype(np.float32)
        return having

    def _norms(self, sketch: Sketch) -> Scores:
        """The length of the vector of each kind, by the rarity of its features at this moment."""
        kinds = np.repeat(np.arange(len(KINDS)), np.diff(sketch.bounds))
        weights = np.log1p(sketch.counts.astype(np.float32)) * self.rarity(sketch.keys, kinds)
        return np.sqrt(np.bincount(kinds, weights * weights, len(KINDS))).astype(np.float32)

    def settle(self) -> None:
        """Weighs all features anew by how rare they are among all that are here now."""
        kinds = np.tile(np.arange(len(KINDS)), len(self))
        of = np.repeat(np.arange(len(KINDS) * len(self)), np.diff(self._bounds.values))
        weights = np.log1p(self._counts.values.astype(np.float32)) * self.rarity(self._keys.values, kinds[of])
        self._lengths = Growing(np.float32)
        self._lengths.extend(np.sqrt(np.bincount(of, weights * weights, len(kinds))).astype(np.float32))

    def rarity(self, keys: Keys, kinds: NDArray[np.int64]) -> Scores:
        """How rare each feature is: the logarithm of all reports over those that have it, in background and window together.

        In a crowd, what most of its stories have says nothing of any of them.
        """
        unique, back = np.unique(keys, return_inverse=True)
        having = self.index.counts(unique)
        here = having[back]
        words = kinds < SHARED
        known = np.where(words, self.background.of(unique)[back], np.float32(0))
        # Words that everybody uses are not in the index: the background speaks for them.
        reports = np.where(words, self.background.reports, UNSEEN) + len(self) + 1
        rare = np.maximum(0, np.log(reports / (known + here + 1)))
        if crowd := self.crowd:
            having = self._stories_with(unique, having)[back]
            apart = np.clip(1 - np.log(having + 1) / np.log(len(self._sizes) + self.settings.smooth), 0, 1)
            rare = rare * apart ** (crowd * self.settings.damp)
        return rare.astype(np.float32)

    def ask(self, sketch: Sketch) -> Asked:
        """``sketch`` made ready to be held against the reports here."""
        kinds = np.repeat(np.arange(len(KINDS)), np.diff(sketch.bounds))
        crowd, rarity = self.crowd, self.rarity(sketch.keys, kinds)
        keys, first, back = np.unique(sketch.keys, return_index=True, return_inverse=True)
        weights = np.zeros((len(KINDS), len(keys)), np.float32)
        weights[kinds, back] = np.log1p(sketch.counts.astype(np.float32)) * rarity
        lengths = np.sqrt((weights * weights).sum(axis=1))
        weights /= np.maximum(lengths, self._thin(crowd))[:, None]
        return Asked(sketch, keys, Lookup(keys), rarity[first], weights, lengths, crowd)

    def nearest(self, asked: Asked, most: int) -> Positions:
        """The reports that share most of the rare features of ``asked``, within the window of days; at most ``most``, best first."""
        tell = asked.rarity * (asked.weights[0] + asked.weights[SHARED:].max(axis=0))
        chosen = np.sort(np.argsort(-tell, kind="stable")[:TELLING])
        chosen = chosen[tell[chosen] > 0]
        reports, places = self.index.having(asked.keys[chosen], LATEST)
        if not len(reports):
            return np.zeros(0, np.int64)
        here, back = np.unique(reports, return_inverse=True)
        score = np.bincount(back, tell[chosen][places])
        near = self.near(here, asked.sketch.day)
        here, score = here[near], score[near]
        if len(here) > most:
            best = np.argpartition(-score, most)[:most]
            here, score = here[best], score[best]
        return here[np.argsort(-score, kind="stable")].astype(np.int64)

    def near(self, positions: NDArray[np.int32] | Positions, day: int | None) -> NDArray[np.bool_]:
        """Which of the reports were published within the window of ``day``; those without a day always."""
        days = self._days.values[positions]
        if day is None:
            return np.ones(len(positions), np.bool_)
        near: NDArray[np.bool_] = (days == UNDATED) | (np.abs(days - day) <= self.open)
        return near

    def days(self, positions: Positions) -> NDArray[np.int32]:
        """The days of publication (ordinals), ``UNDATED`` where there is none."""
        found: NDArray[np.int32] = self._days.values[positions]
        return found

    def features(self, asked: Asked, positions: Positions) -> Scores:
        """How like ``asked`` each report is, feature by feature: reports by kinds, 0 to 1."""
        bounds, size = self._bounds.values, len(KINDS)
        edges = positions[:, None] * size + np.arange(size)
        where, which = slices(bounds[edges.ravel()], bounds[edges.ravel() + 1])
        out = np.zeros(len(positions) * size, np.float32)
        if len(asked.keys) and len(where):
            at, hit = asked.places.of(self._keys.values[where])
            which, where = which[hit], where[hit]
            products = asked.weights[which % size, at] * np.log1p(self._counts.values[where].astype(np.float32)) * asked.rarity[at]
            out = np.bincount(which, products, len(out)).astype(np.float32)
        lengths = self._lengths.values[edges.ravel()]
        shaped: Scores = (out / np.maximum(lengths, self._thin(asked.crowd))).reshape(len(positions), size)
        return shaped

    def likeness(self, asked: Asked, positions: Positions) -> Scores:
        """How like ``asked`` each report is: the weighted sum of its features less what the days between them cost."""
        return self.summed(asked, positions, np.minimum(self.features(asked, positions), 1.0))

    def summed(self, asked: Asked, positions: Positions, alike: Scores) -> Scores:
        """The same where the features are known, none above 1."""
        told = alike @ self.weights(asked)
        return (told - self.cost(asked, positions) - self.apart(asked, positions)).astype(np.float32)

    def weights(self, asked: Asked) -> Scores:
        """What each feature weighs: in a crowd what a report tells first, elsewhere its names."""
        weights: Scores = self._weights + np.float32(asked.crowd) * (self._crowded - self._weights)
        return weights

    def apart(self, asked: Asked, positions: Positions) -> Scores:
        """What it takes from their likeness in a crowd that both openings name places and none of them is the same."""
        mine = asked.sketch.of_kind(SPOTS)
        if not asked.crowd or not len(mine):
            return np.zeros(len(positions), np.float32)
        first = positions * len(KINDS) + SPOTS
        starts, ends = self._bounds.values[first], self._bounds.values[first + 1]
        where, which = slices(starts, ends)
        same = np.bincount(which[np.isin(self._keys.values[where], mine)], minlength=len(positions))
        return np.where((ends > starts) & (same == 0), asked.crowd * self.settings.apart, 0.0).astype(np.float32)

    def _thin(self, crowd: float) -> float:
        return max(1e-6, self.settings.thin * crowd)

    @property
    def least(self) -> float:
        """How well a report has to fit a story to be put there: by mean likeness; in a crowd by probability."""
        return self.settings.belongs if self.crowded else self.settings.join

    @property
    def attach(self) -> float:
        """The same for one or two reports beside a larger story, once all are there."""
        return self.settings.joined if self.crowded else self.settings.attach

    def cost(self, asked: Asked, positions: Positions) -> Scores:
        """What the days between ``asked`` and each report take from their likeness."""
        days, rules, day = self.days(positions), self.settings, asked.sketch.day
        if day is None:
            return np.zeros(len(positions), np.float32)
        free = rules.free - rules.sooner * asked.crowd
        apart = np.minimum(rules.most, np.maximum(0.0, np.abs(days - day) - free) * rules.per_day)
        return np.where(days == UNDATED, 0.0, apart).astype(np.float32)

    def has(self, position: int, kind: int) -> bool:
        """True where a report has features of a kind."""
        first = position * len(KINDS) + kind
        return bool(self._bounds.values[first] < self._bounds.values[first + 1])

    def told(self, positions: Positions, kind: int) -> tuple[Keys, Positions]:
        """The features of a kind of all the reports, and to which of ``positions`` each belongs (0 for the first)."""
        first = positions * len(KINDS) + kind
        where, which = slices(self._bounds.values[first], self._bounds.values[first + 1])
        return self._keys.values[where], which

    @property
    def stories(self) -> int:
        """How many stories the reports are in."""
        return len(self._sizes)

    def sketch(self, position: int) -> Sketch:
        """The features of a report, without the text that copies are found by."""
        edges = self._bounds.values[position * len(KINDS) : (position + 1) * len(KINDS) + 1]
        first, last, day = int(edges[0]), int(edges[-1]), int(self._days.values[position])
        bounds = tuple(int(edge) - first for edge in edges)
        none = np.zeros(0, np.uint32)
        keys, counts = self._keys.values[first:last], self._counts.values[first:last]
        return Sketch(day if day != UNDATED else None, 0, 1, bounds, keys, counts, none, none, none)

    def sketch_words(self, position: int) -> tuple[Keys, NDArray[np.uint8]]:
        """The words of a report, as keys and counts."""
        first = int(self._bounds.values[position * len(KINDS)])
        last = int(self._bounds.values[position * len(KINDS) + 1])
        return self._keys.values[first:last], self._counts.values[first:last]

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the reports take."""
        parts = (self._keys, self._counts, self._days, self._bounds, self._lengths)
        return sum(part.nbytes for part in parts) + self.index.nbytes + 120 * len(self.articles)
