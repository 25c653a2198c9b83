"""A client of a desk's API: the same questions as of a store, the same typed answers, from another machine.

``Client("http://127.0.0.1:8484").events(type="ASSAULT", place="Libya")`` gives what ``Store(...).events(...)`` gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from urllib.parse import quote

from dateline.errors import DatelineError, OutputError, UsageError
from dateline.model.change import Change, Situation
from dateline.model.record import Record
from dateline.model.serial import from_json, to_json
from dateline.model.story import Story, StoryLine
from dateline.store.answers import (
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundReport,
    FoundStatement,
    Report,
    Value,
)
from dateline.store.question import NOUNS, Given, Noun, Question

if TYPE_CHECKING:
    import httpx2

    from dateline.store.catalogue import Entry, Proposed, Where
    from dateline.store.judging import Standing
    from dateline.watch.people import Listed
    from dateline.watch.rules import Watch
    from dateline.watch.saved import Saved
    from dateline.watch.wording import Message

T = TypeVar("T")
API, HERE = "/api/v1", "http://127.0.0.1:8484"
KINDS: Mapping[Noun, type] = {
    "statements": FoundStatement, "events": FoundEvent, "positions": FoundPosition, "commitments": FoundCommitment,
    "figures": FoundFigure, "memberships": FoundMembership,
}  # fmt: skip


class DeskError(DatelineError):
    """The desk did not answer as asked: its sentence, and the ``status`` of HTTP (0: it could not be reached)."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of answers; ``after`` is the cursor of the next, None at the end; ``notes`` say how names were understood."""

    answers: tuple[Any, ...]
    after: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """Something new: an alert or a change; ``id`` is where to go on from after a break."""

    id: str
    new: Change | Message


