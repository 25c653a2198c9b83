"""The JSON Schema (draft 2020-12) of a record, worked out from the model's own types."""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, cast

from dateline.model.record import SCHEMA, Record
from dateline.model.span import Span

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALARS: tuple[tuple[type, str], ...] = ((str, "string"), (bool, "boolean"), (int, "integer"), (float, "number"))
NEVER_EMPTY = ("evidence", "mentions")  # a value without the words it came from is no value


def record_schema() -> dict[str, Any]:
    """The schema of one record. Objects admit further fields: within one schema version fields are only added."""
    definitions: dict[str, Any] = {}
    root = _object(Record, definitions)
    root["properties"] = {"schema": {"const": SCHEMA}, **{k: v for k, v in root["properties"].items() if k != "schema"}}
    return {"$schema": DRAFT, "$id": SCHEMA, "title": "What one news report says", **root, "$defs": dict(sorted(definitions.items()))}


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    properties = {}
    for field in dataclasses.fields(kind):
        if field.metadata.get("private", False):
            continue
        key = cast(str, field.metadata.get("json", field.name))
        properties[key] = _type(hints[field.name], definitions)
        if key in NEVER_EMPTY:
            properties[key]["minItems"] = 1
    return {
        "description": inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " "),
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Span:
        definitions["Span"] = {
            "description": "[start, end): Unicode code points of article.text.",
            "type": "array", "prefixItems": [{"type": "integer", "minimum": 0}] * 2, "minItems": 2, "maxItems": 2,
        }  # fmt: skip
        return {"$ref": "#/$defs/Span"}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if each is type(None) else _type(each, definitions) for each in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(arguments[1], definitions)}
    if dataclasses.is_dataclass(hint):
        name = cast(type, hint).__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(cast(type, hint), definitions)
        return {"$ref": f"#/$defs/{name}"}
    return {"type": next(name for kind, name in SCALARS if kind is hint)}
