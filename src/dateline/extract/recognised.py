"""What the entity recogniser sees of persons and organisations, as far as it can be believed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Literal

from dateline.knowledge import Knowledge
from dateline.knowledge.first_names import first_names
from dateline.model.parse import Parse

ORGANISED = frozenset({"ORG", "NORP", "FAC"})
LOCATIVE = frozenset("in at near around outside inside into across".split())
HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady dame prof prof. rev rev. sheikh sheik imam hajji".split())
SITES = frozenset(
    "county tower street road avenue river lake park bridge bay island hill square estate club city town valley mountain beach".split()
)
FOUNDING = frozenset(
    "organisation organization centre center institute committee council association foundation fund front movement party union "
    "alliance agency campaign coalition network observatory commission conference congress society federation office".split()
)
NAMED_BODIES = frozenset(
    "Front Movement Council Congress Alliance Union League Brigade Brigades Coalition Bloc Pact Army Rally Assembly Party Group "
    "Accord Forum".split()
)
LONGEST = 12  # tokens of a name
JOINING = frozenset({"for", "of", "against"})  # what joins a short name to the rest of a longer one
LINKING = frozenset({"of", "and", "the", "for", "-"})
SACRED = frozenset("jesus christ god allah christmas easter ramadan eid satan buddha".split())
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def recognised(parse: Parse, index: int, titled: int, knowledge: Knowledge) -> tuple[Literal["person", "entity"], int] | None:
    """The kind and the end of a person or an organisation that begins at a token, or None.

    titled: where a title or role noun that begins at the token ends; the name of a person then begins behind it.
    """
    number = parse.entity_of[index]
    if number < 0 or parse.pos[index] == "DET":
        return None
    entity = parse.entities[number]
    if entity.label == "PERSON":
        last = _person(parse, index, entity.last, titled, knowledge)
        return ("person", last) if last is not None else None
    if entity.label in ("GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART") and entity.first == index:
        named = entity.last - index in (2, 3) and _named_like_a_person(parse, index) and _beside_title(parse, index)
        return ("person", entity.last) if named else None
    if entity.label != "ORG":
        return None
    if entity.last - index > 3 and _founded(parse, index, entity.last):
        return "entity", before_bracket(parse, index, entity.last)
    if entity.first == index and entity.last - index in (2, 3) and _named_like_a_person(parse, index):
        return "person", entity.last
    return None


def goes_on(parse: Parse, first: int, last: int) -> bool:
    """Whether a longer name that the recogniser sees goes on behind a known one: "the National Front for ..."."""
    number = parse.entity_of[first]
    if last - first < 2 or number < 0 or parse.entities[number].label != "ORG" or parse.entities[number].last <= last + 1:
        return False
    return parse.lowers[last] in ("for", "of", "on", "against") and parse.words[parse.entities[number].last - 1][:1].isupper()


def run_on(parse: Parse, first: int, last: int) -> int | None:
    """The end of a longer name that begins with a short one of many owners ("the Union for the Republic"), though nobody recognised it."""
    limit = parse.sentence(first).last
    if last + 1 >= limit or parse.lowers[last] not in JOINING:
        return None
    start = last + 2 if parse.lowers[last + 1] in ("the", "a") else last + 1
    seen = parse.entity_of[start] if start < limit else -1
    placed = parse.lowers[last] == "of" and seen >= 0 and parse.entities[seen].label in ("GPE", "LOC")  # "the Greens of Bavaria"
    if start >= limit or placed or not parse.tags[start].startswith("NNP"):
        return None
    end = start
    while end < limit and (parse.tags[end].startswith("NNP") or (parse.lowers[end] in LINKING and _capital(parse, end + 1, limit))):
        end += 1
    return end


def inside_longer(parse: Parse, first: int, before_is_state: bool) -> bool:
    """Whether a short name is the tail of a longer one that the recogniser sees: "the Lakes Democratic Union"; no state before it."""
    seen = parse.entity_of[first]
    if seen < 0 or parse.entities[seen].first >= first or before_is_state:
        return False
    return _capital(parse, first - 1, first) and parse.lowers[first - 1] not in ("the", "a") and parse.entities[seen].label == "ORG"


def named_body(parse: Parse, first: int) -> int | None:
    """Where the name of a body ends that begins at a token behind "the", though nobody recognised it: "the Herders' Army".

    What says whose a longer name is goes with it where letters stand for the whole: "the Herders' Army of Kidal (HAK)".
    """
    limit = min(parse.sentence(first).last, first + LONGEST)
    if first == 0 or parse.lowers[first - 1] not in ("the", "a", "an") or parse.words[first] in NAMED_BODIES:
        return None
    last = first
    while last < limit and (_capital(parse, last, limit) or (parse.words[last] in POSSESSIVES and last > first)):
        last += 1
    if last - first < 2 or parse.words[last - 1] not in NAMED_BODIES or parse.words[last - 2] in ("Security", "City", "Town", "European"):
        return None
    longer = last
    while longer < limit and (parse.lowers[longer] in LINKING or _capital(parse, longer, limit)):
        longer += 1
    lettered = last < longer < len(parse) - 2 and parse.words[longer] == "(" and parse.words[longer + 1].isupper()
    return longer if lettered else last


def _capital(parse: Parse, index: int, limit: int) -> bool:
    return index < limit and parse.words[index][:1].isupper()


def before_bracket(parse: Parse, first: int, last: int) -> int:
    """The end of a name without the short name in brackets behind it."""
    return next((i for i in range(first + 1, last) if parse.words[i] == "("), last)


def organisations(parse: Parse, covered: Container[int]) -> Iterator[tuple[int, int, str]]:
    """The organisations and peoples of the recogniser that no lexicon holds, as token ranges with their labels."""
    for entity in parse.entities:
        if entity.label not in ORGANISED or any(token in covered for token in range(entity.first, entity.last)):
            continue
        first, last = entity.first, _stripped(parse, entity.first, entity.last)
        while first < last and parse.pos[first] in ("DET", "PUNCT"):
            first += 1
        if first < last and parse.words[last - 1][:1].isupper():
            yield first, last, entity.label
    named = {token for entity in parse.entities for token in range(entity.first, entity.last) if entity.label in ORGANISED}
    short = _short_names(parse)
    yield from ((i, i + 1, "ORG") for i, word in enumerate(parse.words) if word in short and i not in covered and i not in named)


def _short_names(parse: Parse) -> frozenset[str]:
    """The acronyms that stand in brackets of their own, as wire copy introduces the short name of a body."""
    words = parse.words
    inside = (words[i + 1] for i in range(len(words) - 2) if words[i] == "(" and words[i + 2] == ")")
    return frozenset(word for word in inside if word.isalpha() and word.isupper() and 1 < len(word) < 9)


def _stripped(parse: Parse, first: int, last: int) -> int:
    while last > first and (parse.pos[last - 1] in ("PUNCT", "PART") or parse.words[last - 1] in POSSESSIVES):
        last -= 1
    return last


def _person(parse: Parse, index: int, end: int, titled: int, knowledge: Knowledge) -> int | None:
    """Where the person's name that begins at a token ends, or None if it is none or a title stands before it."""
    last = _stripped(parse, index, end)
    if last <= index or parse.lowers[index] in HONORIFICS | LOCATIVE or (index < titled < last and parse.words[titled][:1].isupper()):
        return None
    words = parse.words[index:last]
    if not any(word[:1].isupper() for word in words) or any(char.isdigit() for char in words[-1] + words[0]):
        return None
    final = knowledge.roles.find(words[-1]) if last - index > 1 else None
    if parse.lowers[last - 1] in SITES or (final is not None and final.number == "collective"):
        return None
    return None if _no_name(parse, index, last) else last


