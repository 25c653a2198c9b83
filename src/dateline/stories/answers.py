"""Who answers whom in a report: a charge or a claim, and the sentence by which another party says that it is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model.function import FunctionKind
from dateline.stories.body_words import bodies
from dateline.stories.changes_matter import Matter, Party, named_by
from dateline.stories.changes_same import alike, any_alike, not_telling, one_state
from dateline.stories.questions import roles
from dateline.stories.retorts import denies_all, flatly, in_its_words, of_the_past, recalled, without_measures
from dateline.stories.sentence_words import matched, roots, tie_of
from dateline.stories.spokesmen import his_side

SURE, HEARD, FAINT = 0.55, 0.5, 0.12  # how probable a sentence must be a denial, a charge; below which words alone are not believed
OBVIOUS = 0.8  # how probable a charge and the denial right behind it must be where no word of either tells that they are about one thing
CLEAR = 0.6  # how probable a denial must be that neither takes anything up nor has a word of the charge
CLEARLY, PLAIN = 0.1, 0.7  # by how much a denial must be more probable than a charge; how probable a charge is that names nobody
NO_DENIAL: tuple[FunctionKind, ...] = ("refuses", "against", "asks", "for", "pledge", "threat", "count", "revised")  # hardly ever both
NO_CHARGE: tuple[FunctionKind, ...] = ("asks", "against", "refuses", "for", "pledge", "threat")
FAR = 3  # sentences between a charge and its denial
_CLAIM = r"(?:claim|report|charge|accusation|allegation|account|version|story|statement|assertion|suggestion|rumou?r|figure)s?"
_CHARGE = re.compile(rf"\b{_CLAIM} (?:by|from|of|made by)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\s*(?:it|this|these|them|both|everything|all (?:of )?(?:it|this|that)|that)\b(?! \w+)|\s*(?:it|this|these|them|both|that)\b[,:]|"
    r"\s*(?:it|this|these|them|both)(?= (?:on|in|at|as|and|but|again|outright|flatly|yesterday|too)\b)|"
    rf"\s*(?:the|these|those|this|its|his|her|their|all|any|such) (?:[\w'’-]+ ){{0,2}}?{_CLAIM}\b",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(r"(?:, [^,]{1,40},)?\s+(?:that|to)\b")  # "it was not true that he would resign": what is denied is told here
_DISOWNS = re.compile(
    r"\bnothing (?:at all )?to do with\b|\bt(?:ook|aken|ake) part\b|\bbeen (?:involved|behind)\b|\bkn[eo]ws? (?:\w+ )?nothing\b|"
    r"\b(?:not|never) (?:been )?(?:aware|heard|told)\b|\bunaware\b|"
    r"\b(?:not|never) (?:\w+ )?(?:behind|responsible|involved|to blame)\b|"
    r"\b(?:any|all|no) (?:\w+ )?(?:part|role|hand|share|involvement|responsibility|links?|connection|knowledge|information)\b",
    re.IGNORECASE,
)
_CONTRARY = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|lies?|lied|lying|liars?|untrue|false\w*|wrong|forg\w+|fake\w*|"
    r"fabricat\w+|invent\w+|absurd|nonsense|ridiculous|propaganda|slander\w*|baseless|groundless|unfounded|fairy|fiction|fantas\w+|tales?|"
    r"genuine|malicious|dismiss\w*|reject\w*|disput\w+|contest\w*|contradict\w*|refut\w+|rebut\w*|brush\w*|wav(?:ed|es)|counter\w*|"
    r"den(?:y|ies|ied|ying|ial|ials)|retort\w*|object(?:s|ed)|protest(?:s|ed))\b|n['’]t\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:would|could|did|will|can|does|do)(?: not|n['’]t) (?:\w+ )?"
    r"(?:tell|say|comment|explain|answer|name|discuss|speculate|elaborate|reply)\b|"
    r"\bdeclined to\b|\bno comment\b",
    re.IGNORECASE,
)
_UNDENIED = re.compile(
    r"\b(?:n['’]t|not|nor|never|without|neither) (?:\w+ )?den(?:y|ie[sd]|ying)\b|\bvot(?:e|es|ed|ing) (?:against|no)\b|"
    r"\bnothing (?:against|to (?:add|say|announce|report|lose|fear|hide)|new)\b|"
    r"\bno (?:objections?|quarrel|grudge|ill will|hard feelings)\b",
    re.IGNORECASE,
)
_LOOKING = re.compile(  # asserts nothing
    r"\b(?:look(?:s|ed|ing)? into|examin\w+|investigat\w+|verify\w*|check(?:s|ed|ing)) ", re.IGNORECASE
)
_OPEN = re.compile(  # neither a yes nor a no
    r"\b(?:examin|investigat|check|stud[yi]|review|verif|look(?:s|ed|ing)? into|comment|confirm|reach(?:ed)? for|answer|await|wait)\w*\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|dozens?|hundreds?)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(  # what asserts nothing that could be denied
    r"\b(?:un(?:clear|known|certain)|(?:not|n['’]t) (?:\w+ )?(?:clear|known|certain|sure|say|confirm|established)|no word|remained open)\b",
    re.IGNORECASE,
)
_NOBODY_HURT = re.compile(
    r"\b(?:no|not (?:a|one|any)(?: single)?|none of the) (?:\w+ )?"
    r"(?:civilians?|villagers?|child(?:ren)?|wom[ae]n|bystanders?|residents?|passers-by)\b",
    re.IGNORECASE,
)
_VICTIMS = re.compile(r"\b(?:dead|deaths?|killed|died|bodies|corpses|victims?|wounded|injured|buried)\b", re.IGNORECASE)
_ACCUSING = re.compile(r"\b(?:accus|blam|alleg|charg|suspect)(?:e|es|ed|ing|s)?\b|\bheld? [^.]{1,40} responsible\b", re.IGNORECASE)
_FOR_HIM = re.compile(
    r"\b(?:his|her|its|their) (?:\w+ )?(?:spokes\w+|office|staff|lawyers?|aides?|press|party|ministry|entourage)\b", re.IGNORECASE
)
_ITS_HEAD = re.compile(
    r"\b(?:its|their) (?:\w+ )?(?:head|leader|chief|chair\w*|president|director|secretary|commander|mayor|manager)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:mediat|facilitat|observer|monitor|analyst|expert|historian|diplomat|go-between)\w*\b", re.IGNORECASE)
_HE_SAID = re.compile(
    r"\b(?:he|she|it|they) (?:\w+ )?(?:said|says|told|testified|claim\w*|accus\w+|wrote|writes|added|stated)\b", re.IGNORECASE
)
_ACCUSATION = re.compile(r"\b(?:accusations?|charges?|allegations?)\b", re.IGNORECASE)
_ASIDE = re.compile(r", (?:an?|the|which|who|whose|from which|of which|once|formerly|part of|one of)\b[^,.;]*")
_NEGATED = re.compile(r"\b(?:was|were|is|are|had|has|have|did)(?: not|n['’]t| never) ((?:[\w'’-]+ ?){1,4})", re.IGNORECASE)
_STATED = re.compile(r"\b(?:said|says?|told|according to|claim(?:s|ed)?|insist(?:s|ed)?|maintain(?:s|ed)?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_SAYING = re.compile(
    r"\b(?:said|says?|claim(?:s|ed)?|reports?|reported|told|insist(?:s|ed)?|according to|announced|maintain(?:s|ed)?)\b", re.IGNORECASE
)

_VERB = re.compile(
    rf"{_SAYING.pattern}|\b(?:accus|blam|charg|suspect)(?:e|es|ed|ing|s)?\b", re.IGNORECASE
)  # whose word it is stands before


def denies(sentence: Matter) -> bool:
    """True for a sentence by which somebody says that something is not so: by the record's voice, by its words where there is none."""
    if (sentence.functions and sentence.does("admits") > sentence.does("denies")) or _SILENT.search(sentence.text):
        return False
    if _UNDENIED.search(sentence.text):
        return False
    if sentence.does("denies") >= max(SURE, sentence.does("accuses") + CLEARLY, sentence.does(*NO_DENIAL)):
        return True
    if flatly(sentence) and sentence.does("denies") >= sentence.does("accuses", "admits"):
        return True
    return matched(sentence.text, "denies") is not None and (not sentence.functions or sentence.does("denies") >= FAINT)


