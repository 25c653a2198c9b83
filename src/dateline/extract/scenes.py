"""Which actor, place and time of an article belong to some words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.model.actor import Actor, Actors
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.time import Timex

_PLACING = frozenset({
    "in", "at", "near", "inside", "from", "across", "on", "around", "outside", "within", "into", "to", "over", "throughout",
    "off", "along", "of",
})  # fmt: skip
_APART = frozenset({"after", "before", "since", "until", "if"})
_TURNS = frozenset({"but", "while", "although", "whereas", ";"})
_REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


class Scene:
    """The actors, places and times of one article, for asking what stands at or near some tokens."""

    def __init__(self, parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...]) -> None:
        self.parse, self.actors, self.places = parse, actors, places
        self._times = sorted(((span.start, span.end, timex) for timex in times for span in timex.spans), key=lambda each: each[:2])
        self._starts = [start for start, _, _ in self._times]

    def is_time(self, span: Span) -> bool:
        """Whether some of the words tell a time."""
        place = bisect_right(self._starts, span.end - 1) - 1
        return place >= 0 and self._times[place][1] > span.start

    def actor_at(self, first: int, last: int) -> Actor | None:
        """The actor that the tokens name, if any: the mention that shares most with them."""
        found = self.actors.at(self.parse.span(first, last))
        return found[1] if found else None

    def actor_of(self, token: int | None) -> Actor | None:
        """The actor whose mention covers ``token``."""
        return self.actor_at(token, token + 1) if token is not None else None

    def place_of(self, quantity: Quantity, stop: int) -> str | None:
        """The first place named after a quantity in its sentence, before the next number (token ``stop``); else the only one before."""
        parse = self.parse
        sentence = parse.sentence(quantity.first)
        end, verbs = min(stop, sentence.last), self._verbs_above(quantity.head)
        if end > quantity.last:
            for span, place in self.places.within(Span(parse.starts[quantity.last - 1], parse.ends[end - 1])):
                if self._placed(span) and not self._other_clause(quantity.last, span) and self._at(quantity.head, span, verbs):
                    return place.id
        if quantity.first > sentence.first:
            named = self.places.within(parse.span(sentence.first, quantity.first))
            before = [(span, place) for span, place in named if self._placed(span) and self._at(quantity.head, span, verbs)]
            names = {place.id for _, place in before}
            if len(names) == 1 and not self._other_clause(parse.tokens(before[-1][0]).stop, parse.span(quantity.first, quantity.first + 1)):
                return before[-1][1].id
        return None

    def _at(self, head: int, span: Span, verbs: frozenset[int]) -> bool:
        """Whether a place hangs on the quantity itself or on one of its verbs."""
        tokens = self.parse.tokens(span)
        return len(tokens) > 0 and (head in self.parse.ancestors(tokens.stop - 1) or self._told_by(span.start, verbs))

    def _placed(self, span: Span) -> bool:
        tokens = self.parse.tokens(span)
        first = tokens.start
        while first > 0 and self.parse.pos[first - 1] in ("DET", "ADJ", "PROPN", "NOUN") and tokens.start - first < 4:
            first -= 1
        return first > 0 and self.parse.lowers[first - 1] in _PLACING

    def _other_clause(self, token: int, span: Span) -> bool:
        """Whether a new clause with its own verb of saying or a conjunction begins between ``token`` and ``span``."""
        stop = self.parse.tokens(span).start
        between = range(min(token, stop), max(token, stop))
        return any(self.parse.lowers[place] in _TURNS or self._new_verb(place) for place in between)

    def _new_verb(self, token: int) -> bool:
        return self.parse.tags[token] == "VBD" and self.parse.deps[token] in ("conj", "ROOT")

    def time_of(self, span: Span, stop: int | None = None) -> str | None:
        """The time told nearest to ``span`` in its sentence and before the character ``stop``, words like "now" aside."""
        token = self.parse.token_at(span.start)
        if token is None or not self._times:
            return None
        sentence = self.parse.sentence(token)
        whole = self.parse.span(sentence.first, sentence.last)
        low, high = bisect_left(self._starts, whole.start), bisect_left(self._starts, whole.end)
        verbs = self._verbs_above(token)
        near = [
            (min(abs(start - span.end), abs(span.start - end)), timex.id)
            for start, end, timex in self._times[low:high]
            if timex.type in ("DATE", "TIME")
            and (stop is None or start < stop)
            and self._told_by(start, verbs)
            and timex.value not in _REFERENCES
        ]
        return min(near)[1] if near else None

    def _verbs_above(self, token: int) -> frozenset[int]:
        """The verbs over ``token`` that share its time: not those that only say it, nor those it comes before or after."""
        parse, verbs = self.parse, []
        for head in parse.ancestors(token):
            if parse.pos[head] in ("VERB", "AUX"):
                verbs.append(head)
                apart = parse.deps[head] in ("ccomp", "relcl") or any(parse.lowers[child] in _APART for child in parse.children[head])
                if apart or parse.lowers[parse.heads[head]] in _APART:
                    break
        return frozenset(verbs)

    def _told_by(self, start: int, verbs: frozenset[int]) -> bool:
        """Whether the time that begins at the character ``start`` hangs on one of the verbs, on a clause of theirs, or on none."""
        parse, token = self.parse, self.parse.token_at(start)
        if token is None:
            return False
        verb = next((head for head in parse.ancestors(token) if parse.pos[head] in ("VERB", "AUX")), None)
        return verb is None or not verbs or verb in verbs or (parse.deps[verb] == "advcl" and parse.heads[verb] in verbs)
