"""The asking side of a store: ``Store("dateline.db").events(actor="ITA-GOV", since="2016-01-01")``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from sqlalchemy import Connection

from dateline.errors import UsageError
from dateline.store.answers import (
    Answer,
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundReport,
    FoundStatement,
    Value,
)
from dateline.store.conditions import groups
from dateline.store.find import Finder, Key
from dateline.store.meaning import Meaning, meaning
from dateline.store.names import Names
from dateline.store.question import Given, Noun, Question
from dateline.store.search import pattern
from dateline.store.shelf import Shelf

if TYPE_CHECKING:
    from pandas import DataFrame

A = TypeVar("A", bound=Answer)
PAGE, GULP = 50, 500  # answers of a page where no limit is given; answers fetched at a time where all are wanted
SHOWN = 3  # values of one kind shown under a report
AROUND = 90  # code points shown on either side of a word that was searched for


@dataclass(frozen=True, slots=True)
class Page(Generic[A]):
    """One page of answers; ``after`` is the cursor of the next, None at the end; ``notes`` say how names were understood."""

    answers: tuple[A, ...]
    after: str | None
    notes: tuple[str, ...]


class Answers(Generic[A]):
    """The answers to a question: iterate over all of them, or take one ``page`` at a time. Nothing is asked before that."""

    def __init__(self, asking: Asking, noun: Noun, question: Question) -> None:
        """``question`` is known to suit the noun."""
        self._asking, self.noun, self.question = asking, noun, question

    def __iter__(self) -> Iterator[A]:
        """All answers, in the order asked for; at most ``limit`` where the question has one."""
        for gulp in self.gulps():
            yield from gulp

    def gulps(self) -> Iterator[tuple[A, ...]]:
        """The same, some hundreds at a time as they are fetched; one empty gulp where nothing answers."""
        left, after = self.question.limit, self.question.after
        while True:
            page = self.page(min(GULP, left) if left is not None else GULP, after)
            yield page.answers
            left, after = left - len(page.answers) if left is not None else None, page.after
            if after is None or left == 0:
                return

    def page(self, limit: int | None = None, after: str | None = None) -> Page[A]:
        """At most ``limit`` answers (else the question's own limit, else 50) after the cursor ``after`` (else the question's own)."""
        question = self.question
        return cast("Page[A]", self._asking.page(self.noun, question, limit or question.limit or PAGE, after or question.after))

    def to_pandas(self) -> DataFrame:
        """All answers as a pandas table, a row an answer, the columns of the CSV form; ``UsageError`` where pandas is not installed."""
        from dateline.store.listing import COLUMNS, cells

        try:
            import pandas as pd
        except ModuleNotFoundError as error:
            raise UsageError('This needs the package pandas: pip install "dateline[analysis]".') from error
        return pd.DataFrame([cells(answer) for answer in self], columns=list(COLUMNS[self.noun]))


class Asking:
    """What can be asked of a store; ``Store`` is one. Filter words are keywords: docs/asking.md lists them."""

    knowledge: Path | None = None  # a folder of own knowledge, by which names are looked up

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to ask questions with."""
        raise NotImplementedError

    def now(self) -> str:
        """This moment, as the store writes it."""
        raise NotImplementedError

    def ask(self, noun: Noun, question: Question) -> Answers[Any]:
        """The answers of that kind to ``question``; ``UsageError`` where they do not know a word of it."""
        return Answers(self, noun, question.checked(noun))

    def find(self, words: str | None = None, **asked: Given) -> Answers[FoundReport]:
        """The reports that hold ``words`` and have values as asked for, with these values."""
        return self.ask("reports", Question.of(words=words, **asked))

    def statements(self, **asked: Given) -> Answers[FoundStatement]:
        """Who said what."""
        return self.ask("statements", Question.of(**asked))

    def events(self, **asked: Given) -> Answers[FoundEvent]:
        """What happened, did not happen or may happen; ``status="real"`` leaves what happened or is under way."""
        return self.ask("events", Question.of(**asked))

    def positions(self, **asked: Given) -> Answers[FoundPosition]:
        """Who stands where."""
        return self.ask("positions", Question.of(**asked))

    def commitments(self, **asked: Given) -> Answers[FoundCommitment]:
        """What was pledged."""
        return self.ask("commitments", Question.of(**asked))

    def figures(self, **asked: Given) -> Answers[FoundFigure]:
        """Figures claimed."""
        return self.ask("figures", Question.of(**asked))

    def memberships(self, **asked: Given) -> Answers[FoundMembership]:
        """Who belongs to what."""
        return self.ask("memberships", Question.of(**asked))

    def page(self, noun: Noun, question: Question, limit: int, after: str | None) -> Page[Answer]:
        """One page of answers, read in one state of the store."""
        with self.reading() as connection:
            meant = meaning(question, Names(connection, self.knowledge), self._today())
            found = Finder(connection, noun, question, meant).page(limit, after)
            shelf = Shelf(connection, noun, found.keys, meant.as_of)
            answers = _reports(connection, shelf, found.keys, meant) if noun == "reports" else shelf.values()
            return Page(answers, found.after, meant.notes)

    def _today(self) -> date:
        return date.fromisoformat(self.now()[:10])


def _reports(connection: Connection, shelf: Shelf, keys: tuple[Key, ...], meant: Meaning) -> tuple[FoundReport, ...]:
    values: dict[int, list[Value]] = {key.reading: [] for key in keys}
    ids = tuple(values)
    for noun, part in groups(meant):
        if noun != "reports" and ids:
            under = Finder(connection, noun, Question(), part).within(ids, SHOWN)
            for value in Shelf(connection, noun, under, meant.as_of).values():
                values[value.report.reading].append(value)
    wanted = pattern(meant.query) if meant.query is not None else None
    return tuple(
        FoundReport(
            report=shelf.reports[key.reading], excerpt=_excerpt(shelf.texts()[key.reading], wanted), values=tuple(values[key.reading])
        )
        for key in keys
    )


def _excerpt(text: str | None, wanted: Any) -> str | None:
    """The words around the first place where something wanted stands after the headline, else in it."""
    if text is None or wanted is None:
        return None
    body = text.find("\n") + 1
    found = wanted.search(text, body) or wanted.search(text)
    if found is None:
        return None
    start, stop = max(found.start() - AROUND, 0), min(found.end() + AROUND, len(text))
    begin = text.find(" ", start, found.start()) + 1 if start else 0
    end = text.rfind(" ", found.end(), stop) if stop < len(text) else stop
    shown = " ".join(text[begin or start : end if end > 0 else stop].split())
    return f"{'… ' if begin or start else ''}{shown}{' …' if stop < len(text) else ''}"
