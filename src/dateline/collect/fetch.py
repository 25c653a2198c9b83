"""Fetching one address: conditional, bounded in size, time and redirects, and what went wrong in one sentence."""

from __future__ import annotations

import hashlib
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin

import brotli
import httpcore2
import httpx2

from dateline.collect.network import CheckedTransport, Refused
from dateline.errors import DatelineError
from dateline.version import VERSION

Kind = Literal["passing", "lasting", "gone"]
MOVED, MOVED_FOR_GOOD = (301, 302, 303, 307, 308), (301, 308)
BUSY = (408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 529)
CONNECTING = 15.0  # seconds to a connection, and from one piece of an answer to the next at most
LONGEST_WAIT = 86_400.0  # seconds that a site may ask us to stay away
HTTP = ("http", "https")


class FetchFailed(DatelineError):
    """An address could not be fetched: ``passing`` faults are worth many tries, ``lasting`` ones few, what is ``gone`` none."""

    def __init__(self, message: str, kind: Kind, *, status: int | None = None, wait: float | None = None) -> None:
        """``wait`` is how many seconds the site asked for, ``status`` what it answered."""
        super().__init__(message)
        self.kind, self.status, self.wait = kind, status, wait


@dataclass(frozen=True, slots=True)
class Asked:
    """What to fetch: the address, what is known of its last answer, how many bytes are taken at most."""

    address: str
    etag: str | None = None
    modified: str | None = None
    largest: int = 10 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: ``body`` is None where nothing has changed; ``moved_to`` is set where all redirects on the way were for good."""

    address: str
    status: int
    body: bytes | None
    media_type: str | None
    charset: str | None
    etag: str | None
    modified: str | None
    moved_to: str | None
    retrieved: str
    digest: str | None


class Fetcher:
    """One client for all sites; may be used by several threads at once."""

    def __init__(self, *, contact: str | None = None, allow: tuple[str, ...] = (), limit: float = 60.0, redirects: int = 5) -> None:
        """``limit`` is how many seconds one fetch may take, redirects and all; ``contact`` stands in every request."""
        about = f" (+{contact})" if contact else ""
        self.agent = "".join(char for char in f"Dateline/{VERSION}{about}" if 32 <= ord(char) < 127)
        self._limit, self._redirects = limit, redirects
        timeout = httpx2.Timeout(min(CONNECTING, limit))
        headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip, br", "Accept": "*/*", "Accept-Language": "en"}
        self._client = httpx2.Client(transport=CheckedTransport(allow), headers=headers, timeout=timeout, trust_env=False)

    def close(self) -> None:
        """Lets go of all connections."""
        self._client.close()

    def fetch(self, asked: Asked) -> Answer:
        """The answer to what is asked. Raises ``FetchFailed``, and nothing else, where there is none."""
        until, address, for_good = time.monotonic() + self._limit, asked.address, True
        with _plainly(asked.address):
            for _ in range(self._redirects + 1):
                with self._open(asked, address) as answer:
                    if answer.status_code not in MOVED or "location" not in answer.headers:
                        return self._taken(asked, answer, address, until, for_good=for_good)
                    for_good = for_good and answer.status_code in MOVED_FOR_GOOD
                    address = urljoin(address, answer.headers["location"])
                if time.monotonic() > until:
                    raise FetchFailed(f"{asked.address}: the redirects took longer than {self._limit:g} s.", "passing")
        raise FetchFailed(f"{asked.address}: redirects more than {self._redirects} times.", "lasting")

    @contextmanager
    def _open(self, asked: Asked, address: str) -> Iterator[httpx2.Response]:
        parsed = httpx2.URL(address)
        if parsed.scheme not in HTTP or not parsed.host:
            raise FetchFailed(f"{asked.address}: leads to {address[:200]}, which is no http(s) address.", "lasting")
        cookies = self._client.cookies
        cookies.clear()  # a reader needs no memory of who it was
        headers = {}
        if asked.etag:
            headers["If-None-Match"] = asked.etag
        if asked.modified:
            headers["If-Modified-Since"] = asked.modified
        with self._client.stream("GET", parsed.copy_with(username=None, password=None, fragment=None), headers=headers) as answer:
            yield answer

    def _taken(self, asked: Asked, answer: httpx2.Response, address: str, until: float, *, for_good: bool) -> Answer:
        status = answer.status_code
        if status not in (200, 203, 304):
            raise _refusal(asked.address, answer)
        said = answer.headers
        body = None if status == 304 else _body(answer, asked, until, self._limit)
        if status == 304 and not (asked.etag or asked.modified):
            raise FetchFailed(f"{asked.address}: answers 304 (not changed) though nothing was known of it.", "passing", status=304)
        return Answer(
            address=address,
            status=status,
            body=body,
            media_type=(said.get("content-type") or "").split(";")[0].strip().lower() or None,
            charset=answer.charset_encoding,
            etag=said.get("etag", asked.etag if body is None else None),
            modified=said.get("last-modified", asked.modified if body is None else None),
            moved_to=address if for_good and address != asked.address else None,
            retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            digest=hashlib.sha256(body).hexdigest() if body is not None else None,
        )


def _refusal(address: str, answer: httpx2.Response) -> FetchFailed:
    """What an answer other than the page means."""
    status = answer.status_code
    if status == 410:
        return FetchFailed(f"{address}: is gone (410).", "gone", status=status)
    if status in BUSY or status >= 500:
        return FetchFailed(
            f"{address}: the site answers {status}.", "passing", status=status, wait=_wait(answer.headers.get("retry-after"))
        )
    return FetchFailed(f"{address}: the site answers {status}.", "lasting", status=status)


def _wait(said: str | None) -> float | None:
    """The seconds that ``Retry-After`` asks for, as a number or as a date; None where it asks for nothing."""
    if not said:
        return None
    if said.strip().isascii() and said.strip().isdigit():
        return min(float(said), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (aware - datetime.now(UTC)).total_seconds()), LONGEST_WAIT)


def _body(answer: httpx2.Response, asked: Asked, until: float, limit: float) -> bytes:
    """The body, unpacked while it comes; ``FetchFailed`` as soon as it is too large or takes too long."""
    decode = _decoder(answer.headers.get("content-encoding", ""), asked)
    pieces, size = [], 0
    for raw in answer.iter_raw():
        for piece in decode(raw):
            size += len(piece)
            if size > asked.largest:
                raise FetchFailed(f"{asked.address}: is larger than {asked.largest >> 20} MB.", "lasting")
            pieces.append(piece)
        if time.monotonic() > until:
            raise FetchFailed(f"{asked.address}: took longer than {limit:g} s.", "passing")
    rest = b"".join(decode(None))
    if size + len(rest) == 0:
        raise FetchFailed(f"{asked.address}: the answer is empty.", "passing", status=answer.status_code)
    return b"".join(pieces) + rest


Decode = Callable[[bytes | None], Iterator[bytes]]  # a piece as it came to its unpacked pieces, one by one; None at the end
PIECE = 1 << 20  # bytes that are unpacked at a time


def _decoder(encoding: str, asked: Asked) -> Decode:
    """What undoes a packing, a bounded piece at a time."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _plain
    if name in ("gzip", "x-gzip"):
        return _inflating(zlib.decompressobj(wbits=31), asked.address)
    if name == "deflate":
        return _inflating(zlib.decompressobj(), asked.address)
    if name == "br":
        return _brotli(asked.address)
    raise FetchFailed(f"{asked.address}: is packed as {encoding[:40]!r}, which was not asked for.", "lasting")


