"""Stances told by the events alone: what somebody calls for or blesses he supports, what he rules out or turns his back on he opposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.stances import Taken, carried
from dateline.linguistics import clauses

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
_APPROVING: dict[str, Stance] = {"SUPPORT": "supports", "REJECT": "opposes", "CONCEDE": "supports"}
_GIVEN_UP = frozenset(("opposition", "resistance", "objection", "veto", "refusal"))
_BEFORE = frozenset(("to", "on", "of", "for", "against", "behind", "towards", "over"))


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


def approvals(parse: Parse, table: PropositionTable, events: tuple[Event, ...], known: Container[int]) -> Iterator[Taken]:
    """The stances taken by deeds of approval and rejection in any words: "blessed the truce", "turned its back on the talks"."""
    for event in events:
        stance, status = _APPROVING.get(event.type), event.factuality.status
        inside = parse.tokens(event.trigger.spans[0])
        head = next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), None)
        if stance is None or head is None or parse.pos[head] != "VERB" or any(token in known for token in inside):
            continue
        given_up = any(parse.lemmas[token].lower() in _GIVEN_UP for token in inside)
        if status != "happened" or (event.type == "CONCEDE" and not given_up):
            continue
        target = next((inner for inner in _approved(parse, table, inside) if inner not in known), None)
        if target is not None:
            yield Taken(head, clauses.agents(parse, head), target, stance, None, f"approval:{parse.lemmas[head].lower()}")


def _approved(parse: Parse, table: PropositionTable, inside: range) -> Iterator[int]:
    """The deeds and plans that hang on the words of an event, by themselves or behind a preposition."""
    for token in inside:
        for child in parse.children[token]:
            if child in inside or child < token:
                continue
            named = parse.child(child, "pobj") if parse.deps[child] == "prep" and parse.lowers[child] in _BEFORE else None
            named = child if parse.deps[child] == "dobj" else named
            inner = carried(parse, table, named) if named is not None else None
            lemma = parse.lemmas[inner].lower() if inner is not None else ""
            if inner is not None and (lemma in table.frames or table.vessels.get(lemma) == "carries"):
                yield inner
