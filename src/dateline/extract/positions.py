"""Where parties stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.chains import Enclosing
from dateline.extract.judge import Judge
from dateline.extract.objects import Named, Subject, ended, proposition
from dateline.extract.refusals import refusals
from dateline.extract.stances import Taken, stances
from dateline.extract.verdicts import answers, verdicts
from dateline.extract.voiced import voiced
from dateline.extract.wills import approvals, wills
from dateline.knowledge import Knowledge
from dateline.model.actor import Actor, Actors
from dateline.model.event import Event
from dateline.model.function import Function
from dateline.model.parse import Parse
from dateline.model.place import Places
from dateline.model.position import Position, Stance
from dateline.model.span import Span, hull, merged
from dateline.model.statement import Statement

_OTHER: dict[Stance, Stance] = {"supports": "opposes", "opposes": "supports"}
_SEATS = frozenset(("P.PPLC", "PPLC"))
_PARTIES = frozenset(("person", "government", "armed-group", "party", "organisation"))
_NO_PARTY = frozenset(("document", "media", "other", "company"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What positions are read from: the parse and what has been found in it."""

    parse: Parse
    actors: Actors
    places: Places
    enclosing: Enclosing


def positions(
    parse: Parse,
    actors: Actors,
    places: Places,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    knowledge: Knowledge,
    judge: Judge | None = None,
    functions: tuple[Function, ...] = (),
) -> tuple[Position, ...]:
    """The positions that parties take in ``parse``, in order; ``judge`` is the one judge of this parse, made here where none is given.

    ``functions`` is what a learned reader says that its sentences do: positions in words that no list has.
    """
    judge, scene = judge or Judge(parse, knowledge.signatures), Scene(parse, actors, places, Enclosing(statements))
    about = Subject(parse, actors, places, events, knowledge.propositions)
    taken = [*stances(parse, judge, knowledge.propositions), *verdicts(parse, judge, knowledge.propositions)]
    taken.extend([*answers(parse, judge, knowledge.propositions, taken)])
    known = frozenset((*(each.target for each in taken), *(each.word for each in taken)))
    taken.extend(each for each in refusals(parse, judge, knowledge.propositions, events) if each.target not in known)
    known = frozenset((*(each.target for each in taken), *(each.word for each in taken)))
    taken.extend(wills(parse, knowledge.propositions, events, statements, known))
    known = frozenset((*(each.target for each in taken), *(each.word for each in taken)))
    taken.extend(approvals(parse, knowledge.propositions, events, known))
    taken.extend([*voiced(parse, functions, knowledge.propositions, taken)])
    found = [position for each in sorted(taken, key=lambda t: (t.word, t.target)) for position in _positions(each, scene, about)]
    return tuple(found)


def _positions(taken: Taken, scene: Scene, about: Subject) -> Iterator[Position]:
    inner = ended(scene.parse, taken.target)
    if inner is not None and taken.stance in _OTHER:
        taken = replace(taken, target=inner, stance=_OTHER[taken.stance])
    named = proposition(taken, about) if not _somebody(taken.target, scene) else None
    if named is None:
        return
    parse = scene.parse
    for party in dict.fromkeys(_parties(taken, scene)):
        yield Position(
            actor=party,
            proposition=named.proposition,
            stance=taken.stance,
            condition=_clause(parse, taken.condition),
            time=None,
            evidence=_evidence(parse, taken, named),
            rule=taken.rule,
            confidence=0.85 if taken.rule.startswith("stance") else 0.7,
        )


def _somebody(target: int, scene: Scene) -> bool:
    """Whether it is a party that is spoken of, no deed: "supports the rebels" is aid or praise, no stance on a proposition."""
    parse = scene.parse
    if parse.pos[target] not in ("NOUN", "PROPN") or parse.lemmas[target].lower() in ("troop", "soldier", "mission", "force", "government"):
        return False
    found = scene.actors.at(parse.span(target, target + 1))
    return found is not None and found[1].kind in _PARTIES and found[0].end == parse.ends[target]


def _evidence(parse: Parse, taken: Taken, named: Named) -> tuple[Span, ...]:
    word = parse.span(taken.word, taken.word + 1)
    if taken.through is None:
        return (hull([word, *named.spans]),)
    return merged((hull(named.spans), hull([word, parse.span(taken.through, taken.through + 1)])))


def _parties(taken: Taken, scene: Scene) -> Iterator[str]:
    """Those who hold the stance: the doers of the word that takes it, else whoever says it."""
    parse = scene.parse
    found = [actor for token in taken.holders if (actor := _actor_at(scene, token)) is not None]
    if not found and (not taken.holders or all(parse.lowers[token] in ("we", "i", "it", "there") for token in taken.holders)):
        around = scene.enclosing.around(parse.span(taken.target, taken.target + 1))
        speakers = [scene.actors.get(each.speaker.actor) for each in reversed(around) if each.speaker is not None]
        found = [actor for actor in speakers if actor is not None][:1]
    speaking = _speaking(taken, scene) if taken.rule == "refusal:will not" else None
    for actor in found:
        party = _party(actor)
        if party is not None and (speaking is None or party in speaking):
            yield party


def _speaking(taken: Taken, scene: Scene) -> frozenset[str] | None:
    """The parties in whose statements the stance stands: only they refuse by saying what will not be done, or officials unnamed."""
    around = scene.enclosing.around(scene.parse.span(taken.target, taken.target + 1))
    speakers = [scene.actors.get(each.speaker.actor) for each in around if each.speaker is not None]
    if speakers and all(actor is not None and actor.id.startswith("nominal/") and actor.speaks_for is None for actor in speakers):
        return None
    return frozenset(party for actor in speakers if actor is not None and (party := _party(actor)) is not None)


def _actor_at(scene: Scene, token: int) -> Actor | None:
    """The actor that a token names, or whom it belongs to ("Rome's focus", "the ministry's spokesman")."""
    parse = scene.parse
    found = scene.actors.at(Span(parse.starts[token], parse.ends[token]))
    if found is not None:
        return _alliance(found[1], scene, parse.lowers[token]) or found[1]
    government = _government_of(scene, token)
    if government is not None:
        return government
    owner = parse.child(token, "poss")
    owned = scene.actors.at(Span(parse.starts[owner], parse.ends[owner])) if owner is not None else None
    return owned[1] if owned is not None else None


def _alliance(actor: Actor, scene: Scene, word: str) -> Actor | None:
    """The known coalition that the article calls by the same word, where "its allies" has been taken for others than "the allies"."""
    if actor.known or actor.kind != "coalition":
        return None
    text = scene.parse.text
    for other in scene.actors.all:
        if other.known and other.kind == "coalition" and any(s.of(text).lower().endswith(word) for m in other.mentions for s in m.spans):
            return other
    return None


def _government_of(scene: Scene, token: int) -> Actor | None:
    """The government, known in the article, of a country or capital that is said to take a stance ("Moscow is opposed")."""
    for _, place in scene.places.within(scene.parse.span(token, token + 1)):
        if place.country is not None and (place.kind == "country" or place.feature in _SEATS):
            return scene.actors.get(f"{place.country}-GOV")
    return None


def _party(actor: Actor) -> str | None:
    if actor.kind in _NO_PARTY:
        return None
    return actor.speaks_for if actor.kind == "person" and actor.speaks_for is not None else actor.id


def _clause(parse: Parse, head: int | None) -> str | None:
    return parse.phrase(parse.left[head], parse.right[head] + 1) if head is not None else None
