"""What a position is about: its wording, and the frame and country that make its canonical id."""

from __future__ import annotations

import re
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
_WISH = re.compile("VBP?|VBN|NN")
_SEATED = frozenset(("talks", "peace-deal", "nuclear-deal"))
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
    wished = (
        taken.rule.startswith("stance") and parse.deps[taken.target] == "ccomp" and _WISH.fullmatch(parse.tags[taken.target]) is not None
    )
    text, spans = worded(parse, taken.target, subject=wished)
    if taken.rule.startswith("needed") and not _done_to(parse, taken.target):
        return None
    subjected = wished and " " in text and parse.child(taken.target, "nsubj") is not None  # "wants the president to go"
    addressed = _addressee(parse, taken.target) if " " not in text else None
    if addressed is not None:
        text, spans = f"{parse.words[addressed]} {text}", (parse.span(addressed, addressed + 1), *spans)
    bare = parse.pos[taken.target] == "VERB" and " " not in text and parse.lemmas[taken.target] not in about.table.frames
    if len(text) < 4 or bare or (addressed is None and not subjected and not _telling(parse, taken.target)):
        return None
    frame = _frame(parse, taken.target, about)
    towards = _country(spans, about) if frame in _SEATED else _towards(spans, about)
    if towards is None and frame in _PLACED:
        towards = _further(parse, taken.target, about) or _place_of_event(taken.target, about)
        where = _name_of(towards, about) if towards is not None else None
        text = f"{text} in {where}" if where is not None and where not in text else text
    if towards is None and frame not in _SEATED:
        towards = _whom_of_event(taken.target, about) or _of_name(spans, parse)
    return Named(Proposition(f"{frame}/{towards}" if towards else frame, text), spans)


def _addressee(parse: Parse, target: int) -> int | None:
    """Whoever is to do what a bare verb says, named in the object of the verb above: "urged Kenya not to invade"."""
    if parse.deps[target] != "xcomp" or parse.pos[target] != "VERB":
        return None
    named = parse.child(parse.heads[target], "dobj")
    return named if named is not None and named < target and parse.pos[named] in ("PROPN", "NOUN") else None


def _country(spans: tuple[Span, ...], about: Subject) -> str | None:
    """The country told in the words: talks and deals are named after towns that they do not concern."""
    for span in spans:
        for _, place in about.places.within(span):
            if place.country is not None and place.kind == "country":
                return place.country
    return None


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
    if about.table.vessels.get(lemma) == "light" and parse.pos[target] == "NOUN":
        of = next((parse.child(c, "pobj") for c in parse.children[target] if parse.lowers[c] == "of"), None)
        return frames.get(parse.lemmas[of].lower(), lemma) if of is not None else lemma  # "the use of force"
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


def _name_of(country: str, about: Subject) -> str | None:
    """The name by which the article speaks of a country."""
    return next((place.name for place in about.places.all if place.kind == "country" and place.country == country), None)


def _towards(spans: tuple[Span, ...], about: Subject) -> str | None:
    """The country or group that the proposition concerns, where its words name one; who does it ("UN embargo") is not meant."""
    for span in spans:
        for _, place in about.places.within(span):
            if place.country is not None:
                return place.country
    for span in spans:
        for where, actor, _ in about.actors.within(span):
            token = about.parse.token_at(where.start)
            if token is not None and about.parse.deps[token] in ("compound", "amod", "nmod"):
                continue
            if actor.kind == "government" and actor.country is not None:
                return actor.country
            if actor.kind in _GROUPS and actor.known:
                return actor.id
    return None


def _of_name(spans: tuple[Span, ...], parse: Parse) -> str | None:
    """The name of a country or people in the words, where nothing else is known of it."""
    for span in spans:
        for token in parse.tokens(span):
            entity = parse.entity_of[token]
            if entity >= 0 and parse.entities[entity].label in ("GPE", "NORP", "LOC"):
                named = parse.entities[entity]
                return "-".join(parse.lowers[i] for i in range(named.first, named.last) if parse.pos[i] == "PROPN") or None
    return None


def _further(parse: Parse, target: int, about: Subject) -> str | None:
    """The country told in the rest of the phrase ("action to curb the group in Libya")."""
    for _, place in about.places.within(parse.span(target, parse.right[target] + 1)):
        if place.country is not None and place.kind == "country":
            return place.country
    return None


def _place_of_event(target: int, about: Subject) -> str | None:
    """The country where the event named there takes place, where its own sentence tells it."""
    sentence = about.parse.sentence(target)
    whole = about.parse.span(sentence.first, sentence.last)
    for event in _events_at(target, about):
        for place_id in event.places:
            place = about.places.get(place_id)
            told = place is not None and any(span.overlaps(whole) for mention in place.mentions for span in mention.spans)
            if place is not None and place.country is not None and told:
                return place.country
    return None


def _whom_of_event(target: int, about: Subject) -> str | None:
    """The country or group that the event named there is done to."""
    for event in _events_at(target, about):
        for ref in event.recipients:
            actor = about.actors.get(ref.actor)
            if actor is not None and (actor.country is not None or actor.known):
                return actor.country or actor.id
    return None


def _events_at(target: int, about: Subject) -> tuple[Event, ...]:
    offset = about.parse.starts[target]
    return tuple(event for event in about.events if any(span.start <= offset < span.end for span in event.trigger.spans))
