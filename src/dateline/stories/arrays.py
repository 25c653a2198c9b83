"""Arrays that grow, and an index from keys to reports that costs eight bytes an entry."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BUFFER = 1 << 12  # entries that wait unsorted
FIRST = 1024
BITS = 16  # of a key, by which it is looked up
GROWTH = 4  # each run is at least so many times as long as the next

Numbers = NDArray[Any]


class Growing:
    """A flat array that is only ever added to."""

    __slots__ = ("_all", "size")

    def __init__(self, kind: Any) -> None:
        self._all: Numbers = np.zeros(FIRST, kind)
        self.size = 0

    def extend(self, values: Numbers) -> None:
        """Adds ``values`` at the end."""
        end = self.size + len(values)
        if end > len(self._all):
            grown = np.zeros(max(end, len(self._all) + len(self._all) // 2), self._all.dtype)
            grown[: self.size] = self._all[: self.size]
            self._all = grown
        self._all[self.size : end] = values
        self.size = end

    @property
    def values(self) -> Numbers:
        """What is in it; a view that the next ``extend`` may leave behind."""
        return self._all[: self.size]

    @property
    def nbytes(self) -> int:
        """Bytes of memory."""
        return int(self._all.nbytes)


class Lookup:
    """Where keys stand in a short list, for very many of which few are in it: by their last bits, much faster than a search."""

    __slots__ = ("_first", "_keys", "_others")

    def __init__(self, keys: NDArray[np.uint32]) -> None:
        self._keys = keys
        self._first = np.zeros(1 << BITS, np.int16)
        last = keys & ((1 << BITS) - 1)
        self._first[last] = np.arange(1, len(keys) + 1, dtype=np.int16)
        self._others = np.flatnonzero(self._first[last] != np.arange(1, len(keys) + 1))

    def of(self, keys: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places in the list of those of ``keys`` that are in it, and where these stand among ``keys``."""
        found = self._first[keys & ((1 << BITS) - 1)]
        some = np.flatnonzero(found)
        at = found[some].astype(np.int64) - 1
        right = self._keys[at] == keys[some]
        at, some = at[right], some[right]
        for other in self._others:  # they have the last bits of a later one
            more = np.flatnonzero(keys == self._keys[other])
            at, some = np.concatenate((at, np.full(len(more), other))), np.concatenate((some, more))
        return at, some


class Postings:
    """Which reports (numbers that only grow) have a key: sorted runs, each several times as long as the next, and a few entries that wait.

    Each entry costs eight bytes. Adding is cheap but for the moment when runs are merged.
    """

    __slots__ = ("_runs", "_waiting_keys", "_waiting_reports")

    def __init__(self) -> None:
        self._runs: list[tuple[NDArray[np.uint32], NDArray[np.int32]]] = []
        self._waiting_keys = Growing(np.uint32)
        self._waiting_reports = Growing(np.int32)

    def add(self, report: int, keys: NDArray[np.uint32]) -> None:
        """Notes that ``report`` has ``keys``, none twice."""
        self._waiting_keys.extend(keys)
        self._waiting_reports.extend(np.full(len(keys), report, np.int32))
        if self._waiting_keys.size >= BUFFER:
            self._settle()

    def _settle(self) -> None:
        order = np.argsort(self._waiting_keys.values, kind="stable")
        self._runs.append((self._waiting_keys.values[order], self._waiting_reports.values[order]))
        self._waiting_keys, self._waiting_reports = Growing(np.uint32), Growing(np.int32)
        while len(self._runs) > 1 and GROWTH * len(self._runs[-1][0]) > len(self._runs[-2][0]):
            (keys, reports), (later, latest) = self._runs[-2], self._runs[-1]
            merged = np.concatenate((keys, later))
            order = np.argsort(merged, kind="stable")
            self._runs[-2:] = [(merged[order], np.concatenate((reports, latest))[order])]

    def counts(self, keys: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How many reports have each of the sorted ``keys``."""
        out = np.zeros(len(keys), np.int64)
        for run, _ in self._runs:
            starts, ends = _ranges(run, keys)
            out += ends - starts
        if self._waiting_keys.size and len(keys):
            at, there = located(keys, self._waiting_keys.values)
            out += np.bincount(at[there], minlength=len(keys))
        return out.astype(np.float32)

    def having(self, keys: NDArray[np.uint32], most: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The latest reports, ``most`` of each run, that have one of the sorted ``keys``: report and place of the key, entry by entry."""
        reports, places = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
        for run, of in self._runs:
            starts, ends = _ranges(run, keys)
            starts = np.maximum(starts, ends - most)
            for place in np.flatnonzero(ends > starts):
                reports.append(of[starts[place] : ends[place]])
                places.append(np.full(ends[place] - starts[place], place, np.int64))
        if self._waiting_keys.size and len(keys):
            at, there = located(keys, self._waiting_keys.values)
            reports.append(self._waiting_reports.values[there])
            places.append(at[there])
        return np.concatenate(reports), np.concatenate(places)

    @property
    def nbytes(self) -> int:
        """Bytes of memory."""
        return sum(keys.nbytes + reports.nbytes for keys, reports in self._runs) + self._waiting_keys.nbytes + self._waiting_reports.nbytes


def _ranges(run: NDArray[np.uint32], keys: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each of the sorted ``keys`` begins and ends in a sorted run: looked up side by side, as both lie in one place of memory."""
    edges = np.repeat(keys, 2)
    edges[1::2] += 1  # the largest key of all wraps around, and is then found nowhere
    at = np.searchsorted(run, edges).reshape(-1, 2)
    return at[:, 0], np.maximum(at[:, 0], at[:, 1])


def located(keys: NDArray[np.uint32], values: Numbers) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each of ``values`` its place among the sorted ``keys`` (one at least), and whether it is one of them."""
    at = np.minimum(np.searchsorted(keys, values), len(keys) - 1)
    return at, keys[at] == values


def slices(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions of all the ranges ``starts`` to ``ends``, one after the other, and the number of the range of each."""
    lengths = ends - starts
    which = np.repeat(np.arange(len(starts)), lengths)
    first = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - first[which] + starts[which], which
