"""Where an event takes place when its own phrase and clause name no place: "there", "where", the clause above, the state that is struck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.circumstances import SAYING, in_dateline, places_of
from dateline.extract.place_names import WORDS
from dateline.knowledge.weights import word_classes
from dateline.linguistics.clauses import clause_head

if TYPE_CHECKING:
    from dateline.extract.participants import Cast, Roles
    from dateline.model.actor import Mention
    from dateline.model.parse import Parse
    from dateline.model.place import Place, Places

_STRIKING = frozenset(("ASSAULT", "MOBILIZE", "RETREAT", "COERCE"))
_UPON = frozenset(("in", "into", "on", "to", "from", "against", "of", "across", "inside"))
_POINTING = frozenset(("there", "here", "where"))
_ABOVE = frozenset(("advcl", "conj", "xcomp", "pcomp", "acl", "relcl"))  # clauses that share the place of the one above
_PHRASES = frozenset(("acl", "relcl"))  # clauses inside a noun phrase
_UPHEAVALS = frozenset(
    ("coup", "war", "conflict", "uprising", "insurgency", "rebellion", "revolution", "unrest", "election", "referendum", "invasion",
     "genocide", "revolt", "crackdown", "offensive", "violence", "ceasefire", "truce", "vote", "bloodshed", "fighting", "massacre",
     "mutiny", "putsch", "intervention", "campaign", "protest", "demonstration", "riot", "strike", "famine")
)  # fmt: skip
_SPOKEN = frozenset(("REQUEST", "ACCUSE", "THREATEN", "REJECT", "AGREE", "SUPPORT", "CONCEDE"))
_ON_PAPER = frozenset((*_SPOKEN, "SANCTION"))  # acts of words and papers: what they are about, or against, is no place of theirs
_NOT_THEN = frozenset(("as", "while", "if", "although", "though", "because", "since", "unless", "whereas", "so", "until"))
_COSTS = frozenset(("kill", "wound", "injure", "die", "arrest", "detain", "explode", "shoot", "abduct", "kidnap", "maim", "hurt", "death"))
_OVERTHROWS = frozenset(("coup", "putsch", "mutiny", "election", "referendum", "revolution", "uprising"))
_TOWNS = frozenset(("city", "district", "facility"))
_LANDS = frozenset(("province", "region", "district", "area", "city"))
_ALIKE = dict.fromkeys(
    ("city", "town", "village", "capital", "port", "suburb", "hamlet", "settlement", "stronghold", "resort", "camp"), _TOWNS
)
_ALIKE |= {"area": _LANDS, "airport": _TOWNS, "neighbourhood": _TOWNS, "neighborhood": _TOWNS}
_HELD = frozenset(("open", "begin", "start", "resume", "continue", "hold", "convene", "take"))
_SOON = 8  # tokens between a verb and its "there"
_STEPS = 3
_NEAR = 14  # tokens between a trigger and a place of its phrase


def whereabouts(parse: Parse, kind: str, token: int, roles: Roles, cast: Cast, *, noun: bool) -> tuple[str, ...]:
    """Ids of the places of an event: those of its phrase or clause, else where the words around it put it.

    kind: the event's type. token: its trigger. roles: who does it and to whom.
    """
    places = cast.places
    if not len(places):
        return ()
    own = places_of(parse, token, roles.recipients, places, noun=noun)
    if kind in _SPOKEN and parse.lemmas[token] in SAYING and not noun:
        return tuple(place for place in own if place in _adverbial(parse, token, places))
    if noun and (held := _held_in(parse, token, places)):
        return held
    if kind in _ON_PAPER and own:
        return _put_in(parse, token, own, places)
    if own:
        return own
    if not noun and (shared := _of_gerund(parse, token, places)):
        return shared
    found = _pointed(parse, token, places) or _of_struck(parse, kind, token, roles, cast) or _in_phrase(parse, token, places)
    if found is None:
        found = _above(parse, token, places) or (_just_before(parse, token, places) if parse.lemmas[token] in _COSTS else None)
    return (found,) if found is not None else ()


def _held_in(parse: Parse, noun: int, places: Places) -> tuple[str, ...]:
    """The places in which a verb says that what the noun names is held: "talks over the dam are to resume in Osh"."""
    verb = parse.heads[noun]
    if parse.deps[noun] not in ("nsubj", "nsubjpass"):
        return ()
    below = [verb]
    for node in below:
        below.extend(c for c in parse.children[node] if parse.deps[c] == "xcomp" and c > node)
    held = next((node for node in below if parse.lemmas[node] in _HELD), None)
    return tuple(sorted(_adverbial(parse, held, places))) if held is not None else ()


def _put_in(parse: Parse, token: int, own: tuple[str, ...], places: Places) -> tuple[str, ...]:
    """Those of the places that stand behind "in", "at" and the like in the sentence of the trigger."""
    sentence = parse.sentence(token)
    there = {place.id for at, place in _mentions(parse, sentence.first, sentence.last, places) if _at(parse, at)}
    return tuple(place for place in own if place in there)


def _of_gerund(parse: Parse, token: int, places: Places) -> tuple[str, ...]:
    """The places of a gerund that the parser takes for an adjective, with what hangs on its noun and on the verb above."""
    if parse.deps[token] not in ("amod", "compound") or not parse.lowers[token].endswith("ing"):
        return ()
    noun = parse.heads[token]
    found = places_of(parse, noun, (), places, noun=False)
    above = parse.heads[noun]
    if found or parse.pos[above] != "VERB":
        return found
    return tuple(dict.fromkeys(p.id for at, p in _mentions(parse, token, parse.right[above] + 1, places) if _beside(parse, at, above)))


def _adverbial(parse: Parse, verb: int, places: Places) -> frozenset[str]:
    """The places in adverbials of the verb itself: where something is said, not what is said of."""
    near = _mentions(parse, parse.left[verb], parse.right[verb] + 1, places)
    return frozenset(place.id for token, place in near if _beside(parse, token, verb))


def _beside(parse: Parse, token: int, verb: int) -> bool:
    """Whether the place follows a preposition of place that hangs on the verb."""
    node = token
    for _ in range(6):
        head = parse.heads[node]
        if parse.deps[node] == "pobj" and "before a place" in word_classes(WORDS).of(parse.lowers[head]):
            return parse.heads[head] == verb
        if head in (node, verb) or parse.pos[head] in ("VERB", "AUX"):
            return False
        node = head
    return False


def _pointed(parse: Parse, token: int, places: Places) -> str | None:
    """The place that "there" and "here" beside the trigger, or "where" at the head of its clause, point back to."""
    after = _there(parse, token)
    if after is not None:
        return _before(parse, after, places, token)
    for child in parse.children[token]:
        word = parse.lowers[child]
        if word == "there" and parse.lemmas[token] in SAYING and child != token + 1:
            continue
        if word in _POINTING and parse.pos[child] in ("ADV", "SCONJ"):
            return _before(parse, parse.sentence(token).first if word == "here" else child, places, token)
        if word == "it" and parse.deps[child] == "dobj" and "verb upon a place" in word_classes("metonymy_words").of(parse.lemmas[token]):
            return _before(parse, child, places, token)
    if (town := _the_town(parse, token)) is not None:
        return _before(parse, town, places, token, _ALIKE.get(parse.lowers[town], _ALIKE["area"]))
    if parse.deps[token] == "conj" and parse.pos[parse.heads[token]] == "VERB":
        joined = next((c for c in parse.children[parse.heads[token]] if parse.lowers[c] == "where"), None)
        return _before(parse, joined, places, token) if joined is not None else None
    return None


def _there(parse: Parse, verb: int) -> int | None:
    """The "there" that follows the verb and its object, whatever the parser hangs it on."""
    last = parse.sentence(verb).last
    for after in range(verb + 1, min(verb + _SOON, last)):
        if parse.lowers[after] == "there" and parse.pos[after] == "ADV":
            return after
        if parse.pos[after] in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def _the_town(parse: Parse, verb: int) -> int | None:
    """The object that is a place named before: "entered the town", "fought in the city"."""
    near = [c for c in parse.children[verb] if c > verb]
    objects = [c for c in near if parse.deps[c] == "dobj"]
    objects += [o for c in near if parse.deps[c] == "prep" for o in parse.children[c] if parse.deps[o] == "pobj"]
    for noun in objects:
        word = parse.lowers[noun]
        known = parse.tags[noun] == "NN" and word != "border" and "kind of place" in word_classes(WORDS).of(word)
        if known and parse.lowers[noun - 1] in ("the", "that") and not any(parse.deps[c] == "prep" for c in parse.children[noun]):
            return noun
    return None


def _before(parse: Parse, token: int, places: Places, trigger: int, kinds: frozenset[str] | None = None) -> str | None:
    """The last place (of these kinds) that the paragraph names before the token."""
    first = token
    block = parse.block_of(trigger)
    while first > 0 and parse.block_of(first - 1) == block and token - first < 60:
        first -= 1
    found = [place.id for _, place in _mentions(parse, first, token, places) if kinds is None or place.kind in kinds]
    return found[-1] if found else None


def _mentions(parse: Parse, first: int, last: int, places: Places) -> list[tuple[int, Place]]:
    """The places mentioned in tokens ``first`` to before ``last``, each with its first token."""
    if last <= first:
        return []
    spans = places.within(parse.span(first, last))
    found = ((token, place) for span, place in spans if (token := parse.token_at(span.start)) is not None and first <= token < last)
    return [(token, place) for token, place in found if not in_dateline(parse, token, place)]


def _of_struck(parse: Parse, kind: str, token: int, roles: Roles, cast: Cast) -> str | None:
    """The state or town that is struck or sent to, or whose coup, war or vote it is, where the report names it as a place too."""
    if kind in _STRIKING:
        for head in (*roles.recipients, *_behind(parse, token)):
            if head not in roles.actors and (place := _state(parse, head, cast, demonyms=False)) is not None:
                return place
    if parse.lemmas[token] in _OVERTHROWS and (only := _only_state(parse, token, cast)) is not None:
        return only
    if parse.lemmas[token] not in _UPHEAVALS:
        return None
    for child in parse.children[token]:
        if child not in roles.actors and parse.deps[child] in ("poss", "compound", "nmod", "amod"):
            place = _state(parse, child, cast, demonyms=True)
            if place is not None:
                return place
    return None


def _behind(parse: Parse, token: int) -> list[int]:
    """The objects of the trigger and of the prepositions of place on it and on its object."""
    below = [c for c in parse.children[token] if parse.deps[c] == "dobj"]
    preps = [c for node in (token, *below) for c in parse.children[node] if parse.deps[c] == "prep" and parse.lowers[c] in _UPON]
    return below + [o for c in preps for o in parse.children[c] if parse.deps[o] == "pobj"]


def _only_state(parse: Parse, token: int, cast: Cast) -> str | None:
    """The one state that the sentence of a coup or an election names."""
    sentence = parse.sentence(token)
    named = cast.actors.within(parse.span(sentence.first, sentence.last))
    states = {actor.country for _, actor, mention in named if actor.country and _names_state(mention)}
    if len(states) != 1:
        return None
    return next((p.id for p in cast.places if p.country in states and p.kind == "country"), None)


def _state(parse: Parse, token: int, cast: Cast, *, demonyms: bool) -> str | None:
    """The id of the place whose name or demonym stands here for those who govern it, if the report names it as a place too."""
    span = parse.span(token, token + 1)
    for _, actor, mention in cast.actors.within(span):
        if actor.country and (mention.form == "place-name" or (demonyms and mention.form == "demonym")):
            same = next((p.id for p in cast.places if any(m.text == mention.text for m in p.mentions)), None)
            return same or next((p.id for p in cast.places if p.country == actor.country and p.kind == "country"), None)
    if parse.pos[token] != "PROPN":
        return None
    return next((p.id for p in cast.places if any(m.text == parse.words[token] for m in p.mentions)), None)


def _names_state(mention: Mention) -> bool:
    return mention.form in ("place-name", "demonym")


def _in_phrase(parse: Parse, token: int, places: Places) -> str | None:
    """The place in a clause inside the trigger's own noun phrases ("hit a building used by reporters in Gaza")."""
    for place_token, place in _mentions(parse, token + 1, min(parse.right[token] + 1, token + _NEAR), places):
        if _inside_noun(parse, place_token, token) and _at(parse, place_token):
            return place.id
    return None


