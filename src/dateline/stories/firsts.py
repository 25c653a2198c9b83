"""What a sentence tells that is new by itself, where no rule tells it: a pledge, a stand, an event, who leaves or joins, weighed by trees.

Rules look for a few dozen wordings and for values of the record; the trees (``weighing``) see what each sentence does in its report,
where it stands, what the rules tell of it and of the report, and how much it is like what the situation has heard.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.model.change import ChangeKind
from dateline.model.function import FUNCTIONS, FunctionKind
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same
from dateline.stories.likeness import Index, weights
from dateline.stories.sentence_words import tie_of
from dateline.stories.weighing import Scales, weighed

BARELY = 0.2  # how probably a sentence does one of what a telling needs, to be looked at
LONG = 200  # characters: from which on more makes no difference
ONCE = 3  # telling words in common that make two sentences of one report tell one thing
_QUOTED = re.compile(r"^[\"“]")
_COMMAND = re.compile(r"\b(?:relieved|stripped) of (?:his|her|their|its|the) (?:command|duties|post)\b", re.IGNORECASE)  # no body


@dataclass(frozen=True, slots=True)
class Telling:
    """A kind of change that one sentence tells: its trees, what a sentence must do, the values that tell it, from when it is sure.

    ``once`` where a report tells one at most by trees, and none where rules tell one; ``unless`` finds the words by which a sentence does
    not tell it.
    """

    kind: ChangeKind
    scales: Scales
    does: tuple[FunctionKind, ...]
    noun: str
    sure: float
    once: bool = False
    unless: re.Pattern[str] | None = None


TELLINGS = (
    Telling("pledge-made", "pledges", ("pledge", "again", "threat"), "commitments", 0.6),
    Telling("position-new", "stands", ("for", "against", "asks", "refuses", "pledge", "threat", "denies"), "positions", 0.7),
    Telling("new-event", "events", ("done", "ahead", "threat", "asks", "leaves", "joins"), "events", 0.8),
    Telling("member-left", "leaving", ("leaves",), "events", 0.6, once=True, unless=_COMMAND),
    Telling("member-joined", "joining", ("joins",), "events", 0.5, once=True),
)


@dataclass(slots=True)
class Heard:
    """The sentences of a situation that may have told something of a kind: how much another one is like any of them."""

    _told: dict[ChangeKind, Index] = field(default_factory=lambda: defaultdict(Index))

    def remember(self, sight: Sight) -> None:
        """Takes in the sentences of a report."""
        for telling in TELLINGS:
            for sentence in candidates(sight, telling):
                self._told[telling.kind].add(sentence.text)

    def likeness(self, sentence: Matter, telling: Telling) -> float:
        """The cosine (0 to 1) of ``sentence`` and the one most like it."""
        return max(self._told[telling.kind].like(sentence.text).values(), default=0.0)


def candidates(sight: Sight, telling: Telling) -> list[Matter]:
    """The sentences of a report that may tell it."""
    told = (each for each in sight.matters if each.noun == "sentences" and each.reply is None)
    out = telling.unless
    return [each for each in told if each.does(*telling.does) >= BARELY and (out is None or out.search(each.text) is None)]


def features(sentence: Matter, telling: Telling, kept: Sequence[Found], heard: Heard) -> list[float]:
    """What is seen of a sentence, in the order of the trees' columns."""
    here = {each.kind for each in kept if each.now.sentence == sentence.sentence}
    return [
        *(sentence.does(kind) for kind in FUNCTIONS),
        float(sentence.lead),
        float(sentence.number),
        len(sentence.text) / LONG,
        float(_QUOTED.match(sentence.text) is not None),
        float(sentence.teller is not None and sentence.teller.firm),
        float(telling.kind in here),
        float(bool(here)),
        float(sum(each.kind == telling.kind for each in kept)),
        heard.likeness(sentence, telling),
        sentence.does(*telling.does),
    ]


def told(sight: Sight, kept: Sequence[Found], heard: Heard) -> Iterator[Found]:
    """What the trees are sure enough of that ``kept`` does not tell: of several sentences of a report that tell one thing the surest."""
    for telling in TELLINGS:
        listed = candidates(sight, telling)
        chances = weighed(telling.scales, [features(each, telling, kept, heard) for each in listed])
        known = [each.now for each in kept if each.kind == telling.kind]
        ranked = sorted(zip(chances, listed, strict=True), key=lambda each: (-each[0], each[1].number))
        for chance, sentence in ranked:
            if chance >= telling.sure and not any(telling.once or _one(sentence, each) for each in known):
                known.append(sentence)
                yield Found(telling.kind, _value(sentence, telling, sight), None, Same((), 0.0))


def one_news(new: Found, old: Found) -> bool:
    """True where an earlier report told it: a change of the same kind by most of the telling words."""
    if new.kind != old.kind:
        return False
    tie = len(tie_of(new.now.text, old.now.text))
    return tie > ONCE and 2 * tie >= len(weights(new.now.text))


def _one(sentence: Matter, other: Matter) -> bool:
    return sentence.sentence == other.sentence or len(tie_of(sentence.text, other.text)) >= ONCE


def _value(sentence: Matter, telling: Telling, sight: Sight) -> Matter:
    """The value that tells it in this sentence; the sentence where there is none."""
    return next((each for each in sight.matters if each.noun == telling.noun and each.sentence == sentence.sentence), sentence)
