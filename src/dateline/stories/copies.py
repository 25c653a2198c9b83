"""Reports that tell another one's text again: found by what they share word by word, decided by how much of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.model.story import CopyKind
from dateline.stories.arrays import Growing, Postings
from dateline.stories.settings import Settings
from dateline.stories.sketch import LENGTHS, Keys, Sketch

CANDIDATES = 12  # reports that share most, looked at closely
LATEST = 200  # reports looked at that have one and the same passage or run of words
INDEXED = 8  # every so manieth run of words leads to its reports
FEWEST = 6  # runs of words that a judgement needs, short of shared passages
WHOLE = 0.9  # containment from which on a text counts as there whole
SAME = 0.92  # the same of both, from which on they are one text: a sentence left out of ten breaks more runs than a few words do
NEARLY, MORE = 0.86, 0.025  # the same where a few words differ and the other is longer by this part (a word changed breaks three runs)
MOSTLY, TIMES = 0.8, 2.0  # the same where the other has so many times as much more as this one has of its own
TRACE = 0.02  # of its own: a number changed leaves more than this in a text that has little else of its own
NOTHING, CUT = 0.01, 0.06  # a text with no more than this of its own that leaves out so much is cut: a sentence is missing at its end


@dataclass(frozen=True, slots=True)
class Shared:
    """What two reports have in common word by word.

    ``mine`` and ``theirs`` are the shares of the one's and of the other's runs of three words that are in the other, ``passages`` counts
    sentences and quotations in both, ``figures_differ`` says whether one gives numbers that the other lacks. ``beyond`` is the larger
    share once the longest sentence in both is left out: one sentence alone may be what a paper prints under everything.
    """

    mine: float
    theirs: float
    passages: int
    figures_differ: bool
    beyond: float
    enough: bool

    @property
    def containment(self) -> float:
        """The larger share."""
        return max(self.mine, self.theirs)

    def is_copy(self, settings: Settings) -> bool:
        """True where one is a copy of the other."""
        if not self.enough:
            return self.containment >= WHOLE
        return self.beyond >= settings.containment or (self.passages > 2 and self.beyond >= settings.shared)

    def may_be_copy(self, settings: Settings) -> bool:
        """True where one may be a short text written anew: two whole sentences are in both. Background told again looks the same."""
        return self.enough and self.passages > 1 and self.beyond >= settings.again

    def kind(self) -> CopyKind:
        """What the first report is to the second, its original."""
        least, most = sorted((self.mine, self.theirs))
        if self.figures_differ and (least >= WHOLE or 1 - most > TRACE):
            return "updated"
        if least >= SAME and not self._is_cut():
            return "identical"
        if most >= WHOLE:
            return "abridged" if self.mine >= self.theirs else "extended"
        if self.figures_differ or most < MOSTLY or not self._is_part():
            return "updated"
        return "abridged" if self.mine > self.theirs else "extended"

    def _is_cut(self) -> bool:
        """True where the first is the second without some sentence, and nothing else: words changed here and there leave traces in both."""
        return 1 - self.mine <= NOTHING and 1 - self.theirs >= CUT

    def _is_part(self) -> bool:
        """True where one is the other with more, or less, though a few words differ.

        Who shortens a text sums up some of it in words of their own; who adds to it and leaves out as well has made another of it.
        """
        least, most = sorted((self.mine, self.theirs))
        if 1 - least >= TIMES * (1 - most):
            return True
        return self.mine > self.theirs + MORE and self.mine >= NEARLY


@dataclass(frozen=True, slots=True)
class Text:
    """What of a report is compared word by word."""

    modulus: int
    shingles: Keys
    passages: Keys
    marks: Keys


def text_of(sketch: Sketch) -> Text:
    """The part of ``sketch`` that copies are found by."""
    return Text(sketch.modulus, sketch.shingles, sketch.passages, sketch.marks)


def shared(one: Text, other: Text) -> Shared:
    """What ``one`` and ``other`` have in common."""
    modulus = max(one.modulus, other.modulus)
    mine, theirs = (text.shingles[text.shingles % modulus == 0] for text in (one, other))
    both = len(np.intersect1d(mine, theirs, assume_unique=True))
    passages = np.intersect1d(one.passages, other.passages, assume_unique=True)
    longest = float((passages & LENGTHS).max(initial=0)) / modulus
    marks = len(np.intersect1d(one.marks, other.marks, assume_unique=True))
    fewer = min(len(one.marks), len(other.marks))
    shorter = min(len(mine), len(theirs)) - longest
    beyond = max(0.0, both - longest) / max(1.0, shorter)
    return Shared(both / max(1, len(mine)), both / max(1, len(theirs)), len(passages), marks < fewer, beyond, shorter >= FEWEST)


class Copies:
    """The texts of the reports of a window, found again by what a new one shares with them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._index = Postings()
        self._parts = Growing(np.uint32)
        self._bounds = Growing(np.int64)
        self._moduli = Growing(np.uint8)
        self._bounds.extend(np.zeros(1, np.int64))

    def add(self, at: int, text: Text) -> None:
        """Takes the text of the report at position ``at`` in, the next one."""
        self._index.add(at, _looked_up(text))
        for part in (text.shingles, text.passages, text.marks):
            self._parts.extend(part)
            self._bounds.extend(np.array([self._parts.size], np.int64))
        self._moduli.extend(np.array([text.modulus], np.uint8))

    def text(self, at: int) -> Text:
        """The text of the report at position ``at``."""
        a, b, c, d = (int(each) for each in self._bounds.values[3 * at : 3 * at + 4])
        parts = self._parts.values
        return Text(int(self._moduli.values[at]), parts[a:b], parts[b:c], parts[c:d])

    def found(self, text: Text) -> list[tuple[int, Shared]]:
        """The reports that ``text`` is a copy of, or that are copies of it, with what they share, the closest first."""
        return [(at, both) for at, both in self.related(text) if both.is_copy(self._settings)]

    def related(self, text: Text) -> list[tuple[int, Shared]]:
        """The same with those that may be copies if they tell of the same."""
        reports, _ = self._index.having(np.sort(_looked_up(text)), LATEST)
        if not len(reports):
            return []
        here, counts = np.unique(reports, return_counts=True)
        best = here[np.argsort(-counts, kind="stable")[:CANDIDATES]]
        told = [(int(at), shared(text, self.text(int(at)))) for at in best]
        told = [(at, both) for at, both in told if both.is_copy(self._settings) or both.may_be_copy(self._settings)]
        return sorted(told, key=lambda each: (-each[1].containment, each[0]))

    @property
    def nbytes(self) -> int:
        """Bytes of memory."""
        return self._index.nbytes + self._parts.nbytes + self._bounds.nbytes + self._moduli.nbytes


def _looked_up(text: Text) -> Keys:
    """The keys that lead to a report: its passages, some of its runs of words, the bands of its MinHash signature."""
    runs = text.shingles[text.shingles % INDEXED == 0]
    found: NDArray[np.uint32] = np.unique(np.concatenate([text.passages, runs, _bands(text.shingles)]))
    return found


ROWS, BANDS, SEED = 3, 10, 6


def _bands(shingles: Keys) -> Keys:
    """The bands of a MinHash signature: two texts that share half of their runs of words share one of them nearly always."""
    from zlib import crc32

    from rensa import RMinHash

    made = RMinHash(ROWS * BANDS, SEED)
    made.update([str(each) for each in shingles.tolist()])
    signature = np.array(made.digest(), "<u4").reshape(BANDS, ROWS)
    return np.array([crc32(row.tobytes(), band) for band, row in enumerate(signature)], np.uint32)
