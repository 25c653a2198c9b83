"""News that no value of a report tells: where a party stands by the words of a sentence, and what a report leads with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.model.function import FunctionKind
from dateline.stories import stances, timelines
from dateline.stories.changes_matter import Matter, Sight, named_by
from dateline.stories.changes_same import alike, any_alike, families, not_telling, rarity
from dateline.stories.newness import surely
from dateline.stories.questions import names_of, roles
from dateline.stories.sentence_words import finite, matched, roots, tie_of, uses
from dateline.stories.timelines import two_offices, two_persons

MOST = 6  # stands of one report that are told
TURN = 2  # telling words in common from which on two sentences are about one question
WELL_TIED = 2  # the same where both were read as positions, on propositions that are not one
AROUND = 3  # the same where one takes its matter from the sentences before it ("The union shares that view")
OFFICE = 2.5  # how rare a word of a person's name or office must be to tell him from other ministers
UNTOLD = 0.3  # probability of all functions below which a sentence tells nothing
HEADED = 4  # sentences among which the one is looked for that the headline is about
TOLD = 4  # telling words that the lead of a report shares with an earlier one of its story
RECENT = 4  # days
DEEDS = 2  # weighty deeds beside the first that are told
CHIEF: tuple[FunctionKind, ...] = ("done", "accuses", "denies", "admits", "leaves", "joins", "withdrawn", "threat")
ONCE = 3  # telling words in common that make two sentences of one report tell one deed
LATELY = 14  # days
QUARRELS = frozenset(("claim-contradicted", "figures-differ", "took-place", "pledge-repeated"))  # changes that tell no deed of the day
CLEAR = 0.8  # probability from which on the record's word counts for more than the words of a sentence
DOUBT = 0.15  # probability below which words alone do not tell a stand
_POINTING = re.compile(
    r"\b(?:it|this|that(?=\W*$|[.,;:!?\"”]| (?:is|was|as|at|on|in|and|but|too|again|now|would be|will be)\b)|"
    r"these|those|one|so|both|too|either|neither|(?:the|such an?) (?:same )?(?:idea|plan|proposal|notion|view|line|move|"
    r"step|measure|decision|offer|suggestion|change|thing|draft|deal|bill|motion|matter))\b",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"\b(?:no longer|any (?:more|longer)|now|until now|(?:change[sd]?|changing) (?:\w+ )?(?:minds?|positions?|course|tack|view)|"
    r"c[ao]me (?:a)?round|turn(?:s|ed)? (?:a)?round|after all|u-turn|about-turn|reverse[sd]?|drop(?:s|ped)|g[ai]ve(?:s|n)? up|"
    r"soften(?:s|ed)?|once|(?:days?|weeks?|months?) ago|had (?:been|said|called|rejected|opposed|supported|backed|ruled)|hitherto)\b",
    re.IGNORECASE,
)


_SO_FAR = re.compile(
    r"\b(?:until now|until recently|hitherto|up to now|so far (?:against|for|hostile|opposed|in favour)|previously)\b", re.IGNORECASE
)
_TURNED = re.compile(
    r"\b(?:(?:changed|changes|changing) (?:his|her|its|their|my|our) (?:minds?|positions?|course|tack|views?|stance)|"
    r"(?:has|have|had)? ?c[ao]me (?:a)?round (?:too|to\b|as well|now|since)|u-turn|about-turn|reversed (?:its|his|her|their) |"
    r"no longer (?:insist|demand|require|want|ask|oppose|object|rule|refuse|exclude|support|back)(?:s|ed)?\b|"
    r"(?:drop|dropped|drops|gave up|gives up|abandon(?:s|ed)|waive[sd]) (?:its|his|her|their|the) "
    r"(?:opposition|resistance|objections?|refusal|support|demand|condition|insistence|call))",
    re.IGNORECASE,
)


_PERFECT = re.compile(
    r"\b(?:has|have) (?:(?:just|already|now|again|also|all|almost|nearly|finally|at last) )?"
    r"(?:been|run|come|gone|become|got|lost|left|put|set|cut|shut|hit|\w+(?:ed|en|wn))\b",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(r"\b(?:spokes\w+|member|official|delegate|source|representative)s?\b", re.IGNORECASE)
_ASIDE = re.compile(r", (?:who|which) [^,.;]{1,60},")  # who a party is, and nothing that it stands for: "who chairs the group"
_CONFIRMING = re.compile(r"^[^,;]{0,60}\bconfirm(?:s|ed)? (?:this|that|it|so)\W*$", re.IGNORECASE)  # a fact, not a stand


def stands(sight: Sight) -> list[Matter]:
    """The sentences by which a party stands for or against something: the stance is their status, ``says`` tells of the matter."""
    positions = [each for each in sight.matters if timelines.is_new(each)]
    read = {each.sentence for each in positions}
    told: list[Matter] = []
    spoken = [each for each in sight.matters if each.noun == "sentences" and each.reply is None]
    for at, sentence in enumerate(map(_by_its_teller, spoken)):
        stance = _stance(sentence) if sentence.doers else None
        if stance is None or (sentence.sentence in read and not voiced(sentence)):
            continue
        stand = replace(sentence, status=stance, says=_matter(spoken, at))
        if any(same_stand(stand, each) or (not voiced(sentence) and _held(stand, each)) for each in told):
            continue
        if not voiced(sentence) and any(same_stand(stand, each) for each in positions):
            continue
        told.append(stand)
    return told


def _by_its_teller(sentence: Matter) -> Matter:
    """The sentence with whoever speaks in it named first: "An army cannot judge itself," the chairman argued."""
    teller = sentence.teller
    if teller is None or (not teller.ids and sentence.doers):
        return sentence
    if not teller.firm and sentence.doers and sentence.doers[0].firm and _FOR_OTHERS.search(teller.name):
        return sentence  # "The league wants talks, its spokesman said"
    return replace(sentence, doers=(teller, *(each for each in sentence.doers if each != teller)))


def voiced(sentence: Matter) -> bool:
    """True where the record says for sure that a sentence takes a side."""
    return surely(sentence, "for", "against", "refuses")


def _held(stand: Matter, other: Matter) -> bool:
    """True where one party stands on one side in both, of whatever."""
    return stand.status == other.status and alike(stand.doers[0], other.doers[0]) and not two_persons(stand.doers[:1], other.doers[:1])


def recalls(sentence: Matter) -> bool:
    """True for what a sentence tells as background: where a party stood before."""
    return surely(sentence, "past")


def _matter(spoken: list[Matter], at: int) -> str:
    """What a stand is about: its sentence, those before it, the report's first one."""
    return " ".join(dict.fromkeys(each.text for each in (spoken[0], *spoken[max(0, at - 2) : at + 1])))


