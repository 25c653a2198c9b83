"""What a quantity measures: killed, displaced, troops, territory lost; and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.knowledge.measures import Counted

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.extract.scenes import Scene
    from dateline.knowledge.measures import Deed, Measures
    from dateline.model.actor import Actor
    from dateline.model.parse import Parse

_RISES = frozenset("rise climb jump soar reach hit fall drop decline slump plunge increase decrease grow shrink stand total amount exceed surge be remain top surpass".split())
_CHANGES = dict.fromkeys(("rise", "climb", "jump", "soar", "increase", "grow", "surge"), "rise in ") | dict.fromkeys(
    ("fall", "drop", "decline", "slump", "plunge", "decrease", "shrink"), "fall in "
)
_PUTS = frozenset("put estimate set place raise revise lower".split())
_TOLLS = frozenset("toll death".split())
_GROUPS = frozenset("coalition alliance bloc block group union organisation organization league council community pact federation association grouping force mission club commonwealth cooperation".split())
_PERSON_PRONOUNS = frozenset("others more".split())
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "obj"})
_UNREAL = frozenset("to will would could may might should must can 'll shall".split())
_FEW = 12  # numbers up to this, in words, count only what the tables know


@dataclass(frozen=True, slots=True)
class Measured:
    """The measure of a figure, whose it is (actor id), its unit, the rule that told it.

    ``counted`` is the noun's entry, for numbers that follow without one; ``source`` the actor who puts the figure so.
    """

    measure: str
    subject: str | None
    unit: str | None
    rule: str
    confidence: float
    counted: Counted | None = None
    source: str | None = None


def measured(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures, before: Measured | None) -> Measured | None:
    """What ``quantity`` measures, or None where it is no figure; ``before`` is the figure before it, for nouns left out."""
    if quantity.hyphenated and quantity.unit is None:
        return _compound(quantity, parse, scene, measures)
    if quantity.unit is not None:
        return _with_unit(quantity, parse, scene, measures, before)
    lemma = parse.lemmas[quantity.noun].lower() if quantity.noun is not None else ""
    entry = measures.counted.get(lemma) or measures.counted.get(parse.lowers[quantity.noun]) if quantity.noun is not None else None
    if quantity.noun is not None and entry is not None and entry.kind == "none":
        return None
    if entry is None and quantity.noun is not None and parse.tags[quantity.noun] == "NNPS":  # "three million Zambians"
        entry = Counted(parse.words[quantity.noun], "person")
    deed = _deed_of(quantity, parse, measures)
    if quantity.noun is None or parse.lowers[quantity.noun] in _PERSON_PRONOUNS:
        return _elided(quantity, parse, scene, deed, before)
    if entry is not None and entry.kind == "member" and deed is None:
        told = _members(quantity, parse, scene)
        if told is not None:
            return told
    return _counted(quantity, parse, scene, entry, deed)


def _compound(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures) -> Measured | None:
    """"28-nation alliance", "2,000-strong force"."""
    noun = quantity.noun
    if noun is None:
        return None
    entry = measures.counted.get(parse.lemmas[noun].lower())
    if entry is not None and entry.kind == "member" and parse.lowers[noun] in ("nation", "member", "country", "state"):
        head = parse.heads[noun] if parse.heads[noun] > noun else noun + 1
        group = _group_at(head, quantity.first, parse, scene) if head < len(parse) else None
        named = head < len(parse) and parse.lemmas[head].lower() in _GROUPS
        if not named and (group is None or group.kind not in ("coalition", "organisation")):
            return None
        return Measured("members", group.id if group and group.kind in ("coalition", "organisation") else None, None, "members", 0.9)
    if parse.lowers[noun] in ("strong", "member", "man"):
        head = parse.heads[noun] if parse.heads[noun] > noun else noun
        actor = scene.actor_at(quantity.first, head + 1)
        return Measured("size", actor.id if actor else None, "people", "size", 0.85)
    return None


def _group_at(head: int, first: int, parse: Parse, scene: Scene) -> Actor | None:
    """The group that the noun names: in "SADC, the 14-nation bloc" the one it stands beside."""
    if parse.deps[head] == "appos":
        beside = scene.actor_of(parse.heads[head])
        if beside is not None and beside.kind in ("coalition", "organisation"):
            return beside
    return scene.actor_at(first, head + 1)


def _with_unit(quantity: Quantity, parse: Parse, scene: Scene, measures: Measures, before: Measured | None) -> Measured | None:
    unit = quantity.unit
    if unit is None:
        return None
    share = quantity.of
    if share is not None:
        deed = _deed_of(quantity, parse, measures)
        noun = _phrase(parse, share)
        shared = f"{noun} {deed.measure}" if deed is not None and unit.kind == "percent" and deed.measure in ("lost", "held", "gained", "destroyed") else noun
        return Measured(shared, _owner(quantity, parse, scene), unit.name, f"share-{unit.kind}", 0.85)
    if before is not None and before.unit == unit.name and _joined(quantity, parse):
        return Measured(before.measure, before.subject, unit.name, "same-measure", 0.85)
    name, source = _subject_noun(quantity, parse, scene), _putter(quantity, parse, scene)
    if name is not None:
        return Measured(name, None if source else _owner(quantity, parse, scene), unit.name, f"measured-{unit.kind}", 0.8, None, source)
    default = {"percent": "share", "money": "money", "length": "distance", "area": "area", "mass": "weight", "volume": "volume", "energy": "yield"}
    return Measured(default[unit.kind], None if source else _owner(quantity, parse, scene), unit.name, unit.kind, 0.7, None, source)


def _putter(quantity: Quantity, parse: Parse, scene: Scene) -> str | None:
    """Who puts the figure so: the subject of "put it at", "estimated it at"."""
    up = parse.heads[quantity.head]
    if parse.deps[quantity.head] != "pobj" or parse.lowers[up] != "at" or parse.lemmas[parse.heads[up]].lower() not in _PUTS:
        return None
    actor = scene.actor_of(parse.child(parse.heads[up], "nsubj"))
    return actor.id if actor else None


def _joined(quantity: Quantity, parse: Parse) -> bool:
    """"... and 20 percent": the second of two that hang together."""
    return quantity.noun is not None and parse.deps[quantity.noun] == "conj" and parse.lowers[quantity.first - 1] in ("and", ",", "or") if quantity.first else False


def _subject_noun(quantity: Quantity, parse: Parse, scene: Scene) -> str | None:
    """What rose to, stands at, or is put at the quantity; what costs or weighs so much; the noun that "of" hangs it on."""
    head = quantity.head
    if parse.deps[head] in ("compound", "nmod", "amod", "nummod") and parse.pos[parse.heads[head]] == "NOUN" and parse.heads[head] > head:
        return _phrase(parse, parse.heads[head])  # "a $20 million loan"
    up = parse.heads[head]
    preposition = ""
    if parse.deps[head] == "pobj":
        preposition, up = parse.lowers[up], parse.heads[up]
    if preposition == "of" and parse.pos[up] in ("NOUN", "PROPN"):
        return _phrase(parse, up)
    lemma = parse.lemmas[up].lower()
    if lemma in _PUTS and preposition == "at":
        target = parse.child(up, "dobj", "nsubjpass")
        return _phrase(parse, target) if target is not None and parse.pos[target] == "NOUN" else None
    if lemma in _RISES and preposition in ("", "to", "by", "at", "from"):
        subject = parse.child(up, "nsubj")
        if subject is not None and parse.pos[subject] == "NOUN" and scene.actor_of(subject) is None:
            change = _CHANGES.get(lemma, "") if preposition in ("", "by") else ""
            return f"{change}{_phrase(parse, subject)}"
    return None


def _phrase(parse: Parse, noun: int) -> str:
    """The noun with the compounds before it, in lower case but for names: the measure's name."""
    first = noun
    while first > 0 and parse.heads[first - 1] in (noun, first) and parse.deps[first - 1] in ("compound", "amod") and parse.lowers[first - 1] != "-":
        first -= 1
    words = [parse.words[i] if parse.pos[i] == "PROPN" else parse.lowers[i] for i in range(first, noun + 1) if parse.pos[i] != "NUM" and parse.tags[i] != "CD"]
    return " ".join(words)


