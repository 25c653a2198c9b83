"""Who takes part in an event that its own clause leaves open: told before in the report, or by the event that a word of praise is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.own import is_condition
from dateline.linguistics.clauses import agents, clause_head, patients
from dateline.linguistics.verb_groups import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.extract.participants import Cast
    from dateline.extract.sightings import Sighting
    from dateline.model.actor import ActorRef, Actors
    from dateline.model.event import EventMention
    from dateline.model.parse import Parse

# Deeds of states: where an office holder promises, rules out or threatens one, his government is to do it.
_OF_STATES = frozenset(("ASSAULT", "MOBILIZE", "AID", "SANCTION", "RETREAT", "CONCEDE", "COERCE", "COOPERATE", "AGREE"))
_INNER = frozenset(("xcomp", "ccomp", "pcomp", "acl", "advcl"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))
_JUDGED = frozenset(("ACCUSE", "SUPPORT"))
_HARMS = frozenset(("SANCTION", "ASSAULT", "COERCE"))
_WISHING = frozenset(("ask", "request", "need", "want", "wish", "invite"))
_ASSENTING = frozenset(("agree", "approve", "back", "vote", "consent", "support", "decide", "order", "join", "help", "permit", "allow"))
_STEPS = 3  # clauses between an event and the condition that it stands on
_SANCTIONS = frozenset(("sanction", "sanctions", "embargo"))


def of_states(seen: Sighting, refs: tuple[ActorRef, ...], parse: Parse, actors: Actors) -> tuple[ActorRef, ...]:
    """The doers with a person replaced by the government he speaks for where the deed is one of states and stands under what he says."""
    if seen.trigger.type not in _OF_STATES or not _under_speech(seen, parse):
        return refs
    found: dict[str, ActorRef] = {}
    for ref in refs:
        actor = actors.get(ref.actor) if ref.actor is not None else None
        if actor is not None and actor.kind == "person" and actor.speaks_for is not None and actors.get(actor.speaks_for) is not None:
            found.setdefault(actor.speaks_for, replace(ref, actor=actor.speaks_for))
        else:
            found.setdefault(ref.actor or f"{ref.spans[0].start}", ref)
    return tuple(found.values())


def _under_speech(seen: Sighting, parse: Parse) -> bool:
    """Whether another verb's subject does it: "ruled out selling", "pledged to send", "ruled out air strikes"."""
    if seen.trigger.word_class == "n":
        return seen.roles.light is None and seen.roles.owner is not None
    verb = seen.token
    for _ in range(4):
        if any(parse.deps[c] in SUBJECTS for c in parse.children[verb]):
            return False
        if parse.deps[verb] != "conj":
            break
        verb = parse.heads[verb]
    return parse.deps[verb] in _INNER and (parse.deps[verb] != "advcl" or any(parse.tags[c] == "TO" for c in parse.children[verb]))


def completed(mentions: tuple[EventMention, ...], sightings: tuple[Sighting, ...], parse: Parse, cast: Cast) -> tuple[EventMention, ...]:
    """The events with parties handed on from others: a definite noun from the event it goes back to, a judgement from what it is on.

    What is threatened on a condition is done to those who have it in their hands.
    """
    told = [_on_condition(event, seen, parse, cast) for event, seen in zip(mentions, sightings, strict=True)]
    told = _told_before(told, sightings, parse)
    told = _on_whom(told, sightings, parse)
    done = {seen.token: event.actors for event, seen in zip(told, sightings, strict=True) if event.actors}
    return tuple(_judged(event, seen, done, parse) for event, seen in zip(told, sightings, strict=True))


def _on_condition(event: EventMention, seen: Sighting, parse: Parse, cast: Cast) -> EventMention:
    """With those whose deed a harm that names nobody depends on, or whose wish aid does: "will impose sanctions unless Lima yields"."""
    if event.recipients or not event.actors or event.type not in _HARMS | {"AID"}:
        return event
    verb = clause_head(parse, seen.token)
    for _ in range(_STEPS):
        clause = next((c for c in parse.children[verb] if parse.deps[c] == "advcl" and is_condition(parse, c)), None)
        if clause is not None:
            asked = parse.lemmas[clause] in _WISHING
            own = {ref.actor for ref in event.actors}
            refs = cast.refs(agents(parse, clause)) if asked == (event.type == "AID") and parse.lemmas[clause] not in _ASSENTING else ()
            return replace(event, recipients=tuple(ref for ref in refs if _party(ref, cast.actors) and ref.actor not in own))
        if parse.deps[verb] not in _INNER or parse.heads[verb] == verb:
            break
        verb = clause_head(parse, parse.heads[verb])
    return event


def _party(ref: ActorRef, actors: Actors) -> bool:
    """Whether it is a state, a force or a group that something can be done to."""
    actor = actors.get(ref.actor) if ref.actor is not None else None
    return actor is not None and actor.kind in ("government", "armed-group", "armed-force", "party", "parliament")


def _told_before(mentions: Sequence[EventMention], sightings: tuple[Sighting, ...], parse: Parse) -> list[EventMention]:
    """With the doers of the event told before for a definite noun that names none: "the air strikes", "that embargo"."""
    last: dict[tuple[str, str], EventMention] = {}
    found: list[EventMention] = []
    for mention, seen in zip(mentions, sightings, strict=True):
        event = mention
        names = (event.mode, parse.lemmas[seen.token], *(parse.lemmas[t] for t in seen.fillers))
        keys = [(event.type, name) for name in names if name]
        if not event.actors and seen.trigger.word_class == "n" and _definite(seen.token, parse):
            before = next((last[key] for key in keys if key in last), None)
            if before is not None:
                parties = before.recipients if not event.recipients and event.type == "ASSAULT" else event.recipients
                event = replace(event, actors=before.actors, recipients=parties, confidence=round(event.confidence - 0.1, 2))
        if event.actors:
            last.update(dict.fromkeys(keys, event))
        found.append(event)
    return found


def _definite(noun: int, parse: Parse) -> bool:
    return any(parse.deps[c] == "det" and parse.lowers[c] in _DEFINITE for c in parse.children[noun])


def _on_whom(mentions: list[EventMention], sightings: tuple[Sighting, ...], parse: Parse) -> list[EventMention]:
    """With whom sanctions are on, where a report speaks of sanctions on one party only."""
    about = [_SANCTIONS & {parse.lemmas[t] for t in range(s.first, s.last)} for s in sightings]
    parties = {e.recipients[0].actor: e.recipients for e, hit in zip(mentions, about, strict=True) if hit and len(e.recipients) == 1}
    if len(parties) != 1 or None in parties:
        return mentions
    (only,) = parties.values()
    free = [
        bool(hit) and not e.recipients and all(r.actor != only[0].actor for r in e.actors) for e, hit in zip(mentions, about, strict=True)
    ]
    return [replace(e, recipients=only) if open_ else e for e, open_ in zip(mentions, free, strict=True)]


def _judged(event: EventMention, seen: Sighting, done: dict[int, tuple[ActorRef, ...]], parse: Parse) -> EventMention:
    """With the doers of what is condemned or praised as those that the word is for: "Estavia condemned the raid"."""
    if event.recipients or event.type not in _JUDGED or seen.trigger.word_class != "v":
        return event
    own = {ref.actor for ref in event.actors}
    blamed = tuple(ref for t in patients(parse, seen.token) for ref in done.get(t, ()) if ref.actor not in own)
    return replace(event, recipients=blamed) if blamed else event
