"""What becomes of a status under a word: the small algebra that the signatures are applied with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.knowledge.signatures import Effect
from dateline.model.event import Certainty, Polarity, Status

REAL: frozenset[Status] = frozenset(("happened", "ongoing"))
NEGATIVE: frozenset[Status] = frozenset(("negated", "denied", "ruled-out"))
_LASTING: frozenset[str] = frozenset(("called-for", "pledged", "threatened", "scheduled", "possible", "conditional"))
_OPPOSITE: dict[Status, Status] = {
    "happened": "negated", "ongoing": "negated", "negated": "happened", "denied": "alleged", "ruled-out": "possible",
    "scheduled": "ruled-out", "pledged": "ruled-out", "threatened": "possible", "called-for": "possible", "possible": "possible",
    "conditional": "conditional", "alleged": "denied",
}  # fmt: skip
_CERTAINTY: dict[Status, Certainty] = {
    "happened": "certain", "ongoing": "certain", "negated": "certain", "ruled-out": "certain", "denied": "probable",
    "scheduled": "probable",
    "pledged": "probable", "alleged": "possible", "possible": "possible", "threatened": "possible", "conditional": "possible",
    "called-for": "underspecified",
}  # fmt: skip
_SCORE: dict[Status, float] = {
    "happened": 3.0, "ongoing": 3.0, "scheduled": 1.5, "pledged": 1.0, "threatened": 0.0, "called-for": 0.0, "possible": 0.0,
    "conditional": 0.0, "alleged": 1.0, "denied": -1.0, "ruled-out": -2.0, "negated": -3.0,
}  # fmt: skip
_LEAN: dict[Status, float] = {"happened": -1.0, "ongoing": -1.0, "negated": 1.0, "ruled-out": 0.5, "scheduled": -0.25, "pledged": -0.5}


@dataclass(frozen=True, slots=True)
class Turn:
    """One word that decides a status: its token, the status it speaks for, and the frame it does so in."""

    token: int
    means: Status
    frame: str


@dataclass(frozen=True, slots=True)
class State:
    """The status of something so far.

    ``firmly`` is 1 as said, 0.5 probable, 0 unlikely; ``against`` where it is the contrary that is wanted, feared or possible;
    ``frame`` says what decided last.
    """

    status: Status = "happened"
    firmly: float = 1.0
    against: bool = False
    frame: str = "plain"
    turns: tuple[Turn, ...] = ()

    def to(self, status: Status, token: int, frame: str, firmly: float = 1.0, *, against: bool = False) -> State:
        """This state turned into another by the word at ``token``."""
        return State(status, firmly, against, frame, (*self.turns, Turn(token, status, frame)))

    @property
    def real(self) -> bool:
        """Whether it counts as having taken place."""
        return self.status in REAL

    @property
    def negative(self) -> bool:
        """Whether it counts as not having taken place, by the author's or a party's word."""
        return self.status in NEGATIVE

    @property
    def certainty(self) -> Certainty:
        """How sure the source is, after FactBank."""
        certainty = _CERTAINTY[self.status]
        return "probable" if certainty == "certain" and self.firmly < 1.0 else certainty

    @property
    def polarity(self) -> Polarity:
        """Whether the event or its contrary is spoken of, after FactBank."""
        if self.negative or self.against or (self.status == "possible" and self.firmly == 0.0):
            return "negative"
        return "underspecified" if self.status in ("called-for", "conditional", "threatened") else "positive"

    @property
    def score(self) -> float:
        """-3 (certainly not) to 3 (certainly): the status's own figure, graded by certainty."""
        score = _SCORE[self.status]
        if self.status == "possible":
            return -1.0 if self.firmly == 0.0 or self.against else score + (1.0 if self.firmly == 0.5 else 0.0)
        return score + _LEAN.get(self.status, 0.0) if self.firmly < 1.0 else score


def opposite(state: State, token: int, frame: str) -> State:
    """The state of something whose contrary has ``state``."""
    status = _OPPOSITE[state.status]
    kept = status == state.status or (status == "possible" and not state.real)
    return state.to(status, token, frame, state.firmly, against=kept and not state.negative and not state.against)


def under(effect: Effect, outer: State, token: int, frame: str, *, definite: bool) -> State:
    """The state of what stands under the word at ``token``, whose own state is ``outer``."""
    kind = effect.kind
    if kind == "presupposed" or (definite and (kind == "definite" or effect.known)):
        return State()
    if kind in ("same", "definite", "none"):
        return replace(outer, firmly=min(outer.firmly, effect.firmly)) if effect.firmly < 1.0 else outer
    if kind == "opposite":
        return opposite(outer, token, frame)
    if kind == "refuted":
        return outer.to("denied", token, frame) if outer.status in ("ruled-out", "denied") else outer
    return _to_status(kind, effect.firmly, outer, token, frame)


def _to_status(kind: str, firmly: float, outer: State, token: int, frame: str) -> State:
    status: Status = _named(kind)
    if outer.real or outer.status == "alleged":
        planned = status == "scheduled" and not frame.startswith("modal")  # "accused of plotting a coup": nothing but a charge
        doubted = outer.status == "alleged" and (status in REAL or planned)
        return outer.to("alleged" if doubted else status, token, frame, min(firmly, outer.firmly))
    if outer.negative:
        return outer.to("denied" if outer.status == "denied" and status in NEGATIVE else status, token, frame, firmly)
    if outer.status in ("pledged", "threatened") and status in ("scheduled", "pledged"):
        return outer  # "vowed that they would come"
    vague = outer.status in ("possible", "called-for") and status in ("possible", "scheduled", "pledged")
    if outer.status == "conditional" or vague or status in REAL or (outer.status == "possible" and outer.firmly == 0.0):
        return outer
    if status in _LASTING or status == "alleged":
        return outer.to(status, token, frame, firmly)
    firm = outer.status in ("scheduled", "pledged", "threatened")
    return outer.to("ruled-out", token, frame) if firm else outer.to("possible", token, frame, against=True)


def _named(kind: str) -> Status:
    for status in _SCORE:
        if status == kind:
            return status
    return "scheduled"  # "future" and "would", where nothing nearer is known
