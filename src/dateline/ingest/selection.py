"""Which blocks of a page are the report: two extractors vote, the place of a block on the page counts, weights decide.

A block's score is a sum of named features, each with its weight in ``data/selection.tsv`` (learned by
``training/page_selection.py``); a block with a score above ``THRESHOLD`` belongs to the report.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.ingest.dates import printed_dates
from dateline.ingest.tables import rows
from dateline.ingest.trailers import matches_end, matches_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.ingest.page import Block, Element

THRESHOLD = 0.0
LONG = 8  # words of a block that stands for itself
NEAR = 80  # characters of an extractor's text within which a short block must follow the last one found
WIDELY = 0.4  # share of common words under which the two extractors disagree and the better one counts alone
_WORD = re.compile(r"\w+")
_TERMINAL = re.compile(r"[.!?…。][\"”’')\]»]*$")
_BY = re.compile(r"by\s+\S", re.IGNORECASE)
_OUT_TAGS = frozenset(("nav", "aside", "footer", "form", "figcaption", "dialog", "menu"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
Feature = tuple[str, float]


def key_of(text: str) -> str:
    """The words of a text in small letters, parted by single spaces: how blocks and extractors' texts are compared."""
    return " ".join(_WORD.findall(text.lower()))


def votes(keys: Sequence[str], chosen: str) -> list[bool]:
    """For each block (its key), whether its words stand in the text that an extractor chose, in the order of the page."""
    hay, cursor, out = f" {key_of(chosen)} ", 0, []
    for key in keys:
        count = key.count(" ") + 1
        at = hay.find(f" {key} ", max(0, cursor - 1)) if key else -1
        near = at >= 0 and (count >= 5 or at - cursor < NEAR)
        if near:
            cursor = at + len(key) + 1
        out.append(near or (count >= LONG and at < 0 and bool(key) and f" {key} " in hay))
    return out


@lru_cache(maxsize=8)
def _names(kind: str) -> frozenset[str]:
    return frozenset(row[1] for row in rows("page_words") if row[0] == kind)


