"""What speaks for and against a stretch of words naming a place: visible features, weighed by ``data/weights/toponyms.tsv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.place_names import WORDS, Name
from dateline.knowledge.gazetteer import best_known
from dateline.knowledge.weights import word_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.knowledge.gazetteer import PlaceEntry
    from dateline.model.parse import Parse

_BEFORE = (
    ("before a place", "before: locative"),
    ("compass part", "before: compass"),
    ("kind of place", "before: kind"),
    ("title of a person", "before: title"),
)
READINGS = "metonymy_words"  # the table of words that tell a place from an actor
_PREPOSITIONS = ("of", "to", "for", "with", "by", "between", "against", "on", "and", "or", "over")
TOWN_SIZES = ((1_000_000, "a city of millions"), (200_000, "a large city"), (50_000, "a city"), (10_000, "a town"), (2_000, "a small town"))


def surnames(parse: Parse) -> frozenset[str]:
    """The last words of the persons that the parser finds by more than one word."""
    found = (e for e in parse.entities if e.label == "PERSON" and e.last - e.first > 1)
    people = (e for e in found if all(parse.words[index][0].isupper() for index in range(e.first, e.last)))
    return frozenset(parse.lowers[index] for e in people for index in range(e.first, e.last) if parse.pos[index] == "PROPN")


def evidence(parse: Parse, name: Name, before: Name | None, after: Name | None, people: frozenset[str]) -> list[str]:
    """The features of a stretch. before, after: the neighbouring stretches. people: words of persons' names in the article."""
    found = [_standing(name.entries), _entity(parse, name), _before(parse, name), _after(parse, name)]
    found.extend(_form(parse, name, people))
    found.extend(_company(parse, name, before, after))
    return found


def _standing(entries: Sequence[PlaceEntry]) -> str:
    """What the best known place of the name is."""
    best = best_known(entries)
    if best is None:
        return "known: no"
    if not best.main:
        return "known: by another name" if best.population < 200_000 else "known: large, by another name"
    if any(entry.capital and entry.main for entry in entries):
        return "known: capital"
    if best.kind != "city":
        return f"known: {best.kind}"
    size = next((label for floor, label in TOWN_SIZES if best.population >= floor), "a village")
    return f"known: {size}"


def _entity(parse: Parse, name: Name) -> str:
    """What the parser's entity recogniser says of it."""
    numbers = {parse.entity_of[index] for index in range(name.first, name.last)} - {-1}
    if not numbers:
        return "parser: nothing"
    entity = parse.entities[min(numbers)]
    label = entity.label if entity.label in ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP") else "other"
    outside = [i for i in range(entity.first, entity.last) if not name.first <= i < name.last and parse.words[i][0].isupper()]
    longer = any(parse.lowers[i] != "the" for i in outside)
    if len(numbers) > 1:
        return "parser: several"
    return f"parser: {label}{' longer' if longer else ''}"


def _before(parse: Parse, name: Name) -> str:
    """The word before it."""
    first = name.first
    if first == parse.sentence(first).first:
        return "before: sentence"
    word, lower = parse.words[first - 1], parse.lowers[first - 1]
    if lower == "the" and first - 1 > parse.sentence(first).first:
        word, lower = parse.words[first - 2], parse.lowers[first - 2]
    classes = word_classes(WORDS).of(lower)
    if lower == "of" and first > 1 and "kind of place" in word_classes(WORDS).of(parse.lowers[first - 2]):
        return "before: kind of place and of"
    for name_of, feature in _BEFORE:
        if name_of in classes:
            return feature
    if lower in _PREPOSITIONS:
        return f"before: {lower}"
    if word[0].isupper() and word.isalpha():
        return "before: capital"
    return "before: comma" if word == "," else "before: mark" if not word[0].isalnum() else "before: word"


