"""The API as it is told to people: the page in the desk, the page in docs, and the examples on it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from jsonschema import validate

from conftest import ROOT
from dateline.web.app import make_app
from dateline.web.settings import Settings
from running_desk import running
from test_docs import tool

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(crisis_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a desk answers over the network."""
    store = shutil.copy(crisis_file, tmp_path_factory.mktemp("served") / "dateline.db")
    with running(make_app(Settings(store=str(store)))) as found:
        yield found


def test_the_reference_is_up_to_date() -> None:
    assert tool("write_api").written(PAGE) == PAGE, "python tools/write_api.py brings docs/api.md up to date"


@pytest.mark.parametrize("number", range(len(re.findall(r"```python\n", PAGE))))
def test_the_examples_run(number: int, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[number]
    exec(compile(code, f"docs/api.md, example {number + 1}", "exec"), {"address": address})
    if "print(" in code and "def " not in code:
        assert capsys.readouterr().out


def test_the_calls_with_curl_answer(browser: TestClient) -> None:
    addresses = re.findall(r"127\.0\.0\.1:8484(/api/v1/[^'\"]+)", PAGE)
    assert len(addresses) > 4
    for each in addresses:
        if "/read" not in each:
            assert browser.get(each).status_code == 200, each


def test_the_examples_of_the_description_are_as_it_says(browser: TestClient) -> None:
    whole = browser.get("/openapi.json").json()
    shown = 0
    for methods in whole["paths"].values():
        for operation in methods.values():
            for answer in operation["responses"].values():
                told = answer.get("content", {}).get("application/json", {})
                if "example" in told:
                    validate(told["example"], {**told["schema"], "components": whole["components"]})
                    shown += 1
    assert shown > 10


def test_the_desk_shows_every_call(browser: TestClient) -> None:
    page = browser.get("/api")
    assert page.status_code == 200
    for path in browser.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in page.text
