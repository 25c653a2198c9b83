"""Everything about one proposition: who stands where on it, since when, who turned, with every quote, in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import cast

from fastapi import APIRouter, Request, Response

from dateline.store import about
from dateline.store.answers import FoundPosition, Party
from dateline.web.desk import AtDesk
from dateline.web.localising import locale_of
from dateline.web.rendering import page
from dateline.web.viewer import Missing, Reader
from dateline.web.views.about import Part, axis_of_time, part
from dateline.web.views.standing import Cell, cell

router = APIRouter()
LOOKED_AT, PARTIES, LANES = 200, 40, 10  # positions, the newest; parties told; parties on the axis of time


@router.get("/propositions/{name:path}")
def proposition(request: Request, desk: AtDesk, viewer: Reader, name: str) -> Response:
    """The page of a proposition, with those below it (assault takes assault/LBY in)."""
    facts = about.proposition(desk.store, name)
    if facts is None:
        raise Missing(f"No report kept here takes a position on {name[:80]}.")
    found = part(desk.store, "stands", "Stands", "positions", {"proposition": name}, LOOKED_AT)
    told = cast("tuple[FoundPosition, ...]", found.found)
    parties = _parties(told)
    locale = locale_of(request.headers.get("accept-language"))
    return page(
        request, "proposition.html.j2", facts=facts, parties=parties[:PARTIES], others=max(0, len(parties) - PARTIES), found=told,
        all=found.all, stances=Counter(held.stance for _, held in parties).most_common(), most=LOOKED_AT,
        chart=axis_of_time(_lanes(found), f"Positions on {facts.text} by party and day of the report", locale),
    )  # fmt: skip


def _parties(found: tuple[FoundPosition, ...]) -> tuple[tuple[Party, Cell], ...]:
    """Each party with where it stands, those told of most first."""
    by_party: dict[str, list[FoundPosition]] = defaultdict(list)
    for each in found:
        by_party[each.actor.id or each.actor.name].append(each)
    ordered = sorted(by_party.values(), key=lambda listed: (-len(listed), listed[0].actor.name.casefold()))
    return tuple((listed[0].actor, cell(listed)) for listed in ordered)


def _lanes(found: Part) -> tuple[Part, ...]:
    """The positions of the parties told of most, a lane a party."""
    positions = cast("tuple[FoundPosition, ...]", found.found)
    counted = Counter(each.actor for each in positions)
    names = sorted(counted, key=lambda each: (-counted[each], each.name.casefold()))[:LANES]
    return tuple(
        Part(f"p{at}", who.name, "positions", tuple(each for each in positions if each.actor == who), found.all, more=False)
        for at, who in enumerate(names)
    )
