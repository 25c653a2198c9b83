"""What a quantity measures: killed, displaced, troops, territory lost; and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.bare_counts import bare, risen
from dateline.extract.counters import counter, listed, said_after
from dateline.extract.deeds import deed_of, fate_of
from dateline.extract.gatherings import came
from dateline.extract.group_sizes import Measured, compound, members
from dateline.knowledge.measures import Counted

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.extract.scenes import Scene
    from dateline.knowledge.measures import Deed, Measures
    from dateline.model.parse import Parse

_OTHERS = frozenset({"others", "more"})
_PEOPLED = frozenset({"city", "town", "village", "island", "country", "nation", "population", "region", "province", "settlement", "camp"})
_VOTED = frozenset(
    {"pass", "adopt", "approve", "reject", "defeat", "vote", "back", "endorse", "ratify", "carry", "win", "lose", "elect", "fail"}
)
_THEM = frozenset({"them", "whom", "these", "those"})
_GOES_ON = frozenset({"another", "some", "about", "around", "more"})
_FATES = frozenset({"killed", "wounded", "arrested", "casualties", "missing", "displaced", "bodies", "lives"})
_HAD = frozenset({"held", "sent", "gained"})
_OF_SHARES = frozenset({"lost", "held", "gained", "destroyed"})
_NO_DEEDS_ALONE = frozenset({"lost", "sent", "held", "gained"})
_NO_NAME_TAGS = frozenset({"CD", "SYM", "$", "HYPH", "JJR", "JJS"})
_NO_NAMES = frozenset({"%", "percent", "cent", "own", "total", "such", "other", "new", "million", "billion", "year"})
_DEFAULTS = {
    "percent": "share", "money": "money", "length": "distance", "area": "area", "mass": "weight", "volume": "volume", "energy": "yield",
    "speed": "speed",
}  # fmt: skip
_COMPARES = frozenset({"less", "more", "higher", "lower", "fewer", "larger", "smaller"})
_MANY = 20  # a number from here on that stands alone as a subject counts people
_FEW = 11  # numbers up to this, in words, count only what the tables know
_CLIMB = 5


def measured(
    quantity: Quantity, parse: Parse, scene: Scene, measures: Measures, before: Measured | None, *, denied: bool = False, near: bool = True
) -> Measured | None:
    """What ``quantity`` measures, or None where it is no figure.

    ``before`` is the figure before it, for nouns left out, ``near`` whether it stands in the same sentence or shortly before. Where the
    words are ``denied``, nothing befell those counted.
    """
    if quantity.hyphenated and quantity.unit is None:
        return compound(quantity, parse, scene, measures)
    deed = None if denied else deed_of(quantity, parse, measures)
    if quantity.unit is not None:
        return _with_unit(quantity, parse, scene, measures, deed, before)
    told = listed(quantity, before if near else None, parse, scene) if deed is None else None
    if told is not None:
        return told
    if quantity.noun is None:
        told = came(quantity, parse, scene, measures) if before is None or not near or before.measure == "people" else None
        told = told or risen(quantity, parse, measures) or _elided(quantity, parse, scene, measures, deed, before)
        return told or bare(quantity, parse, scene, measures, before if near else None, before)
    if quantity.noun == quantity.of and parse.lowers[quantity.noun] in _THEM:
        return _of_them(quantity, parse, scene, deed, before)
    if parse.lowers[quantity.noun] == "head" and (quantity.value or 0) > 1:
        return _herd(quantity, quantity.noun, parse, scene)
    entry = _entry(quantity.noun, parse, measures)
    others = parse.lowers[quantity.noun] in _OTHERS and deed is not None  # "twenty others were hurt"
    if entry is not None and entry.kind == "none" and not others:
        return None
    fate = measures.deeds.get(parse.lowers[quantity.noun]) if entry is None and parse.words[quantity.noun][:1].isupper() else None
    if fate is not None and not denied:  # "Leaves Woman Dead and 2 Hurt", where the parser sees a name
        return Measured(fate.measure, None, "people", "deed-alone", 0.7)
    if parse.lowers[quantity.noun] in _OTHERS:
        return _elided(quantity, parse, scene, measures, deed, before)
    if entry is not None and entry.kind == "member" and deed is None:
        told = members(quantity, quantity.noun, parse, scene, measures)
        if told is not None:
            return told
    return _counted(quantity, quantity.noun, parse, scene, measures, entry, deed)


def _entry(noun: int, parse: Parse, measures: Measures) -> Counted | None:
    entry = measures.counted.get(parse.lemmas[noun].lower()) or measures.counted.get(parse.lowers[noun])
    if entry is None and parse.tags[noun] == "NNPS" and _nationality(noun, parse):  # "three million Zambians"
        return Counted(parse.words[noun], "person")
    return entry


def _nationality(noun: int, parse: Parse) -> bool:
    entity = parse.entity_of[noun]
    return entity >= 0 and parse.entities[entity].label == "NORP"


def _with_unit(
    quantity: Quantity, parse: Parse, scene: Scene, measures: Measures, deed: Deed | None, before: Measured | None
) -> Measured | None:
    unit, share = quantity.unit, quantity.of
    if unit is None:
        return None
    if share is not None and parse.pos[share] in ("NOUN", "PROPN") and not scene.is_time(parse.span(share, share + 1)):
        noun = _phrase(parse, share) or parse.lowers[share]
        topic = parse.child(parse.heads[quantity.head], "nsubj") if parse.deps[quantity.head] == "attr" else None
        if topic is not None and parse.pos[topic] == "NOUN" and scene.actor_of(topic) is None:  # "debt is 90 percent of output"
            return Measured(_phrase(parse, topic), _owner(quantity, parse, scene), unit.name, f"measured-{unit.kind}", 0.8)
        name = f"{noun} {deed.measure}" if deed is not None and unit.kind == "percent" and deed.measure in _OF_SHARES else noun
        if unit.kind == "percent" and _driven_from(quantity, parse, measures):
            name = f"{noun} lost"
        return Measured(name, _owner(quantity, parse, scene), unit.name, f"share-{unit.kind}", 0.85)
    if before is not None and before.unit == unit.name and _joined(quantity, parse):
        return Measured(before.measure, before.subject, unit.name, "same-measure", 0.85)
    source = _putter(quantity, parse, scene, measures)
    owner = None if source else _owner(quantity, parse, scene)
    name_told = _subject_noun(quantity, parse, scene, measures)
    if name_told:
        return Measured(name_told, owner, unit.name, f"measured-{unit.kind}", 0.8, None, source)
    if unit.kind == "percent" and _compares(quantity, parse):
        return Measured("change", owner, unit.name, "change", 0.6, None, source)
    return Measured(_DEFAULTS[unit.kind], owner, unit.name, unit.kind, 0.7, None, source)


def _driven_from(quantity: Quantity, parse: Parse, measures: Measures) -> bool:
    """Words like "driven from 30 percent of the land"."""
    up = parse.heads[quantity.head]
    if parse.deps[quantity.head] != "pobj" or parse.lowers[up] not in ("from", "of"):
        return False
    return f"{parse.lemmas[parse.heads[up]].lower()} from land" in measures.deeds


def _compares(quantity: Quantity, parse: Parse) -> bool:
    """Words like "60 percent higher", "up 20 percent"."""
    after = parse.lowers[quantity.last : quantity.last + 1]
    before = parse.lowers[quantity.first - 1] if quantity.first else ""
    return bool(after) and (after[0] in _COMPARES or before in ("up", "down"))


def _joined(quantity: Quantity, parse: Parse) -> bool:
    """Words like "... and 20 percent": the second of two that hang together."""
    if quantity.noun is None or quantity.first == 0:
        return False
    if parse.deps[quantity.noun] == "pobj" and parse.deps[parse.heads[quantity.noun]] == "conj":  # "from 40 percent ... and from 20"
        return True
    return parse.deps[quantity.noun] == "conj" and parse.lowers[quantity.first - 1] in ("and", ",", "or")


def _putter(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> str | None:
    """Who puts the figure so: the subject of "put it at", "estimated it at"."""
    up = parse.heads[quantity.head]
    if (
        parse.deps[quantity.head] != "pobj"
        or parse.lowers[up] != "at"
        or measures.roles.get(parse.lemmas[parse.heads[up]].lower()) != "put"
    ):
        return None
    actor = scene.actor_of(parse.child(parse.heads[up], "nsubj"))
    return actor.id if actor else None


def _subject_noun(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> str | None:
    """What rose to, stands at, or is put at the quantity; the noun that "of" hangs it on; the noun it stands before."""
    head, preposition = quantity.head, ""
    if parse.deps[head] in ("compound", "nmod", "amod", "nummod") and parse.pos[parse.heads[head]] == "NOUN" and parse.heads[head] > head:
        return _phrase(parse, parse.heads[head], quantity.last)  # "a $20 million loan"
    up = parse.heads[head]
    if parse.deps[head] == "pobj":
        preposition, up = parse.lowers[up], parse.heads[up]
    if preposition == "of" and parse.pos[up] == "PROPN" and parse.deps[up] == "pobj":
        up = parse.heads[parse.heads[up]]  # "a loan to Kiev of 17.5 billion dollars"
    if preposition == "of" and parse.pos[up] in ("NOUN", "PROPN"):
        return _phrase(parse, up)
    role = measures.roles.get(parse.lemmas[up].lower())
    if role in ("put", "rise") and preposition in ("at", "to") and (target := parse.child(up, "dobj", "nsubjpass")) is not None:
        return _phrase(parse, target) if parse.pos[target] == "NOUN" else None
    subject = parse.child(up, "nsubj")
    if subject is not None and parse.tags[subject] == "WDT" and parse.deps[up] == "relcl":
        subject = parse.heads[up]
    if role not in ("rise", "fall", "reach") or preposition not in ("", "to", "by", "at", "from") or subject is None:
        return None
    if parse.pos[subject] not in ("NOUN", "PROPN") or scene.actor_of(subject) is not None:
        return None
    change = f"{role} in " if role != "reach" and preposition in ("", "by") else ""
    return f"{change}{_phrase(parse, subject)}"


def _phrase(parse: Parse, noun: int, begin: int = 0) -> str:
    """The noun with the compounds before it, from token ``begin`` on, in lower case but for names: the measure's name."""
    first = noun
    while first > begin and parse.heads[first - 1] in (noun, first) and parse.deps[first - 1] in ("compound", "amod"):
        if parse.lowers[first - 1] == "-":
            break
        first -= 1
    kept = [i for i in range(first, noun + 1) if parse.tags[i] not in _NO_NAME_TAGS and parse.lowers[i] not in _NO_NAMES]
    opening = parse.sentence(noun).first  # a capital there names nobody
    return " ".join(parse.words[i] if parse.words[i][:1].isupper() and i != opening else parse.lowers[i] for i in kept)


