"""Who counts: the union that counted 4,000 strikers, lawyers who know of 26 arrests, "Police spoke of 900 and the organisers of 4,000"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.group_sizes import Measured

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.extract.scenes import Scene
    from dateline.knowledge.measures import Measures
    from dateline.model.parse import Parse

COUNTING = frozenset({
    "count", "record", "register", "list", "document", "report", "confirm", "give", "cite", "tally", "name", "identify", "say", "mention",
    "verify", "acknowledge", "admit", "concede", "claim", "recognise", "recognize", "note", "announce", "declare", "reckon", "see", "find",
    "calculate",
})  # fmt: skip
SPEAKING_OF = frozenset({"speak", "talk", "know", "hear", "tell", "write", "learn", "warn"})
_LISTS = frozenset({"list", "register", "roll", "roster", "records", "record", "book"})
_NAMES = frozenset({"name"})
_HAVING = frozenset({"have", "hold", "keep", "show", "contain", "carry", "bear", "collect", "draw", "compile", "publish", "present"})
_LISTED = frozenset({
    "killed", "bodies", "wounded", "arrested", "held", "missing", "displaced", "captured", "abducted", "seized", "jailed", "detained",
    "lives", "casualties", "families", "hostages", "prisoners", "detainees", "victims", "people",
})  # fmt: skip
_JOINS = frozenset({",", ";", "and", "while", "but", "whereas", "though", "the", "there", "-", "–", "—"})
_LINKS = frozenset({"at", "of", "to", "only", "just", "about", "some", "nearer", "closer", "with"})
_OWN = frozenset({"count", "record", "register", "tally"})  # verbs that tell nothing but who counts


def counter(head: int, parse: Parse, scene: Scene, *, sure: bool = False) -> str | None:
    """Who counts what stands as the object of a verb of counting, the actor's id: "the union counted 4,000 strikers", "knew of 26 arrests".

    Where it must be ``sure``, only by verbs that tell nothing else.
    """
    verb = parse.heads[head]
    if parse.deps[head] == "dobj":
        lemma = parse.lemmas[verb].lower()
        return teller(verb, parse, scene) if lemma in (_OWN if sure else COUNTING) else None
    told = parse.heads[verb]
    spoken = parse.deps[head] == "pobj" and parse.lowers[verb] in ("of", "about") and parse.lemmas[told].lower() in SPEAKING_OF
    return teller(told, parse, scene) if spoken else None


def teller(verb: int | None, parse: Parse, scene: Scene) -> str | None:
    """The actor who is the subject of ``verb``."""
    actor = scene.actor_of(parse.child(verb, "nsubj")) if verb is not None else None
    return actor.id if actor is not None else None


def said_after(head: int, parse: Parse, scene: Scene) -> str | None:
    """Who is named behind a number and a verb of saying, the actor's id: "6,000, say the police"."""
    verb = parse.heads[head]
    behind = [each for each in parse.children[verb] if parse.deps[each] == "nsubj" and each > verb > head]
    actor = scene.actor_of(behind[0]) if behind and parse.lemmas[verb].lower() in COUNTING | {"insist", "maintain", "think"} else None
    return actor.id if actor is not None else None


def gapped(quantity: Quantity, previous: Quantity | None, before: Measured | None, parse: Parse, scene: Scene, measures: Measures
) -> Measured | None:  # fmt: skip
    """The second count where the verb is left out: "the organisers spoke of 20,000 marchers, the police of 4,500"."""
    if before is None or previous is None or quantity.noun is not None or quantity.unit is not None or before.unit not in ("people", None):
        return None
    if parse.sentence_of[quantity.first] != parse.sentence_of[previous.first] or not _told(previous, parse, measures):
        return None
    place = quantity.first - 1
    while place > previous.last and parse.lowers[place] in _LINKS:
        place -= 1
    actor = scene.actor_of(place)
    if place < previous.last or parse.pos[place] not in ("NOUN", "PROPN"):
        return None
    first = place
    while first > previous.last and parse.pos[first - 1] in ("NOUN", "PROPN", "ADJ", "DET", "PART", "ADP") and parse.lowers[first] != "the":
        first -= 1
    between = parse.lowers[previous.last : first]
    if not between or not set(between) <= _JOINS:
        return None
    return replace(before, rule="verb-left-out", confidence=0.7, source=actor.id if actor is not None else None)


def _told(quantity: Quantity, parse: Parse, measures: Measures) -> bool:
    """Whether a verb of counting or saying stands over the quantity."""
    above = (parse.lemmas[each].lower() for each in (quantity.head, *parse.ancestors(quantity.head)))
    return any(lemma in COUNTING or lemma in SPEAKING_OF or measures.roles.get(lemma) == "put" for lemma in above)


def listed(quantity: Quantity, near: Measured | None, parse: Parse, scene: Scene) -> Measured | None:
    """What the names on a list count: those told of before it ("the families have a list with 15 names", "the ministry's list has 31")."""
    if near is None or near.measure not in _LISTED:
        return None
    named = quantity.noun is not None and parse.lemmas[quantity.noun].lower() in ("name", "entry")
    if not named and quantity.noun is not None:
        return None
    above = list(parse.ancestors(quantity.head))[:4]
    list_of = next((each for each in above if parse.lemmas[each].lower() in _LISTS | _NAMES and parse.pos[each] == "NOUN"), None)
    verb = next((each for each in above if parse.pos[each] in ("VERB", "AUX")), None)
    subject = parse.child(verb, "nsubj") if verb is not None else None
    of_list = subject is not None and parse.lemmas[subject].lower() in _LISTS
    kept = verb is not None and parse.lemmas[verb].lower() in _HAVING | {"be", "grow", "include", "reach"}
    within = any(
        parse.lemmas[each].lower() in _LISTS for each in range(quantity.last, min(quantity.last + 5, parse.sentence(quantity.first).last))
    )
    if list_of is None and not of_list and not (kept and (named or within)):
        return None
    owner = parse.child(subject, "poss", "compound") if of_list and subject is not None else subject
    actor = scene.actor_of(owner)
    return Measured(near.measure, near.subject, near.unit, "listed", 0.65, near.counted, actor.id if actor is not None else None)
