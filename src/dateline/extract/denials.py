"""Denials that point back: "Baku denied it", "a charge that Kenya dismissed as baseless", "He rejected the accusations."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.chains import holder
from dateline.extract.judge import Judge
from dateline.extract.status import State
from dateline.linguistics import clauses
from dateline.model.actor import Actors
from dateline.model.event import Event
from dateline.model.parse import Parse

_BACK = frozenset(("it", "this", "that", "these", "them", "which"))
_CHARGES = frozenset((
    "charge", "accusation", "allegation", "claim", "report", "version", "account", "assertion", "suggestion", "responsibility",
    "involvement", "wrongdoing", "complicity", "suspicion", "insinuation", "story", "rumour", "rumor",
))  # fmt: skip
_REACH = 1  # sentences


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial of what was told before: the verb, and the actor who denies, where known."""

    verb: int
    who: str | None


def denials(parse: Parse, judge: Judge, actors: Actors) -> Iterator[Denial]:
    """The denials of ``parse`` that say nothing of what is denied but a pronoun or a noun of charges."""
    for token, lemma in enumerate(parse.lemmas):
        if parse.pos[token] != "VERB" or judge.signatures.find(lemma, "verb", "turns") is None or lemma == "ignore":
            continue
        if judge.state(token).real and _points_back(parse, token, lemma):
            who = holder(parse, actors, token)
            yield Denial(token, who.id if who is not None else None)


def turned_down(events: tuple[Event, ...], found: tuple[Denial, ...], parse: Parse) -> tuple[Event, ...]:
    """The events with those denied that a party told and another denies right afterwards."""
    denied: dict[str, Denial] = {}
    for denial in found:
        for event in _told_before(events, denial, parse):
            denied.setdefault(event.id, denial)
    return tuple(_denied(event, denied[event.id]) if event.id in denied else event for event in events)


def _points_back(parse: Parse, verb: int, lemma: str) -> bool:
    if clauses.is_passive(parse, verb):
        return False
    if parse.deps[verb] == "relcl":
        named = parse.lemmas[parse.heads[verb]].lower()
        return named in _CHARGES and not _said_of(parse, parse.heads[verb], verb)
    named_by = parse.child(verb, "dobj")
    if named_by is None:
        return False
    noun = parse.lemmas[named_by].lower() in _CHARGES and not _said_of(parse, named_by, verb)
    return noun or (lemma in ("deny", "dismiss", "refute", "rubbish") and parse.lowers[named_by] in _BACK)


def _said_of(parse: Parse, noun: int, verb: int) -> bool:
    """Whether it is told what the charge is: "the claim that", "accusations of"."""
    below = [c for c in parse.children[noun] if c > noun and c != verb and parse.deps[c] in ("acl", "prep", "relcl")]
    return any(parse.deps[c] != "relcl" or parse.lowers[c] == "that" for c in below)


def _told_before(events: tuple[Event, ...], denial: Denial, parse: Parse) -> list[Event]:
    """What somebody else says was done, in the nearest sentence before the denial that tells such a thing."""
    at, here = parse.starts[denial.verb], parse.sentence_of[denial.verb]
    told: list[tuple[int, Event]] = []
    for event in events:
        start, fact = event.trigger.spans[0].start, event.factuality
        token = parse.token_at(start)
        here_too = token is not None and parse.sentence_of[token] == here
        said = fact.status in ("happened", "ongoing") and event.statement is not None  # what is only a charge stays one
        claimed = said or (fact.status == "alleged" and here_too)
        others = denial.who is None or fact.according_to[-1] != denial.who
        if token is not None and start < at and claimed and others and here - parse.sentence_of[token] <= _REACH:
            told.append((parse.sentence_of[token], event))
    nearest = max((sentence for sentence, _ in told), default=None)
    return [event for sentence, event in told if sentence == nearest and event.type != "ACCUSE"]


def _denied(event: Event, denial: Denial) -> Event:
    state, fact = State("denied"), event.factuality
    chain = fact.according_to if denial.who is None or denial.who in fact.according_to else (*fact.according_to, denial.who)
    known = replace(fact, status=state.status, certainty=state.certainty, polarity=state.polarity, score=state.score, according_to=chain)
    return replace(event, factuality=known, rule=f"{event.rule}; denied afterwards")
