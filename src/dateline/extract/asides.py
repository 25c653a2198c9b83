"""Charges told in passing: "had kidnapped, the governor charged, six teachers", "what it called a massacre"."""

from __future__ import annotations

from dateline.knowledge.signatures import SignatureTable
from dateline.model.parse import Parse

_REACH = 6  # tokens of an aside between its commas
_VERBAL = frozenset(("VERB", "AUX"))
_NAMERS = frozenset(("NNS", "NNP", "NNPS", "PRP"))


def asides(parse: Parse, table: SignatureTable) -> dict[int, int]:
    """Verbs that stand behind a charge between commas, each with the word that charges."""
    found: dict[int, int] = {}
    for token, lemma in enumerate(parse.lemmas[:-1]):
        if parse.words[token + 1] != "," or not _charges(parse, table, token, lemma.lower()):
            continue
        verb = _told(parse, token)
        if verb is not None:
            found[verb] = token
    return found


def _charges(parse: Parse, table: SignatureTable, token: int, lemma: str) -> bool:
    """Whether the word right before a comma is a verb of charging with its subject, after another comma."""
    signature = table.find(lemma, "verb", "that")
    if signature is None or signature.positive.kind != "alleged":
        return False
    verb = parse.pos[token] == "VERB" and parse.tags[token] in ("VBD", "VBP", "VBZ")
    if not verb and parse.tags[token - 1] not in _NAMERS:
        return False  # "exiles charge", where the verb is taken for a noun
    first = max(parse.sentence(token).first, token - _REACH)
    comma = next((i for i in range(token - 1, first, -1) if parse.words[i] == ","), None)
    return comma is not None and comma < token - 1 and not any(parse.pos[i] in _VERBAL for i in range(comma, token))


def _told(parse: Parse, token: int) -> int | None:
    """The verb that the aside parts from its subject: the first one after it, with its auxiliaries passed over."""
    last = parse.sentence(token).last
    for node in range(token + 2, last):
        if parse.pos[node] == "AUX" and parse.deps[node] in ("aux", "auxpass"):
            continue
        if parse.pos[node] in _VERBAL:
            return node
        if parse.pos[node] in ("NOUN", "PROPN", "PUNCT"):
            return None
    return None


def branded(parse: Parse, table: SignatureTable, token: int) -> int | None:
    """The verb of "what it called a massacre" where ``token`` is what it was called: the speaker's word, not the author's."""
    head = parse.heads[token]
    if parse.deps[head] in ("prep", "pcomp") and parse.lowers[head] == "as":
        head = parse.heads[head]
    if table.find(parse.lemmas[head], "verb", "brands") is None:
        return None
    return head if any(parse.lowers[c] == "what" for c in parse.children[head]) else None
