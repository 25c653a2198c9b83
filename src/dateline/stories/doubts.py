"""What is held for a contradiction between two reports, weighed once more by trees: both sentences may count or tell of different things.

Rules compare values one by one; the trees see both sentences, what they do in their reports, who speaks, and how like their reports are,
as ``sequels`` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.model.change import CONTRADICTIONS, ChangeKind
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.sequels import Past, Spoken, of_both, opening_of
from dateline.stories.weighing import Scales, weighed

SCALES: Scales = "doubts"
NOUNS = ("events", "figures", "sentences", "statements", "positions", "commitments")
LEAST: Mapping[ChangeKind, float] = {  # how probable a contradiction between two reports must be; of the other kinds too few are known
    "claim-contradicted": 0.45, "done-after-ruled-out": 0.45, "pledge-contradicted": 0.45, "figures-differ": 0.2,
}  # fmt: skip


def doubtful(found: Iterable[Found]) -> list[Found]:
    """The contradictions between two reports among ``found`` that are weighed."""
    return [each for each in found if each.kind in LEAST and each.before is not None and each.before.article != each.now.article]


def features(found: Found, sight: Sight, kept: Sequence[Found], past: Past) -> list[float]:
    """What is seen of a contradiction, in the order of the trees' columns; ``kept`` is all that its report tells."""
    before = found.before or found.now
    now = Spoken(found.now, sight.story, opening_of(sight))
    then = Spoken(before, *past.report_of(before.article))
    return [*_of_kind(found, before, kept), *of_both(now, then, 0)]


def _of_kind(found: Found, before: Matter, kept: Sequence[Found]) -> Iterator[float]:
    yield from (float(found.kind == kind) for kind in CONTRADICTIONS)
    yield from (float(found.now.noun == noun) for noun in NOUNS)
    yield from (float(before.noun == noun) for noun in NOUNS)
    yield found.same.points
    yield float(sum(each.now.sentence == found.now.sentence for each in kept))
    yield float(sum(each.kind in CONTRADICTIONS for each in kept))
    within = [each for each in kept if each.kind == found.kind and each.before is not None and each.before.article == found.now.article]
    yield float(len(within))
    yield float(any(each.now.sentence == found.now.sentence for each in within))


def believed(sight: Sight, kept: list[Found], past: Past) -> list[Found]:
    """``kept`` without the contradictions between two reports that the trees do not believe."""
    looked_at = doubtful(kept)
    chances = weighed(SCALES, [features(each, sight, kept, past) for each in looked_at])
    gone = {id(each) for each, chance in zip(looked_at, chances, strict=True) if chance < LEAST[each.kind]}
    return [each for each in kept if id(each) not in gone]
