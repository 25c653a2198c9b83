"""Whom a pronoun means: agreement, distance, part in the sentence, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.knowledge.first_names import Gender
from dateline.model.parse import Parse
from dateline.resolve.speakers import SAYING

Animacy = Literal["person", "group", "thing", "unknown"]

MASCULINE = frozenset("he him his himself".split())
FEMININE = frozenset("she her hers herself".split())
NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves".split())
POSSESSIVE = frozenset("his her its their my our whose".split())
REFLEXIVE = frozenset("himself herself itself themselves".split())
ONE = 1.5  # for "they" of one who has just been "it"
DECIDING = frozenset(
    "talk negotiate agree refuse want decide hope fear vow fight plan intend try seek threaten demand reject meet visit withdraw invade "
    "arm".split()
)
OWNED = frozenset(
    "spokesman spokeswoman spokesperson leader leadership president minister ambassador envoy troop soldier army fighter government ally "
    "partner commander parliament citizen counterpart member supporter territory diplomat border".split()
)
OBJECTS_WARNED = frozenset("warn remind caution advise".split())
WILL = frozenset("will would 'll 'd shall wo".split())
BEFALLING = frozenset(
    "pay face suffer lose bear regret have find risk become get meet need see receive reap feel incur forfeit earn spend undergo "
    "invite deserve".split()
)
PARTS = frozenset("most many some several few all none each half both hundreds thousands dozens majority two-thirds any".split())
WINDOW = 4  # sentences back that a pronoun reaches
FARTHER, BACK, OWNING = 0.7, 0.8, 0.6  # for each sentence back, for leaving the sentence, for owning something
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
OBJECTS = frozenset({"dobj", "dative", "iobj", "pobj", "attr", "oprd"})


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention as pronouns see it: where it stands, what it may agree with, and the actor (or chain) it belongs to."""

    first: int
    last: int
    head: int
    key: str
    animacy: Animacy
    plural: bool
    gender: Gender | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The mention that a pronoun means, its score and why."""

    referent: Referent
    score: float


def antecedent(parse: Parse, pronoun: int, seen: Sequence[Referent], speaker: str | None = None) -> Antecedent | None:
    """The best earlier mention for the third-person pronoun at a token, or None.

    seen: earlier mentions in order of the text. speaker: whose words the pronoun stands in, whom it cannot mean.
    """
    best: Antecedent | None = None
    sentence = parse.sentence_of[pronoun]
    near = [referent for referent in seen if sentence - parse.sentence_of[referent.head] <= WINDOW]
    barred = {referent.key for referent in near if _same_clause(parse, pronoun, referent)} - {""}
    single = _told_by_it(parse, pronoun, near)
    acting = _acts(parse, pronoun)
    for referent in reversed(near):
        distance = sentence - parse.sentence_of[referent.head]
        if not agrees(parse.lowers[pronoun], referent) or _barred(parse, pronoun, referent, speaker) or referent.key in barred:
            continue
        if acting and referent.animacy == "thing" and not referent.key:
            continue
        score = _score(parse, pronoun, referent, distance) - (ONE if referent.key in single and not referent.plural else 0.0)
        if best is None or score > best.score:
            best = Antecedent(referent, score)
    return best


def agrees(pronoun: str, referent: Referent) -> bool:
    """Whether number, gender and animacy of the mention allow the pronoun."""
    if pronoun in MASCULINE or pronoun in FEMININE:
        wanted = "masculine" if pronoun in MASCULINE else "feminine"
        return referent.animacy in ("person", "unknown") and not referent.plural and referent.gender in (None, wanted)
    if pronoun in NEUTER:
        return referent.animacy != "person" and not referent.plural
    return referent.plural or referent.animacy == "group"


def _barred(parse: Parse, pronoun: int, referent: Referent, speaker: str | None) -> bool:
    """Whether the sentence forbids the two to be the same."""
    if referent.last > pronoun or (speaker is not None and referent.key == speaker):
        return True
    above = parse.heads[pronoun]
    if parse.lowers[pronoun] in PLURAL and not referent.plural and parse.lowers[above] == "among":
        return True
    if parse.lowers[pronoun] in PLURAL and not referent.plural and _of_number(parse, above):
        return True
    if parse.deps[pronoun] in SUBJECTS and _in_content(parse, above, referent.head):
        return True
    return _same_clause(parse, pronoun, referent)


def _told_by_it(parse: Parse, pronoun: int, near: Sequence[Referent]) -> set[str]:
    """The keys of those called "it" just before, whom "they" will hardly mean."""
    if parse.lowers[pronoun] not in PLURAL:
        return set()
    sentence = parse.sentence_of[pronoun]
    last = (r for r in near if parse.lowers[r.head] in NEUTER and sentence - parse.sentence_of[r.head] < 2)
    return {referent.key for referent in last if referent.key}


def _acts(parse: Parse, pronoun: int) -> bool:
    """Whether only persons and groups can do or have what the pronoun does or has."""
    above = parse.heads[pronoun]
    if parse.lowers[pronoun] in POSSESSIVE:
        return parse.lemmas[above] in OWNED
    return parse.deps[pronoun] == "nsubj" and parse.lemmas[above] in SAYING | DECIDING


def _same_clause(parse: Parse, pronoun: int, referent: Referent) -> bool:
    """Whether the mention is the subject of the verb whose object the pronoun is: they cannot be the same."""
    if parse.lowers[pronoun] in POSSESSIVE or parse.lowers[pronoun] in REFLEXIVE or parse.deps[pronoun] in SUBJECTS:
        return False
    above = parse.heads[pronoun]
    verb = parse.heads[above] if parse.deps[above] == "prep" else above
    if parse.deps[verb] == "relcl" and referent.first <= parse.heads[verb] < referent.last:  # "Russia, which had drafted it"
        subject = parse.child(verb, "nsubj")
        return subject is not None and parse.lowers[subject] in ("which", "who", "that")
    while parse.deps[verb] == "conj" and parse.heads[verb] < verb and parse.child(verb, "nsubj", "nsubjpass") is None:
        verb = parse.heads[verb]  # "EU leaders will review the sanctions and could extend them"
    return parse.heads[referent.head] == verb and parse.deps[referent.head] in SUBJECTS


def _of_number(parse: Parse, preposition: int) -> bool:
    """Whether a pronoun tells what a number is a part of ("900 of them")."""
    counted = parse.heads[preposition]
    return parse.lowers[preposition] == "of" and (parse.tags[counted] == "CD" or parse.lowers[counted] in PARTS)


def _told_by(parse: Parse, verb: int) -> int | None:
    """The verb of telling thrown into the clause of another one ("The rebels, they found, are losing"), or None."""
    return next((c for c in parse.children[verb] if parse.deps[c] == "parataxis" and parse.child(c, "nsubj") is not None), None)


def _in_content(parse: Parse, verb: int, token: int) -> bool:
    """Whether a token stands in what the verb reports, told before it: "The rebels are losing ground, they found"."""
    told = next((child for child in parse.children[verb] if child < verb and parse.deps[child] in ("ccomp", "parataxis")), None)
    if told is None and parse.deps[verb] == "parataxis" and parse.heads[verb] < verb:
        told = parse.heads[verb]
    return told is not None and (token == told or told in parse.ancestors(token))


def _score(parse: Parse, pronoun: int, referent: Referent, distance: int) -> float:
    """How well the mention fits: nearer is better, a subject better than an object, the author's words apart from quoted ones."""
    score = referent.weight - FARTHER * distance - (BACK if distance else 0.0)
    role, own = parse.deps[referent.head], parse.deps[pronoun]
    if parse.pos[referent.head] in ("AUX", "VERB") or _heads_sentence(parse, referent):  # "IS said", with IS taken for a verb
        role = "nsubj"
    if role in SUBJECTS or (role == "conj" and parse.deps[parse.heads[referent.head]] in SUBJECTS):
        score += 1.0 + (0.4 if own in SUBJECTS else 0.0)
        verb = parse.heads[referent.head]
        joined = parse.deps[verb] == "conj" and parse.deps[parse.heads[verb]] == "ROOT"
        leads = parse.deps[verb] in ("ROOT", "parataxis") and _told_by(parse, verb) is None
        score += 0.4 if leads or joined else 0.0
    elif role == "poss":
        score += OWNING
    elif role in OBJECTS:
        score += 0.3
    elif role in ("compound", "amod", "nmod", "npadvmod"):
        score -= 0.8
    if own in OBJECTS and referent.animacy == "group" and parse.lowers[pronoun] == "it":
        score -= 1.6 if distance else 0.6  # what is done to "it" is done to things more often than to states and groups
    if parse.block_of(pronoun) != parse.block_of(referent.head):
        score -= 0.4
    inside, outside = parse.quotation_of[referent.head], parse.quotation_of[pronoun]
    if inside >= 0 and inside != outside:
        score -= 2.0
    elif inside < 0 <= outside and parse.lowers[pronoun] in NEUTER and referent.animacy == "group":
        score -= 2.0  # "it" in somebody's words is what he speaks of, seldom a state or group named outside
    if parse.lowers[pronoun] in FEMININE and referent.gender is None:
        score -= 0.6
    if parse.lowers[pronoun] in PLURAL and not referent.plural:
        score -= 0.5
    if distance == 0:
        score += _clause_bonus(parse, pronoun, referent)
    return score


