"""Names cut short to their last word: "the front" after "the Valley Front", "Front" in a headline above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model.actor import ActorMention
from dateline.model.parse import Parse

_BODIES = frozenset(
    "front movement union league convention congress alliance assembly federation council brotherhood bloc pact rally forum".split()
)
_AFTER = frozenset("line lines page pages runner runners door row man".split())
_ON_THE_WAY = frozenset("on at to from in near along behind across".split())
_HEADLINE = 0


def short_names(parse: Parse, mentions: Sequence[ActorMention], claimed: list[bool]) -> Iterator[ActorMention]:
    """The mentions that are the last word of a name told in full elsewhere in ``parse``; what they cover is claimed as well."""
    ends = {parse.lowers[each.last - 1]: each for each in mentions if each.form == "name" and each.kind != "person" and _long(parse, each)}
    for token, word in enumerate(parse.lowers):
        whole = ends.get(word)
        if whole is None or claimed[token] or not _stands_alone(parse, token):
            continue
        definite = token > 0 and parse.lowers[token - 1] == "the" and parse.words[token].islower() and whole.first < token
        heads = parse.block_of(token) == _HEADLINE and (token == 0 or parse.block_of(token - 1) != _HEADLINE)
        if not definite and not (heads and whole.first > token):
            continue
        first = token - 1 if definite else token
        claimed[first : token + 1] = [True] * (token + 1 - first)
        yield ActorMention(
            span=parse.span(first, token + 1), first=first, last=token + 1, head=token, form="nominal", rule="name cut short",
            confidence=0.7, kind=whole.kind or "organisation",
        )  # fmt: skip


def _long(parse: Parse, mention: ActorMention) -> bool:
    return mention.last - mention.first > 1 and parse.lowers[mention.last - 1] in _BODIES and parse.words[mention.last - 1][:1].isupper()


def _stands_alone(parse: Parse, token: int) -> bool:
    """Whether a word is a noun phrase's head with nothing around it, and no place where one fights."""
    following = parse.lowers[token + 1] if token + 1 < len(parse) else ""
    if parse.pos[token] not in ("NOUN", "PROPN") or following in _AFTER or following == "-":
        return False
    above = parse.heads[token]
    if parse.deps[token] in ("compound", "amod", "nmod") and above > token and parse.pos[above] in ("NOUN", "PROPN"):
        return False
    return not (parse.lowers[token] == "front" and parse.deps[token] == "pobj" and parse.lowers[above] in _ON_THE_WAY)
