"""What a position is about: its wording, and the frame and country that make its canonical id."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.stances import Taken
from dateline.extract.wordings import raised_subject, worded
from dateline.knowledge.propositions import PropositionTable
from dateline.model.actor import Actors
from dateline.model.event import Event
from dateline.model.parse import Parse
from dateline.model.place import Places
from dateline.model.position import Proposition
from dateline.model.span import Span

_PLACED = frozenset(("assault", "deployment", "ceasefire", "election", "peacekeeping", "withdrawal"))
_ENDING = frozenset(("stop", "halt", "end", "suspend", "cease", "cancel", "postpone", "delay", "lift", "ban", "cut", "reduce", "ease"))
_SAYING = frozenset(("dobj", "prep", "nsubjpass", "xcomp", "acomp", "ccomp"))
_GROUPS = frozenset(("armed-group", "party", "organisation", "coalition"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What the wordings are read against: actors, places and events of the article, and the frames of propositions."""

    parse: Parse
    actors: Actors
    places: Places
    events: tuple[Event, ...]
    table: PropositionTable


@dataclass(frozen=True, slots=True)
class Named:
    """A proposition with the words that name it."""

    proposition: Proposition
    spans: tuple[Span, ...]


def proposition(taken: Taken, about: Subject) -> Named | None:
    """The proposition that a stance is on; None where its words name nothing."""
    parse = about.parse
    wished = taken.rule.startswith("stance") and parse.deps[taken.target] == "ccomp" and parse.tags[taken.target] == "VB"
    text, spans = worded(parse, taken.target, subject=wished)
    if taken.rule.startswith("needed") and not _done_to(parse, taken.target):
        return None
    bare = parse.pos[taken.target] == "VERB" and " " not in text and parse.lemmas[taken.target] not in about.table.frames
    if len(text) < 4 or bare or not _telling(parse, taken.target):
        return None
    frame = _frame(parse, taken.target, about)
    towards = _towards(spans, taken.target, about)
    if towards is None and frame in _PLACED:
        towards, where = _further(parse, taken.target, about)
        text = f"{text} in {where}" if where else text
    return Named(Proposition(f"{frame}/{towards}" if towards else frame, text), spans)


def ended(parse: Parse, target: int) -> int | None:
    """What a passive of ending would end ("that the deployment be halted"): a stance on it is the contrary stance on that."""
    return parse.child(target, "nsubjpass") if parse.lemmas[target] in _ENDING else None


def _frame(parse: Parse, target: int, about: Subject) -> str:
    """The frame of the target or, where it has none, of its object ("signing the accord"); else its own lemma."""
    lemma = parse.lemmas[target].lower()
    frames = about.table.frames
    for child in parse.children[target]:
        if parse.deps[child] in ("amod", "compound") and f"{parse.lowers[child]} {lemma}" in frames:
            return frames[f"{parse.lowers[child]} {lemma}"]
    if lemma in frames:
        return frames[lemma]
    inner = next((c for c in parse.children[target] if parse.deps[c] in ("dobj", "nsubjpass") and parse.lemmas[c].lower() in frames), None)
    if inner is None:
        return lemma
    frame = frames[parse.lemmas[inner].lower()]
    return frame if about.table.vessels.get(lemma) == "light" else f"{lemma}-{frame}"


def _done_to(parse: Parse, target: int) -> bool:
    raised = raised_subject(parse, target)
    objects = [c for c in parse.children[target] if parse.deps[c] in ("dobj", "nsubjpass")] + ([raised] if raised is not None else [])
    return parse.pos[target] == "NOUN" or any(parse.pos[c] in ("NOUN", "PROPN") for c in objects)


def _telling(parse: Parse, target: int) -> bool:
    """Whether the words say what it is about: a name of an event, or a word with an object or a modifier of its own."""
    if parse.pos[target] == "NOUN":
        return True
    objects = [c for c in parse.children[target] if parse.deps[c] in _SAYING]
    if raised_subject(parse, target) is not None:
        return True
    return any(parse.pos[c] != "PRON" for c in objects)


def _towards(spans: tuple[Span, ...], target: int, about: Subject) -> str | None:
    """The country or group that the proposition concerns: named in its words, else known of the event that stands there."""
    for span in spans:
        for _, place in about.places.within(span):
            if place.country is not None:
                return place.country
    for span in spans:
        for _, actor, _ in about.actors.within(span):
            if actor.kind == "government" and actor.country is not None:
                return actor.country
            if actor.kind in _GROUPS and actor.known:
                return actor.id
    return _of_event(about.parse.starts[target], about) or _of_name(spans, about.parse)


def _of_name(spans: tuple[Span, ...], parse: Parse) -> str | None:
    """The name of a country or people in the words, where nothing else is known of it."""
    for span in spans:
        for token in parse.tokens(span):
            entity = parse.entity_of[token]
            if entity >= 0 and parse.entities[entity].label in ("GPE", "NORP", "LOC"):
                named = parse.entities[entity]
                return "-".join(parse.lowers[i] for i in range(named.first, named.last) if parse.pos[i] == "PROPN") or None
    return None


def _further(parse: Parse, target: int, about: Subject) -> tuple[str | None, str | None]:
    """The country told in the rest of the phrase ("action to curb the group in Libya"), with its name."""
    for _, place in about.places.within(parse.span(target, parse.right[target] + 1)):
        if place.country is not None and place.kind == "country":
            return place.country, place.name
    return None, None


def _of_event(offset: int, about: Subject) -> str | None:
    for event in about.events:
        if any(span.start <= offset < span.end for span in event.trigger.spans):
            for place_id in event.places:
                place = about.places.get(place_id)
                if place is not None and place.country is not None:
                    return place.country
            for ref in event.recipients:
                actor = about.actors.get(ref.actor)
                if actor is not None and (actor.country is not None or actor.known):
                    return actor.country or actor.id
    return None
