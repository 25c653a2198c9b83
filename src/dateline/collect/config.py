"""The configuration file: what to collect, how often, how politely."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from dateline.errors import UsageError

SourceKind = Literal["feed", "page", "sitemap", "folder", "archive", "opml"]
LOCAL = ("folder", "archive")
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_STRICT = ConfigDict(extra="forbid", strict=False)


def seconds(value: Any) -> float:
    """The seconds that a number, or words like "90s", "15m", "6h", "2d" mean; ``ValueError`` for others."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError('is no time: write one like "90s", "15m", "6h" or "2d"')
    return float(found[1]) * _UNITS[found[2]]


Duration = Annotated[float, BeforeValidator(seconds), Field(ge=0, le=366 * 86400.0)]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source.

    ``every`` is how long to wait from one look to the next (None: adapted to its rhythm), ``links`` the pattern of the paths of
    reports on a ``page`` (None: the page is the report), ``article`` when to fetch the page behind a feed's entry, ``newer`` how
    old a report may be when it is first seen.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: SourceKind
    address: Annotated[str, Field(min_length=1, max_length=2000)]
    on: bool = True
    every: Duration | None = None
    links: str | None = None
    article: Literal["teaser", "always", "never"] = "teaser"
    newer: Duration | None = None

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    @property
    def is_local(self) -> bool:
        """True where nothing is fetched from the net."""
        return self.kind in LOCAL or "://" not in self.address


@dataclass(frozen=True, slots=True)
class Manners:
    """How to fetch and to read; times in seconds. ``allow`` names hosts that may be at private addresses."""

    store: str = "dateline.db"
    contact: str | None = None
    allow: tuple[str, ...] = ()
    delay: Duration = 2.0  # between two fetches from one host
    per_host: Annotated[int, Field(ge=1, le=8)] = 1
    at_once: Annotated[int, Field(ge=1, le=64)] = 8
    limit: Annotated[float, BeforeValidator(seconds), Field(gt=0, le=600)] = 60.0  # for one fetch, all in all
    largest: Annotated[int, Field(ge=1, le=500)] = 10  # MB of a page; lists may have ten times that
    redirects: Annotated[int, Field(ge=0, le=20)] = 5
    retry: Duration = 60.0  # before the second try; doubles with every further one
    soonest: Duration = 300.0  # from one look at a list to the next
    latest: Duration = 21600.0
    revisit: tuple[Duration, ...] = (3600.0, 21600.0, 86400.0)  # when a page is looked at again for a changed text
    jobs: Annotated[int, Field(ge=1, le=64)] = 1
    knowledge: str | None = None

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT


@dataclass(frozen=True, slots=True)
class Config:
    """What ``dateline.toml`` says: manners under ``[collect]``, one ``[[source]]`` for each source."""

    collect: Manners = field(default_factory=Manners)
    source: tuple[SourceSettings, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    @property
    def sources(self) -> tuple[SourceSettings, ...]:
        """The sources that are switched on."""
        return tuple(each for each in self.source if each.on)


def load(path: Path) -> Config:
    """The configuration in a file. Raises ``UsageError``, one sentence naming file and key, for anything wrong in it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file; dateline init makes one.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the file cannot be read as text in UTF-8 ({type(error).__name__}).") from error
    return parse(text, str(path))


def parse(text: str, name: str = "dateline.toml") -> Config:
    """The configuration in a text; ``UsageError`` for anything wrong in it."""
    try:
        data = tomllib.loads(text)
        config = TypeAdapter(Config).validate_python(data)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: this is no TOML: {error}.") from error
    except ValidationError as error:
        raise UsageError(f"{name}: {_complaint(error, data)}") from error
    _check(config, name)
    return config


def _complaint(error: ValidationError, data: dict[str, Any]) -> str:
    """The first thing wrong, in one sentence."""
    first = error.errors()[0]
    where, key = _where(first["loc"], data), str(first["loc"][-1])
    if first["type"] == "unexpected_keyword_argument":
        known = _keys(first["loc"])
        return f"{where} there is no key {key!r}; {_nearest(key, known)}"
    if first["type"] == "missing":
        return f"{where} the key {key!r} is missing."
    if first["type"] == "literal_error":
        expected = re.findall(r"'([^']+)'", str(first.get("ctx", {}).get("expected", "")))
        return f"{where} {key} = {first['input']!r} is not known; {_nearest(str(first['input']), expected)}"
    named = next((str(part) for part in reversed(first["loc"]) if isinstance(part, str) and not part.startswith("function")), key)
    return f"{where} {named} = {str(first['input'])[:60]!r}: {first['msg'].removeprefix('Value error, ')}."


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.4)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}."


def _where(loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """The part of the file that a complaint is about."""
    if len(loc) > 1 and loc[0] == "source" and isinstance(loc[1], int):
        row = data["source"][loc[1]]
        name = row.get("name") if isinstance(row, dict) else None
        return f"in the source {name!r}" if name else f"in source {loc[1] + 1}"
    return f"under [{loc[0]}]" if len(loc) > 1 else "at the top"


def _keys(loc: tuple[int | str, ...]) -> list[str]:
    kind = Config if len(loc) < 2 else SourceSettings if loc[0] == "source" else Manners
    return [each.name for each in fields(kind)]


def _check(config: Config, name: str) -> None:
    """What no single key shows."""
    seen: set[str] = set()
    for source in config.source:
        if source.name in seen:
            raise UsageError(f"{name}: two sources are called {source.name!r}; give one of them another name.")
        seen.add(source.name)
        if source.kind in ("feed", "page", "sitemap") and not source.address.startswith(("http://", "https://")):
            raise UsageError(f"{name}: in the source {source.name!r} the address must begin with http:// or https://.")
        if source.kind in LOCAL and "://" in source.address:
            raise UsageError(f"{name}: in the source {source.name!r} the address must be a path on this machine.")
    if not config.collect.contact and any(not each.is_local for each in config.sources):
        raise UsageError(f'{name}: say under [collect] whom sites may write to: contact = "you@example.org"; it stands in every request.')
    if config.collect.soonest > config.collect.latest:
        raise UsageError(f"{name}: under [collect] soonest is longer than latest.")