def _owner(quantity: Quantity, parse: Parse, scene: Scene) -> str | None:
    """Whose the quantity is: its possessor, else the subject of its verb."""
    if quantity.of is not None:
        actor = scene.actor_of(parse.child(quantity.of, "poss"))
        if actor is not None:
            return actor.id
    verb = _verb_above(quantity.head, parse)
    subject = _subject(verb, parse) if verb is not None else None
    if subject is None or subject in (quantity.head, quantity.of) or quantity.first <= subject < quantity.last:
        return None
    actor = scene.actor_of(subject)
    return actor.id if actor is not None and not actor.name[:1].isdigit() else None


def _verb_above(token: int, parse: Parse) -> int | None:
    for steps, head in enumerate(parse.ancestors(token)):
        if parse.pos[head] in ("VERB", "AUX"):
            return head
        if steps > _CLIMB:
            break
    return None


def _subject(verb: int, parse: Parse) -> int | None:
    """The subject of ``verb``, its own or that of the verb it is joined to."""
    for _ in range(3):
        found = parse.child(verb, "nsubj", "nsubjpass")
        if found is not None:
            return found
        if parse.deps[verb] not in ("conj", "xcomp", "advcl", "pcomp"):
            return None
        verb = parse.heads[verb]
    return None


def _elided(
    quantity: Quantity, parse: Parse, scene: Scene, measures: Measures, deed: Deed | None, before: Measured | None
) -> Measured | None:
    """A number whose noun is left out: "wounded 15 others", "another 20,000 were massed", "rebels said 70 had died"."""
    if deed is not None and quantity.value != 0:
        if _is_age(quantity, parse):
            return None
        if deed.measure in _NO_DEEDS_ALONE and not _in_custody(deed, quantity, parse):
            return None
        source = _putter(quantity, parse, scene, measures) or counter(quantity.head, parse, scene)
        return Measured(deed.measure, None, "people", "deed-alone", 0.75, None, source)
    body = _votes(quantity, parse, before) or _body(quantity, parse, scene, measures)
    if body is not None:
        return body
    if before is None or before.counted is None or before.counted.kind != "person":
        return None
    if parse.lowers[quantity.first] in _GOES_ON:
        return Measured(
            before.measure, before.subject, before.unit, "noun-left-out", 0.7, before.counted, counter(quantity.head, parse, scene)
        )
    if parse.lowers[quantity.last - 1] == "more" or parse.lowers[quantity.last : quantity.last + 1] == ("more",):  # "Chad 2,000 more"
        return Measured(before.measure, _owner(quantity, parse, scene), before.unit, "noun-left-out", 0.65, before.counted)
    return None


