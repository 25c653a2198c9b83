"""Whether a place name stands for the place ("in Rome") or for those who govern, play for or live in it ("Rome vowed").

The decision adds up visible features: the part that the name has in its clause, the verb, preposition or noun that governs
it, what kind of place it is, and words beside it. Their weights are in ``data/weights/metonymy.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.place_names import WORDS
from dateline.knowledge.gazetteer import best_known
from dateline.knowledge.weights import WordClasses, probability, weights, word_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.knowledge.gazetteer import PlaceEntry
    from dateline.model.parse import Parse
    from dateline.model.place import Reading as ReadsAs
    from dateline.model.place import Toponym

_SUBJECTS = {"nsubj": "subject", "nsubjpass": "passive subject", "csubj": "subject"}
_PLACES_ONLY = frozenset(("city", "capital", "province", "district", "facility", "area", "unknown"))
_UPON = ("verb upon a place", "between actors between", "done by a mishap")
_DATELINE_MARKS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015_(,/")
_NEW = ("noun of forces", "noun aimed at a government")  # classes that weigh only together with others
_AIMS = ("on", "with", "to", "from", "between", "towards", "toward", "against", "for")
_CHAIN = 8  # coordinated names followed back to the first
_MODIFIERS = frozenset(("compound", "nmod", "amod", "nn"))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a place name reads, how surely, and the features that weighed most."""

    reads_as: ReadsAs
    confidence: float
    reasons: tuple[str, ...]


def readings(parse: Parse, names: Sequence[tuple[int, int, Sequence[PlaceEntry]]]) -> tuple[Reading, ...]:
    """The reading of each name.

    names: the tokens of each name (half-open) and the places that it may mean.
    """
    return tuple(reading(parse, first, last, entries) for first, last, entries in names)


def of_toponyms(parse: Parse, toponyms: Sequence[Toponym], places: Sequence[Sequence[PlaceEntry]]) -> tuple[Reading, ...]:
    """The reading of each toponym. places: for each the gazetteer entries it may mean."""
    return tuple(reading(parse, t.first, t.last, entries) for t, entries in zip(toponyms, places, strict=True))


def reading(parse: Parse, first: int, last: int, entries: Sequence[PlaceEntry]) -> Reading:
    """The reading of the name at tokens ``first`` to before ``last``, which may mean one of ``entries``."""
    weighed, clues = weights("metonymy"), features(parse, first, last, entries)
    actor = probability(weighed.score(clues))
    reasons = weighed.reasons(clues)
    return Reading("actor", actor, reasons) if actor > 0.5 else Reading("place", 1 - actor, reasons)


def features(parse: Parse, first: int, last: int, entries: Sequence[PlaceEntry]) -> list[str]:
    """What may tell a place from an actor, as the names of features."""
    head = next((index for index in range(last - 1, first - 1, -1) if not first <= parse.heads[index] < last), last - 1)
    kind = kind_of(entries)
    chief, listed = _chief(parse, head, first, last)
    role, found = _role(parse, chief, word_classes("metonymy_words"))
    if kind == "country":
        found.extend([f"{feature}; country" for feature in found if feature == "before a noun: noun of acting"])
    if kind in _PLACES_ONLY:
        found.extend([f"{feature}; town" for feature in found if feature.endswith(_UPON)])
    if kind == "capital" and "aimed at a government" in found:
        found.append("aimed at a government; capital")
    found.extend((f"kind: {kind}", role, f"{role}; {kind}"))
    if listed:
        found.append("listed")
    found.extend(_beside(parse, first, last))
    return found


def kind_of(entries: Sequence[PlaceEntry]) -> str:
    """What the best known place of a name is, as far as it matters here."""
    if not entries:
        return "unknown"
    if entries[0].kind == "country" and entries[0].main:
        return "country"
    if any(entry.capital and entry.main for entry in entries):
        return "capital"
    best = best_known(entries)
    return best.kind if best is not None else "unknown"