def _after(parse: Parse, name: Name) -> str:
    """The word after it."""
    last = name.last
    if "street" in word_classes(WORDS).of(parse.lowers[last - 1]) and last - name.first > 1 and not name.entries:
        return "after: street"
    if last >= parse.sentence(name.first).last:
        return "after: end"
    word, lower = parse.words[last], parse.lowers[last]
    classes = word_classes(WORDS).of(lower)
    if "disease" in classes:
        return "after: disease"
    if word[0].isupper() and word.isalpha() and not _headline(parse, name.first):
        return "after: street" if "street" in classes else "after: body" if "body" in classes else "after: capital"
    if word[0].isupper() and "street" in classes:
        return "after: street"
    if "possessive" in classes:
        return "after: possessive"
    if "kind of place" in classes:
        return "after: kind"
    if word[0] in "-\u2013\u2011":
        return "after: hyphen"
    return "after: comma" if word == "," else "after: mark" if not word[0].isalnum() else "after: word"


def _headline(parse: Parse, index: int) -> bool:
    """Whether most words of the sentence have capitals, so that capitals say nothing."""
    sentence = parse.sentence(index)
    words = [w for w in parse.words[sentence.first : sentence.last] if w.isalpha() and len(w) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.75 * len(words)


def _form(parse: Parse, name: Name, people: frozenset[str]) -> list[str]:
    """The look of it."""
    found = []
    last = name.last - 1
    if not any(parse.pos[index] == "PROPN" for index in range(name.first, name.last)):
        found.append("form: no proper noun")
    if name.last - name.first > 1:
        found.append("form: several words")
    elif parse.lowers[last] in people:
        found.append("form: word of a person's name")
    head = parse.heads[last]
    if parse.deps[last] in ("compound", "nmod", "amod") and head >= name.last:
        inside = parse.words[head][0].isupper() and not _headline(parse, name.first)
        found.append("form: part of a longer name" if inside else "form: before a noun")
    if parse.deps[last] in ("nsubj", "nsubjpass"):
        found.append("form: subject")
    elif parse.deps[last] == "dobj" and "verb upon a place" in word_classes(READINGS).of(parse.lemmas[head].lower()):
        found.append("form: taken, hit or left")
    if _headline(parse, name.first):
        found.append("form: headline")
    elif _follows_given_name(parse, name):
        found.append("form: a person after a given name")
    if any(parse.words[last].endswith(mark) for mark in (".",)) and len(parse.words[last]) > 2:
        found.append("form: abbreviation")
    return found


def _follows_given_name(parse: Parse, name: Name) -> bool:
    """Whether it looks like a surname: the parser holds it to be a person, and a capitalised word stands before it."""
    first = name.first
    if first == parse.sentence(first).first or label_of(parse, name) != "PERSON":
        return False
    return parse.words[first - 1][0].isupper() and parse.pos[first - 1] == "PROPN" and parse.words[first - 1].isalpha()


def _company(parse: Parse, name: Name, before: Name | None, after: Name | None) -> list[str]:
    """Neighbours that are places: the one that encloses it, those it is listed with."""
    found = []
    if after is not None and after.first == name.last + 1 and parse.words[name.last] == ",":
        found.append("company: its place follows" if encloses(after, name) else "company: name follows")
    if before is not None and before.last + 1 == name.first and parse.words[before.last] == ",":
        found.append("company: it encloses" if encloses(name, before) else "company: name before")
    if before is not None and before.last + 1 == name.first and parse.lowers[before.last] in ("and", "or", "-", "/"):
        found.append("company: listed")
    if after is not None and after.first == name.last + 1 and parse.lowers[name.last] in ("and", "or", "-", "/"):
        found.append("company: listed")
    return found


def encloses(outer: Name, inner: Name) -> bool:
    """Whether some place of the one name lies in a division or state of the other."""
    divisions = {entry.id for entry in outer.entries if entry.kind == "province"}
    states = {entry.country for entry in outer.entries if entry.kind == "country"}
    return any((e.admin1_id in divisions and e.id != e.admin1_id) or (e.country in states and e.kind != "country") for e in inner.entries)


def embedded(features: Sequence[str]) -> bool:
    """Whether the stretch is part of a longer name of something else ("Paris Saint-Germain", "University of Oxford")."""
    return (
        "parser: ORG longer" in features
        or ("form: part of a longer name" in features and "after: kind" not in features)
        or "after: body" in features
    )


def label_of(parse: Parse, name: Name) -> str | None:
    """The label of the entity that covers its last token, or None."""
    number = parse.entity_of[name.last - 1]
    return parse.entities[number].label if number >= 0 else None
