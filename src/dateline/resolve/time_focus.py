"""What a time expression is read against: the day of publication, and the times told before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.linguistics.tense import direction
from dateline.resolve.calendar import day_of, interval, unit_of

if TYPE_CHECKING:
    from datetime import date

    from dateline.linguistics.tense import Direction
    from dateline.model.parse import Parse
    from dateline.model.time import TimeMention, Timex, TimexType


_ERA = 30  # years around the middle of a narrative that count as its time
_UP_TO = frozenset({"until", "till", "by"})
_QUARTERS = frozenset({"times/quarter", "times/thequarter"})
_MONTHS_OF_RESULTS = frozenset({"P6M", "P9M", "P12M", "P1Y"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words mean: type, value, what it was reckoned from, other values they may mean."""

    type: TimexType
    value: str
    anchor: str | None = None
    alternatives: tuple[str, ...] = ()
    confidence: float = 0.9
    begin: date | None = None
    end: date | None = None


class Focus:
    """The state of reading one text from its beginning: what was told last.

    ``era`` is the middle one of the years that a text of history tells of, None for news. In a ``narrative`` times lean on the
    last one told rather than on the day of publication.
    """

    __slots__ = ("counts_months", "era", "last", "last_quarter", "narrative", "parse", "published")

    def __init__(self, parse: Parse, published: date | None, era: int | None) -> None:
        self.parse, self.published, self.era, self.narrative = parse, published, era, era is not None
        self.last: Timex | None = None
        self.last_quarter: Timex | None = None
        self.counts_months = False

    def tell(self, timex: Timex) -> None:
        """Takes note of a time that was told."""
        if timex.type in ("DATE", "TIME") and timex.begin is not None and not (self.narrative and self._aside(timex)):
            self.last = timex
            if "-Q" in timex.value and timex.rule in _QUARTERS:
                self.last_quarter, self.counts_months = timex, False
        if timex.type == "DURATION" and timex.value in _MONTHS_OF_RESULTS:
            self.counts_months = True

    def _aside(self, timex: Timex) -> bool:
        """Whether a narrative leaves its own time for a moment: for the day of writing, or for another century."""
        return timex.anchor == "published" or abs(int((timex.begin or "0")[:4]) - (self.era or 0)) > _ERA

    def base(self) -> tuple[date | None, str | None]:
        """The day that incomplete dates are read against, and the name of that anchor."""
        if self.narrative and self.last is not None:
            return day_of(self.last.begin), self.last.id
        return (self.published, "published") if self.published else (None, None)

    def deictic(self) -> tuple[date | None, str | None]:
        """The day that "Tuesday" and "last week" are read against: that of publication, where it is known."""
        return (self.published, "published") if self.published else self.base()

    def told(self) -> tuple[date | None, str | None, str]:
        """The last day told (else that of publication), its anchor, and the unit it was precise to."""
        if self.last is not None:
            return day_of(self.last.begin), self.last.id, unit_of(self.last.value[:10])
        return (self.published, "published", "D") if self.published else (None, None, "")

    def direction(self, mention: TimeMention) -> Direction:
        """Whether the words before ``mention``, else the clause around it, tell of the past or of the future."""
        lowers, first = self.parse.lowers, mention.first
        before = lowers[first - 1] if first else ""
        if before in _UP_TO or (before == "as" and first > 2 and lowers[first - 2] in ("soon", "early")):
            return "future"
        if _inside_noun(mention, self.parse):
            return ""
        return direction(mention.last - 1, self.parse)


def _inside_noun(mention: TimeMention, parse: Parse) -> bool:
    """Words like "the June agreement", "the summit in April": the noun's time, not the verb's."""
    last = mention.last - 1
    while mention.first <= parse.heads[last] < mention.last and parse.heads[last] != last:
        last = parse.heads[last]
    if parse.deps[last] in ("compound", "amod", "poss", "nmod", "nummod"):
        return True
    head = parse.heads[last]
    return parse.deps[last] == "pobj" and parse.pos[parse.heads[head]] in ("NOUN", "PROPN")


def covered(value: str) -> tuple[date | None, date | None]:
    """The first and last day of ``value``, both None where it does not say."""
    found = interval(value)
    return found or (None, None)
