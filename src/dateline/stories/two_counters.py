"""Two who count one thing side by side in one report: "The union counts 54", "The army said it had stayed three kilometres away"."""

from __future__ import annotations

import re

from dateline.stories.changes_matter import Matter, cues, root, sides_of, sides_told
from dateline.stories.changes_same import Same, alike, not_telling, rarity
from dateline.stories.counts import NEXT, PROMISED, SAME_PLACE, SPAN, TELLING, VICTIMS, counted_words, counting_subject, is_alone, two_towns
from dateline.stories.measuring import DISTANCE, one_mode
from dateline.stories.numbers_told import number_of

HARD = -2.0  # points of two places that are both told of the counts themselves
MOST_FRESH = 2  # telling words that the second of two counts of things may have beside those of the first
DENIED = 0.6  # how surely the second of two denies the first, where its words are its own
COUNTS = 0.7
MOST_TIMES = 40
PLAIN = 1.5  # how rare a word must be to tell what a distance is from
PEOPLE = "people"
_CUSTODY = frozenset(("held", "arrested"))
_STILL = re.compile(r"\b(?:still|remain\w*|continue\w*)\b", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:wants|wanted|demand\w*|offer\w*|ask(?:s|ed|ing)?|propos\w*|request\w*|"
    r"(?:would|will|shall)(?! (?:cost|take|last|need|require)\b)|"
    r"promis\w*|pledg\w*|expects?|expected|planned|plans?)\b",
    re.IGNORECASE,
)  # fmt: skip
_RATE = re.compile(r"\b(?:a|per|each|every) (?:day|week|month|hour|night)\b|\bdaily\b", re.IGNORECASE)
_FROM = re.compile(r"^\W*(?:\w+ ){0,2}?(?:from|of|off|outside|to) (?:the )?(\w+)")
_PROPOSED = re.compile(r"\b(?:would be|should be|would suffice|proposed|proposes|proposal)\b", re.IGNORECASE)
AT_FIRST = re.compile(r"\b(?:first|initial\w*|preliminary|provisional|originally|earlier|previous\w*|until then)\b", re.IGNORECASE)
HAD_SAID = re.compile(r"\bhad (?:\w+ )?(?:spoken|talked|put|said|reported|counted|given|estimated|announced|known)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SEES = re.compile(r"\b(?:saw|sees|found|finds)(?: \w+)?\s*$")
_SCOPE = re.compile(r"\W*(?:In|At|Near|Outside|Around|Elsewhere in) (?:[a-z]+ ){0,4}?([A-Z][\w'’-]+)")
_FLED = re.compile(r"\b(?:fled|flee\w*|displac\w+|uproot\w*|homeless|on the move|(?:left|lost|abandon\w+) their)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:cross|arriv|reach|return|shelter|hous|liv|camp|receiv|feed|fed|help|need|regist\w+ for)\w*\b", re.IGNORECASE)
_TIMES_NOW = re.compile(r"\bnow\b.* as (?:many|much)\b|\bas (?:many|much) as (?:before|usual|last)", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:another|an additional|a further|an extra|more|others?)\b(?! than)", re.IGNORECASE)
LYING = re.compile(
    r"\b(?:seen|saw|receiv\w+|photograph\w*|film\w*|laid out|lying|lay|examin\w+|identif\w+)\b[^.]*\b(?:bod(?:y|ies)|corpses?)\b|"
    r"\b(?:bod(?:y|ies)|corpses?)\b[^.]{0,30}\b(?:lying|lay|laid out|were brought|arriv\w+|had been brought)\b|"
    r"\b(?:bod(?:y|ies)|corpses?) (?:in|at|inside|behind|outside|beside|near) (?:the|a|his|her|its|their)\b|"
    r"\b(?:bod(?:y|ies)|corpses?) (?:are|were|remain\w*|ha(?:d|ve) been) (?:lying |still |kept |laid )*(?:in|at|on|under|outside)\b|"
    r"\bbur(?:y|ied)\b",
    re.IGNORECASE,
)  # fmt: skip


def side_by_side(now: Matter, before: Matter, same: Same) -> bool:
    """True for two counts of one thing that two parties give one after the other."""
    if now.article != before.article or not _together(now, before) or not by_two(now, before):
        return False
    if same.of("day") < 0 or same.of("place") <= HARD or (same.of("place") < 0 and not now.bare):
        return False
    if sides_of(now) and not sides_of(before):
        return False  # people died; so many fighters did
    if elsewhere(now, before) or two_towns(now.text, before.text, one_story=now.kind in VICTIMS):
        return False
    if _TIMES_NOW.search(now.text) or (now.high or 0) <= 1 or _far_apart(now, before):
        return False
    if AT_FIRST.search(now.text) or _then(now) or _FURTHER.match(now.says):
        return False
    if one_count(now, before):
        return now.kind in VICTIMS | {"crowd", PEOPLE} or _taken_up(now, before)
    return now.unit is not None and now.unit == before.unit != PEOPLE and is_amount_alone(now) and _taken_up(now, before)


def _far_apart(now: Matter, before: Matter) -> bool:
    """True for two sizes that no two who count one thing would give."""
    small, large = sorted((each.high or 0) for each in (now, before))
    return large > MOST_TIMES * max(small, 0.02)


def no_dispute(now: Matter, before: Matter) -> bool:
    """True for two numbers that nobody holds against each other: a daily rate and a total, what is proposed, distances from two things."""
    if (_RATE.search(now.text) and not _RATE.search(before.text)) or _far_apart(now, before):
        return True
    if _in_custody_yet(now, before):
        return True
    if DISTANCE in (now.kind, before.kind):
        from_what = [_FROM.findall(each.text.partition(each.says)[2]) for each in (now, before)]
        return all(from_what) and not set(from_what[0]) & set(from_what[1])
    return now.kind not in VICTIMS and any(_PROPOSED.search(each.text) for each in (now, before))


def _in_custody_yet(now: Matter, before: Matter) -> bool:
    """True where one counts who is still held, by a noun of its own, and the other who was arrested."""
    custody = {now.kind, before.kind} <= _CUSTODY and " " in now.says
    return custody and bool(_STILL.search(now.text)) != bool(_STILL.search(before.text))


def _then(now: Matter) -> bool:
    """True for a count of victims that is told as an earlier one: "in the morning the police had spoken of five"."""
    return now.kind in VICTIMS and bool(HAD_SAID.search(now.text))


def elsewhere(now: Matter, before: Matter) -> bool:
    """True where the second sentence begins with another place: "In Malakal, the lawyers said, it was eleven"."""
    scope = _SCOPE.match(now.text)
    return scope is not None and scope[1] not in before.text


def one_count(now: Matter, before: Matter) -> bool:
    """True for counts of one measure: what befell things may be told of one only; people still held are not those once arrested."""
    if {now.kind, before.kind} <= _CUSTODY:
        return not _in_custody_yet(now, before) and (bool(_STILL.search(now.text)) == bool(_STILL.search(before.text)) or is_alone(now))
    if now.kind == PEOPLE and before.kind in VICTIMS and now.unit == before.unit:  # "gave an estimate of 2,100 people", behind who fled
        fled = before.kind == "displaced" and bool(_FLED.search(now.text))
        told = now.does("count") >= COUNTS and not sides_of(now) and not _MOVED.search(now.text)
        return told and (fled or _taken_up(now, before))
    return now.kind == before.kind != PEOPLE and now.unit == before.unit and one_mode(now.mode, before.mode)


def by_two(now: Matter, before: Matter) -> bool:
    """True where both counts are somebody's, and not the same party's; a bare number of somebody's answers what the report told itself."""
    if now.teller is not None and before.teller is None:
        lead_in = now.text.partition(now.says)[0]
        counted = counting_subject(now.text, now.says) is not None or _SEES.search(lead_in) is not None
        counted = counted and now.does("count") >= PROMISED
        return counted and is_alone(now)
    return now.teller is not None and before.teller is not None and not alike(now.teller, before.teller)


def is_amount_alone(figure: Matter) -> bool:
    """True for an amount that tells nothing but how much: "25 percent", "3 million dollars"."""
    return figure.bare or is_alone(figure) or not figure.own - not_telling() - counted_words()


def _together(now: Matter, before: Matter) -> bool:
    """True where nothing, or nothing but what leads to it, stands between two counts."""
    if now.sentence == before.sentence:
        return now.number > before.number
    gap = now.sentence.start - before.sentence.end
    return 0 <= gap <= (SAME_PLACE if now.bare else NEXT)


def _taken_up(now: Matter, before: Matter) -> bool:
    """True where the second count of things tells of nothing but the first, or denies it; what is wanted or promised counts nothing."""
    if any(_WISHED.search(each.text.replace("not want", "")) or each.does("pledge", "asks", "ahead") >= PROMISED for each in (now, before)):
        return False
    if now.does("denies") >= DENIED or is_alone(now):
        return True
    if max(now.does("count"), before.does("count")) < PROMISED:
        return False
    teller = now.teller.words if now.teller is not None else frozenset()
    left = (now.words & _said_by(now)) - before.words - teller - now.own - before.own - not_telling() - counted_words()
    if now.kind in (DISTANCE, PEOPLE):  # from what, and what befell them, is told in plain words
        return sum(rarity(word) >= PLAIN for word in left) == 0
    return sum(not word[0].isdigit() and rarity(word) >= TELLING for word in left) <= MOST_FRESH


def put_right(now: Matter, before: Matter) -> bool:
    """True for a count that says itself which earlier one it is not: "spoke of two boats, not three"."""
    wrong = re.search(rf"{re.escape(now.says)},? (?:and |but )?not ([\w-]+)", now.text)
    return wrong is not None and before.low is not None and number_of(wrong[1]) == before.low and one_mode(now.mode, before.mode)


def _said_by(now: Matter) -> frozenset[str]:
    """The words of a count's sentence without those that tell who counts: "The agency, which has a team there, gave an estimate of ..."."""
    subject = counting_subject(now.text, now.says)
    text = now.text.partition(subject)[2] if subject is not None else now.text
    return frozenset(root(token) for token in _WORD.findall(text))


def lying_there(now: Matter, other: Matter) -> bool:
    """True for bodies that somebody saw, received or buried in one place: the dead may be more."""
    bodies = now.kind == "killed" and bool(LYING.search(now.text)) and not sides_of(now)
    return bodies and (now.high or 0) < (other.low or 0)


def of_one_side(one: Matter, other: Matter) -> bool:
    """True where one count is of one of two sides that its sentence tells of, the other of any: rebels, where soldiers died too."""
    if not sides_of(one) or sides_of(other) or other.doers:
        return False
    return len(sides_told(one)) > 1 and one.kind == other.kind


def outgrown(now: Matter, before: Matter) -> bool:
    """True for a later and larger count than one told as the least or as about so many."""
    later = (now.published or 0) >= (before.published or 0) and now.article != before.article
    return later and before.bound in ("at-least", "about") and (now.low or 0) > (before.high or 0) and not now.told & cues()["earlier"]


_NUMBER = re.compile(r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?)\b")
_FORMULA = 5  # words on end, beside the number, that make one wording


def one_wording(now: Matter, before: Matter, *, long: bool = False) -> bool:
    """True where both give their number in the same words, as a standing sentence does: "people have died of it since April"."""
    formula = 2 * _FORMULA if long else _FORMULA
    mine, theirs = (_NUMBER.sub("#", each.text.lower()).split() for each in (now, before))
    runs = [tuple(theirs[at : at + formula + 1]) for at in range(len(theirs) - formula)]
    common = {run for run in runs if "#" in run}
    return any(tuple(mine[at : at + formula + 1]) in common for at in range(len(mine) - formula))


def takes_up_the_time(now: Matter, before: Matter) -> bool:
    """True for a bare number right behind another count: the time that this one was of is its own."""
    told = now.article == before.article and _together(now, before) and not SPAN.search(now.text)
    return told and (is_alone(now) or is_amount_alone(now))
