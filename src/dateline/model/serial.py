"""Values of the model as JSON and back: the one place that knows how field names differ between the two."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping, Sequence
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
    """What turns a value of the dataclass ``kind`` into an object: written once from its fields, as dataclasses write theirs."""
    names: dict[str, Any] = {"to_json": to_json}
    parts = ", ".join(f"{key!r}: {_written(hint, f'v.{name}', names)}" for name, key, hint in _fields(kind))
    return cast(Callable[[Any], dict[str, Any]], eval(f"lambda v: {{{parts}}}", names))  # noqa: S307  of our own field names alone


def _written(hint: Any, value: str, names: dict[str, Any]) -> str:
    """An expression for the JSON of ``value``, an expression for something of the type ``hint``; what it calls is added to ``names``."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in SCALARS or origin is typing.Literal:
        return value
    if hint is Span:
        return f"[{value}.start, {value}.end]"
    if origin in (typing.Union, types.UnionType):
        kinds = [each for each in arguments if each is not type(None)]
        if sum(map(dataclasses.is_dataclass, kinds)) > 1:  # what it is shows in the value alone
            return f"to_json({value})"
        inner = _written(kinds[0], value, names)
        plain = all(each in SCALARS or typing.get_origin(each) is typing.Literal for each in arguments)
        return value if plain else f"(None if {value} is None else {inner})"
    if origin is tuple:
        item = _written(arguments[0], "i", names)
        return f"list({value})" if item == "i" else f"[{item} for i in {value}]"
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        names[f"write_{hint.__name__}"] = _writer(hint)
        return f"write_{hint.__name__}({value})"
    return f"to_json({value})"


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


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else read(data)


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