def charges(sentence: Matter) -> bool:
    """True for a sentence that tells what somebody blames another for."""
    return sentence.does("accuses") >= max(HEARD, sentence.does(*NO_CHARGE)) or _ACCUSING.search(sentence.text) is not None


def disowns(sentence: Matter) -> bool:
    """True for a denial of one's own part only: it answers nobody who did not blame the denier."""
    return _DISOWNS.search(sentence.text) is not None


def answered(told: list[Matter]) -> Iterator[tuple[Matter, Matter]]:
    """A claim and the sentence that denies it, by another party: the nearest charge before it, one right after it, what was just said."""
    for at, denial in enumerate(told):
        who = his_side(denial, teller_of(denial))
        if who is None or not denies(denial):
            claim = _flat_contrary(at, told, who) if who is not None else None
            if claim is not None:
                yield claim, denial
            continue
        found = matched(denial.text, "denies")
        if found is not None and _CHARGE.search(denial.text, found.start()) and len(denial.doers) > 1:
            yield denial, denial
            continue
        claim = _charge_for(at, told, who) or _claim_before(at, told, who)
        if claim is not None:
            yield claim, denial


def teller_of(sentence: Matter) -> Party | None:
    """Who speaks in a sentence: whose word it is, else whom it names first; for whom his spokesman speaks."""
    if sentence.doers and _FOR_HIM.search(_attribution(sentence.text)):
        return sentence.doers[0]
    return sentence.teller or next(iter(sentence.doers), None)


