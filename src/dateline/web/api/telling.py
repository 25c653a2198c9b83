"""Answers on the wire: values as JSON with their path and link, pages, JSON Lines and CSV, and what is declared of them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

import orjson
from fastapi import Response

from dateline.model.serial import to_json
from dateline.store.answers import Answer, FoundReport
from dateline.web.rendering import path_of

JSON, LINES, CSV, TEXT, ZIP = (
    "application/json",
    "application/x-ndjson",
    "text/csv; charset=utf-8",
    "text/plain; charset=utf-8",
    "application/zip",
)
LINKED = "application/ld+json"
ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
Json = dict[str, Any]


def told(answer: Answer) -> Json:
    """An answer as JSON, with its path in the record and the desk's page that shows it."""
    data = cast(Json, to_json(answer))
    page = link_of(answer.report.article)
    if isinstance(answer, FoundReport):
        return {"link": page, **data, "values": [told(value) for value in answer.values]}
    path = path_of(answer)
    return {"path": path, "link": f"{page}?value={path}", **data}


def link_of(article: str) -> str:
    """The desk's page of a report."""
    return f"/reports/{quote(article, safe='')}"


def reply(data: object, status: int = 200, media: str = JSON, headers: Mapping[str, str] | None = None) -> Response:
    """``data`` as JSON."""
    return Response(orjson.dumps(data), status, dict(headers or {}), media)


def valued(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value of the model as JSON."""
    return reply(to_json(value), status, headers=headers)


def line(data: object) -> bytes:
    """``data`` as one line of JSON Lines."""
    return orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE)


def declared(media: str, description: str, schema: Json | None = None) -> dict[int | str, Json]:
    """What OpenAPI tells of an answer that is no JSON of a model."""
    return {200: {"description": description, "content": {media.partition(";")[0]: {"schema": schema or {"type": "string"}}}}}


def parameter(name: str, description: str, schema: Json, **more: Any) -> Json:
    """A parameter of an address line, as OpenAPI tells it."""
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema, **more}
