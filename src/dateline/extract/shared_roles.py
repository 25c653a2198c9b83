"""Further states that share one noun: "Ugandan" in "Ugandan and Burundian soldiers", "Chad" in "envoys from Mali and Chad"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.recognised import POSSESSIVES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.extract.atoms import Atom, Atoms
    from dateline.model.parse import Parse

SHARED_ROLE = "shared role"


def sharing(parse: Parse, found: Atoms, owner: tuple[int, int], head: int) -> Iterator[Atom]:
    """The names of the other states whose role the noun at ``head`` tells; ``owner`` are the tokens of the one that is known."""
    if owner[0] < head:
        yield from _before(parse, found, owner[0] - 1, parse.sentence(head).first)
    elif parse.lowers[head + 1] in ("from", "of"):
        yield from _behind(parse, found, owner[1], parse.sentence(head).last)


def _before(parse: Parse, found: Atoms, token: int, limit: int) -> Iterator[Atom]:
    while token > limit and parse.lowers[token] in ("and", ",", "or"):
        other = found.ending(token - 1)
        if other is None or other.sort != "demonym":
            return
        yield other
        token = other.first - 1


def _behind(parse: Parse, found: Atoms, token: int, limit: int) -> Iterator[Atom]:
    while token < limit and parse.lowers[token] in (",", "and"):
        token += 2 if parse.lowers[token : token + 2] == (",", "and") else 1
        other = found.starting(token) if token < limit else None
        if other is None or not other.of_state or other.demonym is not None or parse.deps[other.last - 1] != "conj":
            return
        if other.last < limit and parse.words[other.last] in POSSESSIVES:
            return
        yield other
        token = other.last
