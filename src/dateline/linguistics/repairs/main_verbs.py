"""Main verbs that the parser took for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.linguistics.repairs.edits import Edits
    from dateline.model.parse import Parse, Sentence

_NOMINAL = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAUSES = frozenset({",", "\u2014", "\u2013", "--"})
_HELPERS = frozenset({"aux", "auxpass", "nsubj", "nsubjpass", "agent"})
_SAYING = frozenset({
    "acknowledged", "added", "admitted", "alleged", "announced", "argued", "claimed", "complained", "confirmed", "declared", "explained",
    "insisted", "noted", "observed", "predicted", "promised", "recalled", "remarked", "reported", "stated", "stressed", "warned", "vowed",
})  # fmt: skip
_PAST = frozenset({"VBN", "VBD"})
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed", "challenged"})
_NOT_FINITE = frozenset({"VB", "VBG"})
_DEPTH = 20


def inserted(parse: Parse, sentence: Sentence, edits: Edits) -> None:
    """The verb behind an insertion: "The council, which met on Friday, called for a truce", where the council was taken for the root."""
    root = next((i for i in range(sentence.first, sentence.last) if parse.heads[i] == i), None)
    if root is None or parse.pos[root] not in _NOMINAL or parse.words[sentence.last - 1] != ".":
        return
    verb = _behind_insertion(parse, root, sentence.last)
    if verb is None:
        return
    for child in parse.children[root]:
        if child > verb:
            edits.hang(child, verb, parse.deps[child])
    edits.hang(root, verb, "nsubj")
    edits.hang(verb, verb, "ROOT")
    edits.tags[verb] = "VBD"


def backing(parse: Parse, sentence: Sentence, edits: Edits) -> None:
    """The verb "back" taken for a preposition: "Egypt and Chad back the proposal"."""
    root = next((i for i in range(sentence.first, sentence.last) if parse.heads[i] == i), None)
    if root is None or parse.pos[root] not in _NOMINAL:
        return
    back = next((c for c in parse.children[root] if c > root and parse.lowers[c] in ("back", "backs")), None)
    backed = parse.child(back, "pobj") if back is not None and parse.deps[back] == "prep" else None
    if back is None or backed is None:
        return
    for child in parse.children[root]:
        if child > back:
            edits.hang(child, back, parse.deps[child])
    edits.hang(backed, back, "dobj")
    edits.hang(root, back, "nsubj")
    edits.hang(back, back, "ROOT")
    edits.tags[back] = "VBP"


def _behind_insertion(parse: Parse, root: int, last: int) -> int | None:
    """A participle under the root or a noun in an insertion, behind a pair of pauses, with no helper and no doer."""
    pauses = 0
    for place in range(root + 1, last):
        if parse.words[place] in _PAUSES:
            pauses += 1
        bare = parse.tags[place] in _PAST and parse.deps[place] in ("acl", "relcl") and parse.words[place - 1] in _PAUSES
        if bare and pauses >= 2 and not any(parse.deps[c] in _HELPERS for c in parse.children[place]):
            return place if root in _above(parse, place) else None
    return None


def _above(parse: Parse, token: int) -> list[int]:
    found = []
    for head in parse.ancestors(token):
        found.append(head)
        if len(found) > _DEPTH:
            break
    return found


def inverted(parse: Parse, verb: int, edits: Edits) -> None:
    """The saying behind what is said: "The talks have failed, Envoy Ada Rell announced on Monday"."""
    if parse.tags[verb] != "VBN" or parse.lowers[verb] not in _SAYING or any(parse.deps[c] in _HELPERS for c in parse.children[verb]):
        return
    speaker = parse.heads[verb]
    before = parse.left[speaker] - 1
    if (
        parse.right[speaker] != parse.right[verb]
        or speaker != verb - 1
        or parse.pos[speaker] not in _NOMINAL
        or before < 0
        or parse.words[before] not in _PAUSES
    ):
        return
    sentence = parse.sentence(verb)
    root = next((i for i in range(sentence.first, before) if parse.heads[i] == i), None)
    if (
        root is None
        or parse.pos[root] not in ("VERB", "AUX")
        or parse.deps[speaker] not in ("npadvmod", "appos", "dep", "conj", "dobj", "nsubj")
    ):
        return
    edits.hang(root, verb, "ccomp")
    edits.hang(speaker, verb, "nsubj")
    edits.hang(verb, verb, "ROOT")
    edits.tags[verb] = "VBD"


def fellow(parse: Parse, verb: int, edits: Edits) -> None:
    """A finite verb tied to an infinitive or a gerund before it is the fellow of the finite verb above: "urged him to stay and called".

    The same holds behind a modal, which takes no past tense: "said it would leave and accused Paris".
    """
    head = parse.heads[verb]
    perfect = parse.tags[verb] == "VBN" and any(parse.deps[c] == "aux" and parse.tags[c] in _FINITE for c in parse.children[verb])
    if not (perfect or parse.tags[verb] in ("VBD", "VBZ")) or head > verb:
        return
    bare = parse.tags[head] == "VBN" and not any(parse.deps[c] in ("aux", "auxpass") for c in parse.children[head])
    aside = parse.deps[head] == "advcl" and parse.tags[head] in ("VBZ", "VBP")
    if aside and parse.tags[verb] == "VBD" and _modal(parse, parse.heads[head]):
        head = parse.heads[head]  # "would go when the pass allows it and accused Paris"
    if parse.tags[head] not in _NOT_FINITE and not bare:
        return
    if parse.pos[verb] not in ("VERB", "AUX") or any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb]):
        return
    modal = _modal(parse, head)
    if modal and (perfect or parse.tags[head] != "VB" or parse.lowers[verb] == parse.lemmas[verb]):
        return
    if not modal and any(parse.deps[c] == "aux" and parse.tags[c] in _FINITE for c in parse.children[head]):
        return
    for above in _above(parse, head):
        if modal and above > head:
            return
        helped = any(parse.deps[c] == "aux" and parse.tags[c] in _FINITE for c in parse.children[above])
        if parse.pos[above] in ("VERB", "AUX") and (parse.tags[above] in ("VBD", "VBZ", "VBP") or helped):
            if parse.tags[above] == parse.tags[verb] or helped or perfect:
                edits.hang(verb, above, "conj")
            return


def _modal(parse: Parse, verb: int) -> bool:
    return any(parse.tags[c] == "MD" for c in parse.children[verb])


def mistaken_noun(parse: Parse, verb: int, edits: Edits) -> None:
    """A noun taken for a verb between an adjective and "that": "dismissed as untrue Ruritanian reports that ..."."""
    if parse.tags[verb] != "VBZ" or verb == 0 or verb + 1 >= len(parse) or parse.lowers[verb + 1] != "that":
        return
    owner, head = verb - 1, parse.heads[verb]
    if parse.heads[owner] != verb or parse.tags[owner] != "JJ" or parse.pos[head] != "VERB" or parse.child(head, "dobj") is not None:
        return
    edits.hang(owner, verb, "amod")
    edits.hang(verb, head, "dobj")
    edits.tags[verb] = "NNS"


def questioned(parse: Parse, verb: int, edits: Edits) -> None:
    """Who was asked is the subject of what follows: "The mayor, asked about the raid, said no", with "asked" taken for a saying."""
    head, subject = parse.heads[verb], parse.child(verb, "nsubj")
    if parse.lowers[verb] not in _ASKED or parse.words[verb - 1] not in _PAUSES or subject is None or not subject < verb < head:
        return
    if parse.tags[head] in _PAST and parse.child(head, "nsubj", "nsubjpass") is None:
        edits.hang(subject, head, "nsubj")
        edits.hang(verb, subject, "acl")
        edits.tags[verb] = "VBN"
