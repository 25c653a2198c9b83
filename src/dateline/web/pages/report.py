"""One report: the text beside what was read from it, its versions with their differences, the bytes as they came."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from dateline.errors import UsageError
from dateline.show.page import LEGEND, meta
from dateline.show.terminal import QUIET
from dateline.show.wording import one_line
from dateline.show.worldmap import caption, drawing
from dateline.store.store import Store
from dateline.store.viewing import Viewed, text_of, viewed
from dateline.stories import asking
from dateline.stories.placed import Placed, placed
from dateline.web.desk import AtDesk
from dateline.web.rendering import page
from dateline.web.viewer import Missing, Reader
from dateline.web.views.differing import differences
from dateline.web.views.reading import shown

router = APIRouter()
NOTHING = "default-src 'none'; sandbox"  # what raw bytes may do in a browser


def view_of(store: Store, article: str, version: str = "") -> Viewed:
    """The version (a number; empty: the newest) of a report; ``Missing`` where there is none."""
    if version and not (version.isascii() and version.isdecimal() and len(version) < 7):
        raise Missing(f"{version[:20]!r} is no version: they are numbered 1, 2, ...")
    try:
        return viewed(store, article, int(version) if version else None)
    except UsageError as error:
        raise Missing(str(error)) from error


def title_of(view: Viewed) -> str:
    """The headline, else the address."""
    headline = view.machine.article.headline
    return one_line(headline.text) if headline is not None else view.version.address


def link_of(address: str) -> str | None:
    """``address`` if a page may lead there."""
    return address if address.startswith(("http://", "https://")) else None


@router.get("/reports/{article}")
def report(request: Request, desk: AtDesk, viewer: Reader, article: str, value: str = "", version: str = "") -> Response:
    """The report with every value; ``value`` (events/3) is lit, with the reasons for it and the ways to correct it."""
    view = view_of(desk.store, article, version)
    made, where = shown(view, value or None), placed(desk.store, article)
    if value and made.asked is None:
        raise Missing(f"The record of this report has no {value[:40]}.")
    record = view.seen
    return page(
        request, "article.html.j2", view=view, record=record, shown=made, title=title_of(view), meta=meta(record)[1:-1],
        standfirst=one_line(record.article.standfirst.text) if record.article.standfirst else None, link=link_of(view.version.address),
        legend=LEGEND, quiet=QUIET, map=drawing(record), map_caption=caption(record), placed=where, story=_story(desk.store, where),
        article=article, asked=made.asked, history=tuple(reversed(view.said)), annotations=f"/api/v1/articles/{quote(article)}/annotations",
        linked=f"/api/v1/articles/{quote(article)}/jsonld",
    )  # fmt: skip


def _story(store: Store, where: Placed) -> str | None:
    """The title of the story that a report stands in."""
    if where.story is None:
        return None
    with store.reading() as connection:
        return asking.titles(connection, [where.story])[where.story]


@router.get("/reports/{article}/versions")
def versions(request: Request, desk: AtDesk, viewer: Reader, article: str, of: str = "", to: str = "") -> Response:
    """All texts of the report, and how one differs from another: paragraph by paragraph, word by word."""
    newest = view_of(desk.store, article)
    new = view_of(desk.store, article, to) if to else newest
    earlier = [each.number for each in newest.versions if each.number < new.version.number]
    old = view_of(desk.store, article, of) if of else view_of(desk.store, article, str(earlier[-1])) if earlier else None
    told = None
    if old is not None:
        before, after = (text_of(desk.store, article, each.version.number) for each in (old, new))
        told = differences(before, after) if before is not None and after is not None else None
    return page(request, "versions.html.j2", article=article, title=title_of(newest), view=newest, new=new, old=old, told=told)


@router.get("/reports/{article}/raw")
def raw(desk: AtDesk, viewer: Reader, article: str, version: str = "") -> Response:
    """The bytes as they came, as inert text; what is no text is sent as a file to keep."""
    view = view_of(desk.store, article, version)
    content = desk.store.raw(view.version.raw) if view.version.raw is not None else None
    if content is None:
        raise Missing("The bytes of this report were not kept, or were dropped. Its digest is still told on its page.")
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": NOTHING}
    if b"\0" in content[:4096] or content.startswith(b"%PDF"):
        headers["Content-Disposition"] = f'attachment; filename="{article}-{view.version.number}.bin"'
        return Response(content, media_type="application/octet-stream", headers=headers)
    return Response(_text(content), media_type="text/plain; charset=utf-8", headers=headers)


def _text(content: bytes) -> bytes:
    """``content`` as UTF-8: as it is where it is that, else read as the encoding most often met where it is not."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace").encode("utf-8")
    return content
