"""Stances told by the events alone: what somebody calls for he supports, what he rules out he opposes, whatever the words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.stances import Taken, carried

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from dateline.knowledge.propositions import PropositionTable
    from dateline.model.event import Event
    from dateline.model.parse import Parse
    from dateline.model.position import Stance
    from dateline.model.statement import Statement

_STANCES: dict[str, Stance] = {"called-for": "supports", "ruled-out": "opposes"}
_WORDS = frozenset(("REQUEST", "REJECT", "ACCUSE", "THREATEN"))
_BY_WORD = frozenset(("call", "reject"))


def wills(
    parse: Parse, table: PropositionTable, events: tuple[Event, ...], statements: tuple[Statement, ...], known: Container[int]
) -> Iterator[Taken]:
    """The stances on deeds called for or ruled out in a statement, where no word of stance has been read on the same (``known``)."""
    by_id = {statement.id: statement for statement in statements}
    for event in events:
        stance = _STANCES.get(event.factuality.status)
        said = by_id.get(event.statement or "")
        if stance is None or event.type in _WORDS or said is None or said.act not in _BY_WORD or said.cue is None:
            continue
        inside = parse.tokens(event.trigger.spans[0])
        head = next((i for i in inside if parse.heads[i] not in inside), None)
        target = carried(parse, table, head) if head is not None and head not in known else None
        cue = parse.token_at(said.cue.spans[0].start)
        if target is not None and cue is not None and target not in known and said.speaker is not None:
            yield Taken(cue, (), target, stance, None, f"called-for:{said.act}" if stance == "supports" else f"refusal:{said.act}")
