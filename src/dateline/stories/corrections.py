"""Corrections: what a new version of a report counts otherwise than the one before it."""

from __future__ import annotations

from dataclasses import replace

from dateline.stories import contradictions
from dateline.stories.changes_matter import Matter, Sight, cues
from dateline.stories.changes_once import Found, surest
from dateline.stories.changes_same import compare


def correction(now: Sight, before: Sight) -> list[Found]:
    """What a new version of a report says otherwise than the one before it: figures of one measure whose words stand alike.

    A version that tells itself that a count has climbed revises it, and the counts that grew with it; any other corrects the first one.
    """
    found = []
    for new in now.matters:
        olds = [old for old in before.matters if contradictions.comparable(new, old)]
        if any(contradictions.overlap(new, old) and not (_says_so(new) and _more(new, old)) for old in olds):
            continue
        pairs = [(compare(new, old, one_story=True), old) for old in olds]
        best = max(pairs, key=lambda pair: pair[0].points, default=None)
        least = contradictions.KIN if best is not None and _says_so(new) and _more(new, best[1]) else contradictions.CLOSE
        if best is not None and best[0].points >= least:
            found.append(Found("correction", new, best[1], best[0]))
    grew = [each for each in found if each.before is not None and _more(each.now, each.before)]
    climbs = any(_says_so(each.now) for each in grew)
    return surest([replace(each, kind="figure-revised") if climbs and each in grew else each for each in found])


def _says_so(new: Matter) -> bool:
    """True for a count that the new version itself tells as one that has grown: it takes back nothing."""
    told = contradictions.GREW.search(new.text) is not None or new.does("revised") >= contradictions.SURELY
    return told and not new.told & cues()["correct"]


def _more(new: Matter, old: Matter) -> bool:
    return (new.low or 0) > (old.high or 0)
