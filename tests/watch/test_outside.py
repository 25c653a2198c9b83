"""Mail over TLS and chat through apprise, against real servers on loopback with a certificate made here."""

from __future__ import annotations

import json
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from dateline.store import Store
from dateline.watch import send_due
from dateline.watch.sending import waiting
from dateline.watch.ways import Way
from watch.receivers import hooks
from watch.test_delivery import alerts, said

pytestmark = [
    pytest.mark.skipif(which("openssl") is None, reason="a certificate is made with openssl, which is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),  # the server does not see TLS that was there before it
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated"),  # what apprise imports
]
PASSWORD = "s3cret"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for 127.0.0.1 that signs itself, and its key."""

    path: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """What a server shows it with."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.path, self.key)
        return made


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    place = tmp_path_factory.mktemp("tls")
    made = Certificate(place / "server.pem", place / "server.key")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
               "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(made.key), "-out", str(made.path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return made


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """The certificate, trusted as one of the machine's own authorities is."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)
    return certificate


@dataclass
class Box:
    """What a mail server got, each with whether it came over TLS; ``users`` are those who signed in."""

    got: list[tuple[bytes, bool]] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  a name of aiosmtpd's
        self.got.append((envelope.content or b"", server.transport.get_extra_info("sslcontext") is not None or session.ssl is not None))
        return "250 taken"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        """Takes the one password there is."""
        right = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
        self.users.extend([data.login.decode()] if isinstance(data, LoginPassword) and right else [])
        return AuthResult(success=right, handled=right)


class _Controller(Controller):
    """A mail server on a free port."""

    def _trigger_server(self) -> None:
        """The usual trial connection cannot know the port that the system gives."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(certificate: Certificate, tls: str) -> Iterator[Box]:
    """A mail server that speaks TLS from the first word (``tls``) or when asked to (``starttls``), and then wants a password."""
    box, context = Box(), certificate.context()
    more = {"ssl_context": context} if tls == "tls" else {"tls_context": context, "require_starttls": True}
    controller = _Controller(box, hostname="127.0.0.1", port=0, authenticator=box.authenticate, auth_require_tls=tls != "tls",
                             auth_required=True, **more)  # fmt: skip
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def way(box: Box, tls: str, *, password: str = "env:SMTP_PASSWORD") -> Way:
    return Way("desk", "email", to=("desk@news.example",), sender="alerts@news.example", server="127.0.0.1", port=box.port, tls=tls,
               user="alerts", password=password)  # fmt: skip


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_mail_goes_over_tls_with_a_password(tls: str, store: Store, trusted: Certificate) -> None:
    with mail_server(trusted, tls) as box:
        alerts(store, 1, way(box, tls))
        assert send_due(store).sent == 1
        assert send_due(store).sent == 0
    (content, secure), *more = box.got
    assert secure
    assert not more
    assert box.users == ["alerts"]
    assert b"Message-ID: <" in content.replace(b"Message-Id", b"Message-ID")


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_to_a_server_whose_certificate_nobody_vouches_for_nothing_is_told(
    tls: str, store: Store, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    log: list[str] = []
    with mail_server(certificate, tls) as box:
        alerts(store, 1, way(box, tls))
        assert send_due(store, say=said(log)).sent == 0
    assert box.got == []
    assert box.users == []
    assert len(log) == 1
    assert "SSLCertVerificationError" in log[0]


def test_a_wrong_password_is_one_line_and_the_mail_waits(store: Store, trusted: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "wrong")
    log: list[str] = []
    with mail_server(trusted, "starttls") as box:
        alerts(store, 1, way(box, "starttls"))
        assert send_due(store, say=said(log)).sent == 0
    assert box.got == []
    assert len(log) == 1
    assert "refuses the user or the password" in log[0]
    assert "wrong" not in log[0].removeprefix("alert")
    with store.reading() as connection:
        assert [row[2] for row in waiting(connection)] == ["waiting"]


def test_a_chat_service_gets_an_alert_through_apprise(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not installed")
    with hooks() as receiver:
        monkeypatch.setenv("CHAT", receiver.address.replace("http://", "json://"))
        alerts(store, 1, Way("chat", "apprise", "env:CHAT"))
        assert send_due(store).sent == 1
        assert send_due(store).sent == 0
    (_, body), *more = receiver.got
    told = json.loads(body)
    assert not more
    assert "words" in told["title"]
    assert told["message"]


def test_a_chat_service_that_refuses_gets_it_again_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not installed")
    log: list[str] = []
    with hooks("500") as receiver:
        monkeypatch.setenv("CHAT", receiver.address.replace("http://", "json://"))
        alerts(store, 1, Way("chat", "apprise", "env:CHAT"))
        assert send_due(store, say=said(log)).sent == 0
    assert len(log) == 1
    assert "did not take it" in log[0]
