"""The shapes of answers, as OpenAPI tells them: made from the frozen values themselves, so that both cannot differ.

The models serve description alone: answers are written from the values by ``model.serial``, which is several times as quick.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.config import JsonDict

from dateline.model.span import Span
from dateline.store.answers import (
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundReport,
    FoundStatement,
)
from dateline.store.question import Noun

Offsets = Annotated[list[int], Field(min_length=2, max_length=2, description="[start, end): Unicode code points of the article's text.")]
Shapes = Mapping[str, Callable[[], type[BaseModel]]]  # the model of an answer, by the name of its operation; made when it is asked for
PATH = "Where the value stands in the record of its report, as events/7."
LINK = "The desk's page of the report, opened at the value."
KINDS: Mapping[Noun, type] = {
    "reports": FoundReport, "statements": FoundStatement, "events": FoundEvent, "positions": FoundPosition, "commitments": FoundCommitment,
    "figures": FoundFigure, "memberships": FoundMembership,
}  # fmt: skip


PROBLEM: JsonDict = {"type": "about:blank", "title": "The question is not understood", "status": 400,
                     "detail": "type 'ASSALT' is unknown. Did you mean ASSAULT?"}  # fmt: skip


class Problem(BaseModel):
    """What went wrong, in one plain sentence (RFC 9457, application/problem+json)."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROBLEM]})

    type: str = Field(description="about:blank: the status says what kind of problem it is.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The status of HTTP.")
    detail: str = Field(description="What was wrong, where, and what to do.")


def described(kind: type) -> str:
    """The docstring of a value as one paragraph a line."""
    return inspect.cleandoc(kind.__doc__ or "")


@cache
def model_of(kind: type, name: str | None = None, **also: str) -> type[BaseModel]:
    """The model of a dataclass: its fields under their names in JSON, its docstring; ``also`` are further words that answers carry."""
    hints = typing.get_type_hints(kind)
    fields: dict[str, Any] = {key: (str, Field(description=told)) for key, told in also.items()}
    for field in dataclasses.fields(kind):
        if not field.metadata.get("private", False):
            key = cast(str, field.metadata.get("json", field.name))
            taken = hasattr(BaseModel, key) or key == "from"
            fields[f"{key}_" if taken else key] = (_type(hints[field.name]), Field(alias=key) if taken else ...)
    config = ConfigDict(json_schema_serialization_defaults_required=True, defer_build=True)
    made = create_model(name or kind.__name__, __config__=config, __doc__=described(kind), __module__=__name__, **fields)
    return cast("type[BaseModel]", made)


def _type(hint: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Span:
        return Offsets
    if origin is Literal:
        return hint
    if origin in (typing.Union, types.UnionType):
        kinds = [each for each in arguments if dataclasses.is_dataclass(each)]
        if len(kinds) > 1:  # values of several kinds stand in one list
            return typing.Union[tuple(value_of(cast(type, each)) for each in kinds)]  # noqa: UP007  made of a list
        return typing.Union[tuple(_type(each) for each in arguments)]  # noqa: UP007
    if origin is tuple:
        return list[_type(arguments[0])]  # type: ignore[misc]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict[str, _type(arguments[1])]  # type: ignore[misc]
    return model_of(cast(type, hint)) if dataclasses.is_dataclass(hint) else hint


def value_of(kind: type) -> type[BaseModel]:
    """The model of an answer: the value with its path and its link."""
    return model_of(kind, path=PATH, link=LINK) if kind is not FoundReport else model_of(kind, link="The desk's page of the report.")


@cache
def page_of(noun: Noun) -> type[BaseModel]:
    """The model of a page of answers of that kind."""
    fields: dict[str, Any] = {
        "answers": (Literal[noun], Field(description="What kind of answers these are.")),
        "question": (str, Field(description="What was asked, as it may stand in an address.")),
        "found": (list[value_of(KINDS[noun])], Field(description="The answers, in the order asked for.")),  # type: ignore[misc]
        "after": (str | None, Field(description="The cursor of the next page; null at the end.")),
        "notes": (list[str], Field(description="How names were understood, a sentence each.")),
    }
    return cast("type[BaseModel]", create_model(f"Page of {noun}", __doc__=f"A page of {noun}.", __module__=__name__, **fields))


@cache
def list_of(kind: type, name: str | None = None, cursor: type = str) -> type[BaseModel]:
    """The model of a list of values with the cursor of its next page."""
    fields: dict[str, Any] = {
        "found": (list[model_of(kind)], Field(description="The answers, in order.")),  # type: ignore[misc]
        "after": (cursor | None, Field(description="The cursor of the next page; null at the end.")),
    }
    return cast(
        "type[BaseModel]", create_model(name or f"List of {kind.__name__}", __doc__="A page of a list.", __module__=__name__, **fields)
    )
