"""Who stands where: parties against propositions, each stance with when it was last changed and its quotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.store.answers import FoundPosition, Party

COLUMNS, ROWS, QUOTES = 7, 24, 6  # propositions and parties of a matrix, quotes of one of its cells


@dataclass(frozen=True, slots=True)
class Proposition:
    """What positions are about: its id, its shortest wording, how many parties have one."""

    id: str
    text: str
    parties: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one party stands on one proposition: the stance now, since when, what it was before (None: nothing else), its quotes.

    ``told`` are the newest first, at most ``QUOTES``; ``more`` is how many are left out.
    """

    stance: str
    since: str | None
    before: str | None
    told: tuple[FoundPosition, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Stands:
    """One party and its cells, one a proposition, None where it is not known to stand anywhere."""

    party: Party
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties against propositions; ``hidden`` is how many more propositions the same answers are about."""

    propositions: tuple[Proposition, ...]
    rows: tuple[Stands, ...]
    hidden: int


def cell(told: Sequence[FoundPosition]) -> Cell:
    """One party's positions on one proposition, as a cell."""
    listed = sorted(told, key=lambda each: (each.report.published or "", each.report.reading, each.number))
    now = listed[-1].stance
    other = next((at for at in range(len(listed) - 1, -1, -1) if listed[at].stance != now), None)
    first = listed[other + 1] if other is not None else listed[0]
    newest = tuple(reversed(listed))
    before = listed[other].stance if other is not None else None
    return Cell(now, first.report.published, before, newest[:QUOTES], max(0, len(listed) - QUOTES))


def matrix(found: Sequence[FoundPosition]) -> Matrix:
    """The positions of ``found`` as a matrix: the propositions that most parties have one on, the parties that have most."""
    by_pair: dict[tuple[str, str], list[FoundPosition]] = defaultdict(list)
    texts: dict[str, str] = {}
    parties: dict[str, Party] = {}
    for each in found:
        name = each.actor.id or each.actor.name
        by_pair[name, each.proposition].append(each)
        parties.setdefault(name, each.actor)
        text = texts.setdefault(each.proposition, each.text)
        if (len(each.text), each.text) < (len(text), text):
            texts[each.proposition] = each.text
    held = Counter(proposition for _, proposition in by_pair)
    told = Counter(each.proposition for each in found)
    ordered = sorted(held, key=lambda each: (-held[each], -told[each], each))
    columns = tuple(Proposition(each, texts[each], held[each]) for each in ordered[:COLUMNS])
    shown = {each.id for each in columns}
    most = Counter(name for name, proposition in by_pair if proposition in shown)
    names = sorted(most, key=lambda each: (-most[each], parties[each].name.casefold()))[:ROWS]
    rows = tuple(
        Stands(parties[name], tuple(cell(by_pair[name, each.id]) if (name, each.id) in by_pair else None for each in columns))
        for name in names
    )
    return Matrix(columns, rows, len(ordered) - len(columns))
