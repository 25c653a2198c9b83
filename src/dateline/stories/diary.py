"""What reports set for a day, remembered, and the report of that day that tells that it takes place, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dateline.model.change import ChangeKind
from dateline.stories.changes_matter import Matter, Sight, named_by
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import any_alike, compare
from dateline.stories.newness import surely
from dateline.stories.sentence_words import Tie, roots, tie_of, uses

AHEAD, DONE = 0.5, 0.5  # how probable it must be that a sentence sets something, that it tells that it is done
TIED, AROUND = 2, 2  # telling words that both share by themselves; with what stands around the first
STEPS: frozenset[ChangeKind] = frozenset(("pledge-acted-on", "pledge-contradicted", "pledge-withdrawn"))
LATE = 1  # days after the day on which it may still be told
NOT_SO = frozenset(("undone", "waits", "withdrawn", "ended"))
_COULD_NOT = re.compile(r"\b(?:could|can|did|was|were)(?: not|n['’]t)\b|\bnever\b|\binstead\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:second|third|fourth|another|again|once more|anew|return(?:s|ed)?|repeat(?:s|ed)?|next)\b|\bresum\w+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence that sets something for a day (ISO 8601), and what stands around it."""

    told: Matter
    day: str
    around: str


@dataclass(slots=True)
class Diary:
    """What is set for a day in a situation."""

    _entries: list[Entry] = field(default_factory=list)

    def remember(self, sight: Sight) -> None:
        """Takes in what a report sets for a day."""
        spoken = [each for each in sight.matters if each.noun == "sentences" and each.reply is None]
        for at, each in enumerate(spoken):
            later = each.deadline is not None and _ordinal(each.deadline) > (each.published or 0)
            if each.deadline is not None and later and each.does("ahead", "pledge") >= AHEAD and not surely(each, "past", "withdrawn"):
                around = " ".join(dict.fromkeys((sight.headline, spoken[0].text, *(one.text for one in spoken[max(0, at - 2) : at + 1]))))
                self._entries.append(Entry(each, each.deadline, around))

    def took_place(self, sight: Sight, kept: Iterable[Found]) -> list[Found]:
        """The entries that ``sight`` tells in its opening as taking place on their day; none that ``kept`` tells already."""
        told = {each.now.sentence for each in kept if each.kind == "took-place" or each.kind in STEPS}
        opening = [each for each in sight.matters if each.noun == "sentences" and each.reply is None and each.number < 2]
        if any(each.sentence in told for each in opening):
            return []
        pairs = [(tied, now, entry) for now in opening for entry in self._entries if (tied := _tied(now, entry))]
        if not pairs:
            return []
        _, now, entry = max(pairs, key=lambda each: (each[0], -each[1].number, each[2].told.published or 0))
        return [Found("took-place", now, entry.told, compare(now, entry.told, one_story=True))]


def _tied(now: Matter, entry: Entry) -> int:
    """How many telling words a sentence shares with what was set for its day; 0 where it does not tell that."""
    if now.published is None or (now.published or 0) <= (entry.told.published or 0) or now.does("done") < DONE:
        return 0
    if not 0 <= now.published - _ordinal(entry.day) <= LATE or uses(now.text) & NOT_SO or _COULD_NOT.search(now.text):
        return 0
    own = named_by(party for party in now.doers if any_alike((party,), entry.told.doers))
    shared = tie_of(now.text, entry.told.text, own)
    tied = len(shared) + bool(own)
    if tied >= TIED and (_tells(shared, now.text) or (shared.kin and own)):
        return tied
    again = _AGAIN.search(now.text) is not None and _AGAIN.search(entry.told.text) is not None
    return len(tie_of(now.text, entry.around, own)) if again and len(tie_of(now.text, entry.around, own)) >= AROUND else 0


def _tells(shared: Tie, text: str) -> bool:
    """True where more is shared than the names of places and people: what is done."""
    return bool(shared.words & roots(" ".join(word for word in text.split()[1:] if word[:1].islower())))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
