"""Triggers of events and who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.circumstances import time_of
from dateline.extract.contexts import contexts
from dateline.extract.frames import Sense, sense
from dateline.extract.handed_on import completed, of_states
from dateline.extract.happenings import happenings
from dateline.extract.heard import SOURCE as HEARD
from dateline.extract.judge import Judge
from dateline.extract.magnitudes import magnitude
from dateline.extract.participants import Cast
from dateline.extract.whereabouts import whereabouts
from dateline.linguistics.clauses import clause_head, patients
from dateline.model.event import EventMention, Magnitude

if TYPE_CHECKING:
    from dateline.extract.sightings import Sighting
    from dateline.knowledge import Knowledge
    from dateline.knowledge.triggers import TriggerTable
    from dateline.linguistics.encoding import Encoding
    from dateline.model.actor import ActorRef, Actors
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.statement import Statement
    from dateline.model.time import Timex

_COSTLY = frozenset(("ASSAULT", "COERCE", "PROTEST"))

_PLANS = frozenset(("question", "plan", "intention", "talk", "thought", "idea", "possibility", "prospect", "option", "need", "appetite"))

_SPEAKING = frozenset(("REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "SANCTION", "AID", "COOPERATE"))

_DEEDS = frozenset(("ASSAULT", "AID", "MOBILIZE", "COERCE", "SANCTION"))  # what no document does

_TOWNS = frozenset(("city", "district", "facility"))
_SPORTING = 3  # different words of sport in one paragraph that make it one on sport


def events(
    parse: Parse,
    actors: Actors,
    places: Places,
    times: tuple[Timex, ...],
    statements: tuple[Statement, ...],
    knowledge: Knowledge,
    encoding: Encoding | None = None,
    judge: Judge | None = None,
) -> tuple[EventMention, ...]:
    """The events that ``parse`` speaks of, in order, before it is known whether they took place.

    ``encoding`` is the second voice on triggers, None for the rules' word alone; ``judge`` the one judge of this parse, made here where
    none is given.
    """
    table = knowledge.triggers
    words = sense(parse, actors, places, table)
    cast = Cast(words, actors, places, statements)
    sport = _sport(words)
    judge = judge or Judge(parse, knowledge.signatures)
    found = happenings(words, table, encoding, judge, statements)
    seen = tuple(one for one in found if parse.block_of(one.token) not in sport and not _aimless(one, parse, judge))
    return completed(tuple(_mention(one, parse, cast, times, table) for one in seen), seen, parse, cast)


def _aimless(seen: Sighting, parse: Parse, judge: Judge) -> bool:
    """Whether it is a bare purpose of violence that nobody is named for: "they came to kill" tells of coming alone."""
    if seen.trigger.type != "ASSAULT" or seen.trigger.word_class != "v" or seen.roles.recipients or patients(parse, seen.token):
        return False
    below = any(parse.deps[c] in ("prep", "prt", "agent") for c in parse.children[seen.token])
    return not below and seen.first + 1 == seen.last and judge.state(seen.head).frame.startswith("default:purpose")


def _sport(words: Sense) -> frozenset[int]:
    """The blocks that tell of sport, where "attack", "fight" and "defend" mean nothing of ours."""
    parse, named = words.parse, dict[int, set[str]]()
    sport, forces = words.table.classes["sport"], words.table.classes["armed"]
    for token, lemma in enumerate(parse.lemmas):
        if lemma in sport:
            named.setdefault(parse.block_of(token), set()).add(lemma)
        elif lemma in forces or (parse.tags[token] == "NNPS" and words.lemma(token) in forces):
            named.setdefault(parse.block_of(token), set()).add("")
    return frozenset(block for block, found in named.items() if len(found) >= _SPORTING and "" not in found)


def _no_doer(ref: ActorRef, seen: Sighting, parse: Parse, cast: Cast) -> bool:
    """Whether the words before an event noun are itself ("a unity government" is called for) or a town ("Rome meeting")."""
    if any(span.covers(parse.span(seen.token, seen.token + 1)) for span in ref.spans):
        return True
    town = ref.actor is None and seen.trigger.type == "CONSULT"
    return town and any(place.kind in _TOWNS for span in ref.spans for _, place in cast.places.within(span))


def _paper(ref: ActorRef, actors: Actors) -> bool:
    """Whether it is a document that nobody is known to have issued."""
    known = actors.get(ref.actor) if ref.actor else None
    return known is not None and known.kind == "document"


def _mention(seen: Sighting, parse: Parse, cast: Cast, times: tuple[Timex, ...], table: TriggerTable) -> EventMention:
    trigger, roles = seen.trigger, seen.roles
    noun = trigger.word_class == "n"
    found = of_states(seen, cast.refs(roles.actors), parse, cast.actors)
    if noun:
        found = tuple(ref for ref in found if not _no_doer(ref, seen, parse, cast))
    if not found and noun:
        found = _considered(seen, parse, cast)
    if trigger.type in _DEEDS:
        found = tuple(ref for ref in found if not _paper(ref, cast.actors))
    ids = {ref.actor for ref in found if ref.actor}
    recipients = tuple(
        ref
        for ref in cast.refs(roles.recipients, places=True, capitals=trigger.type in _SPEAKING)
        if ref.actor is None or ref.actor not in ids
    )
    return EventMention(
        type=trigger.type,
        mode=trigger.mode,
        contexts=contexts(parse, seen.token, table.contexts),
        span=parse.span(seen.first, seen.last),
        first=seen.first,
        last=seen.last,
        head=seen.head,
        actors=found,
        recipients=recipients,
        places=whereabouts(parse, trigger.type, seen.token, roles, cast, noun=noun),
        time=time_of(parse, seen.token, times),
        magnitude=_size(seen, parse),
        rule=trigger.name if not trigger.source.startswith(HEARD) else f"{trigger.source} {trigger.name}",
        confidence=_confidence(noun=noun, actors=bool(found), recipients=bool(recipients)),
    )


def _size(seen: Sighting, parse: Parse) -> Magnitude:
    """How large the event was; people are killed or arrested only in events that can do so."""
    head = clause_head(parse, seen.token) if seen.head != seen.token else seen.token
    found = magnitude(parse, head, seen.roles.actors)
    return found if seen.trigger.type in _COSTLY else Magnitude(size=found.size)


def _considered(seen: Sighting, parse: Parse, cast: Cast) -> tuple[ActorRef, ...]:
    """The speaker's side for what he says there is no question, plan or talk of: "There is no question of military action"."""
    prep = parse.heads[seen.token]
    denied = (
        parse.deps[seen.token] == "attr" and parse.child(prep, "expl") is not None and parse.child(seen.token, "det", "neg") is not None
    )
    if not denied and (
        parse.deps[seen.token] != "pobj" or parse.lowers[prep] not in ("of", "for", "to") or parse.lemmas[parse.heads[prep]] not in _PLANS
    ):
        return ()
    ref = cast.speaker(parse.span(seen.token, seen.token + 1), plural=True)
    return (ref,) if ref is not None else ()


def _confidence(*, noun: bool, actors: bool, recipients: bool) -> float:
    return round(0.6 + 0.1 * (not noun) + 0.12 * actors + 0.08 * recipients, 2)
