"""What is new, as it comes: alerts and changes as server-sent events, from one look at the store for all who listen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, Literal, cast

import orjson
from fastapi import APIRouter, Header, Request, Response
from sqlalchemy import func, select
from starlette.concurrency import run_in_threadpool

from dateline.errors import DatelineError
from dateline.model.serial import to_json
from dateline.store.store import Store
from dateline.store.watch_tables import alerts
from dateline.stories import changes_pages
from dateline.watch.wording import messages
from dateline.web.api.problems import Busy
from dateline.web.api.telling import declared
from dateline.web.viewer import Reader

router = APIRouter(tags=["live"], default_response_class=Response)
EVERY, HEARTBEAT = 2.0, 15  # seconds between two looks at the store; between two signs of life
CLIENTS, WAITING, MISSED = 64, 200, 500  # listeners; events that may wait for one; events told again to one who was away
COME_AGAIN = 30
EVENT_STREAM = "text/event-stream"
_ID = re.compile(r"a(\d{1,15})-c(\d{1,15})")
Kind = Literal["alert", "change"]
LastRead = Annotated[
    str | None, Header(description="The id of the last event that was read: what came later is told first.", max_length=60)
]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a listener is: the numbers of the last alert and of the last change."""

    alert: int
    change: int

    def __str__(self) -> str:
        """As the id of an event."""
        return f"a{self.alert}-c{self.change}"

    @classmethod
    def of(cls, written: str | None) -> Mark | None:
        """The mark that an id tells; None where it is none of ours."""
        found = _ID.fullmatch(written or "")
        return cls(int(found[1]), int(found[2])) if found is not None else None


@dataclass(frozen=True, slots=True)
class News:
    """One event: its kind, the mark that stands after it, the alert or change as JSON on one line."""

    kind: Kind
    mark: Mark
    data: str


@dataclass(eq=False, slots=True)
class _Listener:
    waiting: asyncio.Queue[News] = field(default_factory=lambda: asyncio.Queue(WAITING))
    slow: bool = False


class Live:
    """Those who listen, and the one task that looks at the store for them while there are any."""

    def __init__(self, store: Store) -> None:
        """Looks at nothing before somebody listens."""
        self._store = store
        self._listeners: list[_Listener] = []
        self._task: asyncio.Task[None] | None = None
        self._mark = Mark(0, 0)

    def full(self) -> bool:
        """Whether as many listen as may."""
        return len(self._listeners) >= CLIENTS

    async def listen(self, since: Mark | None) -> AsyncIterator[News]:
        """What is new from now on, after what came since the mark ``since``; ends where the listener is too slow to follow."""
        start = await self._begun()
        listener = _Listener()
        self._listeners.append(listener)  # at once after the mark was taken: nothing falls between
        try:
            while since is not None and since != start:
                missed = await run_in_threadpool(news_since, self._store, since, start)
                for news in missed:
                    yield news
                since = missed[-1].mark if len(missed) >= MISSED else None
            while not (listener.slow and listener.waiting.empty()):
                yield await listener.waiting.get()
        finally:
            self._listeners.remove(listener)

    async def _begun(self) -> Mark:
        """How far the looking is; begins it where nobody listened."""
        if self._task is None or self._task.done():
            self._mark = await run_in_threadpool(newest, self._store)
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._look())
        return self._mark

    async def _look(self) -> None:
        while self._listeners:
            await asyncio.sleep(EVERY)
            try:
                now = await run_in_threadpool(newest, self._store)
                found = await run_in_threadpool(news_since, self._store, self._mark, now) if now != self._mark else ()
            except DatelineError:  # the store is busy or away: the next look tells
                continue
            self._mark = found[-1].mark if len(found) >= MISSED else now
            for news in found:
                self._spread(news)

    def _spread(self, news: News) -> None:
        for listener in self._listeners:
            try:
                if not listener.slow:
                    listener.waiting.put_nowait(news)
            except asyncio.QueueFull:  # he is let go, and comes back with the mark of what he has read
                listener.slow = True


def newest(store: Store) -> Mark:
    """How far alerts and changes have come: two look-ups of a greatest number."""
    with store.reading() as connection:
        alert = int(connection.execute(select(func.max(alerts.c.id))).scalar() or 0)
    return Mark(alert, changes_pages.newest(store))


def news_since(store: Store, since: Mark, until: Mark) -> tuple[News, ...]:
    """What came after ``since`` up to ``until``, changes before the alerts that they raised; at most some hundreds."""
    out = []
    for change in changes_pages.since(store, since.change, MISSED):
        if change.id <= until.change:
            out.append(News("change", Mark(since.alert, change.id), orjson.dumps(to_json(change)).decode()))
    reached = out[-1].mark.change if len(out) >= MISSED else until.change
    with store.reading() as connection:
        new = select(alerts.c.id).where(alerts.c.id > since.alert, alerts.c.id <= until.alert, ~alerts.c.held)
        found = messages(connection, list(connection.execute(new.order_by(alerts.c.id).limit(MISSED)).scalars()))
    out += [News("alert", Mark(each.id, reached), orjson.dumps(to_json(each)).decode()) for each in found]
    return tuple(out)


@router.get("/live", operation_id="live", responses=declared(EVENT_STREAM, "Events named alert and change."))
async def live(request: Request, viewer: Reader, last_event_id: LastRead = None) -> Response:
    """New alerts and changes as server-sent events, each as JSON; whoever comes back with Last-Event-ID misses nothing."""
    from sse_starlette import EventSourceResponse, ServerSentEvent

    hub = cast(Live, request.app.state.live)
    if hub.full():
        raise Busy("As many programs listen as may.", COME_AGAIN)

    async def told() -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(comment="listening", retry=3000)
        async for news in hub.listen(Mark.of(last_event_id)):
            yield ServerSentEvent(news.data, event=news.kind, id=str(news.mark))

    return EventSourceResponse(told(), ping=HEARTBEAT, send_timeout=30, headers={"X-Accel-Buffering": "no"})
