"""Actors by name: organisations, armed groups, parties, media; states and capitals that act; demonyms as actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dateline.extract.atoms import Atom, Atoms
from dateline.extract.recognised import LOCATIVE
from dateline.extract.role_nouns import INSIDE, acts_in, stance
from dateline.knowledge.triggers import Trigger
from dateline.model.actor import ActorKind, ActorMention
from dateline.model.parse import Parse

ACTING = frozenset({"nsubj", "nsubjpass", "agent", "poss", "dobj", "dative", "iobj", "ROOT"})
Events = Mapping[str, tuple[Trigger, ...]]
TALKING = frozenset({"CONSULT", "AGREE", "COOPERATE", "REJECT", "SANCTION", "SUPPORT", "AID"})
TOWARDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "on": frozenset({"SANCTION"}),
        "against": frozenset({"SANCTION", "ACCUSE", "THREATEN", "COERCE"}),
        "with": TALKING,
        "to": frozenset({"AID", "SUPPORT", "THREATEN"}),
        "for": frozenset({"AID", "SUPPORT"}),
    }
)
GIVING = frozenset("lend give offer grant promise pay owe supply deny cost".split())
SENT = frozenset(
    "condition demand pressure threat guarantee assurance concession support aid help approval permission call pledge promise request "
    "order criticism warning response answer offer proposal invitation message denial backing consent ultimatum loan money funding "
    "weapon arm cooperation opposition resistance protest objection commitment clearance".split()
)
BETWEEN = frozenset(
    "relation relationship tie tension talk deal agreement dispute war conflict row ceasefire truce pact negotiation cooperation accord "
    "dialogue rivalry trust contact standoff feud partnership border-dispute".split()
)
BEHIND: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "from": SENT,
        "to": frozenset(
            "message letter ultimatum warning request appeal concession answer response support aid guarantee assurance envoy".split()
        ),
        "on": frozenset("pressure blame sanction embargo curb".split()),
        "between": BETWEEN,
    }
)
TREATIES = frozenset("convention treaty accord accords agreement protocol pact act charter resolution plan deal law prize".split())
SETTLED = frozenset("village town city district suburb neighbourhood neighborhood hamlet settlement port province region".split())
COMPASS = frozenset("north south east west".split())
LEAST = 0.65  # how sure it must be that a town or province acts
ENTITY_KINDS: tuple[tuple[str, ActorKind], ...] = (("NORP", "population"), ("ORG", "organisation"), ("FAC", "organisation"))


def names(parse: Parse, found: Atoms, claimed: list[bool], events: Events) -> Iterator[ActorMention]:
    """The mentions by name that no longer mention has claimed.

    events: lemmas of nouns that tell an event, before which a demonym names who does it ("Turkish air strikes").
    """
    for atom in found.all:
        if claimed[atom.last - 1] or stance(parse, atom):
            continue
        mention = _of(parse, atom, events)
        if mention is not None:
            for token in range(mention.first, mention.last):
                claimed[token] = True
            yield mention


def bodies(parse: Parse, found: Atoms, person: ActorMention) -> Iterator[ActorMention]:
    """The organisation, group or party in a person's title as an actor of its own: NATO in "NATO chief Ola Berg"."""
    if person.affiliation is None:
        return
    for token in range(person.first, person.last):
        atom = found.starting(token)
        if atom is not None and atom.sort == "actor" and not atom.of_state and atom.named[0][0].id == person.affiliation:
            yield _known(parse, atom)
            return


def halves(parse: Parse, claimed: list[bool]) -> Iterator[ActorMention]:
    """The North, the South as short names of states; which, if any, is for the resolver to say."""
    for index in range(1, len(parse)):
        if parse.lowers[index] not in COMPASS or claimed[index] or not parse.words[index].istitle() or parse.lowers[index - 1] != "the":
            continue
        named = index + 1 < len(parse) and (parse.words[index + 1][:1].isupper() or parse.words[index + 1] == "-")
        before = parse.lowers[index - 2] if index > 1 else ""
        if not named and before not in LOCATIVE | {"of", "to", "from"} and parse.deps[index] not in ("compound", "amod"):
            claimed[index] = True
            yield ActorMention(
                span=parse.span(index, index + 1), first=index, last=index + 1, head=index, form="place-name", rule="half of a country",
                confidence=0.6, kind="government", name=parse.words[index],
            )  # fmt: skip


def _of(parse: Parse, atom: Atom, events: Events) -> ActorMention | None:
    if atom.sort == "actor":
        return _state(parse, atom, events) if atom.of_state else _known(parse, atom) if not _adjective(parse, atom) else None
    if atom.sort == "toponym":
        return _place(parse, atom)
    if atom.sort == "demonym":
        return _doing(parse, atom) if acts_in(parse, atom, events) else _people(parse, atom)
    if atom.sort == "entity":
        return _unknown(parse, atom)
    return None


