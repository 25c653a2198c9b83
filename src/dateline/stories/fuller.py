"""A change that a headline tells, shown by the sentence of the body that tells it more fully, with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.model.change import ChangeKind
from dateline.model.function import FunctionKind
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.sentence_words import tie_of

OPENING = 3  # sentences among which the one is looked for that tells what the headline tells
NEEDED = 0.2  # how probable it must be that the sentence does what the change is
SHARED = 2  # telling words that headline and sentence share then
SHOWN: frozenset[ChangeKind] = frozenset((
    "pledge-made", "pledge-repeated", "pledge-acted-on", "pledge-contradicted", "pledge-withdrawn", "took-place", "carried-out",
    "member-joined", "member-left", "new-event", "position-new", "position-turned",
))  # fmt: skip


DOING: tuple[tuple[ChangeKind, tuple[FunctionKind, ...]], ...] = (
    ("pledge-made", ("pledge", "ahead", "threat", "again")), ("pledge-repeated", ("again", "pledge", "ahead")),
    ("pledge-acted-on", ("kept", "done", "joins", "leaves", "withdrawn")), ("pledge-contradicted", ("broken", "denies", "withdrawn")),
    ("pledge-withdrawn", ("withdrawn", "refuses", "broken")), ("member-joined", ("joins",)), ("member-left", ("leaves",)),
)  # fmt: skip


@dataclass(slots=True)
class Bodies:
    """The openings of the reports of a situation: which sentence there tells what a headline tells."""

    _openings: dict[str, tuple[Matter, ...]] = field(default_factory=dict)

    def remember(self, sight: Sight) -> None:
        """Takes in the opening of a report."""
        first = {each.sentence for each in sight.matters if each.noun == "sentences" and each.number < OPENING and each.reply is None}
        self._openings[sight.article] = tuple(each for each in sight.matters if each.sentence in first)

    def told(self, kept: Sequence[Found]) -> list[Found]:
        """``kept`` with each side that only a headline tells told by the sentence of the body that tells it; each change once."""
        shown = [self._shown(each) for each in kept]
        own = {(each.kind, each.now.article, each.now.sentence) for each, other in zip(kept, shown, strict=True) if each.now is other.now}
        return [each for each, old in zip(shown, kept, strict=True)
                if each.now is old.now or (each.kind, each.now.article, each.now.sentence) not in own]  # fmt: skip

    def _shown(self, change: Found) -> Found:
        if change.kind not in SHOWN:
            return change
        now, before = self._body(change.now, change.kind), change.before
        before = self._body(before, None) if before is not None else None
        return replace(change, now=now, before=before)

    def _body(self, told: Matter, kind: ChangeKind | None) -> Matter:
        """The value, else the sentence, of the body that tells what the headline ``told`` tells; ``told`` where there is none."""
        opening = self._openings.get(told.article, ()) if told.lead == 0 else ()
        needed = dict(DOING).get(kind, ()) if kind is not None else ()
        spoken = [each for each in opening if each.noun == "sentences"]
        fits = [each for each in spoken if not needed or not each.functions or each.does(*needed) >= NEEDED]
        ranked = [(len(tie_of(each.text, told.text)), -each.number, each) for each in fits]
        shared, _, best = max(ranked, key=lambda each: each[:2], default=(0, 0, told))
        if shared < SHARED:
            return told
        inside = [each for each in opening if each.noun == told.noun and each.sentence == best.sentence]
        alike = next(
            (each for each in inside if each.kind == told.kind), inside[0] if len(inside) == 1 and told.noun == "commitments" else None
        )
        if alike is not None or kind is None:
            return alike or told
        return inside[0] if inside and told.noun == "events" else best
