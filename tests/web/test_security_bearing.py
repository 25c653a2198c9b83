"""What the desk bears: requests of a gigabyte, clients that are slow or never read, crowds, a store that others write; it goes on serving."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import text

from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.security.careful import careful
from dateline.web.settings import Bounds, Settings
from web import desks

GIGABYTE = 1 << 30
SOON = 20.0  # seconds; what is meant is much less, but machines of tests are busy
QUICK = Bounds(head_seconds=1.0, body_seconds=1.5, send_seconds=2.0, idle_seconds=2, connections=120)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dateline.db"
    with Store(path) as store:
        desks.people(store)
    return path


@contextmanager
def serving(file: Path, bounds: Bounds = QUICK) -> Iterator[tuple[str, int]]:
    """A desk that listens; gives where."""
    settings = Settings(store=str(file), bounds=bounds)
    config = uvicorn.Config(
        make_app(settings), http=careful(settings), ws="none", log_config=None, access_log=False, port=0, proxy_headers=False,
        limit_concurrency=bounds.connections, timeout_keep_alive=bounds.idle_seconds, timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def sent(where: tuple[str, int], head: str, body: bytes = b"", timeout: float = 10.0) -> bytes:
    """Everything that comes back for a request, until the desk has answered and closed, or falls silent."""
    with closing(socket.create_connection(where, timeout=timeout)) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + body)
        return heard(connection)


def heard(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except (TimeoutError, ConnectionError):
        pass
    return b"".join(parts)


def serves(where: tuple[str, int]) -> bool:
    """Whether somebody else is answered, and soon."""
    began = time.monotonic()
    answer = sent(where, "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n")
    return answer.startswith(b"HTTP/1.1 200") and time.monotonic() - began < SOON


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether it comes to be so, within a time that even a busy machine keeps."""
    deadline = time.monotonic() + SOON
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def memory() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_gigabyte_that_is_announced_is_refused_unread(file: Path) -> None:
    with serving(file) as where:
        before = memory()
        began = time.monotonic()
        answer = sent(where, f"POST /sign-in HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: {GIGABYTE}\n\n")
        assert answer.startswith(b"HTTP/1.1 413")
        assert b"connection: close" in answer.lower()
        assert time.monotonic() - began < SOON
        assert memory() - before < 50 << 20
        assert serves(where)


@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/read", "/users", "/nothing"])
def test_a_gigabyte_that_is_not_announced_is_cut_off(file: Path, path: str) -> None:
    with serving(file) as where:
        before, given = memory(), 0
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
        with closing(socket.create_connection(where, timeout=5)) as connection:
            connection.sendall(head.encode())
            try:
                while given < GIGABYTE:
                    connection.sendall(chunk)
                    given += 65536
            except (OSError, TimeoutError):
                pass
        assert given < 64 << 20
        assert memory() - before < 100 << 20
        assert serves(where)


def test_a_head_without_end_is_refused(file: Path) -> None:
    with serving(file) as where:
        answer = sent(where, "GET / HTTP/1.1\nHost: localhost\n" + "X-Long: " + "a" * 200_000)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
        assert sent(where, f"GET /{'a' * 100_000} HTTP/1.1\nHost: localhost\n\n").startswith((b"HTTP/1.1 4", b""))
        assert serves(where)


