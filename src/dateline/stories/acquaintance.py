"""Parties that earlier reports of a situation named, found by their name in a report that does not know them for parties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dateline.stories.changes_matter import Matter, Party, Sight

_BODIES = ("organisation/", "party/", "company/", "armed-force/")  # of ids that are made of a name; what the files know is known anywhere
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_PAIR = re.compile(r"(?<![\w'’-])(?=([^\W\d_a-z][\w'’-]+ [^\W\d_a-z][\w-]+))")  # two words with a capital, one after the other
Named = tuple[str, Party]


@dataclass(slots=True)
class Acquaintance:
    """The bodies known by a name of two words or more, by its first two words; the first report that names one introduces it."""

    _known: dict[str, list[Named]] = field(default_factory=dict)

    def meet(self, sight: Sight) -> None:
        """Takes in whom a report names."""
        places = {name.casefold() for _, name in sight.names}
        for party in (party for each in sight.matters for party in (*each.doers, *each.others)):
            name = _ARTICLE.sub("", party.name)
            first = _PAIR.match(name)
            if not party.firm or first is None or name.casefold() in places or not any(each.startswith(_BODIES) for each in party.ids):
                continue
            listed = self._known.setdefault(first[1], [])
            if all(known != name for known, _ in listed):
                listed.append((name, party))

    def greet(self, sight: Sight) -> Sight:
        """``sight`` with those known put in where its sentences name them and the record does not."""
        if not self._known:
            return sight
        named: dict[str, list[Named]] = {}
        matters = []
        for each in sight.matters:
            if each.text not in named:
                named[each.text] = self._named_in(each.text)
            matters.append(_introduced(each, named[each.text]) if named[each.text] else each)
        return replace(sight, matters=tuple(matters))

    def _named_in(self, text: str) -> list[Named]:
        """Whom a text names, the longest of names that begin alike."""
        found: dict[str, Party] = {}
        for pair in _PAIR.finditer(text):
            at = [(name, party) for name, party in self._known.get(pair[1].removesuffix("'s").removesuffix("’s"), ()) if
                  re.match(rf"{re.escape(name)}(?![\w-])", text[pair.start() :])]  # fmt: skip
            if at:
                name, party = max(at, key=lambda each: len(each[0]))
                found.setdefault(name, party)
        return list(found.items())


def _introduced(matter: Matter, named: Iterable[Named]) -> Matter:
    """``matter`` with each of ``named`` for the words that stand for him, and among whom its sentence names."""
    for name, party in named:
        words = frozenset(word for word in party.words if word in name.lower()) or party.words
        teller = matter.teller
        if teller is not None and _stands_for(teller, words):
            teller = party
        doers = tuple(party if _stands_for(each, words) else each for each in matter.doers)
        others = tuple(party if _stands_for(each, words) else each for each in matter.others)
        if not any(party.ids & each.ids for each in (*doers, *others)):
            if matter.noun == "sentences":
                doers = _in_order(doers, party, matter.text, name)
            elif matter.noun == "events" and not doers and _ARTICLE.sub("", matter.text).startswith(name):
                doers = (party,)
        matter = replace(matter, doers=doers, others=others, teller=teller)
    return matter


def _stands_for(party: Party, words: frozenset[str]) -> bool:
    """True for words of the report that nobody is known by, and that are those of the name."""
    return not party.firm and bool(party.words) and party.words <= words and len(party.words) > 1


def _in_order(doers: tuple[Party, ...], party: Party, text: str, name: str) -> tuple[Party, ...]:
    """``doers`` with ``party`` where the sentence names him."""
    low, place = text.lower(), text.find(name)
    before = [each for each in doers if any(0 <= low.find(word) < place for word in each.words)]
    after = [each for each in doers if each not in before]
    return (*before, party, *after)
