"""What is asked of a store: a ``Question``, and the filter words it is made of.

Every filter word is defined here once: its name, meaning, which tables of answers know it, and how a value is read and checked. The
options of the command line, the keywords of the library, the address line of a page and saved questions are all made from ``WORDS``.
A word given several times means any of its values; different words must all hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, Self, get_args
from urllib.parse import parse_qsl, quote

from dateline.errors import UsageError
from dateline.model.commitment import CommitmentStatus
from dateline.model.event import EventType, Status
from dateline.model.position import Stance
from dateline.model.statement import Act

Noun = Literal["reports", "statements", "events", "positions", "commitments", "figures", "memberships"]
NOUNS: tuple[Noun, ...] = get_args(Noun)
REAL = ("happened", "ongoing")
TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
COMMITMENT_STATUSES: tuple[str, ...] = get_args(CommitmentStatus)
STANCES: tuple[str, ...] = get_args(Stance)
SIDES = ("for", "against")
ACTS: tuple[str, ...] = get_args(Act)
SORTS = ("newest", "oldest", "relevance")
FORMATS = ("eyes", "csv", "json", "jsonl")
LONGEST, MOST, LARGEST_PAGE = 1_000, 100, 10_000
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_BACK = re.compile(r"(\d{1,5})([hdwmy])$")
_NUMBER = re.compile(r"-?\d[\d,_ ]*(?:\.\d+)?$")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
Given = str | int | float | date | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class FilterWord:
    """One filter word: its ``name`` (on the command line after ``--``), what it means, which answers know it, how a value is read.

    ``many``: whether it may be given several times, any of the values then being enough; ``values``: all there are, where there
    are few; ``shape``: how a value looks, for help.
    """

    name: str
    meaning: str
    nouns: tuple[Noun, ...]
    read: Callable[[FilterWord, str], str | float | int]
    shape: str = "NAME"
    many: bool = True
    values: tuple[str, ...] = ()

    @property
    def keyword(self) -> str:
        """Its name in the library."""
        return self.name.replace("-", "_")


def nearest(value: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The names among ``known`` that are most like ``value``, best first; case does not count."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    return tuple(folded[found] for found in get_close_matches(value.casefold(), folded, n=count, cutoff=0.6))


def unknown(what: str, value: str, known: Sequence[str], hint: str = "") -> UsageError:
    """A sentence that says what the nearest right values are."""
    near = nearest(value, known)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    listed = f" There are: {', '.join(known)}." if len(known) <= 20 and (not near or len(known) <= 16) else ""
    return UsageError(f"{what} {value!r} is unknown.{meant}{listed}{f' {hint}' if hint else ''}")


def _text(word: FilterWord, value: str) -> str:
    if len(value) > LONGEST:
        raise UsageError(f"--{word.name} is too long: at most {LONGEST} characters.")
    return value


def _coded(word: FilterWord, value: str) -> str:
    written = "-".join(value.casefold().split())
    found = next((known for known in word.values if known.casefold() == written), None)
    if found is None:
        raise unknown(f"--{word.name}", value, word.values)
    return found


def _day(word: FilterWord, value: str) -> str:
    moment_of(value, today=date(2000, 1, 1), name=word.name)
    return value.casefold() if not value[:1].isdigit() or _BACK.match(value.casefold()) else value


def _number(word: FilterWord, value: str) -> float:
    if not _NUMBER.match(value):
        raise UsageError(f"--{word.name} {value!r} is no number: give one such as 40 or 1500.5.")
    return float(re.sub(r"[,_ ]", "", value))


def _count(word: FilterWord, value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= LARGEST_PAGE:
        raise UsageError(f"--{word.name} {value!r} is no number from 1 to {LARGEST_PAGE}.")
    return int(value)


def _language(word: FilterWord, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise UsageError(f"--{word.name} {value!r} is no language: give its code, for example en.")
    return value.lower()


def moment_of(value: str, *, today: date, end: bool = False, name: str = "since") -> str:
    """The day that a date word names (``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``30d``, ``2w``, ``6m``, ``1y``, ``yesterday``, ``today``).

    ``end``: the last day of a month or year rather than the first. A moment (``YYYY-MM-DDTHH:MM``) stays one. ``UsageError`` if it
    is none of them.
    """
    written = value.strip().casefold()
    named = {"today": 0, "yesterday": 1}.get(written)
    try:
        if named is not None:
            return (today - timedelta(days=named)).isoformat()
        if back := _BACK.match(written):
            days = int(back[1]) / 24 if back[2] == "h" else int(back[1]) * _DAYS[back[2]]
            return (today - timedelta(days=int(days))).isoformat()
        if found := _DATE.match(written):
            return _bound(*found.groups(), end=end)
        return datetime.fromisoformat(value).isoformat() if "t" in written else _bound("", None, None, end=end)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--{name} {value!r} is no date: give one as YYYY-MM-DD, YYYY-MM, 30d, 2w, 6m, 1y, yesterday or today.") from error


def _bound(year: str, month: str | None, day: str | None, *, end: bool) -> str:
    first = date(int(year), int(month or 1), int(day or 1))
    if day is not None or not end:
        return first.isoformat()
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1) if month is not None else date(first.year + 1, 1, 1)
    return (after - timedelta(days=1)).isoformat()


_TOLD: tuple[Noun, ...] = ("reports", "statements", "events", "figures", "memberships")
_TIMED: tuple[Noun, ...] = ("reports", "events", "positions", "commitments", "figures", "memberships")
_DEEDS: tuple[Noun, ...] = ("reports", "events", "commitments")
_STATED = (*STATUSES, *COMMITMENT_STATUSES, "real", "all")

WORDS: tuple[FilterWord, ...] = (
    FilterWord("words", 'Words of the report: "a phrase", begin*, AND, OR, NOT, parentheses.', NOUNS, _text, "WORDS", many=False),
    FilterWord("actor", "Who takes part: an id (ITA-GOV), code (ITAGOV), name or alias; ITA is everyone of Italy.", NOUNS, _text, "ACTOR"),
    FilterWord("doer", "Who does it or pledges it.", _DEEDS, _text, "ACTOR"),
    FilterWord("recipient", "To whom it is done, said or pledged.", (*_DEEDS, "statements"), _text, "ACTOR"),
    FilterWord("speaker", "Who says it: of statements the speaker, else the one by whose word it is told.", _TOLD, _text, "ACTOR"),
    FilterWord("place", "Where, with all inside it: a name, geonameid or country.", ("reports", "events", "figures"), _text, "PLACE"),
    FilterWord("type", "PLOVER type of the event or of what is pledged.", _DEEDS, _coded, "TYPE", values=TYPES),
    FilterWord("mode", "PLOVER mode of the event.", ("reports", "events"), _text, "MODE"),
    FilterWord("context", "PLOVER context of the event.", ("reports", "events"), _text, "CONTEXT"),
    FilterWord("status", "Did it take place; real is happened or ongoing, all is any. Of pledges: open, due, ...", _DEEDS, _coded, "STATUS",
               values=_STATED),
    FilterWord("proposition", "What the position is about: an id (assault/LBY), its beginning (assault), or words of it.",
               ("reports", "positions"), _text, "PROPOSITION"),
    FilterWord("stance", "Where the party stands; of pledges for or against.", ("reports", "positions", "commitments"), _coded, "STANCE",
               values=(*STANCES, *SIDES)),
    FilterWord("act", "What kind of act the statement is.", ("reports", "statements"), _coded, "ACT", values=ACTS),
    FilterWord("measure", "What the figure counts.", ("reports", "figures"), _text, "MEASURE"),
    FilterWord("min", "The figure is at least this.", ("reports", "figures"), _number, "NUMBER", many=False),
    FilterWord("max", "The figure is at most this.", ("reports", "figures"), _number, "NUMBER", many=False),
    FilterWord("group", "The coalition or organisation belonged to.", ("reports", "memberships"), _text, "ACTOR"),
    FilterWord("member", "Who belongs to it.", ("reports", "memberships"), _text, "ACTOR"),
    FilterWord("source", "The source that the report came by.", NOUNS, _text, "SOURCE"),
    FilterWord("language", "The language of the report.", NOUNS, _language, "CODE"),
    FilterWord("since", "Published on this day or later: a date, 30d, 2w, yesterday.", NOUNS, _day, "DATE", many=False),
    FilterWord("until", "Published on this day or earlier.", NOUNS, _day, "DATE", many=False),
    FilterWord("when-since", "Took, or takes, place on this day or later; of pledges the deadline.", _TIMED, _day, "DATE", many=False),
    FilterWord("when-until", "Took, or takes, place on this day or earlier.", _TIMED, _day, "DATE", many=False),
    FilterWord("as-of", "What was known at the end of this day.", NOUNS, _day, "DATE", many=False),
    FilterWord("sort", "The order: newest, oldest, or relevance to the words.", NOUNS, _coded, "ORDER", many=False, values=SORTS),
    FilterWord("limit", "How many at most.", NOUNS, _count, "N", many=False),
    FilterWord("after", "Go on after the page that ended with this cursor.", NOUNS, _text, "CURSOR", many=False),
)  # fmt: skip


def word_named(name: str) -> FilterWord:
    """The filter word of that name, written with - or _; ``UsageError`` with the nearest ones if there is none."""
    found = next((word for word in WORDS if name in (word.name, word.keyword)), None)
    if found is None:
        raise unknown("The filter word", name, [word.name for word in WORDS], "docs/asking.md explains them.")
    return found


def words_of(noun: Noun) -> tuple[FilterWord, ...]:
    """The filter words that answers of that kind know."""
    return tuple(word for word in WORDS if noun in word.nouns)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one field a filter word, as it was written but checked; names are looked up when it is asked.

    Relative days ("30d") stay relative, so that a saved question moves with the calendar.
    """

    words: str | None = None
    actor: tuple[str, ...] = ()
    doer: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    proposition: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    group: tuple[str, ...] = ()
    member: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    when_since: str | None = None
    when_until: str | None = None
    as_of: str | None = None
    sort: str | None = None
    limit: int | None = None
    after: str | None = None

    @classmethod
    def of(cls, **words: Given) -> Self:
        """The question that keywords ask: ``Question.of(actor="ITA-GOV", type=["ASSAULT", "COERCE"], since=date(2016, 1, 1))``.

        Raises ``UsageError`` with the nearest right ones for a word or a value that is unknown.
        """
        return cls.from_pairs((name, value) for name, given in words.items() for value in _each(given))

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """The question of ``(filter word, value)`` pairs."""
        found: dict[str, Any] = {}
        for name, written in pairs:
            word, value = word_named(name), clean(written)
            if not value:
                continue
            read = word.read(word, value)
            if not word.many:
                if found.setdefault(word.keyword, read) != read:
                    raise UsageError(f"--{word.name} may be given once only.")
            elif read not in found.setdefault(word.keyword, ()):
                found[word.keyword] = (*found[word.keyword], read)
                if len(found[word.keyword]) > MOST:
                    raise UsageError(f"--{word.name} takes at most {MOST} values.")
        return cls(**found)

    @classmethod
    def from_address(cls, line: str) -> Self:
        """The question of an address line: ``actor=ITA-GOV&type=ASSAULT``, with or without a ``?`` before it."""
        try:
            pairs = parse_qsl(line.removeprefix("?"), keep_blank_values=True, max_num_fields=len(WORDS) * MOST, errors="replace")
        except ValueError as error:
            raise UsageError("The question is too long.") from error
        return cls.from_pairs(pairs)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Its ``(filter word, value)`` pairs, in the order of ``WORDS``: what ``from_pairs`` reads."""
        return tuple((word.name, _written(value)) for word in WORDS for value in self.values(word))

    def values(self, word: FilterWord) -> tuple[str | float | int, ...]:
        """The values given for ``word``; none where it was not."""
        found = getattr(self, word.keyword)
        return found if isinstance(found, tuple) else () if found is None else (found,)

    def address(self) -> str:
        """It as the part of an address after the ``?``: what ``from_address`` reads."""
        return "&".join(f"{name}={quote(value, safe='/:,*')}" for name, value in self.pairs())

    def asked(self) -> tuple[FilterWord, ...]:
        """The filter words that were given."""
        return tuple(word for word in WORDS if self.values(word))

    def checked(self, noun: Noun) -> Self:
        """Itself, if answers of that kind know every word and value of it; else ``UsageError``."""
        for word in self.asked():
            if noun not in word.nouns:
                others = " and ".join(each for each in word.nouns if each != "reports")
                raise UsageError(f"{noun} cannot be asked by --{word.name}; {others} can.")
        pledges = noun == "commitments"
        known = COMMITMENT_STATUSES if pledges else (*STATUSES, "real")
        for name, given, allowed in (("status", self.status, (*known, "all")), ("stance", self.stance, SIDES if pledges else STANCES)):
            wrong = next((value for value in given if value not in allowed), None)
            if wrong is not None:
                raise unknown(f"Of {noun} the --{name}", wrong, allowed)
        if self.sort == "relevance" and (self.words is None or noun != "reports"):
            raise UsageError("--sort relevance needs words to search for, and reports: dateline find WORDS --sort relevance.")
        return self

    def statuses(self) -> tuple[str, ...]:
        """The statuses asked for, ``real`` written out; none where any will do."""
        if "all" in self.status:
            return ()
        return tuple(dict.fromkeys(each for status in self.status for each in (REAL if status == "real" else (status,))))


def clean(value: str) -> str:
    """``value`` with runs of white space as one space, without control characters and lone surrogates."""
    kept = "".join(" " if char.isspace() or unicodedata.category(char) in ("Cc", "Cs") else char for char in value)
    return " ".join(kept.split())


def _each(given: Given) -> Iterable[str]:
    if given is None:
        return ()
    if isinstance(given, (str, int, float, date)):
        return (_written(given),)
    return tuple(map(str, given))


def _written(value: str | float | date) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{Decimal(repr(value)):f}"
    return value.isoformat() if isinstance(value, date) else str(value)
