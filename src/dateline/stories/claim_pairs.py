"""A claim and the sentence that may deny it: what is seen of both, and which claim each denial of a report most probably answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.model.function import FunctionKind
from dateline.stories import answers, retorts
from dateline.stories.changes_matter import Matter, Party, named_by
from dateline.stories.sentence_words import tie_of
from dateline.stories.spokesmen import his_side
from dateline.stories.weighing import weighed

BACK, AHEAD, OPENING = 6, 1, 3  # sentences between a denial and its claim; the first ones, which any later one may deny
HEARD = 0.25  # how probably a sentence denies, to be looked at
CHARGED = 0.5  # how probably a sentence accuses that may be answered though it denies something as well
OF_DENIAL: tuple[FunctionKind, ...] = ("denies", "accuses", "admits", "against", "done")
OF_CLAIM: tuple[FunctionKind, ...] = ("denies", "accuses", "admits", "count", "against", "asks", "pledge", "done", "for")
_OPENING, _CLOSING = re.compile(r"(?:^|(?<=[\s(]))[\"“](?=\S)"), re.compile(r"(?<=\S)[\"”](?=$|[\s,.;)])")
SAME_PARAGRAPH = 1  # characters between two sentences of one
FARTHEST, LONG, MANY = 8, 200, 4  # sentences, characters, words: from which on more makes no difference


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what its words tell, each looked for once."""

    told: Matter
    paragraph: int
    side: Party | None
    teller: Party | None
    denies: bool
    takes_up: bool
    flat: bool

    def shared(self) -> Iterator[float]:
        """What is seen of both sides alike."""
        yield float(self.denies)
        yield float(self.takes_up)
        yield float(self.flat)
        yield float(self.told.text[:1] in '"“')
        yield len(self.told.text) / LONG


def paragraphs(told: Sequence[Matter]) -> list[int]:
    """The number of the paragraph of each sentence."""
    numbers = [0]
    for before, now in pairwise(told):
        numbers.append(numbers[-1] + (now.sentence.start - before.sentence.end > SAME_PARAGRAPH))
    return numbers[: len(told)]


def layout(now: int, before: int, blocks: Sequence[int]) -> Iterator[float]:
    """Where two sentences stand: in one paragraph, right behind or right before each other, how far apart."""
    apart = now - before
    yield from (float(blocks[now] == blocks[before]), float(apart == 1), float(apart == -1), min(abs(apart), FARTHEST) / FARTHEST)


def _sentences(told: Sequence[Matter]) -> list[_Sentence]:
    return [
        _Sentence(each, block, his_side(each, teller := answers.teller_of(each)), teller, answers.denies(each), answers.takes_up(each),
                  retorts.flatly(each))
        for each, block in zip(told, paragraphs(told), strict=True)
    ]  # fmt: skip


def candidates(told: Sequence[Matter]) -> Iterator[tuple[int, int]]:
    """Each sentence that may deny something, by its place, with each that it may deny."""
    for now, denial in enumerate(told):
        if not _may_deny(denial):
            continue
        who = his_side(denial, answers.teller_of(denial))
        for before in range(min(len(told), now + AHEAD + 1)):
            if before != now and (now - before <= BACK or before < OPENING) and _may_answer(denial, who, told[before]):
                yield now, before


def _may_deny(sentence: Matter) -> bool:
    """True for what is heard as a denial, or worded as one, unless it says neither yes nor no."""
    heard = sentence.does("denies") >= HEARD or answers.denies(sentence)
    if sentence.does("threat") >= CHARGED > sentence.does("denies"):
        return False  # "warned that it would strike if its men were not freed"
    return heard and (answers.contrary(sentence) or not answers.open_or_count(sentence.text))


