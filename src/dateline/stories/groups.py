"""Reports put into stories, all at once: joined where they are alike, split where what they do not all share parts them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.stories.linkage import Matrix, between, tree, within
from dateline.stories.sketch import Sketch
from dateline.stories.window import Window

PARTS = range(2, 7)  # into so many groups a story is taken apart to look at its two largest


def matrix(window: Window, sketches: Sequence[Sketch], positions: Sequence[int]) -> Matrix:
    """How like each other the reports at ``positions`` are; ``sketches`` are theirs."""
    where = np.array(positions, np.int64)
    rows = [window.likeness(window.ask(sketch), where) for sketch in sketches]
    made = np.array(rows, np.float64).reshape(len(positions), len(positions))
    return (made + made.T) / 2


def groups(window: Window, likeness: Matrix, positions: Sequence[int]) -> list[list[int]]:
    """The stories that the reports make, as places in ``positions``, in order of their first reports."""
    rules = window.settings
    joined = tree(likeness).above(rules.join)
    parts = [part for group in joined for part in parted(window, group, positions)]
    least = rules.join if window.crowded else rules.attach
    return sorted(sorted(group) for group in _attached(parts, likeness, least))


def parted(window: Window, group: list[int], positions: Sequence[int]) -> list[list[int]]:
    """A story, or the stories that it falls into: what all of its reports share is left out of account."""
    rules = window.settings
    if len(group) < rules.least:
        return [group]
    local = _telling_apart(window, [positions[each] for each in group])
    found = tree(local)
    for count in PARTS:
        cut = sorted(found.into(count), key=len, reverse=True)
        if len(cut) > 1 and len(cut[1]) >= rules.part:
            return _split(window, group, positions, local, cut)
    return [group]


def _split(window: Window, group: list[int], positions: Sequence[int], local: Matrix, cut: list[list[int]]) -> list[list[int]]:
    rules, (one, other, *rest) = window.settings, cut
    across = between(local, one, other)
    if across > rules.between or across > rules.ratio * min(within(local, one), within(local, other)):
        return [group]
    first, second = list(one), list(other)
    for member in (each for few in rest for each in few):
        nearer = between(local, [member], one) >= between(local, [member], other)
        (first if nearer else second).append(member)
    return [part for half in (first, second) for part in parted(window, [group[each] for each in half], positions)]


def _telling_apart(window: Window, positions: Sequence[int]) -> Matrix:
    """How like each other reports of one story are in the words that some, but not all of them have."""
    told = [window.sketch_words(position) for position in positions]
    keys, back = np.unique(np.concatenate([words for words, _ in told]), return_inverse=True)
    vectors = np.zeros((len(told), len(keys)))
    vectors[np.repeat(np.arange(len(told)), [len(words) for words, _ in told]), back] = np.concatenate(
        [np.log1p(counts.astype(np.float32)) for _, counts in told]
    )
    having = (vectors > 0).sum(axis=0)
    weight = window.rarity(keys, np.zeros(len(keys), np.int64)) * np.log(len(told) / np.maximum(having, 1)) * (having > 1)
    vectors *= weight
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    found: Matrix = vectors @ vectors.T
    return found


def _attached(parts: list[list[int]], likeness: Matrix, least: float) -> list[list[int]]:
    """The same stories, the reports that stand alone or in pairs put to the story of three or more that they are like enough."""
    large = [list(part) for part in parts if len(part) > 2]
    before = [list(part) for part in large]
    left = []
    for part in (each for each in parts if len(each) <= 2):
        score, best = max(((between(likeness, part, story), -at) for at, story in enumerate(before)), default=(0.0, 0))
        if score >= least:
            large[-best].extend(part)
        else:
            left.append(part)
    return large + left


def gathered(sketches: Sequence[Sketch]) -> list[list[int]]:
    """The stories that ``sketches`` make, as places among them; the order in which they come changes nothing."""
    order = sorted(range(len(sketches)), key=lambda place: sketches[place].to_bytes())
    window = Window()
    positions = [window.add("", sketches[place]) for place in order]
    window.settle()
    found = groups(window, matrix(window, [sketches[place] for place in order], positions), positions)
    return sorted(sorted(order[each] for each in group) for group in found)
