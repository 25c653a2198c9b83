"""Reports: the search, by words and by filter words."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import UsageError
from dateline.store.question import Question, words_of
from dateline.store.search import parse, pattern
from dateline.stories.glance import stories_of
from dateline.web.desk import AtDesk
from dateline.web.filtering import asked, listing, tidy
from dateline.web.rendering import page
from dateline.web.searching import box_of
from dateline.web.viewer import Reader

router = APIRouter()
Parts = tuple[tuple[str, bool], ...]


@router.get("/reports")
def reports(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The reports that fit; what was typed into the search box is led to the address that says the same in filter words."""
    found = asked(request.url.query, "reports")
    if found.untidy and not found.wrong:
        line = tidy(found.question)
        return RedirectResponse(f"/reports?{line}" if line else "/reports", 303)
    shown = listing(desk, "reports", "/reports", found)
    articles = [answer.report.article for answer in shown.page.answers] if shown.page is not None else []
    return page(
        request, "listing.html.j2", 400 if shown.wrong else 200, list=shown, help=words_of("reports"),
        stories=stories_of(desk.store, articles), lit=_lit(found.question), search=_box(request, found.question),
    )  # fmt: skip


def _box(request: Request, question: Question) -> str:
    """What stands in the search box: what was typed where it was wrong, else what the address says."""
    return request.query_params.get("q") or box_of(question)


def _lit(question: Question) -> Callable[[str], Parts] | None:
    """What cuts an excerpt at the words that were searched for; None where none were."""
    if question.words is None:
        return None
    try:
        wanted = pattern(parse(question.words))
    except UsageError:
        return None
    return lambda text: _cut(wanted, text)


def _cut(wanted: re.Pattern[str], text: str) -> Parts:
    out: list[tuple[str, bool]] = []
    at = 0
    for hit in wanted.finditer(text):
        out += [(text[at : hit.start()], False), (hit[0], True)]
        at = hit.end()
    return (*out, (text[at:], False))
