"""Values of the model as JSON and back: the one place that knows how field names differ between the two."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar, cast

from dateline.model.span import Span

T = TypeVar("T")
Json = dict[str, Any] | list[Any] | str | int | float | bool | None
SCALARS = (str, int, float, bool, type(None))


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
        return _writer(type(value))(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


@functools.cache
def _writer(kind: type) -> Callable[[Any], dict[str, Any]]:
    """What turns a value of the dataclass ``kind`` into an object: worked out once from its types, then quick."""
    fields = _fields(kind)
    keys = tuple(key for _, key, _ in fields)
    get = attrgetter(*(name for name, _, _ in fields))
    taken = get if len(fields) > 1 else lambda value: (get(value),)
    converted = tuple((key, convert) for _, key, hint in fields if (convert := _conversion(hint)) is not None)

    def write(value: Any) -> dict[str, Any]:
        out = dict(zip(keys, taken(value), strict=True))
        for key, convert in converted:
            out[key] = convert(out[key])
        return out

    return write


def _conversion(hint: Any) -> Callable[[Any], Json] | None:
    """What turns a value of the type ``hint`` into JSON; None where it is JSON already."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in SCALARS or origin is typing.Literal:
        return None
    if hint is Span:
        return lambda span: [span.start, span.end]
    if origin in (typing.Union, types.UnionType):
        inner = [convert for each in arguments if (convert := _conversion(each)) is not None]
        return _or_none(inner[0]) if len(inner) == 1 else (to_json if inner else None)
    if origin is tuple:
        if arguments[0] is Span:
            return lambda value: [[span.start, span.end] for span in value]
        convert = _conversion(arguments[0])
        return (lambda value: [convert(item) for item in value]) if convert is not None else list
    return _writer(hint) if dataclasses.is_dataclass(hint) and isinstance(hint, type) else to_json


def _or_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def from_json(kind: type[T], data: Json) -> T:
    """The value of type ``kind`` that ``data`` describes; ``ValueError`` or ``KeyError`` if it describes none."""
    return cast(T, _reader(cast(Any, kind))(data))


@functools.cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes values of the type ``kind``: worked out once, then quick."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Span:
        return _span
    if origin in (typing.Union, types.UnionType):
        return _or_none(_reader(next(a for a in arguments if a is not type(None))))
    if origin is tuple:
        inner = _reader(arguments[0])
        return lambda data: tuple([inner(item) for item in data])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict
    return _object(kind) if dataclasses.is_dataclass(kind) else _plain


def _span(data: Any) -> Span:
    start, end = data
    return Span(start, end)


def _object(kind: Any) -> Callable[[Any], Any]:
    parts = tuple((name, key, _reader(hint)) for name, key, hint in _fields(kind))
    return lambda data: kind(**{name: read(data[key]) for name, key, read in parts if key in data})


def _plain(data: Any) -> Any:
    if isinstance(data, (str, int, float, bool)) or data is None:
        return data
    if isinstance(data, Sequence):
        return tuple(data)
    raise ValueError(f"cannot read a value from {type(data).__name__}")
