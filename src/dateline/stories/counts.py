"""What counts are of: how many came, what a bare count takes up, and whether two counts in one report answer each other."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dateline.stories.changes_matter import Matter, Party, cues, root, sides_of
from dateline.stories.changes_same import Same, alike, not_telling, rarity
from dateline.stories.measuring import DISTANCE
from dateline.stories.tables import rows_of

RECALLED = "figures/recalled"  # the rule of figures that nobody in the report tells anew
COUNTED_SO = frozenset(f"figures/{rule}" for rule in ("listed", "counted-so", "put-so", "figure-of", "verb-left-out", "times", "crowd-put"))
GATHERINGS = frozenset((
    "march", "rally", "rall", "protest", "demonstr", "demonstrat", "demonstration", "crowd", "procession", "vigil", "parad", "demonstrator",
    "marcher", "protester",
))  # fmt: skip
VICTIMS = frozenset(("killed", "wounded", "arrested", "held", "displaced", "missing", "released"))
CUSTODY = frozenset(("held", "arrested"))
TELLING = 2.6  # how rare a word must be to tell what a sentence is about
MOST_FRESH = 1  # telling words of its own that a bare count may have
PROMISED = 0.5
NEXT, SAME_PLACE = 3, 420  # characters between a count and its answer: the next sentence, the same passage
_BOUNDS = frozenset((
    "about", "some", "around", "over", "nearly", "almost", "only", "just", "more", "fewer", "less", "than", "no", "at", "least", "most",
    "up", "to", "a", "an", "the", "between", "and", "or", "roughly", "approximately",
))  # fmt: skip
_NAMED = r"((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*)"
_WHERE = re.compile(rf"\b(?:near|outside|in|at|around|of) {_NAMED}")  # towns, and what else is told as a place
_NEAR_TO = re.compile(rf"\b(?:near|outside) (?:the (?:town|village) of )?{_NAMED}")
_SCOPED = re.compile(r"\W*In (?:the )?[A-Z]")
MOST_TIMES = 15  # one count of victims is not so many times another one of the same
_DAYS = re.compile(r"\b(?:alone|a day|per day|daily|every day)\b", re.IGNORECASE)
_FURTHER = re.compile(r"(?:another|an additional|a further|an extra)\b", re.IGNORECASE)
_ONE_MORE = re.compile(r"(?:an?|the|another) (?:\w+ )?(?:\w+th|second|third|\w+-(?:first|second|third)) ", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\w (?:have |has |had |now |only |alone |also |so far |themselves |itself |himself |herself )*"
    r"(?:(?:speaks?|spoke|spoken|talks?|talked|knows?|knew|tells?|told|hears?|heard|reckon|reckons) (?:of|with)|"
    r"counts(?! of)|counted|estimates?|estimated|registered|records?|recorded|lists?|listed|reports?|reported|mentions?|mentioned|cites?|"
    r"cited|claims?|claimed|believes?|believed|reckons?|reckoned|confirms?|confirmed|acknowledges?|acknowledged|admits?|admitted|"
    r"says?|said|insists?|insisted|maintains?|maintained|"
    r"(?:puts?|gives?|gave) (?:it|them|(?:the|their|its|his|her) (?:\w+ ){0,6})\s*(?:at|as)|"
    r"(?:gives?|gave) an? (?:\w+ )?(?:figure|number|estimate|total) of|"
    r"(?:has|have|had|holds?|held|keeps?|kept) (?:a list|a register|lists|records)[^.]{0,12}? of)\b(?:[^.;,]|, or ){0,40}$"
)
_BY = re.compile(r",? by (?:the )?((?:[\w’'-]+ ){0,3}?[\w’-]+)['’]s? (?:own )?(?:count|estimate|reckoning|tally|figures?)\b")
_PRONOUNS = frozenset(("he", "she", "it", "they", "his", "her", "its", "their", "i", "we"))
_ACCORDING = re.compile(r"According to\b")
_TOKEN = re.compile(r"[^\W\d_][\w'’-]+")
_NAME = re.compile(r"(?<=[\s(])[^\W\d_a-z][\w'’-]+")
_AT = re.compile(r"\b(?:in|near|at|outside|around|between|In|Near|Outside) (?:the )?([^\W\d_a-z][\w'’-]+)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
SPAN = re.compile(
    r"\b(?:(?:since|last|of|in) (?:early |late |mid-|last )?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)|"
    r"since (?:last|independence|the (?:war|conflict|fighting|start|beginning|turn|uprising))|so far this|this year|last year|years? ago|"
    r"decades?|in recent|over the past|in the past|altogether|overall|alone|a day|per day|daily|every day|"
    r"in (?:the|this) (?:war|conflict|uprising|campaign))\b",
    re.IGNORECASE,
)  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The folded words of ``data/counting.tsv`` by their use."""
    found: dict[str, set[str]] = {}
    for use, words in rows_of("counting.tsv"):
        found.setdefault(use, set()).update(root(word) for word in words.split())
    return {use: frozenset(words) for use, words in found.items()}


