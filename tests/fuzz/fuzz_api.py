"""Fuzz target: bytes as a request to the API on a small store. Run: ``python tests/fuzz/fuzz_api.py -max_total_time=60``.

The first byte chooses a call, the first line is what stands in its address, the second the filter words, the rest the body. Reading a
text (``/read``) is left to ``fuzz_text.py``, streams without end are left out.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import atheris
from targets import main

with atheris.instrument_imports(include=["dateline"]):
    from dateline.store import Item, Store
    from dateline.web.api import PREFIX
    from dateline.web.app import make_app
    from dateline.web.settings import Bounds, Settings

sys.path.insert(0, str(Path(__file__).parent.parent))
from store.reports import report

HOST = b"127.0.0.1:8484"
LEFT = ("/read", "/live", "/export")
LOOP = asyncio.new_event_loop()
FOLDER = tempfile.TemporaryDirectory()


@cache
def desk() -> Any:
    """A desk on a store of three reports."""
    path = Path(FOLDER.name) / "dateline.db"
    with Store(path) as store:
        store.keep_group([Item(report(number), source="feed") for number in range(1, 4)])
    return make_app(Settings(store=str(path), remember=0, bounds=Bounds(writes="1000000/minute")))


@cache
def calls() -> tuple[tuple[str, str], ...]:
    """Methods and addresses of the API, with their open places."""
    listed = desk().openapi()["paths"].items()
    return tuple(
        (method.upper(), path) for path, methods in listed for method in methods if not path.endswith(LEFT) and path.startswith(PREFIX)
    )


def addressed(path: str, word: bytes) -> str:
    """``path`` with ``word`` in its open places."""
    out, start = "", 0
    while (opened := path.find("{", start)) >= 0:
        out += path[start:opened] + quote(word[:200])
        start = path.index("}", opened) + 1
    return out + path[start:]


async def answered(method: str, path: str, query: bytes, body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of the answer."""
    headers = [(b"host", HOST), (b"origin", b"http://" + HOST), (b"content-type", b"application/json"),
               (b"content-length", str(len(body)).encode())]  # fmt: skip
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
             "raw_path": path.encode("utf-8", "replace"), "query_string": query, "root_path": "", "headers": headers,
             "client": ("127.0.0.1", 5000), "server": ("127.0.0.1", 8484)}  # fmt: skip
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()  # the client stays
        return waiting.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await desk()(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_one_input(data: bytes) -> None:
    method, path = calls()[(data[0] if data else 0) % len(calls())]
    word, _, rest = data[1:].partition(b"\n")
    query, _, body = rest.partition(b"\n")
    status, headers, told = LOOP.run_until_complete(answered(method, addressed(path, word), query, body if method != "GET" else b""))
    assert status < 500, (method, path, data)
    media = headers.get(b"content-type", b"")
    if media.startswith((b"application/json", b"application/problem+json")):
        json.loads(told)
    assert status < 400 or media.startswith(b"application/problem+json"), (status, media, path)


if __name__ == "__main__":
    main(test_one_input)