def _stance(sentence: Matter) -> str | None:
    """The stance that a sentence takes, told as a fact: by the record's word, else by its own words."""
    support, against = sentence.does("for"), sentence.does("against", "refuses")
    if _CONFIRMING.search(sentence.text) or stances.takes_none(sentence.text):
        return None
    if voiced(sentence):
        told = "supports" if support > against else "opposes"
        return told if max(support, against) >= CLEAR else _by_words(sentence) or told
    if sentence.functions and max(support, against, sentence.does("asks")) < DOUBT:
        return stances.outright(sentence)
    return stances.outright(sentence) or _by_words(sentence)


def _by_words(sentence: Matter) -> str | None:
    """The stance that the words of a sentence take; the first of both where it has words for both; none of quarrels about facts."""
    if uses(sentence.text) & {"denies", "admits"}:
        return None
    support, against = matched(sentence.text, "for"), matched(sentence.text, "against")
    if support is not None and against is not None:
        nearer = support.start() < against.start()
        return "supports" if nearer else "opposes"
    return "supports" if support is not None else "opposes" if against is not None else None


def turnings(sight: Sight) -> list[Matter]:
    """The sentences that say in so many words that a party thinks otherwise now, whatever of."""
    spoken = [each for each in sight.matters if each.noun == "sentences" and each.reply is None]
    turns = [(at, each) for at, each in enumerate(spoken) if _TURNED.search(each.text)]
    named = [(at, each) for at, each in ((at, _by_its_teller(each)) for at, each in turns) if each.doers]
    return [replace(each, says=_matter(spoken, at)) for at, each in named if not recalls(each)]


