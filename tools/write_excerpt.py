"""Writes the excerpt of a record that the README shows, from the sample report that its marker names.

``<!-- record: SAMPLE | EVENT | POSITION -->`` names the file, words of the event's trigger, and words of the position's evidence.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import dateline
from dateline import Record, Span

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MARKED = re.compile(
    r"<!-- record: (?P<sample>[^|]+) \| (?P<event>[^|]+) \| (?P<position>[^|]+) -->(?P<shown>.*?)<!-- /record -->", re.DOTALL
)


def values(record: Record, event: str, position: str) -> dict[str, Any]:
    """The event told by ``event`` and the position taken in ``position``, as the record's JSON has them."""
    whole = record.to_dict()
    return {
        "events": [e for e in whole["events"] if event in _words(record, e["trigger"]["spans"])][:1],
        "positions": [p for p in whole["positions"] if position in _words(record, p["evidence"])][:1],
    }


def _words(record: Record, spans: list[list[int]]) -> str:
    return " ".join(Span(*span).of(record.article.text) for span in spans)


def laid_out(found: dict[str, Any]) -> str:
    """The values as JSON, a field a line."""
    parts = []
    for name, listed in found.items():
        fields = ",\n".join(
            f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for each in listed for key, value in each.items()
        )
        parts.append(f'"{name}": [{{\n{fields}\n}}]')
    return "{" + ",\n".join(parts) + "}"


def filled(text: str) -> str:
    """The README with its excerpt brought up to date."""

    def anew(found: re.Match[str]) -> str:
        record = dateline.read(ROOT / found["sample"])
        head = found.group()[: found.group().index("-->") + 3]
        return f"{head}\n\n```json\n{laid_out(values(record, found['event'], found['position']))}\n```\n\n<!-- /record -->"

    return MARKED.sub(anew, text)


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
