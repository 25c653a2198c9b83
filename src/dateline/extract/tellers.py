"""By whose word a clause is told: the statement that it stands in, else who spoke last in its paragraph."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model.actor import Actor, Actors
    from dateline.model.parse import Parse
    from dateline.model.statement import Statement

_SPEAKERS = frozenset({
    "government", "armed-force", "armed-group", "party", "parliament", "organisation", "coalition", "company", "person"
})  # fmt: skip


class Tellers:
    """The speakers of one article, asked for by token."""

    __slots__ = ("_actors", "_firsts", "_parse", "_statements")

    def __init__(self, parse: Parse, actors: Actors, statements: Sequence[Statement]) -> None:
        self._parse, self._actors = parse, actors
        self._statements = sorted(statements, key=lambda each: each.content.spans[0].start)
        self._firsts = [each.content.spans[0].start for each in self._statements]

    def statement(self, token: int) -> Statement | None:
        """The statement, the innermost, in whose content ``token`` stands."""
        span = self._parse.span(token, token + 1)
        inside = [each for each in self._statements if any(words.overlaps(span) for words in each.content.spans)]
        return min(inside, key=lambda each: sum(map(len, each.content.spans)), default=None)

    def teller(self, token: int, *, free: bool) -> Actor | None:
        """Who says what stands at ``token``: the speaker of its statement, or (``free`` indirect speech) the last one of its paragraph."""
        statement = self.statement(token)
        if statement is None and not free:
            return None
        voice = self._actors.get(statement.speaker.actor) if statement is not None and statement.speaker is not None else None
        return voice if voice is not None else self.speaker_before(token)

    def speaker_before(self, token: int) -> Actor | None:
        """The speaker, or else the party that is the subject, nearest before ``token`` in its paragraph."""
        block = self._parse.block_of(token)
        at = bisect_right(self._firsts, self._parse.starts[token])
        for statement in reversed(self._statements[:at]):
            if self._parse.block_of(self._parse.tokens(statement.content.spans[0]).start) != block:
                break
            voice = self._actors.get(statement.speaker.actor) if statement.speaker is not None else None
            if voice is not None and voice.kind in _SPEAKERS:
                return voice
        return self._subject_before(token, block)

    def _subject_before(self, token: int, block: int) -> Actor | None:
        """The party that is the subject of a main clause nearest before ``token``, in its paragraph or the one before."""
        parse = self._parse
        first = parse.sentence(token).first
        for index in range(first - 1, -1, -1):
            if parse.block_of(index) < block - 1:
                return None
            if parse.deps[index] in ("nsubj", "nsubjpass") and parse.deps[parse.heads[index]] == "ROOT":
                found = self._actors.at(parse.span(index, index + 1))
                if found is not None and found[1].kind in _SPEAKERS:
                    return found[1]
        return None
