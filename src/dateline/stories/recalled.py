"""What a report recalls itself that its news goes against: a refusal whose deed it tells, a denial whose owner owns up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.stories.answers import HEARD, SURE, denies, one_side, teller_of
from dateline.stories.body_words import bodies
from dateline.stories.changes_matter import Matter, Party
from dateline.stories.sentence_words import finite, matched, tie_of

MOVES = 0.3  # how probable a joining or leaving must be beside a word to the contrary
FAINT = 0.3  # how probable it must be that somebody owns up who says that he was wrong
OPENING, NEAR = 2, 2  # sentences that tell the news; between owning up and what had been said
_HAD = r"\b(?:had|has|have) (?:[\w'’-]+ ){0,4}?"
_SAID = r"(?:said|told|promised|assured|insisted|declared|sworn|vowed|announced|stressed|repeated|made clear)"
_NEVER = r"(?:never|would not|wouldn['’]t|will not|would be no|will be no|no question of|out of the question|nothing of the (?:kind|sort))"
_REFUSED = re.compile(
    rf"{_HAD}(?:ruled out(?! (?:any|all|a|the) (?:links?|possibility|connections?|involvement|role|part)\b)|"
    rf"ruled [^.;]{{1,40}} out|excluded|(?:sworn|vowed|promised) never|refused to|turned down)\b|{_HAD}{_SAID}\b[^.;]*?\b{_NEVER}\b",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    rf"{_HAD}(?:denied|rejected|dismissed|said|told|insisted|claimed|maintained|sworn|stated|spoken|accused|blamed|reported|announced|refused|ruled)\b",
    re.IGNORECASE,
)
_MISTAKEN = re.compile(
    r"\b(?:had|has|have|was|were|is|are) (?:been )?(?:\w+ )?(?:mistaken|in error|misinformed|misled|at fault)\b|"
    r"\b(?:had|has|have|was|were) (?:been )?wrong\b(?! (?:place|side|time|man|hands))|"
    r"\b(?:had |has |have )?(?:made|making) an? (?:\w+ )?(?:mistake|error)\b|\b(?:got|gotten) (?:it|this|that) wrong\b|"
    r"\b(?:apologi[sz]\w+|said sorry|asked (?:\w+ )?forgiveness|took (?:it|that|this|(?:his|her|its|their) \w+) back)\b|"
    r"\b(?:withdr(?:aw|aws|ew|awn)|retract(?:s|ed)?|take(?:s|n)? back|took back|drop(?:s|ped)) (?:the|its|his|her|their|our|my|this|that) "
    r"(?:\w+ )?(?:accusation|charge|claim|allegation|statement)s?\b|\bsp(?:oke|oken|eak) too (?:early|soon)\b|"
    r"\btold (?:\w+ ){1,3}wrong things\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^(?:minist|president|premi|governor|mayor|general|commander|chancellor|king|emir|leader|spokes)")
_PRONOUN = re.compile(
    r"^\W*(?:he|she|it|they|until then|before that|earlier|at first|previously|\w+ (?:days|weeks) (?:ago|earlier|before))\b", re.IGNORECASE
)


_ONLY_SOME = re.compile(
    r"\b(?:people|those|any(?:one|body)|prisoners|detainees|(?:wo)?men|persons|fighters|soldiers|members|suspects|criminals) "
    r"(?:who|that|with|whose)\b",
    re.IGNORECASE,
)


_STAYS = re.compile(
    rf"{_HAD}(?:said|told|assured|promised|vowed|sworn|insisted|declared|stressed|pledged|called)\b[^.;]*?\b"
    r"(?:would|will) (?:never|not|remain|stay|stick|stand|keep|continue|support)\b[^.;]*",
    re.IGNORECASE,
)
_SAW_NONE = re.compile(
    rf"{_HAD}(?:said|told|seen|insisted|rejected|ruled|refused|dismissed|opposed|called|described)\b[^.;]*?\b"
    r"(?:no (?:need|reason|point|grounds)[^.;]*?\b(?:one|it|this|that)|(?:one|it|this|that|such a \w+|the \w+) (?:out|an? \w+))\b",
    re.IGNORECASE,
)


def only_some(text: str) -> bool:
    """True for a refusal that is meant for some alone: "ruled out the release of people who were caught with weapons"."""
    return _ONLY_SOME.search(text) is not None


def gone_against(told: list[Matter]) -> Iterator[tuple[Matter, Matter]]:
    """A refusal that a report recalls, and the sentence of its opening that tells the deed."""
    for refusal in told:
        who = teller_of(refusal)
        if not _REFUSED.search(refusal.text) or who is None or not _may_rule_out(who) or only_some(refusal.text):
            continue
        refused = refusal.text[_start(refusal.text) :]
        for act in told[:OPENING]:
            if act is refusal or not finite(act.text) or denies(act) or act.does("refuses", "asks", "against", "pledge") >= HEARD:
                continue
            if len(tie_of(act.text, refused)):
                yield refusal, act
                break


def turned_away(told: list[Matter]) -> Iterator[tuple[Matter, Matter]]:
    """Where somebody had said that he would stay, by the report's own word, and the sentence of its opening by which he goes, or joins."""
    used: set[int] = set()
    for word in told[1:]:
        stays = _STAYS.search(word.text) is not None and word.does("past") >= HEARD and teller_of(word) is not None
        if not stays:
            continue
        act = next((each for each in told[: OPENING + 1] if each is not word and each.does("joins", "leaves") >= MOVES), None)
        if act is not None:
            used.add(word.number)
            yield word, act
    for act, word in pairwise(told):
        points = _SAW_NONE.search(word.text) is not None and word.does("past") >= HEARD and _PRONOUN.match(word.text) is not None
        if points and word.number not in used and act.does("refuses", "against", "denies") < HEARD and finite(act.text):
            yield word, act


def owned_up(told: list[Matter]) -> Iterator[tuple[Matter, Matter]]:
    """What a party had said before, by the report's own word, and the sentence near it by which the party owns up to the contrary."""
    for at, admission in enumerate(told):
        who = teller_of(admission)
        owned = admission.does("admits") >= SURE and matched(admission.text, "admits") is not None
        mistaken = admission.does("admits") >= FAINT and _MISTAKEN.search(admission.text) is not None
        if who is None or not (owned or mistaken):
            continue
        for before in told[max(0, at - NEAR) : at + NEAR + 1]:
            said_by = teller_of(before)
            same = _PRONOUN.match(before.text) is not None or (said_by is not None and one_side(said_by, who))
            before_that = mistaken or before.does("past") >= HEARD
            if before is not admission and _CLAIMED.search(before.text) and same and before_that:
                yield before, admission
                break


def _may_rule_out(who: Party) -> bool:
    """True for somebody known by name, an office or a body of people: who only looks on ("analysts", "residents") rules nothing out."""
    return who.firm or bool(bodies(who.words)) or any(_OFFICE.search(word) for word in who.words)


def _start(text: str) -> int:
    """Where the words begin that tell that something was refused."""
    found = _REFUSED.search(text)
    return found.start() if found is not None else 0
