"""Field choice: ``fields=quote,status,report.article`` leaves of each answer these fields alone."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from dateline.errors import UsageError
from dateline.model.span import Span
from dateline.store.question import unknown

DEEPEST, MOST = 4, 100


@cache
def names_of(kind: type, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """All fields of a value, those inside others with a dot between: ``report.article``."""
    return (*also, *_names(kind, "", 0))


def _names(kind: type, before: str, deep: int) -> Iterator[str]:
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if field.metadata.get("private", False):
            continue
        name = before + cast(str, field.metadata.get("json", field.name))
        yield name
        inner = _inner(hints[field.name])
        if inner is not None and deep < DEEPEST:
            yield from _names(inner, f"{name}.", deep + 1)


def _inner(hint: Any) -> type | None:
    """The dataclass that a field holds, one or several of."""
    origin = typing.get_origin(hint)
    if origin is tuple or origin in (typing.Union, types.UnionType):
        kinds = [inner for each in typing.get_args(hint) if (inner := _inner(each)) is not None]
        return kinds[0] if len(kinds) == 1 else None
    return cast(type, hint) if dataclasses.is_dataclass(hint) and hint is not Span else None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which fields are wanted: a name to the choice inside it; an empty one is all of it."""

    parts: Mapping[str, Choice]

    def of(self, data: Any) -> Any:
        """Of ``data`` what is wanted."""
        if not self.parts:
            return data
        if isinstance(data, list):
            return [self.of(each) for each in data]
        if not isinstance(data, dict):
            return data
        return {name: part.of(data[name]) for name, part in self.parts.items() if name in data}


def choice_of(written: str | None, known: tuple[str, ...]) -> Choice:
    """What ``a,b.c`` chooses; everything where it is empty. ``UsageError`` with the nearest right ones for an unknown field."""
    names = list(dict.fromkeys(name.strip() for name in (written or "").split(",") if name.strip()))
    if len(names) > MOST:
        raise UsageError(f"At most {MOST} fields can be chosen.")
    for name in names:
        if name not in known:
            raise unknown("The field", name[:80], known)
    return _choice(names)


def _choice(names: Iterable[str]) -> Choice:
    inner: dict[str, list[str]] = {}
    for name in names:
        first, _, rest = name.partition(".")
        inner.setdefault(first, []).append(rest)
    return Choice({first: Choice({}) if "" in rest else _choice(rest) for first, rest in inner.items()})