@pytest.mark.parametrize("said", ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b"])
def test_who_does_not_finish_the_head_of_a_request_is_let_go(file: Path, said: str) -> None:
    with serving(file) as where, closing(socket.create_connection(where, timeout=SOON)) as connection:
        connection.sendall(said.encode())
        began = time.monotonic()
        heard(connection)
        assert time.monotonic() - began < SOON


def test_who_sends_a_letter_at_a_time_is_let_go(file: Path) -> None:
    with serving(file) as where, closing(socket.create_connection(where, timeout=SOON)) as connection:
        began = time.monotonic()
        with pytest.raises(OSError):  # broken or reset, as the system has it
            for letter in "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X-A: b\r\n" * 100:
                connection.sendall(letter.encode())
                time.sleep(0.1)
        assert time.monotonic() - began < SOON


def test_a_body_that_comes_too_slowly_is_not_waited_for(file: Path) -> None:
    with serving(file) as where, closing(socket.create_connection(where, timeout=SOON)) as connection:
        head = (
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nna"
        )
        connection.sendall(head.encode())
        assert heard(connection).startswith(b"HTTP/1.1 408")


def test_who_never_reads_the_answer_is_let_go(file: Path) -> None:
    settings = Settings(store=str(file), bounds=QUICK)
    app = make_app(settings)
    left: list[int] = []

    @app.get("/healthz/much")
    async def much() -> object:
        from starlette.responses import StreamingResponse

        async def parts() -> object:
            for number in range(2000):
                left.append(number)
                yield b"\x00" * 65536

        return StreamingResponse(parts(), media_type="image/png")  # is not compressed

    config = uvicorn.Config(app, http=careful(settings), ws="none", log_config=None, port=0, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    where = server.servers[0].sockets[0].getsockname()
    secret = desks.browser(app, "reader").cookies.get(desks.COOKIE)
    with closing(socket.create_connection(where, timeout=SOON)) as connection:
        connection.sendall(f"GET /healthz/much HTTP/1.1\r\nHost: localhost\r\nCookie: {desks.COOKIE}={secret}\r\n\r\n".encode())
        assert soon(lambda: bool(left))
        time.sleep(0.5)
        assert len(left) < 2000  # it waits for the client
        assert soon(lambda: not server.server_state.tasks)  # but not for ever
    server.should_exit = True
    thread.join(10)


def test_a_hundred_slow_clients_keep_nobody_else_waiting(file: Path) -> None:
    with serving(file) as where:
        slow = [socket.create_connection(where, timeout=5) for _ in range(100)]
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert serves(where)
        time.sleep(1.5)
        assert all(heard(connection) == b"" for connection in slow)  # all were let go
        for connection in slow:
            connection.close()
        assert serves(where)


def test_more_connections_than_are_borne_are_told_so(file: Path) -> None:
    with serving(file, Bounds(connections=20, head_seconds=3)) as where:
        slow = [socket.create_connection(where, timeout=5) for _ in range(30)]
        answer = sent(where, "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n")
        assert answer.startswith(b"HTTP/1.1 503")
        for connection in slow:
            connection.close()
        assert soon(lambda: serves(where))


MALFORMED = (
    b"\x00" * 100, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n", b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /users HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: YQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: \xff\xfe=\xff\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic \xff\xfe\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nX\x00: y\r\n\r\n",
    b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /a%0d%0aX-Evil:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
)  # fmt: skip


def test_what_is_no_request_is_answered_with_nothing_of_the_store(file: Path) -> None:
    with serving(file) as where:
        for raw in MALFORMED:
            with closing(socket.create_connection(where, timeout=4)) as connection:
                connection.sendall(raw)
                answer = heard(connection)
            assert b"HTTP/1.1 200" not in answer, raw
            assert b"HTTP/1.1 5" not in answer, (raw, answer)
            assert b"\r\nx-evil" not in answer.lower()
        assert serves(where)


# a store that others hold


def test_pages_are_served_while_another_program_writes_and_a_change_waits_and_is_told_so(file: Path) -> None:
    with desks.desk(file, wait=0.3) as (app, _), Store(file) as other:
        admin = desks.browser(app, "admin")
        token = desks.form_token(admin)
        with other.alone():  # as a collector does
            assert admin.get("/users").status_code == 200
            assert admin.post("/users/rita/role", data={"csrf": token, "role": "analyst"}).status_code == 303
        with other.writing() as connection:
            connection.execute(text("UPDATE users SET zone = 'Europe/Rome' WHERE name = 'rita'"))
            began = time.monotonic()
            for path in ("/", "/users", "/account", "/healthz", "/stories"):
                assert admin.get(path).status_code == 200, path
            told = admin.post("/users/rita/role", data={"csrf": token, "role": "editor"})
            assert told.status_code == 503
            assert "another program is writing" in told.text
            assert told.headers["retry-after"]
            assert time.monotonic() - began < SOON
        assert admin.post("/users/rita/role", data={"csrf": token, "role": "editor"}).status_code == 303


def test_a_store_that_is_only_read_is_shown_and_not_changed(file: Path) -> None:
    with Store(file) as store, store.writing() as connection:
        connection.execute(text("DELETE FROM users"))
    before = file.read_bytes()
    with desks.desk(file, readonly=True) as (_, client):
        for path in ("/", "/stories", "/reports", "/account", "/users", "/audit", "/watches", "/healthz"):
            assert client.get(path).status_code == 200, path
        answer = desks.send(client, "/users", name="mallory", role="admin", password=desks.PASSWORD)
        assert answer.status_code == 503
        assert "reading only" in answer.text
    assert file.read_bytes() == before


def test_what_was_refused_is_written_down_once_the_store_is_free(file: Path) -> None:
    with desks.desk(file, wait=0.1) as (app, _), Store(file) as other:
        rita = desks.browser(app, "reader")
        with other.writing() as connection:
            connection.execute(text("UPDATE users SET zone = 'Europe/Rome' WHERE name = 'rita'"))
            assert rita.get("/users").status_code == 403
            time.sleep(0.5)
        app.state.desk.aside.close()
        assert "GET /users needs admin" in desks.browser(app, "admin").get("/audit").text


# the program


def started(file: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(file), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def test_the_program_serves_says_where_and_ends_when_told_to(file: Path) -> None:
    process = started(file, "--port", "0")
    assert process.stderr is not None
    said = process.stderr.readline()
    assert "The desk is at http://127.0.0.1:" in said
    port = int(said.split("127.0.0.1:")[1].split("/")[0])
    assert soon(lambda: serves(("127.0.0.1", port)))
    answer = sent(("127.0.0.1", port), "GET /metrics HTTP/1.1\nHost: localhost\nConnection: close\n\n")
    assert b"dateline_requests_total" in answer
    process.terminate()
    _, left = process.communicate(timeout=60)
    assert (process.returncode, left) == (0, "")


def test_the_program_does_not_listen_to_others_without_users(tmp_path: Path) -> None:
    process = started(tmp_path / "new.db", "--host", "0.0.0.0", "--port", "0")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "dateline users add NAME --admin" in said
    assert said.count("\n") <= 2


def test_a_port_that_is_taken_is_told(file: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = started(file, "--port", str(taken.getsockname()[1]))
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "another program listens there" in said


def test_answers_are_compressed_where_the_browser_takes_it(file: Path) -> None:
    with desks.desk(Path(shutil.copy(file, file.with_name("copy.db")))) as (app, _):
        rita: TestClient = desks.browser(app, "reader")
        assert rita.get("/account", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in rita.get("/account", headers={"Accept-Encoding": "identity"}).headers
