"""Sign-in by OpenID Connect against a provider on this machine: who it names comes in, and nothing it did not say is believed."""

from __future__ import annotations

import importlib.util
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from conftest import ROOT
from dateline.store.store import Store
from dateline.web.security import provider
from dateline.web.settings import Provider
from web import desks


@dataclass
class Fake:
    """A provider: what it says of the one who signs in can be changed, to see what is believed."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    claims: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    asked: dict[str, list[str]] = field(default_factory=dict)
    change: Callable[[dict[str, Any]], Any] = lambda claims: None
    sign: RSAKey | None = None

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": "desk",
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
            "preferred_username": "rita",
        }
        self.change(claims)
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.sign or self.key)


@pytest.fixture
def fake() -> Iterator[Fake]:
    made = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/.well-known/openid-configuration":
                names = {"authorization_endpoint": "/in", "token_endpoint": "/token", "jwks_uri": "/keys"}
                self.answer({"issuer": made.address, **{name: made.address + path for name, path in names.items()}})
            else:
                self.answer(KeySet([made.key]).as_dict(private=False))

        def do_POST(self) -> None:
            made.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer({"access_token": "x", "token_type": "Bearer", "id_token": made.token()})

        def answer(self, shape: dict[str, Any]) -> None:
            body = json.dumps(shape).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def client(fake: Fake, tmp_path: Path) -> Iterator[TestClient]:
    with Store(tmp_path / "dateline.db") as store:
        desks.people(store)
    with desks.desk(tmp_path / "dateline.db", provider=Provider(fake.address, "desk", "a secret")) as (_, made):
        yield made


def through(client: TestClient, fake: Fake, **spoilt: str) -> Any:
    """Goes to the provider and comes back."""
    leaving = client.get("/sign-in/provider?next=/account")
    assert leaving.status_code == 303
    asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving.headers["location"]).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{desks.HERE}/sign-in/provider/back"
    fake.nonce = asked["nonce"]
    return client.get("/sign-in/provider/back", params={"state": asked["state"], "code": "a-code", **spoilt})


def test_whom_the_provider_names_comes_in(client: TestClient, fake: Fake) -> None:
    assert "Sign in by single sign-on" in client.get("/sign-in").text
    came = through(client, fake)
    assert (came.status_code, came.headers["location"]) == (303, "/account")
    assert "<h1>rita</h1>" in client.get("/account").text
    assert len(fake.asked["code_verifier"][0]) >= 43
    assert client.get("/users").status_code == 403


WRONG: dict[str, Callable[[dict[str, Any]], Any]] = {
    "of another provider": lambda claims: claims.update(iss="https://evil.example"),
    "for another desk": lambda claims: claims.update(aud="another"),
    "of another time": lambda claims: claims.update(exp=int(time.time()) - 3600),
    "for another question": lambda claims: claims.update(nonce="replayed"),
    "without the nonce": lambda claims: claims.pop("nonce"),
    "without an end": lambda claims: claims.pop("exp"),
    "of nobody": lambda claims: claims.pop("preferred_username"),
    "of a list": lambda claims: claims.update(preferred_username=["ada"]),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_a_provider_says_that_does_not_fit_is_not_believed(client: TestClient, fake: Fake, what: str) -> None:
    fake.change = WRONG[what]
    assert through(client, fake).status_code == 503
    assert client.get("/account").status_code == 303


def test_a_token_that_somebody_else_signed_is_not_believed(client: TestClient, fake: Fake) -> None:
    fake.sign = RSAKey.generate_key(2048, {"kid": "one"})
    assert through(client, fake).status_code == 503
    assert client.get("/account").status_code == 303


def test_an_answer_to_a_question_that_was_not_asked_is_refused(client: TestClient, fake: Fake) -> None:
    assert through(client, fake, state="another").status_code == 400
    other = TestClient(client.app, base_url=desks.HERE, follow_redirects=False)
    assert other.get("/sign-in/provider/back", params={"state": "x", "code": "y"}).status_code == 400
    assert client.get("/sign-in/provider/back", params={"error": "access_denied"}).status_code == 403


def test_somebody_without_an_account_is_told_so(client: TestClient, fake: Fake) -> None:
    fake.change = lambda claims: claims.update(preferred_username="zoe")
    answer = through(client, fake)
    assert answer.status_code == 403
    assert "no account" in answer.text


def test_a_provider_is_asked_over_https_alone() -> None:
    with pytest.raises(provider.ProviderError, match="https"):
        provider.leaving(Provider("http://login.example", "desk", "s"), "http://x/", provider.Errand.new("/"))


# what is known of the packages


ANSWERS = {
    "": ("cannot be reached", 0),
    '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}': ("cannot be reached", 0),
    '{"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}]}': (
        "1 packages audited, 0 weaknesses known; 1",
        0,
    ),
    '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}': ("a 1: CVE-1, mended in 2", 1),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_build_stops_at_a_known_weakness_and_not_at_a_service_that_is_away(answer: str) -> None:
    spec = importlib.util.spec_from_file_location("audit_tool", ROOT / "tools" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    said, code = tool.told(answer)
    assert ANSWERS[answer][0] in said
    assert code == ANSWERS[answer][1]
