"""Wordings folded into propositions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.knowledge import Knowledge
from dateline.model.position import Position, Proposition, Stance
from dateline.model.span import merged

_OTHER: Mapping[Stance, Stance] = {"supports": "opposes", "opposes": "supports"}


def propositions(positions: tuple[Position, ...], knowledge: Knowledge) -> tuple[Position, ...]:
    """The positions with their propositions in canonical form, the same stance of the same party told once."""
    ids = _completed(positions)
    named = _texts(positions, ids)
    folded: dict[tuple[str, str, str], Position] = {}
    for position in positions:
        name = ids[position.proposition.id]
        whole = replace(position, proposition=Proposition(name, named[name]))
        if whole.stance in _OTHER and (whole.actor, name, _OTHER[whole.stance]) in folded:
            whole = _apart(whole, position)  # nobody is for and against the same: the wordings mean two things
        key = (whole.actor, whole.proposition.id, whole.stance)
        folded[key] = _joined(folded[key], whole) if key in folded else whole
    return tuple(folded.values())


def _apart(whole: Position, position: Position) -> Position:
    """The position with a proposition of its own, named by its own words."""
    text = position.proposition.text
    return replace(whole, proposition=Proposition(f"{whole.proposition.id}/{'-'.join(text.lower().split())}", text))


def _completed(positions: Sequence[Position]) -> Mapping[str, str]:
    """Each id with the country that it leaves unsaid: that of the same frame elsewhere in the article, the most frequent first."""
    counts = Counter(position.proposition.id for position in positions)
    named = {position.proposition.id: position.proposition.text for position in positions}
    ids: dict[str, str] = {}
    for known in counts:
        unsaid = "/" not in known and not any(word[0].isupper() for word in named[known].split()[1:])
        fuller = [other for other in counts if other.startswith(f"{known}/")] if unsaid else []
        words = frozenset(named[known].lower().split())
        ids[known] = max(fuller, key=lambda other: (len(words & frozenset(named[other].lower().split())), counts[other]), default=known)
    return ids


def _texts(positions: Sequence[Position], ids: Mapping[str, str]) -> Mapping[str, str]:
    """One wording for each id: that of the first position which says the whole of it."""
    texts: dict[str, str] = {}
    for whole in (True, False):
        for position in positions:
            name = ids[position.proposition.id]
            if (position.proposition.id == name) is whole:
                texts.setdefault(name, position.proposition.text)
    return texts


def _joined(first: Position, second: Position) -> Position:
    """One position from two of the same party: all the evidence, the better rule."""
    better = first if first.confidence >= second.confidence else second
    evidence = merged((*first.evidence, *second.evidence))
    return replace(better, evidence=evidence, condition=first.condition or second.condition)