def _charge_for(at: int, told: list[Matter], who: Party) -> Matter | None:
    """The charge that a denial answers: the one that has most of its words, wherever it stands; else the nearest."""
    fitting = [place for place in range(min(len(told), at + FAR + 1)) if place != at and _answers(told, at, place, who)]
    near = [place for place in fitting if at - FAR <= place <= at + FAR]
    best = max(fitting, key=lambda place: (tied(told[at], told[place], who), place in near, -abs(place - at)), default=None)
    fits = best is not None and (best in near or tied(told[at], told[best], who) or (takes_up(told[at]) and names(told[best], who)))
    return told[best] if best is not None and fits else None


def _answers(told: list[Matter], at: int, place: int, who: Party) -> bool:
    """True where the sentence at ``at`` denies the charge at ``place``."""
    denial, charge = told[at], told[place]
    if not charges(charge) or denies(charge) or not of_others(charge, who) or beside(charge, who):
        return False
    if not contrary(denial):
        surely = denial.does("denies") >= PLAIN and not denial.does("admits") and not open_or_count(denial.text)
        surely = surely and charge.does("count") < HEARD
        told_at_once = place == at - 1 and min(denial.does("denies"), charge.does("accuses")) >= OBVIOUS
        return surely and (names(charge, who) or (told_at_once and not _of_somebody_else(charge, who)))
    if place > at and not (disowns(denial) or takes_up(denial)):
        return _told_next(told, at, place, who)
    if place > at and by_pronoun(charge):
        return False
    if disowns(denial) or place > at:
        the_group = place == at - 1 and not who.firm and plain_charge(charge) and len(others_in(charge)) == 1  # one is charged, and answers
        return the_group or (names(charge, who) and (place < at or charge.teller is not None))
    if tells_what(denial) and not tied(denial, charge, who):
        return False
    if takes_up(denial) and plain_charge(charge) and at - FAR <= place:
        return True
    if stands_between(denial, charge, who):
        return False
    surely = denial.does("denies") >= CLEAR or tied(denial, charge, who) > 0 or takes_up(denial) or not denial.functions
    surely = surely and not one_of_them(denial, charge)
    right_behind = place == at - 1 and surely and not _of_somebody_else(charge, who)
    return names(charge, who) or (right_behind and (plain_charge(charge) or blames(charge, who)))


def _of_somebody_else(charge: Matter, who: Party) -> bool:
    """True for a charge against others who are named, and not against ``who``."""
    others = [party for party in others_in(charge) if party.firm]
    return bool(others) and not any(one_side(party, who) for party in others)


def one_of_them(denial: Matter, charge: Matter) -> bool:
    """True for a quotation right behind what people without a name say, by somebody who speaks for nobody: he is one of them."""
    teller, people = denial.teller, charge.teller
    if teller is None or people is None or people.firm or not is_person(teller) or denial.text[:1] not in '"“':
        return False
    return not (bodies(teller.words) or teller.words & roles()) and not takes_up(denial)


