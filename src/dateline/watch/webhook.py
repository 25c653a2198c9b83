"""Alerts to a webhook: JSON, signed (HMAC-SHA256 over time stamp and body), with an idempotency key; redirects are not followed."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time

from dateline.version import VERSION
from dateline.watch.packets import Packet, SendFailed
from dateline.watch.ways import Way, secret
from dateline.watch.wording import as_data

LIMIT = 20.0  # seconds that one try may take, all in all
LARGEST = 64 << 10  # bytes of the answer that are looked at
LONGEST_WAIT = 6 * 3600.0


def body_of(packet: Packet) -> bytes:
    """The JSON that is sent, the same bytes at every try as long as the records are the same."""
    data = {"schema": "dateline/alerts/1", "key": packet.key, "watch": packet.watch, "kind": packet.kind, "left_out": packet.left_out,
            "alerts": [as_data(message) for message in packet.messages]}  # fmt: skip
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def signature(key: bytes, stamp: str, body: bytes) -> str:
    """What ``Dateline-Signature`` holds: ``sha256=`` and the HMAC of time stamp, full stop and body."""
    return "sha256=" + hmac.new(key, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def send(way: Way, packet: Packet, stamp: int, *, limit: float = LIMIT) -> None:
    """Sends a packet; ``stamp`` is the time in seconds since 1970. ``SendFailed`` unless the receiver answers 2xx in time."""
    body, said = body_of(packet), str(stamp)
    headers = {
        "Content-Type": "application/json", "User-Agent": f"Dateline/{VERSION}", "Idempotency-Key": packet.key, "Dateline-Timestamp": said,
        "Dateline-Signature": signature(secret(way.secret or "").encode(), said, body),
    }  # fmt: skip
    status, wait = _post(way.address or "", body, headers, limit)
    if 300 <= status < 400:
        raise SendFailed(f"the receiver answers {status}: redirects are not followed.")
    if not 200 <= status < 300:
        raise SendFailed(f"the receiver answers {status}.", wait=wait)


def _post(address: str, body: bytes, headers: dict[str, str], limit: float) -> tuple[int, float | None]:
    """The status of the answer, and how long it asks to wait. Of its body some are read, so that the receiver is not cut off."""
    import httpx2

    until = time.monotonic() + limit
    client = httpx2.Client(timeout=httpx2.Timeout(limit / 2), trust_env=False, follow_redirects=False)
    end = threading.Timer(limit, client.close)  # a receiver that answers a byte now and then is not waited for
    end.start()
    try:
        with client, client.stream("POST", address, content=body, headers=headers) as answer:
            status, wait, read = answer.status_code, _wait(answer.headers.get("retry-after")), 0
            for piece in answer.iter_raw(LARGEST):
                read += len(piece)
                if read > LARGEST or time.monotonic() > until:
                    break
            return status, wait
    except httpx2.TimeoutException as error:
        raise SendFailed("the receiver does not answer in time.") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, RuntimeError) as error:
        raise SendFailed(f"the receiver cannot be reached or breaks off ({type(error).__name__}).") from error
    finally:
        end.cancel()


def _wait(said: str | None) -> float | None:
    return min(float(said), LONGEST_WAIT) if said is not None and said.strip().isascii() and said.strip().isdigit() else None
