"""Further answers to charges and claims: both in one sentence, words that are scoffed at, what is told after a denial, replies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dateline.stories import answers
from dateline.stories.changes_matter import Matter, Party, named_by
from dateline.stories.retorts import explains_away, in_plain_words, of_the_past, rebuffs, recalled
from dateline.stories.sentence_words import tie_of
from dateline.stories.spokesmen import his_side

LIKELIER, LESS = 0.4, 0.5  # how probable must be a claim that the trees prefer, and which share of that the other has at most
CERTAIN = 0.63  # how probable a denial of a claim must be that no rule finds
TWO = 2  # parties in a sentence that tells both sides
BACK, ON = 4, 3  # sentences back to the words that are scoffed at, on to those who tell it otherwise
SURELY, LIKELY, BARELY = 0.65, 0.4, 0.3  # how probable must be a charge told after its denial, a denial in words of replying, a statement
_BOTH = re.compile(
    r"\b(?:accus|blam|charg|alleg|suspect)(?:e|es|ed|ing|s)?\b|\bh[eo]ld(?:s|ing)? [^.]{1,60} responsible\b|"
    r"\bpinn?(?:ed|s|ing)\b[^.]{1,80} on\b|"
    r"\bpoint(?:ed|s|ing) (?:the |a |its |his |her |their )?(?:finger|to)\b|\bput [^.]{1,40} down to\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"(?:,|—|-| and| but| while) (?:an?|the|which|who|something|this|that|it|both|they|he|she)\b"
    r"[^.;]{0,60}?\b"
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)|"
    r"dismiss(?:es|ed)|disput(?:es|ed)|contest(?:s|ed)|refut(?:es|ed)|call(?:s|ed) (?:the |that |this |it |them )[^.;]{0,40}?"
    r"(?:lie|lies|false|untrue|nonsense|absurd|baseless|slander|invention|fabrication)|rebut(?:s|ted))\b",
    re.IGNORECASE,
)
_TOLD_OFF = re.compile(  # "..., which the army denied", "..., a charge that the league dismissed as a lie"
    r"\b(?:said|says|claim(?:s|ed)|told|insist(?:s|ed)|alleg(?:es|ed)|repeat(?:s|ed)|put|maintain(?:s|ed))\b[^;]{8,}?, "
    r"(?:(?:which|something) [^.;,]{0,50}?\b(?:den(?:y|ies|ied)|disput(?:es|ed))|"
    r"an? (?:charge|accusation|claim|allegation|suggestion|version|account|assertion)\b[^.;,]{0,50}?"
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|disput(?:es|ed)|contest(?:s|ed)))\b[^,;]*$"
)
_SAID_NO = re.compile(  # "blamed the league; the movement said it had no men there"
    r"(?:;|,? (?:but|while|and)) [^.;,]{3,40}? (?:said|says|insist(?:s|ed)) "
    r"(?:that )?(?:it|they|he|she|its|his|her|their|none|no|nobody|nothing)\b(?:[^.;]{0,30}\b(?:no|not|never|nothing|none|nobody)\b|n't\b)"
)
_REPLIES = re.compile(
    r"\b(?:repl(?:y|ies|ied)|answer(?:s|ed) that|counter(?:s|ed)|retort(?:s|ed)|respond(?:s|ed) that|shot back|hit back|"
    r"object(?:s|ed) that|disagree(?:s|d)|begs? to differ|maintain(?:s|ed)|contradict(?:s|ed|ing)|stuck to|sticks to|stood by)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"(?:He|She|They|It) (?:had|has|have|was|were|would)\b")
_PLURAL = re.compile(r"(?:men|women|people|police|[^sui]s)$")


def rejoined(told: list[Matter], known: frozenset[int]) -> Iterator[tuple[Matter, Matter]]:
    """A claim and what stands against it, by another party, for the sentences whose numbers are not ``known`` to answer one."""
    for at, sentence in enumerate(told):
        if sentence.number in known:
            continue
        if both_sides(sentence):
            yield sentence, sentence
            continue
        who = his_side(sentence, answers.teller_of(sentence))
        links = (_rebuffed, _scoffed, _told_otherwise, _replied) if who is not None else ()
        claim = next((found for link in links if who is not None and (found := link(at, told, who)) is not None), None)
        if claim is not None:
            yield claim, sentence


def both_sides(sentence: Matter) -> bool:
    """True for a charge and its denial in one sentence: "blamed the league for it, a charge that the league rejected"."""
    if len(sentence.doers) < TWO:
        return False
    charge = _BOTH.search(sentence.text)
    refused = charge is not None and any(told.search(sentence.text, charge.end()) is not None for told in (_REFUSED, _SAID_NO))
    return refused or _TOLD_OFF.search(sentence.text) is not None


def _rebuffed(at: int, told: list[Matter], who: Party) -> Matter | None:
    """The charge right before, against ``who``, whose words a sentence rejects: "called the statement shameful"."""
    if not at or not rebuffs(told[at]):
        return None
    charge = told[at - 1]
    meant = answers.of_others(charge, who) and answers.names(charge, who)
    return charge if meant and answers.charges(charge) and not answers.denies(charge) else None


def _scoffed(at: int, told: list[Matter], who: Party) -> Matter | None:
    """What somebody else said right before whose explanation a sentence scoffs at: of his sentences the one that tells most."""
    if not explains_away(told[at]):
        return None
    other, said = None, []
    for claim in reversed(told[max(0, at - BACK) : at]):
        teller = answers.teller_of(claim)
        if teller is None or not answers.of_others(claim, who):
            continue
        if other is None and (claim.teller is not None or answers.said(claim)):
            other = teller
        if other is not None and answers.one_side(teller, other):
            said.append(claim)
    if "statement" in told[at].text:  # what was said last
        return next((claim for claim in said if claim.does("accuses", "denies") >= BARELY), None)
    return max(said, key=lambda claim: claim.does("denies", "accuses"), default=None)


def _told_otherwise(at: int, told: list[Matter], who: Party) -> Matter | None:
    """What others charge or tell right after a denial, but for the denier's own words in between; what is recalled after a lead."""
    denial = told[at]
    if not answers.denies(denial) or not answers.contrary(denial) or answers.takes_up(denial):
        return None
    for claim in told[at + 1 : at + 1 + ON]:
        teller = answers.teller_of(claim)
        if teller is None or not answers.of_others(claim, who):
            continue
        return claim if _stands_against(claim, denial, who, teller) else None
    return None


