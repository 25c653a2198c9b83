"""Readers look, analysts judge, editors look after watches and sources, admins after users; a token does no more than it was made for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.store.store import Store
from dateline.web.settings import ROLES, Role
from web import desks

READERS_MAY = {  # what changes something of one's own alone, or nothing
    "POST /sign-in", "POST /sign-out", "POST /account/zone", "POST /account/password", "POST /account/sign-out-elsewhere",
    "POST /account/tokens", "POST /account/tokens/{number}/revoke", "POST /alerts/{number:int}", "POST /alerts/stories/{story:int}",
    "POST /api/v1/alerts/{number}/acknowledge", "POST /api/v1/read", "POST /api/v1/search", "POST /looked",
}  # fmt: skip
STRANGERS_MAY = {"/healthz", "/metrics", "/sign-in", "/sign-in/provider", "/sign-in/provider/back", "/sign-out"}


@pytest.fixture(scope="module")
def kept(crisis_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(crisis_file, tmp_path_factory.mktemp("roles") / "dateline.db"))
    with Store(path) as store:
        desks.people(store)
    return path


@pytest.fixture
def app(kept: Path, tmp_path: Path) -> Iterator[FastAPI]:
    with desks.desk(Path(shutil.copy(kept, tmp_path / "dateline.db"))) as (made, _):
        yield made


def changing(app: FastAPI) -> list[tuple[str, str, Role | None]]:
    """Method, address and least role of everything that changes something."""
    return [
        (method, path, desks.least_role(route))
        for path, route in desks.routes(app)
        for method in sorted(route.methods - {"GET", "HEAD", "OPTIONS"})
    ]


def test_every_route_that_writes_asks_for_a_writers_role(app: FastAPI) -> None:
    unguarded = [f"{method} {path}" for method, path, role in changing(app) if role in (None, "reader")]
    assert [each for each in unguarded if each not in READERS_MAY] == []


def test_every_route_asks_for_a_role(app: FastAPI) -> None:
    assert {path for path, route in desks.routes(app) if desks.least_role(route) is None} <= STRANGERS_MAY


@pytest.mark.parametrize("role", ROLES[:-1])
def test_nobody_gets_through_a_route_of_a_higher_role(app: FastAPI, role: Role) -> None:
    client = desks.browser(app, role)
    token = desks.form_token(client)
    tried = 0
    for method, path, least in changing(app):
        if least is not None and ROLES.index(least) > ROLES.index(role):
            answer = client.request(method, desks.filled(path), data={"csrf": token}, headers={"X-CSRF-Token": token})
            assert answer.status_code == 403, f"{role}: {method} {path}"
            tried += 1
    for path, route in desks.routes(app):
        least = desks.least_role(route)
        if "GET" in route.methods and least is not None and ROLES.index(least) > ROLES.index(role):
            assert client.get(desks.filled(path)).status_code == 403, f"{role}: {path}"
            tried += 1
    assert tried >= 3


def test_a_stranger_is_shown_the_way_in_and_nothing_else(app: FastAPI) -> None:
    stranger = TestClient(app, base_url=desks.HERE, follow_redirects=False)
    for path, route in desks.routes(app):
        if path in STRANGERS_MAY:
            continue
        if "GET" in route.methods:
            answer = stranger.get(desks.filled(path))
            way_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            assert way_in or answer.status_code == 401, path
        for method in route.methods - {"GET", "HEAD"}:
            assert stranger.request(method, desks.filled(path)).status_code == 401, path
    assert stranger.get("/openapi.json").status_code in (303, 401)
    assert stranger.get("/no-such-page").status_code == 303  # nor may he learn which pages there are


@pytest.mark.parametrize(("scopes", "may"), [(("read",), "reader"), (("read", "judge"), "analyst"), (("read", "judge", "watch"), "editor")])
def test_a_token_does_no_more_than_it_was_made_for(app: FastAPI, scopes: tuple[str, ...], may: Role) -> None:
    client = desks.program(app, "admin", *scopes)
    assert client.get("/").status_code == 200
    for method, path, least in changing(app):
        if least is not None and ROLES.index(least) > ROLES.index(may):
            assert client.request(method, desks.filled(path)).status_code == 403, f"{method} {path}"


def test_a_token_does_no_more_than_its_user(app: FastAPI) -> None:
    client = desks.program(app, "reader", "read", "judge", "watch", "admin")
    for method, path, least in changing(app):
        if least not in (None, "reader"):
            assert client.request(method, desks.filled(path)).status_code == 403, f"{method} {path}"


def test_a_token_without_the_scope_to_read_reads_nothing(app: FastAPI) -> None:
    client = desks.program(app, "admin", "watch")
    assert client.get("/").status_code == 403
    assert client.get("/metrics").status_code in (200, 401, 403)


def test_a_program_makes_no_users_and_no_tokens(app: FastAPI) -> None:
    client = desks.program(app, "admin", "read", "judge", "watch", "admin")
    assert client.post("/users", data={"name": "eve", "role": "admin", "password": desks.PASSWORD}).status_code == 403
    assert client.post("/users/rita/role", data={"role": "admin"}).status_code == 403
    assert client.post("/account/tokens", data={"label": "more", "scopes": "admin"}).status_code == 403


def test_what_was_refused_and_what_was_changed_stand_in_the_audit_log(app: FastAPI) -> None:
    assert desks.browser(app, "reader").get("/users").status_code == 403
    admin = desks.browser(app, "admin")
    assert desks.send(admin, "/users/rita/role", role="analyst").status_code == 303
    app.state.desk.aside.close()
    log = admin.get("/audit").text
    assert "GET /users needs admin" in log
    assert "rita to analyst" in log


def test_the_last_admin_stays_one(app: FastAPI) -> None:
    admin = desks.browser(app, "admin")
    answer = desks.send(admin, "/users/ada/role", role="reader")
    assert answer.status_code == 400
    assert "without an admin" in answer.text
    assert desks.send(admin, "/users/ada/out").status_code == 400


def test_who_is_kept_out_is_out_at_once_with_his_tokens(app: FastAPI) -> None:
    rita, program = desks.browser(app, "reader"), desks.program(app, "reader", "read")
    assert rita.get("/").status_code == program.get("/").status_code == 200
    assert desks.send(desks.browser(app, "admin"), "/users/rita/out").status_code == 303
    assert rita.get("/").status_code == 303
    assert program.get("/").status_code == 401
    assert desks.send(desks.browser(app, "admin"), "/users/rita/in").status_code == 303
    assert program.get("/").status_code == 200


def test_a_token_taken_back_is_one_no_longer(app: FastAPI) -> None:
    program = desks.program(app, "analyst", "read")
    assert program.get("/").status_code == 200
    assert desks.send(desks.browser(app, "analyst"), "/account/tokens/1/revoke").status_code == 303
    assert program.get("/").status_code == 401


def test_a_token_is_shown_once_and_kept_as_a_digest(app: FastAPI, tmp_path: Path) -> None:
    anna = desks.browser(app, "analyst")
    shown = desks.send(anna, "/account/tokens", label="My script", days=30, scopes=["read", "judge"])
    secret = shown.text.partition('class="secret" tabindex="0">')[2].partition("<")[0]
    assert secret.startswith("dl_")
    assert shown.headers["cache-control"] == "no-store"
    assert secret not in anna.get("/account").text
    assert secret.encode() not in (tmp_path / "dateline.db").read_bytes() + (tmp_path / "dateline.db-wal").read_bytes()
    assert desks.send(anna, "/account/tokens", label="More", days=30, scopes=["admin"]).status_code == 400
    assert desks.send(anna, "/account/tokens/999/revoke").status_code == 400
