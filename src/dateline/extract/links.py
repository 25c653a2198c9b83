"""How a token hangs on the word above it: which word that is, and in which frame."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.parse import Parse

DEEP = 40  # no sentence of a news report is nested deeper; deeper trees are mistakes of the parser
COPULAR = frozenset(("be", "remain", "seem", "appear", "become", "look", "stay", "prove", "sound", "feel", "keep"))
_SUBJECTS = frozenset(("nsubj", "csubj", "expl"))
_PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
_PREDICATES = frozenset(("acomp", "attr", "oprd"))
_CLAUSAL = frozenset(("ccomp", "xcomp", "advcl", "csubj", "csubjpass", "acl"))
_PARTICLES = frozenset(("out", "off", "up", "down", "back", "away", "on", "ahead", "over", "through", "clear", "short", "aside"))
_CIRCUMSTANTIAL = frozenset(("by", "after", "before", "besides", "since", "through", "while", "despite", "upon", "with", "without"))
_VERBAL = frozenset(("VERB", "AUX"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your"))


@dataclass(frozen=True, slots=True)
class Link:
    """The word that governs a token, and the frames it does so in, most telling first."""

    governor: int
    frames: tuple[str, ...]
    via: int | None = None  # the preposition between them
    said_by: int | None = None  # the word right before a "that", which it belongs to whatever the parser says


def link(parse: Parse, token: int) -> Link | None:
    """The governor of ``token`` with its frames; None where it stands on its own."""
    node = first_conjunct(parse, token)
    head, label = parse.heads[node], parse.deps[node]
    if head == node or label in ("dep", "parataxis", "meta", "intj", "punct"):
        return None
    if label in ("ccomp", "advcl") and parted(parse, node, head):
        return None
    if label == "ccomp" and _of_whose(parse, node):
        return None
    if label in ("pobj", "pcomp") or (parse.deps[head] in ("prep", "agent") and label in ("dobj", "ccomp", "amod", "advmod")):
        return _through_preposition(parse, node, head)
    if parse.pos[head] in ("ADP", "SCONJ") and parse.deps[head] in ("pcomp", "pobj"):
        return _through_preposition(parse, node, head)
    if label in _CLAUSAL or label == "relcl":
        return _of_clause(parse, node, head, label)
    if label in _SUBJECTS:
        bare = parse.tags[head] in ("VBD", "VBN") and parse.child(head, "dobj", "ccomp", "xcomp", "auxpass") is None
        return Link(predicate(parse, head), ("subj", "bare") if bare else ("subj",))
    if label in _PASSIVE_SUBJECTS:
        return Link(predicate(parse, head), ("obj", "subj"))
    if label in ("dobj", "dative", "iobj"):
        return Link(head, ("obj", "prep"))
    if label in _PREDICATES:
        return Link(head, ("pred",))
    if label in ("compound", "nmod", "poss"):
        return Link(head, ("mod", "of")) if label != "poss" else Link(head, ("poss",))
    if label == "amod" and parse.tags[node] == "VBG" and parse.deps[head] == "dobj" and parse.heads[head] == node - 1:
        return Link(node - 1, ("ger", "participle"))  # "denies striking Damascus"
    if label == "amod" and parse.tags[node] == "VBG" and parse.deps[head] == "pobj" and parse.heads[head] == node - 1:
        return _through_preposition(parse, node, node - 1)  # "stopped short of promising membership"
    if label == "amod":
        return Link(head, ("attributive",))
    return Link(head, ("mod",) if label == "appos" else ("prep",))


def _of_whose(parse: Parse, verb: int) -> bool:
    """Whether it is a relative clause that the parser takes for what is wanted or said: "the union, whose head has backed the vote"."""
    subject = parse.child(verb, "nsubj", "nsubjpass")
    owner = parse.child(subject, "poss") if subject is not None else None
    return owner is not None and parse.lowers[owner] == "whose" and parse.words[owner - 1] == ","


def first_conjunct(parse: Parse, token: int) -> int:
    """The first of the words that ``token`` is coordinated with; a finite verb passes over infinitives that it cannot be one with."""
    node = token
    for _ in range(DEEP):
        if parse.deps[node] != "conj" or (parse.pos[node] in _VERBAL and parted(parse, node, parse.heads[node])):
            return node
        node = parse.heads[node]
        own = parse.tags[token] != "VBP" and parse.child(token, "mark") is None
        if own and finite(parse, token) and not finite(parse, node) and parse.pos[node] in _VERBAL:
            node = _finite_above(parse, node)
        elif (
            parse.deps[node] == "ccomp"
            and parse.tags[token] == parse.tags[parse.heads[node]] == "VBD"
            and parse.tags[node] not in ("VBD", "VBN")
        ):
            node = parse.heads[node]  # "said it will not move and called for talks": the past verbs belong together
    return node


def parted(parse: Parse, node: int, head: int) -> bool:
    """Whether a semicolon, or a colon after it, parts a clause from the one above: each is told by itself."""
    between = parse.words[min(node, head) + 1 : max(node, head)]
    return ";" in between or (node < head and ":" in between)


def finite(parse: Parse, token: int) -> bool:
    """Whether the verb has tense, of its own or by an auxiliary."""
    if parse.tags[token] in _FINITE:
        return True
    return any(parse.deps[c] in ("aux", "auxpass") and parse.tags[c] in _FINITE for c in parse.children[token])


def has_finite(parse: Parse, token: int) -> bool:
    """Whether the sentence of ``token`` holds a finite verb."""
    sentence = parse.sentence(token)
    return any(parse.tags[i] in _FINITE and parse.pos[i] in _VERBAL for i in range(sentence.first, sentence.last))


def particle(parse: Parse, verb: int) -> str | None:
    """The particle that makes another verb of this one ("rule out", "call off")."""
    if parse.lemmas[verb] in ("have", "be", "remain"):
        return "yet" if any(child > verb and parse.lowers[child] == "yet" for child in parse.children[verb]) else None
    for child in parse.children[verb]:
        if child > verb and (parse.deps[child] == "prt" or (child == verb + 1 and parse.lowers[child] in _PARTICLES)):
            return parse.lowers[child]
    if verb + 1 < len(parse) and parse.lowers[verb + 1] in ("out", "off") and parse.deps[verb + 1] in ("prep", "prt", "advmod"):
        return parse.lowers[verb + 1]
    return None


def definite(parse: Parse, token: int) -> bool:
    """Whether the noun phrase is definite: spoken of as known, so that what it names is taken for granted."""
    if parse.pos[token] not in ("NOUN", "PROPN"):
        return False
    for child in parse.children[token]:
        if parse.deps[child] == "poss" or (parse.deps[child] == "det" and parse.lowers[child] in _DEFINITE):
            return True
    return False


def infinitive(parse: Parse, verb: int) -> bool:
    """Whether the verb stands with "to"; a coordinated one shares its fellow's."""
    node = verb
    for _ in range(DEEP):
        if any(parse.tags[c] == "TO" or (parse.lowers[c] == "to" and parse.deps[c] == "aux") for c in parse.children[node]):
            return True
        if parse.deps[node] != "conj" or parse.tags[node] != "VB":
            return False
        node = parse.heads[node]
    return False


