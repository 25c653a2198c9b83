"""Whose statement "the statement" is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.model.parse import Parse
from dateline.resolve.identities import Identity, Scene

FORMATS = frozenset({"statement", "report", "letter", "communique", "declaration", "memo", "memorandum", "document"})


def authored(scene: Scene, identities: Mapping[int, Identity]) -> dict[int, Identity]:
    """The same identities, where a document speaks for those who put it out ("they said in a statement ... The statement")."""
    authors = _authors(scene, identities)
    out = dict(identities)
    for number, identity in identities.items():
        if identity.kind == "document" and identity.speaks_for is None:
            head = identity.name.rsplit(" ", 1)[-1]
            before = [(token, actor) for token, word, actor in authors if word == head and token < scene.mentions[number].first]
            out[number] = replace(identity, speaks_for=before[-1][1]) if before else _owner(scene, number, identity, identities)
    return out


def _authors(scene: Scene, identities: Mapping[int, Identity]) -> list[tuple[int, str, str]]:
    """Each "said in a statement": where, what kind of document, and the id of the actor who said it."""
    parse = scene.parse
    owner = {scene.mentions[number].head: identity.id for number, identity in identities.items()}
    found: list[tuple[int, str, str]] = []
    for token, word in enumerate(parse.lowers):
        if word not in FORMATS or parse.deps[token] != "pobj" or parse.lowers[parse.heads[token]] not in ("in", "with", "through"):
            continue
        subject = _subject_above(parse, parse.heads[token])
        if subject is not None and subject in owner:
            found.append((token, word, owner[subject]))
    return found


def _subject_above(parse: Parse, token: int) -> int | None:
    """The subject of the nearest verb above a token that has one."""
    return next((subject for above in parse.ancestors(token) if (subject := parse.child(above, "nsubj")) is not None), None)


def _owner(scene: Scene, number: int, identity: Identity, identities: Mapping[int, Identity]) -> Identity:
    """A document with its owner in its words ("the ministry's statement", "the UN report")."""
    mention = scene.mentions[number]
    inside = [
        n for n, other in identities.items() if n != number and mention.span.covers(scene.mentions[n].span) and other.kind != "document"
    ]
    return replace(identity, speaks_for=identities[inside[0]].id) if inside else identity
