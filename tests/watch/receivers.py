"""A webhook receiver and a mail server on loopback, with the faults that such have."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Hooks:
    """What a webhook receiver got; ``faults`` are how it behaves, request by request, and after them well."""

    faults: list[str] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    address: str = ""
    poured: int = 0  # megabytes of huge answers that went out

    @property
    def keys(self) -> list[str]:
        """The idempotency keys that came, in order."""
        return [headers["idempotency-key"] for headers, _ in self.got]

    @property
    def told(self) -> list[str]:
        """What a receiver that keeps the keys has: the titles of alerts, each key once."""
        kept = {headers["idempotency-key"]: body for headers, body in self.got}
        return [alert["title"] for body in kept.values() for alert in json.loads(body)["alerts"]]


@contextmanager
def hooks(*faults: str) -> Iterator[Hooks]:
    """A webhook receiver."""
    made = Hooks(list(faults))

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fault = made.faults.pop(0) if made.faults else ""
            if fault != "lost":
                made.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            try:
                self._answer(fault)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _answer(self, fault: str) -> None:
            if fault == "hang":
                time.sleep(60)
            if fault == "drip":
                for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1200:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.05)
            elif fault == "redirect":
                self.send_response(307)
                self.send_header("Location", made.address + "elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif fault == "huge":
                self.send_response(200)
                self.send_header("Content-Length", str(2 << 30))
                self.end_headers()
                for _ in range(2000):
                    self.wfile.write(b"\0" * (1 << 20))
                    made.poured += 1
            else:
                self.send_response(int(fault) if fault.isdigit() else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Mails:
    """What a mail server got; ``refuse`` are codes that it answers to receivers with, one a mail."""

    refuse: list[int] = field(default_factory=list)
    got: list[Message] = field(default_factory=list)
    port: int = 0


@contextmanager
def mails(*refuse: int) -> Iterator[Mails]:
    """A mail server without TLS."""
    made = Mails(list(refuse))

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline():
                word = line.split()[0].upper() if line.split() else b""
                if word == b"DATA":
                    self._say("354 go on")
                    self._data()
                elif word == b"RCPT" and made.refuse:
                    self._say(f"{made.refuse.pop(0)} no such person")
                elif word == b"QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 yes")

        def _data(self) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            made.got.append(message_from_bytes(b"".join(lines)))
            self._say("250 taken")

        def _say(self, text: str) -> None:
            self.wfile.write(text.encode() + b"\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