def _chief(parse: Parse, head: int, first: int, last: int) -> tuple[int, bool]:
    """The first member of the coordination that the name stands in, whose part in the clause all share."""
    chief, listed = head, False
    for _ in range(_CHAIN):
        if parse.deps[chief] != "conj" or parse.heads[chief] == chief:
            break
        above = parse.heads[chief]
        if parse.pos[above] not in ("PROPN", "NOUN", "ADJ", "PRON") or first <= above < last:
            break
        chief, listed = above, True
    return chief, listed


def _role(parse: Parse, token: int, classes: WordClasses) -> tuple[str, list[str]]:
    """The part of a noun in its clause, and features with the word that governs it and the classes of that word."""
    label, above = parse.deps[token], parse.heads[token]
    lemma = parse.lemmas[above].lower()
    if label in _SUBJECTS:
        return _SUBJECTS[label], _of_subject(parse, label, above, lemma, classes)
    if label in ("dobj", "attr", "dative", "oprd", "iobj"):
        done = [f"object: {name}" for name in classes.of(lemma) if name.startswith("verb")]
        subject = parse.child(above, "nsubj")
        if subject is not None and "noun of mishap" in classes.of(parse.lemmas[subject].lower()):
            done.append("object: done by a mishap")
        return ("object" if label == "dobj" else label), [f"object of {lemma}", *done]
    if label == "pobj" or (label == "pcomp" and parse.pos[above] == "ADP"):
        return _after_preposition(parse, above, classes)
    if label == "poss":
        return "owner", [f"owner of {lemma}", *_owned(parse, above, lemma, classes)]
    if label in _MODIFIERS:
        return _in_a_noun(parse, above, lemma, classes)
    if label == "appos":
        return "apposition", [f"apposition to {lemma}", f"apposition to a noun: {_role_of_noun(parse, above)}"]
    if label == "npadvmod":
        return "adverbial", [f"adverbial of {lemma}"]
    return f"dep {label}", [f"under {parse.pos[above]}"] if above != token else ["root"]


def _owned(parse: Parse, noun: int, lemma: str, classes: WordClasses) -> list[str]:
    found = [f"owner: {name}" for name in classes.of(lemma) if name.startswith("noun")]
    if any(parse.tags[child] in ("JJS", "RBS") for child in parse.children[noun]):
        found.append("owner of a superlative")
    if parse.pos[noun] == "PROPN":
        found.append("owner of a name")
    label = parse.deps[noun]
    return [*found, f"what it owns: {label}"]


def _in_a_noun(parse: Parse, above: int, lemma: str, classes: WordClasses) -> tuple[str, list[str]]:
    if parse.words[above][0].isupper() and parse.pos[above] == "PROPN":
        return "in a name", [f"in the name of {lemma}"]
    kinds = [f"before a noun: {name}" for name in classes.of(lemma) if name.startswith("noun")]
    if parse.deps[above] == "dobj" and _first_given(parse, above, classes):
        kinds.append("given something")
    return "before a noun", [f"before {lemma}", f"before a noun: {_role_of_noun(parse, above)}", *kinds]


def _first_given(parse: Parse, thing: int, classes: WordClasses) -> bool:
    """Whether the phrase of ``thing`` begins with its receiver: "offered Kabul training", where the parser sees one noun phrase."""
    verb, first = parse.heads[thing], parse.left[thing]
    return first == verb + 1 and parse.pos[first] == "PROPN" and "verb of giving" in classes.of(parse.lemmas[verb].lower())


def _role_of_noun(parse: Parse, token: int) -> str:
    label = parse.deps[token]
    if label == "pobj":
        return f"after {parse.lowers[parse.heads[token]]}"
    return _SUBJECTS.get(label, label)