def _known(parse: Parse, atom: Atom) -> ActorMention:
    entry, alias = atom.named[0]
    kind: ActorKind = entry.kind  # type: ignore[assignment]
    return ActorMention(
        span=parse.span(atom.first, atom.last), first=atom.first, last=atom.last, head=atom.last - 1,
        form="name", rule="known name", confidence=0.95 if alias.strength == "strong" else 0.8, kind=kind, name=alias.text,
        candidates=tuple(dict.fromkeys(entry.id for entry, _ in atom.named)), country=entry.country,
    )  # fmt: skip


def _adjective(parse: Parse, atom: Atom) -> bool:
    """Whether the name of a party only modifies a noun ("a Republican debate")."""
    head = atom.last - 1
    modifies = parse.deps[head] in INSIDE and parse.heads[head] > head and parse.pos[parse.heads[head]] == "NOUN"
    return modifies and atom.named[0][0].kind == "party" and not parse.words[head].isupper()


def _state(parse: Parse, atom: Atom, events: Events) -> ActorMention | None:
    """A state, capital or seat as its government, where it reads as an actor."""
    entry, alias = atom.named[0]
    place = atom.toponym
    acts, confidence, rule = _acting(parse, atom), 0.7, "state that acts"
    if parse.words[atom.first].isupper() and acts_in(parse, atom, events):
        acts, rule = True, "state before an event"  # "US sanctions": capitals are used like a demonym
    elif (alias.form == "name" or parse.deps[parse.heads[atom.last - 1]] == "prep") and _suffers(parse, atom, events):
        acts, rule = True, "state that an act is about"
    elif _given(parse, atom):
        acts, confidence, rule = True, 0.65, "state that is given or from which something comes"
    elif alias.form == "name" and _opens(parse, atom, events):
        acts, confidence, rule = True, 0.6, "state at the head of its sentence"
    elif place is not None:
        acts, confidence, rule = place.reads_as == "actor", place.confidence, place.rule
    elif alias.form == "place-name" and alias.strength == "strong":
        acts, confidence, rule = not _located(parse, atom), 0.9, "seat of government"
    if not acts:
        return None
    return ActorMention(
        span=parse.span(atom.first, atom.last), first=atom.first, last=atom.last, head=atom.last - 1,
        form="place-name", rule=rule, confidence=confidence, kind="government", name=alias.text,
        candidates=tuple(dict.fromkeys(entry.id for entry, _ in atom.named)), country=entry.country,
    )  # fmt: skip


def _given(parse: Parse, atom: Atom) -> bool:
    """Whether a state stands right behind a verb of giving, behind something that only actors send, or is a clipped subject."""
    head, before = atom.last - 1, atom.first - 1
    while before > 0 and parse.lowers[before] == "the":
        before -= 1
    if before < 1:
        return False
    if parse.deps[head] in INSIDE:
        above = parse.heads[head]
        if parse.pos[above] == "VERB" and above == atom.last and parse.lowers[before] in ("which", "that", "whom"):
            return True
        return parse.pos[before] == "VERB" and parse.lemmas[before] in GIVING and parse.pos[above] == "NOUN" and above > head
    while parse.deps[head] == "conj" and parse.heads[head] < head:
        head = parse.heads[head]
    preposition = parse.heads[head]
    if parse.deps[head] != "pobj":
        return False
    above = parse.heads[preposition]
    done = parse.child(above, "dobj")
    if parse.lowers[preposition] == "to" and parse.lowers[above] == "according":
        return True
    wanted = BEHIND.get(parse.lowers[preposition], frozenset())
    if parse.lemmas[above] in wanted or parse.lowers[above].removesuffix("s") in wanted:  # "Relations", taken for a name
        return True
    return done is not None and done < preposition and parse.lemmas[done] in wanted and parse.lowers[preposition] != "from"


def _opens(parse: Parse, atom: Atom, events: Events) -> bool:
    """Whether a state opens its sentence as its subject, though the parser saw none: before an apposition, or in a headline."""
    head, sentence = atom.last - 1, parse.sentence(atom.first)
    if sentence.first not in (atom.first, atom.first - 1) or atom.last + 2 >= sentence.last:
        return False
    if parse.deps[head] == "ROOT" and parse.words[atom.last] == ",":
        end = min(sentence.last - 1, atom.last + 20)
        closing = next((i for i in range(atom.last + 2, end) if parse.words[i] == "," and parse.pos[i + 1] in ("VERB", "AUX", "ADV")), None)
        return closing is not None and any(parse.pos[i] == "NOUN" for i in range(atom.last + 1, closing))
    after = atom.last
    verbal = parse.tags[after] in ("NNS", "VBZ") and parse.lemmas[after] not in events and parse.pos[after + 1] not in ("VERB", "AUX")
    return parse.block_of(atom.first) == 0 and parse.deps[head] in INSIDE and parse.heads[head] == after and verbal


