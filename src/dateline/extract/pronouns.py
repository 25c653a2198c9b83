"""Pronouns that may stand for an actor, and documents that speak."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.actor import ActorMention
from dateline.model.parse import Parse

SINGULAR = frozenset("he she him her his hers himself herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
NEUTER = frozenset("it its itself".split())
FIRST_SINGULAR = frozenset("i me my mine myself".split())
FIRST_PLURAL = frozenset("we us our ours ourselves".split())
ALL = SINGULAR | PLURAL | NEUTER | FIRST_SINGULAR | FIRST_PLURAL | {"who", "whose", "whom"}
MINDED = frozenset(
    "ready willing prepared able unable unwilling reluctant determined keen eager confident aware satisfied free committed concerned "
    "worried alarmed open opposed grateful guilty responsible pleased sorry sure loyal hopeful optimistic happy angry outraged strong "
    "weak afraid convinced disappointed appalled horrified dismayed anxious proud innocent neutral silent active present".split()
)
DOCUMENTS = frozenset(
    "statement communique communiqué report declaration resolution letter document memo memorandum editorial study survey".split()
)
SPEAKS = frozenset(
    "say add state read express call urge warn note stress condemn accuse announce confirm deny describe stop demand welcome "
    "reaffirm reiterate emphasise emphasize declare conclude find show cite quote claim allege point blame praise pledge list".split()
)


def pronouns(parse: Parse, claimed: list[bool]) -> Iterator[ActorMention]:
    """The pronouns in order; whom they mean is for the resolver to say."""
    for index, word in enumerate(parse.lowers):
        if word in ALL and not claimed[index] and _is_pronoun(parse, index):
            yield ActorMention(
                span=parse.span(index, index + 1), first=index, last=index + 1, head=index, form="pronoun", rule="pronoun",
                confidence=0.7, plural=word in PLURAL or word in FIRST_PLURAL,
            )  # fmt: skip


def _is_pronoun(parse: Parse, index: int) -> bool:
    if parse.words[index] == "US" or parse.pos[index] not in ("PRON", "DET"):
        return False
    if parse.lowers[index] == "it":
        return parse.deps[index] != "expl" and not _expletive(parse, index)
    return True


def _expletive(parse: Parse, index: int) -> bool:
    """Whether "it" points at nothing: "it is clear that", "it remains to be seen", "it rained"."""
    above = parse.heads[index]
    if parse.deps[index] == "nsubj" and parse.lemmas[above] == "be":  # "it was the army that opened fire"
        cleft = parse.child(above, "attr", "dobj")
        if cleft is not None and any(parse.deps[child] == "relcl" for child in parse.children[cleft]):
            return True
    said = parse.child(above, "acomp")
    if said is not None and parse.lowers[said] in MINDED:
        return False  # "it was ready to talk"
    if parse.deps[index] != "nsubj" or parse.lemmas[above] not in ("be", "seem", "appear", "remain", "become", "take", "happen"):
        return False
    return any(parse.deps[child] in ("ccomp", "xcomp", "advcl", "csubj", "acomp") for child in parse.children[above] if child > above)


def documents(parse: Parse, claimed: list[bool]) -> Iterator[ActorMention]:
    """Documents that say something: "the statement", "a joint communique" as the subject of a verb of speaking."""
    for index, word in enumerate(parse.lowers):
        if word not in DOCUMENTS or claimed[index] or parse.deps[index] not in ("nsubj", "nsubjpass"):
            continue
        if parse.lemmas[parse.heads[index]] not in SPEAKS:
            continue
        first = parse.left[index]
        while first < index and parse.pos[first] not in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            first += 1
        for token in range(first, index + 1):
            claimed[token] = True
        yield ActorMention(
            span=parse.span(first, index + 1), first=first, last=index + 1, head=index, form="nominal", rule="document that speaks",
            confidence=0.7, kind="document",
        )  # fmt: skip