def turned_from(now: Matter, before: Matter) -> bool:
    """True where it is the earlier stand ``before`` that a party says it has left."""
    later = (now.published or 0) > (before.published or 0) and before.status in ("supports", "opposes")
    holders = before.doers[:1] if before.noun == "sentences" else (*before.doers, *before.others)
    held = later and (any_alike(now.doers[:1], holders) or stances.demanded_by(now.doers[0], before.text))
    if not held or not _one_person(now, before):
        return False
    return _common(now.says, _told(before), named_by((*now.doers[:1], *before.doers[:1]))) >= TURN


def turned(now: Matter, before: Matter) -> bool:
    """True where a party stands on the other side of what it spoke of before."""
    if {now.status, before.status} != {"supports", "opposes"} or not (now.published or 0) > (before.published or 0):
        return False
    holders = before.doers[:1] if before.noun == "sentences" else before.doers
    if not any_alike(now.doers[:1], holders) or not _one_person(now, before):
        return False
    return _tied(now, before, WELL_TIED if now.noun == before.noun == "positions" else TURN)


def _one_person(now: Matter, before: Matter) -> bool:
    """False where a minister speaks now and another one spoke for the same government before."""
    if two_offices(now.text, before.text):
        return False
    holder = now.doers[0]
    if now.noun == before.noun == "positions":
        return not two_persons(now.others, before.others)
    persons = frozenset(name for name in holder.ids if name.startswith("person/"))
    theirs = (*before.doers[:1], *before.others)
    if not persons or any(persons & other.ids for other in theirs):
        return True
    if two_persons((holder,), theirs):
        return False
    named = (holder.words - not_telling()) & roots(before.text)
    return any(rarity(word) >= OFFICE for word in named)


def _tied(now: Matter, before: Matter, least: int) -> bool:
    """True where both are about one question by their own words, or by those around one that only points back or says that it turns."""
    own = named_by((*now.doers[:1], *before.doers[:1]))
    ties = _common(now.text, before.text, own)
    if ties >= least:
        return True
    turns = bool(_TURNING.search(now.text))
    here, there = (_told(each) if _POINTING.search(each.text) else each.text for each in (now, before))
    around = _common(here, there, own) if (here, there) != (now.text, before.text) else 0
    if around >= TURN and _SO_FAR.search(now.text):
        return True
    if here != now.text and there != before.text:
        return turns and around > AROUND
    return around >= AROUND or (turns and ties > 0 and around >= TURN)


def _common(text: str, other: str, own: frozenset[str]) -> int:
    """How much two texts share besides the words ``own``, and families that those belong to; nothing where it is no word at all."""
    out = own | roles() | (names_of(text) & names_of(other))  # the sides of a war, its country and its ministers are in every report
    tie, known = tie_of(_ASIDE.sub(" ", text), _ASIDE.sub(" ", other), out), families()
    return len(tie.words) + len(tie.kin - {known[word] for word in out if word in known}) if tie.words else 0


def _told(stand: Matter) -> str:
    """The words that tell what a stand is about."""
    return stand.says if stand.noun == "sentences" else stand.text


def same_stand(now: Matter, before: Matter) -> bool:
    """True where a party stands where it stood."""
    both = now.status == before.status and any_alike(now.doers[:1], before.doers[:1]) and not two_persons(now.doers[:1], before.doers[:1])
    return bool(both) and len(tie_of(now.text, before.text, named_by(now.doers[:1]))) >= TURN


