"""What people say of values: accept, reject, replace, join, split, take back; and which story a report is pinned to."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from dateline.errors import UsageError
from dateline.model.serial import to_json
from dateline.store.fields import fields_of
from dateline.store.judging import Judgement, judge
from dateline.store.store import Store
from dateline.store.viewing import values_of, viewed
from dateline.stories import StoryBook, decisions
from dateline.web.desk import AtDesk
from dateline.web.forms import Field, go
from dateline.web.viewer import Analyst, Editor

router = APIRouter(prefix="/reports/{article}")
LONGEST = 2_000  # code points of a reason


def _back(article: str, path: str = "") -> Response:
    return go(f"/reports/{quote(article)}" + (f"?value={quote(path)}#value" if path else ""))


def _reason(why: str) -> str:
    told = " ".join(why.split())
    if not told:
        raise UsageError("Say why, in a few words: the reason is kept with the judgement.")
    return told[:LONGEST]


@router.post("/accept")
def accept(desk: AtDesk, viewer: Analyst, article: str, path: Field, why: Field = "") -> Response:
    """Accepts a value."""
    judge(desk.store, Judgement("accept", viewer.name, _reason(why), article=article, path=path))
    return _back(article, path)


@router.post("/reject")
def reject(desk: AtDesk, viewer: Analyst, article: str, path: Field, why: Field = "") -> Response:
    """Rejects a value: it is gone from every list, and can be brought back."""
    judge(desk.store, Judgement("reject", viewer.name, _reason(why), article=article, path=path))
    return _back(article, path)


@router.post("/replace")
async def replace(request: Request, desk: AtDesk, viewer: Analyst, article: str) -> Response:
    """Puts what a form says into the fields of a value that it changes, a judgement each."""
    from starlette.concurrency import run_in_threadpool

    form = {name: str(value)[:LONGEST] for name, value in (await request.form(max_files=0, max_fields=60)).items()}
    path = form.get("path", "")
    await run_in_threadpool(_replace, desk.store, viewer.name, article, path, form)
    return _back(article, path)


def _replace(store: Store, who: str, article: str, path: str, form: dict[str, str]) -> None:
    why = _reason(form.get("why", ""))
    changed = list(_changed(store, article, path, form))
    if not changed:
        raise UsageError("Nothing was changed: put the right value into a field first.")
    for name, replacement in changed:
        judge(store, Judgement("replace", who, why, article=article, path=path, field=name, replacement=replacement))


def _changed(store: Store, article: str, path: str, form: dict[str, str]) -> list[tuple[str, str]]:
    """The fields that the form changes, with their new JSON, compared with what the page showed."""
    view = viewed(store, article)
    noun, place = path.partition("/")[0], view.place(path)
    if place is None:
        raise UsageError(f"The record of this report has no {path[:40]}, or it was rejected: bring it back first.")
    data: Any = to_json(values_of(view.seen, noun)[place])
    out = []
    for each in fields_of(noun):
        written = form.get(f"field.{each.name}")
        at: Any = data
        for part in each.name.split("."):
            at = at[part]
        if written is not None and written.strip() != ("" if at is None else str(at)):
            out.append((each.name, each.read(written)))
    return out


@router.post("/join")
def join(desk: AtDesk, viewer: Analyst, article: str, path: Field, actor: Field, other: Field, why: Field = "") -> Response:
    """Says that two actors are one, everywhere; ``actor`` stays."""
    judge(desk.store, Judgement("join", viewer.name, _reason(why), actor=actor.strip(), other=other.strip()))
    return _back(article, path)


@router.post("/split")
def split(desk: AtDesk, viewer: Analyst, article: str, path: Field, mention: Field, other: Field, why: Field = "") -> Response:
    """Says that a mention of an actor means another one."""
    judge(desk.store, Judgement("split", viewer.name, _reason(why), article=article, path=mention, other=other.strip()))
    return _back(article, path)


@router.post("/withdraw")
def withdraw(desk: AtDesk, viewer: Analyst, article: str, number: Field, path: Field = "", why: Field = "") -> Response:
    """Takes a judgement back."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise UsageError(f"{number[:20]!r} is no number of a judgement.")
    judge(desk.store, Judgement("withdraw", viewer.name, " ".join(why.split()) or "taken back", withdraws=int(number)))
    return _back(article, path)


@router.post("/pin")
def pin(desk: AtDesk, viewer: Editor, article: str, story: Field, why: Field = "") -> Response:
    """Puts the report into a story for good."""
    if not (story.isascii() and story.isdecimal() and len(story) < 10):
        raise UsageError(f"{story[:20]!r} is no number of a story.")
    decisions.pin(StoryBook(desk.store), article, int(story), who=viewer.name, why=_reason(why))
    return _back(article)


@router.post("/unpin")
def unpin(desk: AtDesk, viewer: Editor, article: str) -> Response:
    """Takes a pin back."""
    decisions.unpin(StoryBook(desk.store), article)
    return _back(article)
