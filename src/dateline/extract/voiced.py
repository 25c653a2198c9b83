"""Stances that no word is listed for: what the learned voice says of a sentence, who speaks in it by its grammar, what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from dateline.extract.stances import Taken
from dateline.knowledge.propositions import PropositionTable
from dateline.linguistics import clauses
from dateline.model.function import Function, FunctionKind
from dateline.model.parse import Parse
from dateline.model.position import Stance

SURE: Mapping[FunctionKind, float] = MappingProxyType({"for": 0.65, "against": 0.55})  # probability from which on a side is taken
SIDES: Mapping[FunctionKind, Stance] = MappingProxyType({"for": "supports", "against": "opposes"})
BACK = 1  # sentences that a stand may reach back for what a pronoun in it means
_ABOUT = frozenset({"prep", "dobj", "pobj", "conj", "pcomp", "xcomp", "ccomp", "oprd", "acomp", "agent"})
_POINTING = frozenset({"it", "this", "that", "them"})
_THINGS = frozenset("soldier troop peacekeeper mission station money cash force fire government cabinet administration vote ballot".split())


def voiced(parse: Parse, functions: tuple[Function, ...], table: PropositionTable, taken: Iterable[Taken]) -> Iterator[Taken]:
    """The stances of sentences that surely take a side and in which no stance was read, in order."""
    known = list(taken)
    read = {parse.sentence_of[each.word] for each in known}
    for sentence, stance in _sides(parse, functions):
        if sentence in read:
            continue
        made = _taken(parse, table, sentence, stance, known)
        if made is not None:
            known.append(made)
            yield made


def _sides(parse: Parse, functions: tuple[Function, ...]) -> Iterator[tuple[int, Stance]]:
    """Number and stance of each sentence that surely takes a side, the surer one where it may be both."""
    best: dict[int, tuple[float, Stance]] = {}
    for each in functions:
        token = parse.token_at(each.evidence[0].start) if each.kind in SURE and each.confidence >= SURE[each.kind] else None
        if token is not None and each.confidence > best.get(parse.sentence_of[token], (0.0, ""))[0]:
            best[parse.sentence_of[token]] = (each.confidence, SIDES[each.kind])
    yield from ((sentence, best[sentence][1]) for sentence in sorted(best))


def _taken(parse: Parse, table: PropositionTable, number: int, stance: Stance, known: list[Taken]) -> Taken | None:
    """The stance with its holder, the subject of the sentence, and what it is about: what is named, else what a pronoun means."""
    sentence = parse.sentences[number]
    root = next((i for i in range(sentence.first, sentence.last) if parse.deps[i] == "ROOT"), None)
    if root is None:
        return None
    holders = clauses.agents(parse, root) if parse.pos[root] in ("VERB", "AUX") else ()
    named = _named(parse, table, range(sentence.first, sentence.last), root)
    rule = "voice:for" if stance == "supports" else "voice:against"
    if named is not None:
        return Taken(root, holders, named, stance, None, rule)
    pronoun = next((i for i in range(root + 1, sentence.last) if parse.lowers[i] in _POINTING and _hangs(parse, i, root)), None)
    earlier = [each.target for each in known if 0 < number - parse.sentence_of[each.target] <= BACK]
    return Taken(root, holders, earlier[-1], stance, None, rule, pronoun) if pronoun is not None and earlier else None


def _named(parse: Parse, table: PropositionTable, tokens: range, root: int) -> int | None:
    """The first word for a deed among what the verb of the sentence is said of; people, sums and counts are none."""
    for token in tokens:
        lemma = parse.lemmas[token].lower()
        deed = lemma in table.frames and lemma not in _THINGS and parse.pos[token] in ("NOUN", "VERB") and token > root
        if deed and parse.entity_of[token] < 0 and parse.child(token, "nummod") is None and _hangs(parse, token, root):
            return token
    return None


def _hangs(parse: Parse, token: int, root: int) -> bool:
    """Whether a word is an object of the sentence's verb, of its preposition or of a verb under it: in no clause beside it."""
    if parse.deps[token] not in ("dobj", "pobj", "conj", "pcomp"):
        return False
    for above in parse.ancestors(token):
        if above == root:
            return True
        if parse.deps[above] not in _ABOUT:
            return False
    return False