def _in_custody(deed: Deed, quantity: Quantity, parse: Parse) -> bool:
    """Whether those counted are held themselves: "were being held", "are still in custody"."""
    return deed.measure == "held" and (deed.place == "subject" or parse.deps[quantity.head] == "nsubjpass")


def _votes(quantity: Quantity, parse: Parse, before: Measured | None) -> Measured | None:
    """The two numbers of a vote: "passed by 120 votes to 45", "adopted by 96 to 12"."""
    first, last = quantity.first, quantity.last
    near = parse.lowers[max(0, first - 3) : first]
    if before is not None and before.measure == "votes" and near[-1:] == ("to",):
        return Measured("votes against", None, None, "vote", 0.75)
    opens = near[-1:] == ("by",) and parse.lowers[last : last + 1] == ("to",) and parse.tags[last + 1 : last + 2] == ("CD",)
    return Measured("votes", None, None, "vote", 0.75) if opens and parse.lemmas[parse.heads[first - 1]] in _VOTED else None


def _of_them(quantity: Quantity, parse: Parse, scene: Scene, deed: Deed | None, before: Measured | None) -> Measured | None:
    """Some of those counted before: "promised 900 of them", "most of whom"."""
    if before is None or before.counted is None or (quantity.value or 0) <= 1:
        return None
    measure = deed.measure if deed is not None and deed.measure not in _NO_DEEDS_ALONE else before.measure
    return Measured(measure, _owner(quantity, parse, scene) or before.subject, before.unit, "of-them", 0.7, before.counted)