def _suffers(parse: Parse, atom: Atom, events: Events) -> bool:
    """Whether a state stands behind the noun of an act done to it: "sanctions on Iran", "talks with Cuba", "arms for Ukraine"."""
    head = atom.last - 1
    while parse.deps[head] == "conj" and parse.heads[head] < head:
        head = parse.heads[head]
    before = parse.heads[head]
    wanted = TOWARDS.get(parse.lowers[before]) if parse.deps[head] == "pobj" else None
    if wanted is None:
        return False
    above = parse.heads[before]
    if parse.lowers[before] == "on" and parse.lemmas[above] == "call":
        return True
    acts = [above, *(child for child in parse.children[above] if parse.deps[child] == "dobj" and child < before)]
    return any(trigger.type in wanted for act in acts for trigger in events.get(parse.lemmas[act], ()))


def _acting(parse: Parse, atom: Atom) -> bool:
    """Whether a name of a state that no one has read as a place or an actor has the part of an actor in its sentence."""
    head = atom.last - 1
    while parse.deps[head] == "conj" and parse.heads[head] < head:
        head = parse.heads[head]
    return parse.deps[head] in ACTING and parse.lemmas[parse.heads[head]] not in ("visit", "leave", "enter", "reach", "tour", "flee")


def _located(parse: Parse, atom: Atom) -> bool:
    before = parse.lowers[atom.first - 1] if atom.first else ""
    earlier = parse.lowers[atom.first - 2] if atom.first > 1 else ""
    return (earlier if before == "the" else before) in ("in", "at", "near", "outside", "inside", "around")


def _place(parse: Parse, atom: Atom) -> ActorMention | None:
    """A place that is no state's capital and acts: its own authorities."""
    place = atom.toponym
    if place is None or place.reads_as != "actor" or place.confidence < LEAST or place.name.lower() in COMPASS:
        return None
    if parse.deps[place.head] not in ("nsubj", "agent", "conj"):
        return None
    return ActorMention(
        span=place.span, first=atom.first, last=atom.last, head=place.head, form="place-name", rule=place.rule,
        confidence=0.8 * place.confidence, kind="government", name=place.name,
    )  # fmt: skip


def _doing(parse: Parse, atom: Atom) -> ActorMention:
    """The state behind a demonym before the noun of an event."""
    return ActorMention(
        span=parse.span(atom.first, atom.last), first=atom.first, last=atom.last, head=atom.last - 1, form="demonym",
        rule="demonym before an event", confidence=0.6, kind="government", country=atom.country, sector="GOV",
    )  # fmt: skip


def _people(parse: Parse, atom: Atom) -> ActorMention | None:
    """A demonym that stands for people or a government ("the French", "Iraqis"), not one that modifies a noun."""
    head = atom.last - 1
    if (parse.deps[head] in INSIDE and parse.heads[head] > head) or (parse.tags[head] == "JJ" and parse.deps[head] in ("amod", "acomp")):
        return None
    definite = atom.first > 0 and parse.lowers[atom.first - 1] == "the"
    if not definite and atom.demonym is not None and atom.demonym.part == "adjective":
        return None
    first = atom.first - 1 if definite else atom.first
    return ActorMention(
        span=parse.span(first, atom.last), first=first, last=atom.last, head=head, form="demonym", rule="demonym as people",
        confidence=0.7, kind="government" if definite else "population", country=atom.country,
        sector="GOV" if definite else "CVL", plural=True,
    )  # fmt: skip


def _no_body(parse: Parse, atom: Atom) -> bool:
    """Whether an unknown name is no body's: that of a treaty, of a village that the recogniser misread, words of a headline."""
    if parse.lowers[atom.last - 1] in TREATIES:
        return True
    if any(parse.pos[i] in ("VERB", "AUX", "PRON") for i in range(atom.first, atom.last)):
        return True
    before = parse.lowers[atom.first - 1] if atom.first else ""
    earlier = parse.lowers[atom.first - 2] if atom.first > 1 else ""
    single = atom.last - atom.first == 1 and not parse.words[atom.first].isupper()
    return single and (before in LOCATIVE or before in SETTLED or (before == "of" and earlier in SETTLED))


def _unknown(parse: Parse, atom: Atom) -> ActorMention | None:
    """A name that only the entity recogniser knows."""
    head = atom.last - 1
    if atom.label != "ORG" and parse.deps[head] in INSIDE and parse.heads[head] > head:
        return None
    if atom.label == "FAC" or _no_body(parse, atom):
        return None
    if len(parse.words[head]) < 2 or not any(char.isalpha() for char in parse.words[head]):
        return None
    return ActorMention(
        span=parse.span(atom.first, atom.last), first=atom.first, last=atom.last, head=head, form="name", rule="entity recogniser",
        confidence=0.6, kind=dict(ENTITY_KINDS).get(atom.label, "organisation"), name=parse.phrase(atom.first, atom.last),
        plural=parse.tags[head] in ("NNS", "NNPS"),
    )  # fmt: skip
