"""Ways to say that something is not so which have no word of denial: a statement called shameful, words of the claim turned round."""

from __future__ import annotations

import re

from dateline.stories.changes_matter import Matter
from dateline.stories.changes_same import not_telling, rarity
from dateline.stories.sentence_words import matched, roots

FAINT = 0.25  # how probable a flat denial must be at least
HEARD = 0.5  # how probable it must be that a sentence is against something
SURE, EVERYDAY, ENOUGH = 0.9, 1.5, 2  # how sure a denial is, how rare its words, how many, that plain words tie it to what stands before
_WORDS = (
    r"(?:claims?|reports?|charges?|accusations?|allegations?|account|version|story|statements?|assertions?|suggestions?|rumou?rs?|remarks?|"
    r"comments?|words|letter|announcement|communiqu[eé])"
)
_REBUFF = re.compile(
    rf"\b(?:call(?:s|ed|ing)?|brand(?:s|ed)?|label(?:l?ed|s)?|describ(?:es|ed)|dismiss(?:es|ed)|reject(?:s|ed)|condemn(?:s|ed)|"
    rf"denounc(?:es|ed)|brush(?:es|ed)|protest(?:s|ed) against|object(?:s|ed) to|resent(?:s|ed)|ridicul(?:es|ed)|"
    rf"[a-z]+ (?:angrily|sharply|furiously) to)\b"
    rf" (?:[\w'’-]+ ){{0,3}}?(?:the|these|those|this|that|such|his|her|its|their|all|any) (?:[\w'’-]+ ){{0,2}}?{_WORDS}\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"\b(?:call(?:s|ed)|brand(?:s|ed)|label(?:l?ed|s)|describ(?:es|ed)|dismiss(?:es|ed)|reject(?:s|ed)|scoff(?:s|ed) at|"
    r"laugh(?:s|ed) (?:at|off)|sneer(?:s|ed) at|mock(?:s|ed)|ridicul(?:es|ed)|brush(?:es|ed) (?:aside|off)|"
    r"question(?:s|ed)|doubt(?:s|ed)|disput(?:es|ed)) (?:[\w'’-]+ ){0,3}?"
    r"(?:explanation|statement|version|account|briefing|story|theory|denial|description|claims?|reasoning)\b|"
    r"\bcontradict(?:s|ed) (?:him|her|them)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\bden(?:y|ies|ied|ying)\b[^.;]{0,60}\b(?:(?:any|no)thing of the (?:kind|sort)|any such thing)\b|"
    rf"\b(?:the|this|that|these|those) {_WORDS} (?:is|was|were|are) (?:\w+ )?"
    r"(?:false|untrue|wrong|invented|fabricated|a lie|lies|nonsense|baseless)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|shall|would|(?:is|are|was|were) (?:going|due|expected|supposed) to)\b|['’]ll\b", re.IGNORECASE)
_HAD_SAID = re.compile(
    r"\b(?:had|has|have) (?:\w+ )?(?:accused|blamed|charged|alleged|claimed|reported|said|written|told|asserted|suggested|named|held)\b",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"\bnot (?:one|a single|an? (?:cent|centavo|centime|penny|peso|franc|dollar|euro|coin|shot|round|bullet|drop|man|soldier))\b|"
    r"\b(?:not|never|n['’]t) (?:[\w'’-]+ ){1,2}?a (?:single|cent|centavo|centime|penny|peso|franc|dollar|euro|coin|shot|round|bullet)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b[\w-]+ (?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|hours?|minutes?|days?|weeks?|months?|years?|a\.?m|p\.?m|o['’]clock)\b",
    re.IGNORECASE,
)


def rebuffs(sentence: Matter) -> bool:
    """True for a sentence that rejects somebody's words: "called the statement shameful", "reacted angrily to the accusation"."""
    return _REBUFF.search(sentence.text) is not None and sentence.does("against", "refuses", "denies") >= HEARD


def explains_away(sentence: Matter) -> bool:
    """True for a sentence that scoffs at what somebody has said: "called the explanation a fairy tale", "scoffed at the statement"."""
    told = sentence.does("against", "refuses", "denies") >= HEARD or matched(sentence.text, "denies") is not None
    return told and _EXPLAINED.search(sentence.text) is not None


def flatly(sentence: Matter) -> bool:
    """True for the words of a flat denial: "not one shot was fired", "had not paid a single coin"; where a voice hears one at all."""
    return _FLAT.search(sentence.text) is not None and sentence.does("denies") >= FAINT


def denies_all(text: str) -> bool:
    """True for words that deny all that was said: "anything of the kind", "the report is false"."""
    return _ALL.search(text) is not None


def of_the_past(claim: Matter, denial: Matter) -> bool:
    """False for what somebody says will be, where another tells that it is not so far: a word given is no assertion."""
    return _TO_COME.search(claim.text) is None or _TO_COME.search(denial.text) is not None


def recalled(claim: Matter) -> bool:
    """True for what a report tells as said before: "had accused", "had reported that"."""
    return _HAD_SAID.search(claim.text) is not None


def in_its_words(denial: Matter, claim: Matter, names: frozenset[str]) -> bool:
    """True for a sure denial that has plain words of a claim, ``names`` aside: "they were asked to leave", "nobody had been asked"."""
    return denial.does("denies") >= SURE and in_plain_words(denial, claim, names)


def in_plain_words(denial: Matter, claim: Matter, names: frozenset[str]) -> bool:
    """True where two sentences have plain words in common, ``names`` aside."""
    shared = (roots(denial.text) & roots(claim.text)) - not_telling() - names
    return sum(rarity(word) >= EVERYDAY for word in shared) >= ENOUGH


def without_measures(text: str) -> str:
    """``text`` without distances and spells of time, which count nobody."""
    return _MEASURE.sub(" ", text)
