"""Quantitative claims: what is measured, of whom, how much, where, when, and by whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.chains import AUTHOR, Enclosing
from dateline.extract.counts import Quantity, quantities
from dateline.extract.group_sizes import Measured
from dateline.extract.measured import measured
from dateline.extract.scenes import Scene
from dateline.model.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.knowledge import Knowledge
    from dateline.model.actor import Actors
    from dateline.model.parse import Parse
    from dateline.model.place import Places
    from dateline.model.span import Span
    from dateline.model.statement import Statement
    from dateline.model.time import Timex

_NEAR = 2  # sentences that a noun is remembered


def figures(
    parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Figure, ...]:
    """The figures claimed in ``parse``, in order. Dates, ages, names and small counts of no account are none."""
    scene, enclosing = Scene(parse, actors, places, times), Enclosing(statements)
    every = quantities(parse, knowledge.numerals, knowledge.measures)
    found = [each for each in _without_conversions(every, parse) if not scene.is_time(parse.span(each.first, each.last))]
    out: list[Figure] = []
    before: Measured | None = None
    at = 0
    for index, quantity in enumerate(found):
        denied = any(statement.act == "deny" for statement in enclosing.around(parse.span(quantity.first, quantity.last)))
        near = parse.sentence_of[quantity.first] - at <= _NEAR
        told = measured(quantity, parse, scene, knowledge.measures, before, denied=denied, near=near)
        if told is None:
            continue
        stop = found[index + 1].first if index + 1 < len(found) else len(parse)
        out.append(_figure(quantity, told, stop, parse, scene, enclosing))
        before, at = told, parse.sentence_of[quantity.first]
    return tuple(out)


def _without_conversions(every: Iterable[Quantity], parse: Parse) -> Iterator[Quantity]:
    """The quantities but for the same sum in another currency or unit: "3.6 billion yen ($34 million)"."""
    before: Quantity | None = None
    for each in every:
        same = before is not None and before.unit is not None and each.unit is not None and before.unit.kind == each.unit.kind
        beside = before is not None and before.last == each.first - 1 and parse.lowers[before.last] in ("(", "or")
        if not (same and beside and before is not None and before.unit != each.unit):
            yield each
        before = each


def _figure(quantity: Quantity, told: Measured, stop: int, parse: Parse, scene: Scene, enclosing: Enclosing) -> Figure:
    span = parse.span(quantity.first, quantity.last)
    limit = parse.starts[stop] if stop < len(parse) else None
    placed = told.measure != "members"  # members are no one place's
    return Figure(
        measure=told.measure, subject=told.subject, value=_plain(quantity.value), low=_plain(quantity.low), high=_plain(quantity.high),
        bound=quantity.bound, unit=told.unit, place=scene.place_of(quantity, stop) if placed else None,
        time=scene.time_of(span, limit) if placed else None,
        according_to=_with_source(according_to(span, enclosing), told.source),
        evidence=(span,), rule=f"figures/{told.rule}", confidence=told.confidence,
    )  # fmt: skip


def according_to(span: Span, enclosing: Enclosing) -> tuple[str, ...]:
    """By whose word: the author, then the speakers of the statements around ``span``, from outside in."""
    chain = [AUTHOR]
    for statement in enclosing.around(span):
        if statement.speaker is not None and statement.speaker.actor is not None and statement.speaker.actor not in chain:
            chain.append(statement.speaker.actor)
    return tuple(chain)


def _with_source(chain: tuple[str, ...], source: str | None) -> tuple[str, ...]:
    return chain if source is None or source in chain else (*chain, source)


def _plain(value: float | None) -> float | int | None:
    """Whole numbers as integers."""
    if value is None:
        return None
    value = round(value, 4)
    return int(value) if value % 1 == 0 else value