def _no_name(parse: Parse, index: int, last: int) -> bool:
    """Whether the words around tell of no person: "a Roman Catholic priest", "in Matoto", "the Donka hospital"."""
    before = parse.lowers[index - 1] if index else ""
    modifies = parse.deps[last - 1] in ("amod", "compound", "nmod") and parse.pos[parse.heads[last - 1]] == "NOUN"
    if modifies and before in ("a", "an"):
        return True
    if last - index > 1:
        return False
    if parse.lowers[index] in SACRED:
        return True
    return before in LOCATIVE or (modifies and before == "the") or parse.pos[index] != "PROPN"


def _named_like_a_person(parse: Parse, first: int) -> bool:
    """Whether two or three words that the recogniser took for something else are a first name and a surname."""
    others = parse.words[first + 1 : parse.entities[parse.entity_of[first]].last]
    proper = all(word[:1].isupper() and not word.isupper() and word.isalpha() for word in others)
    return proper and first_names().gender(parse.words[first]) is not None


def _beside_title(parse: Parse, first: int) -> bool:
    """Whether a name stands behind a comma, or is the subject of its clause."""
    last = parse.entities[parse.entity_of[first]].last
    return (first > 0 and parse.words[first - 1] == ",") or parse.deps[last - 1] in ("nsubj", "nsubjpass", "appos")


def _founded(parse: Parse, first: int, last: int) -> bool:
    """Whether the tokens are built like the full name of an organisation: "Centre for Strategic Studies"."""
    joint = next((i for i in range(first + 1, last) if parse.lowers[i] in ("for", "on", "against", "of")), last)
    if joint >= last - 1 or parse.lowers[joint - 1] not in FOUNDING or not all(word[:1].isupper() for word in parse.words[first:joint]):
        return False
    return any(word[:1].isupper() for word in parse.words[joint + 1 : last])