def _owner(quantity: Quantity, parse: Parse, scene: Scene) -> str | None:
    """Whose the quantity is: its possessor, else the subject of its verb."""
    if quantity.of is not None:
        owner = parse.child(quantity.of, "poss")
        actor = scene.actor_of(owner)
        if actor is not None:
            return actor.id
    verb = _verb_above(quantity.head, parse)
    actor = scene.actor_of(_subject(verb, parse)) if verb is not None else None
    return actor.id if actor else None


def _verb_above(token: int, parse: Parse) -> int | None:
    for steps, head in enumerate(parse.ancestors(token)):
        if parse.pos[head] in ("VERB", "AUX"):
            return head
        if steps > 5:
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


def _deed_of(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """The deed that befell those counted: the verb that has them as object, a participle, or a noun ("the killing of ten")."""
    head = quantity.head
    for _ in range(2):
        if parse.deps[head] in ("conj", "appos") and parse.pos[parse.heads[head]] in ("NOUN", "PROPN", "NUM") and parse.heads[head] < head:
            head = parse.heads[head]
    after = _participle(quantity, parse, measures)
    if after is not None:
        return after
    up, dep = parse.heads[head], parse.deps[head]
    if parse.pos[up] == "VERB" and unreal(up, parse):
        return None
    if dep == "pobj" and parse.lowers[up] in ("of", "to", "at"):
        return _noun_deed(parse.heads[up], parse.lowers[up], parse, measures)
    if dep == "pobj" and parse.lowers[up] in ("including", "among"):
        return _deed_at(parse.heads[up], parse, measures)
    if up == head:
        return None
    deed = measures.deeds.get(parse.lemmas[up].lower())
    if deed is None:
        state = parse.child(up, "acomp", "attr", "oprd") if parse.lemmas[up] in ("be", "leave", "go", "remain") else None
        deed = measures.deeds.get(parse.lowers[state]) if state is not None and state != head else None
        return deed if deed is not None and deed.place == "subject" else None
    return _fits(deed, dep, up, head, parse)


def unreal(verb: int, parse: Parse) -> bool:
    """Whether a verb tells what is planned, possible or denied: it has befallen nobody yet."""
    below = [(parse.deps[child], parse.lowers[child]) for child in parse.children[verb]]
    if any(dep == "neg" for dep, _ in below):
        return True
    helpers = {lower for dep, lower in below if dep in ("aux", "auxpass")}
    return bool(helpers & _UNREAL) and "have" not in helpers


def _fits(deed: Deed, dep: str, verb: int, head: int, parse: Parse) -> Deed | None:
    passive = any(parse.deps[child] in ("auxpass", "nsubjpass") for child in parse.children[verb])
    if deed.place == "lives":
        return deed if dep == "dobj" and parse.lemmas[head].lower() in ("life", "victim") else None
    if deed.place == "object":
        taken = dep in _OBJECTS or (dep == "nsubj" and (passive or (parse.tags[verb] == "VBN" and not _has_helper(verb, parse))))
        return deed if taken else None
    return deed if dep in ("nsubj", "nsubjpass") else None


def _has_helper(verb: int, parse: Parse) -> bool:
    return any(parse.deps[child] == "aux" and parse.lemmas[child] == "have" for child in parse.children[verb])


def _participle(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """"12 killed", "40 people injured", "three dead": the word right after the phrase."""
    place = quantity.last
    if place < len(parse) and parse.lowers[place] in ("people", "persons", "were", "was", "are"):
        place += 1
    if place >= len(parse) or parse.sentence_of[place] != parse.sentence_of[quantity.first]:
        return None
    known = measures.deeds.get(parse.lowers[place]) or (measures.deeds.get(parse.lemmas[place].lower()) if parse.tags[place] == "VBN" else None)
    if known is None or (parse.tags[place] not in ("VBN", "JJ", "NN", "NNS") and parse.lowers[place] not in ("dead", "missing")):
        return None
    if parse.tags[place] == "VBN" and any(parse.deps[c] == "dobj" for c in parse.children[place]):
        return None
    return known


def _noun_deed(noun: int, preposition: str, parse: Parse, measures: Measures) -> Deed | None:
    lemma = parse.lemmas[noun].lower()
    if lemma in _TOLLS or (lemma in _PUTS and (target := parse.child(noun, "dobj")) is not None and parse.lemmas[target] in _TOLLS):
        return measures.deeds.get("die")
    if preposition == "to" and lemma in ("rise", "climb", "increase", "jump", "grow"):
        subject = parse.child(noun, "nsubj")
        return measures.deeds.get("die") if subject is not None and parse.lemmas[subject].lower() in _TOLLS else None
    if preposition != "of":
        return None
    root = {"killing": "kill", "murder": "murder", "arrest": "arrest", "detention": "detain", "abduction": "abduct", "kidnapping": "kidnap",
            "release": "release", "death": "die", "execution": "execute", "massacre": "massacre", "evacuation": "evacuate",
            "displacement": "displace", "deportation": "deport", "beheading": "behead"}.get(lemma)  # fmt: skip
    return measures.deeds.get(root) if root else None


def _deed_at(token: int, parse: Parse, measures: Measures) -> Deed | None:
    """The deed of those among whom the counted ones are ("12 people, including five children, were killed")."""
    up, dep = parse.heads[token], parse.deps[token]
    deed = measures.deeds.get(parse.lemmas[up].lower()) if up != token else measures.deeds.get(parse.lemmas[token].lower())
    if deed is None or up == token:
        return deed
    return _fits(deed, dep, up, token, parse)


def _elided(quantity: Quantity, parse: Parse, scene: Scene, deed: Deed | None, before: Measured | None) -> Measured | None:
    """A number whose noun is left out: "wounded 15 others", "another 20,000 were massed", "rebels said 70 had died"."""
    if deed is not None and quantity.value != 0:
        return Measured(deed.measure, None, "people", "deed-alone", 0.75, None, _putter(quantity, parse, scene)) if deed.measure not in ("lost", "sent", "held", "gained") else None
    first = parse.lowers[quantity.first]
    if before is not None and before.counted is not None and before.counted.kind == "person" and first in ("another", "some", "about", "around", "more"):
        return Measured(before.measure, before.subject, before.unit, "noun-left-out", 0.7, before.counted)
    return None


def _members(quantity: Quantity, parse: Parse, scene: Scene) -> Measured | None:
    """"the 23 countries involved in the coalition", "a group of 23 nations", "the 28 allies"."""
    noun = quantity.noun
    if noun is None:
        return None
    up = parse.heads[parse.heads[noun]] if parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] == "of" else None
    if up is not None and parse.lemmas[up].lower() in _GROUPS:
        return Measured("members", _group_id(scene, parse.left[up], quantity.last), None, "members", 0.9)
    for place in range(quantity.last, min(parse.sentence(noun).last, quantity.last + 9)):
        if parse.lemmas[place].lower() in _GROUPS and parse.left[place] >= quantity.first:
            return Measured("members", _group_id(scene, place, place + 1), None, "members", 0.85)
    own = scene.actor_at(quantity.first, quantity.last)
    if own is not None and own.kind in ("coalition", "organisation"):
        return Measured("members", own.id, None, "members", 0.85)
    if parse.lowers[noun] in ("allies", "members"):
        owner = parse.child(noun, "poss", "compound")
        actor = scene.actor_of(owner)
        definite = quantity.first > 0 and parse.lowers[quantity.first - 1] in ("the", "its", "their", "'s", "all")
        if actor is not None and actor.kind in ("coalition", "organisation"):
            return Measured("members", actor.id, None, "members", 0.85)
        return Measured("members", None, None, "members", 0.7) if definite else None
    return None


def _group_id(scene: Scene, first: int, last: int) -> str | None:
    actor = scene.actor_at(first, last)
    return actor.id if actor is not None and actor.kind in ("coalition", "organisation", "other") else None


def _counted(quantity: Quantity, parse: Parse, scene: Scene, entry: Counted | None, deed: Deed | None) -> Measured | None:
    noun = quantity.noun
    if noun is None:
        return None
    person = entry is not None and (entry.kind == "person" or parse.lowers[noun] in ("members", "allies"))
    actor = scene.actor_at(quantity.first, max(quantity.last, noun + 1))
    owner = scene.actor_of(parse.child(noun, "poss"))
    subject = owner.id if owner is not None else actor.id if actor is not None and actor.known else None  # "12 civilians" are no one beyond the figure itself
    if deed is not None and (person or (entry is not None and entry.kind == "weak")):
        measure = "killed" if deed.measure == "lost" else deed.measure
        return Measured(measure, (_owner(quantity, parse, scene) if deed.measure == "lost" else None) or subject, "people", "deed", 0.9, entry)
    if entry is None or entry.kind in ("weak", "member"):
        return _uncharted(quantity, parse, scene, deed, subject)
    if quantity.value == 1 or (quantity.spelled and quantity.value is not None and quantity.value <= 2 and deed is None):
        return None
    if deed is not None:
        return Measured(f"{entry.measure} {deed.measure}", _owner(quantity, parse, scene), None, "deed-thing", 0.85, entry)
    own = subject or _owner(quantity, parse, scene)
    return Measured(entry.measure, own, "people" if person else None, "counted", 0.8, entry)


def _uncharted(quantity: Quantity, parse: Parse, scene: Scene, deed: Deed | None, subject: str | None) -> Measured | None:
    """Nouns that no table knows: plural, with a number in digits or a large one."""
    noun = quantity.noun
    if noun is None or parse.tags[noun] not in ("NNS", "NNPS") or parse.pos[noun] == "PROPN":
        return None
    if quantity.spelled and (quantity.value or quantity.low or 0) <= _FEW:
        return None
    name = _phrase(parse, noun)
    return Measured(f"{name} {deed.measure}" if deed else name, subject or _owner(quantity, parse, scene), None, "noun", 0.65)
