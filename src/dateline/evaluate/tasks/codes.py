"""A record's events as the event sets code them: type, status, and countries by ISO 3166 alpha-3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.tasks.articles import article_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.evaluate.task import Prediction
    from dateline.model.actor import ActorRef
    from dateline.model.event import Event
    from dateline.model.record import Record
    from dateline.pipeline import Pipeline

_UNREAL = "unreal:"
_OFFERED = "; thing:"
_RECIPROCAL = ("CONSULT", "AGREE", "COOPERATE")
_MUTUAL = (*_RECIPROCAL, "SUPPORT", "AID")


def coded(text: str, pipeline: Pipeline) -> list[Prediction]:
    """The events of ``text`` in the shape of the event sets."""
    record = pipeline.record(article_of(text))
    return [_event(event, record) for event in record.events]


def _event(event: Event, record: Record) -> Prediction:
    actors = countries(event.actors, record)
    recipients = countries(event.recipients, record)
    if not recipients and event.type in _RECIPROCAL and len(actors) > 1:
        recipients = actors
    return {"type": event.type, "status": event.factuality.status, "actors": actors, "recipients": recipients}


def _coded_type(event: Event) -> str:
    """The type as sets after CAMEO have it: economic sanctions are restrictions (COERCE), a concluded agreement is support."""
    if event.type == "SANCTION" and event.mode == "economic":
        return "COERCE"
    return "SUPPORT" if event.rule in _CONCLUDED else event.type


def _coded_status(event: Event) -> str:
    """The status as such sets have it: an offer of help counts as help."""
    return "happened" if _OFFERED in event.rule else event.factuality.status


def countries(refs: tuple[ActorRef, ...], record: Record) -> list[str]:
    """The countries of the actors, in order, each once; for words without an actor those of the places they name."""
    return list(dict.fromkeys(country for ref in refs for country in _countries(ref, record)))


def _countries(ref: ActorRef, record: Record) -> Iterator[str]:
    actor = next((a for a in record.actors if a.id == ref.actor), None)
    if actor is not None and (actor.country or actor.code):
        yield actor.country or (actor.code or "")[:3]
        return
    for place in record.places:
        if place.country and any(span.overlaps(own) for mention in place.mentions for span in mention.spans for own in ref.spans):
            yield place.country
    for other in record.actors:
        if other.country and any(own.covers(span) for mention in other.mentions for span in mention.spans for own in ref.spans):
            yield other.country


def acts(text: str, pipeline: Pipeline, *, agentless: bool = False) -> list[Prediction]:
    """The events of ``text`` as acts: what is promised, refused, threatened or called for counts as the promise, refusal, threat or call.

    Coders note an act for its doer; with ``agentless`` one that only names who suffered counts, too. Words that are events only by the
    promise or demand above them are no acts of their own.
    """
    record = pipeline.record(article_of(text))
    acted = (event for event in record.events if not event.rule.startswith(_UNREAL))
    kept = (event for event in acted if event.actors or (agentless and event.recipients))
    found = [
        {**_event(event, record), "type": _coded_type(event), "status": _coded_status(event), **_parties(event, record)} for event in kept
    ]
    said = {event["type"] for event in found}
    return [act for event in found if (act := _act(event, said)) is not None]


def _parties(event: Event, record: Record) -> Prediction:
    """Both sides of an act as coders of one sentence have them: where the words name one alone, the other state spoken of is the other."""
    actors, recipients = countries(event.actors, record), countries(event.recipients, record)
    if not recipients and event.type in _MUTUAL and len(actors) > 1:
        recipients = actors
    there = [place.country for place in record.places if place.id in event.places and place.country]
    spoken = [actor.country for actor in record.actors if actor.country] + [place.country for place in record.places if place.country]
    if actors and not recipients:
        recipients = _other(there, actors) or _other(spoken, actors)
    if recipients and not actors:
        actors = _other(spoken, recipients)
    return {"actors": actors, "recipients": recipients}


def _other(countries_named: list[str], known: list[str]) -> list[str]:
    """The one country named that is not known yet; none where there are several to choose from."""
    others = list(dict.fromkeys(country for country in countries_named if country not in known))
    return others if len(others) == 1 else []


def _act(event: Prediction, said: set[str]) -> Prediction | None:
    meant = _MEANT.get(event["status"])
    if meant is None:
        return event
    kind = "THREATEN" if meant == "AGREE" and event["type"] in _HARM else meant
    return None if kind in said else {**event, "type": kind, "status": "happened"}


_CONCLUDED = tuple(f"trigger:AGREE:{verb}" for verb in ("sign", "reach", "strike", "clinch", "conclude", "seal", "forge", "agree"))
_HARM = ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE")
_MEANT = {"pledged": "AGREE", "scheduled": "AGREE", "threatened": "THREATEN", "ruled-out": "REJECT", "called-for": "REQUEST"}
