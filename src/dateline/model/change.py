"""Changes: what a report adds to a story or takes back, with both sides quoted and the reasons why they are about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.story import Quoted, Reason

ChangeKind = Literal[
    "new-event", "took-place", "carried-out", "done-after-ruled-out", "admitted",
    "claim-contradicted", "figures-differ", "position-against-act",
    "position-turned", "position-new",
    "pledge-made", "pledge-repeated", "pledge-acted-on", "pledge-contradicted", "pledge-withdrawn",
    "figure-revised", "member-joined", "member-left", "correction",
]  # fmt: skip
CONTRADICTIONS: tuple[ChangeKind, ...] = (
    "claim-contradicted", "figures-differ", "position-against-act", "done-after-ruled-out", "pledge-contradicted",
)  # fmt: skip
PledgeStep = Literal["open", "due", "overdue", "repeated", "acted-on", "contradicted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: a value of a report (its list and its number there), what it says in short, by whose word, and its sentence.

    ``published`` is the report's day or moment, ``source`` whose report it is, ``teller`` the name of who says it (None: the author).
    """

    article: str
    reading: int
    noun: str
    number: int
    published: str | None
    source: str
    says: str
    teller: str | None
    quote: Quoted


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind, the new side, the side that was there before (None for what is new altogether), why both are one thing.

    ``why`` is one sentence made from ``reasons``; ``points`` their sum; ``line`` the line of effort; ``situation`` its situation's number.
    """

    id: int
    kind: ChangeKind
    situation: int
    story: int
    line: str
    what: str
    now: Side
    before: Side | None
    why: str
    reasons: tuple[Reason, ...]
    points: float

    @property
    def contradicts(self) -> bool:
        """True where the two sides cannot both be right, or an act goes against a word."""
        return self.kind in CONTRADICTIONS


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pledge or one statement of a position: what it was, and the words."""

    step: str
    side: Side


@dataclass(frozen=True, slots=True)
class Pledge:
    """A pledge over time: who, to do what, by when, how it stands on the day asked for, and the evidence of each step.

    ``who`` is empty, and ``action`` the sentence, where a sentence alone tells a pledge and nobody speaks in it.
    """

    situation: int
    who: str
    action: str
    deadline: str | None
    status: PledgeStep
    steps: tuple[Step, ...]

    @property
    def told(self) -> str:
        """Who, and what."""
        return f"{self.who}: {self.action}" if self.who else self.action


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one party stood on one proposition over time; ``turns`` are the numbers of the steps that turned it."""

    situation: int
    who: str
    proposition: str
    steps: tuple[Step, ...]
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """Stories linked over weeks: its number (that of its first story), title, first and last day, stories, reports, main actors."""

    id: int
    title: str
    begins: str | None
    ends: str | None
    stories: tuple[int, ...]
    reports: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The morning note: from when to when, for which situations, with their changes, and how many reports and copies were read for it."""

    since: str
    until: str | None
    situations: tuple[Situation, ...]
    changes: tuple[Change, ...]
    pledges: tuple[Pledge, ...]
    reports: int
    copies: int
    left_out: int
