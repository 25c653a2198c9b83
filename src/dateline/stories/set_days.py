"""What a sentence sets for a day, or surely promises, where no pledge of the record stands for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.stories import ledger
from dateline.stories.changes_matter import Matter, Sight, named_by
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same
from dateline.stories.newness import quoted
from dateline.stories.sentence_words import tie_of

SET, GIVEN = 0.6, 0.75  # how probable it must be that a sentence sets a day, that it gives a word
PLAINLY = 0.85  # the same where no "will" says it
MOST = 2  # told of one report
KNOWN = 2  # telling words that two sentences may share and still promise two things, where no day is the same
NONE = Same((), 0.0)
STEPS = frozenset(
    ("pledge-made", "pledge-repeated", "pledge-acted-on", "pledge-contradicted", "pledge-withdrawn", "took-place", "new-event")
)
_ANNOUNCES = re.compile(
    r"\b(?:announc(?:e|es|ed|ing)|plan(?:s|ned|ning)?|call(?:s|ed|ing)? (?:for|a|an|another)|schedul(?:e|es|ed)|conven(?:e|es|ed)|"
    r"set (?:for|a|an|another|the)|due|intend(?:s|ed)?|want(?:s|ed)? to|agreed (?:to|on)|fixed)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|would|shall|(?:is|are) (?:\w+ )?to|agreed (?:to|on)|(?:is|are) going to)\b|['’]ll\b", re.IGNORECASE)
_MIGHT = re.compile(r"\b(?:may|could|can)\b", re.IGNORECASE)
_NO_DEED = re.compile(  # how long a thing lasts or costs, what is on an agenda, before a court, hoped for or asked for
    r"\b(?:last|lasts|until|till|expir\w*|expect\w*|hop(?:e|es|ed|ing)|discuss\w*|debat\w*|decid\w*|consider\w*|celebrat\w*|agenda|court|"
    r"judge|cost|take (?:at least |about |up to )?(?:\w+) (?:to \w+ )?(?:hours?|days?|weeks?|months?|years?)|need|rise|fall|remain|stay|"
    r"continue|go on|going on|closed|must|have to|has to|should|if|unless|whether|not|never|n't|no|nobody|nothing)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
_HANDED = re.compile(  # what is done with the dead and the arrested, words to come, what comes to nothing
    r"\b(?:be|been) (?:brought|taken|tried|charged|heard|questioned|sworn)\b|\bmagistrate\b|\b(?:bury|buri(?:ed|als?)|funerals?)\b|"
    r"\b(?:statement|study|vote|speak|talk about|wait|due to|put to the vote)\b|\b(?:postponed|put off|cancell?ed|called off|suspended)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class SetDays:
    """What reports of a situation have told to be ahead."""

    _known: list[Matter] = field(default_factory=list)

    def remember(self, sight: Sight) -> None:
        """Takes in what a report tells to be set for a day, or promises."""
        self._known.extend(each for each in sight.matters if _sets(each) or _gives(each))

    def told(self, sight: Sight, found: Sequence[Found]) -> list[Found]:
        """What ``sight`` sets for a day or promises, but for what ``found`` tells and what was set before: the weightiest."""
        told = {each.now.sentence for each in found if each.kind in STEPS and each.now.article == sight.article}
        told |= {each.sentence for each in sight.matters if _known_by_record(each)}
        fresh = [each for each in sight.matters if (_sets(each) or _gives(each)) and each.sentence not in told]
        fresh.sort(key=lambda each: (each.deadline is None, -each.does("ahead", "pledge"), each.number))
        made: list[Matter] = []
        for each in fresh:
            if not any(_one(each, known) for known in (*self._known, *made)):
                made.append(each)
        return [Found("pledge-made", each, None, NONE) for each in made[:MOST]]


def _known_by_record(matter: Matter) -> bool:
    """True for a pledge that the record itself has, which the ledger tells or has told."""
    return matter.noun == "commitments" and ledger.is_pledge(matter)


def _plain(matter: Matter) -> bool:
    """True for a sentence of the report's own words that may set something for a day, or promise it."""
    said = matter.noun == "sentences" and matter.reply is None and not quoted(matter.text)
    return said and _NO_DEED.search(matter.text) is None and _HANDED.search(matter.text) is None


def _sets(matter: Matter) -> bool:
    """True where a sentence sets something for a day ahead: "the unions announced another march for May 8"."""
    if matter.deadline is None or not _plain(matter):
        return False
    announced = _ANNOUNCES.search(matter.text) is not None
    probable = matter.does("ahead", "pledge") >= SET and matter.does("past") < matter.does("ahead", "pledge")
    ahead = announced or _WILL.search(matter.text) is not None or _MIGHT.search(matter.text) is not None
    return (probable and ahead) or (announced and not matter.does("past", "done") >= SET)


def _gives(matter: Matter) -> bool:
    """True where a sentence surely gives a word: "He said that both sides had agreed to a pause of two weeks"."""
    given = matter.does("pledge")
    said = given >= PLAINLY or _WILL.search(matter.text) is not None
    return given >= GIVEN and bool(matter.doers) and said and _plain(matter)


def _one(new: Matter, known: Matter) -> bool:
    """True where two sentences set one thing for one day, or promise one thing."""
    tied = len(tie_of(new.text, known.text, named_by(new.doers)))
    if new.deadline is not None and new.deadline == known.deadline:
        return tied >= 1
    return tied > KNOWN
