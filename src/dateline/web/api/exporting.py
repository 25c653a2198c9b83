"""Taking out: an export as a ZIP, or one of its tables as CSV, of as many reports as a call may ask for."""

from __future__ import annotations

import shutil
from itertools import chain
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from dateline.web.api.asking import parameters
from dateline.web.api.telling import CSV, ZIP, declared
from dateline.web.desk import AtDesk
from dateline.web.viewer import Reader

router = APIRouter(tags=["export"], default_response_class=Response)
FORMATS = ("csv", "parquet", "counts", "plover", "polecat", "gdelt", "acled", "geojson", "annotations")
LEFT_OUT = ("status", "since", "until", "as-of", "sort", "limit", "after")  # as dateline export leaves them
TableName = Literal["articles", "actors", "places", "statements", "events", "participants", "locations", "positions", "commitments",
                    "figures", "memberships", "evidence"]  # fmt: skip
Formats = Annotated[list[str], Query(description="Layouts wanted, as many as you like; without one csv.", max_length=9,
                                     json_schema_extra={"items": {"type": "string", "enum": list(FORMATS)}})]  # fmt: skip
Day = Annotated[str | None, Query(description="A day of publication: YYYY-MM-DD, 30d, 2w, yesterday.", max_length=40)]
FILTERS = [each for each in parameters("reports", LEFT_OUT) if each["name"] not in ("fields", "format")]


@router.get("/export", operation_id="export", responses=declared(ZIP, "A ZIP of the files of the export.", {
            "type": "string", "contentMediaType": ZIP}), openapi_extra={"parameters": FILTERS})  # fmt: skip
def whole(request: Request, desk: AtDesk, viewer: Reader, *, format: Formats = [], since: Day = None, until: Day = None,  # noqa: A002, B006
          extended: Annotated[bool, Query(description="Status and evidence columns at the end of the layouts of others.")] = False,
          licence: Annotated[str | None, Query(max_length=200, description="The licence of the data, for its description.")] = None,
          ) -> Response:  # fmt: skip
    """The reports that fit, taken out as dateline export does, in one ZIP; one at a time, of at most 2,000 reports."""
    from dateline.web.api.taking import packed, settings_of

    settings = settings_of(request, desk, format, since, until, extended=extended, licence=licence)
    made = packed(desk, settings, request.app.state.export_turn)
    return FileResponse(made, media_type=ZIP, filename="dateline-export.zip", headers={"Cache-Control": "no-store"},
                        background=BackgroundTask(shutil.rmtree, made.parent, ignore_errors=True))  # fmt: skip


@router.get("/export/{table}", operation_id="export_table", responses=declared(CSV, "The table."),
            openapi_extra={"parameters": FILTERS})  # fmt: skip
def table(request: Request, desk: AtDesk, viewer: Reader, table: TableName, since: Day = None, until: Day = None) -> Response:
    """One table of the record as CSV, written as it is read; docs/exports.md tells its columns."""
    from dateline.web.api.taking import rows, settings_of

    written = rows(desk, table, settings_of(request, desk, (), since, until))
    head = next(written) + next(written, b"")  # what is wrong with the question shows before the answer begins
    named = {"Content-Disposition": f'attachment; filename="{table}.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(chain((head,), written), media_type=CSV, headers=named)
