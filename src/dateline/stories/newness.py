"""What is news in a report: another event of its kind, somebody who leaves, joins or comes back, told by whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from dateline.model.change import ChangeKind
from dateline.model.function import FunctionKind
from dateline.stories import contradictions
from dateline.stories.changes_matter import Matter, Party, Sight, cues
from dateline.stories.changes_same import Same, alike, compare, shared_words
from dateline.stories.sentence_words import matched, uses

DEEDS = frozenset(("ASSAULT", "MOBILIZE", "AID", "RETREAT", "SANCTION", "COERCE"))
MOVES: tuple[tuple[str, ChangeKind], ...] = (("left", "member-left"), ("joined", "member-joined"))
_RECALLING = re.compile(r"\b(?:who|which|that|after|since|when) (?:[\w'’-]+ ){0,2}$", re.IGNORECASE)  # "which left the talks on Saturday"
_BODY = (
    "council|union|association|federation|league|party|committee|chamber|guild|syndicate|organi[sz]ation|conference|board|front|movement"
)
_PLURAL = re.compile(r"(?:men|women|[^sui]s)$")
SURE: Mapping[FunctionKind, float] = MappingProxyType({  # probability from which on a sentence is taken to do what the record says of it
    "for": 0.55, "against": 0.45, "refuses": 0.5, "joins": 0.65, "threat": 0.45, "kept": 0.4, "revised": 0.4,
})  # fmt: skip
PLAIN = 0.85  # probability from which on somebody joins or leaves a body that only its name tells: "the Lake Panel"
AHEAD = 0.25  # probability from which on what is to come is a joining where its words are those of one
ELSE_SURE = 0.6  # the same for all other functions
DOUBT = 0.15  # probability below which words alone do not tell it
_IS_ONE = re.compile(  # what somebody is, and no joining
    r"\b(?:is|are|was|were|remains?|remained) (?:an? |one of |the )?(?:[\w-]+ ){0,2}members?\b|"
    r"\bmembers? of [^.,;]{1,40} (?:is|are|were)\b|\b(?:consist|compris)(?:s|es|ed)?\b|\bmade up of\b",
    re.IGNORECASE,
)
_ON_CONDITION = re.compile(r"\b(?:would|will|could|might|may)\b[^.;]*\b(?:if|unless|should|in case|on the day)\b", re.IGNORECASE)
_ASIDE = re.compile(  # who had moved before: "a group that broke away in April"
    r"\b(?:who|which|that|whom) (?:[\w'’-]+ ){0,3}?(?:joined|left|quit|withdrew|entered|returned|split|broke|walked|seceded|defected)\b",
    re.IGNORECASE,
)
_MOVING = re.compile(
    r"\b(?:quit\w*|lea(?:ve|ves|ving)|left|bow(?:s|ed|ing) out|withdr[ae]w\w*|pull(?:s|ed|ing) out|resign\w*|join\w*|enter\w*|"
    r"(?:giv(?:e|es|ing)|gave) up|seats?|members?|membership|step(?:s|ped|ping) down|walk(?:s|ed|ing) out)\b",
    re.IGNORECASE,
)
_MOVED_BEFORE = re.compile(r"\b(?:who|which|that|after|since) (?:\w+ ){0,2}(?:joined|left|quit|withdrew|entered|returned)\b", re.IGNORECASE)
HEARD = 2.2  # points from which on a deed was told before
MORE = "second|third|fourth|fifth|sixth|another|new|fresh|further"


def told_before(event: Matter, known: Matter) -> bool:
    """True where the same party did the same, as far as words or place tell."""
    same = compare(event, known, one_story=True)
    return same.of("doer") > 0 and (same.of("words") > 0 or same.of("place") > 0)


def further_down(sight: Sight, opening: int) -> list[Matter]:
    """The first arrest and the first announced closing that a report tells further down than ``opening``."""
    told = [each for each in sight.matters if each.noun == "events" and each.lead > opening and each.kind == "COERCE"]
    arrests = [each for each in told if each.mode == "arrest" and each.status in contradictions.DONE and not further_back(each)]
    ahead = [each for each in told if each.status in ("threatened", "scheduled")]
    closings = [each for each in ahead if each.places and any(one.firm for one in each.doers)]
    return [*arrests[:1], *closings[:1]]


def heard_of(event: Matter, known: Matter) -> bool:
    """True where such a deed was told or announced before."""
    return known.mode == event.mode and compare(event, known, one_story=True).points >= HEARD


def known_by_name(event: Matter, sight: Sight) -> bool:
    """True where a doer is known by name, or is the front, the ministry, of a name that the report tells."""
    firm = [party for each in sight.matters if each.noun != "sentences" for party in each.doers if party.firm]
    return any(party.firm or _apposed(party.name, event.text) or any(alike(party, other) for other in firm) for party in event.doers)


def holds(stand: Matter, sight: Sight) -> bool:
    """True where whoever a sentence names first is one who takes a side: known by name or, of a surely told stand, one body or office."""
    one = one_body(stand.doers[0]) or _body_of(stand.doers[0], stand.text)
    return known_by_name(stand, sight) or (surely(stand, "for", "against", "refuses") and one)


def _body_of(people: Party, text: str) -> bool:
    """True where people stand in a text for their body: "the herders' council"."""
    return bool(re.search(rf"\b{re.escape(people.name)}['’]s? (?:[\w-]+ )?(?:{_BODY})\b", text, re.IGNORECASE))


def one_body(party: Party) -> bool:
    """True for a body or an office told in the singular ("the miners' union"), false for people ("shopkeepers")."""
    words = party.name.partition(" of ")[0].lower().split()
    return bool(words) and not (_PLURAL.search(words[-1]) or words[-1] in ("people", "everyone", "everybody", "many", "some", "most"))


def _apposed(name: str, text: str) -> bool:
    """True where a name follows the words for somebody: "His party, the Liberal Convention, left"."""
    return bool(re.search(rf"\b{re.escape(name)}, (?:the )?[A-Z]", text))


def one_more(event: Matter) -> bool:
    """True for what is told as another of its kind: a second march, another attack."""
    trigger = re.escape(event.says.split()[0]) if event.says else ""
    return bool(re.search(rf"\b(?:{MORE}) (?:[\w-]+ ){{0,2}}{trigger}", event.text, re.IGNORECASE))


def comes_back(event: Matter) -> bool:
    """True for a return to talks, to a coalition, to a group: told as done or as agreed."""
    words = [word.strip(".,").lower() for word in event.says.split()]
    told = event.noun == "events" and event.status in (*contradictions.DONE, "pledged", "scheduled")
    return told and bool(words) and words[0] in cues()["return"] and any(word in cues()["body"] for word in words[1:])


def further_back(event: Matter) -> bool:
    """True for what a sentence recalls: had threatened, which attacked."""
    return bool(re.search(rf"\b(?:had|who|which) (?:\w+ )?{re.escape(event.says.split()[0])}\b", event.text))


def joins_or_leaves(event: Matter) -> ChangeKind | None:
    """``member-joined``, ``member-left`` for an event whose words say that somebody joins or leaves a coalition, talks, a group."""
    words = [word.strip(".,").lower() for word in event.says.split()]
    if not words or not (any(word in cues()["body"] for word in words[1:]) or _out_of(event, words[0])) or told_aside(event):
        return None
    return "member-left" if words[0] in cues()["leave"] else "member-joined" if words[0] in cues()["join"] else None


def told_aside(matter: Matter) -> bool:
    """True for a move that a sentence only recalls, holds possible on a condition, or that is none: what somebody is a member of."""
    aside = matter.lead > 1 and _ASIDE.search(matter.text) is not None
    return aside or _IS_ONE.search(matter.text) is not None or _ON_CONDITION.search(matter.text) is not None


def changes_sides(member: Matter) -> bool:
    """True for a membership that begins or ends with the report, not one that it only recalls."""
    return member.status in ("joined", "left") and not told_aside(member)


def moves(sentence: Matter) -> ChangeKind | None:
    """``member-joined``, ``member-left`` where a sentence says so of whom it names first: by the record's word, else by its own words."""
    joins, leaves = sentence.does("joins"), sentence.does("leaves")
    if not sentence.doers or surely(sentence, "past") or told_aside(sentence):
        return None
    in_words = _moves_in_words(sentence)
    recalled = in_words is None and _MOVED_BEFORE.search(sentence.text) is not None
    named = max(joins, leaves) >= PLAIN and _of_a_body(sentence, named=True) and _MOVING.search(sentence.text) is not None
    if (
        moves_surely(sentence) and not recalled and (_of_a_body(sentence) or in_words or named)
    ):  # a body by its name alone: in so many words
        return "member-joined" if joins > leaves else "member-left"
    if joins >= AHEAD and "joined" in uses(sentence.text) and sentence.doers[0].firm:  # "will enter the government"
        return "member-joined"
    if sentence.functions and max(joins, leaves) < DOUBT:
        return None
    return in_words


