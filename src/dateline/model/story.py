"""Stories: reports of the same happening, copies of one text among them, and a story told in the reports' own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.event import Status
from dateline.model.record import Record
from dateline.model.span import Span

CopyKind = Literal["identical", "abridged", "extended", "updated"]
Outcome = Literal["new story", "joined", "copy", "pinned", "kept"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One visible feature that speaks for a report's place: how like it is (0 to 1), its weight, and the words or ids shared."""

    feature: str
    likeness: float
    weight: float
    shared: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As words for eyes."""
        named = f" ({', '.join(self.shared)})" if self.shared else ""
        return f"{self.feature} {self.likeness:.2f} x {self.weight:g}{named}"


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that tells another one's text again.

    ``containment`` is the share of the shorter one's runs of three words that the longer one has; ``passages`` counts whole sentences
    and quotations in both; ``figures_differ`` is True where the two give different numbers.
    """

    article: str
    original: str
    kind: CopyKind
    containment: float
    passages: int
    figures_differ: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a report was put: its story, how like it is to that story's reports (0 to 1) and why, and what it is a copy of.

    In a window full of one matter ``likeness`` is the probability that it is one of the story's (docs/stories.md).

    ``merged`` are stories that it showed to be the same one, ``split`` stories that left its story when it came.
    """

    article: str
    story: int
    outcome: Outcome
    likeness: float
    why: tuple[Reason, ...] = ()
    copy_of: Copy | None = None
    merged: tuple[int, ...] = ()
    split: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a report, word by word: the report, where it stands, the words."""

    article: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of a happening: its event, the status it gives it, by whose word, and the trigger's sentence."""

    article: str
    event: str
    status: Status
    teller: str | None
    quote: Quoted


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as several reports tell it; what they tell differently stands side by side in ``accounts``."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    day: str | None
    accounts: tuple[Account, ...]

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses that the accounts give it, each once."""
        return tuple(dict.fromkeys(account.status for account in self.accounts))


@dataclass(frozen=True, slots=True)
class Member:
    """A report in a story: when it was published, whose word it is, and what it copies (None: nothing)."""

    article: str
    reading: int
    published: str | None
    teller: str
    headline: str | None
    copy: Copy | None
    pinned: bool


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list: title, first and last day, reports, and sources that do not copy each other."""

    id: int
    title: str
    begins: str | None
    ends: str | None
    reports: int
    sources: int


@dataclass(frozen=True, slots=True)
class Told:
    """A report of a story with its record."""

    member: Member
    record: Record


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or a place of a story: its id, its name, and how many reports name it."""

    id: str
    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Story:
    """A story whole: the best headline, sentences quoted from the reports, who and where, when, and every report and happening."""

    line: StoryLine
    summary: tuple[Quoted, ...]
    actors: tuple[Named, ...]
    places: tuple[Named, ...]
    happenings: tuple[Happening, ...]
    members: tuple[Member, ...]
