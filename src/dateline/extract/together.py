"""Rule and encoder decide together: a short list of features with weights, for an event's status and its parties.

The rules' answer is one feature, the encoder's probability the other; the weights stand with the thresholds in one file (``voices``).
Without an encoding every function gives back what the rules said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING, cast

from dateline.extract.status import State
from dateline.linguistics.encoding import STATUSES
from dateline.linguistics.voices import Together, voices
from dateline.model.actor import ActorRef

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.linguistics.encoding import Encoding, Roles
    from dateline.model.actor import Actors
    from dateline.model.event import EventMention, Status
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.span import Span

_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may take part in an event: the actor, the state, or the place it names."""

    span: Span
    actor: str | None
    place: str | None


def status(state: State, trigger: Span, encoding: Encoding | None) -> State:
    """The state that both voices speak for; its frame names both where they differ."""
    told = encoding.status(trigger) if encoding is not None else None
    if told is None:
        return state
    weight = _rule_weight(state, voices().together)
    best = max(range(len(STATUSES)), key=lambda i: log(max(told[i], _LEAST)) + weight * (STATUSES[i] == state.status))
    said = cast("Status", STATUSES[best])
    if said == state.status:
        return state
    return State(said, frame=f"{state.frame}; encoder:{said} {told[best]:.2f} over {state.status}", turns=state.turns)


def _rule_weight(state: State, weights: Together) -> float:
    """How much the rules' status counts: more where a word of the text decided it than where nothing did."""
    return weights.status_by_word if state.turns else weights.status_plain


class Hearing:
    """What the encoder says of the events of one text."""

    def __init__(self, encoding: Encoding, parse: Parse, actors: Actors, places: Places) -> None:
        self._encoding, self._parse, self._actors, self._places = encoding, parse, actors, places
        self._weights = voices().together

    def parties(self, mention: EventMention) -> EventMention:
        """The event with the doers, recipients and places that both voices speak for."""
        refs = (*mention.actors, *mention.recipients)
        near = self._near(mention.span)
        spans = [ref.spans[0] for ref in refs] + [each.span for each in near]
        told = self._encoding.roles(mention.span, spans) if spans else None
        if told is None:
            return mention
        of_refs, of_near = told[: len(refs)], list(zip(near, told[len(refs) :], strict=True))
        doers = self._chosen(mention.actors, of_refs[: len(mention.actors)], of_near, lambda r: r.actor, self._weights.doer)
        ids = {ref.actor for ref in doers if ref.actor is not None}
        recipients = self._chosen(
            mention.recipients, of_refs[len(mention.actors) :], of_near, lambda r: r.recipient, self._weights.recipient
        )
        recipients = tuple(ref for ref in recipients if ref.actor is None or ref.actor not in ids)
        return replace(mention, actors=doers, recipients=recipients, places=self._where(mention.places, of_near))

    def _near(self, trigger: Span) -> tuple[Candidate, ...]:
        """The longest mentions of actors and places in the sentence of ``trigger``, each once, in order."""
        token = self._parse.token_at(trigger.start)
        if token is None:
            return ()
        sentence = self._parse.sentence(token)
        whole = self._parse.span(sentence.first, sentence.last)
        found = [Candidate(span, actor.id, None) for span, actor, _ in self._actors.within(whole)]
        found += [Candidate(span, self._state(place.country, place.kind), place.id) for span, place in self._places.within(whole)]
        kept: list[Candidate] = []
        for each in sorted(found, key=lambda c: (c.span.start, -c.span.end, c.actor is None)):
            if each.span.overlaps(trigger):
                continue
            if kept and kept[-1].span.overlaps(each.span):
                last = kept[-1]
                kept[-1] = Candidate(last.span, last.actor or each.actor, last.place or each.place)
            else:
                kept.append(each)
        return tuple(kept)

    def _state(self, country: str | None, kind: str) -> str | None:
        name = f"{country}-GOV"
        return name if kind == "country" and self._actors.get(name) is not None else None

    def _chosen(
        self,
        ruled: Sequence[ActorRef],
        of_ruled: Sequence[Roles | None],
        of_near: Sequence[tuple[Candidate, Roles | None]],
        part: Callable[[Roles], float],
        weights: tuple[float, float],
    ) -> tuple[ActorRef, ...]:
        """The rules' parties that the encoder does not speak against, then those of the others that it speaks for loudly enough."""
        bias, weight = weights
        kept = [ref for ref, roles in zip(ruled, of_ruled, strict=True) if roles is None or _logit(part(roles)) + bias + weight > 0]
        ids = {ref.actor for ref in ruled}
        for each, roles in of_near:
            if roles is None or each.actor is None or each.actor in ids or any(each.span.overlaps(s) for ref in ruled for s in ref.spans):
                continue
            if _logit(part(roles)) + bias > 0:
                kept.append(ActorRef(each.actor, (each.span,)))
                ids.add(each.actor)
        return tuple(kept)

    def _where(self, ruled: tuple[str, ...], of_near: Sequence[tuple[Candidate, Roles | None]]) -> tuple[str, ...]:
        """The places that both voices speak for; a place that the rules took from another sentence stays."""
        bias, weight = self._weights.place
        loudest: dict[str, float] = {}
        for each, roles in of_near:
            if each.place is not None and roles is not None:
                loudest[each.place] = max(loudest.get(each.place, _LEAST), roles.place)
        kept = [place for place in ruled if place not in loudest or _logit(loudest[place]) + bias + weight > 0]
        return (*kept, *(place for place, told in loudest.items() if place not in ruled and _logit(told) + bias > 0))


def _logit(probability: float) -> float:
    inside = min(max(probability, _LEAST), 1 - _LEAST)
    return log(inside / (1 - inside))


def parties(
    mentions: tuple[EventMention, ...], encoding: Encoding | None, parse: Parse, actors: Actors, places: Places
) -> tuple[EventMention, ...]:
    """The events with the parties and places that both voices speak for; as they are without an encoding."""
    if encoding is None:
        return mentions
    hearing = Hearing(encoding, parse, actors, places)
    return tuple(hearing.parties(each) for each in mentions)
