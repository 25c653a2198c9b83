"""How errors are told: to people on a page, to programs as a problem; one plain sentence each."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from dateline.errors import DatelineError, StoreError, UsageError
from dateline.store.question import clean
from dateline.web.desk import desk_of
from dateline.web.rendering import page
from dateline.web.searching import told as without_dashes
from dateline.web.security.audit import Act, note
from dateline.web.security.plain import TITLES, for_programs, problem
from dateline.web.viewer import Missing, Refused, Stranger, viewer_of

LONGEST = 500  # characters of a sentence
METHODS = ("GET", "POST", "PUT", "DELETE")


def tell_errors(app: FastAPI) -> None:
    """Lets ``app`` tell what goes wrong."""
    app.add_exception_handler(DatelineError, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)


def answer(request: Request, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """The sentence on a page, or as a problem where a program asks."""
    if for_programs(request):
        return problem(status, sentence, headers)
    told = page(request, "error.html.j2", status, title=TITLES.get(status, "Not possible"), sentence=sentence[:LONGEST])
    told.headers.update(headers or {})
    return told


async def _told(request: Request, error: Exception) -> Response:
    """One plain sentence, with the status that fits."""
    if isinstance(error, Stranger):
        return answer(request, 401, str(error), {"www-authenticate": 'Bearer realm="dateline"'})
    if isinstance(error, Refused):
        _note(request, error)
    status = _status(error)
    sentence = without_dashes(error) if isinstance(error, UsageError) else str(error)
    return answer(request, status, clean(sentence), {"retry-after": "5"} if status == 503 else None)


def _status(error: Exception) -> int:
    kinds = ((Refused, 403), (Missing, 404), (UsageError, 400), (StoreError, 503))
    return next((status for kind, status in kinds if isinstance(error, kind)), 503)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(getattr(error, "headers", None) or {})
    sentence = str(getattr(error, "detail", "")) or "This cannot be answered."
    if status == 404:
        sentence = "There is no such address; GET /api/v1 lists those there are." if for_programs(request) else "There is no such page."
    elif status == 405:
        headers["Allow"] = ", ".join(_methods(request))
        sentence = f"This address takes {headers['Allow']} alone."
    return answer(request, status, sentence, headers)


def _methods(request: Request) -> list[str]:
    """The methods that the address of a request takes: several of its routes may share it."""
    tried = {method: {**request.scope, "method": method} for method in METHODS}
    return [method for method, scope in tried.items() if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)]


async def _not_understood(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    wrong = [f"{'.'.join(str(part) for part in each['loc'][1:]) or 'the request'}: {each['msg']}" for each in found]
    return answer(request, 422, clean("; ".join(wrong[:5])) + ".")


def _note(request: Request, refused: Refused) -> None:
    desk, viewer = desk_of(request), viewer_of(request)
    client = request.client.host if request.client is not None else None
    at, act = desk.store.now(), Act(viewer.name, "refused", f"{request.method} {request.url.path} needs {refused.role}", client)
    desk.later(lambda connection: note(connection, at, act))
