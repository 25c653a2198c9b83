"""Sources: how they are doing, what people hold of them, the list of feeds in and out, new ones."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response, UploadFile
from sqlalchemy import Connection, func, select

from dateline.collect import health, starting
from dateline.collect.config import Config, SourceSettings, load
from dateline.errors import UsageError
from dateline.ingest.opml import Outline, read_opml, write_opml
from dateline.store.tables import articles, sources
from dateline.web.desk import AtDesk, Desk
from dateline.web.forms import Field, go
from dateline.web.rendering import page
from dateline.web.viewer import Analyst, Editor, Missing, Reader
from dateline.web.work import grades

router = APIRouter()
LARGEST_LIST = 2_000_000  # bytes of a list of feeds
MOST_FEEDS = 500  # of one list


@router.get("/sources")
def listed(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """All sources with their health and grades."""
    config = _config(desk)
    off = tuple(each for each in config.source if not each.on) if config is not None else ()
    with desk.store.reading() as connection:
        found = health.states(connection, datetime.fromisoformat(desk.store.now()), config)
        aside = health.set_aside(connection, 20)
        others = _others(connection, {each.name for each in found})
    return page(request, "sources.html.j2", states=found, grades=grades.current(desk.store), config=config, off=off, aside=aside,
                others=others)  # fmt: skip


def _others(connection: Connection, known: set[str]) -> list[tuple[str, int]]:
    """Sources whose reports came in otherwise than by collecting, with how many there are."""
    query = select(sources.c.name, func.count()).join(articles, articles.c.source == sources.c.id).group_by(sources.c.name)
    return [(name, count) for name, count in connection.execute(query.order_by(sources.c.name)) if name not in known]


@router.get("/sources.opml")
def as_opml(desk: AtDesk, viewer: Reader) -> Response:
    """The feeds as a list of feeds (OPML 2.0)."""
    with desk.store.reading() as connection:
        states = health.states(connection, datetime.fromisoformat(desk.store.now()), _config(desk))
    feeds = [Outline(each.address, each.name) for each in states if each.kind == "feed" and each.address]
    return Response(
        write_opml(feeds, "Dateline"), media_type="text/x-opml", headers={"Content-Disposition": 'attachment; filename="sources.opml"'}
    )


@router.get("/sources/one")
def one(request: Request, desk: AtDesk, viewer: Reader, name: str) -> Response:
    """One source: its health, and its grades with who gave them and why."""
    with desk.store.reading() as connection:
        states = health.states(connection, datetime.fromisoformat(desk.store.now()), _config(desk))
    state = next((each for each in states if each.name == name), None)
    history = grades.history(desk.store, name)
    if state is None and not history and not _tells(desk, name):
        raise Missing(f"There is no source {name[:80]!r}.")
    return page(request, "source.html.j2", name=name, state=state, history=history, reliability=grades.RELIABILITY,
                credibility=grades.CREDIBILITY)  # fmt: skip


def _tells(desk: Desk, name: str) -> bool:
    """Whether the store has a report by that source."""
    from dateline.store.question import Question

    try:
        return bool(desk.store.ask("reports", Question.of(source=name)).page(1).answers)
    except UsageError:
        return False


@router.post("/sources/grade")
def grade(desk: AtDesk, viewer: Analyst, name: Field, reliability: Field, credibility: Field = "", why: Field = "") -> Response:
    """Writes down what the viewer holds of a source."""
    from urllib.parse import quote

    credible = int(credibility) if credibility.isdecimal() and len(credibility) == 1 else None
    grades.grade(desk.store, name, reliability, viewer.name, credibility=credible, why=why)
    return go(f"/sources/one?name={quote(name)}")


@router.post("/sources")
def add(desk: AtDesk, viewer: Editor, address: Field, name: Field = "") -> Response:
    """Finds the feed of a page and writes it into the configuration."""
    from dataclasses import replace

    from dateline.collect.discover import find_feed
    from dateline.collect.fetch import Fetcher

    path, config = _file(desk)
    manners = config.collect
    fetcher = Fetcher(contact=manners.contact, allow=manners.allow, limit=min(manners.limit, 20.0), redirects=manners.redirects)
    found = find_feed(address, config, fetcher)
    _append(path, config, replace(found, name=name.strip()) if name.strip() else found)
    return go("/sources")


@router.post("/sources/opml")
def add_list(desk: AtDesk, viewer: Editor, file: UploadFile, csrf: Annotated[str, Form()] = "") -> Response:
    """Writes the feeds of a list into the configuration; those that are there already are left out."""
    path, config = _file(desk)
    data = file.file.read(LARGEST_LIST + 1)
    if len(data) > LARGEST_LIST:
        raise UsageError(f"The list is larger than {LARGEST_LIST // 1_000_000} MB.")
    from dateline.errors import UnreadableSource

    try:
        feeds = read_opml(data, "the list")
    except UnreadableSource as error:
        raise UsageError(str(error)) from error
    known = {each.address for each in config.source}
    fresh = [each for each in feeds if each.feed not in known and each.feed.startswith(("http://", "https://"))][:MOST_FEEDS]
    for each in fresh:
        config = load(path)
        _append(path, config, SourceSettings(_free(each.title or each.feed, config), "feed", each.feed))
    return go("/sources")


def _free(name: str, config: Config) -> str:
    taken, kept, number = {each.name for each in config.source}, name[:150], 2
    while kept in taken:
        kept, number = f"{name[:150]} {number}", number + 1
    return kept


def _append(path: Path, config: Config, source: SourceSettings) -> None:
    if source.name in {each.name for each in config.source}:
        raise UsageError(f"A source is called {source.name!r} already; give another name.")
    starting.append(path, source)


def _config(desk: Desk) -> Config | None:
    path = desk.settings.config
    if path is None or not path.exists():
        return None
    try:
        return load(path)
    except UsageError:
        return None


def _file(desk: Desk) -> tuple[Path, Config]:
    path = desk.settings.config
    if path is None:
        raise UsageError("This desk was not told where the collector's configuration lies: start it with dateline serve --config FILE.")
    config = load(path)
    if not config.collect.contact:
        raise UsageError(f'{path}: say under [collect] whom sites may write to first: contact = "you@example.org".')
    return path, config
