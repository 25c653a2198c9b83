"""By whose word an event took place or did not: the chain of sources, the article's author first."""

from __future__ import annotations

from dateline.extract.status import State
from dateline.linguistics import clauses
from dateline.model.actor import Actor, Actors
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.model.statement import Statement

AUTHOR = "author"
_BY_WORD = frozenset(("alleged", "denied", "ruled-out", "pledged", "threatened", "called-for"))


class Enclosing:
    """The statements of one article, findable by what lies inside their contents."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        pieces = ((span, statement) for statement in statements for span in statement.content.spans)
        self._pieces = sorted(pieces, key=lambda piece: (piece[0].start, -piece[0].end))
        self._longest = max((len(span) for span, _ in self._pieces), default=0)

    def around(self, span: Span) -> tuple[Statement, ...]:
        """The statements whose content holds ``span``, the outermost first."""
        found: dict[str, tuple[int, Statement]] = {}
        for piece, statement in self._near(span):
            if piece.covers(span):
                found.setdefault(statement.id, (-len(piece), statement))
        return tuple(statement for _, statement in sorted(found.values(), key=lambda each: (each[0], each[1].id)))

    def _near(self, span: Span) -> list[tuple[Span, Statement]]:
        low, high = 0, len(self._pieces)
        while low < high:
            middle = (low + high) // 2
            if self._pieces[middle][0].start + self._longest < span.start:
                low = middle + 1
            else:
                high = middle
        near = []
        for piece in self._pieces[low:]:
            if piece[0].start > span.start:
                break
            near.append(piece)
        return near


def sources(parse: Parse, actors: Actors, state: State, around: tuple[Statement, ...]) -> tuple[str, ...]:
    """The chain of sources by actor id: the author, the speakers from outside in, then whoever accuses, denies or pledges."""
    chain = [AUTHOR]
    for statement in around:
        if statement.speaker is not None and statement.speaker.actor is not None and statement.speaker.actor not in chain:
            chain.append(statement.speaker.actor)
    for turn in state.turns:
        if turn.means in _BY_WORD and parse.pos[turn.token] in ("VERB", "AUX", "NOUN"):
            party = holder(parse, actors, turn.token)
            if party is not None and party.id not in chain:
                chain.append(party.id)
    return tuple(chain)


def holder(parse: Parse, actors: Actors, token: int) -> Actor | None:
    """The actor who denies, pledges, threatens: the doer of a verb, the owner of a noun ("Washington's threat")."""
    heads = _owners(parse, token) if parse.pos[token] == "NOUN" else clauses.agents(parse, token)
    for head in heads:
        found = actors.at(Span(parse.starts[head], parse.ends[head]))
        if found is not None:
            return found[1]
    return None


def _owners(parse: Parse, noun: int) -> tuple[int, ...]:
    """Whose pledge, threat or call a noun is: its possessor, "from" or "by" whom, else the doer of the verb that carries it."""
    owner = parse.child(noun, "poss")
    if owner is not None:
        return (owner,)
    for child in parse.children[noun]:
        inner = parse.child(child, "pobj") if parse.lowers[child] in ("from", "by") else None
        if inner is not None:
            return (inner,)
    carrier = parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.lowers[carrier] == "with":
        carrier = parse.heads[carrier]
    elif parse.deps[noun] != "dobj":
        return ()
    return clauses.agents(parse, carrier) if parse.pos[carrier] == "VERB" else ()