def predicate(parse: Parse, verb: int) -> int:
    """The adjective or noun that says what a linking verb says of its subject; else the verb itself."""
    if parse.lemmas[verb] == "be":
        due = next((c for c in parse.children[verb] if parse.deps[c] == "xcomp" and infinitive(parse, c)), None)
        if due is not None:
            return due  # "talks are to open": the subject belongs to what is due
    if parse.lemmas[verb] in COPULAR:
        for child in parse.children[verb]:
            if child > verb and parse.deps[child] in _PREDICATES and parse.pos[child] in ("ADJ", "VERB", "NOUN", "ADV"):
                return child
    return verb


def _finite_above(parse: Parse, node: int) -> int:
    for above in parse.ancestors(node):
        if finite(parse, above):
            return above
    return node


def _of_clause(parse: Parse, node: int, head: int, label: str) -> Link:
    if label == "relcl" and any(parse.lowers[c] == "that" and parse.deps[c] == "mark" for c in parse.children[node]):
        return _that(parse, node, head)  # "it is a lie that they struck"
    if label == "relcl" and not infinitive(parse, node):
        return Link(head, ("relcl",))
    governor = predicate(parse, head) if label in ("ccomp", "xcomp", "advcl") else head
    if governor == node:
        governor = head
    if infinitive(parse, node):
        asked = label == "advcl" and parse.lemmas[head] == "ask"
        if asked and any(parse.lowers[c] == "for" and head < c < node for c in parse.children[head]):
            return Link(governor, ("purpose",))  # "asked for more time to consult"
        if any(parse.lowers[c] == "whether" for c in parse.children[node]):
            return Link(governor, ("whether",))
        known = "purpose" if label == "advcl" else "inf"
        return Link(governor, ("inf", known) if known != "inf" else ("inf",))
    if label == "advcl":
        return Link(head, ("adverbial",))
    if label == "acl":
        return _that(parse, node, head) if finite(parse, node) else Link(head, ("participle",))
    if label in ("csubj", "csubjpass"):
        return Link(governor, ("subj",))
    having = any(parse.lowers[c] == "having" and parse.deps[c] == "aux" for c in parse.children[node])
    if (parse.tags[node] == "VBG" or having) and not finite(parse, node):
        return Link(governor, ("ger", "obj"))
    if any(parse.lowers[c] == "that" and parse.deps[c] == "mark" for c in parse.children[node]):
        return _that(parse, node, governor)
    if label == "xcomp" or (parse.tags[node] == "VB" and not finite(parse, node)):
        return Link(governor, ("inf",) if parse.pos[node] in _VERBAL else ("pred",))
    if any(parse.lowers[c] in ("whether", "if") for c in parse.children[node]):
        return Link(governor, ("whether", "that"))
    return _that(parse, node, governor)


