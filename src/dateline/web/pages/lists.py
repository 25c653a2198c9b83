"""Every list in other forms, at the same address with another ending: CSV, JSON, JSON Lines, and RSS that leads to the sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from dateline.errors import UsageError
from dateline.model.change import Change, ChangeKind, Side
from dateline.model.serial import to_json
from dateline.model.story import StoryLine
from dateline.store.answers import Answer, FoundReport
from dateline.store.asking import Answers
from dateline.store.listing import COLUMNS, cells, csv_line, json_line
from dateline.store.question import NOUNS, Noun, Question, moment_of
from dateline.stories.changes_asking import LABELS
from dateline.stories.glance import latest_stories
from dateline.stories.latest import latest
from dateline.web.desk import AtDesk, Desk
from dateline.web.filtering import asked
from dateline.web.rendering import path_of
from dateline.web.viewer import Reader, Viewer
from dateline.web.views.feeds import MEDIA, MOST, Entry, rss
from dateline.web.work.values import line_of, status_of

router = APIRouter()
PAGE, ENTRIES = 1_000, 500  # answers of one JSON document where no limit is given; most entries of a feed
FORMS = ("csv", "json", "jsonl", "rss")


def _answers(request: Request, desk: Desk, noun: Noun) -> Answers[Any]:
    """The answers that the address asks for; ``UsageError`` in one sentence where it cannot be understood."""
    found = asked(request.url.query, noun)
    if found.wrong:
        raise UsageError(" ".join(found.wrong))
    return desk.store.ask(noun, found.question)


def _streamed(answers: Answers[Any], write: Callable[[Iterable[Answer]], str], head: str = "") -> Iterator[str]:
    """All answers as text, as they are found; the first are fetched at once, so that a wrong question is answered as such."""
    gulps = answers.gulps()
    first = next(gulps)

    def told() -> Iterator[str]:
        yield head + write(first)
        yield from map(write, gulps)

    return told()


def as_csv(request: Request, desk: Desk, viewer: Viewer, noun: Noun) -> Response:
    """The list as CSV (RFC 4180), a row an answer."""
    head = csv_line(COLUMNS[noun])
    rows = _streamed(_answers(request, desk, noun), lambda page: "".join(csv_line(cells(each)) for each in page), head)
    return StreamingResponse(rows, media_type="text/csv; charset=utf-8", headers=_named(noun, "csv"))


def as_lines(request: Request, desk: Desk, viewer: Viewer, noun: Noun) -> Response:
    """The list as JSON Lines, an object an answer."""
    rows = _streamed(_answers(request, desk, noun), lambda page: "".join(f"{json_line(each)}\n" for each in page))
    return StreamingResponse(rows, media_type="application/jsonl; charset=utf-8", headers=_named(noun, "jsonl"))


def as_json(request: Request, desk: Desk, viewer: Viewer, noun: Noun) -> Response:
    """A page of the list as one JSON object: ``answers``, ``next`` (the address of the page after it, null at the end), ``notes``."""
    answers = _answers(request, desk, noun)
    page = answers.page(answers.question.limit or PAGE)
    after = replace(answers.question, after=page.after).address() if page.after is not None else None
    ahead = json.dumps(
        {"next": f"{request.url.path}?{after}" if after is not None else None, "notes": list(page.notes)}, ensure_ascii=False
    )
    body = f'{{"answers":[{",".join(map(json_line, page.answers))}],{ahead[1:]}'
    return Response(body, media_type="application/json")


def as_rss(request: Request, desk: Desk, viewer: Viewer, noun: Noun) -> Response:
    """The first entries of the list as a feed; each leads to its sentence."""
    answers = _answers(request, desk, noun)
    page = answers.page(min(answers.question.limit or MOST, ENTRIES))
    line = replace(answers.question, after=None, limit=None).address()
    entries = [_entry(_base(request), answer) for answer in page.answers]
    return _feed(request, noun, f"/{noun}" + (f"?{line}" if line else ""), line, entries)


def _feed(request: Request, name: str, path: str, line: str, entries: Iterable[Entry]) -> Response:
    about = f"The {name} kept" + (f" that fit {line}" if line else "")
    return Response(rss(f"Dateline: {name}", f"{_base(request)}{path}", about, entries), media_type=MEDIA)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _entry(base: str, answer: Answer) -> Entry:
    report = answer.report
    page, source = f"{base}/reports/{quote(report.article)}", report.source or report.address
    if isinstance(answer, FoundReport):
        text = answer.excerpt or " … ".join(value.quote for value in answer.values)
        return Entry(f"reports/{report.article}", report.headline or report.address, page, f"{text}\n{source}".strip(), report.published)
    status, path = status_of(answer), path_of(answer)
    title = f"{status.replace('-', ' ')}: {line_of(answer)}" if status else line_of(answer)
    link = f"{page}?value={quote(path)}#value"
    return Entry(f"reports/{report.article}/{report.version}/{path}", title, link, f"“{answer.quote}”\n{source}", report.published)


def _named(noun: str, form: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="dateline-{noun}.{form}"'}


def _limit(written: str, otherwise: int) -> int:
    if not written:
        return otherwise
    return Question.from_pairs([("limit", written)]).limit or otherwise


def _day(desk: Desk, written: str, *, end: bool = False) -> str | None:
    return moment_of(written, today=desk.today(), end=end, name="until" if end else "since") if written else None


def _stories(desk: Desk, since: str, until: str, limit: str) -> tuple[StoryLine, ...]:
    first = _day(desk, since) or ""
    found = latest_stories(desk.store, limit=min(_limit(limit, MOST), PAGE), until=_day(desk, until, end=True)).lines
    return tuple(line for line in found if (line.ends or "") >= first)


@router.get("/stories.json")
def stories_as_json(desk: AtDesk, viewer: Reader, since: str = "", until: str = "", limit: str = "") -> Response:
    """The stories as one JSON object, that with the latest report first."""
    told: Any = to_json(_stories(desk, since, until, limit))
    return Response(json.dumps({"stories": told}, ensure_ascii=False), media_type="application/json")


@router.get("/stories.rss")
def stories_as_rss(request: Request, desk: AtDesk, viewer: Reader, since: str = "", until: str = "", limit: str = "") -> Response:
    """The stories as a feed."""
    base = _base(request)
    entries = [
        Entry(f"stories/{line.id}/{line.ends}/{line.reports}", line.title, f"{base}/stories/{line.id}",
              f"{line.reports} reports, {line.sources} independent", line.ends)
        for line in _stories(desk, since, until, limit)
    ]  # fmt: skip
    return _feed(request, "stories", "/stories", "", entries)


def _changes(desk: Desk, since: str, situation: str, kind: str, limit: str) -> tuple[Change, ...]:
    if situation and not (situation.isascii() and situation.isdecimal() and len(situation) < 10):
        raise UsageError(f"{situation[:20]!r} is no number of a situation.")
    if kind and kind not in get_args(ChangeKind):
        raise UsageError(f"{kind[:40]!r} is no kind of change; there are: {', '.join(get_args(ChangeKind))}.")
    number = int(situation) if situation else None
    most = min(_limit(limit, MOST), ENTRIES)
    return latest(desk.store, since=_day(desk, since), situation=number, kinds=(kind,) if kind else (), limit=most)


@router.get("/changes.json")
def changes_as_json(desk: AtDesk, viewer: Reader, since: str = "", situation: str = "", kind: str = "", limit: str = "") -> Response:
    """The changes as one JSON object, the latest first."""
    told: Any = to_json(_changes(desk, since, situation, kind, limit))
    return Response(json.dumps({"changes": told}, ensure_ascii=False), media_type="application/json")


def _place(side: Side) -> str:
    """Where a report's page shows a side of a change: its value; of a sentence that no value tells its words, lit by the browser."""
    if side.noun in NOUNS:
        return f"?value={quote(f'{side.noun}/{side.number}')}#value"
    return "#:~:text=" + quote(" ".join(side.quote.text.split()), safe="").replace("-", "%2D")


