"""What one side of a conflict says that the other did: a charge, not news ("The rebels said that army jets had bombed the market")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.extract.status import State
    from dateline.model.actor import Actor, Actors
    from dateline.model.event import EventMention
    from dateline.model.parse import Parse
    from dateline.model.statement import Statement

_HARM = frozenset(("ASSAULT", "COERCE"))
_SIDES = frozenset(("government", "armed-force", "armed-group"))


def charged(state: State, mention: EventMention, around: tuple[Statement, ...], parse: Parse, actors: Actors) -> State:
    """The state, alleged where the speaker's side and the doer's are two sides that may be at odds and nobody else tells of the deed."""
    if not state.real or mention.type not in _HARM or not around:
        return state
    told = around[-1]
    speaker = _side(told.speaker.actor if told.speaker is not None else None, actors)
    doers = [_side(ref.actor, actors) for ref in mention.actors]
    if speaker is None or told.cue is None or not doers or any(doer is None or _allied(speaker, doer) for doer in doers):
        return state
    cue = parse.token_at(told.cue.spans[0].start)
    return state.to("alleged", cue, "charged") if cue is not None else state


def _side(actor: str | None, actors: Actors) -> Actor | None:
    """The state, force or armed group that the actor is or speaks for."""
    known = actors.get(actor) if actor is not None else None
    if known is not None and known.kind == "person" and known.speaks_for is not None:
        known = actors.get(known.speaks_for)
    return known if known is not None and known.kind in _SIDES else None


def _allied(one: Actor, other: Actor) -> bool:
    """Whether both are one side, or states, which are believed to speak of each other as reporters do."""
    return one.id == other.id or (one.kind != "armed-group" and other.kind != "armed-group")
