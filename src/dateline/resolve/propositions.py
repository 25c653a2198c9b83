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
    folded: dict[tuple[str, str, str, str], Position] = {}
    taken: set[tuple[str, str, str]] = set()
    for position in positions:
        name = ids[position.proposition.id]
        text = named[name] if "/" in name or _within(position.proposition.text, named[name]) else position.proposition.text
        whole = replace(position, proposition=Proposition(name, text))
        if whole.stance in _OTHER and (whole.actor, name, _OTHER[whole.stance]) in taken:
            whole = _apart(whole, position)  # nobody is for and against the same: the wordings mean two things
        key = (whole.actor, whole.proposition.id, whole.proposition.text, whole.stance)
        taken.add((whole.actor, whole.proposition.id, whole.stance))
        folded[key] = _joined(folded[key], whole) if key in folded else whole
    return tuple(folded.values())


def _within(text: str, fuller: str) -> bool:
    """Whether a wording says nothing that the fuller one does not: only then may that one stand for it."""
    return frozenset(text.lower().split()) <= frozenset(fuller.lower().split())


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
        alike = [other for other in fuller if words & frozenset(named[other].lower().split())]
        ids[known] = max(alike, key=lambda other: (len(words & frozenset(named[other].lower().split())), counts[other]), default=known)
    return ids


def _texts(positions: Sequence[Position], ids: Mapping[str, str]) -> Mapping[str, str]:
    """One wording for each id: the fullest of the positions which say the whole of it, the first of them."""
    texts: dict[str, str] = {}
    for whole in (True, False):
        found: dict[str, str] = {}
        for position in positions:
            name, text = ids[position.proposition.id], position.proposition.text
            if (position.proposition.id == name) is whole and len(text.split()) > len(found.get(name, "").split()):
                found[name] = text
        texts = {**found, **texts}
    return texts


def _joined(first: Position, second: Position) -> Position:
    """One position from two of the same party: all the evidence, the better rule."""
    better = first if first.confidence >= second.confidence else second
    evidence = merged((*first.evidence, *second.evidence))
    return replace(better, evidence=evidence, condition=first.condition or second.condition)
