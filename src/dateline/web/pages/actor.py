"""Everything about one actor: names, offices, what it does and is done to it, what it says, where it stands, what it pledges, in time."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.store import about
from dateline.store.answers import FoundCommitment, FoundPosition
from dateline.store.store import Store
from dateline.stories.promises import promises
from dateline.web.desk import AtDesk
from dateline.web.localising import locale_of
from dateline.web.rendering import page
from dateline.web.viewer import Missing, Reader
from dateline.web.views.about import Part, axis_of_time, by_month, part
from dateline.web.views.standing import Cell, cell

router = APIRouter()
POSITIONS = 60  # that the stances are made of, the newest
Stance = tuple[FoundPosition, Cell]


@router.get("/actors/{name:path}")
def actor(request: Request, desk: AtDesk, viewer: Reader, name: str) -> Response:
    """The page of an actor; another one's where a person joined both."""
    facts = about.actor(desk.store, name)
    if facts is None:
        raise Missing(f"No report kept here tells of {name[:80]}: look it up in the search, or see what is known by that name with "
                      "dateline knowledge show.")  # fmt: skip
    if facts.id != name:
        return RedirectResponse(f"/actors/{facts.id}", 303)
    parts = _parts(desk.store, name)
    stances = _stances(next((each for each in parts if each.key == "stands"), None))
    pledged = tuple(each for found in parts if found.key == "pledges" for each in found.found)
    told = promises(desk.store, cast("tuple[FoundCommitment, ...]", pledged), desk.today().isoformat())
    locale = locale_of(request.headers.get("accept-language"))
    return page(
        request, "actor.html.j2", facts=facts, parts=parts, stances=stances, pledges=told,
        chart=axis_of_time(parts, f"What is told of {facts.name}, by day of the report", locale),
        months=by_month(facts.told, f"Reports that name {facts.name}, by month"),
    )  # fmt: skip


def _parts(store: Store, name: str) -> tuple[Part, ...]:
    found = (
        part(store, "does", "Does", "events", {"doer": name}),
        part(store, "done-to", "Is done to it", "events", {"recipient": name}),
        part(store, "says", "Says", "statements", {"speaker": name}),
        part(store, "stands", "Stands", "positions", {"actor": name}, POSITIONS),
        part(store, "pledges", "Pledges", "commitments", {"doer": name}),
        part(store, "counted", "Figures about it", "figures", {"actor": name}),
        part(store, "belongs", "Belongs to", "memberships", {"member": name}),
        part(store, "members", "Its members", "memberships", {"group": name}),
    )
    return tuple(each for each in found if each.found)


def _stances(found: Part | None) -> tuple[Stance, ...]:
    """Where the actor stands, a cell a proposition, that told of last first; its newest wording beside it."""
    by_proposition: dict[str, list[FoundPosition]] = defaultdict(list)
    for each in cast("tuple[FoundPosition, ...]", found.found if found is not None else ()):
        by_proposition[each.proposition].append(each)
    return tuple((listed[0], cell(listed)) for listed in by_proposition.values())