@router.get("/changes.rss")
def changes_as_rss(
    request: Request, desk: AtDesk, viewer: Reader, since: str = "", situation: str = "", kind: str = "", limit: str = ""
) -> Response:
    """The changes as a feed; each leads to the sentence that brought it."""
    base, labels = _base(request), dict(LABELS)
    entries = []
    for change in _changes(desk, since, situation, kind, limit):
        now, before = change.now, change.before
        link = f"{base}/reports/{quote(now.article)}{_place(now)}"
        text = f"“{now.quote.text}” ({now.source})" + (f"\nbefore: “{before.quote.text}” ({before.source})" if before else "")
        title = f"{labels.get(change.kind, change.kind)}: {change.what}"
        entries.append(Entry(f"changes/{now.article}/{now.noun}/{now.number}/{change.kind}", title, link, text, now.published))
    return _feed(request, "changes", "/situations", "", entries)


def _at(noun: Noun, make: Callable[[Request, Desk, Viewer, Noun], Response]) -> Callable[..., Response]:
    """The endpoint of one kind of answer in one form."""

    def answer(request: Request, desk: AtDesk, viewer: Reader) -> Response:
        return make(request, desk, viewer, noun)

    return answer


for _noun in NOUNS:
    for _form, _make in zip(FORMS, (as_csv, as_json, as_lines, as_rss), strict=True):
        router.add_api_route(f"/{_noun}.{_form}", _at(_noun, _make), methods=["GET"], name=f"{_noun}.{_form}")
