"""Answers are given again for some seconds, to the same viewer, until something is changed at the desk or the page is loaded anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dateline.store.judging import Judgement, judge
from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.remembering import Remembered
from dateline.web.settings import Settings
from web.conftest import HERE


@pytest.fixture
def client(crisis_copy: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(store=str(crisis_copy), remember=60)), base_url=HERE, follow_redirects=False) as made:
        yield made


def rejected(file: Path) -> str:
    """Rejects the newest event, as another program does; gives its words."""
    with Store(file) as store:
        event = next(iter(store.events()))
        judge(store, Judgement("reject", "ben", "wrong", article=event.report.article, path=f"events/{event.number}"))
        return f"value=events/{event.number}#value"


def test_a_page_is_made_once_for_some_seconds(client: TestClient, crisis_copy: Path) -> None:
    first = client.get("/events")
    rejected(crisis_copy)
    again = client.get("/events")
    assert again.text == first.text
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get("/events", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_page_that_is_loaded_anew_is_made_anew(client: TestClient, crisis_copy: Path) -> None:
    first = client.get("/events").text
    rejected(crisis_copy)
    assert client.get("/events", headers={"Cache-Control": "max-age=0"}).text != first


def test_a_change_at_the_desk_shows_at_once(client: TestClient, crisis_copy: Path) -> None:
    first = client.get("/events").text
    rejected(crisis_copy)
    token = client.get("/dossiers").text.partition('name="csrf" value="')[2].partition('"')[0]
    assert client.post("/dossiers", data={"csrf": token, "name": "any"}, headers={"Origin": HERE}).status_code == 303
    assert client.get("/events").text != first
    assert "any" in client.get("/dossiers").text


def test_languages_and_packing_are_kept_apart(client: TestClient) -> None:
    plain = client.get("/events", headers={"Accept-Encoding": "identity"})
    packed = client.get("/events", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert client.get("/events", headers={"Accept-Language": "en-US"}).text != plain.text


def test_what_is_too_old_to_be_given_again_is_not_held() -> None:
    now = 0.0
    app = Starlette(routes=[Route("/{name}", lambda request: HTMLResponse(request.url.path * 100))])
    remembered = Remembered(app, seconds=30, clock=lambda: now)
    with TestClient(remembered, base_url=HERE) as client:
        for number in range(50):
            now += 1.0
            client.get(f"/{number:02}")
            assert remembered.held <= 31 * 300  # those of half a minute
        now += 60.0
        client.get("/99")
        assert 0 < remembered.held <= 300


def test_where_nothing_is_remembered_every_answer_is_made(browser: TestClient, crisis_copy: Path) -> None:
    first = browser.get("/events").text
    rejected(crisis_copy)
    assert browser.get("/events").text != first
