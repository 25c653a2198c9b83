"""Alerts: what the watches raised for the viewer, and what he does with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response

from dateline.errors import UsageError
from dateline.watch import people
from dateline.web.desk import AtDesk
from dateline.web.forms import Field, go, own
from dateline.web.rendering import page
from dateline.web.viewer import Reader

router = APIRouter(prefix="/alerts")
LENGTHS = (("2h", 2), ("1d", 24), ("1w", 24 * 7))
PAGE = 50


@router.get("")
def listed(request: Request, desk: AtDesk, viewer: Reader, watch: str = "", *, all: bool = False, before: int | None = None) -> Response:  # noqa: A002
    """The alerts, the newest first: those neither acknowledged nor put off, or ``all``."""
    wanted = people.Wanted(watch or None, new=not all, limit=PAGE + 1, before=before)
    found = people.listed(desk.store, viewer.name, wanted)
    return page(request, "alerts.html.j2", alerts=found[:PAGE], more=len(found) > PAGE, watch=watch, all=all, lengths=LENGTHS,
                muted=people.muted(desk.store, viewer.name))  # fmt: skip


@router.post("/{number:int}")
def deal(desk: AtDesk, viewer: Reader, number: int, act: Field, back: Field = "/alerts") -> Response:
    """Acknowledges an alert, puts it off, or mutes its story for the viewer."""
    if act == "acknowledge":
        people.acknowledge(desk.store, viewer.name, [number])
    elif act.startswith("snooze-") and act.removeprefix("snooze-") in dict(LENGTHS):
        until = datetime.fromisoformat(desk.store.now()) + timedelta(hours=dict(LENGTHS)[act.removeprefix("snooze-")])
        people.snooze(desk.store, viewer.name, [number], until)
    else:
        raise UsageError("An alert can be acknowledged or put off for 2h, 1d or 1w.")
    return go(own(back, "/alerts"))


@router.post("/stories/{story:int}")
def mute(desk: AtDesk, viewer: Reader, story: int, act: Field, back: Field = "/alerts") -> Response:
    """Mutes a story for the viewer, or no longer."""
    people.mute(desk.store, viewer.name, story, on=act != "unmute")
    return go(own(back, "/alerts"))
