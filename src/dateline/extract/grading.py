"""How factual a word is on a fine scale: the judgement of the signatures and what stands around the word, weighed feature by feature.

The weights are fitted on labelled sets (``tools/fit_factuality.py``), one table for each scale, since the sets mean different things by
the same number: MEANTIME gives announced futures 3, UDS gives them -2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dateline.extract.status import State
from dateline.knowledge.weights import weights
from dateline.model.parse import Parse

Scale = Literal["uw", "meantime", "uds", "commitmentbank"]
_SHARE = ("aux", "auxpass", "neg")
_VERBAL = frozenset(("VERB", "AUX"))


def graded(parse: Parse, token: int, state: State, scale: Scale = "uw") -> float:
    """The factuality of ``token``, -3 to 3, on the scale of one of the labelled sets; ``state`` is what its sentence makes of it."""
    return max(-3.0, min(3.0, weights(f"factuality_{scale}").score(features(parse, token, state))))


def features(parse: Parse, token: int, state: State) -> tuple[str, ...]:
    """The features of ``token``, each once, in order."""
    found = [*_of_state(parse, token, state), *_of_form(parse, token, state)]
    found.extend(_of_noun(parse, token, state) if parse.pos[token] in ("NOUN", "PROPN") else _of_verb(parse, token, state))
    found.extend(_above(parse, token, state))
    found.extend(_around(parse, token, state))
    return tuple(dict.fromkeys(found))


def _of_state(parse: Parse, token: int, state: State) -> Iterator[str]:
    last = state.turns[-1] if state.turns else None
    frame = last.frame if last is not None else state.frame
    status = state.status
    yield f"status={status}"
    yield f"grade={status}/{state.firmly}/{state.against}"
    yield f"last={status}/{frame}"
    yield f"kind={status}/{frame.split(':')[0]}/{parse.tags[token]}"
    for turn in state.turns[:-1]:
        yield f"earlier={turn.frame}"
    if last is not None:
        yield f"turns={min(len(state.turns), 3)}/{status}"
        if last.token == token:
            yield "self"


def _of_form(parse: Parse, token: int, state: State) -> Iterator[str]:
    tag, label, lemma, head = parse.tags[token], parse.deps[token], parse.lemmas[token].lower(), parse.heads[token]
    yield f"form={state.status}/{tag}/{label}"
    yield f"real={state.real}/{lemma}"
    yield f"word={lemma}"
    yield f"above={label}/{parse.lemmas[head].lower() if head != token else 'ROOT'}"
    yield f"governor={parse.pos[head]}/{label}/{tag}"


def _of_noun(parse: Parse, token: int, state: State) -> Iterator[str]:
    children = parse.children[token]
    article = next((parse.lowers[c] for c in children if parse.deps[c] == "det"), "-")
    owned = any(parse.deps[c] == "poss" for c in children)
    yield f"noun={state.real}/{article}/{owned}/{parse.tags[token]}"
    yield f"article={article}/{parse.deps[token]}/{state.real}"
    for child in children:
        if parse.deps[child] in ("amod", "compound"):
            yield f"{parse.deps[child]}={parse.lowers[child]}"


def _of_verb(parse: Parse, token: int, state: State) -> Iterator[str]:
    children = parse.children[token]
    subject = next((c for c in children if parse.deps[c] in ("nsubj", "nsubjpass")), None)
    named = "-" if subject is None else parse.lowers[subject] if parse.pos[subject] == "PRON" else "noun"
    yield f"subject={named}/{state.real}"
    for child in children:
        label = parse.deps[child]
        if label in _SHARE:
            yield f"aux={parse.lowers[child]}/{state.status}"
        elif label in ("advmod", "mark"):
            yield f"{label}={parse.lowers[child]}"
        elif label == "prep":
            yield f"prep={parse.lowers[child]}/{state.real}"


def _above(parse: Parse, token: int, state: State) -> Iterator[str]:
    """The two nearest verbs above, and how the word hangs under them."""
    node, count = token, 0
    for head in parse.ancestors(token):
        if parse.pos[head] in _VERBAL:
            count += 1
            yield f"up{count}={parse.deps[node]}/{parse.tags[head]}/{state.real}"
            yield f"under={parse.lemmas[head].lower()}/{state.real}"
        if count == 2:
            return
        node = head


def _around(parse: Parse, token: int, state: State) -> Iterator[str]:
    sentence = parse.sentence(token)
    root = next((i for i in range(sentence.first, sentence.last) if parse.deps[i] == "ROOT"), token)
    yield f"root={parse.tags[root]}/{state.real}"
    if parse.words[sentence.last - 1] == "?":
        yield "question"
    if parse.quotation_of[token] >= 0:
        yield f"quoted/{state.real}"