def _moves_in_words(sentence: Matter) -> ChangeKind | None:
    """Whether somebody joins or leaves by the words of a sentence, but for what they only recall."""
    for use, kind in MOVES:
        found = matched(sentence.text, use)
        if found is not None and not _RECALLING.search(sentence.text[: found.start()]):
            return kind
    return None


def _of_a_body(sentence: Matter, *, named: bool = False) -> bool:
    """True where a sentence speaks of a body that one can join by a common noun: a coalition, talks, a party; a post is none."""
    words = (word.strip('.,;:"') for word in sentence.text.split())
    return any((word.lower() if named else word) in cues()["body"] for word in words)


def moves_surely(sentence: Matter) -> bool:
    """True where the record says for sure that somebody joins or leaves."""
    return surely(sentence, "joins", "leaves")


def surely(sentence: Matter, *kinds: FunctionKind) -> bool:
    """True where the record is sure that a sentence does one of ``kinds``."""
    return any(sentence.does(kind) >= SURE.get(kind, ELSE_SURE) for kind in kinds)


def moves_itself(sentence: Matter, sight: Sight) -> bool:
    """True where whoever joins or leaves is known by name or, where the record is sure of the move, is one body or office."""
    return known_by_name(sentence, sight) or (moves_surely(sentence) and one_body(sentence.doers[0]))