def lead(sight: Sight) -> Matter | None:
    """The sentence that a report leads with: the first one, else one behind it that tells what the headline tells."""
    opening = [each for each in sight.matters if each.noun == "sentences" and each.number < HEADED and each.reply is None]
    if not opening:
        return None
    first, *others = opening
    voiced_here = any(each.functions for each in opening)
    if voiced_here and first.does(*(kind for kind, _ in first.functions)) < UNTOLD:  # a scene before the news
        second = next((each for each in others if each.lead <= 2 and each.does("done") >= CLEAR), None)
        if second is not None:
            return second
    told = len(tie_of(first.text, sight.headline))
    best = max(others, key=lambda each: (len(tie_of(each.text, sight.headline)), -each.number), default=first)
    return best if not told and len(tie_of(best.text, sight.headline)) > TURN and tells(best.text) else first


def is_news(first: Matter, earlier: Iterable[Matter]) -> bool:
    """True where a report's first sentence tells of something that the first sentences of earlier reports did not tell."""
    if not tells(first.text):
        return False
    near = (each for each in earlier if abs((first.published or 0) - (each.published or 0)) <= RECENT)
    return not any(_told_by(first, each) for each in near)


def tells(text: str) -> bool:
    """True where something is told as done: by a past form or a perfect."""
    return finite(text) or _PERFECT.search(text) is not None


def _told_by(first: Matter, other: Matter) -> bool:
    """True where the other sentence has many of its telling words, and not only what two deeds of one day share."""
    mine, theirs = _chief(first), _chief(other)
    if mine != theirs and "accuses" in (mine, theirs):  # who is blamed for a deed, and the deed
        return False
    own = named_by((*first.doers, *other.doers))
    tie = tie_of(first.text, other.text, own)
    return len(tie) >= TOLD and 2 * len(tie) >= len(tie_of(first.text, first.text, own))


def _chief(sentence: Matter) -> FunctionKind | None:
    """What a sentence does before all, by the record's word."""
    told = [(probability, kind) for kind, probability in sentence.functions if kind in CHIEF and surely(sentence, kind)]
    return max(told)[1] if told else None


def deeds(sight: Sight) -> list[Matter]:
    """The sentences of a report that surely tell a deed or a threat of these days: the first, those of weight by a party or to somebody."""
    spoken = [each for each in sight.matters if each.noun == "sentences" and each.reply is None]
    named = {each.sentence for each in spoken if _firm(each)}
    heavy = {each.sentence for each in sight.matters if each.noun == "events" and each.kind in DEEDS_TOLD
             and (_firm(each) or each.others or each.sentence in named)}  # fmt: skip
    fresh = [each for each in spoken if not recalls(each) and not surely(each, "kept", "revised")]
    first = [each for each in fresh if each.number == 0 and surely(each, "done")]
    weighty = [each for each in fresh if (surely(each, "threat") and _firm(each)) or (surely(each, "done") and each.sentence in heavy)
               or (each.does("leaves") >= CLEAR and one_by_name(each))]  # fmt: skip
    return list(dict.fromkeys((*first, *weighty[:DEEDS])))


def one_by_name(sentence: Matter) -> bool:
    """True where a sentence tells first of a person by his name: who resigns, is dismissed."""
    return any(name.startswith("person/") for party in sentence.doers[:1] for name in party.ids)


def _firm(matter: Matter) -> bool:
    return any(party.firm for party in matter.doers)


def one_deed(now: Matter, known: Matter) -> bool:
    """True where a sentence tells what is told already: the same sentence, or most of its telling words."""
    if now.article == known.article and now.sentence == known.sentence:
        return True
    if abs((now.published or 0) - (known.published or 0)) > LATELY:
        return False
    return len(tie_of(now.text, known.text)) >= ONCE if now.article == known.article else _told_by(now, known)


def further_down(sight: Sight, opening: int) -> Iterator[Matter]:
    """Deeds of parties known by name that a report tells below its opening as done."""
    for each in sight.matters:
        deed = each.noun == "events" and each.lead > opening and each.status == "happened" and each.kind in WEIGHTY
        recent = each.day is None or each.published is None or 0 <= each.published - each.day <= RECENT
        if deed and recent and each.teller is None and any(party.firm for party in each.doers) and (each.places or each.others):
            yield each


WEIGHTY = frozenset(("COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST"))
DEEDS_TOLD = WEIGHTY | {"ASSAULT", "COOPERATE", "AGREE", "THREATEN"}
