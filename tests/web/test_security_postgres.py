"""The desk's users, sessions, tokens and audit log on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

import private_postgres
from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.settings import Settings
from web import desks


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with private_postgres.reached() as server, private_postgres.database(server) as made:
        yield made


def test_people_sign_in_are_given_roles_and_leave_their_marks(address: str) -> None:
    with Store(address) as store:
        desks.people(store)
    app = make_app(Settings(store=address, wait=0.5))
    with TestClient(app, base_url=desks.HERE, follow_redirects=False) as stranger:
        assert stranger.get("/users").status_code == 303
        token = desks.form_token(stranger, "/sign-in")
        assert stranger.post("/sign-in", data={"csrf": token, "name": "ada", "password": desks.PASSWORD}).status_code == 303
        assert desks.send(stranger, "/users/rita/role", role="analyst").status_code == 303
        assert desks.browser(app, "reader").get("/users").status_code == 403
        assert desks.program(app, "reader", "read").get("/account").status_code == 200
        for path in ("/", "/stories", "/audit", "/account", "/users/rita", "/healthz"):
            assert stranger.get(path).status_code == 200, path
        with Store(address) as other, other.writing() as connection:
            connection.execute(text("UPDATE users SET zone = 'Europe/Rome' WHERE name = 'rita'"))
            assert stranger.get("/users").status_code == 200
            told = desks.send(stranger, "/users/rita/role", role="reader")
            assert told.status_code == 503
            assert "another program is writing" in told.text
        app.state.desk.aside.close()
        log = stranger.get("/audit").text
        assert "rita to analyst" in log
        assert "GET /users needs admin" in log
        assert desks.send(stranger, "/sign-out").status_code == 303
        assert stranger.get("/users").status_code == 303