def alike_first(sentence: Matter, other: Matter) -> bool:
    """True where whom a sentence names first is a party of the other."""
    return any(alike(sentence.doers[0], party) for party in other.doers) if sentence.doers else False


def _out_of(event: Matter, verb: str) -> bool:
    """True where the words after the verb lead out of a body: "walked out of the talks", "pulled out of the peace negotiations"."""
    found = re.search(
        rf"\b{re.escape(verb)} (?:out|away) (?:of|from) (?:the |its |their |all |a )?(?:[\w-]+ ){{0,2}}?([\w-]+)", event.text.lower()
    )
    after = event.text.lower()[found.start() :].split()[:8] if found is not None else []
    return any(word.strip(".,") in cues()["body"] for word in after)


def spoken_of(event: Matter, known: Matter) -> Same | None:
    """What makes an earlier word (ruled out, possible, asked for) one about such a deed as ``event``; None where it is not."""
    if event.kind not in DEEDS or not event.lands & known.lands or not any(party.firm for party in event.doers):
        return None
    if (event.published or 0) <= (known.published or 0):
        return None
    same = compare(event, known, one_story=False)
    alike_deed = same.of("mode") > 0 or bool(shared_words(event.own, known.own))
    tied = same.of("doer") > 0 or same.of("whom") > 0 or (same.of("mode") > 0 and not known.others and event.others != ())
    return same if alike_deed and tied and same.of("whom") >= 0 else None


def how_much(event: Matter) -> int:
    """How much of an event is told."""
    return bool(event.doers) + bool(event.others) + bool(event.places) + (event.day is not None)


def quoted(text: str) -> bool:
    """True for a sentence that is or ends somebody's direct speech."""
    begins = text.lstrip()[:1] in ('"', "“")
    return begins or (text.count('"') % 2 == 1) or ("”" in text and text.find("”") < (text.find("“") if "“" in text else len(text)))
