"""The first configuration, and further sources written into it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from dateline.collect.config import SourceSettings
from dateline.errors import OutputError, UsageError

INBOX = "inbox"


def start(path: Path) -> None:
    """Writes a commented configuration and makes the folder that it watches; ``UsageError`` where the file is there already."""
    text = files("dateline.collect").joinpath("data/starting.toml").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        (path.parent / INBOX).mkdir(exist_ok=True)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; edit it, or name another with --config.") from error
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}).") from error


def written(source: SourceSettings) -> str:
    """A source as it stands in a configuration."""
    return f"\n[[source]]\nname = {_quoted(source.name)}\nkind = {_quoted(source.kind)}\naddress = {_quoted(source.address)}\non = true\n"


def _quoted(value: str) -> str:
    return json.dumps("".join(char for char in value if char.isprintable()), ensure_ascii=False)


def append(path: Path, source: SourceSettings) -> None:
    """Writes a source at the end of a configuration; what stands there stays as it is."""
    try:
        text = path.read_text(encoding="utf-8")
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text.rstrip("\n") + "\n" + written(source), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}).") from error
