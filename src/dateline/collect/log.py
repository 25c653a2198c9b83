"""The log: one line a fact, for eyes or as JSON."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TextIO

from dateline.collect.addresses import LONGEST

Fact = str | int | float | bool | None


class Log:
    """Writes facts: a name, and what belongs to it."""

    def __init__(self, form: str = "text", stream: TextIO | None = None) -> None:
        """``form`` is ``text``, ``json``, or ``none``."""
        self._form, self._stream = form, stream

    def __call__(self, fact: str, **about: Fact) -> None:
        """Writes one line."""
        if self._form == "none":
            return
        stream = self._stream or sys.stderr
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        said = {name: value for name, value in about.items() if value is not None}
        if self._form == "json":
            line = json.dumps({"at": now, "fact": fact, **said}, ensure_ascii=True)
        else:
            line = " ".join([now[:19] + "Z", fact, *(f"{name}={_shown(value)}" for name, value in said.items())])
        print(line, file=stream, flush=True)


def _shown(value: Fact) -> str:
    """A value on one line, without control characters; in quotes where it has spaces."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    text = "".join(char if char.isprintable() else "\ufffd" for char in text[:LONGEST])
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text
