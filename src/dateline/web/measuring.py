"""Figures of the desk for Prometheus, and its log of requests."""

from __future__ import annotations

from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.collect.log import Log

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Figures:
    """Counts what the desk answers."""

    def __init__(self) -> None:
        """All at zero."""
        self.registry = CollectorRegistry()
        self.requests = Counter("dateline_requests", "Requests by status", ["method", "status"], registry=self.registry)
        self.seconds = Histogram(
            "dateline_request_seconds", "Seconds to an answer, by page", ["page"], buckets=BUCKETS, registry=self.registry
        )
        self.at_work = Gauge("dateline_requests_at_work", "Requests worked on at this moment", registry=self.registry)
        self.sign_ins = Counter("dateline_sign_ins", "Tries to sign in by how they ended", ["outcome"], registry=self.registry)
        ProcessCollector(registry=self.registry)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)


class Measured:
    """Counts and times every request; writes a line of the log for each where asked to."""

    def __init__(self, app: ASGIApp, figures: Figures, log: Log | None) -> None:
        """``app`` answers."""
        self._app, self._figures, self._log = app, figures, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, perf_counter()

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._figures.at_work.inc()
        try:
            await self._app(scope, receive, sent)
        finally:
            self._figures.at_work.dec()
            self._count(scope, status, perf_counter() - began)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE") else "other"
        self._figures.requests.labels(method, str(status)).inc()
        self._figures.seconds.labels(_page(scope)).observe(seconds)
        if self._log is not None:
            viewer = scope.get("state", {}).get("viewer")
            client = scope["client"][0] if scope.get("client") else None
            milliseconds = round(seconds * 1000, 1)
            name = viewer.name if viewer is not None else None
            self._log("request", method=method, path=scope["path"], status=status, ms=milliseconds, who=name or None, client=client)


def _page(scope: Scope) -> str:
    """The pattern of the address (``/stories/{number}``): as many as there are pages, whatever is asked for."""
    found = getattr(scope.get("route"), "path", None)
    return found if isinstance(found, str) and found else "other"
