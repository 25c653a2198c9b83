"""Stories: the latest first, or those whose reports fit the filters."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import UsageError
from dateline.model.story import StoryLine
from dateline.store.question import Question
from dateline.stories.glance import latest_stories, lines_of, stories_of
from dateline.web.desk import AtDesk, Desk
from dateline.web.filtering import asked, filters, tidy
from dateline.web.rendering import page
from dateline.web.searching import told
from dateline.web.viewer import Reader

router = APIRouter()
ROWS, REPORTS = 30, 150  # stories of a page; reports looked at for one where filters are set
Listed = tuple[tuple[StoryLine, ...], str | None]


@router.get("/stories")
def stories(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The list of stories."""
    found = asked(request.url.query, "reports")
    line = tidy(found.question)
    if found.untidy and not found.wrong:
        return RedirectResponse(f"/stories?{line}" if line else "/stories", 303)
    wrong, listed, after = found.wrong, tuple[StoryLine, ...](), None
    if not wrong:
        try:
            listed, after = _fitting(desk, found.question) if line else _latest(desk, found.question)
        except UsageError as error:
            wrong = (told(error),)
    form = filters("reports", "/stories", found.question)
    return page(request, "stories.html.j2", 400 if wrong else 200, stories=listed, after=after, line=line, filters=form, wrong=wrong)


def _latest(desk: Desk, question: Question) -> Listed:
    found = latest_stories(desk.store, limit=ROWS, after=question.after)
    return found.lines, found.after


def _fitting(desk: Desk, question: Question) -> Listed:
    """The stories of one page of the reports that fit."""
    reports = desk.store.ask("reports", question).page(REPORTS)
    articles = [answer.report.article for answer in reports.answers]
    known = stories_of(desk.store, articles)
    return lines_of(desk.store, dict.fromkeys(known[article] for article in articles if article in known)), reports.after
