"""The reference of the API, made from the program's own description; forms that try an address, no foreign script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.web.rendering import page
from dateline.web.viewer import Reader

router = APIRouter()
SHOWN = 20  # values of a parameter that are listed


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address: its name, what it is, the values there are (none: any text), whether it stands in the path."""

    name: str
    meaning: str
    values: tuple[str, ...]
    in_path: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """A call: method and address, what it does, what it takes, what it answers with."""

    name: str
    method: str
    path: str
    meaning: str
    parameters: tuple[Parameter, ...]
    body: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]

    @property
    def tried(self) -> bool:
        """Whether a browser can try it as it is: what only fetches, and ends."""
        return self.method == "GET" and "{" not in self.path and self.name not in ("live", "export")


@dataclass(frozen=True, slots=True)
class Family:
    """Calls that belong together."""

    name: str
    meaning: str
    operations: tuple[Operation, ...]


@router.get("/api")
def reference(request: Request, viewer: Reader) -> Response:
    """The reference."""
    whole = request.app.openapi()
    return page(request, "api.html.j2", families=tuple(_families(whole)), about=whole["info"]["description"].split("\n\n"),
                base=str(request.base_url).rstrip("/"))  # fmt: skip


def _families(whole: Mapping[str, Any]) -> Iterator[Family]:
    made = [(operation.get("tags", ["-"])[-1], _operation(path, method, operation))
            for path, methods in whole["paths"].items() for method, operation in methods.items()]  # fmt: skip
    for tag in whole["tags"]:
        yield Family(tag["name"], tag["description"], tuple(operation for name, operation in made if name == tag["name"]))


def _operation(path: str, method: str, told: Mapping[str, Any]) -> Operation:
    body = tuple(told.get("requestBody", {}).get("content", {}))
    answers = tuple((status, ", ".join(answer.get("content", {}))) for status, answer in told["responses"].items() if status != "default")
    meaning = " ".join((told.get("description") or told["summary"]).split())
    return Operation(told["operationId"], method.upper(), path, meaning, _parameters(told.get("parameters", ())), body, answers)


def _parameters(listed: Sequence[Mapping[str, Any]]) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(each["name"], each.get("description", ""), _values(each["schema"]), each["in"] == "path")
        for each in listed
        if each["in"] in ("path", "query")
    )


def _values(schema: Mapping[str, Any]) -> tuple[str, ...]:
    values = tuple(schema.get("enum") or schema.get("items", {}).get("enum", ()))
    return values if len(values) <= SHOWN else ()
