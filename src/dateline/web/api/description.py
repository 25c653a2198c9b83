"""The description of the API for programs: OpenAPI 3.1, made from the addresses, the filter words and the values themselves."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from dateline.store.question import NOUNS
from dateline.version import VERSION
from dateline.web.api.shapes import Problem, Shapes
from dateline.web.api.telling import JSON, Json

CHOSEN = (*NOUNS[1:], "articles", "article")  # operations whose answers take the parameter fields
REF = "#/components/schemas/{model}"
DESCRIPTION = """What a store of Dateline keeps, for programs: who did and said what, whether it happened, and the words that say so.

Filter words are those of `dateline find`. Lists come a page at a time: `after` is the cursor of the next. Every answer carries its
report, its quote, its path in the record, and the link that opens the report there. Offsets count Unicode code points of the text."""
TAGS = (
    ("start", "What there is, and who you are here."),
    ("articles", "Reports, their records, texts and versions."),
    ("values", "What the reports tell, by filter words."),
    ("names", "Whom and what the reports name."), ("stories", "What belongs together, and what of it changed."),
    ("watches", "Kept questions."), ("alerts", "What the watches raised."), ("judgements", "What people say of the machine's values."),
    ("read", "Reading a text."), ("export", "Taking out."), ("live", "What is new, as it comes."),
)  # fmt: skip
BEARER: Json = {"type": "http", "scheme": "bearer", "description": "A token made at the desk (dateline tokens add). None is needed where "
                "the desk serves this machine alone and has no users."}  # fmt: skip


def describe(app: FastAPI, shapes: Shapes) -> Json:
    """The description, made once: ``shapes`` are the models of the answers by operation."""
    whole: Json = get_openapi(
        title="Dateline", version=VERSION, summary="What news reports say, as data with its evidence.", description=DESCRIPTION,
        routes=app.routes, tags=[{"name": name, "description": told} for name, told in TAGS],
        servers=[{"url": "/", "description": "This desk."}], license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
    )  # fmt: skip
    models = {name: make() for name, make in shapes.items()}
    references, made = _schemas(models)
    for name in CHOSEN:
        _loosen(references[name], made, set())
    examples = json.loads((files("dateline.web.api") / "examples.json").read_text(encoding="utf-8"))
    for methods in whole["paths"].values():
        for operation in methods.values():
            name = operation["operationId"]
            _answered(operation, references.get(name), examples.get(name))
    parts = whole.setdefault("components", {})
    own = parts.get("schemas", {})
    assert not made.keys() & own.keys(), "two models have one name"  # noqa: S101
    parts["schemas"] = dict(sorted({**made, **own}.items()))
    parts["securitySchemes"] = {"token": BEARER}
    whole["security"] = [{"token": []}, {}]
    app.openapi_schema = whole
    return whole


def _loosen(part: Any, made: Json, done: set[str]) -> None:
    """Requires nothing of what field choice may leave out: all that a page of answers or a record leads to, but the page itself."""
    if isinstance(part, list):
        for each in part:
            _loosen(each, made, done)
    if not isinstance(part, dict):
        return
    name = str(part.get("$ref", "")).rpartition("/")[2]
    if name and name not in done:
        done.add(name)
        if not name.startswith("Page"):
            made[name].pop("required", None)
        _loosen(made[name], made, done)
    for key, each in part.items():
        if key != "$ref":
            _loosen(each, made, done)


def _schemas(models: dict[str, type[BaseModel]]) -> tuple[dict[str, Json], Json]:
    """The references of the models by operation, and the schemas that they lead to."""
    listed: dict[type[BaseModel], None] = dict.fromkeys([Problem, *models.values()])
    references, whole = models_json_schema([(model, "serialization") for model in listed], ref_template=REF)
    return {name: references[model, "serialization"] for name, model in models.items()}, whole["$defs"]


def _answered(operation: Json, reference: Any, example: Any) -> None:
    """Tells of an operation what it answers with (and an example), and in which shape what goes wrong is told."""
    answers = operation["responses"]
    answers.pop("422", None)
    for status in [status for status in answers if status in ("200", "201") and reference is not None]:
        answers[status].setdefault("content", {})[JSON] = {"schema": reference, **({"example": example} if example is not None else {})}
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    answers["default"] = {"description": "What was wrong, in a sentence.", "content": problem}
