"""What it changes that an event stands inside somebody's words: who speaks, and what kind of act it is."""

from __future__ import annotations

from dateline.extract.status import State
from dateline.model.actor import Actor, Actors
from dateline.model.event import EventMention, Status
from dateline.model.statement import Statement

_HARM = frozenset(("ASSAULT", "SANCTION", "COERCE"))


def spoken(state: State, mention: EventMention, statement: Statement, actors: Actors) -> State:
    """The state of an event once the statement around it is taken into account."""
    speaker = actors.get(statement.speaker.actor if statement.speaker is not None else None)
    doer = _is_doer(speaker, mention, actors)
    if state.status == "negated":
        return state if mention.type == "REJECT" else _undone(state, statement, doer=doer)
    if state.status in ("scheduled", "pledged") and state.frame.startswith("modal"):
        return _to_come(state, mention, statement, doer=doer)
    return state


def _undone(state: State, statement: Statement, *, doer: bool) -> State:
    if statement.act == "reject":
        return _turned(state, "ruled-out")
    return _turned(state, "denied") if statement.act == "deny" or doer else state


def _to_come(state: State, mention: EventMention, statement: Statement, *, doer: bool) -> State:
    if statement.act == "threaten":
        return _turned(state, "threatened")
    if statement.act == "pledge" or doer or state.status == "pledged":
        return _turned(state, "threatened" if mention.type in _HARM and statement.act != "pledge" else "pledged")
    return state


def _turned(state: State, status: Status) -> State:
    return State(status, state.firmly, state.against, f"said:{status}", state.turns)


def _is_doer(speaker: Actor | None, mention: EventMention, actors: Actors) -> bool:
    """Whether the speaker does what is spoken of, or speaks for those who do: the same actor, or the same country's."""
    if speaker is None:
        return False
    for ref in mention.actors:
        doer = actors.get(ref.actor)
        if doer is None:
            continue
        if doer.id in (speaker.id, speaker.speaks_for) or (doer.country is not None and doer.country == speaker.country):
            return True
    return False