def _plain(raw: bytes | None) -> Iterator[bytes]:
    if raw:
        yield raw


def _inflating(member: zlib._Decompress, address: str) -> Decode:
    def decode(raw: bytes | None) -> Iterator[bytes]:
        if raw is None:
            if not member.eof:
                raise FetchFailed(f"{address}: the packed answer breaks off.", "passing")
            return
        while raw and not member.eof:
            yield member.decompress(raw, PIECE)
            raw = member.unconsumed_tail

    return decode


def _brotli(address: str) -> Decode:
    reader = brotli.Decompressor()

    def decode(raw: bytes | None) -> Iterator[bytes]:
        if raw is None:
            if not reader.is_finished():
                raise FetchFailed(f"{address}: the packed answer breaks off.", "passing")
            return
        yield reader.process(raw, output_buffer_limit=PIECE)
        while not reader.can_accept_more_data():
            yield reader.process(b"", output_buffer_limit=PIECE)

    return decode


@contextmanager
def _plainly(address: str) -> Iterator[None]:
    """Turns what the network complains about into one plain sentence (``FetchFailed``)."""
    try:
        yield
    except Refused as error:
        raise FetchFailed(f"{address}: {error}.", "lasting") from error
    except (httpcore2.TimeoutException, httpx2.TimeoutException) as error:
        raise FetchFailed(f"{address}: the site does not answer in time.", "passing") from error
    except (httpcore2.NetworkError, httpx2.NetworkError, ssl.SSLError, OSError) as error:
        raise FetchFailed(f"{address}: no connection ({_short(error)}).", "passing") from error
    except (httpcore2.ProtocolError, httpx2.ProtocolError) as error:
        raise FetchFailed(f"{address}: the answer breaks off or is no HTTP ({_short(error)}).", "passing") from error
    except (zlib.error, brotli.error) as error:
        raise FetchFailed(f"{address}: the packed answer is damaged.", "passing") from error
    except (httpx2.InvalidURL, httpcore2.UnsupportedProtocol, httpx2.HTTPError, UnicodeError, ValueError) as error:
        raise FetchFailed(f"{address}: is no address that can be fetched ({_short(error)}).", "lasting") from error


def _short(error: Exception) -> str:
    said = "".join(char if char.isprintable() else " " for char in str(error)).strip().rstrip(".")
    return said[:120] or type(error).__name__