def _body(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> Measured | None:
    """Words like "a crowd of 20,000", "the number of refugees has reached 4.6 million", "250,000 were cut off"."""
    head = quantity.head
    up, dep = parse.heads[head], parse.deps[head]
    if dep == "pobj" and parse.lowers[up] == "of" and measures.roles.get(parse.lemmas[parse.heads[up]].lower()) == "crowd":
        actor = scene.actor_of(parse.heads[up])
        name = parse.lemmas[parse.heads[up]].lower()
        return Measured(
            "size" if name in ("force", "strength") else "population" if name in _PEOPLED else name,
            actor.id if actor is not None and actor.known else None,
            "people",
            "body",
            0.8,
        )
    verb = up if dep in ("dobj", "attr") else parse.heads[up] if dep == "pobj" and parse.lowers[up] in ("to", "at", "between") else None
    if verb is not None and parse.pos[verb] == "ADP":  # "at between 5,000 and 6,000"
        verb = parse.heads[verb]
    counted = _numbered(verb, parse, measures) if verb is not None else None
    if counted is not None:
        entry = _entry(counted, parse, measures)
        fate = (
            measures.deeds.get(parse.lemmas[counted + 1].lower()) if parse.lowers[counted] == "those" and counted + 1 < len(parse) else None
        )
        fate = fate or fate_of(counted, parse, measures)
        if fate is not None:  # "the number of those killed", "the number of dead fighters"
            return Measured(fate.measure, None, "people", "number-of", 0.8, None, _putter(quantity, parse, scene, measures))
        name = entry.measure if entry is not None and entry.measure else _phrase(parse, counted)
        actor = scene.actor_of(counted)
        person = entry is not None and entry.kind == "person"
        source = _putter(quantity, parse, scene, measures)
        return Measured(
            name, actor.id if actor is not None and actor.known else None, "people" if person else None, "number-of", 0.8, entry, source
        )
    value = quantity.value or quantity.low or 0
    definite = quantity.first > 0 and parse.lowers[quantity.first - 1] in ("the", "these", "those", "its", "their")
    if dep in ("nsubj", "nsubjpass") and value >= _MANY and not definite and parse.heads[head] > head:
        return Measured("people", None, "people", "alone", 0.6, None, said_after(head, parse, scene))
    return None


def _numbered(verb: int, parse: Parse, measures: Measures) -> int | None:
    """The noun after "number of" beside the verb ("the number of refugees has reached", "put the number of dead at")."""
    for child in parse.children[verb]:
        if parse.deps[child] in ("nsubj", "nsubjpass", "dobj") and measures.roles.get(parse.lemmas[child].lower()) == "number":
            below = parse.child(child, "prep")
            return parse.child(below, "pobj", "pcomp", "amod") if below is not None and parse.lowers[below] == "of" else None
    return None


def _is_age(quantity: Quantity, parse: Parse) -> bool:
    """Words like "Ann Lee, 22,": a number set off after a name."""
    first = quantity.first
    return first > 1 and parse.lowers[first - 1] == "," and parse.pos[first - 2] == "PROPN" and quantity.last - first == 1


def _haver(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> str | None:
    """Who has, sends or keeps those counted."""
    verb = _verb_above(quantity.head, parse)
    return _owner(quantity, parse, scene) if verb is not None and measures.roles.get(parse.lemmas[verb].lower()) == "have" else None


def _counted(
    quantity: Quantity, noun: int, parse: Parse, scene: Scene, measures: Measures, entry: Counted | None, deed: Deed | None
) -> Measured | None:
    """A count of persons or things, with what befell them if anything did."""
    person = entry is not None and (entry.kind == "person" or parse.lowers[noun] in ("members", "allies"))
    actor = scene.actor_at(quantity.first, max(quantity.last, noun + 1))
    owner = scene.actor_of(parse.child(noun, "poss"))
    # "12 civilians" are no one beyond the figure itself
    if deed is not None and person and deed.measure in _HAD and not _in_custody(deed, quantity, parse):
        deed = None  # "the prison holds 300 inmates": nothing befell them
    subject = owner.id if owner is not None else actor.id if actor is not None and actor.known else None
    if deed is not None and (person or (entry is not None and entry.kind == "weak")):
        measure = "killed" if deed.measure == "lost" else deed.measure
        loser = _owner(quantity, parse, scene) if deed.measure == "lost" else None
        return Measured(measure, loser or subject, "people", "deed", 0.9, entry, counter(quantity.head, parse, scene))
    if entry is None or entry.kind in ("weak", "member"):
        source = counter(quantity.head, parse, scene, sure=True)
        return _uncharted(quantity, noun, parse, deed, subject or _haver(quantity, parse, scene, measures), source)
    few = quantity.spelled and quantity.value is not None and deed is None
    if quantity.value == 1 or (few and (quantity.value or 0) <= (_FEW if person and not entry.small else 1 if entry.small else 2)):
        return None
    if entry.measure in _FATES:
        return Measured(entry.measure, subject, "people", "counted", 0.85, entry, counter(quantity.head, parse, scene))
    if deed is not None:
        return Measured(f"{entry.measure} {deed.measure}", _owner(quantity, parse, scene), None, "deed-thing", 0.85, entry)
    haver, teller = _haver(quantity, parse, scene, measures), counter(quantity.head, parse, scene, sure=True)
    return Measured(entry.measure, subject or haver, "people" if person else None, "counted", 0.8, entry, teller)


def _herd(quantity: Quantity, noun: int, parse: Parse, scene: Scene) -> Measured | None:
    """Beasts counted by the head: "300 head of sheep"; cattle where no beast is named."""
    beasts = parse.child(noun + 1, "pobj") if parse.lowers[noun + 1 : noun + 2] == ("of",) else None
    name = parse.lowers[beasts] if beasts is not None else "cattle"
    return Measured(name, None, None, "noun", 0.7, None, counter(quantity.head, parse, scene, sure=True))


def _uncharted(quantity: Quantity, noun: int, parse: Parse, deed: Deed | None, subject: str | None, source: str | None) -> Measured | None:
    """Nouns that no table knows: plural, with a number in digits or a large one."""
    if parse.tags[noun] not in ("NNS", "NNPS") or parse.pos[noun] == "PROPN":
        return None
    least = quantity.value or quantity.low or 0
    if least <= 2 or (quantity.spelled and least <= _FEW) or not parse.words[noun][:1].isalpha():
        return None
    name = _phrase(parse, noun)
    if parse.lowers[noun + 1 : noun + 2] == ("of",) and parse.tags[noun + 2 : noun + 3] == ("NN",):
        name = f"{name} of {parse.lowers[noun + 2]}"  # "heads of state"
    if not name:
        return None
    return Measured(f"{name} {deed.measure}" if deed else name, subject, None, "noun", 0.65, None, source)