def as_counted(figure: Matter, rule: str, opening: frozenset[str], named: frozenset[str]) -> Matter:
    """``figure`` with what its report is about: how many came to a march, and the words of the ``opening`` where it is a bare count.

    ``named`` are the folded words that name parties in its sentence.
    """
    if _ONE_MORE.match(figure.says):
        figure = replace(figure, places=frozenset())  # "a sixth victim, a farmer from Yola": where he was from
    if rule == RECALLED:
        figure = replace(figure, teller=None)
    elif rule in COUNTED_SO or figure.teller is None:
        spoken = counting_subject(figure.text, figure.says) is not None
        if (figure.teller is None and rule in COUNTED_SO) or (spoken and not _named_here(figure)):
            figure = replace(figure, teller=_counter(figure))
    by = _BY.search(figure.text) if figure.teller is None else None
    if by is not None:
        figure = replace(figure, teller=Party(frozenset(), frozenset(_folded(by[1])), by[1], None, firm=False))
    if figure.teller is None and figure.doers and _ACCORDING.match(figure.text):
        figure = replace(figure, teller=figure.doers[0])
    elif figure.teller is None and _ACCORDING.match(figure.text) and figure.text.find(figure.says) > 0:
        figure = replace(figure, teller=_counter(figure))  # "According to the ferrymen of Orm nineteen people died"
    bare = rule == "figures/verb-left-out" or _is_bare(figure, opening | named)
    if figure.kind in ("people", "crowd", "participants") and opening & GATHERINGS:
        came = figure.words & _words()["came"] or (bare and is_alone(figure))
        if came or figure.kind == "crowd":
            figure = replace(figure, kind="crowd", unit="people", words=figure.words | (opening & GATHERINGS))
    return replace(figure, bare=bare, words=figure.words | opening if bare else figure.words)


def _named_here(figure: Matter) -> bool:
    """True where the one who counts is named in the sentence of the count, or by a pronoun in it."""
    if figure.teller is None:
        return False
    here = {root(token) for token in _TOKEN.findall(figure.text)}
    return bool(here & figure.teller.words) or bool(figure.told & _PRONOUNS)


def _numerals() -> frozenset[str]:
    return _words()["numeral"]


def _counter(figure: Matter) -> Party | None:
    """Who counts, by the words of the clause alone, where the record names nobody: "the mayor's office has nineteen on its list"."""
    subject = counting_subject(figure.text, figure.says)
    clause = next((part for part in re.split(r"[;:,]| and | but | while ", figure.text) if figure.says in part), "")
    words = _folded(subject if subject is not None else clause.partition(figure.says)[0])
    return Party(frozenset(), frozenset(words), "", None, firm=False) if words else None


def _folded(text: str) -> set[str]:
    """The folded words that can name one who counts."""
    words = {root(token) for token in _TOKEN.findall(text)}
    return {word for word in words if len(word) > 2} - not_telling() - counted_words() - cues()["count"]


def counting_subject(text: str, says: str) -> str | None:
    """The words before the verb of counting over the figure that ``says`` how many, in its clause; None where there is no such verb."""
    clause = re.split(r"; | while | whereas |, but ", text.partition(says)[0])[-1]
    told = _SPEAKS.search(clause)
    if told is None:
        return None
    parts = clause[: told.start() + 1].split(",")
    return parts[-1] if parts[-1].strip() else parts[0]  # "The council, which runs two camps, believes"


def fates() -> frozenset[str]:
    """Folded words for what befell those counted."""
    return _words()["fate"]


def counted_words() -> frozenset[str]:
    """Folded words that tell nothing but a count, those counted and that they came."""
    words = _words()
    return words["count"] | words["fate"] | words["came"] | cues()["generic"]


def _is_bare(figure: Matter, known: frozenset[str]) -> bool:
    """True where the sentence tells nothing beyond what is ``known`` but the count and whose it is."""
    teller = figure.teller.words if figure.teller is not None else frozenset()
    left = figure.words - known - teller - figure.own - not_telling() - counted_words()
    if any(root(match[1]) in left for match in _AT.finditer(figure.text)):
        return False  # another place is named
    left -= {root(match[0]) for match in _NAME.finditer(figure.text, 1)}  # the one who counts, by a name that the record does not have
    return sum(not word[0].isdigit() and rarity(word) >= TELLING for word in left) <= MOST_FRESH


