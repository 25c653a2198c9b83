"""Corrections: what a new version of a report counts otherwise than the one before it."""

from __future__ import annotations

from dateline.stories import contradictions
from dateline.stories.changes_matter import Sight
from dateline.stories.changes_once import Found, surest
from dateline.stories.changes_same import compare


def correction(now: Sight, before: Sight) -> list[Found]:
    """What a new version of a report says otherwise than the one before it: figures of one measure whose words stand alike."""
    found = []
    for new in now.matters:
        olds = [old for old in before.matters if contradictions.comparable(new, old)]
        if any(contradictions.overlap(new, old) for old in olds):
            continue
        pairs = [(compare(new, old, one_story=True), old) for old in olds]
        best = max(pairs, key=lambda pair: pair[0].points, default=None)
        if best is not None and best[0].points >= contradictions.CLOSE:
            found.append(Found("correction", new, best[1], best[0]))
    return surest(found)
