"""Stands told outright, in words that leave no doubt, and a party that turns in one sentence: "three days after ruling it out"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.model.change import ChangeKind
from dateline.stories.answers import named_in
from dateline.stories.changes_matter import Matter, Party, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same

TURNS: frozenset[ChangeKind] = frozenset(
    ("position-turned", "admitted", "done-after-ruled-out", "position-against-act", "pledge-contradicted")
)
FAINT, HEARD = 0.2, 0.5  # how probable a refusal must be at least; that a sentence does something
_FOR = re.compile(
    r"\b(?:com(?:e|es|ing)|came) out (?:\w+ )?(?:in favou?r of|for|in support of)\b|"
    r"\b(?:thr(?:ew|own|ows)|put|puts) (?:its|his|her|their) (?:full |whole )?(?:weight|support|backing) behind\b|"
    r"\b(?:is|are|was|were|remain(?:s|ed)?) (?:\w+ )?in favou?r of\b|\bsaw? no (?:objections?|obstacle) to\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:com(?:e|es|ing)|came) out (?:\w+ )?against\b|\b(?:is|are|was|were|remain(?:s|ed)?) (?:\w+ )?(?:against|opposed to) (?!time\b)|"
    r"\b(?:saw|sees?|seeing) no (?:need|reason|point|grounds|case|cause|sense) (?:for|to|in|why)\b|"
    r"\bonly (?:skeptic|sceptic|opponent|critic)\b|\bbut not (?:about|on|of|to|with|over)\b",
    re.IGNORECASE,
)
_WILL_NOT = re.compile(
    r"\b(?:it|they|he|she|we|I|(?:its|their) \w+) (?:would|will) (?:not|never) (?!be (?:able|possible)|say|comment|know|name)\w+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:hours?|days?|weeks?|fortnight|months?|years?) (?:after|since) (?:(?:he|she|it|they|(?:the|its|his|her|their) [\w-]+|"
    r"[A-Z][\w-]+) )?(?:(?:had|himself|herself|itself) )*"
    r"(?:rul(?:ed|ing)\b[^.;]{0,60}\bout|ruling out|ruled out|reject(?:ed|ing)|refus(?:ed|ing)|oppos(?:ed|ing)|"
    r"den(?:ied|ying)|dismiss(?:ed|ing)|call(?:ed|ing)|defend(?:ed|ing)|back(?:ed|ing)|support(?:ed|ing)|prais(?:ed|ing)|"
    r"stood by|standing by|(?:said|say(?:s|ing)|told|telling|declar(?:ed|ing)|insist(?:ed|ing)|vow(?:ed|ing)|swore|swearing|sworn|"
    r"promis(?:ed|ing)|assur(?:ed|ing)|"
    r"stat(?:ed|ing)|maintain(?:ed|ing))\b[^.;]{0,80}?\b(?:no|not|never|none|nothing|nobody|nor|backing|support|confidence)\b)",
)
_COURTESY = re.compile(
    r"\b(?:thank(?:s|ed)|congratulat(?:es|ed)|wish(?:es|ed) (?:his|her|its|their|the)|condol\w+|sympath(?:y|ies)|minute['’]s silence)\b|"
    r"\bdeclin(?:es|ed) (?:to (?:comment|say|answer|name|discuss|tell)|comment)\b|\bno comment\b|\b(?:paid|pays) tribute\b|"
    r"\b(?:did|does|do|would) not (?:want to )?(?:say|name|answer|comment|contradict|be named|mention|explain|thank)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:welcom|support|back(?:s|ed)|favou?r|oppos|reject|against|demand|urg(?:es|ed)|call(?:s|ed)|refus|condemn|insist|rul(?:es|ed) out|"
    r"prais|critici|accept|but\b|would\b|should\b|must\b)",
    re.IGNORECASE,
)
_DEMANDED = re.compile(r"\b(?:which|that) (?:the )?([\w'’() -]{2,50}?) (?:has |have |had )?(?:demand|want|insist|ask|call)(?:s|ed)?\b")


def takes_none(text: str) -> bool:
    """True for courtesies and silence, which take no side: "thanked the envoy", "declined to comment", "did not say whether"."""
    return _COURTESY.search(text) is not None and _SIDE.search(text) is None


def outright(sentence: Matter) -> str | None:
    """``supports``, ``opposes`` by words that leave no doubt; a refusal of one's own also where a voice hears one faintly."""
    if _AGAINST.search(sentence.text):
        return "opposes"
    if _FOR.search(sentence.text):
        return "supports"
    refused = _WILL_NOT.search(sentence.text) is not None and sentence.does("refuses", "against") >= FAINT
    return "opposes" if refused and sentence.does("denies") < HEARD else None


def turned_at_once(sight: Sight, kept: Iterable[Found]) -> Iterator[Found]:
    """The first sentence that tells an act and the word it goes against: "sacked him, days after she had assured him of support"."""
    told = {each.now.sentence for each in kept if each.kind in TURNS}
    spoken = (each for each in sight.matters if each.noun == "sentences" and each.reply is None and each.doers)
    turns = (each for each in spoken if _AFTER.search(each.text) and each.does("denies", "kept") < HEARD)
    turns = (each for each in turns if each.number == 0 or each.does("past") < HEARD)
    first = next((each for each in turns if each.sentence not in told), None)
    if first is not None:
        yield Found("position-turned", first, first, Same((), 0.0))


def demanded_by(party: Party, text: str) -> bool:
    """True where a text tells in passing what a party asks for: "a police force, which the movement demands"."""
    found = _DEMANDED.search(text)
    return found is not None and named_in(party, found[1])
