"""What the forms of the desk share: where to go after one was taken, and whether an address may be gone back to."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Form
from fastapi.responses import RedirectResponse

Field = Annotated[str, Form(max_length=10_000)]
Ticked = Annotated[bool, Form()]


def go(path: str) -> RedirectResponse:
    """To the page at ``path`` after a form was taken (303: it is fetched, and going back sends nothing twice)."""
    return RedirectResponse(path, 303)


def own(path: str, otherwise: str) -> str:
    """``path`` if it is one of this desk, else ``otherwise``: a form must not lead elsewhere."""
    parts = urlsplit(path)
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain and not parts.netloc and not parts.scheme else otherwise
