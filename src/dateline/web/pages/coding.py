"""Coding: rounds of values that several people judge unseen by each other, and how far they agree."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import cast

from fastapi import APIRouter, Request, Response

from dateline.errors import UsageError
from dateline.store.listing import Cell, csv_line
from dateline.store.question import Question
from dateline.web.desk import AtDesk
from dateline.web.forms import Field, go
from dateline.web.rendering import page
from dateline.web.viewer import Analyst, Editor, Reader, Viewer
from dateline.web.work import coding
from dateline.web.work.values import line_of, status_of

router = APIRouter(prefix="/coding")
COLUMNS = ("number", "article", "path", "coder", "field", "answer", "at")


@router.get("")
def listed(request: Request, desk: AtDesk, viewer: Reader, ask: str = "events", where: str = "") -> Response:
    """The rounds, and the form for a new one, filled with a question where one is given."""
    return page(request, "codings.html.j2", rounds=coding.listed(desk.store), nouns=tuple(coding.FIELDS), ask=ask, where=where)


@router.post("")
def make(desk: AtDesk, viewer: Editor, name: Field, noun: Field, coders: Field, where: Field = "", size: Field = "50",
         seed: Field = "1") -> Response:  # fmt: skip
    """Makes a round."""
    if not size.isdecimal() or not seed.isdecimal() or len(seed) > 9:
        raise UsageError("How many values, and the number that the sample is drawn by, are whole numbers.")
    people = coders.replace("\n", ",").split(",")
    made = coding.make(desk.store, name, noun, Question.from_address(where), people, viewer.name, size=int(size[:6]), seed=int(seed))
    return go(f"/coding/{made}")


@router.get("/{number:int}.{form}")
def exported(desk: AtDesk, viewer: Reader, number: int, form: str) -> Response:
    """The answers and the agreement of a round that may be seen, as CSV or JSON."""
    found = _told(desk, number)
    rows = coding.rows(desk.store, number)
    if form == "csv":
        lines = [csv_line(COLUMNS), *(csv_line(cast("tuple[Cell, ...]", tuple(getattr(row, name) for name in COLUMNS))) for row in rows)]
        return Response("".join(lines), media_type="text/csv; charset=utf-8", headers=_as_file(number, "csv"))
    results = coding.results(desk.store, number)
    told = {"round": asdict(found), "agreement": [asdict(each) for each in results.agreements],
            "machine": [{"field": field, "right": right, "judged": judged} for field, right, judged in results.machine],
            "answers": [asdict(row) for row in rows]}  # fmt: skip
    return Response(json.dumps(told, ensure_ascii=False), media_type="application/json", headers=_as_file(number, "json"))


def _told(desk: AtDesk, number: int) -> coding.Round:
    found = coding.one(desk.store, number)
    if not found.is_told:
        raise UsageError("The answers of an open round are shown when every coder has judged every value, or when it is closed.")
    return found


def _as_file(number: int, form: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="coding-{number}.{form}"'}


@router.get("/{number:int}")
def one(request: Request, desk: AtDesk, viewer: Reader, number: int) -> Response:
    """One round: who has judged how many; its results once they may be seen."""
    found = coding.one(desk.store, number)
    return page(request, "coding.html.j2", round=found, results=coding.results(desk.store, number) if found.is_told else None,
                next=_next(desk, found, viewer))  # fmt: skip


def _next(desk: AtDesk, found: coding.Round, viewer: Viewer) -> int | None:
    return coding.next_of(desk.store, found.id, viewer.name) if found.is_open and viewer.name in found.coders else None


@router.post("/{number:int}/close")
def close(desk: AtDesk, viewer: Editor, number: int) -> Response:
    """Closes a round."""
    coding.close(desk.store, number)
    return go(f"/coding/{number}")


@router.get("/{number:int}/{which:int}")
def judge(request: Request, desk: AtDesk, viewer: Analyst, number: int, which: int) -> Response:
    """One value, with a question for every field."""
    found = coding.one(desk.store, number)
    item = coding.item(desk.store, number, which, viewer.name)
    line, status = (
        (line_of(item.value), status_of(item.value)) if item.value is not None else ("This value is no longer in the record.", None)
    )
    codes = {field: coding.CODES.get((found.noun, field), ()) for field in found.fields}
    return page(request, "code.html.j2", round=found, item=item, line=line, status=status, codes=codes, answers=dict(item.answers))


@router.post("/{number:int}/{which:int}")
async def answer(request: Request, desk: AtDesk, viewer: Analyst, number: int, which: int) -> Response:
    """Takes what a coder says of a value, and shows the next."""
    from starlette.concurrency import run_in_threadpool

    form = await request.form(max_fields=100)
    given = {
        field: _said(str(form[field]), str(form.get(f"{field}-code", "")))
        for field in coding.one(desk.store, number).fields
        if field in form
    }
    await run_in_threadpool(coding.answer, desk.store, number, which, viewer.name, given)
    following = await run_in_threadpool(coding.next_of, desk.store, number, viewer.name)
    return go(f"/coding/{number}/{following}" if following else f"/coding/{number}")


def _said(word: str, code: str) -> str:
    return f"{word}:{code}" if word == coding.WRONG and code else word
