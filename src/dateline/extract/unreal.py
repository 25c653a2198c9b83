"""Words that are events only where others speak of them as promised, asked for, refused, feared or denied: "pledged to rebuild the port".

Such words are too common to be events wherever they stand; what a promise, a demand or a denial speaks of is one by the word above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.frames import ACTOR
from dateline.extract.sightings import sighting
from dateline.extract.status import REAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.extract.frames import Sense
    from dateline.extract.judge import Judge
    from dateline.extract.sightings import Sighting
    from dateline.knowledge.triggers import Trigger, TriggerTable, WordClass
    from dateline.model.parse import Parse

_CLASSES: dict[str, WordClass] = {"VERB": "v", "NOUN": "n"}
_PEOPLED = frozenset(("MOBILIZE", "AID", "COOPERATE", "AGREE"))
_AROUND = frozenset(("at", "by", "during", "since", "amid", "despite", "after", "before", "until"))
_RESPONDING = frozenset(("respond", "answer", "react"))  # whoever does not answer a plea spares nobody
_HELPING = frozenset(
    ("help", "continue", "use", "start", "begin", "stop", "cease", "keep", "let", "allow", "seek", "try", "prepare", "plan")
)


def unreal(words: Sense, table: TriggerTable, judge: Judge | None, known: Sequence[Sighting]) -> Iterator[Sighting]:
    """The events that are so only by the words above them, where none of the ``known`` triggers is meant; none without a ``judge``."""
    if judge is None:
        return
    parse = words.parse
    taken = {t for seen in known for t in (seen.token, seen.head, *seen.fillers, *range(seen.first, seen.last))}
    for token, lemma in enumerate(parse.lemmas):
        of = _CLASSES.get(parse.pos[token])
        candidates = table.unreal.get((of, lemma.lower()), ()) if of is not None else ()
        if not candidates or token in taken or judge.state(token).status in REAL or _only_leads(parse, token, taken):
            continue
        if of == "n":
            candidates = _as_noun(parse, token, candidates, words)
        elif judge.state(token).negative:
            candidates = tuple(each for each in candidates if each.type != "ASSAULT" or each.lemma not in _RESPONDING)
        found = sighting(token, candidates, words) if candidates else None
        if found is not None and (_of_somebody(found, words) or _told(parse, token, known)):
            yield found


def _as_noun(parse: Parse, noun: int, candidates: tuple[Trigger, ...], words: Sense) -> tuple[Trigger, ...]:
    """The candidates for a noun: none behind "at war", "by force"; of somebody ("the Armenian forces") what he is sent for."""
    if parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in _AROUND:
        return ()
    return tuple(each for each in candidates if each.type in _PEOPLED) if words.bits[noun] & ACTOR else candidates


def _only_leads(parse: Parse, token: int, taken: set[int]) -> bool:
    """Whether the word only leads on to an event that is known: "to help refloat", "to seek an agreement"."""
    below = [c for c in parse.children[token] if parse.deps[c] in ("xcomp", "dobj", "ccomp")]
    return any(c in taken for c in below) and (
        parse.lemmas[token] in _HELPING or any(parse.deps[c] == "dobj" and c in taken for c in below)
    )


def _told(parse: Parse, token: int, known: Sequence[Sighting]) -> bool:
    """Whether a noun is what somebody asks for, offers or refuses: "requested asylum", "called for its isolation"."""
    node = token
    while parse.deps[node] == "conj" and parse.heads[node] != node:
        node = parse.heads[node]
    above = parse.heads[node]
    if parse.deps[node] == "pobj":
        above = parse.heads[above]
    return parse.deps[node] in ("dobj", "pobj", "nsubjpass") and any(seen.token == above and seen.roles.actors for seen in known)


def _of_somebody(found: Sighting, words: Sense) -> bool:
    """Whether somebody is named who does it or to whom it is done."""
    parties = (*found.roles.actors, *found.roles.recipients)
    return any(words.bits[t] or words.may_act(t) for t in parties)
