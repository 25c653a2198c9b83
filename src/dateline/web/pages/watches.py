"""Watches: the list with the addresses of their feeds, the form that makes one, and what it would have raised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from fastapi import APIRouter, Request, Response

from dateline.errors import UsageError
from dateline.model.change import ChangeKind
from dateline.store.question import NOUNS, Noun, Question, words_of
from dateline.watch import feeds, saved, sending, trying, wording
from dateline.watch.rules import NEW, NOT_WATCHED, TRIGGERS, Watch, one_of
from dateline.web.desk import AtDesk, Desk
from dateline.web.forms import go
from dateline.web.rendering import page
from dateline.web.viewer import Editor, Missing, Reader

router = APIRouter(prefix="/watches")
MEDIA = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
FIRST = ("words", "actor", "place", "type", "status")  # the filter words most asked by; the others are folded away
PASTS = ("30d", "90d", "1y", "10y")


@router.get("")
def listed(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The watches."""
    with desk.store.reading() as connection:
        found = saved.saved(connection)
    return page(request, "watches.html.j2", watches=found)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form of a watch: the watch itself, the past to try it on, what came of that, what is wrong with it."""

    watch: Watch
    since: str = "90d"
    tried: trying.Tried | None = None
    shown: tuple[str, ...] = ()
    wrong: str | None = None


@router.get("/new")
def new(request: Request, desk: AtDesk, viewer: Editor, ask: str = "events", where: str = "") -> Response:
    """The form of a new watch, filled with a question where one is given (a list leads here)."""
    noun: Noun = one_of("What to ask", ask, NOUNS)  # type: ignore[assignment]
    kept = [pair for pair in Question.from_address(where).pairs() if pair[0] not in NOT_WATCHED]
    return _form(request, desk, Filled(Watch("", noun, Question.from_pairs(kept).address(), zone=viewer.zone.key, owner=viewer.name)))


@router.get("/{name}/edit")
def edit(request: Request, desk: AtDesk, viewer: Editor, name: str) -> Response:
    """The form of a kept watch."""
    return _form(request, desk, Filled(_named(desk, name).watch))


@router.post("")
async def take(request: Request, desk: AtDesk, viewer: Editor) -> Response:
    """Tries the watch of the form on the past, or keeps it."""
    from starlette.concurrency import run_in_threadpool

    pairs = [(key, str(value)) for key, value in (await request.form(max_fields=300)).multi_items()]
    return await run_in_threadpool(_take, request, desk, viewer.name, pairs)


def _take(request: Request, desk: Desk, who: str, pairs: list[tuple[str, str]]) -> Response:
    given = dict(pairs)
    filled = Filled(Watch(given.get("name", "")), since=given.get("since", "90d"))
    try:
        filled = replace(filled, watch=watch_of(pairs, who))
        _ways_known(desk, filled.watch)
        if given.get("act") == "try":
            rule = saved.check_words(desk.store, filled.watch)
            tried = trying.attempt(desk.store, rule, filled.since)
            with desk.store.reading() as connection:
                shown = wording.drafted(connection, filled.watch.name, tried.drafts[: trying.MOST_SHOWN])
            return _form(request, desk, replace(filled, tried=tried, shown=tuple(shown)))
        saved.save(desk.store, [filled.watch])
    except UsageError as error:
        return _form(request, desk, replace(filled, wrong=str(error)), 400)
    return go("/watches")


def watch_of(pairs: list[tuple[str, str]], who: str) -> Watch:
    """The watch that a form tells; ``UsageError`` for a wrong word."""
    given, many = {key: value.strip() for key, value in pairs}, _lists(pairs)
    noun: Noun = one_of("What to ask", given.get("ask", "events"), NOUNS)  # type: ignore[assignment]
    trigger = one_of("The trigger", given.get("trigger", "any"), TRIGGERS)
    words = [(word.name, value) for word in words_of(noun) for value in many.get(f"w-{word.name}", ()) if word.name not in NOT_WATCHED]
    limit = given.get("limit", "")
    if limit and not limit.isdecimal():
        raise UsageError("The limit of a watch is a whole number of alerts a day.")
    return Watch(
        name=given.get("name", ""), ask=noun, where=Question.from_pairs(words).address(), trigger=trigger,  # type: ignore[arg-type]
        changes=tuple(many.get("changes", ())) if trigger == "change" else (),
        threshold=given.get("threshold") or None if trigger == "threshold" else None,
        new=given.get("new") or None if trigger == "first" else None, owner=given.get("owner") or who, send=tuple(many.get("send", ())),
        digest=tuple(given.get("digest", "").replace(",", " ").split()), quiet=given.get("quiet") or None, zone=given.get("zone") or "UTC",
        limit=int(limit[:9]) if limit else None, on="on" in given,
    )  # fmt: skip


def _lists(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """All values of each field, those with a bar between them taken apart; the words searched for are one value."""
    out: dict[str, list[str]] = {}
    for key, value in pairs:
        several = (value,) if key == "w-words" else value.split("|")
        out.setdefault(key, []).extend(each.strip() for each in several if each.strip())
    return out


def _ways_known(desk: Desk, watch: Watch) -> None:
    """Refuses ways that name a path: what a page may write, and where, is not said in a form."""
    with desk.store.reading() as connection:
        known = {way.name for way in saved.ways(connection)} | {"terminal"}
    strange = next((name for name in watch.send if name not in known), None)
    if strange is not None:
        raise UsageError(f"There is no way out called {strange!r}; dateline watches add --file makes one.")


def _form(request: Request, desk: Desk, filled: Filled, status: int = 200) -> Response:
    words = {word.name: word for noun in NOUNS for word in words_of(noun) if word.name not in NOT_WATCHED}
    first = [word for word in words.values() if word.name in FIRST or question_has(filled.watch, word.name)]
    with desk.store.reading() as connection:
        ways = [way.name for way in saved.ways(connection)]
    try:
        question = filled.watch.question
    except UsageError:
        question = Question()
    return page(
        request, "watch.html.j2", status, filled=filled, watch=filled.watch, first=first, nouns=NOUNS,
        further=[word for word in words.values() if word not in first], triggers=TRIGGERS,
        news=NEW, kinds=get_args(ChangeKind), ways=["terminal", *ways], pasts=PASTS,
        given={word.name: [str(value) for value in question.values(word)] for word in words.values()},
    )  # fmt: skip


def question_has(watch: Watch, name: str) -> bool:
    """Whether the watch asks by that filter word."""
    try:
        return any(word == name for word, _ in watch.question.pairs())
    except UsageError:
        return False


def _named(desk: Desk, name: str) -> saved.Saved:
    with desk.store.reading() as connection:
        found = next((each for each in saved.saved(connection) if each.watch.name == name), None)
    if found is None:
        raise Missing(f"There is no watch {name[:80]!r}.")
    return found


@router.post("/{name}/{act}")
def switch(desk: AtDesk, viewer: Editor, name: str, act: str) -> Response:
    """Switches a watch on or off, or removes it."""
    _named(desk, name)
    if act == "remove":
        saved.remove(desk.store, name)
    elif act in ("on", "off"):
        saved.switch(desk.store, name, on=act == "on")
    else:
        raise Missing("There is no such page.")
    return go("/watches")


@router.get("/{name}/feed.{kind}")
def feed(desk: AtDesk, viewer: Reader, name: str, kind: str) -> Response:
    """The alerts of a watch as RSS, Atom or JSON Feed."""
    _named(desk, name)
    if kind not in MEDIA:
        raise Missing("Feeds are feed.rss, feed.atom and feed.json.")
    with desk.store.reading() as connection:
        told = feeds.feed(kind, name, sending.mark(connection), sending.newest(connection, name))
    return Response(told, media_type=MEDIA[kind])
