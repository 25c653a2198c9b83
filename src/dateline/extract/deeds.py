"""What befell those that a number counts: killed, displaced, arrested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.knowledge.measures import Deed

if TYPE_CHECKING:
    from dateline.extract.counts import Quantity
    from dateline.knowledge.measures import Measures
    from dateline.model.parse import Parse

_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "obj"})
_UNREAL = frozenset({"to", "will", "would", "could", "may", "might", "should", "must", "can", "'ll", "shall"})
_STEPS = frozenset({
    "people", "persons", "were", "was", "are", "have", "has", "been", "being", "also", "reported", "confirmed", "feared", "presumed",
    "believed", "left", "reportedly", "found", "others", "more",
})  # fmt: skip
_BOUNDS = frozenset({"between", "over", "around", "about", "under"})
_PUNISHMENTS = frozenset({"sanction", "ban", "freeze", "embargo", "measure", "penalty"})
_NEAR = 2
_MOST_STEPS = 4
_HELD_TRUE = frozenset({"know", "confirm", "report", "say", "record", "document"})
_FATES = frozenset(
    {"killed", "wounded", "arrested", "captured", "seized", "abducted", "missing", "displaced", "released", "jailed", "evacuated"}
)
_FEARED = frozenset({"feared", "believed", "presumed"})


def deed_of(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """The deed that befell those counted: the verb that has them as object, a participle, a noun ("the killing of ten"), an adjective."""
    return _told_by_verb_or_noun(quantity, parse, measures) or _attribute(quantity, parse, measures)


def _attribute(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """The deed told by an adjective between number and noun: "14 captured officers", "9,000 displaced people"."""
    if quantity.noun is None or quantity.hyphenated:
        return None
    return _adjective(quantity.noun, quantity.first, parse, measures)


def _adjective(noun: int, first: int, parse: Parse, measures: Measures) -> Deed | None:
    for each in (each for each in range(first, noun) if parse.deps[each] == "amod" and parse.heads[each] == noun):
        participle = measures.deeds.get(parse.lemmas[each].lower()) if parse.tags[each] == "VBN" else None
        deed = measures.deeds.get(parse.lowers[each]) or participle
        if deed is not None and deed.measure in _FATES:
            return deed
    return None


def fate_of(noun: int, parse: Parse, measures: Measures) -> Deed | None:
    """What befell those a noun stands for: "dead fighters", "people driven from their homes", "those who have fled"."""
    for clause in parse.children[noun]:
        deed = of_verb(clause, parse, measures) if parse.deps[clause] in ("acl", "relcl") else None
        passive = parse.tags[clause] == "VBN" and (parse.deps[clause] == "acl" or parse.child(clause, "nsubjpass", "auxpass") is not None)
        if deed is not None and not unreal(clause, parse) and deed.place == ("object" if passive else "subject"):
            return deed
    return _adjective(noun, parse.left[noun], parse, measures)


def _told_by_verb_or_noun(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    head = quantity.head
    for _ in range(2):
        if parse.deps[head] in ("conj", "appos") and parse.pos[parse.heads[head]] in ("NOUN", "PROPN", "NUM") and parse.heads[head] < head:
            head = parse.heads[head]
    after = _headline(quantity, parse, measures) or _participle(quantity, parse, measures) or _relative(quantity, parse, measures)
    if after is not None:
        return after
    if parse.deps[head] == "pobj" and parse.lowers[parse.heads[head]] in _BOUNDS:
        head = parse.heads[head]  # "between 10 and 15 fighters died"
    up, dep = parse.heads[head], parse.deps[head]
    if parse.pos[up] == "VERB" and unreal(up, parse):
        return None
    if dep == "pobj" and parse.lowers[up] in ("of", "to", "at"):
        return _noun_deed(parse.heads[up], parse.lowers[up], parse, measures)
    if dep == "pobj" and parse.lowers[up] in ("on", "against") and parse.lemmas[parse.heads[up]].lower() in _PUNISHMENTS:
        return measures.deeds.get("sanction")  # "imposed sanctions on four governors"
    if dep == "pobj" and parse.lowers[up] in ("including", "among"):
        return _deed_at(parse.heads[up], parse, measures)
    if up == head:
        return None
    deed = of_verb(up, parse, measures)
    if deed is None:
        state = parse.child(up, "acomp", "attr", "oprd") if parse.lemmas[up] in ("be", "leave", "go", "remain") else None
        deed = measures.deeds.get(parse.lowers[state]) if state is not None and state != head else None
        hurt = deed is not None and deed.measure == "wounded"  # "eighteen others were hurt", with the participle taken for an adjective
        return deed if deed is not None and (deed.place == "subject" or hurt) else None
    return _fits(deed, dep, up, head, parse)


def unreal(verb: int, parse: Parse) -> bool:
    """Whether a verb tells what is planned, possible or denied: it has befallen nobody yet."""
    below = [(parse.deps[child], parse.lowers[child]) for child in parse.children[verb]]
    if any(dep == "neg" for dep, _ in below):
        return True
    helpers = {lower for dep, lower in below if dep in ("aux", "auxpass")}
    return bool(helpers & _UNREAL) and "have" not in helpers


def of_verb(verb: int, parse: Parse, measures: Measures) -> Deed | None:
    """The deed of a verb, with its particle if it has one ("gun down", "shoot dead")."""
    lemma = parse.lemmas[verb].lower()
    if lemma == "miss" and parse.lowers[verb] == "missing":  # "seven miners are still missing"
        return measures.deeds.get("missing")
    for child in parse.children[verb]:
        if parse.deps[child] in ("prt", "acomp", "advmod", "oprd", "xcomp", "ccomp") and abs(child - verb) <= _NEAR:
            deed = measures.deeds.get(f"{lemma} {parse.lowers[child]}")
            if deed is not None:
                return deed
        if parse.deps[child] == "prep":
            left = parse.child(child, "pobj")  # "driven from their homes", "taken into custody", "were being looked for"
            deed = measures.deeds.get(f"{lemma} {parse.lowers[child]}{f' {parse.lemmas[left].lower()}' if left is not None else ''}")
            if deed is not None:
                return deed
        if parse.deps[child] == "dobj":  # "lost their lives"
            deed = measures.deeds.get(f"{lemma} {parse.lemmas[child].lower()}")
            if deed is not None:
                return deed
        if parse.deps[child] == "xcomp" and lemma in _HELD_TRUE and any(parse.tags[c] == "TO" for c in parse.children[child]):
            deed = measures.deeds.get(parse.lemmas[child].lower())  # "are known to have died"
            if deed is not None and deed.place == "subject":
                return deed
    if parse.lowers[verb + 1 : verb + 2] == ("dead",):
        return measures.deeds.get(f"{lemma} dead")
    if lemma == "shoot":  # "was shot and killed"
        joined = (measures.deeds.get(parse.lemmas[child].lower()) for child in parse.children[verb] if parse.deps[child] == "conj")
        return next((deed for deed in joined if deed is not None), measures.deeds.get(lemma))
    return measures.deeds.get(lemma)


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


def _headline(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """Words like "Blast kills 12, wounds 30", where the parser may see a noun in the verb."""
    before = quantity.first - 1
    if (
        quantity.noun is not None
        or before < 0
        or parse.tags[before] != "NNS"
        or parse.sentence_of[before] != parse.sentence_of[quantity.first]
    ):
        return None
    deed = measures.deeds.get(parse.lemmas[before].lower())
    return deed if deed is not None and deed.place == "object" else None


def _participle(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """Words like "12 killed", "40 people injured", "three dead": the word right after the phrase."""
    place = quantity.last
    while place < len(parse) and place - quantity.last < _MOST_STEPS and parse.lowers[place] in _STEPS:
        place += 1
    if place >= len(parse) or parse.sentence_of[place] != parse.sentence_of[quantity.first]:
        return None
    known = measures.deeds.get(" ".join(parse.lemmas[place : place + 1] + parse.lowers[place + 1 : place + 2]).lower())  # shot dead
    known = (
        known
        or measures.deeds.get(parse.lowers[place])
        or (measures.deeds.get(parse.lemmas[place].lower()) if parse.tags[place] == "VBN" else None)
    )
    said = parse.tags[place] in ("VBN", "JJ", "NN", "NNS") or parse.lowers[place] in ("dead", "missing") or parse.words[place][:1].isupper()
    if known is None or not said:  # the last: "Blast Leaves Three Hurt"
        return None
    if parse.tags[place] == "VBN" and any(parse.deps[c] == "dobj" for c in parse.children[place]):
        return None
    if _FEARED & set(parse.lowers[quantity.last : place]):
        return Deed(f"feared {known.measure}", known.place)
    return known


def _relative(quantity: Quantity, parse: Parse, measures: Measures) -> Deed | None:
    """Words like "11 people who died", "the 20 villagers that were abducted"."""
    clause = parse.child(quantity.head, "relcl")
    if clause is None or unreal(clause, parse):
        return None
    deed = measures.deeds.get(parse.lemmas[clause].lower())
    who = parse.child(clause, "nsubj", "nsubjpass")
    if deed is None or who is None or parse.tags[who] not in ("WP", "WDT"):
        return None
    return _fits(deed, parse.deps[who], clause, who, parse)


def _noun_deed(noun: int, preposition: str, parse: Parse, measures: Measures) -> Deed | None:
    lemma = parse.lemmas[noun].lower()
    target = parse.child(noun, "dobj") if measures.roles.get(lemma) == "put" else None
    if measures.roles.get(lemma) == "toll" or (target is not None and _tolled(target, parse, measures)):
        return measures.deeds.get("die")
    if preposition in ("to", "at") and measures.roles.get(lemma) in ("rise", "reach"):
        subject = parse.child(noun, "nsubj")
        return measures.deeds.get("die") if subject is not None and measures.roles.get(parse.lemmas[subject].lower()) == "toll" else None
    if preposition != "of":
        return None
    return measures.deeds.get(f"{lemma} of")


def _tolled(noun: int, parse: Parse, measures: Measures) -> bool:
    """Whether the noun is the count of the dead: "the toll", "its losses", "the number of dead"."""
    if measures.roles.get(parse.lemmas[noun].lower()) == "toll":
        return True
    below = parse.child(noun, "prep") if measures.roles.get(parse.lemmas[noun].lower()) == "number" else None
    of = parse.child(below, "pobj", "pcomp", "amod") if below is not None and parse.lowers[below] == "of" else None
    return of is not None and measures.roles.get(parse.lemmas[of].lower()) == "toll"


def _deed_at(token: int, parse: Parse, measures: Measures) -> Deed | None:
    """The deed of those among whom the counted ones are ("12 people, including five children, were killed")."""
    if parse.pos[token] == "VERB":
        return measures.deeds.get(parse.lemmas[token].lower())
    up, dep = parse.heads[token], parse.deps[token]
    deed = measures.deeds.get(parse.lemmas[up].lower()) if up != token else measures.deeds.get(parse.lemmas[token].lower())
    if deed is None or up == token:
        return deed
    return _fits(deed, dep, up, token, parse)
