"""What there is: the addresses of the API, and who you are here."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from dateline.version import VERSION
from dateline.web.api.shapes import Shapes
from dateline.web.api.telling import reply
from dateline.web.viewer import Reader

router = APIRouter(tags=["start"], default_response_class=Response)
SHAPES: Shapes = {"index": lambda: Index}


class Index(BaseModel):
    """The API at a glance."""

    name: str = Field(description="Dateline.")
    version: str = Field(description="The version of the program.")
    viewer: str = Field(description="Who you are here.")
    role: str = Field(description="What you may do.")
    scopes: list[str] | None = Field(description="What your token was made for; null without one.")
    openapi: str = Field(description="Where the OpenAPI description is.")
    addresses: list[str] = Field(description="What can be fetched.")


@router.get("", operation_id="index")
def index(request: Request, viewer: Reader) -> Response:
    """What there is, and who you are here."""
    listed = sorted(path for path, methods in request.app.openapi()["paths"].items() if "get" in methods and "{" not in path)
    return reply({
        "name": "Dateline", "version": VERSION, "viewer": viewer.name, "role": viewer.role, "scopes": viewer.scopes,
        "openapi": "/openapi.json", "addresses": listed,
    })  # fmt: skip
