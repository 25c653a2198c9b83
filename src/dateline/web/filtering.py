"""Filters of a list: the question in an address, the form that asks it, its active filters as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dateline.errors import UsageError
from dateline.store.asking import Page
from dateline.store.question import COMMITMENT_STATUSES, SIDES, STANCES, STATUSES, FilterWord, Noun, Question, words_of
from dateline.web.desk import Desk
from dateline.web.searching import pairs_of, told

ROWS = 40  # of one page of a list
MOST_PAIRS = 500
TURNING = ("sort", "limit", "after")  # filter words that choose nothing
FIRST: dict[Noun, tuple[str, ...]] = {
    "reports": ("words", "actor", "place", "type", "since", "until"),
    "statements": ("words", "speaker", "recipient", "act", "since", "until"),
    "events": ("doer", "recipient", "place", "type", "status", "since", "until"),
    "positions": ("actor", "proposition", "stance", "since", "until"),
    "commitments": ("actor", "recipient", "status", "since", "until"),
    "figures": ("measure", "place", "actor", "since", "until"),
    "memberships": ("group", "member", "since", "until"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: its word and value, and the address line of the list without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: the filter word, what it means, the value that stands in it, all values there are (none: any text)."""

    name: str
    meaning: str
    value: str
    values: tuple[str, ...]
    shape: str


@dataclass(frozen=True, slots=True)
class Filters:
    """The form of a list: where it leads, chips, what it keeps unseen, the fields in sight and those behind "More filters"."""

    path: str
    chips: tuple[Chip, ...]
    kept: tuple[tuple[str, str], ...]
    first: tuple[Field, ...]
    rest: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: the question, what of it was wrong (sentences), whether the address could be written shorter."""

    question: Question
    wrong: tuple[str, ...]
    untidy: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as its page shows it; ``page`` is None where the question is wrong. ``line`` is the address line without its cursor."""

    noun: Noun
    question: Question
    line: str
    filters: Filters
    page: Page[Any] | None
    wrong: tuple[str, ...]


def asked(line: str, noun: Noun, also: Sequence[str] = ()) -> Asked:
    """The question of an address line, in which ``q`` is the search box; ``also`` are names that mean something else to the page."""
    try:
        pairs = parse_qsl(line, keep_blank_values=True, max_num_fields=MOST_PAIRS, errors="replace")
    except ValueError:
        return Asked(Question(), ("The question is too long.",), untidy=False)
    good, wrong = [], []
    for name, value in pairs:
        try:
            for pair in pairs_of(value) if name == "q" else () if name in also else ((name, value),):
                Question.from_pairs([pair]).checked(noun)
                good.append(pair)
        except UsageError as error:
            wrong.append(told(error))
    untidy = any(name == "q" or not value for name, value in pairs if name not in also)
    try:
        question = Question.from_pairs(good)
    except UsageError as error:
        return Asked(Question(), (*wrong, told(error)), untidy=False)
    return Asked(question, tuple(wrong), untidy)


def filters(noun: Noun, path: str, question: Question) -> Filters:
    """The form that asks ``question`` of the list at ``path``."""
    pairs = tuple(pair for pair in question.pairs() if pair[0] not in ("after", "limit"))
    chips = tuple(Chip(name, value, _line(pairs, (name, value))) for name, value in pairs if name not in TURNING)
    words = {word.name: word for word in words_of(noun) if word.name not in ("after", "limit")}
    kept = tuple((name, value) for name, value in pairs if words[name].many)
    made = {name: _field(word, noun, question) for name, word in words.items()}
    first = tuple(made[name] for name in FIRST[noun] if name in made)
    return Filters(path, chips, kept, first, tuple(field for name, field in made.items() if name not in FIRST[noun]))


def _field(word: FilterWord, noun: Noun, question: Question) -> Field:
    value = "" if word.many else next((value for name, value in question.pairs() if name == word.name), "")
    values = word.values
    if word.name == "status":
        values = COMMITMENT_STATUSES if noun == "commitments" else ("real", *STATUSES)
    elif word.name == "stance" and noun != "reports":
        values = SIDES if noun == "commitments" else STANCES
    elif word.name == "sort" and noun != "reports":
        values = tuple(value for value in values if value != "relevance")
    return Field(word.name, word.meaning, value, values, word.shape)


def _line(pairs: Sequence[tuple[str, str]], gone: tuple[str, str]) -> str:
    return urlencode([pair for pair in pairs if pair != gone])


def tidy(question: Question) -> str:
    """``question`` as an address line without its cursor."""
    return replace(question, after=None).address()


def listing(desk: Desk, noun: Noun, path: str, found: Asked, rows: int = ROWS) -> Listing:
    """One page of the list that ``found`` asks for; what was wrong with the question in it where that cannot be answered."""
    question, wrong = found.question, found.wrong
    page: Page[Any] | None = None
    if not wrong:
        try:
            page = desk.store.ask(noun, question).page(min(question.limit or rows, 5 * rows))
        except UsageError as error:
            wrong = (told(error),)
    return Listing(noun, question, tidy(question), filters(noun, path, question), page, wrong)