def _will_do(parse: Parse, verb: int) -> bool:
    """Whether a verb under a warning tells what its speaker will do himself, not what will become of the one who is warned."""
    willed = any(parse.deps[c] == "aux" and parse.lowers[c] in WILL for c in parse.children[verb])
    return willed and parse.child(verb, "dobj") is not None and parse.lemmas[verb] not in BEFALLING


def _heads_sentence(parse: Parse, referent: Referent) -> bool:
    """Whether a name or noun is the subject though the parser lost its verb: the root, or beside the place that opens the sentence."""
    role, above = parse.deps[referent.head], parse.heads[referent.head]
    if role == "ROOT":
        return parse.pos[referent.head] == "PROPN" and referent.head + 1 < parse.sentence(referent.head).last - 2
    if role != "appos":
        return False
    opening = parse.deps[above] == "pobj" and above - parse.sentence(above).first < 3
    return opening or (parse.deps[above] == "appos" and parse.heads[above] - parse.sentence(above).first < 3)


def _clause_bonus(parse: Parse, pronoun: int, referent: Referent) -> float:
    """More for a subject of the clause that the pronoun stands in or under; a little for what is nearest."""
    bonus = 0.3 / (1 + 0.2 * (pronoun - referent.last))
    owned = parse.heads[pronoun]
    if parse.lowers[pronoun] in POSSESSIVE and parse.deps[owned] == "conj" and parse.heads[owned] == referent.head:
        bonus += 2.6  # "the Malian government and its army"
    verb = parse.heads[referent.head]
    if parse.deps[referent.head] in SUBJECTS and any(node == verb for node in parse.ancestors(pronoun)):
        bonus += 0.8 if parse.lowers[pronoun] in POSSESSIVE or parse.lowers[pronoun] in REFLEXIVE else 0.4
    elif parse.deps[referent.head] == "dobj" and parse.lemmas[verb] in OBJECTS_WARNED and parse.deps[pronoun] == "nsubj":
        below = parse.heads[pronoun]  # "warned Tehran that it would pay", but not "warned Tehran that it would bomb the plant"
        bonus += 2.4 if parse.heads[below] == verb and not _will_do(parse, below) else 0.0
    elif parse.deps[referent.head] == "dobj" and parse.lowers[pronoun] in POSSESSIVE:
        told = parse.child(verb, "xcomp")  # "urged Moscow to end its support": the object does what follows
        bonus += 2.2 if told is not None and told > referent.head and told in parse.ancestors(pronoun) else 0.0
    return bonus
