"""Triggers of events and who takes part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.extract.circumstances import places_of, time_of
from dateline.extract.contexts import contexts
from dateline.extract.frames import Sense, Site, holds, modifiers, noun_site, particle_of, sense, verb_site
from dateline.extract.magnitudes import magnitude
from dateline.extract.nominal_roles import noun_roles
from dateline.extract.participants import Cast, Roles, done_by, verb_roles
from dateline.linguistics.clauses import agents, clause_head, misread_gerund, subjects
from dateline.model.event import EventMention, Magnitude

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge import Knowledge
    from dateline.knowledge.triggers import Trigger, TriggerTable
    from dateline.model.actor import ActorRef, Actors
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.statement import Statement
    from dateline.model.time import Timex

_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "LOC", "EVENT"))
_HARMED = frozenset(("kill", "wound", "injure", "maim", "destroy", "massacre", "murder", "slaughter", "damage"))
_SWALLOWING = frozenset(("CONCEDE", "SANCTION", "RETREAT", "COERCE", "MOBILIZE", "AID", "COOPERATE"))
_COSTLY = frozenset(("ASSAULT", "COERCE", "PROTEST"))
_PLANS = frozenset(("question", "plan", "intention", "talk", "thought", "idea", "possibility", "prospect", "option", "need", "appetite"))
_SPEAKING = frozenset(("REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "SANCTION", "AID", "COOPERATE"))
_SPOKEN = frozenset(("REQUEST", "ACCUSE"))
_NO_CLAUSE = frozenset(("compound", "aux", "auxpass", "prep", "case", "mark"))
_SPORTING = 3  # different words of sport in one paragraph that make it one on sport
_REACH = 5  # tokens between a verb and its noun that still read as one trigger


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trigger seen in the text, with its token, the token that governs its clause or phrase, and its roles as heads of noun phrases."""

    trigger: Trigger
    token: int
    head: int
    first: int
    last: int
    roles: Roles
    fillers: tuple[int, ...] = ()


