"""How an export is made for one call: bounded, packed, or written row by row. Imported when the first is asked for."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import BoundedSemaphore

from fastapi import Request
from sqlalchemy import func, select

from dateline.errors import UsageError
from dateline.store.export import reading, run
from dateline.store.export.columns import Row
from dateline.store.export.layout import Choice, Layout
from dateline.store.export.pieces import cell_of
from dateline.store.export.state import Settings
from dateline.store.export.tables import CSV
from dateline.store.question import Question, moment_of
from dateline.store.tables import readings
from dateline.web.api.asking import filled, pairs_of
from dateline.web.api.problems import Busy, TooMuch
from dateline.web.desk import Desk

MOST, MOST_ROWED = 2_000, 20_000  # reports of one ZIP, of one table; dateline export takes out a whole store
COME_AGAIN = 30  # seconds
OWN = ("format", "extended", "licence", "since", "until")
LEFT_OUT = ("status", "since", "until", "as-of", "sort", "limit", "after")  # as dateline export leaves them


def settings_of(request: Request, desk: Desk, formats: Iterable[str], since: str | None, until: str | None, *, extended: bool = False,
                licence: str | None = None) -> Settings:  # fmt: skip
    """What a call asks to take out; ``UsageError`` for what makes no sense."""
    first, last = _days(desk, since, until)
    named = tuple(dict.fromkeys(formats)) or ("csv",)
    made = Settings(named, extended=extended, since=first, until=last, licence=licence, question=_question(request))
    run.check(made)
    return made


def packed(desk: Desk, settings: Settings, turn: BoundedSemaphore) -> Path:
    """A ZIP in a folder of its own, which the caller removes; ``Busy`` where another is being made."""
    _bounded(desk, settings, MOST)
    if not turn.acquire(blocking=False):
        raise Busy("Another export is being made.", COME_AGAIN)
    folder = Path(tempfile.mkdtemp(prefix="dateline-export-"))
    try:
        run.export(desk.store, folder / "export", settings)
        return _packed(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        turn.release()


def rows(desk: Desk, name: str, settings: Settings) -> Iterator[bytes]:
    """The table ``name`` as CSV, report by report."""
    _bounded(desk, settings, MOST_ROWED)
    return _rows(desk, next(each for each in CSV if each.name == name), settings)


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
