"""A small news site on loopback: feeds, a sitemap, pages, redirects, conditional answers, rules for robots, and every fault that sites have.

``python tests/news_server.py [--port 8765]`` serves it for the demo; tests make a ``NewsSite`` and, where they want them, ``Faults``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PLACES = ("Arendal", "Bergen", "Drammen", "Egersund", "Farsund", "Grimstad", "Horten", "Kragerø", "Larvik", "Mandal")
FAULTS = ("500", "503", "429", "404", "reset", "truncated", "slow", "endless", "damaged", "gzip-bomb", "brotli-bomb", "loop", "outside",
          "private", "empty", "no-http", "cut-gzip", "binary")  # fmt: skip
IN_A_ROW = 3  # faults that one address shows one after another at most
ENDLESS = 64 << 20  # bytes, in case nobody hangs up


@dataclass(frozen=True)
class Report:
    """One report of the site and how often it has been changed."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    changes: int = 0

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs as they are now."""
        return (
            *self.paragraphs,
            *(f"Correction {n}: an earlier version gave another number of tents." for n in range(1, self.changes + 1)),
        )


def made_up(number: int, start: datetime) -> Report:
    """Report ``number``, in our own words."""
    place, other = PLACES[number % 10], PLACES[(number * 7 + 3) % 10]
    return Report(
        f"report-{number}",
        f"Council of {place} sends {number} tents to {other}",
        (
            f"OSLO - The council of {place} said on Tuesday that it would send {number} tents to {other} after the storm of last week.",
            f'"We will not leave our neighbours alone," the mayor of {place} told reporters, and promised {number + 5} more within days.',
            f"The council of {other} welcomed the offer, number {number} of its kind, and said that {number % 90 + 3} families were waiting.",
            "The government in Oslo ruled out sending soldiers, as two parties had asked it to do, but said that it would pay for the transport.",
        ),
        start - timedelta(minutes=7 * number),
    )


@dataclass
class Faults:
    """Which requests go wrong and how: of each address the n-th, decided by the seed alone; ``rate`` of them, a few in a row at most."""

    rate: float = 0.2
    seed: int = 1
    kinds: Sequence[str] = FAULTS
    made: Counter[str] = field(default_factory=Counter)
    row: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, path: str) -> str | None:
        """The fault of the next request for ``path``, None for a good answer."""
        with self.lock:
            self.asked[path] += 1
            digest = hashlib.sha256(f"{self.seed} {path} {self.asked[path]}".encode()).digest()
            if int.from_bytes(digest[:4]) / 2**32 >= self.rate or self.row[path] >= IN_A_ROW:
                self.row[path] = 0
                return None
            kind = self.kinds[sum(self.made.values()) % len(self.kinds)]
            self.row[path] += 1
            self.made[kind] += 1
            return kind


class NewsSite:
    """The site: what it has published, and what was asked of it."""

    def __init__(self, reports: Sequence[Report] = (), *, faults: Faults | None = None, slow: float = 3.0) -> None:
        """``slow`` is how many seconds a slow answer takes."""
        self.reports = {report.slug: report for report in reports}
        self.faults, self.slow = faults, slow
        self.ids = "item"  # the beginning of the ids of entries
        self.requests: list[tuple[str, int]] = []
        self.agents: Counter[str] = Counter()
        self.extra: dict[str, Callable[[Handler], None]] = {}  # answers to further paths
        self.robots = "User-agent: *\nDisallow: /private/\n"
        self.server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        """Where it is served."""
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def change(self, slug: str) -> None:
        """Changes the text of a report."""
        self.reports[slug] = replace(self.reports[slug], changes=self.reports[slug].changes + 1)

    def newest(self) -> list[Report]:
        """All reports, the newest first."""
        return sorted(self.reports.values(), key=lambda report: report.published, reverse=True)

    @contextmanager
    def served(self, port: int = 0) -> Iterator[NewsSite]:
        """Serves it in threads."""
        if self.faults:
            bombs()
        self.server = Server(("127.0.0.1", port), Handler)
        self.server.site = self
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()

    # ---- what it serves

    def page(self, report: Report) -> bytes:
        """The page of a report."""
        body = "".join(f"<p>{escape(each, quote=False)}</p>" for each in report.body)
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(report.title)} | The Fjord Courier</title>'
            f'<link rel="canonical" href="{self.address}/news/{report.slug}">'
            f'<meta property="article:published_time" content="{report.published.isoformat()}"></head><body><header>The Fjord Courier</header>'
            f"<nav><a href='/'>Home</a> <a href='/feed.xml'>Feed</a></nav><main><article><h1>{escape(report.title)}</h1>{body}</article></main>"
            f"<footer>Nothing here is true.</footer></body></html>"
        ).encode()

    def front(self) -> bytes:
        """The front page: links to the newest reports, and where the feed is."""
        links = "".join(f'<li><a href="/news/{each.slug}">{escape(each.title)}</a></li>' for each in self.newest()[:50])
        head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">'
        return f"<!DOCTYPE html><html><head><title>The Fjord Courier</title>{head}</head><body><ul>{links}</ul></body></html>".encode()

    def rss(self, tracking: str = "?utm_source=rss") -> bytes:
        """A feed of teasers."""
        items = "".join(
            f"<item><title>{escape(each.title)}</title><link>{self.address}/news/{each.slug}{escape(tracking)}</link>"
            f"<guid isPermaLink='false'>{self.ids}-{each.slug}</guid><pubDate>{format_datetime(each.published)}</pubDate>"
            f"<description>{escape(each.body[0][:60])} ... Edition {each.changes + 1}</description></item>"
            for each in self.newest()
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Fjord Courier</title>{items}</channel></rss>'.encode()

    def atom(self) -> bytes:
        """A feed of whole reports."""
        entries = "".join(
            f"<entry><title>{escape(each.title)}</title><id>{self.ids}:{each.slug}</id><link href='{self.address}/full/{each.slug}'/>"
            f"<published>{each.published.isoformat()}</published><updated>{each.published.isoformat()}</updated><content type='html'>"
            f"{escape(''.join(f'<p>{part}</p>' for part in each.body * 2))}</content></entry>"
            for each in self.newest()
        )
        return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Whole</title>{entries}</feed>'.encode()

    def json_feed(self) -> bytes:
        """A JSON Feed of teasers."""
        items = [{"id": f"{self.ids}-{each.slug}", "url": f"{self.address}/news/{each.slug}", "title": each.title,
                  "summary": each.body[0][:60] + " ...", "date_published": each.published.isoformat()} for each in self.newest()]  # fmt: skip
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": items}).encode()

    def sitemap(self) -> bytes:
        """A sitemap of news."""
        rows = "".join(
            f"<url><loc>{self.address}/news/{each.slug}</loc><lastmod>{(each.published + timedelta(seconds=each.changes)).isoformat()}</lastmod></url>"
            for each in self.newest()
        )
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()

    def opml(self) -> bytes:
        """A list of its feeds."""
        rows = f'<outline text="Courier" xmlUrl="{self.address}/feed.xml"/><outline text="Whole" xmlUrl="{self.address}/atom.xml"/>'
        return f'<?xml version="1.0"?><opml version="2.0"><body>{rows}</body></opml>'.encode()


class Server(ThreadingHTTPServer):
    """Serves a site; callers who hang up are no news."""

    daemon_threads = True
    request_queue_size = 128  # connections that wait to be taken: with the usual five a busy machine would turn some away
    site: NewsSite

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: Server
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """The answer: a fault, if one is due, else what stands at the address."""
        site, path = self.server.site, self.path.partition("?")[0]
        site.agents[self.headers.get("User-Agent", "")] += 1
        fault = site.faults.next(path) if site.faults and not path.startswith("/at/") else None
        if fault:
            site.requests.append((path, 0))
            FAULTY[fault](self)
        elif path in site.extra:
            site.extra[path](self)
        elif path.startswith("/moved/"):
            self.redirect(f"/news/{path.removeprefix('/moved/')}", 301)
        elif path == "/at/loop":
            self.redirect("/at/loop", 302)
        else:
            self.content(path)

    def content(self, path: str) -> None:
        """A page, a feed, or 404."""
        site = self.server.site
        served: dict[str, tuple[Callable[[], bytes], str]] = {
            "/": (site.front, "text/html; charset=utf-8"), "/feed.xml": (site.rss, "application/rss+xml"),
            "/other.xml": (lambda: site.rss("?utm_source=other&fbclid=1"), "application/rss+xml"),
            "/atom.xml": (site.atom, "application/atom+xml"), "/feed.json": (site.json_feed, "application/feed+json"),
            "/sitemap.xml": (site.sitemap, "application/xml"), "/feeds.opml": (site.opml, "text/x-opml"),
            "/robots.txt": (site.robots.encode, "text/plain"),
        }  # fmt: skip
        report = site.reports.get(path.rpartition("/")[2])
        if path in served:
            self.answer(served[path][0](), served[path][1])
        elif report is not None and path.startswith(("/news/", "/full/", "/private/")):
            self.answer(site.page(report), "text/html; charset=utf-8")
        else:
            self.answer(b"<html><body>No such page</body></html>", "text/html", 404)

    def answer(self, body: bytes, media: str, status: int = 200, **headers: str) -> None:
        """A whole answer: 304 where nothing has changed, packed by gzip where that is taken."""
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            body, status = b"", 304
        if status == 200 and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers = gzip.compress(body, 1), {**headers, "Content-Encoding": "gzip"}
        self.server.site.requests.append((self.path.partition("?")[0], status))
        self.begin(status, {"Content-Type": media, "ETag": etag, "Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """The head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def redirect(self, target: str, status: int) -> None:
        """A redirect."""
        self.begin(status, {"Location": target, "Content-Length": "0"})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""

    # ---- faults

    def hang_up(self) -> None:
        """Ends the connection with a reset."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def truncated(self) -> None:
        """Fewer bytes than announced."""
        self.begin(200, {"Content-Type": "text/html", "Content-Length": "90000"})
        self.wfile.write(b"<html><body><p>It breaks off" * 20)
        self.close_connection = True

    def slow(self) -> None:
        """A byte at a time."""
        self.begin(200, {"Content-Type": "text/html", "Content-Length": "1000"})
        until = time.monotonic() + self.server.site.slow
        while time.monotonic() < until:
            self.wfile.write(b"<")
            time.sleep(0.05)
        self.close_connection = True

    def endless(self) -> None:
        """Never comes to an end."""
        self.begin(200, {"Content-Type": "text/html"})
        self.close_connection = True
        for _ in range(ENDLESS >> 16):
            self.wfile.write(b"<p>and so on</p>" * 4096)

    def packed(self, body: bytes, packing: str) -> None:
        """Bytes that claim to be packed."""
        self.begin(200, {"Content-Type": "text/html", "Content-Encoding": packing, "Content-Length": str(len(body))})
        self.wfile.write(body)

    def no_http(self) -> None:
        """What no client understands."""
        self.wfile.write(b"\x00\x01 hello, is this the telephone?\r\n\r\n")
        self.close_connection = True


@lru_cache(maxsize=1)
def bombs() -> tuple[bytes, bytes]:
    """Few bytes that unpack to many: by gzip, by brotli."""
    import brotli

    return gzip.compress(bytes(24 << 20), 6), brotli.compress(bytes(24 << 20), quality=4)


FAULTY: dict[str, Callable[[Handler], None]] = {
    "500": lambda to: to.answer(b"<html>Something is wrong</html>", "text/html", 500),
    "503": lambda to: to.answer(b"later", "text/plain", 503, **{"Retry-After": "0"}),
    "429": lambda to: to.answer(b"slowly", "text/plain", 429, **{"Retry-After": "1"}),
    "404": lambda to: to.answer(b"<html>No such page</html>", "text/html", 404),
    "reset": Handler.hang_up,
    "truncated": Handler.truncated,
    "slow": Handler.slow,
    "endless": Handler.endless,
    "damaged": lambda to: to.packed(b"\x1f\x8b\x08\x00" + bytes(range(200)), "gzip"),
    "cut-gzip": lambda to: to.packed(gzip.compress(b"<html><p>It breaks off" * 500)[:-30], "gzip"),
    "gzip-bomb": lambda to: to.packed(bombs()[0], "gzip"),
    "brotli-bomb": lambda to: to.packed(bombs()[1], "br"),
    "loop": lambda to: to.redirect("/at/loop", 302),
    "outside": lambda to: to.redirect("file:///etc/passwd", 302),
    "private": lambda to: to.redirect("http://localhost:9/", 302),
    "empty": lambda to: to.begin(200, {"Content-Type": "text/html", "Content-Length": "0"}),
    "no-http": Handler.no_http,
    "binary": lambda to: to.answer(bytes(range(256)) * 20, "text/html"),
}


def main() -> int:
    """Serves twelve reports until it is stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8765)
    port = parser.parse_args().port
    now = datetime.now(UTC).replace(microsecond=0)
    with NewsSite([made_up(number, now) for number in range(1, 13)]).served(port) as site:
        print(f"The Fjord Courier is at {site.address}/ (end it with Ctrl-C)", file=sys.stderr, flush=True)
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
