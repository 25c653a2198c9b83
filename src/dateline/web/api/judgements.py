"""Judgements: what people say of the machine's values. They are only ever added; one that is withdrawn stays on record."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from dateline.model.serial import to_json
from dateline.store.judging import Judgement, Standing, judge, listed
from dateline.web.api.shapes import Shapes, list_of, model_of
from dateline.web.api.telling import reply, valued
from dateline.web.desk import AtDesk, Desk
from dateline.web.viewer import Analyst, Missing, Reader

router = APIRouter(tags=["judgements"], default_response_class=Response)
SHAPES: Shapes = {
    "judgements": lambda: list_of(Standing, "List of judgements", cursor=int),
    "judgement": lambda: model_of(Standing),
    "judge": lambda: model_of(Standing),
}
Number = Annotated[int, Path(description="The number of a judgement.", ge=1, le=2**31 - 1)]
Id = Annotated[str | None, Field(max_length=400)]
Why = Annotated[str, Field(min_length=1, max_length=2_000, description="The reason, for those who read it later.")]
EXAMPLE: JsonDict = {"action": "replace", "article": "00663e7517b7d60c879d98bf", "path": "events/7", "field": "factuality.status",
           "replacement": "denied", "why": "The ministry denied it in the next sentence."}  # fmt: skip


class Said(BaseModel):
    """What is said of a value: accept and reject need article and path, replace a field and its replacement besides.

    ``join`` says that ``other`` is ``actor``, everywhere; ``split`` that the mention at path (actors/3/mentions/1) is ``other``.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    action: Literal["accept", "reject", "replace", "join", "split"]
    why: Why
    article: Id = None
    path: Id = Field(None, description="Where the value stands in the record, as events/7.")
    field: Id = Field(None, description="The field that is replaced, as factuality.status.")
    replacement: str | int | float | bool | None = Field(None, description="What stands there instead; null where nothing does.")
    actor: Id = Field(None, description="The actor that stays, of join.")
    other: Id = Field(None, description="The actor that goes, of join; the one mentioned, of split.")


class Withdrawal(BaseModel):
    """Why a judgement is taken back."""

    model_config = ConfigDict(extra="forbid")

    why: Why


@router.get("/judgements", operation_id="judgements")
def judgements(
    desk: AtDesk,
    viewer: Reader,
    *,
    article: Annotated[str | None, Query(max_length=200, description="Of this report alone.")] = None,
    orphaned: Annotated[bool, Query(description="Only those whose words the newest reading no longer has.")] = False,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    after: Annotated[int, Query(ge=0, le=2**31, description="The cursor that the page before ended with.")] = 0,
) -> Response:
    """The judgements that stand, in the order in which they were made; ``number`` is where the value stands now."""
    fit = [each for each in listed(desk.store, orphaned=orphaned) if each.id > after and article in (None, each.judgement.article)]
    return reply({"found": to_json(tuple(fit[:limit])), "after": fit[limit - 1].id if len(fit) > limit else None})


@router.get("/judgements/{number}", operation_id="judgement")
def judgement(desk: AtDesk, viewer: Reader, number: Number) -> Response:
    """A judgement that stands."""
    return valued(_standing(desk, number))


@router.post("/judgements", operation_id="judge", status_code=201)
def add(desk: AtDesk, viewer: Analyst, said: Said) -> Response:
    """Adds a judgement in your name."""
    given = said.model_dump(exclude={"replacement"})
    replacement = json.dumps(said.replacement) if "replacement" in said.model_fields_set else None
    made = judge(desk.store, Judgement(who=viewer.name, replacement=replacement, **given))
    return valued(_standing(desk, made), 201, {"Location": f"/api/v1/judgements/{made}"})


@router.post("/judgements/{number}/withdraw", operation_id="withdraw", status_code=204)
def withdraw(desk: AtDesk, viewer: Analyst, number: Number, withdrawal: Withdrawal) -> Response:
    """Takes a judgement back: what it said of no longer counts, that it was said stays on record."""
    _standing(desk, number)
    judge(desk.store, Judgement("withdraw", viewer.name, withdrawal.why, withdraws=number))
    return Response(status_code=204)


def _standing(desk: Desk, number: int) -> Standing:
    found = next((each for each in listed(desk.store) if each.id == number), None)
    if found is None:
        raise Missing(f"No judgement {number} stands.")
    return found