def _told_next(told: list[Matter], at: int, place: int, who: Party) -> bool:
    """True for the charge told right after a denial as made before it: "had accused the group"; of ``who``, or of one other unnamed."""
    denial, charge = told[at], told[place]
    if place != at + 1 or not _ACCUSING.search(charge.text) or not recalled(charge) or by_pronoun(charge):
        return False
    others = others_in(charge)
    return names(charge, who) or (len(others) == 1 and not others[0].firm and not _tells_of_others(denial, who))


def _tells_of_others(denial: Matter, who: Party) -> bool:
    """True where a denial names others beside the denier, who may be charged as well."""
    return any(not one_side(party, who) for party in denial.doers)


def stands_between(denial: Matter, charge: Matter, who: Party) -> bool:
    """True for a mediator or observer whom a charge does not name: he answers for neither side."""
    between = _BETWEEN.search(_attribution(denial.text)) is not None and not takes_up(denial)
    return between and charges(charge) and not names(charge, who)


def by_pronoun(charge: Matter) -> bool:
    """True for what is told of somebody by a pronoun: whom it means stood before."""
    return _HE_SAID.search(_QUOTED.sub(" ", charge.text)) is not None


def plain_charge(charge: Matter) -> bool:
    """True for a sure charge, or one in a word of accusing."""
    return charge.does("accuses") >= PLAIN or _ACCUSING.search(charge.text) is not None


def tied(denial: Matter, charge: Matter, who: Party) -> int:
    """How many telling words a denial has in common with a charge, the names of both parties aside."""
    teller = teller_of(charge)
    parties = named_by(party for party in (who, teller) if party is not None)
    sides = [party for party in (who, charge.teller) if party is not None]
    of_others_too = [  # both speak of the three men
        each for each in denial.doers if not any(one_side(each, side) or side.words & each.words - not_telling() for side in sides)
    ]
    return len(tie_of(denial.text, charge.text, parties)) + len(any_alike(of_others_too, charge.doers))


def _claim_before(at: int, told: list[Matter], who: Party) -> Matter | None:
    """What another said shortly before, where the denial takes it up, or says the contrary in its words."""
    said_by_himself = 0
    for place in range(at - 1, max(-1, at - FAR - 1), -1):
        just_before = place == at - 1 - said_by_himself
        if said(told[place]) and of_others(told[place], who) and _gainsays(told[at], told[place], who, just_before=just_before):
            return told[place]
        himself = told[place].teller
        said_by_himself += just_before and himself is not None and himself == told[at].teller
    return None


def _flat_contrary(at: int, told: list[Matter], who: Party) -> Matter | None:
    """What another said shortly before and this one says is not so, in its words: "had been on leave", "was not on leave"."""
    negated = _NEGATED.search(told[at].text)
    if negated is None or told[at].teller is None or _SILENT.search(told[at].text):
        return None
    for claim in reversed(told[max(0, at - FAR) : at]):
        stated = (
            said(claim)
            and of_others(claim, who)
            and not contrary(claim)
            and claim.does("count", "ahead", "pledge", "asks", "for", "against") < HEARD
        )
        parties = named_by((who, *claim.doers, *told[at].doers))
        if stated and _STATED.search(claim.text) and tie_of(negated[1], claim.text, parties).words:
            return claim
    return None


def said(sentence: Matter) -> bool:
    """True for somebody's word."""
    return sentence.teller is not None or _SAYING.search(sentence.text) is not None


def _gainsays(denial: Matter, claim: Matter, who: Party, *, just_before: bool) -> bool:
    """True where a denial says the contrary of a claim: of one that asserts something, and not of the headline that tells the denial."""
    if _UNKNOWN.search(claim.text) or (claim.lead == 0 and denies(claim)):
        return False
    if _LOOKING.search(claim.text) and not charges(claim):
        return False
    if disowns(denial):
        return just_before and names(claim, who)
    if takes_up(denial):
        return just_before and (charges(claim) or not _ACCUSATION.search(denial.text))
    if _NOBODY_HURT.search(denial.text) and _VICTIMS.search(claim.text):
        return not bodies(roots(_attribution(denial.text))) & bodies(roots(_attribution(claim.text)))  # the police and their spokesman
    if stands_between(denial, claim, who):
        return False
    if not _SAYING.search(claim.text) and not just_before:
        return False
    if denies(claim) and not charges(claim):
        return False  # who denies goes on denying
    if _ITS_HEAD.search(_attribution(denial.text)):
        return False  # "... the association said. 'Not one has come,' its head said"
    # another count contradicts no claim, nor what is not told as so
    told_otherwise = claim.does("asks") >= PLAIN or claim.does("count", "ahead", "pledge", "again") >= HEARD
    told_otherwise = told_otherwise or claim.does("against", "refuses") > claim.does("accuses", "denies")
    if (
        not contrary(denial)
        or denial.does("denies") < SURE
        or (_CONTRARY.search(_ASIDE.sub(" ", claim.text)) is not None and not takes_up(claim))
    ):
        return False  # two that both say no are of one mind
    if not of_the_past(claim, denial):
        return False
    if just_before and in_its_words(denial, claim, named_by(party for party in (who, *claim.doers, *denial.doers) if party.firm)):
        return True
    if told_otherwise:
        return False
    parties = named_by((who, *claim.doers, *denial.doers))
    return bool(tie_of(denial.text, claim.text, parties).words)


