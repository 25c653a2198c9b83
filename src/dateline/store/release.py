"""Releases: the answers to a question, frozen as a folder that can be cited and checked.

The question is frozen with it: relative days become days, and it asks what was known at that moment, so that the same store gives the
same tables again. ``SHA256SUMS`` lists the digests of all files (``sha256sum -c SHA256SUMS``); the digest of that list is the release's.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from dateline.errors import OutputError, UsageError
from dateline.store.asking import Asking
from dateline.store.listing import COLUMNS, cells, csv_line
from dateline.store.moments import end_of
from dateline.store.packing import digest_of, digest_of_file
from dateline.store.question import NOUNS, Noun, Question, moment_of
from dateline.store.store import Store
from dateline.store.tables import readings, releases
from dateline.version import VERSION

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
SCHEMA = "dateline/release/1"
SUMS, ABOUT = "SHA256SUMS", "release.json"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was made: where, how many answers in how many tables, and its digest (SHA-256, hex)."""

    folder: Path
    answers: int
    files: int
    digest: str
    question: str


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a release."""

    noun: Noun
    rows: int
    readings: frozenset[int]


def freeze(store: Store, name: str, question: Question, folder: Path) -> Release:
    """Makes the release ``name`` in the new folder ``folder``: every table that knows all the words of ``question``.

    Raises ``UsageError`` for a name that is none or was used, ``OutputError`` where the folder is there or cannot be written.
    """
    if not NAME.match(name):
        raise UsageError(f"{name!r} is no name of a release: letters, digits, points and hyphens, for example libya-2016.1.")
    with store.reading() as connection:
        if connection.execute(select(releases.c.name).where(releases.c.name == name)).first() is not None:
            raise UsageError(f"The release {name} was made already: what was cited stays as it is. Choose another name.")
    if folder.exists():
        raise OutputError(f"{folder} is there already: name another folder with --into.")
    asked = frozen(question, store.now())
    part = folder.with_name(f"{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        tables = [_table(store, noun, asked, part) for noun in NOUNS if _knows(noun, asked)]
        _about(store, name, asked, tables, part)
        digest = _sums(part)
        part.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror}): choose another place with --into.") from error
    made = Release(folder, sum(table.rows for table in tables), len(tables), digest, asked.address())
    with store.writing() as connection:
        row = {"name": name, "made_at": store.now(), "question": made.question, "folder": str(folder), "digest": digest,
               "program": VERSION, "answers": made.answers}  # fmt: skip
        connection.execute(insert(releases).values(row))
    return made


def frozen(question: Question, moment: str) -> Question:
    """``question`` as of ``moment``, with its relative days made days."""
    today = date.fromisoformat(moment[:10])
    days: dict[str, Any] = {
        name: moment_of(value, today=today, end=name.endswith("until"))
        for name in ("since", "until", "when_since", "when_until")
        if (value := getattr(question, name)) is not None
    }
    known = moment if question.as_of is None else min(moment, end_of(moment_of(question.as_of, today=today, end=True)))
    return replace(question, as_of=known, limit=None, after=None, sort="oldest", **days)


def _knows(noun: Noun, question: Question) -> bool:
    try:
        question.checked(noun)
    except UsageError:
        return False
    return True


def _table(asking: Asking, noun: Noun, question: Question, folder: Path) -> _Table:
    rows, seen = 0, set()
    with (folder / f"{noun}.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(csv_line(COLUMNS[noun]))
        for answer in asking.ask(noun, question):
            out.write(csv_line(cells(answer)))
            rows += 1
            seen.add(answer.report.reading)
    return _Table(noun, rows, frozenset(seen))


def _about(store: Store, name: str, question: Question, tables: list[_Table], folder: Path) -> None:
    about = {
        "schema": SCHEMA,
        "name": name,
        "question": question.address(),
        "as_of": question.as_of,
        "made_by": f"dateline {VERSION}",
        "tables": {table.noun: {"file": f"{table.noun}.csv", "answers": table.rows, "reports": len(table.readings)} for table in tables},
        "read_by": [
            {"dateline": program, "knowledge": knowledge, "models": json.loads(models)}
            for program, knowledge, models in sorted(_programs(store, sorted(frozenset().union(*(table.readings for table in tables)))))
        ],
    }
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _programs(store: Store, ids: list[int]) -> Iterator[tuple[str, str, str]]:
    """The versions of program, knowledge and models that the readings were made by."""
    found: set[tuple[str, str, str]] = set()
    with store.reading() as connection:
        for begin in range(0, len(ids), BATCH):
            query = select(readings.c.program, readings.c.knowledge, readings.c.models).where(readings.c.id.in_(ids[begin : begin + BATCH]))
            found.update((program, knowledge, models) for program, knowledge, models in connection.execute(query.distinct()))
    return iter(found)


def _sums(folder: Path) -> str:
    """Writes the list of digests; gives its digest."""
    lines = [f"{digest_of_file(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    written = "".join(lines).encode()
    (folder / SUMS).write_bytes(written)
    return digest_of(written)