class Client:
    """Asks one desk; use it in a ``with`` block, or ``close`` it. Filter words are keywords, as of ``Store``.

    Raises ``UsageError`` for a word or value that is unknown, with the nearest right ones, and ``DeskError`` where the desk refuses or
    cannot be reached. ``token`` is one made at the desk (``dateline tokens add``); a desk without users on this machine needs none.
    """

    def __init__(self, address: str = HERE, *, token: str | None = None, timeout: float = 60.0, transport: Any = None) -> None:
        """``timeout`` is in seconds; ``transport`` another way to the desk than the network, for tests."""
        import httpx2

        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.address = address.rstrip("/")
        self._http = httpx2.Client(base_url=self.address + API, headers=headers, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the desk."""
        self._http.close()

    def find(self, words: str | None = None, **asked: Given) -> Iterator[FoundReport]:
        """The reports that hold ``words`` and have values as asked for, with these values; all, or at most ``limit``."""
        return self._answers("reports", Question.of(words=words, **asked))

    def statements(self, **asked: Given) -> Iterator[FoundStatement]:
        """Who said what."""
        return self._answers("statements", Question.of(**asked))

    def events(self, **asked: Given) -> Iterator[FoundEvent]:
        """What happened, did not happen or may happen; ``status="real"`` leaves what happened or is under way."""
        return self._answers("events", Question.of(**asked))

    def positions(self, **asked: Given) -> Iterator[FoundPosition]:
        """Who stands where."""
        return self._answers("positions", Question.of(**asked))

    def commitments(self, **asked: Given) -> Iterator[FoundCommitment]:
        """What was pledged."""
        return self._answers("commitments", Question.of(**asked))

    def figures(self, **asked: Given) -> Iterator[FoundFigure]:
        """Figures claimed."""
        return self._answers("figures", Question.of(**asked))

    def memberships(self, **asked: Given) -> Iterator[FoundMembership]:
        """Who belongs to what."""
        return self._answers("memberships", Question.of(**asked))

    def page(self, noun: Noun, **asked: Given) -> FoundPage:
        """One page of answers of that kind: at most ``limit`` (else 50) after the cursor ``after``."""
        data = self._get(_path(noun), Question.of(**asked).checked(noun).pairs())
        return FoundPage(tuple(_answer(noun, each) for each in data["found"]), data["after"], tuple(data["notes"]))

    def record(self, article: str, *, version: int | None = None, judged: bool = True) -> Record:
        """The record of a report, as people judged it or (``judged`` False) as the machine read it."""
        asked = [("judged", str(judged).lower()), *([("version", str(version))] if version is not None else [])]
        return Record.from_json(self._fetched("GET", f"/articles/{quote(article, safe='')}", asked).text)

    def text(self, article: str) -> str:
        """The text of a report, in which all offsets count."""
        return self._fetched("GET", f"/articles/{quote(article, safe='')}/text").text

    def read(self, text: str, *, published: str | None = None) -> Record:
        """The record of a text that the desk reads now and does not keep."""
        return Record.from_json(self._fetched("POST", "/read", body={"text": text, "published": published}).text)

    def stories(self, *, limit: int | None = None) -> Iterator[StoryLine]:
        """The stories, that with the latest report first."""
        return self._listed("/stories", StoryLine, limit=limit)

    def story(self, number: int) -> Story:
        """A story whole."""
        return from_json(Story, self._get(f"/stories/{number}"))

    def situations(self, *, limit: int | None = None) -> Iterator[Situation]:
        """The situations, that with the latest report first."""
        return self._listed("/situations", Situation, limit=limit)

    def changes(self, *, kinds: Sequence[str] = (), situation: int | None = None, since: str | None = None, until: str | None = None,
                limit: int | None = None) -> Iterator[Change]:  # fmt: skip
        """What changed, the latest first."""
        asked = [("situation", situation), ("since", since), ("until", until), *(("kind", kind) for kind in kinds)]
        return self._listed("/changes", Change, [(name, str(value)) for name, value in asked if value is not None], limit=limit)

    def actors(self, name: str | None = None, *, limit: int | None = None) -> Iterator[Entry]:
        """The actors that reports name; with ``name`` those that the filter word means by it."""
        from dateline.store.catalogue import Entry

        return self._listed("/actors", Entry, _named(name), limit=limit)

    def places(self, name: str | None = None, *, limit: int | None = None) -> Iterator[Where]:
        """The places that reports name; with ``name`` that which the filter word means by it."""
        from dateline.store.catalogue import Where

        return self._listed("/places", Where, _named(name), limit=limit)

    def propositions(self, name: str | None = None, *, limit: int | None = None) -> Iterator[Proposed]:
        """The propositions that parties stand to; with ``name`` those that the filter word means by it."""
        from dateline.store.catalogue import Proposed

        return self._listed("/propositions", Proposed, _named(name), limit=limit)

    def watches(self) -> tuple[Saved, ...]:
        """The watches by name."""
        from dateline.watch.saved import Saved

        return tuple(self._listed("/watches", Saved))

    def put_watch(self, watch: Watch) -> Saved:
        """Keeps a watch, in the place of one of its name."""
        from dateline.watch.saved import Saved

        rule = {key: value for key, value in cast("dict[str, Any]", to_json(watch)).items() if key not in ("name", "owner")}
        return from_json(Saved, self._fetched("PUT", f"/watches/{quote(watch.name, safe='')}", body=rule).json())

    def remove_watch(self, name: str) -> None:
        """Removes a watch with everything that it raised."""
        self._fetched("DELETE", f"/watches/{quote(name, safe='')}")

    def alerts(self, *, watch: str | None = None, new: bool = False, limit: int | None = None) -> Iterator[Listed]:
        """The alerts, the newest first; ``new`` leaves those neither acknowledged nor put off."""
        from dateline.watch.people import Listed

        asked = [("new", str(new).lower()), *([("watch", watch)] if watch is not None else [])]
        return self._listed("/alerts", Listed, asked, limit=limit)

    def acknowledge(self, alert: int) -> int:
        """Writes down that you have dealt with an alert and those before it on the same thing; gives how many those are."""
        return int(self._fetched("POST", f"/alerts/{alert}/acknowledge").json()["acknowledged"])

    def judgements(self, article: str | None = None) -> Iterator[Standing]:
        """The judgements that stand, of one report or all."""
        from dateline.store.judging import Standing

        return self._listed("/judgements", Standing, [("article", article)] if article is not None else [])

    def judge(self, action: str, why: str, **said: str | float | bool | None) -> Standing:
        """Adds a judgement in your name: ``judge("reject", "He said so of another.", article="...", path="statements/3")``."""
        from dateline.store.judging import Standing

        return from_json(Standing, self._fetched("POST", "/judgements", body={"action": action, "why": why, **said}).json())

    def withdraw(self, judgement: int, why: str) -> None:
        """Takes a judgement back."""
        self._fetched("POST", f"/judgements/{judgement}/withdraw", body={"why": why})

    def export(self, file: Path, *, formats: Sequence[str] = (), **asked: Given) -> Path:
        """Writes the reports that fit as a ZIP into ``file``, in the layouts of ``dateline export``; ``OutputError`` where it cannot."""
        params = [*Question.of(**asked).pairs(), *(("format", name) for name in formats)]
        with self._streamed("/export", params) as answer:
            try:
                with file.open("wb") as out:
                    for piece in answer.iter_bytes():
                        out.write(piece)
            except OSError as error:
                raise OutputError(f"{file}: it cannot be written ({error.strerror}).") from error
        return file

    def live(self, since: str | None = None) -> Iterator[News]:
        """New alerts and changes as they come, without end; ``since`` is the ``id`` of the last one read before a break."""
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": since} if since is not None else {})}
        with self._streamed("/live", headers=headers, patience=None) as answer:
            event: dict[str, str] = {}
            for line in _lines(answer):
                name, _, value = line.partition(":")
                if not line and "data" in event:
                    yield News(event.get("id", ""), _news(event["event"], json.loads(event["data"])))
                event = {**event, name: value.removeprefix(" ")} if line else {}

    def _answers(self, noun: Noun, question: Question) -> Iterator[Any]:
        pairs = [*question.checked(noun).pairs(), ("format", "jsonl")]
        with self._streamed(_path(noun), pairs) as answer:
            for line in _lines(answer):
                yield _answer(noun, json.loads(line))

    def _listed(self, path: str, kind: type[T], asked: Sequence[tuple[str, str]] = (), *, limit: int | None = None) -> Iterator[T]:
        after, left = None, limit
        while left is None or left > 0:
            data = self._get(path, [*asked, *([("after", str(after))] if after is not None else [])])
            found = data["found"] if left is None else data["found"][:left]
            for each in found:
                yield from_json(kind, each)
            after, left = data["after"], left - len(found) if left is not None else None
            if after is None:
                return

    def _get(self, path: str, asked: Sequence[tuple[str, str]] = ()) -> Any:
        return self._fetched("GET", path, asked).json()

    def _fetched(self, method: str, path: str, asked: Sequence[tuple[str, str]] = (), body: Any = None) -> httpx2.Response:
        import httpx2

        try:
            answer = self._http.request(method, path, params=list(asked), json=body)
        except httpx2.HTTPError as error:
            raise self._away(error) from error
        return _checked(answer)

    @contextmanager
    def _streamed(self, path: str, asked: Sequence[tuple[str, str]] = (), *, headers: Mapping[str, str] | None = None,
                  patience: float | None = 60.0) -> Iterator[httpx2.Response]:  # fmt: skip
        import httpx2

        try:
            with self._http.stream("GET", path, params=list(asked), headers=headers, timeout=httpx2.Timeout(60.0, read=patience)) as answer:
                if answer.status_code >= 400:
                    answer.read()
                yield _checked(answer)
        except httpx2.HTTPError as error:
            raise self._away(error) from error

    def _away(self, error: Exception) -> DeskError:
        return DeskError(f"The desk at {self.address} does not answer ({error}): is it running? dateline serve starts one.")


def _path(noun: Noun) -> str:
    return "/articles" if noun == "reports" else f"/{noun}"


def _named(name: str | None) -> list[tuple[str, str]]:
    return [("name", name)] if name is not None else []


def _answer(noun: Noun, data: dict[str, Any]) -> Any:
    """An answer as the typed value that the store gives."""
    if noun != "reports":
        return from_json(KINDS[noun], cast(Any, data))
    values: tuple[Value, ...] = tuple(_answer(_noun_of(each["path"]), each) for each in data["values"])
    return FoundReport(report=from_json(Report, data["report"]), excerpt=data["excerpt"], values=values)


def _noun_of(path: str) -> Noun:
    return next(noun for noun in NOUNS if path.startswith(f"{noun}/"))


def _news(kind: str, data: Any) -> Change | Message:
    from dateline.watch.wording import Message

    return from_json(Change, data) if kind == "change" else from_json(Message, data)


def _lines(answer: httpx2.Response) -> Iterator[str]:
    """The lines of an answer: line feeds alone end one, whatever else a text may hold."""
    rest = b""
    for piece in answer.iter_bytes():
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line.removesuffix(b"\r").decode() for line in lines)
    if rest:
        yield rest.decode()


def _checked(answer: httpx2.Response) -> httpx2.Response:
    """The answer; ``UsageError`` or ``DeskError`` with the desk's own sentence where it is none."""
    if answer.status_code < 400:
        return answer
    try:
        sentence = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        sentence = f"The desk answers with status {answer.status_code}."
    if answer.status_code in (400, 404, 409, 410, 422):
        raise UsageError(sentence)
    raise DeskError(sentence, answer.status_code)
