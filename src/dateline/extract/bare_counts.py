"""Numbers whose noun was told before: "police put it at 31", "the group says that it is holding fifteen", "the government counted 200"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.counters import COUNTING, SPEAKING_OF, teller
from dateline.extract.deeds import fate_of
from dateline.extract.group_sizes import Measured

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.extract.scenes import Scene
    from dateline.knowledge.measures import Measures
    from dateline.model.parse import Parse

_LEVELS = frozenset({"be", "stand", "reach", "remain", "total"})
_GAUGING = frozenset({"give", "estimate", "calculate", "gauge", "raise", "revise", "lower", "adjust", "correct", "update", "increase"})
_HOLDING = ("hold", "detain", "have", "keep")
_CATCHING = frozenset({"take", "book", "catch", "pick", "round", "seize"})
_CAUGHT = frozenset({"seized", "abducted", "arrested", "captured", "held", "hostages", "detained", "jailed", "missing", "taken"})
_ASKED_BACK = 2  # sentences
_CROWD = "crowd"
_FATES = frozenset({"killed", "wounded", "arrested", "missing", "displaced"})


def bare(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures, near: Measured | None, far: Measured | None = None
) -> Measured | None:  # fmt: skip
    """What a number without a noun measures, by the figure told ``near`` before it; None where it is no count of the same.

    ``far`` is the last figure, told near or further back: "the number" takes it up.
    """
    if _counts_nobody(quantity, parse):
        return None
    asked = _asked_of(quantity, parse, measures)
    if asked is not None:
        near = asked
    place, above = _hangs(quantity, parse)
    put = _put_at(place, above, parse, measures)
    if place in ("at", "as") and above is not None and _put_verb(parse.heads[above], parse, measures):  # the parser hangs it on the noun
        put, above = above, parse.heads[above]
    if put is None and place.startswith("at") and above is not None:  # "put the crowd that crossed the bridge on Sunday at 12,000"
        above = next((each for each in (above, *parse.ancestors(above)) if _put_verb(each, parse, measures)), above)
        put = parse.child(above, "dobj", "nsubjpass") if _put_verb(above, parse, measures) else None
    sort = measures.counted.get(parse.lowers[put]) if put is not None else None
    if put is not None and sort is not None and sort.measure in _FATES:  # "put the injured at 67"
        return Measured(sort.measure, None, "people", "toll-put", 0.8, None, teller(above, parse, scene))
    if put is not None and measures.roles.get(parse.lemmas[put].lower()) == "crowd":
        return Measured(_CROWD, None, "people", "crowd-put", 0.8, None, teller(above, parse, scene))
    if put is not None and _dead(put, parse, measures):
        return Measured("killed", None, "people", "toll-put", 0.8, None, teller(above, parse, scene))
    astray = _astray(place, above, parse, measures) or _changed(quantity, parse, scene, measures)
    if astray is not None:
        return astray
    closer = _closer(place, above, parse, scene, measures) if near is not None and near.unit in ("people", None) else None
    if closer is not None and near is not None:
        return Measured(near.measure, near.subject, near.unit, "closer-to", 0.7, near.counted, closer)
    befallen = _befallen(put if put is not None else _risen(place, above, parse, measures), parse, measures)
    if befallen is not None:
        return Measured(befallen, None, "people", "number-of", 0.8, None, teller(above, parse, scene) if put is not None else None)
    if put is not None and measures.roles.get(parse.lemmas[put].lower()) == "number":
        near = near or far
    if near is None or above is None:
        return None
    if put is not None and _counts(put, parse, measures):
        return Measured(near.measure, near.subject, near.unit, "put-so", 0.75, near.counted, teller(above, parse, scene))
    lemma = parse.lemmas[above].lower()
    if place == "attr" and lemma in _LEVELS and _counts(parse.child(above, "nsubj", "expl"), parse, measures):
        return Measured(near.measure, near.subject, near.unit, "it-was", 0.7, near.counted)
    if place == "of" and measures.roles.get(lemma) == "number":  # "a figure of 12,000"
        return Measured(near.measure, near.subject, near.unit, "figure-of", 0.7, near.counted, teller(parse.heads[above], parse, scene))
    if (place in ("dobj", "npadvmod") and lemma in COUNTING) or (place == "of verb" and lemma in COUNTING | SPEAKING_OF):
        return Measured(near.measure, near.subject, near.unit, "counted-so", 0.65, near.counted, teller(above, parse, scene))
    person = near.counted is not None and near.counted.kind == "person"
    caught = near.measure in _CAUGHT or (person and lemma in _HOLDING[:2])
    if place == "dobj" and lemma in _CATCHING and near.measure in _CAUGHT and not _placed_after(quantity, parse):
        return Measured(near.measure, None, near.unit, "held-so", 0.65, near.counted, teller(above, parse, scene))
    if place == "dobj" and lemma in _HOLDING and caught and not _placed_after(quantity, parse):
        return Measured("held", None, near.unit, "held-so", 0.65, near.counted)
    return None


def risen(quantity: Quantity, parse: Parse, measures: Measures) -> Measured | None:
    """What befell those whose number has risen to the quantity: "the number of people killed in the raid has risen to nineteen"."""
    place, above = _hangs(quantity, parse)
    fate = _befallen(_risen(place, above, parse, measures), parse, measures)
    return Measured(fate, None, "people", "number-of", 0.8) if fate is not None else None


def _risen(place: str, above: int | None, parse: Parse, measures: Measures) -> int | None:
    """What rose to or stands at the number: the subject of "climbed to", "stood at"."""
    if (
        above is None
        or place not in ("to verb", "at verb", "attr")
        or measures.roles.get(parse.lemmas[above].lower()) not in ("rise", "reach")
    ):
        return None
    while parse.child(above, "nsubj") is None and parse.deps[above] == "conj":  # "has grown by 7,000 and stands at 18,000"
        above = parse.heads[above]
    return parse.child(above, "nsubj")


def _befallen(count: int | None, parse: Parse, measures: Measures) -> str | None:
    """What befell those whose number it is: "the number of people wounded in the riots"."""
    if count is None or (measures.roles.get(parse.lemmas[count].lower()) != "number" and parse.lemmas[count].lower() != "list"):
        return None
    below = parse.child(count, "prep")
    of = parse.child(below, "pobj") if below is not None and parse.lowers[below] == "of" else None
    if of is None:
        return None
    deed, entry = fate_of(of, parse, measures), measures.counted.get(parse.lemmas[of].lower())
    if deed is None:
        return entry.measure if entry is not None and entry.measure in _FATES else None  # "the list of missing"
    return deed.measure


def _changed(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> Measured | None:
    """The second number of a count that changed: "raised its count of the dead in the camp from 17 to 44"."""
    first = quantity.first
    if (
        first < 4
        or parse.lowers[first - 1] != "to"
        or "from" not in parse.lowers[first - 5 : first - 2]
        or "CD" not in parse.tags[first - 4 : first - 1]
    ):
        return None
    counts = (
        each
        for each in range(parse.sentence(first).first, first)
        if measures.roles.get(parse.lemmas[each].lower()) in ("number", "toll") or parse.lemmas[each].lower() == "list"
    )
    for count in counts:
        fate = "killed" if _dead(count, parse, measures) else _befallen(count, parse, measures)
        if fate is not None:
            verb = parse.heads[count] if parse.deps[count] == "dobj" else None
            return Measured(fate, None, "people", "changed", 0.75, None, teller(verb, parse, scene))
    return None


def _astray(place: str, above: int | None, parse: Parse, measures: Measures) -> Measured | None:
    """The number that the parser hangs on the participle: "the number of demonstrators arrested in the city at 63"."""
    if above is None or place not in ("at verb", "to verb", "as verb") or parse.deps[above] != "acl" or parse.tags[above] != "VBN":
        return None
    of = parse.heads[parse.heads[above]]
    count = parse.heads[of]
    deed = measures.deeds.get(parse.lemmas[above].lower())
    numbered = parse.lowers[of] == "of" and measures.roles.get(parse.lemmas[count].lower()) == "number"
    told = numbered and deed is not None and deed.place == "object"
    return Measured(deed.measure, None, "people", "number-of", 0.75) if told and deed is not None else None


def _closer(place: str, above: int | None, parse: Parse, scene: Scene, measures: Measures) -> str | None:
    """Whose estimate it is that is closer to the number: "police estimates were closer to 9,000"."""
    if above is None or place != "to" or parse.lemmas[above].lower() not in ("close", "closer", "near", "nearer"):
        return None
    count = parse.child(parse.heads[above], "nsubj")
    if count is None or (measures.roles.get(parse.lemmas[count].lower()) != "number" and parse.lemmas[count] not in ("estimate", "count")):
        return None
    actor = scene.actor_of(parse.child(count, "compound", "poss", "nmod"))
    return actor.id if actor is not None else None


def _hangs(quantity: Quantity, parse: Parse) -> tuple[str, int | None]:
    """How the number hangs in its sentence (object, complement, behind a preposition), and the word it hangs on."""
    head = quantity.head
    up, dep = parse.heads[head], parse.deps[head]
    if up == head:
        return "", None
    if dep == "pobj":
        governor = parse.heads[up]
        if parse.lowers[up] == "to" and parse.lowers[governor] == "from":  # "corrected the number from 24 to 19"
            governor = next((each for each in parse.ancestors(governor) if parse.pos[each] == "VERB"), governor)
        if parse.pos[governor] in ("VERB", "AUX"):
            return f"{parse.lowers[up]} verb", governor
        return parse.lowers[up], governor
    return ("attr" if dep in ("attr", "acomp", "oprd") else dep), up


def _put_at(place: str, above: int | None, parse: Parse, measures: Measures) -> int | None:
    """What somebody puts at the number: the object of "put it at", "estimated the crowd at"."""
    if above is None or place not in ("at verb", "to verb", "as verb"):
        return None
    return parse.child(above, "dobj", "nsubjpass") if _put_verb(above, parse, measures) else None


def _put_verb(verb: int, parse: Parse, measures: Measures) -> bool:
    lemma = parse.lemmas[verb].lower()
    return parse.pos[verb] == "VERB" and (measures.roles.get(lemma) == "put" or lemma in _GAUGING)


def _dead(put: int, parse: Parse, measures: Measures) -> bool:
    """Whether the count is that of the dead: "the toll", "the number of dead"."""
    below = parse.child(put, "prep")
    of = parse.child(below, "pobj", "pcomp", "amod") if below is not None and parse.lowers[below] == "of" else None
    words = [word for word in (put, of) if word is not None]
    return any(measures.roles.get(parse.lemmas[word].lower()) == "toll" for word in words)


def _counts(word: int | None, parse: Parse, measures: Measures) -> bool:
    """Whether a word stands for the count itself: "it", "the number", "the real figure", "there" (were 31)."""
    if word is None or any(parse.deps[c] == "prep" for c in parse.children[word]):
        return False
    return parse.lowers[word] in ("it", "there", "this", "that") or measures.roles.get(parse.lemmas[word].lower()) == "number"


def _asked_of(quantity: Quantity, parse: Parse, measures: Measures) -> Measured | None:
    """What the sentence before or this one asks the number of: "How many animals were lost is in dispute. Police put it at 212"."""
    sentence = parse.sentence_of[quantity.first]
    for place in range(quantity.first - 1, 1, -1):
        if sentence - parse.sentence_of[place] > _ASKED_BACK:
            return None
        if parse.lowers[place - 2 : place] == ("how", "many") and parse.tags[place] == "NNS":
            entry = measures.counted.get(parse.lemmas[place].lower())
            person = entry is not None and entry.kind == "person"
            name = entry.measure if entry is not None and entry.measure else parse.lowers[place]
            return Measured(name, None, "people" if person else None, "asked", 0.7, entry)
    return None


def _counts_nobody(quantity: Quantity, parse: Parse) -> bool:
    """Whether a number is a pronoun or a share: "it must be a very small one", "that one", "two out of three", "one in five"."""
    after = [parse.lowers[at] for at in range(quantity.last, min(quantity.last + 3, len(parse.lowers)))]
    share = after[:2] == ["out", "of"] or (after[:1] == ["in"] and len(after) > 1 and parse.pos[quantity.last + 1] == "NUM")
    described = any(parse.deps[child] in ("det", "amod", "poss", "relcl", "prep", "compound") for child in parse.children[quantity.head])
    if parse.lowers[quantity.last - 1] == "one" and quantity.value == 1:
        return True  # "said that it would remain one", "announced another one"
    return share or (parse.lowers[quantity.last - 1] == "one" and quantity.last - quantity.first == 1 and described)


def _placed_after(quantity: Quantity, parse: Parse) -> bool:
    """Whether more words hang on the number ("has 31 in reserve", "has 14 of the seats"): it counts something else."""
    return parse.lowers[quantity.last : quantity.last + 1] in (("of",), ("%",), ("percent",))