def takes_up(denial: Matter) -> bool:
    """True for a denial of what was said before: "rejected this", "called it a lie"."""
    found = matched(denial.text, "denies")
    if denies_all(denial.text):
        return True
    return found is not None and not tells_what(denial) and (" " in found[0] or _BACK.match(denial.text, found.end()) is not None)


def tells_what(denial: Matter) -> bool:
    """True where a denial tells itself what is not so: "it was not true that he would resign"."""
    found = matched(denial.text, "denies")
    return found is not None and _OF_ITS_OWN.match(denial.text, found.end()) is not None


def of_others(claim: Matter, who: Party) -> bool:
    """True where somebody else than ``who``, and not of his state, makes the claim."""
    teller = teller_of(claim)
    if teller is None or one_side(teller, who):
        return False
    return not (claim.teller is not None and is_person(claim.teller) and named_in(who, _attribution(claim.text)))  # "army spokesman X said"


def _attribution(text: str) -> str:
    """Who says it, in the words before or after a quotation, before the verb of saying."""
    return _VERB.split(_QUOTED.sub(" ", text), maxsplit=1)[0]


def contrary(sentence: Matter) -> bool:
    """True for a sentence whose words say that something is not so."""
    return _CONTRARY.search(sentence.text) is not None or matched(sentence.text, "denies") is not None


def open_or_count(text: str) -> bool:
    """True for words that say neither yes nor no, and for another count."""
    return _OPEN.search(text) is not None or _COUNT.search(without_measures(text)) is not None


def names(charge: Matter, who: Party) -> bool:
    """True for a charge that speaks of ``who``."""
    others = others_in(charge)
    if beside(charge, who):
        return False
    called = bodies(who.words)  # "an army patrol" is the army's
    meant = any(alike(party, who) or (not party.firm and bool(called & bodies(party.words))) for party in others)
    its_organs = who.firm and not is_person(who) and bool(one_state([each for each in others if each.firm and not is_person(each)], (who,)))
    told_of = bool(called & bodies(roots(_ASIDE.sub(" ", charge.text)) - (teller_of(charge) or who).words)) if who.firm else False
    another = any(party.firm and not alike(party, who) and called & bodies(party.words) for party in others)  # another front, named
    return meant or its_organs or (told_of and not another) or named_in(who, charge.text)


def beside(charge: Matter, who: Party) -> bool:
    """True for one who is named only in what is said of another: "blamed the column, a group that broke away from the front"."""
    return named_in(who, charge.text) and not named_in(who, _ASIDE.sub(" ", charge.text))


def blames(charge: Matter, who: Party) -> bool:
    """True for a charge that speaks of ``who`` or of his state, or of nobody but him who makes it."""
    others = others_in(charge)
    return not others or any(one_side(party, who) for party in others) or named_in(who, charge.text)


def others_in(charge: Matter) -> list[Party]:
    """Whom a sentence names beside him whose word it is."""
    teller = teller_of(charge)
    return [party for party in charge.doers if teller is None or not one_side(party, teller)]


def is_person(party: Party) -> bool:
    """True for a party that is one person."""
    return any(name.startswith("person/") for name in party.ids)


def one_side(one: Party, other: Party) -> bool:
    """True for one party, or two of one state."""
    return alike(one, other) or bool(one_state((one,), (other,)))


def named_in(party: Party, text: str) -> bool:
    """True where half of the telling words that name a party stand in a text."""
    words = party.words - not_telling()
    return bool(words) and len(words & roots(text)) * 2 >= len(words)