def _may_answer(denial: Matter, who: Party | None, claim: Matter) -> bool:
    """False for what rules know to be no answer of ``who``: of one speaker, of one mind, of a mediator, of who was not charged."""
    if _of_one(denial, who, claim) or answers.one_of_them(denial, claim):
        return False
    denies = claim.does("denies") >= HEARD and claim.does("accuses") < CHARGED
    says_no = answers.contrary(claim) and (denies or not answers.charges(claim))
    if says_no and not answers.takes_up(denial) and not answers.takes_up(claim):
        return False  # two that both say no are of one mind
    if who is None:
        return not answers.disowns(denial)
    if answers.beside(claim, who) or answers.stands_between(denial, claim, who):
        return False
    if answers.tells_what(denial) and not answers.tied(denial, claim, who):
        return False
    the_group = not who.firm and answers.plain_charge(claim) and len(answers.others_in(claim)) == 1
    return not answers.disowns(denial) or the_group or answers.names(claim, who)


def _of_one(denial: Matter, who: Party | None, claim: Matter) -> bool:
    """True for two sentences of one speaker: his side's, one quotation, or "it accused" right behind what it said."""
    if claim.number == denial.number + 1 and answers.by_pronoun(claim):
        return True
    if who is not None and answers.teller_of(claim) is not None and not answers.of_others(claim, who):
        return True
    first, second = sorted((denial, claim), key=lambda each: each.number)
    return second.number == first.number + 1 and opens_quote(first.text)


def opens_quote(text: str) -> bool:
    """True for a sentence in which a quotation begins that does not end in it."""
    begun = max((match.start() for match in _OPENING.finditer(text)), default=-1)
    return begun > max((match.start() for match in _CLOSING.finditer(text)), default=-1)


def features(told: Sequence[Matter], pairs: Sequence[tuple[int, int]]) -> list[list[float]]:
    """What is seen of each pair, in the order of the trees' columns; ``told`` are the sentences of a report in order."""
    whole = _sentences(told)
    blocks = [each.paragraph for each in whole]
    loudest: dict[int, float] = {}
    for now, before in pairs:
        loudest[now] = max(loudest.get(now, 0.0), told[before].does("accuses"))
    found = []
    for now, before in pairs:
        denial, claim = whole[now], whole[before]
        louder = claim.told.does("accuses") - loudest[now]
        found.append([*layout(now, before, blocks), *_of_denial(denial), *_of_claim(claim), *_between(denial, claim), louder])
    return found


def _of_denial(denial: _Sentence) -> Iterator[float]:
    yield from (denial.told.does(kind) for kind in OF_DENIAL)
    yield from denial.shared()
    yield float(answers.contrary(denial.told))


def _of_claim(claim: _Sentence) -> Iterator[float]:
    yield from (claim.told.does(kind) for kind in OF_CLAIM)
    yield from claim.shared()
    yield float(answers.charges(claim.told))
    yield float(answers.plain_charge(claim.told))
    yield float(answers.said(claim.told))
    yield float(claim.told.teller is not None and answers.is_person(claim.told.teller))


def _between(denial: _Sentence, claim: _Sentence) -> Iterator[float]:
    """Whether both are told by two, whether the claim names the denier, which words they share."""
    who, teller = denial.side, claim.teller
    tellers = (denial.told.teller, claim.told.teller)
    yield float(tellers[0] is not None and tellers[1] is not None and not answers.one_side(tellers[0], tellers[1]))
    yield float(who is not None and teller is not None and not answers.one_side(who, teller))
    yield float(who is not None and answers.names(claim.told, who))
    shared = len(tie_of(denial.told.text, claim.told.text, named_by(party for party in (who, teller) if party is not None)))
    yield min(answers.tied(denial.told, claim.told, who) if who is not None else shared, MANY) / MANY
    yield min(shared, MANY) / MANY


def denied(told: Sequence[Matter]) -> dict[tuple[int, int], float]:
    """How probably each sentence of a report denies another, by the numbers of both: of all that may."""
    pairs = list(candidates(told))
    chances = weighed("claims", features(told, pairs))
    return {(told[now].number, told[before].number): chance for (now, before), chance in zip(pairs, chances, strict=True)}