def _inside_noun(parse: Parse, token: int, top: int) -> bool:
    node = token
    for _ in range(12):
        if node == top:
            return True
        verbal = parse.pos[node] in ("VERB", "AUX")
        if (verbal and parse.deps[node] not in _PHRASES) or parse.heads[node] == node:
            return False
        node = parse.heads[node]
    return False


def _at(parse: Parse, token: int) -> bool:
    """Whether the place stands behind "in", "at", "near" and the like, or "of" after a word for a kind of place."""
    node = token
    for _ in range(6):
        head = parse.heads[node]
        if parse.deps[node] == "pobj":
            classes = word_classes(WORDS)
            if "before a place" in classes.of(parse.lowers[head]):
                return True
            if parse.lowers[head] != "of":
                return False
        elif parse.deps[node] not in ("conj", "appos", "compound", "nmod", "prep") or head == node:
            return False
        node = head
    return False


def _above(parse: Parse, token: int, places: Places) -> str | None:
    """The place of the clause that the trigger's clause depends on, as long as that clause says no speech."""
    node = token
    for _ in range(_STEPS):
        while parse.pos[node] not in ("VERB", "AUX") and parse.heads[node] != node:
            node = parse.heads[node]
        head = parse.heads[node]
        if parse.deps[node] == "relcl" and not any(parse.lowers[c] == "had" for c in parse.children[node]):
            head = clause_head(parse, head)  # "at the bridge police fired at youths who threw stones"
        if head == node or parse.deps[node] not in _ABOVE or parse.lemmas[head] in SAYING:
            return None
        if parse.deps[node] == "advcl" and any(parse.lowers[c] in _NOT_THEN for c in parse.children[node] if parse.deps[c] == "mark"):
            return None
        near = _mentions(parse, parse.left[head], parse.right[head] + 1, places)
        found = [(abs(at - token), place.id) for at, place in near if _beside(parse, at, head) or _left(parse, at, head)]
        if found:
            return min(found)[1]
        node = head
    return None


