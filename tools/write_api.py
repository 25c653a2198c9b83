"""Writes the addresses of docs/api.md from the program's own description: ``python tools/write_api.py``.

What stands between the two marks is made anew; ``tests/web/test_api_docs.py`` holds the page to it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.store.question import WORDS as QUESTION_WORDS

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "api.md"
MANY = 10  # parameters, of which the filter words are told in a line
BEGIN, END = "<!-- made by tools/write_api.py: from here", "to here -->"


WORDS = frozenset(word.name for word in QUESTION_WORDS)


def description() -> dict[str, Any]:
    """The OpenAPI description of the program."""
    from dateline.web.app import make_app
    from dateline.web.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Settings(store=str(Path(folder) / "empty.db")))
        try:
            return dict(app.openapi())
        finally:
            app.state.desk.store.close()


def lines(whole: dict[str, Any]) -> Iterator[str]:
    """The reference, a section a family of addresses."""
    for tag in whole["tags"]:
        yield f"### {tag['name'].capitalize()}\n"
        yield f"{tag['description']}\n"
        for path, methods in whole["paths"].items():
            for method, operation in methods.items():
                if tag["name"] == operation.get("tags", ["-"])[-1]:
                    yield from _operation(path, method, operation)


def _operation(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"#### `{method.upper()} {path}`\n"
    told = operation.get("description") or operation["summary"]
    yield f"{' '.join(told.split())}\n"
    parameters = operation.get("parameters", ())
    words = [each["name"] for each in parameters if each["name"] in WORDS and len(parameters) > MANY]
    if words:
        yield f"Filter words ([asking.md](asking.md)): {', '.join(f'`{word}`' for word in words)}.\n"
    parameters = [each for each in parameters if each["name"] not in words]
    if parameters:
        yield "| parameter | what it is |"
        yield "| --- | --- |"
        yield from (_parameter(each) for each in parameters)
        yield ""
    body = operation.get("requestBody", {}).get("content", {})
    if body:
        yield f"Takes {', '.join(f'`{media}`' for media in body)}; its fields: {_fields(next(iter(body.values()))['schema'])}.\n"
    answers = [(status, answer) for status, answer in operation["responses"].items() if status != "default"]
    yield "Answers " + "; ".join(_answer(status, answer) for status, answer in answers) + ".\n"


def _parameter(each: dict[str, Any]) -> str:
    told = " ".join(each.get("description", "").split())
    values = _values(each["schema"])
    listed = f" One of {', '.join(f'`{value}`' for value in values)}." if 0 < len(values) <= 20 else ""
    return f"| `{each['name']}`{' (in the path)' if each['in'] == 'path' else ''} | {(told + listed).replace('|', chr(92) + '|')} |"


def _values(schema: dict[str, Any]) -> list[str]:
    return list(schema.get("enum") or schema.get("items", {}).get("enum", ()))


def _fields(schema: dict[str, Any]) -> str:
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        return f"`{name}` in the description"
    return ", ".join(f"`{field}`" for field in schema.get("properties", {}))


def _answer(status: str, answer: dict[str, Any]) -> str:
    media = [_media(name, each) for name, each in answer.get("content", {}).items()]
    return f"{status} with {' or '.join(media)}" if media else status


def _media(name: str, each: dict[str, Any]) -> str:
    shape = each["schema"].get("$ref", "").rpartition("/")[2]
    return f"`{name}` (`{shape}`)" if shape else f"`{name}`"


def written(page: str) -> str:
    """``page`` with its reference made anew."""
    made = "\n".join(lines(description()))
    return re.sub(
        rf"({re.escape(BEGIN)}.*?-->\n).*?(<!-- {re.escape(END)})", lambda found: f"{found[1]}\n{made}\n{found[2]}", page, flags=re.DOTALL
    )


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8")
    after = written(before)
    PAGE.write_text(after, encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}: {'changed' if after != before else 'as it was'}\n")