def is_alone(figure: Matter) -> bool:
    """True for a number whose noun is left out: "police counted 9,000"."""
    return not any(
        word[:1].isalpha() and word not in _BOUNDS and root(word) not in _numerals() for word in re.split(r"[\s-]+", figure.says.lower())
    )


def apart_in_time(one: Matter, other: Matter) -> bool:
    """True where one count is of a year or of a long time, the other of a day."""
    sizes = sorted((each.low or each.high or 0) for each in (one, other))
    if one.kind in VICTIMS - {"displaced"} and sizes[1] > MOST_TIMES * max(sizes[0], 1):
        return True
    if one.kind == "displaced" and not any(_DAYS.search(each.text) for each in (one, other)):
        return set(_YEAR.findall(one.text)) != set(_YEAR.findall(other.text))
    if one.kind not in VICTIMS:
        return bool(_DAYS.search(one.text)) != bool(_DAYS.search(other.text))
    return any(bool(told.search(one.text)) != bool(told.search(other.text)) for told in (_YEAR, SPAN))


def one_measure(now: Matter, before: Matter) -> bool:
    """True for two counts of one thing: of one measure, in custody, or of people without more beside a count of victims or of a crowd."""
    if now.kind == before.kind and now.unit == before.unit:
        return True
    if {now.kind, before.kind} == CUSTODY:
        return True
    return now.bare and now.kind == "people" and before.kind in VICTIMS | {"crowd"} and not now.own - not_telling() - counted_words()


def answer_each_other(now: Matter, before: Matter, same: Same) -> bool:
    """True for two counts of one thing in one report, the later one bare and close to the first, by two who count."""
    if now.article != before.article or not one_measure(now, before) or apart_in_time(now, before):
        return False
    if min(same.of("place"), same.of("day"), same.of("whom")) < 0 or (now.places and before.places and not now.places & before.places):
        return False
    if now.kind not in VICTIMS | {"crowd"} and (same.of("doer") < 0 or now.does("pledge") >= PROMISED):
        return False  # what each gives
    anybody = now.kind == "people" and before.kind in VICTIMS  # "12,000 people had left", behind those who fled
    if now.kind not in VICTIMS | {"crowd"} and not anybody and not is_alone(now) and not _is_amount(now):
        return False
    if _FURTHER.match(now.says):
        return False  # "another 1,200": those who come on top
    if sides_of(now) and not sides_of(before):
        return False  # people died; so many fighters did
    gap = now.sentence.start - before.sentence.end
    if not now.bare or gap > SAME_PLACE or (now.sentence == before.sentence and now.number <= before.number):
        return False
    if now.kind == "people" and before.kind != "people" and gap > NEXT:
        return False
    return two_tellers(now, before)


def _is_amount(figure: Matter) -> bool:
    return figure.unit not in (None, "people", DISTANCE) and figure.kind == figure.unit


def told_in_passing(figure: Matter) -> bool:
    """True for a count that a relative clause recalls: "the attack, in which eleven people died"."""
    return figure.teller is None and bool(re.search(rf"\b(?:in which|where|which|that) (?:\w+ )?{re.escape(figure.says)}", figure.text))


def two_tellers(now: Matter, before: Matter) -> bool:
    """True where two parties count; one of them may be the report itself where the other's count is the larger one."""
    if now.teller is not None and before.teller is not None:
        return not alike(now.teller, before.teller)
    told = (now.teller is None) != (before.teller is None)
    counted = [each.teller is not None or bool(each.told & cues()["count"]) for each in (now, before)]
    return told and (all(counted) or (now.teller is not None and (now.low or 0) > (before.high or 0) and now.kind in VICTIMS | {"crowd"}))


def two_towns(one: str, other: str, *, one_story: bool) -> bool:
    """True where two sentences tell where, each by other names, whether anybody knows them: "near Archidona" and "near Shushufindi".

    In one story only what is told as near counts: one report names the town, another its province.
    """
    where = _NEAR_TO if one_story else _WHERE
    mine, theirs = (frozenset(where.findall(text)) for text in (one, other))
    return bool(mine and theirs) and not mine & theirs


def two_lands(one: Matter, other: Matter) -> bool:
    """True where a sentence begins with the land that it counts in, and the other tells of another: "In Iraq and Syria he put ..."."""
    scoped = any(_SCOPED.match(each.text) for each in (one, other))
    return scoped and bool(one.lands and other.lands) and not one.lands & other.lands
