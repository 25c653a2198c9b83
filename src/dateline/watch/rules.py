"""What a watch is: a saved question, what triggers it, and when and how its alerts go out; checked word by word before it is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from dateline.errors import UsageError
from dateline.model.serial import from_json, to_json
from dateline.store.question import NOUNS, Noun, Question, clean, unknown
from dateline.watch.times import Hours, zone_of

Trigger = Literal["any", "change", "threshold", "peak", "gap", "silent", "first"]
TRIGGERS: tuple[str, ...] = get_args(Trigger)
NEW = ("actor", "place", "proposition", "type")  # what may appear for the first time
MAGNITUDES = ("killed", "wounded", "arrested", "size")
SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b, "=": lambda a, b: a == b,
}  # fmt: skip
NOT_WATCHED = ("as-of", "sort", "limit", "after")
LONGEST_NAME, MOST_A_DAY = 80, 10_000
_THRESHOLD = re.compile(r"(?P<what>[^<>=]{1,80}?)\s*(?P<sign>>=|<=|>|<|=)\s*(?P<number>\d[\d,_]*(?:\.\d+)?)$")


@dataclass(frozen=True, slots=True)
class Watch:
    """One watch, as a person writes it.

    ``where`` is the question as an address line (``type=ASSAULT&place=Libya``), ``ask`` the kind of answers that it is put to. ``changes``
    are kinds of change, ``threshold`` such as ``killed >= 10``, ``new`` what may appear for the first time (None: the first match at all).
    ``owner`` is the person it belongs to; ``send`` names ways out; ``digest`` are hours of the day and ``quiet`` a span of hours, both in
    ``zone``; ``limit`` is how many alerts it may send a day.
    """

    name: str
    ask: Noun = "reports"
    where: str = ""
    trigger: Trigger = "any"
    changes: tuple[str, ...] = ()
    threshold: str | None = None
    new: str | None = None
    owner: str | None = None
    send: tuple[str, ...] = ()
    digest: tuple[str, ...] = ()
    quiet: str | None = None
    zone: str = "UTC"
    limit: int | None = None
    on: bool = True

    @property
    def question(self) -> Question:
        """What it asks."""
        return Question.from_address(self.where)

    @property
    def hours(self) -> Hours:
        """When its alerts go out."""
        return Hours.of(self.digest, self.quiet, self.zone)

    def to_json(self) -> str:
        """It as one line of JSON."""
        return json.dumps(to_json(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Watch:
        """The watch that ``to_json`` wrote."""
        return from_json(cls, json.loads(text))


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is measured (a magnitude of events, or words of a figure's measure), the sign, and the bound."""

    what: str
    sign: str
    bound: float

    def holds(self, value: float | None) -> bool:
        """Whether ``value`` is past the bound; an unknown one is not."""
        return value is not None and SIGNS[self.sign](float(value), self.bound)


def threshold_of(text: str) -> Threshold:
    """The threshold that ``killed >= 10`` means; ``UsageError`` where it means none."""
    found = _THRESHOLD.match(clean(text))
    if found is None:
        raise UsageError(f"The threshold {text!r} is none: write one such as killed >= 10 (or >, <=, <, =).")
    return Threshold(found["what"].strip().casefold(), found["sign"], float(re.sub(r"[,_]", "", found["number"])))


def one_of(what: str, value: str, known: Iterable[str]) -> str:
    """``value`` as it is spelled among ``known``; ``UsageError`` with the nearest ones."""
    listed = tuple(known)
    found = next((each for each in listed if each.casefold() == value.strip().casefold()), None)
    if found is None:
        raise unknown(what, value, listed)
    return found


def well_formed(watch: Watch, *, measures: Callable[[], Iterable[str]], changes: Iterable[str]) -> Watch:
    """``watch`` with every word of it checked that can be checked without a store; ``UsageError`` with the nearest right word.

    ``measures`` gives the known measures of figures, ``changes`` the known kinds of change.
    """
    name = clean(watch.name)
    if not 0 < len(name) <= LONGEST_NAME or name.startswith("-"):
        raise UsageError(f"The name of a watch has 1 to {LONGEST_NAME} characters, the first is no -; {watch.name[:40]!r} will not do.")
    one_of("What to ask", watch.ask, NOUNS)
    one_of("The trigger", watch.trigger, TRIGGERS)
    zone_of(watch.zone)
    Hours.of(watch.digest, watch.quiet, watch.zone)
    if watch.limit is not None and not 1 <= watch.limit <= MOST_A_DAY:
        raise UsageError(f"The limit of a watch is a number from 1 to {MOST_A_DAY} (alerts a day).")
    question = watch.question.checked(watch.ask)
    for word in question.asked():
        if word.name in NOT_WATCHED:
            raise UsageError(f"A watch takes no {word.name}: it looks at each report as it comes in.")
    _triggered(watch, measures, tuple(changes))
    return watch


def _triggered(watch: Watch, measures: Callable[[], Iterable[str]], changes: tuple[str, ...]) -> None:
    if (watch.threshold is not None) != (watch.trigger == "threshold"):
        raise UsageError("A threshold (killed >= 10) and the trigger threshold belong together: give both or neither.")
    if watch.threshold is not None:
        _measured(watch, threshold_of(watch.threshold), measures)
    if watch.changes and watch.trigger != "change":
        raise UsageError("Kinds of change belong to the trigger change.")
    for kind in watch.changes:
        one_of("The kind of change", kind, changes)
    if watch.new is not None:
        if watch.trigger != "first":
            raise UsageError("What is new (actor, place, proposition, type) belongs to the trigger first.")
        one_of("What is new", watch.new, NEW)
    if watch.trigger == "silent" and any(word.name != "source" for word in watch.question.asked()):
        raise UsageError("A watch on silent sources knows the filter word source alone.")


def _measured(watch: Watch, threshold: Threshold, measures: Callable[[], Iterable[str]]) -> None:
    if threshold.what in MAGNITUDES:
        if watch.ask not in ("reports", "events", "figures"):
            raise UsageError(f"{watch.ask} have no {threshold.what}: ask events or figures.")
        return
    if watch.ask != "figures":
        raise unknown("The measure of the threshold", threshold.what, MAGNITUDES, "Other measures belong to figures: ask figures.")
    known = tuple(measures())
    if not any(threshold.what == each.casefold() or threshold.what in each.casefold().split() for each in known):
        raise unknown("The measure of the threshold", threshold.what, known)
