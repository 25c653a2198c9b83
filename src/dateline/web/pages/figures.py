"""Figures: claims for one measure over time and by claimant, drawn, and the list, by filter words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.store.answers import FoundFigure
from dateline.store.question import words_of
from dateline.stories.disputed import disputed
from dateline.web.desk import AtDesk
from dateline.web.filtering import Listing, asked, listing, tidy
from dateline.web.localising import locale_of
from dateline.web.rendering import page
from dateline.web.viewer import Reader
from dateline.web.views.figure_chart import chart, claimants, recent

router = APIRouter()
LOOKED_AT, MEASURES, LEGEND = 300, 12, 16  # figures looked at, the newest; measures and claimants offered
Measure = tuple[str, str | None]  # what is counted, in which unit


@router.get("/figures")
def figures(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """Claims for one measure, the one asked for or the one with most claims, drawn over time; then all figures that fit."""
    found = asked(request.url.query, "figures")
    if found.untidy and not found.wrong:
        line = tidy(found.question)
        return RedirectResponse(f"/figures?{line}" if line else "/figures", 303)
    shown = listing(desk, "figures", "/figures", found)
    first = shown.page is not None and found.question.after is None
    told = desk.store.ask("figures", found.question).page(LOOKED_AT).answers if first else ()
    measure, claims = _most_told(told)
    pairs = disputed(desk.store, claims)
    drawn = recent(claims) if found.question.since is None else claims
    who = claimants(drawn)
    sides = (side for pair in pairs if pair.contradicts for side in (pair.now, pair.before))
    rings = frozenset((side.report.reading, side.number) for side in sides)
    name = f"{measure[0]}{f', {measure[1]}' if measure[1] else ''}" if measure is not None else ""
    locale = locale_of(request.headers.get("accept-language"))
    return page(
        request, "figures.html.j2", 400 if shown.wrong else 200, list=shown, help=words_of("figures"), measure=name, claims=claims,
        claimants=who[:LEGEND], others=max(0, len(who) - LEGEND), pairs=pairs, most=LOOKED_AT, offered=_offered(told, shown),
        chart=chart(drawn, who, rings, f"Claims of {name} over time, by claimant", locale), older=len(claims) - len(drawn),
    )  # fmt: skip


def _most_told(found: tuple[FoundFigure, ...]) -> tuple[Measure | None, tuple[FoundFigure, ...]]:
    """The measure with most claims, and these."""
    if not found:
        return None, ()
    counted = Counter((each.measure, each.unit) for each in found)
    best = min(counted, key=lambda each: (-counted[each], each[0], each[1] or ""))
    return best, tuple(each for each in found if (each.measure, each.unit) == best)


def _offered(found: tuple[FoundFigure, ...], shown: Listing) -> tuple[tuple[str, int, str], ...]:
    """The measures with most claims among ``found``: name, claims, and the address line that asks for it."""
    counted = Counter(each.measure for each in found)
    names = sorted(counted, key=lambda each: (-counted[each], each))[:MEASURES]
    return tuple((name, counted[name], replace(shown.question, measure=(name,), after=None).address()) for name in names)
