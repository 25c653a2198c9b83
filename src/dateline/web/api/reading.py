"""Reading: a text is posted, its record comes back. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.errors import UnreadableSource, UsageError
from dateline.model.record import Record
from dateline.web.api.problems import Busy
from dateline.web.api.shapes import Shapes, model_of
from dateline.web.api.telling import JSON, reply
from dateline.web.viewer import Reader

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

router = APIRouter(tags=["read"], default_response_class=Response)
SHAPES: Shapes = {"read": lambda: model_of(Record)}
LONGEST = 100_000  # characters of a text: some fifteen times a long report
WAITING = 4  # readings that wait for their turn; one more is told to come again
COME_AGAIN = 15  # seconds
MEDIA = ("text/plain", "text/html")
EXAMPLE = "ROME, Jan 29 (Example) - Foreign Minister Paolo Gentiloni said on Friday that Italy would not send troops to Libya."


Day = Annotated[str | None, Query(max_length=40, description="The day of publication, of a text that is posted bare.")]


class Reports:
    """Reads one text after the other; the models are loaded with the first and stay."""

    def __init__(self) -> None:
        """Loads nothing yet."""
        self._pipeline: Pipeline | None = None
        self._turn = Lock()
        self._room = BoundedSemaphore(1 + WAITING)

    def read(self, text: str, published: str | None) -> Record:
        """The record of a text; ``Busy`` where too many wait already."""
        with self._waiting(), self._turn:
            return self._road().read(text.encode("utf-8", "replace"), published=published)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise Busy("Too many texts are waiting to be read.", COME_AGAIN)
        try:
            yield
        finally:
            self._room.release()

    def _road(self) -> Pipeline:
        from dateline.pipeline import Pipeline

        if self._pipeline is None:
            self._pipeline = Pipeline()
        return self._pipeline


class Text(BaseModel):
    """A report to be read: plain text, or a page."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": EXAMPLE, "published": "2016-01-29"}]})

    text: str = Field(min_length=1, max_length=LONGEST, description="The text, or the HTML of a page.")
    published: str | None = Field(None, max_length=40, description="The day of publication (YYYY-MM-DD), where the text does not tell it.")


async def given(request: Request) -> Text:
    """The text of a request: a JSON object, or the text itself as text/plain or text/html, ``published`` then in the address."""
    from fastapi.exceptions import RequestValidationError
    from pydantic import ValidationError

    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    try:
        if media == JSON:
            return Text.model_validate_json(body)
        if media in MEDIA:
            return Text(text=body.decode("utf-8", "replace"), published=request.query_params.get("published"))
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors()]) from error
    raise UsageError(f"A report is posted as {JSON} or {' or '.join(MEDIA)}: say which in the header Content-Type.")


BODY = {"requestBody": {"required": True, "content": {
    JSON: {"schema": Text.model_json_schema()},
    **{media: {"schema": {"type": "string", "minLength": 1, "maxLength": LONGEST}} for media in MEDIA},
}}}  # fmt: skip


@router.post("/read", operation_id="read", openapi_extra=BODY)
def read(request: Request, viewer: Reader, text: Annotated[Text, Depends(given)], published: Day = None) -> Response:
    """Reads a report and gives its record; nothing is kept. One text is read at a time, a few may wait, the next is told to come again."""
    reports: Reports = request.app.state.reports
    try:
        record = reports.read(text.text, text.published)
    except UnreadableSource as error:
        raise UsageError(str(error)) from error
    return reply(record.to_dict())
