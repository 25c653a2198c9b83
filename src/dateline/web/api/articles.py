"""Reports: lists by words and filter words, one whole as its record, its text, its versions, as annotations and as linked data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.model.serial import to_json
from dateline.store.viewing import Version, Viewed, text_of, viewed
from dateline.web.api.asking import answer, asked, pairs_of, parameters
from dateline.web.api.fields import choice_of, names_of
from dateline.web.api.linked import annotation_page, news_article
from dateline.web.api.problems import Gone
from dateline.web.api.shapes import Shapes, list_of, model_of, page_of
from dateline.web.api.telling import ANNOTATIONS, LINKED, TEXT, declared, link_of, parameter, reply
from dateline.web.api.values import responses
from dateline.web.desk import AtDesk, Desk
from dateline.web.searching import pairs_of as typed
from dateline.web.viewer import Missing, Reader

router = APIRouter(tags=["articles"], default_response_class=Response)
SHAPES: Shapes = {"articles": lambda: page_of("reports"), "search": lambda: page_of("reports"), "article": lambda: model_of(Record),
                  "versions": lambda: list_of(Version)}  # fmt: skip
Article = Annotated[str, Path(description="The id of a report, as answers name it.", max_length=200)]
Numbered = Annotated[int | None, Query(description="One of its versions, from 1 on; without it the newest.", ge=1, le=1_000_000)]
Judged = Annotated[bool, Query(description="Seen through what people judged; false: as the machine read it.")]
WORDS = parameter("q", "The search box: words and filter words in one line.", {"type": "string", "minLength": 1, "maxLength": 2_000})
PARTS = parameter("fields", "The parts of the record wanted, as events,actors.name.", {"type": "array", "items": {"type": "string"}},
                  style="form", explode=False)  # fmt: skip
BOX = """Reports by words, the best first. In `q` filter words stand with their values, as in
`actor:ITA-GOV type:ASSAULT since:30d "air strike"`."""


@router.get("/articles", operation_id="articles", responses=responses("reports"),
            openapi_extra={"parameters": list(parameters("reports"))})  # fmt: skip
def listed(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The reports that hold the words and have values as asked for, with these values; the newest first."""
    return answer(request, desk.store, asked(request, "reports"))


@router.get("/search", operation_id="search", responses=responses("reports"),
            openapi_extra={"parameters": [WORDS, *parameters("reports")]}, description=BOX)  # fmt: skip
def search(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """Reports by words, the best first."""
    pairs = [pair for name, value in pairs_of(request) for pair in (typed(value) if name == "q" else ((name, value),))]
    names = {name for name, value in pairs if value}
    if "words" not in names:
        raise UsageError("A search needs words: /api/v1/search?q=truce; /api/v1/articles lists reports without any.")
    ordered = pairs if "sort" in names else [*pairs, ("sort", "relevance")]
    return answer(request, desk.store, asked(request, "reports", ordered))


@router.get("/articles/{article}", operation_id="article", openapi_extra={"parameters": [PARTS]})
def record(
    request: Request, desk: AtDesk, viewer: Reader, article: Article, *, version: Numbered = None, judged: Judged = True
) -> Response:
    """The record of a report: everything that it says, with the words each value was taken from (dateline schema tells its contract)."""
    choice = choice_of(request.query_params.get("fields"), names_of(Record))
    shown = _viewed(desk, article, version)
    data = (shown.seen if judged else shown.machine).to_dict()
    return reply(choice.of(data))


@router.get("/articles/{article}/text", operation_id="text", responses=declared(TEXT, "The text."))
def text(desk: AtDesk, viewer: Reader, article: Article, version: Numbered = None) -> Response:
    """The text that all offsets count in, in Unicode code points; 410 where it was dropped and only quotes are left."""
    number = version if version is not None else _viewed(desk, article, None).version.number
    try:
        found = text_of(desk.store, article, number)
    except UsageError as error:
        raise Missing(str(error)) from error
    if found is None:
        raise Gone("The text of this version was dropped; its quotes are left.")
    return Response(found.encode("utf-8", "replace"), media_type=TEXT)


@router.get("/articles/{article}/annotations", operation_id="annotations",
            responses=declared(ANNOTATIONS, "An annotation page.", {"type": "object"}))  # fmt: skip
def marks(desk: AtDesk, viewer: Reader, article: Article, version: Numbered = None) -> Response:
    """The values of a report as W3C Web Annotations: quotes, positions, and in pages the text nodes."""
    shown = _viewed(desk, article, version)
    return Response(annotation_page(shown, f"urn:dateline:{shown.seen.article.id}:annotations"), media_type=ANNOTATIONS)


@router.get("/articles/{article}/jsonld", operation_id="jsonld",
            responses=declared(LINKED, "A NewsArticle of schema.org.", {"type": "object"}))  # fmt: skip
def linked(request: Request, desk: AtDesk, viewer: Reader, article: Article, version: Numbered = None) -> Response:
    """The report as schema.org's NewsArticle: whom and what places it is about, whom it quotes."""
    shown = _viewed(desk, article, version)
    base = str(request.base_url).rstrip("/")
    return reply(news_article(shown, base + link_of(shown.seen.article.id)), media=LINKED)


@router.get("/articles/{article}/versions", operation_id="versions")
def versions(desk: AtDesk, viewer: Reader, article: Article) -> Response:
    """The texts of a report, the oldest first: each with its digest, when it was fetched, and whether text and bytes are kept."""
    shown = _viewed(desk, article, None)
    return reply({"found": to_json(shown.versions), "after": None})


def _viewed(desk: Desk, article: str, version: int | None) -> Viewed:
    try:
        return viewed(desk.store, article, version)
    except UsageError as error:
        raise Missing(str(error)) from error
