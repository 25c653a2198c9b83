"""What stands beside a word and turns it: adverbs, adjectives, participles in headlines, "any", and what lasts by its nature."""

from __future__ import annotations

from dateline.extract.links import has_finite
from dateline.extract.status import State, under
from dateline.knowledge.signatures import Signature, SignatureTable
from dateline.model.parse import Parse

_NOMINAL = frozenset(("NOUN", "PROPN"))
_ADJECTIVAL = frozenset(("amod", "nmod", "compound"))


def described(parse: Parse, table: SignatureTable, token: int, given: State) -> State:
    """The state of a noun after all that stands beside it."""
    state = modified(parse, table, token, given)
    if state.real:
        state = _headlined(parse, table, token, state)
    return _any(parse, token, _lasting(parse, table, token, state))


def _headlined(parse: Parse, table: SignatureTable, token: int, state: State) -> State:
    """The state after what a headline says without a finite verb: "Talks cancelled", "Talks under way", "Police foil attack"."""
    for child in parse.children[token]:
        found = _predicated(parse, table, token, child)
        if found is not None and found.positive.kind not in ("same", "definite", "presupposed", "happened"):
            return under(found.positive, state, child, f"headline:{found.word}", definite=False)
    return state


def _predicated(parse: Parse, table: SignatureTable, token: int, child: int) -> Signature | None:
    label, lemma = parse.deps[child], parse.lemmas[child].lower()
    if label == "acl" and parse.tags[child] in ("VBN", "VBD") and child > token:
        behind = parse.lowers[child + 1] if child + 1 < len(parse) else ""
        return table.find(f"{lemma} {behind}", "verb", "bare") or table.find(lemma, "verb", "bare")
    if label == "prep" and child > token:
        inner = parse.child(child, "pobj", "pcomp")
        return table.find(f"{lemma} {parse.lemmas[inner].lower()}", "phrase", "subj") if inner is not None else None
    if label == "aux" and child == token - 1 and child > 0 and parse.pos[token] in _NOMINAL:
        return table.find(lemma, "verb", "obj") or table.find(lemma.removesuffix("s"), "verb", "obj")  # "Israel demands truce"
    if label == "compound" and child == token - 1 and child > 0 and parse.deps[child - 1] == "compound" and not has_finite(parse, token):
        return table.find(lemma, "verb", "obj")
    return None


def modified(parse: Parse, table: SignatureTable, token: int, given: State) -> State:
    """The state after adverbs ("allegedly") and, for nouns, adjectives ("planned", "failed")."""
    state = given
    for child in parse.children[token]:
        label = parse.deps[child]
        if label == "advmod":
            found = table.find(parse.lowers[child], "adv", "on")
        elif label in _ADJECTIVAL and parse.pos[token] in _NOMINAL and not given.negative:
            found = table.find(parse.lowers[child], "adj", "on")
        else:
            continue
        if found is not None and not (label == "amod" and parse.child(child, "advmod") is not None):  # "a well planned attack"
            effect = found.negative if state.negative else found.positive
            base = State(turns=state.turns) if state.status == "possible" and label != "advmod" else state  # the adjective says more
            state = under(effect, base, child, f"modifier:{found.word}", definite=False)
    return state


def _any(parse: Parse, token: int, state: State) -> State:
    """Conditional under "any" where nothing is told as done: "a response to any attack"."""
    if state.status not in ("threatened", "pledged", "scheduled", "possible", "called-for"):
        return state
    some = next((c for c in parse.children[token] if parse.deps[c] == "det" and parse.lowers[c] == "any"), None)
    return state.to("conditional", some, "determiner:any") if some is not None else state


def _lasting(parse: Parse, table: SignatureTable, token: int, state: State) -> State:
    """What a noun says by its nature: a siege lasts unless told as past, an option is open."""
    found = table.find(parse.lemmas[token].lower(), "noun", "self") if state.status == "happened" and not state.turns else None
    if found is None:
        return state
    if found.positive.kind == "possible":
        return state.to("possible", token, "self:possible")  # an option, a prospect: never a deed
    owned = any(parse.deps[c] == "poss" for c in parse.children[token])
    return State("ongoing", state.firmly, state.against, "lasting") if owned and not _told_as_past(parse, token) else state


def _told_as_past(parse: Parse, token: int) -> bool:
    """Whether a year, a word such as "after", or a past verb that it is the object of puts the noun into the past."""
    head = parse.heads[token]
    if parse.lowers[head] in ("after", "since", "during", "following", "before") or parse.tags[head] == "VBD":
        return True
    dated = any(parse.words[i].isdigit() and len(parse.words[i]) == 4 for i in parse.subtree(token))
    return dated or parse.lowers[token - 1] in ("last", "former")
