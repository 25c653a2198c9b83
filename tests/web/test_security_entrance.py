"""Coming in: passwords, sessions, forms, proxies, hosts; nobody where he does not belong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message

from dateline.errors import UsageError
from dateline.store.moments import written
from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.security import passwords, sessions, users
from dateline.web.security.audit import Act
from dateline.web.security.careful import Crowd
from dateline.web.serving import safe
from dateline.web.settings import Bounds, Settings
from web import desks


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without reports, with the four people."""
    path = tmp_path_factory.mktemp("entrance") / "dateline.db"
    with Store(path) as store:
        desks.people(store)
    return path


@pytest.fixture
def file(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept, tmp_path / "dateline.db"))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A store without users."""
    path = tmp_path / "bare.db"
    Store(path).close()
    return path


@pytest.fixture
def stranger(file: Path) -> Iterator[TestClient]:
    with desks.desk(file) as (_, client):
        yield client


def sign_in(client: TestClient, name: str, password: str = desks.PASSWORD, **more: str) -> Any:
    token = desks.form_token(client, "/sign-in")
    return client.post("/sign-in", data={"csrf": token, "name": name, "password": password, **more})


# passwords


def test_who_knows_the_password_comes_in_and_goes_where_he_wanted(stranger: TestClient) -> None:
    sent = stranger.get("/reports?q=air%20strikes")
    assert sent.headers["location"] == "/sign-in?next=/reports%3Fq%3Dair%2520strikes"
    assert 'value="/reports?q=air%20strikes"' in stranger.get(sent.headers["location"]).text
    came = sign_in(stranger, "Rita", next="/reports?q=air%20strikes")
    assert (came.status_code, came.headers["location"]) == (303, "/reports?q=air%20strikes")
    cookie = came.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    assert stranger.get("/account").status_code == 200


def test_a_wrong_name_and_a_wrong_password_are_told_alike(stranger: TestClient) -> None:
    wrong, unknown = sign_in(stranger, "rita", "not the one"), sign_in(stranger, "nobody", "not the one")
    assert wrong.status_code == unknown.status_code == 401
    strip = lambda text: desks.FORM.sub("", text)  # noqa: E731
    assert strip(wrong.text) == strip(unknown.text)


def test_guessing_is_stopped(stranger: TestClient) -> None:
    answers = [sign_in(stranger, "rita", f"guess number {number}").status_code for number in range(8)]
    assert answers == [401] * 5 + [429] * 3
    assert sign_in(stranger, "rita").status_code == 429  # the right one too, for a minute
    assert sign_in(stranger, "anna").status_code == 303


def test_guessing_at_many_names_is_stopped(file: Path) -> None:
    with desks.desk(file, bounds=Bounds(knocks="3/minute")) as (_, client):
        assert [sign_in(client, f"name{number}", "guess").status_code for number in range(4)] == [401, 401, 401, 429]


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "123456789012", "rita and rita", "x" * 1001])
def test_passwords_that_are_easily_guessed_are_not_taken(bare: Path, password: str) -> None:
    with Store(bare) as store, pytest.raises(UsageError):
        users.add(store, "rita", "admin", password, desks.BY)


def test_passwords_are_kept_as_argon2(file: Path) -> None:
    with Store(file) as store:
        kept, enabled = users.password_of(store, "rita")
    assert enabled
    assert (kept or "").startswith("$argon2id$")
    assert passwords.right(kept, desks.PASSWORD)
    assert not passwords.right(None, desks.PASSWORD)


def test_a_new_password_signs_out_everywhere_else(file: Path) -> None:
    with desks.desk(file) as (app, _):
        here, there = desks.browser(app, "reader"), desks.browser(app, "reader")
        assert there.get("/account").status_code == 200
        new = "nine white horses in the rain"
        changed = desks.send(here, "/account/password", old=desks.PASSWORD, new=new, again=new)
        assert changed.status_code == 303
        assert here.get("/account").status_code == 200
        assert there.get("/account").status_code == 303
        assert desks.send(here, "/account/password", old="wrong", new=new, again=new).status_code == 400


# sessions


def test_each_sign_in_makes_another_session(stranger: TestClient) -> None:
    stranger.cookies.set(desks.COOKIE, "planted-by-somebody-else", domain="127.0.0.1", path="/")
    assert sign_in(stranger, "rita").status_code == 303
    assert stranger.get("/account").status_code == 200
    assert "planted-by-somebody-else" not in str(stranger.cookies)


def test_signing_out_ends_the_session_for_whoever_has_its_cookie(file: Path) -> None:
    with desks.desk(file) as (app, _):
        rita = desks.browser(app, "reader")
        stolen = rita.cookies.get(desks.COOKIE)
        assert desks.send(rita, "/sign-out").status_code == 303
        thief = TestClient(app, base_url=desks.HERE, follow_redirects=False, cookies={desks.COOKIE: stolen or ""})
        assert thief.get("/account").status_code == 303


def test_a_sessions_secret_changes_and_the_old_one_ends(file: Path) -> None:
    now = [datetime(2026, 5, 1, 8, tzinfo=UTC)]
    with Store(file, clock=lambda: written(now[0])) as store:
        app = make_app(Settings(store=str(file)), store)
        with TestClient(app, base_url=desks.HERE, follow_redirects=False) as _:
            rita = desks.browser(app, "reader")
            old = rita.cookies.get(desks.COOKIE) or ""
            now[0] += timedelta(minutes=31)
            assert rita.get("/account").status_code == 200
            assert rita.cookies.get(desks.COOKIE) != old
            late = TestClient(app, base_url=desks.HERE, follow_redirects=False, cookies={desks.COOKIE: old})
            assert late.get("/account").status_code == 200  # requests under way are let through for a minute
            now[0] += timedelta(minutes=2)
            app.state.knowing.forget()
            assert late.get("/account").status_code == 303
            assert rita.get("/account").status_code == 200
            now[0] += timedelta(hours=13)
            app.state.knowing.forget()
            assert rita.get("/account").status_code == 303


def test_a_session_ends_after_a_week_in_any_case(file: Path) -> None:
    now = [datetime(2026, 5, 1, 8, tzinfo=UTC)]
    with Store(file, clock=lambda: written(now[0])) as store:
        secret = sessions.start(store, "rita", Act("rita", "signed-in"))
        for _ in range(400):
            found = sessions.find(store, sessions.digest(secret))
            if found is None:
                break
            now[0] += timedelta(hours=1)
            if sessions.due(found, store.now()):
                secret = sessions.rotate(store, found)
        assert timedelta(days=6) < now[0] - datetime(2026, 5, 1, 8, tzinfo=UTC) <= timedelta(days=7, hours=1)


def test_the_cookie_is_kept_to_https_where_a_known_proxy_speaks_it(file: Path) -> None:
    with desks.desk(file, hosts=("news.example.org",), proxies=("10.0.0.0/8",)) as (app, _):
        client = TestClient(app, base_url="http://news.example.org", follow_redirects=False, client=("10.0.0.2", 1))
        client.headers.update({"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"})
        token = desks.FORM.search(client.get("/sign-in").text)
        page = client.get("/sign-in")
        assert page.headers["strict-transport-security"]
        cookie = page.headers.get("set-cookie", "")
        assert token is not None
        assert "Secure" in cookie


# forms


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "http://127.0.0.1:9999"}],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused_even_with_its_token(file: Path, headers: dict[str, str]) -> None:
    with desks.desk(file) as (app, _):
        admin = desks.browser(app, "admin")
        token = desks.form_token(admin)
        answer = admin.post("/users/rita/role", data={"csrf": token, "role": "admin"}, headers=headers)
        assert answer.status_code == 403
        assert users.find(app.state.desk.store, "rita").role == "reader"


def test_a_form_without_its_token_or_with_somebody_elses_is_refused(file: Path) -> None:
    with desks.desk(file) as (app, _):
        admin, rita = desks.browser(app, "admin"), desks.browser(app, "reader")
        for token in (None, "", "x.y", desks.form_token(rita), desks.form_token(admin)[:-1] + "?"):
            fields = {"role": "admin"} if token is None else {"role": "admin", "csrf": token}
            for form in ({"data": fields}, {"json": fields}, {"files": {"f": ("f", b"")}, "data": fields}, {"params": fields}):
                assert admin.post("/users/rita/role", **form).status_code == 403
        assert users.find(app.state.desk.store, "rita").role == "reader"


def test_a_form_with_its_token_is_taken_in_each_of_its_ways(file: Path) -> None:
    with desks.desk(file) as (app, _):
        admin = desks.browser(app, "admin")
        token = desks.form_token(admin)
        assert admin.post("/users/rita/role", data={"role": "editor", "csrf": token}).status_code == 303
        files = {"f": ("f", b"x" * 100_000)}
        assert admin.post("/users/rita/role", data={"role": "analyst", "csrf": token}, files=files).status_code == 303
        assert admin.post("/users/rita/role", data={"role": "reader"}, headers={"X-CSRF-Token": token}).status_code == 303


def test_a_site_that_is_visited_cannot_change_a_desk_without_users(bare: Path) -> None:
    with desks.desk(bare) as (app, client):
        assert client.get("/users").status_code == 200
        fields = {"name": "eve", "role": "admin", "password": desks.PASSWORD}
        assert client.post("/users", data=fields).status_code == 403
        assert client.post("/users", data=fields, headers={"Origin": "https://evil.example"}).status_code == 403
        simple = {"Content-Type": "text/plain", "Origin": "https://evil.example"}
        assert client.post("/api/v1/judgements", content="{}", headers=simple).status_code == 403
        assert not users.there_are(app.state.desk.store)


def test_nobody_is_signed_in_as_somebody_else_by_a_form_from_elsewhere(stranger: TestClient) -> None:
    other = TestClient(stranger.app, base_url=desks.HERE, follow_redirects=False)
    token = desks.form_token(other, "/sign-in")  # the attacker's own browser was given it
    answer = stranger.post("/sign-in", data={"csrf": token, "name": "rita", "password": desks.PASSWORD})
    assert answer.status_code == 403


def test_the_token_of_a_form_differs_from_page_to_page_and_the_page_does_not(file: Path) -> None:
    """Else whoever sees the length of compressed answers could guess it letter by letter (BREACH)."""
    with desks.desk(file) as (app, _):
        admin = desks.browser(app, "admin")
        tokens = {desks.form_token(admin, f"/users?guess={number}") for number in range(5)}
        assert len(tokens) == 5
        page = admin.get("/users?guess=1")
        assert page.headers["etag"] == admin.get("/users?guess=1").headers["etag"]
        again = admin.get("/users?guess=1", headers={"If-None-Match": page.headers["etag"]})
        assert (again.status_code, again.text) == (304, "")


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/\t/evil.example"]
)
def test_signing_in_leads_nowhere_else(stranger: TestClient, wanted: str) -> None:
    assert sign_in(stranger, "rita", next=wanted).headers["location"] == "/"


# where it listens


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "news.example.org"])
def test_a_desk_that_others_reach_does_not_start_without_users_or_token(bare: Path, file: Path, host: str) -> None:
    with Store(bare) as store, pytest.raises(UsageError, match="dateline users add NAME --admin"):
        safe(Settings(store=str(bare), host=host), store)
    with Store(bare) as store:
        safe(Settings(store=str(bare), host=host, token="a" * 32), store)
    with Store(file) as store:
        safe(Settings(store=str(file), host=host), store)


@pytest.mark.parametrize(("settings", "says"), [
    ({"proxy_header": "X-Remote-User"}, "--proxies"), ({"token": "short"}, "at least 24"), ({"proxies": ("nowhere",)}, "10.0.0.0/8"),
])  # fmt: skip
def test_what_would_not_be_safe_is_told_before_it_starts(bare: Path, settings: dict[str, Any], says: str) -> None:
    with Store(bare) as store, pytest.raises(UsageError, match=says):
        safe(Settings(store=str(bare), **settings), store)


def test_without_users_the_person_at_this_machine_is_in_and_with_the_first_user_no_longer(bare: Path) -> None:
    with desks.desk(bare) as (app, client):
        assert client.get("/users").status_code == 200
        desks.people(app.state.desk.store)
        app.state.knowing.forget()
        assert client.get("/users").headers["location"] == "/sign-in?next=/users"


def test_behind_a_forgotten_proxy_nobody_is_the_person_at_this_machine(bare: Path) -> None:
    with desks.desk(bare) as (_, client):
        for header in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
            assert client.get("/", headers={header: "203.0.113.5"}).status_code == 303


def test_the_desks_token_lets_in_where_no_user_is_kept(bare: Path) -> None:
    token = "a token that is long enough to be safe"
    with desks.desk(bare, token=token) as (_, client):
        assert client.get("/").status_code == 303
        assert "Token" in client.get("/sign-in").text
        assert sign_in(client, "", "wrong").status_code == 401
        assert sign_in(client, "", token).status_code == 303
        assert client.get("/").status_code == 200
        assert client.get("/users").status_code == 403
        assert desks.send(client, "/sign-out").status_code == 303
        assert client.get("/").status_code == 303
        assert client.get("/", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert client.get("/", auth=("anybody", token)).status_code == 200
        assert token not in client.get("/metrics").text


# hosts and proxies


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8484", "127.0.0.1.evil.example", "localhost.evil.example", "", "a b", "127.0.0.1/x"]
)
def test_a_request_that_names_another_host_is_turned_away(bare: Path, host: str) -> None:
    with desks.desk(bare) as (_, client):
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code in (400, 421)
        assert "Dateline" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8484", "[::1]:8484", "127.0.0.1:9"])
def test_the_names_of_this_machine_are_ours(bare: Path, host: str) -> None:
    with desks.desk(bare) as (_, client):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_name_is_ours_once_it_is_said_so(bare: Path) -> None:
    with desks.desk(bare, hosts=("news.example.org",)) as (_, client):
        assert client.get("/", headers={"Host": "news.example.org"}).status_code == 303  # but nobody at this machine uses it
        assert client.get("/", headers={"X-Forwarded-Host": "evil.example"}).status_code == 303
        assert client.get("/", headers={"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1"}).status_code == 421


def test_a_proxy_names_who_comes_and_nobody_else_does(file: Path) -> None:
    with desks.desk(file, proxies=("10.1.0.0/16",), proxy_header="X-Remote-User") as (app, _):
        proxy = TestClient(app, base_url=desks.HERE, follow_redirects=False, client=("10.1.2.3", 5))
        other = TestClient(app, base_url=desks.HERE, follow_redirects=False, client=("10.2.2.3", 5))
        named = {"X-Remote-User": "ada", "X-Forwarded-For": "203.0.113.5"}
        assert proxy.get("/users", headers=named).status_code == 200
        assert other.get("/users", headers=named).status_code == 303
        assert proxy.get("/users", headers={**named, "X-Remote-User": "rita"}).status_code == 403
        assert proxy.get("/", headers={**named, "X-Remote-User": "eve"}).status_code == 403
        assert proxy.get("/").status_code in (303, 403)
        token = desks.FORM.search(proxy.get("/account", headers=named).text)
        assert token is not None
        assert proxy.post("/users/rita/role", data={"role": "admin"}, headers=named).status_code == 403
        made = proxy.post("/users/rita/role", data={"role": "analyst", "csrf": token.group(1)}, headers=named)
        assert made.status_code == 303


def test_newcomers_by_a_proxy_are_readers_where_they_are_welcome(file: Path) -> None:
    with desks.desk(file, proxies=("10.1.0.0/16",), proxy_header="X-Remote-User", newcomers="reader") as (app, _):
        proxy = TestClient(app, base_url=desks.HERE, follow_redirects=False, client=("10.1.2.3", 5), headers={"X-Remote-User": "Zoe"})
        assert proxy.get("/").status_code == 200
        assert proxy.get("/users").status_code == 403
        assert users.find(app.state.desk.store, "zoe").role == "reader"
        assert proxy.get("/", headers={"X-Remote-User": "../../x\r"}).status_code in (400, 403)


def test_who_lies_about_where_he_comes_from_is_counted_where_he_is(file: Path) -> None:
    with desks.desk(file, bounds=Bounds(knocks="3/minute")) as (app, _):
        liar = TestClient(app, base_url=desks.HERE, follow_redirects=False, client=("198.51.100.9", 5))
        answers = [
            liar.get("/", headers={"Authorization": "Bearer guess", "X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number in range(5)
        ]
        assert answers == [401, 401, 401, 429, 429]


def test_behind_a_proxy_each_client_is_counted_for_itself(file: Path) -> None:
    with desks.desk(file, proxies=("10.1.2.3",), bounds=Bounds(reads="3/minute")) as (app, _):
        proxy = TestClient(app, base_url=desks.HERE, follow_redirects=False, client=("10.1.2.3", 5))
        first = [proxy.get("/sign-in", headers={"X-Forwarded-For": "203.0.113.1"}).status_code for _ in range(4)]
        assert first == [200, 200, 200, 429]
        assert proxy.get("/sign-in", headers={"X-Forwarded-For": "203.0.113.2"}).status_code == 200
        lied = {"X-Forwarded-For": "203.0.113.3, 203.0.113.1"}  # what stands before the last is the client's own word
        assert proxy.get("/sign-in", headers=lied).status_code == 429


def test_many_changes_within_a_minute_are_slowed_down(file: Path) -> None:
    with desks.desk(file, bounds=Bounds(writes="3/minute")) as (app, _):
        admin = desks.browser(app, "admin")
        assert [desks.send(admin, "/users/rita/in").status_code for _ in range(4)] == [303, 303, 303, 429]
        assert admin.get("/users").status_code == 200


def test_one_client_has_so_many_connections(file: Path) -> None:
    crowd = Crowd(Settings(bounds=Bounds(per_client=2), proxies=("10.1.2.3",)))
    assert crowd.enter("127.0.0.1") is None
    assert crowd.enter("10.1.2.3") is None
    one, _ = crowd.enter("198.51.100.9"), crowd.enter("198.51.100.9")
    with pytest.raises(OverflowError):
        crowd.enter("198.51.100.9")
    crowd.leave(one or "")
    assert crowd.enter("198.51.100.9")
    assert crowd.enter("2001:db8::1") == crowd.enter("2001:db8::2")  # one customer's network


# what every answer says


def test_every_answer_carries_the_headers(file: Path) -> None:
    with desks.desk(file, tiles="https://{s}.tiles.example.org/{z}/{x}/{y}.png") as (app, stranger):
        rita = desks.browser(app, "reader")
        for client, path in (
            (rita, "/"),
            (rita, "/nothing"),
            (rita, "/users"),
            (stranger, "/sign-in"),
            (stranger, "/"),
            (rita, "/healthz"),
        ):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "img-src 'self' data: https://*.tiles.example.org" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert headers["referrer-policy"] == "same-origin"
            assert "server" not in headers
        assert "immutable" in stranger.get("/static/desk.css?v=1").headers["cache-control"]


def test_an_error_inside_is_told_in_a_sentence_and_the_desk_goes_on(file: Path) -> None:
    with desks.desk(file) as (app, _):

        @app.get("/broken")
        def broken() -> None:
            raise ZeroDivisionError("secret of the inside")

        rita = desks.browser(app, "reader")
        answer = rita.get("/broken")
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert rita.get("/").status_code == 200


def test_head_is_answered_like_get_without_its_body(file: Path) -> None:
    with desks.desk(file) as (app, _):
        rita = desks.browser(app, "reader")
        assert rita.head("/").status_code == 200
        assert rita.head("/").text == ""


def test_letters_that_a_program_did_not_encode_are_read_as_if_it_had(bare: Path) -> None:
    """Uvicorn refuses such requests by itself; other servers hand them on."""
    app = make_app(Settings(store=str(bare)))

    async def status_of(path: str, query: bytes) -> int:
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
                 "raw_path": path.encode(), "query_string": query, "root_path": "", "headers": [(b"host", b"127.0.0.1")],
                 "client": ("127.0.0.1", 5000), "server": ("127.0.0.1", 8484)}  # fmt: skip
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        await app(scope, receive, send)
        return int(sent[0]["status"])

    assert asyncio.run(status_of("/api/v1/events", b"actor=\xa3\xac")) == 400
    assert asyncio.run(status_of("/events", b"words=caf\xe9")) == 200
    assert asyncio.run(status_of("/events", "words=Vardø".encode())) == 200
