"""What two values of a situation change, and which value of a report stands for a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.change import CONTRADICTIONS, ChangeKind
from dateline.stories import contradictions, ledger, plain_words, timelines
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same, compare


def kind_of(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """What ``now`` changes of ``before``, a value of an earlier report; None where it changes nothing."""
    if now.noun == "sentences":
        return ledger.steps(now, before, same) if before.noun == "commitments" else plain_words.change(now, before, same)
    return (
        contradictions.claims(now, before, same, within=False)
        or contradictions.acts(now, before, same)
        or ledger.threat(now, before, same)
        or ledger.steps(now, before, same)
        or contradictions.figures(now, before, same, within=False)
        or timelines.position(now, before, same)
    )


def carrier(now: Matter, before: Matter, sight: Sight) -> Matter:
    """The value that stands for a sentence: its event of the pledge's kind, else its first one; the sentence itself where it has none."""
    if now.noun != "sentences":
        return now
    inside = [each for each in sight.matters if each.noun == "events" and each.sentence == now.sentence]
    return next((each for each in inside if each.kind == before.kind), inside[0] if inside else now)


def within(sight: Sight) -> Iterator[Found]:
    """Accounts that part inside one report: two counts by two parties, a claim and its denial."""
    for at, now in enumerate(sight.matters):
        for before in sight.matters[:at]:
            if (
                now.noun != before.noun
                or now.noun not in ("events", "figures", "statements", "sentences")
                or (now.noun == "sentences" and now.reply is None)
                or (now.sentence == before.sentence and now.noun == "events")
            ):
                continue
            same = compare(now, before, one_story=True)
            kind = contradictions.claims(now, before, same, within=True) or contradictions.figures(now, before, same, within=True)
            if kind in CONTRADICTIONS or kind in ("admitted", "position-turned"):
                yield Found(kind, now, before, same)