def _left(parse: Parse, token: int, verb: int) -> bool:
    """Whether the place is the object of a verb of holding, entering or leaving a place."""
    upon = parse.heads[token] == verb and parse.deps[token] == "dobj"
    return upon and "verb upon a place" in word_classes("metonymy_words").of(parse.lemmas[verb])


def _just_before(parse: Parse, token: int, places: Places) -> str | None:
    """The one place that the same sentence, else the sentence before it in the paragraph, puts things in."""
    sentence = parse.sentence(token)
    here = _all_at(parse, sentence.first, sentence.last, places)
    if here:
        return _only(here, places)
    if sentence.first == 0 or parse.block_of(sentence.first - 1) != parse.block_of(token):
        return None
    before = parse.sentence(sentence.first - 1)
    told = _all_at(parse, before.first, before.last, places)
    return _only(told, places)


def _only(found: tuple[str, ...], places: Places) -> str | None:
    """The one place of several where the others are what it lies in: "in Nyala, the capital of South Darfur"."""
    told = [place for one in found if (place := places.get(one)) is not None]
    towns = [place for place in told if place.kind in _TOWNS]
    if len(told) > 1 and len(towns) == 1 and all(place.country == towns[0].country for place in told):
        return towns[0].id
    return told[0].id if len(told) == 1 else None


def _all_at(parse: Parse, first: int, last: int, places: Places) -> tuple[str, ...]:
    """The places of these tokens that something happens in; where somebody speaks does not count."""
    found = _mentions(parse, first, last, places)
    return tuple(dict.fromkeys(p.id for token, p in found if _at(parse, token) and parse.lemmas[clause_head(parse, token)] not in SAYING))