def _of_subject(parse: Parse, label: str, verb: int, lemma: str, classes: WordClasses) -> list[str]:
    passive = "passive " if label == "nsubjpass" else ""
    found = [f"{passive}subject of {lemma}"]
    found.extend(f"{passive}subject: {name}" for name in classes.of(lemma) if name.startswith("verb"))
    if lemma == "be":
        noun = parse.child(verb, "attr", "acomp")
        if noun is not None:
            found.append(f"is {parse.lemmas[noun].lower()}")
            found.extend(f"is: {name}" for name in classes.of(parse.lemmas[noun].lower()) if name.startswith(("noun", "adjective")))
        elif parse.child(verb, "prep") is not None:
            found.append("is somewhere")
        return found
    found.append("subject of a verb")
    if parse.child(verb, "ccomp", "xcomp") is not None:
        found.append("subject of a verb with a clause")
    if parse.child(verb, "dobj") is not None:
        found.append("subject of a verb with an object")
    return found


def _after_preposition(parse: Parse, preposition: int, classes: WordClasses) -> tuple[str, list[str]]:
    word, governor = parse.lowers[preposition], parse.heads[preposition]
    if parse.deps[preposition] == "agent":
        return "agent", [f"agent of {parse.lemmas[governor].lower()}"]
    for _ in range(_CHAIN):
        if parse.pos[governor] != "ADP" or parse.heads[governor] == governor:
            break
        word, governor = f"{parse.lowers[governor]} {word}", parse.heads[governor]
    lemma = parse.lemmas[governor].lower()
    noun = "noun" if parse.pos[governor] in ("NOUN", "PROPN") else "verb" if parse.pos[governor] in ("VERB", "AUX") else "other"
    found = [f"{lemma} {word}", f"{noun} {word}"]
    if parse.words[governor][0].isupper() and noun == "noun":
        found.append(f"name {word}")
    found.extend(f"{name} {word}" for name in classes.of(lemma) if name.startswith(noun) and name not in _NEW)
    if "noun aimed at a government" in classes.of(lemma) and word in _AIMS:
        found.append("aimed at a government")
    if word == "to" and "verb of speaking with" in classes.of(lemma):
        found.append("spoken to")
    if word.endswith("to") and (lemma == "accord" or "according" in word):
        found.append("according to it")
    asked = parse.child(governor, "xcomp", "advcl") if "verb of calling on" in classes.of(lemma) else None
    if asked is not None and parse.tags[asked] == "VB" and asked > preposition:
        found.append("called on to act")
    if noun == "noun":
        found.append(f"{word} what is: {_role_of_noun(parse, governor)}")
    elif noun == "verb" and parse.child(governor, "dobj") is not None:
        thing = parse.lemmas[parse.child(governor, "dobj") or governor].lower()
        found.extend(f"verb with {name} {word}" for name in classes.of(thing) if name.startswith("noun") and name not in _NEW)
        if "verb of sending" in classes.of(lemma) and "noun of forces" in classes.of(thing):
            found.append(f"forces sent {word}")
    return f"after {word}", found


def _as_dateline(parse: Parse, first: int, last: int) -> bool:
    """Whether the name stands as the place of a dateline: in capitals, before a dash or a bracket."""
    after = parse.words[last] if last < len(parse) else ""
    return parse.phrase(first, last).isupper() and after[:1] in _DATELINE_MARKS


def _beside(parse: Parse, first: int, last: int) -> list[str]:
    """Words right before and after, and words of sport in the sentence."""
    sentence = parse.sentence(first)
    found = []
    if first > sentence.first:
        before = parse.lowers[first - 1]
        found.append(f"word before: {before}")
        if "compass part" in word_classes(WORDS).of(before):
            found.append("compass before")
    else:
        found.append("opens the sentence")
        if _as_dateline(parse, first, last):
            found.append("as in a dateline")
    if last < sentence.last:
        found.append(f"word after: {parse.lowers[last]}")
        if parse.words[last] in "-\u2013\u2011" and last + 1 < sentence.last:
            found.append(f"joined to {parse.lowers[last + 1]}")
    classes = word_classes(WORDS)
    if any("sport" in classes.of(word) for word in parse.lowers[sentence.first : sentence.last]):
        found.append("sport")
    return found
