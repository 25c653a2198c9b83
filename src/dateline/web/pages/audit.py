"""The audit log: who did what, from where; for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from dateline.web.desk import AtDesk
from dateline.web.rendering import page
from dateline.web.security.audit import Asked, codes, listed
from dateline.web.viewer import Admin

router = APIRouter()
A_PAGE = 100
Word = Annotated[str, Query(max_length=100)]


@router.get("/audit")
def log(request: Request, desk: AtDesk, viewer: Admin, who: Word = "", did: Word = "", after: int | None = None) -> Response:
    """The log, the newest first; ``after`` goes on below that number."""
    found = listed(desk.store, Asked(who.strip() or None, did.strip() or None, after, A_PAGE + 1))
    more = found[A_PAGE - 1].id if len(found) > A_PAGE else None
    return page(request, "audit.html.j2", entries=found[:A_PAGE], more=more, who=who, did=did, codes=codes(desk.store))
