"""Desks with users for the tests: four people, one a role, each with a browser that is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.routing import BaseRoute

from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.security import sessions, tokens, users
from dateline.web.security.audit import Act
from dateline.web.settings import ROLES, Role, Settings

HERE = "http://127.0.0.1:8484"
PASSWORD = "seven green bottles on a wall"
PEOPLE: Mapping[Role, str] = dict(zip(ROLES, ("rita", "anna", "edda", "ada"), strict=True))
BY = Act("tests", "")
FORM = re.compile(r'name="csrf" value="([^"]+)"')
COOKIE = "dateline-8484"


def people(store: Store) -> None:
    """Adds the four; all have the same password."""
    for role, name in reversed(PEOPLE.items()):
        users.add(store, name, role, PASSWORD, BY)


@contextmanager
def desk(file: Path, **settings: Any) -> Iterator[tuple[FastAPI, TestClient]]:
    """A desk on the store in ``file``, and a browser on this machine that has not signed in."""
    app = make_app(Settings(store=str(file), **{"remember": 0, **settings}))
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield app, client


def browser(app: FastAPI, role: Role) -> TestClient:
    """A browser in which the person of that role is signed in."""
    name = PEOPLE[role]
    client = TestClient(app, base_url=HERE, follow_redirects=False)
    client.cookies.set(COOKIE, sessions.start(app.state.desk.store, name, Act(name, "signed-in")), domain="127.0.0.1", path="/")
    return client


def program(app: FastAPI, role: Role, *scopes: str) -> TestClient:
    """A program with a token of the person of that role."""
    secret = tokens.make(app.state.desk.store, PEOPLE[role], "a program", scopes, 1, BY)
    return TestClient(app, base_url=HERE, follow_redirects=False, headers={"Authorization": f"Bearer {secret}"})


def form_token(client: TestClient, page: str = "/account") -> str:
    """The token of the first form on a page."""
    answer = client.get(page)
    found = FORM.search(answer.text)
    assert found is not None, f"{page} has no form: {answer.status_code}"
    return found.group(1)


def send(client: TestClient, to: str, /, **fields: Any) -> Response:
    """Sends a form as a page of the desk would."""
    return client.post(to, data={"csrf": form_token(client), **fields}, headers={"Origin": HERE})


def routes(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    """Every page and call there is: its address (with its places open) and its route."""
    yield from _routes(app.routes, "")


def _routes(some: list[BaseRoute], prefix: str) -> Iterator[tuple[str, APIRoute]]:
    for route in some:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            context = getattr(route, "include_context", None)
            yield from _routes(inner.routes, prefix + getattr(context, "prefix", ""))
        elif isinstance(route, APIRoute):
            yield prefix + route.path, route


def filled(path: str) -> str:
    """An address with something in its open places."""
    return re.sub(r"\{[^}]*\}", "1", path)


def least_role(route: APIRoute) -> Role | None:
    """The least role that a route asks for, None where it asks for none."""
    found: list[Role] = []

    def walk(dependant: Any) -> None:
        role = getattr(dependant.call, "role", None)
        if role is not None:
            found.append(role)
        for each in dependant.dependencies:
            walk(each)

    walk(route.dependant)
    return max(found, key=ROLES.index, default=None)
