"""The single fields of a value that a person may replace, and what each admits, worked out from the schema of records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any, Literal

from dateline.errors import UsageError
from dateline.model.schema import record_schema

Kind = Literal["text", "whole", "number", "yes-no"]
KINDS: dict[str, Kind] = {"string": "text", "integer": "whole", "number": "number", "boolean": "yes-no"}
# Names within one record, how a value was found: nothing that a person corrects.
FIXED = frozenset(("id", "rule", "confidence", "known", "statement", "time", "place", "continues", "inside", "anchor", "geonameid"))


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its way in the value (``factuality.status``); ``values`` are all it admits, none where it is free.

    ``kind`` is what a free value is; ``empty`` whether it may be left open (null).
    """

    name: str
    values: tuple[str, ...]
    kind: Kind
    empty: bool

    def read(self, written: str) -> str:
        """What a person wrote as the JSON of a replacement; ``UsageError`` where the field does not admit it."""
        text = written.strip()
        if not text:
            if self.empty:
                return "null"
            raise UsageError(f"{self.name} cannot be empty.")
        if self.values and text not in self.values:
            raise UsageError(f"{self.name} is one of {', '.join(self.values)}; not {text[:80]}.")
        try:
            return json.dumps(self._value(text), ensure_ascii=False)
        except ValueError as error:
            raise UsageError(f"{self.name} is a number; not {text[:80]!r}.") from error

    def _value(self, text: str) -> object:
        if self.kind == "yes-no":
            return text in ("true", "yes")
        if self.kind == "text":
            return text
        plain = text.replace(",", "").replace("_", "")
        if self.kind == "number" and "." in plain:
            return _finite(float(plain[:60]))
        return int(plain[:30])


def _finite(value: float) -> float:
    if not isfinite(value):
        raise ValueError("no number")
    return value


def admissible(noun: str, name: str) -> tuple[object, ...]:
    """The values that a coded field of values of that kind admits; none where it is free."""
    return next((field.values for field in fields_of(noun) if field.name == name), ())


@lru_cache(maxsize=16)
def fields_of(noun: str) -> tuple[Field, ...]:
    """The fields of values of that kind (a list of the record: ``events``) that a person may replace."""
    schema = record_schema()
    return tuple(_found(schema, schema["properties"][noun]["items"], ""))


def _found(schema: dict[str, Any], at: dict[str, Any], way: str) -> Iterator[Field]:
    for name, part in _resolved(schema, at)["properties"].items():
        if name in FIXED and not (name == "id" and way):
            continue
        choices = part.get("anyOf", [part])
        told = _resolved(schema, next(each for each in choices if each.get("type") != "null"))
        empty = any(each.get("type") == "null" for each in choices) and "enum" not in told
        if "properties" in told:
            if not empty:
                yield from _found(schema, told, f"{way}{name}.")
        elif "enum" in told or any(each.get("type") in KINDS for each in choices):
            kinds = [KINDS[each["type"]] for each in choices if each.get("type") in KINDS]
            kind: Kind = "number" if "number" in kinds else kinds[0] if kinds else "text"
            yield Field(f"{way}{name}", tuple(map(str, told.get("enum", ()))), kind, empty)


def _resolved(schema: dict[str, Any], at: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in at:
        at = schema["$defs"][at["$ref"].rsplit("/", 1)[1]]
    return at
