"""What a clause or noun phrase says of itself: negation, auxiliaries, adverbs, adjectives, conditions, questions."""

from __future__ import annotations

from dateline.extract.links import DEEP, Link, finite, has_finite, infinitive
from dateline.extract.modifiers import described, modified
from dateline.extract.status import State, opposite, under
from dateline.extract.tenses import TELLING, ahead, by_tense
from dateline.knowledge.signatures import Effect, Signature, SignatureTable
from dateline.model.parse import Parse

_VERBAL = frozenset(("VERB", "AUX"))
_CONDITIONS = frozenset(("if", "unless", "provided", "providing"))
_REPORTS_BACK = frozenset(("VBD", "VBN"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_NOT_ALONE = frozenset(("only", "just", "merely", "less", "least", "doubt", "but", "except", "more", "other"))
_NEVER = frozenset(("circumstance", "condition", "account", "way", "case", "event", "mean", "point", "time", "stage", "price", "pretext"))
_MARKS = frozenset(('"', "\u201c", "'", "``"))
_WILL = {"wo": "will", "'ll": "will", "'d": "would", "ca": "can", "\u2019ll": "will", "\u2019d": "would"}


def own(parse: Parse, table: SignatureTable, token: int, given: State, hangs: Link | None) -> State:
    """The state of ``token`` once its own words are read, where the words above it gave ``given``."""
    instead = _instead(parse, token)
    if instead is not None:
        given = opposite(given, instead, "negation:instead")
    if parse.pos[token] in _VERBAL:
        return _verb(parse, table, token, given, hangs)
    state = described(parse, table, token, given)
    if state.real and inverted(parse, token) is not None:
        state = _conditioned(parse, token, state, None)
    negation = negating(parse, table, token)
    if negation is None:
        return state
    if any(turn.token == negation for turn in given.turns):  # "no strikes were reported": the verb has taken the negation over
        return given if given.negative else given.to("negated", negation, "negation")
    if state.frame.startswith("headline"):
        return given.to("negated", negation, "negation")  # "No truce in sight"
    return opposite(state, negation, "negation")


def _instead(parse: Parse, token: int) -> int | None:
    """The "than" or "of" by which a coordinated word is left undone: "sailed home rather than striking"."""
    if parse.deps[token] != "conj":
        return None
    for child in parse.children[parse.heads[token]]:
        pair = (parse.lowers[child - 1], parse.lowers[child])
        if parse.deps[child] == "cc" and child < token and pair in (("rather", "than"), ("instead", "of")):
            return child
    return None


def negating(parse: Parse, table: SignatureTable, token: int) -> int | None:
    """The word that negates ``token``: "not", "never", "no" before a noun, "nobody" as a subject."""
    for child in parse.children[token]:
        if parse.deps[child] in ("neg", "advmod", "preconj", "det", "cc") and _negates(table, parse, child, token):
            return child
        if parse.deps[child] == "prep" and parse.pos[token] in _VERBAL and (never := _under_no(parse, child)) is not None:
            return never
        existential = parse.deps[child] == "attr" and any(parse.deps[c] == "expl" for c in parse.children[token])
        if parse.pos[token] in _VERBAL and (parse.deps[child] in ("nsubj", "nsubjpass") or existential):
            found = _negative_phrase(parse, table, child)
            if found is not None:
                return found
    return negative_object(parse, table, token) if parse.pos[token] in _VERBAL else None


def _under_no(parse: Parse, preposition: int) -> int | None:
    """The "no" of "under no circumstances", "on no account", "in no way"."""
    inner = parse.child(preposition, "pobj")
    if inner is None or parse.lemmas[inner].lower() not in _NEVER or parse.lowers[preposition] not in ("under", "on", "in", "at", "by"):
        return None
    return next((c for c in parse.children[inner] if parse.deps[c] == "det" and parse.lowers[c] == "no"), None)


def negative_object(parse: Parse, table: SignatureTable, verb: int) -> int | None:
    """The word that negates the object of ``verb`` and so the deed: "killed no civilians"."""
    for child in parse.children[verb]:
        if parse.deps[child] == "dobj" or (parse.deps[child] == "attr" and parse.lowers[child] == "nothing"):
            found = _negative_phrase(parse, table, child)
            if found is not None:
                return found
    return None


def _no_longer(parse: Parse, child: int) -> bool:
    return parse.lowers[child] == "longer" and child > 0 and parse.lowers[child - 1] == "no"


def _negates(table: SignatureTable, parse: Parse, child: int, token: int) -> bool:
    lower = parse.lowers[child]
    if parse.deps[child] == "det":
        return table.find(lower, "det", "not") is not None
    if _no_longer(parse, child):
        return True
    if table.find(lower, "adv", "not") is None:
        return False
    later = child > token and parse.deps[child] in ("cc", "preconj")  # "did not X nor Y": the second is negated by its own "nor"
    return not later and not _only(parse, child)


def _only(parse: Parse, child: int) -> bool:
    """Whether it is "not only" or "no less": no negation."""
    return child + 1 < len(parse) and parse.lowers[child + 1] in _NOT_ALONE


def _negative_phrase(parse: Parse, table: SignatureTable, child: int) -> int | None:
    if table.find(parse.lowers[child], "det", "not") is not None and not _only(parse, child):
        return child
    for inner in parse.children[child]:
        quantified = parse.deps[inner] in ("det", "preconj", "cc") and table.find(parse.lowers[inner], "det", "not") is not None
        if quantified and not _only(parse, inner):
            return inner
        if parse.deps[inner] in ("det", "nummod") and parse.child(inner, "neg") is not None:
            return parse.child(inner, "neg")  # "not all", "not one fighter"
        if parse.deps[inner] == "neg" and parse.lowers[inner + 1 : inner + 2] in (("one",), ("a",)):
            return inner  # "not a single shot", "not one fighter"
    return None


def _verb(parse: Parse, table: SignatureTable, token: int, given: State, hangs: Link | None) -> State:
    state = given
    modal = _modal(parse, table, token)
    negation = _shared_negation(parse, table, token)
    if _unfulfilled(parse, token):
        return given.to("negated", token, "perfect:be to", 0.5)
    if modal is not None:
        state = _by_modal(parse, token, given, modal, negation)
    elif negation is not None:
        frame = "negation:object" if negation == negative_object(parse, table, token) else "negation"
        state = opposite(given, negation, frame)
    elif _to_come(parse, token, hangs, given):
        state = given.to("scheduled", token, "headline:to")
    elif given.status == "happened" and given.frame == "plain":
        state = _aspect(parse, table, token, given)
    state = modified(parse, table, token, state)
    if state.real or state.status in ("scheduled", "pledged", "possible"):
        state = _conditioned(parse, token, state, modal)
    told = parse.lemmas[token] in TELLING
    if (state.real or state.frame in ("modal:will", "modal:would")) and not told and _asked(parse, token, hangs):
        return state.to("possible", token, "question")
    if given.real and modal is None and _bidden(parse, token):
        return state.to("possible" if state.negative else "called-for", token, "imperative")
    return state


def _bidden(parse: Parse, token: int) -> bool:
    """Whether it is an order in somebody's words: "Release my brother", he pleaded; "Let them go"."""
    if parse.tags[token] != "VB" or parse.deps[token] not in ("ROOT", "ccomp", "advcl", "parataxis", "conj"):
        return False
    node = parse.heads[token] if parse.deps[token] == "ccomp" and parse.lowers[parse.heads[token]] == "let" else token
    if any(parse.deps[c] in (*_SUBJECTS, "aux", "mark") and parse.lowers[c] not in ("do", "n't", "not") for c in parse.children[node]):
        return False
    first = parse.left[node]
    opens = first == 0 or parse.words[first] in _MARKS or parse.words[first - 1] in (*_MARKS, ":")
    return opens and all(parse.lowers[i] in ("do", "n't", "not", "please", *_MARKS) for i in range(first, node))


def _unfulfilled(parse: Parse, token: int) -> bool:
    """Past plans that came to nothing: "were to have met"."""
    head = parse.heads[token]
    perfect = any(parse.deps[c] == "aux" and parse.lowers[c] == "have" for c in parse.children[token])
    return perfect and parse.deps[token] == "xcomp" and parse.lemmas[head] == "be" and parse.tags[head] == "VBD"


def _shared_negation(parse: Parse, table: SignatureTable, token: int) -> int | None:
    node = token
    for _ in range(DEEP):
        found = negating(parse, table, node)
        if found is not None:
            return None if node != token and _of_its_object(parse, table, node, token, found) else found
        if parse.deps[node] != "conj" or any(parse.deps[c] in ("aux", "auxpass", *_SUBJECTS) for c in parse.children[node]):
            return None
        head = parse.heads[node]
        if not alike(parse, head, node) or any(parse.lowers[c] == "but" for c in parse.children[head]):
            return None
        node = head
    return None


def _of_its_object(parse: Parse, table: SignatureTable, head: int, node: int, negation: int) -> bool:
    """Whether a "no" is that of the first verb's object alone: "had no men there and accused the army of mining the road"."""
    if negation != negative_object(parse, table, head) or parse.child(node, "dobj", "ccomp", "xcomp") is None:
        return False
    return not any(parse.lowers[c] in ("or", "nor") for c in parse.children[head])


def alike(parse: Parse, head: int, node: int) -> bool:
    """Whether two coordinated verbs share their auxiliaries: the same form, or joined by "or", where taggers mix up forms."""
    if parse.tags[head] == parse.tags[node]:
        return True
    return parse.pos[head] in _VERBAL and any(parse.lowers[c] in ("or", "nor") and head < c < node for c in parse.children[head])


def _modal(parse: Parse, table: SignatureTable, token: int) -> tuple[int, Signature] | None:
    node = token
    for _ in range(DEEP):
        auxiliaries = [c for c in parse.children[node] if parse.deps[c] in ("aux", "auxpass")]
        for child in auxiliaries:
            lower = parse.lowers[child]
            perfect = any(parse.lemmas[c] == "have" and c > child for c in auxiliaries)
            found = table.find(_WILL.get(lower, lower), "aux", "perfect" if perfect else "plain", "plain")
            if found is not None and not (lower == "'d" and parse.tags[token] == "VBN"):
                return child, found
        if auxiliaries or parse.deps[node] != "conj" or any(parse.deps[c] in _SUBJECTS for c in parse.children[node]):
            return None
        head = parse.heads[node]
        if parse.pos[head] not in _VERBAL or not alike(parse, head, node):
            return None
        node = head
    return None


def _by_modal(parse: Parse, token: int, given: State, modal: tuple[int, Signature], negation: int | None) -> State:
    place, signature = modal
    if given.negative and given.status == "denied":
        return given
    if signature.word in ("can", "must", "may") and negation is None and parse.lemmas[token] in TELLING and _first_person(parse, token):
        return given  # "I can confirm that ...": said in saying it
    if signature.word in ("would", "should") and parse.lemmas[token] in ("like", "love", "prefer") and negation is None:
        return given  # "would like": wants
    effect = signature.positive if negation is None else signature.negative
    kind = effect.kind
    if kind == "would":
        kind = _backshifted(parse, token) if _told_back(parse, token) else "conditional"
    if kind == "future":
        kind = "pledged" if _first_person(parse, token) else "scheduled"
    if kind == "negated" and signature.word in ("can", "could") and (_first_person(parse, token) or signature.word == "can"):
        kind = "ruled-out"
    cue = place if negation is None else negation
    return under(Effect(kind, effect.firmly), given, cue, f"modal:{signature.word}", definite=False)


def _backshifted(parse: Parse, token: int) -> str:
    """What "would" says of a deed told afterwards: promised where the teller speaks of himself ("said it would send")."""
    subject = parse.child(token, "nsubj")
    if parse.lemmas[token] == "be" and parse.child(token, "attr", "acomp") is not None:
        return "possible"  # "a strike would be madness"
    return "pledged" if subject is not None and parse.lowers[subject] in ("it", "they", "he", "she", "we", "i") else "scheduled"


def _told_back(parse: Parse, token: int) -> bool:
    """Whether a past verb of telling stands above, so that "would" is "will" told afterwards."""
    above = token
    for _ in range(DEEP):
        label, head = parse.deps[above], parse.heads[above]
        if head == above:
            return _reported(parse, token)
        if label in ("ccomp", "pcomp", "acl") and parse.tags[head] in (*_REPORTS_BACK, "NN", "NNS", "VBG"):
            return True
        above = head
    return _reported(parse, token)


def _reported(parse: Parse, token: int) -> bool:
    """Whether a verb of telling stands in the sentence behind the clause ("It would press for talks, the ministry said")."""
    sentence = parse.sentence(token)
    return any(parse.tags[i] == "VBD" and parse.lemmas[i] in TELLING for i in range(token + 1, sentence.last))


def _first_person(parse: Parse, token: int) -> bool:
    node = token
    for _ in range(DEEP):
        for child in parse.children[node]:
            if parse.deps[child] in _SUBJECTS:
                return parse.lowers[child] in ("we", "i")
        if parse.deps[node] != "conj":
            return False
        node = parse.heads[node]
    return False


def _to_come(parse: Parse, token: int, hangs: Link | None, given: State) -> bool:
    """Headline style: "Leaders to meet in Geneva", where nothing else in the sentence is finite."""
    if not infinitive(parse, token) or finite(parse, token):
        return False
    if hangs is None:
        return True
    head = hangs.governor
    bare = parse.deps[head] == "ROOT" and parse.pos[head] in ("PROPN", "NOUN") and "inf" in hangs.frames
    return bare and given.frame.startswith("default") and not has_finite(parse, token)


def _aspect(parse: Parse, table: SignatureTable, token: int, given: State) -> State:
    if parse.tags[token] != "VBG":
        return by_tense(parse, table, token, given)
    node = token
    for _ in range(DEEP):
        auxiliaries = [c for c in parse.children[node] if parse.deps[c] == "aux"]
        if any(parse.lemmas[c] in ("be", "'s", "\u2019s") for c in auxiliaries):
            if ahead(parse, table, token) and not any(parse.tags[c] == "VBD" for c in auxiliaries):
                return given.to("scheduled", token, "tense:ahead")
            return State("ongoing", given.firmly, given.against, "progressive", given.turns)
        if auxiliaries or parse.deps[node] != "conj" or parse.tags[parse.heads[node]] != "VBG":
            return given
        node = parse.heads[node]
    return given


def _conditioned(parse: Parse, token: int, state: State, modal: tuple[int, Signature] | None) -> State:
    """Conditional where a condition stands beside a verb that is not told as done."""
    beside = [*parse.children[token], *(g for c in parse.children[token] if modal and parse.deps[c] == "xcomp" for g in _far(parse, c))]
    beside.extend([token] if _only_if(parse, token) else [])
    condition = next((c for c in beside if c == token or (parse.deps[c] == "advcl" and is_condition(parse, c))), None)
    comma = inverted(parse, token)
    if comma is not None:
        condition = parse.sentence(token).first
        if token < comma:
            return state.to("conditional", condition, "clause:inverted")
    if condition is None or (modal is None and state.real and (parse.tags[token] in ("VBD", "VBN") or parse.lemmas[token] in TELLING)):
        return state
    return state.to("conditional", condition, "condition")


def _only_if(parse: Parse, token: int) -> bool:
    """Whether "only if" opens the sentence of the verb, which parsers take for one clause with its condition."""
    first = parse.sentence(token).first
    return (
        parse.lowers[first] == "only"
        and first + 1 < token
        and parse.lowers[first + 1] in ("if", "when")
        and parse.heads[first + 1] == token
    )


def inverted(parse: Parse, token: int) -> int | None:
    """The comma that ends a condition told by word order at the head of the sentence ("Should the truce fail, ...")."""
    sentence = parse.sentence(token)
    first = sentence.first + (1 if parse.words[sentence.first] in _MARKS else 0)
    if first >= sentence.last or parse.lowers[first] not in ("should", "had", "were") or parse.words[sentence.last - 1] == "?":
        return None
    comma = next((i for i in range(first, sentence.last) if parse.words[i] == ","), None)
    if comma is None or not any(parse.tags[i] == "MD" for i in range(comma, sentence.last)):
        return None
    return comma


def _far(parse: Parse, clause: int) -> list[int]:
    return [g for c in parse.children[clause] for g in (c, *parse.children[c])]


def is_condition(parse: Parse, clause: int) -> bool:
    """Whether the clause tells a condition: "if", "unless", "provided that", or the word order of "should the truce fail"."""
    if parse.lowers[clause] in ("provided", "providing", "assuming") and parse.child(clause, "ccomp") is not None:
        return True
    if any(parse.lowers[c] in _CONDITIONS and parse.deps[c] in ("mark", "advmod") for c in parse.children[clause]):
        return True
    first = parse.left[clause]
    return parse.deps[first] == "aux" and parse.lowers[first] in ("had", "should", "were")


def _asked(parse: Parse, token: int, hangs: Link | None) -> bool:
    if hangs is not None:
        return False
    sentence = parse.sentence(token)
    return "?" in parse.words[sentence.last - 1] and ";" not in parse.words[token : sentence.last]
