"""Values of the model as JSON and back: the one place that knows how field names differ between the two."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from dateline.model.span import Span

T = TypeVar("T")
Json = dict[str, Any] | list[Any] | str | int | float | bool | None


@functools.cache
def _fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple(
        (field.name, cast(str, field.metadata.get("json", field.name)), hints[field.name])
        for field in dataclasses.fields(kind)
        if not field.metadata.get("private", False)
    )


def to_json(value: object) -> Json:
    """``value`` as JSON: spans as ``[start, end]``, dataclasses as objects, tuples as arrays."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: to_json(getattr(value, name)) for name, key, _ in _fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_json(kind: type[T], data: Json) -> T:
    """The value of type ``kind`` that ``data`` describes; ``ValueError`` or ``KeyError`` if it describes none."""
    return cast(T, _read(kind, data))


def _read(kind: Any, data: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Span:
        start, end = data
        return Span(start, end)
    if origin in (typing.Union, types.UnionType):
        return None if data is None else _read(next(a for a in arguments if a is not type(None)), data)
    if origin is tuple:
        return tuple(_read(arguments[0], item) for item in data)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return dict(data)
    if dataclasses.is_dataclass(kind):
        present = [(name, key, hint) for name, key, hint in _fields(cast(type, kind)) if key in data]
        return cast(Any, kind)(**{name: _read(hint, data[key]) for name, key, hint in present})
    if isinstance(data, (str, int, float, bool)) or data is None:
        return data
    if isinstance(data, Sequence):
        return tuple(data)
    raise ValueError(f"cannot read {kind} from {type(data).__name__}")
