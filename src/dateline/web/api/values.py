"""Statements, events, positions, commitments, figures, memberships: lists by the filter words of ``find``."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from dateline.store.question import Noun
from dateline.web.api.asking import answer, asked, parameters
from dateline.web.api.shapes import Shapes, page_of
from dateline.web.api.telling import LINES, Json
from dateline.web.desk import AtDesk
from dateline.web.viewer import Reader

router = APIRouter(tags=["values"], default_response_class=Response)
MEANINGS: tuple[tuple[Noun, str], ...] = (
    ("statements", "Who said what."), ("events", "What happened, did not happen or may happen."), ("positions", "Who stands where."),
    ("commitments", "What was pledged."), ("figures", "Which figures are claimed."), ("memberships", "Who belongs to what."),
)  # fmt: skip
SHAPES: Shapes = {noun: partial(page_of, noun) for noun, _ in MEANINGS}


def responses(noun: Noun) -> dict[int | str, Json]:
    """What OpenAPI tells of the forms that a list has besides JSON."""
    lines = {"schema": {"type": "string", "description": "An answer a line, as they stand under found."}}
    table = {"schema": {"type": "string", "description": "The same columns as dateline find --format csv."}}
    return {200: {"description": f"A page of {noun}.", "content": {LINES: lines, "text/csv": table}}}


def _add(noun: Noun, meaning: str) -> None:
    def listed(request: Request, desk: AtDesk, viewer: Reader) -> Response:
        return answer(request, desk.store, asked(request, noun))

    listed.__name__ = noun
    router.add_api_route(
        f"/{noun}", listed, methods=["GET"], summary=meaning, operation_id=noun, responses=responses(noun),
        description=f"{meaning} The newest first, each with its report, its quote, and the link that opens the report there.",
        openapi_extra={"parameters": list(parameters(noun))},
    )  # fmt: skip


for _noun, _meaning in MEANINGS:
    _add(_noun, _meaning)
