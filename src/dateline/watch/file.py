"""Watches and ways out in a TOML file: ``[[watch]]`` and ``[[way]]``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.store.question import Question, unknown
from dateline.watch.rules import Watch
from dateline.watch.ways import Way, checked

LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class WatchFile:
    """What a file of watches says."""

    watches: tuple[Watch, ...]
    ways: tuple[Way, ...]


def load(path: Path) -> WatchFile:
    """The watches and ways in a file. Raises ``UsageError``, a sentence that names file and key, for anything wrong in it."""
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise UsageError(f"{path}: the file is larger than {LARGEST >> 20} MB.")
        return parse(data.decode("utf-8-sig"), str(path))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the file cannot be read as text in UTF-8 ({type(error).__name__}).") from error


def parse(text: str, name: str = "watches.toml") -> WatchFile:
    """The watches and ways in a text; ``UsageError`` for anything wrong in it."""
    try:
        data = tomllib.loads(text)
        for key in data:
            if key not in ("watch", "way"):
                raise unknown("The table", key, ("watch", "way"))
        ways = tuple(checked(Way(**_typed(row, Way, "way"))) for row in _tables(data, "way"))
        watches = tuple(_watch(row) for row in _tables(data, "watch"))
        _once(each.name for each in watches)
        _once(each.name for each in ways)
        return WatchFile(watches, ways)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: this is no TOML: {error}.") from error
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from error


def _tables(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise UsageError(f"write [[{key}]], in two brackets, before each {key}.")
    return found


def _watch(row: dict[str, Any]) -> Watch:
    rest = {"owner" if key == "for" else key: value for key, value in row.items() if key != "where"}
    where = row.get("where", {})
    if not isinstance(where, dict):
        raise UsageError(f'in the watch {row.get("name")!r} where is no table: write where = {{ type = "ASSAULT", place = "Libya" }}.')
    typed = _typed(rest, Watch, "watch")
    try:
        return Watch(**typed, where=Question.from_pairs(_pairs(where)).address())
    except UsageError as error:
        raise UsageError(f"in the watch {typed['name']!r}: {error}") from error


def _pairs(where: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in where.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, (dict, list, bool)):
                raise UsageError(f"{key} = {str(each)[:40]} is no word or number.")
            yield key, str(each)


def _typed(row: Mapping[str, Any], kind: type[Watch | Way], what: str) -> dict[str, Any]:
    """The keys of a table with values of the right type; lists as tuples."""
    known = {each.name: str(each.type) for each in fields(kind)}
    name = row.get("name")
    if not isinstance(name, str):
        raise UsageError(f"a {what} has no name.")
    out: dict[str, Any] = {}
    for key, value in row.items():
        if key not in known:
            words = ["for" if each == "owner" else each for each in known]
            raise unknown(f"In the {what} {name!r} the key", key, words)
        out[key] = _as(known[key], value, f"in the {what} {name!r} {key}")
    if what == "way" and "kind" not in out:
        raise UsageError(f"in the way {name!r} the kind is missing.")
    return out


def _as(kind: str, value: Any, where: str) -> Any:
    if kind.startswith("tuple"):
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise UsageError(f"{where} is no list of words.")
        return tuple(listed)
    wanted: type = bool if kind == "bool" else int if kind.startswith("int") else str
    if type(value) is not wanted:
        said = {bool: "true or false", int: "a number", str: "text in quotation marks"}[wanted]
        raise UsageError(f"{where} = {str(value)[:40]!r} must be {said}.")
    return value


def _once(names: Iterator[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise UsageError(f"{name!r} stands in it twice.")
        seen.add(name)