@lru_cache(maxsize=4096)
def named(words: str, kind: str) -> bool:
    """True if an element's words (classes, id, role) hold a name of the kind: ``out``, ``caption``, ``byline`` ..."""
    names = _names(kind)
    for token in words.split():
        parts = [part for part in re.split(r"[-_:]+", token) if part]
        pairs = ("-".join(parts[i : i + 2]) for i in range(len(parts) - 1))
        if any(part in names for part in parts) or "-".join(parts) in names or any(pair in names for pair in pairs):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the extractors chose, and the report's text in the page's metadata (all may be empty)."""

    trafilatura: str
    readability: str
    metadata: str = ""


class Scene:
    """A page's blocks with all that is known before a single block is judged."""

    def __init__(self, blocks: Sequence[Block], title: str, witnesses: Witnesses) -> None:
        self.blocks = blocks
        self.keys = [key_of(block.text) for block in blocks]
        self.counts = [key.count(" ") + 1 if key else 0 for key in self.keys]
        self.title = key_of(title)
        self.first_vote, self.second_vote = self._agreed(votes(self.keys, witnesses.trafilatura), votes(self.keys, witnesses.readability))
        self.has_metadata = len(witnesses.metadata) > 500
        self.third_vote = votes(self.keys, witnesses.metadata) if self.has_metadata else [False] * len(blocks)
        self.both = [a and b for a, b in zip(self.first_vote, self.second_vote, strict=True)]
        self.any = [a or b for a, b in zip(self.first_vote, self.second_vote, strict=True)]
        self.words = (self._words(self.first_vote), self._words(self.second_vote))
        self.seeds = self._long(self.both) or self._long(self.any) or self._long([True] * len(blocks))
        self.home = self._home()
        self._count_shapes()

    def _words(self, vote: Sequence[bool]) -> int:
        return sum(count for count, yes in zip(self.counts, vote, strict=True) if yes)

    def _agreed(self, first: list[bool], second: list[bool]) -> tuple[list[bool], list[bool]]:
        """The two votes; where they disagree widely the better one twice: the second has to find twice as much to win."""
        one, two = self._words(first), self._words(second)
        common = self._words([a and b for a, b in zip(first, second, strict=True)])
        if min(one, two) and common >= WIDELY * min(one, two):
            return first, second
        better = first if one >= 0.5 * two else second
        return better, better

    def _long(self, vote: Sequence[bool]) -> list[int]:
        return [n for n, yes in enumerate(vote) if yes and self.counts[n] >= LONG and self.blocks[n].link_share < 0.5]

    def _home(self) -> Element | None:
        """The innermost element that holds four fifths of what was voted for."""
        weight: Counter[int] = Counter()
        elements: dict[int, Element] = {}
        total = 0.0
        for n in self._long(self.any) or self.seeds:
            size = self.counts[n] * (2 if self.both[n] else 1)
            total += size
            for element in self.blocks[n].element.up():
                weight[element.number] += size
                elements[element.number] = element
        inner = [element for number, element in elements.items() if weight[number] >= 0.8 * total]
        return max(inner, key=lambda element: element.depth, default=None)

    def _count_shapes(self) -> None:
        self.shapes: Counter[tuple[str, str]] = Counter()
        self.parents: Counter[int] = Counter()
        for n in self.seeds:
            element = self.blocks[n].element
            self.shapes[(element.tag, element.words)] += self.counts[n]
            self.parents[(element.parent or element).number] += self.counts[n]
        self.total = max(1, sum(self.counts[n] for n in self.seeds))
        first_seen: dict[str, int] = {}
        self.repeated = [first_seen.setdefault(key, n) != n for n, key in enumerate(self.keys)]

    def features(self, n: int) -> list[Feature]:
        """All features of one block that are not zero, by name."""
        kinds = (self._vote_features(n), self._text_features(n), self._place_features(n), self._element_features(n))
        return [(name, float(value)) for kind in kinds for name, value in kind if value]

    def _vote_features(self, n: int) -> Iterator[Feature]:
        size = "short" if self.counts[n] < LONG else "long"
        one, two = self.first_vote[n], self.second_vote[n]
        yield ("both " if one and two else "first only " if one else "second only " if two else "none ") + size, 1
        if self.has_metadata:
            yield ("metadata yes" if self.third_vote[n] else "metadata no " + size), 1
        around = [m for m in (n - 1, n + 1) if 0 <= m < len(self.blocks)]
        yield "neighbours both", sum(self.both[m] for m in around) / 2
        yield "neighbours any", sum(self.any[m] for m in around) / 2
        inside = self._is_inside(n) and size == "long"
        yield "second finds more", inside and two and not one and self.words[1] > 1.4 * self.words[0]
        yield "first finds more", inside and one and not two and self.words[0] > 1.4 * self.words[1]

    def _text_features(self, n: int) -> Iterator[Feature]:
        block, count = self.blocks[n], self.counts[n]
        text, share = block.text, block.link_share
        upper = count > 2 and text.upper() == text
        yield "bias", 1
        yield "words", math.log1p(count) / 4
        yield "ends a sentence", bool(_TERMINAL.search(text))
        yield "linked", share
        yield "all linked", share > 0.85
        yield "all linked short", share > 0.85 and count < LONG
        yield "link after colon", share > 0.4 and ":" in text[:25]
        yield "capitals", upper
        yield "capitals linked", upper and share > 0.7
        yield "line of a page", matches_line(text)
        yield "trailer", matches_end(text)
        yield "trailer at the end", n >= self.seeds[-1] and matches_end(text)
        yield "prompt", is_prompt(text)
        yield "address", "http" in text or "@" in text
        yield "dated", len(text) < 90 and next(printed_dates(text), None) is not None
        yield "by", count < 12 and bool(_BY.match(text))
        yield "in title", count > 2 and self.keys[n] in self.title
        yield "repeated", self.repeated[n]

    def _place_features(self, n: int) -> Iterator[Feature]:
        first, last = self.seeds[0], self.seeds[-1]
        yield ("inside" if self._is_inside(n) else "outside"), 1
        yield "before first", n < first
        yield "after last", n > last
        yield "between", first < n < last
        between = first < n < last and not self.any[n]
        yield "gap between both", between and self.both[n - 1] and self.both[n + 1]
        element = self.blocks[n].element
        shape = self.shapes[(element.tag, element.words)] / self.total
        parent = self.parents[(element.parent or element).number] / self.total
        yield "shape", min(1.0, shape)
        yield "strange shape", shape == 0
        yield "siblings", parent
        yield "no siblings", parent == 0

    def _element_features(self, n: int) -> Iterator[Feature]:
        block = self.blocks[n]
        chain = self._chain(n)
        tag = block.element.tag
        yield "out by element", any(element.tag in _OUT_TAGS for element in chain)
        yield "out by name", any(named(element.words, "out") for element in chain)
        yield "caption", any(element.tag == "figure" or named(element.words, "caption") for element in chain)
        yield "byline or date", any(named(element.words, "byline") or named(element.words, "date") for element in chain)
        yield "byline or date within", any(named(element.words, "byline") or named(element.words, "date") for element in block.inner)
        yield "out within", any(named(element.words, "out") for element in block.inner)
        yield "tweet", any("tweet" in element.words for element in chain[:2])
        yield {"p": "p", "h1": "h1", "li": "li", "blockquote": "blockquote"}.get(tag, "other element"), 1
        yield "heading", tag in _HEADINGS
        yield "cell", tag in ("td", "th")

    def _chain(self, n: int) -> list[Element]:
        """The elements around a block, from the inside, up to the home of the report."""
        out: list[Element] = []
        for element in self.blocks[n].element.up():
            if element is self.home:
                break
            out.append(element)
        return out

    def _is_inside(self, n: int) -> bool:
        return any(element is self.home for element in self.blocks[n].element.up())


@lru_cache(maxsize=1)
def _prompt_pattern() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("prompts")), re.IGNORECASE)


def is_prompt(text: str) -> bool:
    """True for a line that asks the reader to do something else than read on."""
    return _prompt_pattern().match(text) is not None


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in rows("selection")}


def selected(blocks: Sequence[Block], title: str, witnesses: Witnesses) -> list[bool]:
    """For each block of the page, whether it belongs to the report."""
    if not blocks or not (witnesses.trafilatura or witnesses.readability or witnesses.metadata):
        return [False] * len(blocks)
    scene, weights = Scene(blocks, title, witnesses), _weights()
    if not scene.seeds:
        return [False] * len(blocks)
    return [sum(weights.get(name, 0.0) * value for name, value in scene.features(n)) > THRESHOLD for n in range(len(blocks))]
