"""JSON Lines: one report a row; a broken row is set aside and never stops the rest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from dateline.errors import UnreadableSource
from dateline.ingest.assemble import given_moment
from dateline.ingest.encoding import decode
from dateline.ingest.html import read_page
from dateline.ingest.kinds import refuse_large
from dateline.ingest.plain import clean, read_text
from dateline.model.article import Article, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 60  # characters of an error's cause that are shown


class Row(BaseModel):
    """One row: ``text`` or ``html``, and what else is known about the report."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    text: str | None = None
    html: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that holds something: its number, counted from 1, and its bytes."""

    number: int
    data: bytes


def lines_of(data: bytes) -> Iterator[Line]:
    """The lines that are not empty."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode(data).text.encode("utf-8")
    start, number = 3 if data.startswith(b"\xef\xbb\xbf") else 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        line = data[start:end].strip()
        if line:
            yield Line(number, line)
        start = end + 1


def read_line(line: Line, uri: str, *, given: str | None = None) -> Article:
    """The article in one row; ``UnreadableSource`` names the line and what is wrong with it."""
    where = f"{uri}, line {line.number}"
    refuse_large(len(line.data), where)
    row = _row(line.data, where)
    published = given_moment(row.published, where)
    name = row.url or f"{uri}#{row.id or line.number}"
    address = row.url or (f"id:{row.id}" if row.id else None)
    digest = hashlib.sha256(line.data).hexdigest()
    if row.text is not None and row.text.strip():
        source = Source(clean(name), "text/plain", digest)
        return read_text(row.text, where, title=row.title, published=published, given=given, address=address, source=source)
    if row.html is not None and row.html.strip():
        source = Source(clean(name), "text/html", digest)
        return read_page(clean(row.html), where, source, title=row.title, published=published, given=given, address=address)
    raise UnreadableSource(f"{where}: the row has no text and no html; give it one of them.")


def _row(data: bytes, where: str) -> Row:
    """The row that a line holds."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{where}: byte {error.start} is not UTF-8; save the file as UTF-8.") from error
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        at = len(text[: error.pos].encode("utf-8"))
        raise UnreadableSource(f"{where}: the JSON breaks at byte {at} ({error.msg[:SHOWN]}); correct or remove the line.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(f"{where}: the JSON nests too deep or holds a number beyond reason; correct or remove the line.") from error
    if not isinstance(value, dict):
        raise UnreadableSource(f'{where}: the line is no JSON object; each line must be one like {{"text": "..."}}.')
    try:
        return Row.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "row"
        raise UnreadableSource(f"{where}: {field!r} is wrong ({first['msg'][:SHOWN]}); correct or remove the line.") from error
