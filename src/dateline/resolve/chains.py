"""Mentions that are given, joined into chains of those that mean the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.model.parse import Parse
from dateline.resolve.coreference import FEMININE, MASCULINE, NEUTER, PLURAL, Animacy, Gender, Referent, antecedent

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
SECOND_PERSON = frozenset("you your yours yourself".split())
PRONOUNS = MASCULINE | FEMININE | NEUTER | PLURAL | FIRST_PERSON | SECOND_PERSON
DETERMINERS = frozenset("the a an this that these those its their his her our my your some any".split())
DEFINITE = frozenset("the this that these those".split())
INDEFINITE = frozenset("a an some any another other many several each every no".split())
COUNTRY = frozenset("country nation state republic kingdom".split())
TOWN = frozenset("city town village capital municipality".split())
PERSON_LABELS = frozenset({"PERSON"})
GROUP_LABELS = frozenset({"ORG", "NORP"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
TITLES = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir president minister senator gen. general".split())


@dataclass(frozen=True, slots=True)
class Given:
    """A mention to be joined: its tokens, its head, its words without determiner, what it may be."""

    first: int
    last: int
    head: int
    words: tuple[str, ...]
    label: str
    proper: bool
    pronoun: bool
    plural: bool
    animacy: Animacy
    gender: Gender | None


def chains(parse: Parse, spans: Sequence[tuple[int, int]], known: Mapping[int, str], people: frozenset[str]) -> tuple[int, ...]:
    """The number of the chain of each mention, the mentions given as half-open token ranges in order of the text.

    known: ids of actors by head token, where a resolver has found them. people: small-letter nouns that mean a person.
    """
    given = [_given(parse, first, last, people) for first, last in spans]
    chain = list(range(len(given)))
    seen: list[Referent] = []
    for number, mention in enumerate(given):
        earlier = _pronoun(parse, given, chain, number, seen) if mention.pronoun else _noun(parse, given, number, known)
        if earlier is not None:
            chain[number] = chain[earlier]
        seen.append(_referent(given, chain, number))
    return tuple(chain)


def _given(parse: Parse, first: int, last: int, people: frozenset[str]) -> Given:
    head = _head(parse, first, last)
    tokens = [i for i in range(first, last) if parse.words[i] not in ("'s", "’s", "'", "’", '"')]
    while len(tokens) > 1 and parse.lowers[tokens[0]] in DETERMINERS:
        tokens = tokens[1:]
    words = tuple(parse.lowers[i] for i in tokens)
    number = parse.entity_of[head]
    label = parse.entities[number].label if number >= 0 else ""
    pronoun = last - first == 1 and parse.lowers[head] in PRONOUNS
    proper = parse.pos[head] == "PROPN"
    person = (label in PERSON_LABELS and proper) or parse.lemmas[head].lower() in people
    animacy: Animacy = "person" if person else "group" if label in GROUP_LABELS else "thing" if parse.tags[head] == "NN" else "unknown"
    return Given(first, last, head, words, label, proper, pronoun, parse.tags[head] in ("NNS", "NNPS"), animacy, None)


def _head(parse: Parse, first: int, last: int) -> int:
    """The token whose syntactic head lies outside the range; the last noun if there are several."""
    outside = [i for i in range(first, last) if not first <= parse.heads[i] < last or parse.heads[i] == i]
    nouns = [i for i in outside if parse.pos[i] in ("NOUN", "PROPN", "PRON")]
    return (nouns or outside or [last - 1])[0]


def _noun(parse: Parse, given: Sequence[Given], number: int, known: Mapping[int, str]) -> int | None:
    """The earlier mention that a name or description repeats."""
    mention = given[number]
    beside = _beside(parse, given, number)
    if beside is not None:
        return beside
    identity = known.get(mention.head)
    for other in range(number - 1, -1, -1):
        before = given[other]
        same_head = before.head == mention.head and before.first <= mention.first and mention.last <= before.last
        if before.pronoun or same_head:
            continue
        if identity is not None and known.get(before.head) == identity:
            return other
        if _matches(parse, mention, before):
            return other
    return _kind_of_place(parse, given, number)


def _beside(parse: Parse, given: Sequence[Given], number: int) -> int | None:
    """The mention beside which this one stands as apposition, or whose predicate it is."""
    mention = given[number]
    above = parse.heads[mention.head]
    if parse.deps[mention.head] == "appos":
        return _with_head(given, number, above)
    if parse.deps[mention.head] == "attr" and parse.lemmas[above] == "be":
        subject = parse.child(above, "nsubj")
        return _with_head(given, number, subject) if subject is not None else None
    return None


def _with_head(given: Sequence[Given], number: int, head: int) -> int | None:
    return next((other for other in range(number - 1, -1, -1) if given[other].head == head), None)


def _matches(parse: Parse, mention: Given, before: Given) -> bool:
    """Whether the words of two mentions say that they mean the same."""
    if mention.words == before.words:
        return mention.proper or parse.lowers[mention.first] in DEFINITE or parse.lowers[mention.first] not in INDEFINITE
    if mention.proper and before.proper:
        return _names_match(parse, mention, before)
    if mention.proper != before.proper or mention.plural != before.plural or parse.lowers[mention.first] not in DEFINITE:
        return False
    if parse.lemmas[mention.head] != parse.lemmas[before.head]:
        return False
    extra = set(mention.words[:-1]) - set(before.words)
    return not extra


def _names_match(parse: Parse, mention: Given, before: Given) -> bool:
    short, full = sorted((_core(parse, mention), _core(parse, before)), key=len)
    if not short:
        return False
    if "PERSON" in (mention.label, before.label):
        return short[-1] == full[-1] or (len(short) == 1 and short[0] in full)
    if (
        len(short) == 1
        and short[0].isalpha()
        and len(full) > 2
        and short[0] == "".join(w[0] for w in full if w not in ("of", "the", "and"))
    ):
        return True
    return short == full or (len(short) > 1 and set(short) <= set(full) and short[-1] == full[-1])


def _core(parse: Parse, mention: Given) -> tuple[str, ...]:
    """The capitalised words of a name around its head, titles apart."""
    first = last = mention.head
    while first > mention.first and parse.pos[first - 1] == "PROPN":
        first -= 1
    while last + 1 < mention.last and parse.pos[last + 1] == "PROPN":
        last += 1
    words = tuple(parse.lowers[i] for i in range(first, last + 1))
    return tuple(word for word in words if word not in TITLES) or words


def _kind_of_place(parse: Parse, given: Sequence[Given], number: int) -> int | None:
    """The place that "the country" or "the city" means: the last one named."""
    mention = given[number]
    word = parse.lemmas[mention.head].lower()
    if parse.lowers[mention.first] not in DEFINITE or word not in COUNTRY | TOWN or len(mention.words) > 1:
        return None
    return next((o for o in range(number - 1, -1, -1) if given[o].label == "GPE" and given[o].proper), None)


def _pronoun(parse: Parse, given: Sequence[Given], chain: Sequence[int], number: int, seen: Sequence[Referent]) -> int | None:
    mention = given[number]
    word = parse.lowers[mention.head]
    if word in FIRST_PERSON or word in SECOND_PERSON:
        return _own_voice(parse, given, number)
    found = antecedent(parse, mention.head, seen)
    return None if found is None else next(o for o in range(number) if str(chain[o]) == found.referent.key)


def _own_voice(parse: Parse, given: Sequence[Given], number: int) -> int | None:
    """The last mention of the same voice ("I ... my") in the same or the neighbouring quotation."""
    word = parse.lowers[given[number].head]
    same = [kind for kind in (frozenset("i me my mine myself".split()), frozenset("we us our ours ourselves".split())) if word in kind]
    family = same[0] if same else SECOND_PERSON
    here = parse.quotation_of[given[number].head]
    for other in range(number - 1, -1, -1):
        before = given[other]
        if before.pronoun and parse.lowers[before.head] in family and here - parse.quotation_of[before.head] <= 1:
            return other
    return None


def _referent(given: Sequence[Given], chain: Sequence[int], number: int) -> Referent:
    mention = given[number]
    root = given[chain[number]]
    animacy, plural = (root.animacy, root.plural) if mention.pronoun else (mention.animacy, mention.plural)
    return Referent(mention.first, mention.last, mention.head, str(chain[number]), animacy, plural, mention.gender)
