"""Answers of one plain sentence, for what is turned away before a page is made."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

API = "/api/v1"
TITLES = {
    400: "The question is not understood",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible this way",
    408: "Too slow",
    413: "Too large",
    421: "Another address",
    422: "The question is not understood",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not possible now",
}


def for_programs(request: Request) -> bool:
    """Whether a program asks: on the API, or for JSON."""
    path = request.url.path
    return path == API or path.startswith((API + "/", "/mcp")) or "application/json" in request.headers.get("accept", "").split(",")[0]


def problem(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """The one shape of errors for programs (RFC 9457)."""
    shape = {"type": "about:blank", "title": TITLES.get(status, "Not possible"), "status": status, "detail": sentence}
    return JSONResponse(shape, status, dict(headers or {}), "application/problem+json")


def turned_away(request: Request, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """The sentence alone, or as a problem where a program asks."""
    if for_programs(request):
        return problem(status, sentence, headers)
    return PlainTextResponse(sentence + "\n", status, dict(headers or {}))
