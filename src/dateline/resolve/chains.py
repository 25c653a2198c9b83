"""Mentions that are given, joined into chains of those that mean the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.first_names import Gender, first_names
from dateline.model.parse import Parse
from dateline.resolve.coreference import FEMININE, MASCULINE, NEUTER, PLURAL, Animacy, Referent, antecedent
from dateline.resolve.speakers import speakers

OFTEN, MOST, ALIVE = 0.15, 4, 1.0  # what each earlier mention, at most four, and being a person or group count for a pronoun
FIRST_SINGULAR = frozenset("i me my mine myself".split())
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
SECOND_PERSON = frozenset("you your yours yourself".split())
PRONOUNS = MASCULINE | FEMININE | NEUTER | PLURAL | FIRST_PERSON | SECOND_PERSON
DETERMINERS = frozenset("the a an this that these those its their his her our my your some any".split())
DEFINITE = frozenset("the this that these those".split())
INDEFINITE = frozenset("a an some any another other many several each every no".split())
COUNTRY = frozenset("country nation".split())
TOWN = frozenset("city town village capital municipality".split())
GROUP_LABELS = frozenset({"ORG", "NORP"})
TITLES = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir president minister senator gen. general professor prof.".split())
PEOPLE = frozenset(
    "boy girl man woman kid child father mother son daughter brother sister wife husband person youth teenager friend user".split()
)
MALE = MASCULINE | frozenset("boy man father son brother husband king mr mr. sir spokesman chairman".split())
FEMALE = FEMININE | frozenset("girl woman mother daughter sister wife queen mrs mrs. ms ms. miss spokeswoman chairwoman".split())
COLLECTIVE = frozenset(
    "team group company party government organisation organization committee crowd church family staff side band squad".split()
)


@dataclass(frozen=True, slots=True)
class Nouns:
    """Small-letter nouns by what they mean: one person, or many together."""

    people: frozenset[str]
    groups: frozenset[str]


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


def chains(parse: Parse, spans: Sequence[tuple[int, int]], known: Mapping[int, str], nouns: Nouns) -> tuple[int, ...]:
    """The number of the chain of each mention, the mentions given as half-open token ranges in order of the text.

    known: ids of actors and places by head token, where a resolver has found them. nouns: what nouns mean.
    """
    given = mentions(parse, spans, nouns)
    chain = list(range(len(given)))
    seen: list[Referent] = []
    for number, mention in enumerate(given):
        earlier = _pronoun(parse, given, chain, number, seen) if mention.pronoun else _noun(parse, given, number, known)
        if earlier is not None:
            chain[number] = chain[earlier]
        seen.append(_referent(given, chain, number))
    return _with_speakers(parse, given, chain)


def mentions(parse: Parse, spans: Sequence[tuple[int, int]], nouns: Nouns) -> list[Given]:
    """What is seen of each mention by itself."""
    return [_given(parse, first, last, nouns) for first, last in spans]


def _with_speakers(parse: Parse, given: Sequence[Given], chain: list[int]) -> tuple[int, ...]:
    """The chains with "I" of a quotation joined to him who says it."""
    said_by = speakers(parse, {mention.head: number for number, mention in enumerate(given)})
    joined = {number: number for number in chain}
    for number, mention in enumerate(given):
        quotation = parse.quotation_of[mention.head]
        if mention.pronoun and parse.lowers[mention.head] in FIRST_SINGULAR and quotation >= 0:
            speaker = said_by[quotation]
            if speaker is not None and speaker != number:
                old, new = joined[chain[number]], joined[chain[speaker]]
                joined = {key: new if value == old else value for key, value in joined.items()}
    return tuple(joined[number] for number in chain)


def _given(parse: Parse, first: int, last: int, nouns: Nouns) -> Given:
    head = _head(parse, first, last)
    tokens = [i for i in range(first, last) if parse.words[i] not in ("'s", "’s", "'", "’", '"')]
    while len(tokens) > 1 and parse.lowers[tokens[0]] in DETERMINERS:
        tokens = tokens[1:]
    words = tuple(parse.lowers[i] for i in tokens)
    number = parse.entity_of[head]
    label = parse.entities[number].label if number >= 0 else ""
    pronoun = last - first == 1 and parse.lowers[head] in PRONOUNS
    proper = parse.pos[head] == "PROPN"
    lemma = parse.lemmas[head].lower()
    person = (label == "PERSON" and proper) or lemma in nouns.people or lemma in PEOPLE
    animacy: Animacy = "person" if person else "unknown"
    if not person and (label in GROUP_LABELS or lemma in nouns.groups or lemma in COLLECTIVE):
        animacy = "group"
    elif not person and parse.tags[head] == "NN":
        animacy = "thing"
    plural = parse.tags[head] in ("NNS", "NNPS")
    return Given(first, last, head, words, label, proper, pronoun, plural, animacy, _gender(parse, first, last, head))


def _gender(parse: Parse, first: int, last: int, head: int) -> Gender | None:
    """The gender that a mention tells by a pronoun, a noun, a title or a first name."""
    word = parse.lowers[head]
    if word in MALE or word in FEMALE:
        return "masculine" if word in MALE else "feminine"
    for token in range(first, last):
        if parse.pos[token] != "PROPN" or parse.heads[token] not in (head, token):
            continue
        if parse.lowers[token] in MALE or parse.lowers[token] in FEMALE:
            return "masculine" if parse.lowers[token] in MALE else "feminine"
        told = first_names().gender(parse.words[token]) if token < head or last - first == 1 else None
        if told is not None:
            return told
    return None


def _head(parse: Parse, first: int, last: int) -> int:
    """The token whose syntactic head lies outside the range, a name at the end before all; the last noun if there are several."""
    final = last - 1
    while final > first and parse.words[final] in ("'s", "’s", "'", "’", '"'):
        final -= 1
    number = parse.entity_of[final]
    if number >= 0 and parse.entities[number].label == "PERSON" and parse.deps[final] not in ("pobj", "dobj", "conj"):
        return final
    outside = [i for i in range(first, last) if not first <= parse.heads[i] < last or parse.heads[i] == i]
    named = [i for i in outside if parse.pos[i] in ("NOUN", "PROPN", "PRON")]
    return (named or outside or [last - 1])[0]


def _noun(parse: Parse, given: Sequence[Given], number: int, known: Mapping[int, str]) -> int | None:
    """The earlier mention that a name or description repeats."""
    mention = given[number]
    identity = known.get(mention.head)
    for other in range(number - 1, -1, -1):
        before = given[other]
        nested = before.head == mention.head and before.first <= mention.first and mention.last <= before.last
        if before.pronoun:
            continue
        if not nested and identity is not None and known.get(before.head) == identity:
            return other
        if not nested and _matches(parse, mention, before):
            return other
    beside = _beside(parse, given, number)
    return beside if beside is not None else _kind_of_place(parse, given, number)


def _beside(parse: Parse, given: Sequence[Given], number: int) -> int | None:
    """The mention beside which this one stands as apposition, or whose predicate it is."""
    mention = given[number]
    above = parse.heads[mention.head]
    other = None
    if parse.deps[mention.head] == "appos":
        other = _with_head(given, number, above)
    elif parse.deps[mention.head] == "attr" and parse.lemmas[above] == "be":
        subject = parse.child(above, "nsubj")
        other = _with_head(given, number, subject) if subject is not None else None
    if other is None or (given[other].proper and mention.proper and given[other].label != mention.label):
        return None
    return other


def _with_head(given: Sequence[Given], number: int, head: int) -> int | None:
    return next((other for other in range(number - 1, -1, -1) if given[other].head == head), None)


def _matches(parse: Parse, mention: Given, before: Given) -> bool:
    """Whether the words of two mentions say that they mean the same."""
    if mention.words == before.words:
        return mention.proper or parse.lowers[mention.first] not in INDEFINITE
    if mention.proper and before.proper:
        return _names_match(parse, mention, before)
    if mention.plural != before.plural or parse.lowers[mention.first] not in DEFINITE:
        return False
    lemma = parse.lemmas[mention.head]
    if before.proper:
        return before.label == "PERSON" and set(mention.words) <= set(before.words)
    if mention.proper or lemma != parse.lemmas[before.head]:
        return False
    mine, theirs = _marks(parse, mention), _marks(parse, before)
    return not mine or not theirs or mine <= theirs or theirs <= mine


def _marks(parse: Parse, mention: Given) -> set[str]:
    """The words before a head that set its referent apart."""
    return {parse.lowers[i] for i in range(mention.first, mention.head) if parse.pos[i] in ("PROPN", "ADJ", "NOUN", "NUM")}


def _names_match(parse: Parse, mention: Given, before: Given) -> bool:
    short, full = sorted((_core(parse, mention), _core(parse, before)), key=len)
    if not short:
        return False
    persons = {mention.label, before.label} <= {"PERSON", ""}
    if persons:
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
    """The place that "the country", "our nation" or "the city" means: the last one named."""
    mention = given[number]
    word = parse.lemmas[mention.head].lower()
    if len(mention.words) > 1 or word not in COUNTRY | TOWN or parse.lowers[mention.first] not in DETERMINERS - INDEFINITE:
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
    gender = next((given[o].gender for o in range(number, -1, -1) if chain[o] == chain[number] and given[o].gender), None)
    told = sum(1 for other in range(number) if chain[other] == chain[number])
    weight = OFTEN * min(told, MOST) + (ALIVE if animacy in ("person", "group") else 0.0)
    return Referent(mention.first, mention.last, mention.head, str(chain[number]), animacy, plural, gender, weight)
