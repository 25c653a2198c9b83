"""Quantitative claims: what is measured, of whom, how much, where, when, and by whose word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.chains import AUTHOR, Enclosing
from dateline.extract.counters import gapped
from dateline.extract.counts import Quantity, quantities
from dateline.extract.group_sizes import Measured
from dateline.extract.measured import measured
from dateline.extract.multiples import multiple, multiples
from dateline.extract.ordinal_tolls import ordinal_tolls
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

_BEFALLEN = frozenset({"killed", "wounded", "arrested", "missing", "displaced", "bodies", "captured", "seized", "abducted"})
_THEM = frozenset({"them", "whom", "these", "those"})
_SOME = frozenset({"most", "many", "some", "half", "several", "few", "two-thirds", "part"})
_NEAR = 2  # sentences that a noun is remembered


def figures(
    parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Figure, ...]:
    """The figures claimed in ``parse``, in order. Dates, ages, names and small counts of no account are none."""
    scene, enclosing = Scene(parse, actors, places, times), Enclosing(statements)
    ordinals = {word: int(each.value) for word, each in knowledge.calendar.words.items() if each.code == knowledge.calendar.forms["ORD"]}
    last_ones = ordinal_tolls(parse, ordinals, knowledge.measures)
    factors = tuple(multiples(parse, knowledge.numerals))
    plain = (
        each
        for each in quantities(parse, knowledge.numerals, knowledge.measures)
        if not any(each.first < other.last and other.first < each.last for other in factors)
    )
    every = sorted((*plain, *last_ones, *factors), key=lambda each: each.first)
    found = [each for each in _without_conversions(every, parse) if not scene.is_time(parse.span(each.first, each.last))]
    out: list[Figure] = []
    before: Measured | None = None
    at = 0
    for index, quantity in enumerate(found):
        if quantity in factors:
            second = gapped(quantity, found[index - 1] if index else None, before, parse, scene, knowledge.measures)
            told = second or (multiple(quantity, before, parse, scene) if parse.sentence_of[quantity.first] - at <= _NEAR else None)
            if told is not None and out and out[-1].value is not None and quantity.value is not None:
                stop = found[index + 1].first if index + 1 < len(found) else len(parse)
                counted = replace(quantity, value=quantity.value * out[-1].value)
                out.append(_figure(counted, told, stop, parse, scene, enclosing))
            continue
        denied = any(statement.act == "deny" for statement in enclosing.around(parse.span(quantity.first, quantity.last)))
        near = parse.sentence_of[quantity.first] - at <= _NEAR
        previous = found[index - 1] if index else None
        told = gapped(quantity, previous, before, parse, scene, knowledge.measures) or measured(
            quantity, parse, scene, knowledge.measures, before, denied=denied and not recalled(quantity, parse), near=near
        )
        if told is None:
            continue
        stop = found[index + 1].first if index + 1 < len(found) else len(parse)
        out.append(_figure(quantity, told, stop, parse, scene, enclosing))
        if told.rule != "of-them":  # what is said next is of all of them
            before = told
        at = parse.sentence_of[quantity.first]
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
        bound=quantity.bound, unit=told.unit, place=scene.place_of(quantity, _of_all(quantity, stop, parse)) if placed else None,
        time=scene.time_of(span, limit) if placed else None,
        according_to=_chain(quantity, told, parse, enclosing),
        evidence=(span,), rule=f"figures/{'recalled' if _only_recalled(quantity, told, parse) else told.rule}", confidence=told.confidence,
    )  # fmt: skip


def _of_all(quantity: Quantity, stop: int, parse: Parse) -> int:
    """The token from which on only some of those counted are told of: "15,000, most of them in the camps around the capital"."""
    for place in range(quantity.last, min(stop, len(parse) - 2)):
        if parse.lowers[place] in _SOME and parse.lowers[place + 1] == "of" and parse.lowers[place + 2] in _THEM:
            return place
    return stop


def according_to(span: Span, enclosing: Enclosing) -> tuple[str, ...]:
    """By whose word: the author, then the speakers of the statements around ``span``, from outside in."""
    chain = [AUTHOR]
    for statement in enclosing.around(span):
        if statement.speaker is not None and statement.speaker.actor is not None and statement.speaker.actor not in chain:
            chain.append(statement.speaker.actor)
    return tuple(chain)


def _chain(quantity: Quantity, told: Measured, parse: Parse, enclosing: Enclosing) -> tuple[str, ...]:
    """By whose word a figure is: nobody's but the author's where it is only recalled, the second party's own where its verb is left out."""
    if _only_recalled(quantity, told, parse):
        return (AUTHOR,)
    chain = according_to(parse.span(quantity.first, quantity.last), enclosing)
    return _with_source(chain[:1] if told.rule == "verb-left-out" else chain, told.source)


def _only_recalled(quantity: Quantity, told: Measured, parse: Parse) -> bool:
    return told.measure in _BEFALLEN and recalled(quantity, parse)


def recalled(quantity: Quantity, parse: Parse) -> bool:
    """True for what a relative clause recalls as known, whoever says the rest: "denied the attack, in which nine people died"."""
    for verb in parse.ancestors(quantity.head):
        if parse.pos[verb] not in ("VERB", "AUX"):
            continue
        if parse.deps[verb] != "relcl":
            return False
        first = next((each for each in range(parse.left[verb], verb) if parse.tags[each] in ("WDT", "WRB")), None)
        return first is not None and ("," in parse.lowers[max(first - 2, 0) : first] or parse.lowers[first - 1] in ("in", "where"))
    return False


def _with_source(chain: tuple[str, ...], source: str | None) -> tuple[str, ...]:
    return chain if source is None or source in chain else (*chain, source)


def _plain(value: float | None) -> float | int | None:
    """Whole numbers as integers."""
    if value is None:
        return None
    value = round(value, 4)
    return int(value) if value % 1 == 0 else value