def _stands_against(claim: Matter, denial: Matter, who: Party, teller: Party) -> bool:
    if answers.denies(claim) or claim.teller is None or claim.does("pledge", "asks", "for", "refuses", "threat") >= answers.HEARD:
        return False
    if any(party.firm and not answers.one_side(party, who) and not answers.one_side(party, teller) for party in claim.doers):
        return False  # who is charged is another
    names = named_by((who, teller))
    tied = len(tie_of(denial.text, claim.text, names)) > 0 or in_plain_words(denial, claim, names)
    if recalled(claim):
        return denial.number == 0 or tied
    witness = not teller.firm and _PLURAL.search(teller.name.partition(" of ")[0].strip()) is not None
    return claim.does("accuses") >= SURELY and (tied or witness or answers.names(claim, who))


def _replied(at: int, told: list[Matter], who: Party) -> Matter | None:
    """What another said right before, which somebody replies to by what cannot be so as well."""
    reply = told[at]
    sure = LIKELY <= reply.does("denies") >= reply.does("admits", "pledge", "asks", "count", "for")
    if not at or not sure or not _REPLIES.search(reply.text):
        return None
    claim = told[at - 1]
    said = claim.teller is not None and answers.of_others(claim, who) and not answers.denies(claim) and of_the_past(claim, reply)
    return claim if said and claim.does("count", "pledge", "asks", "again", "ahead") < answers.HEARD else None


def carried(told: list[Matter]) -> list[Matter]:
    """The sentences, those of "he said" with whoever spoke in the sentence before."""
    out: list[Matter] = []
    for at, sentence in enumerate(told):
        before = answers.teller_of(out[-1]) if out else None
        answered = at + 1 < len(told) and answers.takes_up(told[at + 1])  # "He had met her twice. She denied it"
        his_word = answers.by_pronoun(sentence) or (answered and _HE.match(sentence.text) is not None)
        out.append(replace(sentence, teller=before) if sentence.teller is None and before is not None and his_word else sentence)
    return out


def answers_told(told: list[Matter], chances: Mapping[tuple[int, int], float]) -> Iterator[tuple[Matter, Matter]]:
    """Every claim of a report with the sentence by which another party says that it is not so: of several by one party the plainest.

    Rules find some, of which the trees of ``claim_pairs`` may prefer another claim, and the trees find others; their ``chances`` are by the
    numbers of denial and claim.
    """
    whole = carried(told)
    answered = list(answers.answered(whole))
    found = [*answered, *rejoined(whole, frozenset(denial.number for _, denial in answered))]
    numbered = {each.number: each for each in whole}
    pairs = [(numbered[preferred(denial.number, claim.number, chances)], denial) for claim, denial in found]
    pairs.extend(_weighed(whole, chances, frozenset(denial.number for _, denial in pairs)))
    for claim, denial in pairs:
        others = (each for mine, each in pairs if mine.number == claim.number and each.number != denial.number)
        if not any(_plainer(each, denial) for each in others):
            yield claim, denial


def joined(claim: Matter, denial: Matter) -> tuple[Matter, Matter]:
    """A claim and the sentence that denies it, as such: ``reply`` tells that they belong together."""
    reply = -1 - denial.number
    return (
        replace(claim, status="alleged", reply=reply, teller=answers.teller_of(claim)),
        replace(denial, status="denied", reply=reply, teller=answers.teller_of(denial)),
    )


def preferred(denial: int, claim: int, chances: Mapping[tuple[int, int], float]) -> int:
    """The claim that a denial answers by the trees where they are much surer of it than of ``claim``; else ``claim``."""
    best = max((before for now, before in chances if now == denial), key=lambda before: chances[denial, before], default=claim)
    chance = chances.get((denial, best), 0.0)
    return best if chance >= LIKELIER and chances.get((denial, claim), 1.0) < LESS * chance else claim


def _weighed(told: list[Matter], chances: Mapping[tuple[int, int], float], known: frozenset[int]) -> Iterator[tuple[Matter, Matter]]:
    """Of each sentence that answers nothing yet the claim that it most probably denies; a word given is none."""
    numbered = {each.number: each for each in told}
    best: dict[int, tuple[float, int]] = {}
    for (now, before), chance in chances.items():
        if chance >= CERTAIN and now not in known and of_the_past(numbered[before], numbered[now]):
            best[now] = max(best.get(now, (0.0, before)), (chance, before))
    yield from ((numbered[before], numbered[now]) for now, (_, before) in sorted(best.items()))


def _plainer(one: Matter, other: Matter) -> bool:
    """True where a party's one denial of a charge is told more surely than its other one, or as surely and before it."""
    mine, theirs = his_side(one, answers.teller_of(one)), his_side(other, answers.teller_of(other))
    if mine is None or theirs is None or not answers.one_side(mine, theirs):
        return False
    return (one.does("denies"), -one.number) > (other.does("denies"), -other.number)