def _that(parse: Parse, node: int, governor: int) -> Link:
    first = parse.left[node]
    before = first - 1 if first > 0 and parse.lowers[first] == "that" and parse.deps[first] == "mark" else None
    return Link(governor, ("that",), said_by=before)


def _through_preposition(parse: Parse, node: int, preposition: int) -> Link:
    lower = parse.lowers[preposition]
    above = parse.heads[preposition]
    if above == preposition:
        return Link(preposition, ("prep",))
    for _ in range(3):
        if parse.deps[preposition] not in ("prep", "pcomp", "agent") or parse.pos[above] not in ("ADP", "SCONJ"):
            break
        above = parse.heads[above]  # "from behind", "out of": what the first preposition hangs on
    if parse.lowers[above] in _PARTICLES and parse.pos[parse.heads[above]] in _VERBAL:
        above = parse.heads[above]  # "held back from": the particle belongs to the verb
    if any(parse.lowers[c] == "whether" for c in parse.children[node]):
        return Link(above, ("whether",), preposition)
    if finite(parse, node):
        return Link(above, ("indirect", "that"), preposition)  # "news on why the plane exploded"
    base = first_conjunct(parse, above) if parse.pos[above] in ("ADP", "SCONJ") else above
    if lower == "as" and parse.pos[node] == "NOUN" and parse.pos[base] in _VERBAL and parse.child(base, "dobj") is None:
        return Link(base, ("as", "obj", "prep"), preposition)  # "rejected as lies reports that"
    gerund = parse.tags[node] == "VBG" and lower not in _CIRCUMSTANTIAL
    if preposition == base + 1 and lower in ("down", "out", "off") and parse.pos[base] in _VERBAL:
        return Link(base, ("obj", "ger" if gerund else "prep", lower), None)  # "voted down the bill", where the particle is mistaken
    return Link(base, (lower, "ger" if gerund else "prep", "prep"), preposition)
