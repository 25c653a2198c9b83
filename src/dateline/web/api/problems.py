"""What can go wrong here alone: a name that is taken, more than is given at once, no room just now, what is no longer there."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from dateline.errors import DatelineError, UsageError
from dateline.web.security.plain import problem
from dateline.web.viewer import Missing


class Busy(DatelineError):
    """It can be done later: ``again`` is in how many seconds."""

    def __init__(self, sentence: str, again: int) -> None:
        super().__init__(f"{sentence} Try again in {again} seconds.")
        self.again = again


class Taken(UsageError):
    """The name is taken already."""


class TooMuch(UsageError):
    """More is asked for than is given at once."""


class Gone(Missing):
    """It was here and is no longer."""


STATUSES: tuple[tuple[type[DatelineError], int], ...] = ((Busy, 503), (Taken, 409), (TooMuch, 413), (Gone, 410))


def tell_problems(app: FastAPI) -> None:
    """Lets ``app`` tell them, each with its status."""
    for kind, _ in STATUSES:
        app.add_exception_handler(kind, _told)


async def _told(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    return problem(status, str(error), {"Retry-After": str(error.again)} if isinstance(error, Busy) else None)
