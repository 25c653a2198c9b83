"""Taking out: an export as a ZIP, or one of its tables as CSV, of as many reports as a call may ask for."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from sqlalchemy import func, select
from starlette.background import BackgroundTask

from dateline.errors import UsageError
from dateline.store.export import reading, run
from dateline.store.export.columns import Row
from dateline.store.export.exporters import NAMES as FORMATS
from dateline.store.export.layout import Choice, Layout
from dateline.store.export.pieces import cell_of
from dateline.store.export.state import Settings
from dateline.store.export.tables import CSV as TABLES
from dateline.store.export.tables import NAMES
from dateline.store.question import Question, moment_of
from dateline.store.tables import readings
from dateline.web.api.asking import filled, pairs_of, parameters
from dateline.web.api.problems import Busy, TooMuch
from dateline.web.api.telling import CSV, ZIP, declared
from dateline.web.desk import AtDesk, Desk
from dateline.web.viewer import Reader

router = APIRouter(tags=["export"], default_response_class=Response)
MOST, MOST_ROWED = 2_000, 20_000  # reports of one ZIP, of one table; dateline export takes out a whole store
COME_AGAIN = 30  # seconds
OWN = ("format", "extended", "licence", "since", "until")
LEFT_OUT = ("status", "since", "until", "as-of", "sort", "limit", "after")  # as dateline export leaves them
TableName = Literal[NAMES]  # type: ignore[valid-type]
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
    first, last = _days(desk, since, until)
    settings = Settings(tuple(dict.fromkeys(format)) or ("csv",), extended=extended, since=first, until=last, licence=licence,
                        question=_question(request))  # fmt: skip
    run.check(settings)
    _bounded(desk, settings, MOST)
    turn: BoundedSemaphore = request.app.state.export_turn
    if not turn.acquire(blocking=False):
        raise Busy("Another export is being made.", COME_AGAIN)
    folder = Path(tempfile.mkdtemp(prefix="dateline-export-"))
    try:
        run.export(desk.store, folder / "export", settings)
        packed = _packed(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        turn.release()
    return FileResponse(packed, media_type=ZIP, filename="dateline-export.zip", headers={"Cache-Control": "no-store"},
                        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True))  # fmt: skip


@router.get("/export/{table}", operation_id="export_table", responses=declared(CSV, "The table."),
            openapi_extra={"parameters": FILTERS})  # fmt: skip
def table(request: Request, desk: AtDesk, viewer: Reader, table: TableName, since: Day = None, until: Day = None) -> Response:
    """One table of the record as CSV, written as it is read; docs/exports.md tells its columns."""
    first, last = _days(desk, since, until)
    settings = Settings(("csv",), since=first, until=last, question=_question(request))
    _bounded(desk, settings, MOST_ROWED)
    layout = next(each for each in TABLES if each.name == table)
    rows = _rows(desk, layout, settings)
    head = next(rows) + next(rows, b"")  # what is wrong with the question shows before the answer begins
    named = {"Content-Disposition": f'attachment; filename="{table}.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(chain((head,), rows), media_type=CSV, headers=named)


def _days(desk: Desk, since: str | None, until: str | None) -> tuple[str | None, str | None]:
    first = moment_of(since, today=desk.today())[:10] if since else None
    last = moment_of(until, today=desk.today(), end=True, name="until")[:10] if until else None
    return first, last


def _question(request: Request) -> str | None:
    """The question in the address, as an export keeps it; ``UsageError`` for a word that means nothing here."""
    question = Question.from_pairs(filled(pair for pair in pairs_of(request) if pair[0] not in OWN)).checked("reports")
    wrong = next((word.name for word in question.asked() if word.name in LEFT_OUT), None)
    if wrong is not None:
        raise UsageError(f"An export takes no {wrong}.")
    return question.address() or None


def _bounded(desk: Desk, settings: Settings, most: int) -> None:
    """Raises ``TooMuch`` where the days hold more reports than one call takes out."""
    query = select(readings.c.id).where(readings.c.current)
    if settings.since is not None:
        query = query.where(readings.c.published >= settings.since)
    if settings.until is not None:
        query = query.where(readings.c.published <= settings.until + "~")  # a moment of that day sorts before
    with desk.store.reading() as connection:
        count = connection.execute(select(func.count()).select_from(query.limit(most + 1).subquery())).scalar() or 0
    if count > most:
        raise TooMuch(f"These days hold more than {most:,} reports: narrow since and until, or use dateline export beside the store.")


def _packed(folder: Path) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in sorted((folder / "export").rglob("*")):
            if each.is_file():
                packed.write(each, each.relative_to(folder / "export"))
    return path


def _rows(desk: Desk, layout: Layout, settings: Settings) -> Iterator[bytes]:
    """The lines of a table as an export writes them, report by report."""
    yield _written([tuple(column.name for column in layout.columns)])
    with desk.store.reading() as connection:
        days = reading.days(connection, settings)
    for day in days:
        for told in reading.reports(desk.store, day.day, settings.question):
            if rows := [tuple(map(cell_of, row)) for row in layout.rows(told, Choice())]:
                yield _written(rows)


def _written(rows: Iterable[Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")