def events(
    parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[EventMention, ...]:
    """The events that ``parse`` speaks of, in order, before it is known whether they took place."""
    table = knowledge.triggers
    words = sense(parse, actors, places, table)
    cast = Cast(words, actors, places, statements)
    sport = _sport(words)
    return tuple(_mention(seen, parse, cast, times, table) for seen in sightings(words, table) if parse.block_of(seen.token) not in sport)


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


def sightings(words: Sense, table: TriggerTable) -> tuple[Sighting, ...]:
    """The triggers in the text, one for each happening, in order."""
    seen = sorted(_seen(words, table), key=lambda s: (s.token, s.first))
    return tuple(_inherited(list(_merged(_unswallowed(seen, words.parse), words.parse)), words.parse))


def _inherited(seen: list[Sighting], parse: Parse) -> Iterator[Sighting]:
    """With the recipients of what is refused, agreed or threatened where the act itself names none: "refused to talk to the rebels"."""
    below = {parse.heads[s.head]: s for s in seen if parse.deps[s.head] in ("xcomp", "ccomp", "dobj") and s.roles.recipients}
    for s in seen:
        inner = below.get(s.token)
        if inner is not None and not s.roles.recipients and s.trigger.type in ("REJECT", "AGREE", "THREATEN", "SANCTION"):
            yield replace(s, roles=replace(s.roles, recipients=inner.roles.recipients))
        else:
            yield s


def _seen(words: Sense, table: TriggerTable) -> Iterator[Sighting]:
    parse = words.parse
    for token, lemma in enumerate(parse.lemmas):
        pos, word = parse.pos[token], _lemma(parse, token, lemma.lower(), table)
        found = None
        if misread_gerund(parse, token) is not None:
            found = _at_verb(token, table.verbs.get(word, ()) or table.verbs.get(_verb_lemma(word, table), ()), words)
        elif pos in ("VERB", "AUX") and _gerund_noun(parse, token, table):
            found = _at_noun(token, table.nouns[parse.lowers[token]], words)
        elif pos in ("VERB", "AUX"):
            found = _at_verb(token, table.verbs.get(word, ()), words)
        elif pos in ("NOUN", "PROPN"):
            found = _at_noun(token, table.nouns.get(word, ()), words)
        elif pos == "ADJ":
            found = _at_adjective(token, table.adjectives.get(word, ()), words)
        if found is not None:
            yield found


def _gerund_noun(parse: Parse, token: int, table: TriggerTable) -> bool:
    """Whether a gerund without object stands as a noun does: "killed by shelling", "the bombing of the port"."""
    if (
        parse.tags[token] != "VBG"
        or parse.lowers[token] not in table.nouns
        or parse.child(token, "dobj", "aux", "nsubj", "dep", "appos") is not None
    ):
        return False
    label = parse.deps[token]
    if label == "pcomp":
        return parse.deps[parse.heads[token]] == "agent" or parse.child(token, "amod", "compound", "det", "poss") is not None
    return label in ("pobj", "nsubj", "dobj", "nsubjpass")


def _lemma(parse: Parse, token: int, lemma: str, table: TriggerTable) -> str:
    """The lemma to look up: a parser that takes "waged" for a form of "wag" is put right, words with hyphens are joined."""
    word, longer = parse.lowers[token], lemma + "e"
    if (
        parse.pos[token] == "VERB"
        and longer in table.verbs
        and (word == lemma + "ed" or (word == lemma + "ing" and lemma not in table.verbs))
    ):
        return longer
    return _joined(parse, token, lemma)


def _verb_lemma(word: str, table: TriggerTable) -> str:
    """The verb of a gerund tagged as adjective, whose lemma is the word itself."""
    stem = word.removesuffix("ing")
    return next((v for v in (stem, stem + "e", stem[:-1]) if v in table.verbs), word)


def _joined(parse: Parse, token: int, lemma: str) -> str:
    """The lemma of a word written with hyphens as one: "counter-attack", which the parser cuts in three."""
    if (
        token >= 2
        and parse.words[token - 1] == "-"
        and parse.starts[token] == parse.ends[token - 1]
        and parse.ends[token - 2] == parse.starts[token - 1]
    ):
        whole = f"{parse.lowers[token - 2]}-{lemma}"
        return whole if whole in _HYPHENED else lemma
    return lemma


_HYPHENED = frozenset(
    ("counter-attack", "counter-offensive", "cease-fire", "air-strike", "pull-out", "sit-in", "hostage-taking", "cyber-attack", "gang-rape",
     "tear-gas", "test-fire", "test-firing", "co-operate", "co-operation", "co-ordinate", "shoot-out", "de-escalate", "de-escalation",
     "re-arm", "build-up", "call-up", "walk-out", "round-up", "carpet-bomb", "barrel-bomb", "dive-bomb", "air-raid")
)  # fmt: skip


def _at_verb(verb: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    parse = words.parse
    label = parse.deps[verb]
    if not candidates or label in _NO_CLAUSE or (label == "amod" and misread_gerund(parse, verb) is None):
        return None
    site = verb_site(words, verb)
    if not site.doers and parse.tags[verb] == "VB" and parse.child(verb, "aux", "auxpass") is None and parse.deps[verb] == "ROOT":
        return None  # an imperative is no event
    for trigger in candidates:
        if holds(trigger, site, words) and _plausible(trigger, site, words):
            roles = verb_roles(trigger, site, words)
            fillers = _fillers(trigger, site, words)
            last = _end(verb, particle_of(trigger, parse, verb), fillers)
            head = verb if parse.deps[verb] != "amod" else parse.heads[verb]
            return Sighting(trigger, verb, head, verb, last, roles, fillers)
    return None


def _plausible(trigger: Trigger, site: Site, words: Sense) -> bool:
    """Whether somebody who can act does it, where anybody is named."""
    if not site.doers or any(c.relation == "subj" and c.wanted for c in trigger.constraints):
        return True
    if any(words.may_act(t) for t in site.doers):
        return True
    return trigger.type in ("ASSAULT", "COERCE") and any(words.is_weapon(t) or _violent(t, words) for t in site.doers)


def _violent(token: int, words: Sense) -> bool:
    parse = words.parse
    lemma = parse.lemmas[token].lower()
    return (lemma in words.table.nouns and any(t.type == "ASSAULT" for t in words.table.nouns[lemma])) or lemma in (
        "conflict",
        "war",
        "fighting",
    )


def _fillers(trigger: Trigger, site: Site, words: Sense) -> tuple[int, ...]:
    """The tokens that the frame itself names: "talks" in "held talks"."""
    found: list[int] = []
    for constraint in trigger.constraints:
        if not constraint.wanted or not constraint.words:
            continue
        if constraint.relation == "obj":
            found.extend(t for t in site.objects if words.filler(t, constraint))
        elif constraint.relation == "prep":
            found.extend(t for name, objects in site.preps if name == constraint.name for t in objects if words.filler(t, constraint))
    return tuple(found)


def _end(verb: int, particle: int | None, fillers: tuple[int, ...]) -> int:
    near = [t for t in (particle, *fillers) if t is not None and verb < t <= verb + _REACH]
    return max([verb, *near]) + 1


def _at_noun(noun: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    parse = words.parse
    if not candidates or parse.deps[noun] in ("compound", "amod", "nmod", "npadvmod") or _part_of_name(parse, noun):
        return None
    site = noun_site(parse, noun)
    for trigger in candidates:
        if not holds(trigger, site, words):
            continue
        roles = noun_roles(trigger, site, words)
        if _asked(trigger, roles):
            first, head = noun, noun
            named = {w for c in trigger.constraints if c.relation == "mod" and c.wanted for w in c.words}
            for token in modifiers(parse, noun):
                if (
                    parse.lemmas[token].lower() in named
                    or parse.lowers[token] in named
                    or (parse.deps[token] == "compound" and not words.bits[token])
                ):
                    first = min(first, token) if noun - token <= 3 else first
            if roles.light is not None:
                head = roles.light
                first = min(first, head) if 0 < noun - head <= _REACH else first
            return Sighting(trigger, noun, head, first, noun + 1, roles, _fillers(trigger, site, words))
    return None


def _part_of_name(parse: Parse, token: int) -> bool:
    number = parse.entity_of[token]
    if number < 0:
        return False
    entity = parse.entities[number]
    return entity.label in _NAMES and parse.pos[token] == "PROPN" and entity.last - entity.first > 1


def _asked(trigger: Trigger, roles: Roles) -> bool:
    for constraint in trigger.constraints:
        if constraint.relation == "arg" and not (roles.actors or roles.recipients or roles.light is not None):
            return False
        if constraint.relation == "light" and roles.light is None and roles.owner is None:
            return False
    return True


def _at_adjective(token: int, candidates: tuple[Trigger, ...], words: Sense) -> Sighting | None:
    parse = words.parse
    if not candidates or parse.deps[token] not in ("acomp", "ROOT", "conj", "oprd", "ccomp"):
        return None
    head = parse.heads[token] if parse.deps[token] == "acomp" else token
    doers = subjects(parse, head)
    site = Site(token, doers, (), noun_site(parse, token).preps, passive=False)
    for trigger in candidates:
        if holds(trigger, site, words) and doers and any(words.may_act(t) for t in doers):
            return Sighting(trigger, token, token, token, token + 1, verb_roles(trigger, site, words))
    return None


def _unswallowed(seen: list[Sighting], parse: Parse) -> list[Sighting]:
    """Without the nouns that a verb's frame already names: "lifted sanctions" is no sanction, "held talks" is one event.

    The accusation or call that somebody rejects is what he rejects, not a second event.
    """
    swallowed = {t for s in seen for t in s.fillers if s.trigger.type in _SWALLOWING}
    turned = {t for s in seen for t in s.roles.recipients if s.trigger.type in ("REJECT", "CONCEDE")}
    turned |= {c for s in seen if s.trigger.type in ("REJECT", "CONCEDE") for c in parse.children[s.token] if parse.deps[c] == "dobj"}
    same = {(t, s.trigger.type) for s in seen for t in s.fillers}
    return [
        s
        for s in seen
        if s.trigger.word_class != "n"
        or (s.token not in swallowed and (s.token, s.trigger.type) not in same and not (s.token in turned and s.trigger.type in _SPOKEN))
    ]


def _merged(seen: list[Sighting], parse: Parse) -> Iterator[Sighting]:
    """With one event for a blow and its harm: "the raid killed five", "killed in a raid", "attacked the post, killing five"."""
    nouns = {s.token: s for s in seen if s.trigger.word_class == "n" and s.trigger.type == "ASSAULT"}
    verbs = {s.token: s for s in seen if s.trigger.word_class == "v" and s.trigger.type == "ASSAULT"}
    gone: set[int] = set()
    changed: dict[int, Sighting] = {}
    for token, harm in verbs.items():
        if parse.lemmas[token] not in _HARMED:
            continue
        blow = next((n for n in nouns if n not in gone and done_by(parse, token, n)), None)
        if blow is not None and (blow in agents(parse, token) and blow < token):
            gone.add(token)
        elif blow is not None:
            gone.add(blow)
            changed[token] = _with_blow(harm, nouns[blow])
        elif _consequence(parse, token, verbs, nouns, gone):
            gone.add(token)
    for s in seen:
        if s.token not in gone:
            yield changed.get(s.token, s)


def _with_blow(harm: Sighting, blow: Sighting) -> Sighting:
    actors = blow.roles.actors or tuple(t for t in harm.roles.actors if t != blow.token)
    last = blow.last if 0 < blow.last - harm.last <= 3 else harm.last
    trigger = replace(harm.trigger, mode=harm.trigger.mode or blow.trigger.mode)
    return replace(harm, trigger=trigger, last=last, roles=replace(harm.roles, actors=actors))


def _consequence(parse: Parse, token: int, verbs: dict[int, Sighting], nouns: dict[int, Sighting], gone: set[int]) -> bool:
    above, label = parse.heads[token], parse.deps[token]
    if above == token or above in gone or label not in ("advcl", "conj", "relcl", "acl", "xcomp"):
        return False
    if (
        label == "conj"
        and parse.lemmas[above] not in _HARMED
        and not (set(verbs[above].roles.actors) if above in verbs else set()) & set(agents(parse, token))
    ):
        return False
    if label in ("advcl", "xcomp") and parse.tags[token] != "VBG":
        return False
    return above in verbs or above in nouns or (label == "advcl" and any(s.head == above for s in nouns.values()))


def _mention(seen: Sighting, parse: Parse, cast: Cast, times: tuple[Timex, ...], table: TriggerTable) -> EventMention:
    trigger, roles = seen.trigger, seen.roles
    noun = trigger.word_class == "n"
    found = cast.refs(roles.actors)
    if not found and noun:
        found = _considered(seen, parse, cast)
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
        places=places_of(parse, seen.token, roles.recipients, cast.places, noun=noun),
        time=time_of(parse, seen.token, times),
        magnitude=_size(seen, parse),
        rule=trigger.name,
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
    if parse.deps[seen.token] != "pobj" or parse.lowers[prep] not in ("of", "for", "to") or parse.lemmas[parse.heads[prep]] not in _PLANS:
        return ()
    ref = cast.speaker(parse.span(seen.token, seen.token + 1), plural=True)
    return (ref,) if ref is not None else ()


def _confidence(*, noun: bool, actors: bool, recipients: bool) -> float:
    return round(0.6 + 0.1 * (not noun) + 0.12 * actors + 0.08 * recipients, 2)
