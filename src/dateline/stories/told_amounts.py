"""What the words of two sentences, or of two clauses, tell of one amount where the record has no figure: how long it takes, which share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.stories.changes_matter import Matter, Sight, cues, root
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import alike, compare, kin, not_telling, rarity, shared_words
from dateline.stories.counts import NEXT, TELLING, counted_words, counting_subject
from dateline.stories.numbers_told import number_of
from dateline.stories.tables import rows_of

SLACK = 0.15  # two spans or shares so near are one
COUNTS, PROMISED = 0.4, 0.5
MOST_FRESH, MOST_TIMES = 2, 40
DAYS_BACK = 30
_CLAUSE = re.compile(r";\s+|,?\s+(?:while|whereas)\s+|,\s+but\s+")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_NUM = r"(\d[\d.,]*|half an?|an?|[a-z]+(?:-[a-z]+)?)"
_SPAN = re.compile(
    rf"(?P<least>at least |more than |over |no less than )?(?P<most>at most |less than |under |no more than |up to )?"
    rf"\b{_NUM}(?: (?:to|or) {_NUM})? (minute|hour|day|night|week|fortnight|month|year)s?\b"
    r"(?! (?:ago|old|later|earlier|after|before|since|long|in prison|of (?:talks|mourning|fighting|war)))",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:past|last|previous|next|first|every|each|for the|in the|within|after|since|of the|another|"
    r"a|per|once|twice|aged?|these|those|in)\s*$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:takes?|taken|taking|took|lasts|lasted|lasting|(?:will|would|could|may|might|should) last|needs?|needed|"
    r"repair\w*|rebuil\w*|restor\w*|reopen\w*|ready|works?)\b",
    re.IGNORECASE,
)
_TAKING = re.compile(
    r"\b(?:tak(?:es?|ing)|took|last(?:s|ed)?|need(?:s|ed)?|least|about|than|of|for|only|to) (?:only |just |about |at least )?$",
    re.IGNORECASE,
)
_SHARES = (
    (re.compile(r"\bevery (?:second|other)\b", re.IGNORECASE), 0.5),
    (re.compile(r"\bhalf (?:of|the|its|their)\b|\b(?:about|nearly|almost|only) half\b", re.IGNORECASE), 0.5),
    (re.compile(r"\btwo[ -]thirds\b", re.IGNORECASE), 2 / 3),
    (re.compile(r"\bthree[ -]quarters\b", re.IGNORECASE), 0.75),
    (re.compile(r"\b(?:a|one) third of\b|\bevery third\b", re.IGNORECASE), 1 / 3),
    (re.compile(r"\b(?:a|one) quarter of\b|\bevery fourth\b", re.IGNORECASE), 0.25),
)
_OUT_OF = re.compile(rf"\b{_NUM} (?:out of|in) (?:every )?{_NUM}\b(?! (?:hundred|thousand|million))", re.IGNORECASE)
_PERCENT = re.compile(rf"\b{_NUM} ?(?:percent|per cent|%)", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:wants|wanted|demand\w*|offer\w*|propos\w*|request\w*|promis\w*|pledg\w*|truce|ceasefire|pause)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that words tell: ``kind`` is ``span`` (in days) or ``share``; ``low`` and ``high`` are equal where it is told exactly."""

    kind: str
    low: float
    high: float
    bound: str


@dataclass(frozen=True, slots=True)
class _Clause:
    sentence: Matter
    text: str
    amount: Amount | None
    teller: frozenset[str]


def told_within(sight: Sight, kept: Iterable[Found]) -> Iterator[Found]:
    """Two parties that give another span or share for one thing, one right after the other."""
    done = {each.now.sentence for each in kept if each.kind == "figures-differ"}
    before: _Clause | None = None
    for now in _clauses(sight):
        if before is not None and now.sentence.sentence not in done and _differ(now, before):
            done.add(now.sentence.sentence)
            yield Found("figures-differ", now.sentence, before.sentence, compare(now.sentence, before.sentence, one_story=True))
        before = now


def told_again(sight: Sight, earlier: Iterable[Matter]) -> Iterator[Found]:
    """A span that a party puts otherwise than it did in an earlier report: the repair takes two weeks, not four days."""
    known = [(each, amount) for each in earlier if (amount := lasting(each)) is not None]
    for now in (each for each in sight.matters if each.noun == "sentences" and each.reply is None):
        amount = lasting(now) if known else None
        before = next((each for each, told in reversed(known) if amount is not None and _put_anew(now, amount, each, told)), None)
        if before is not None:
            yield Found("figure-revised", now, before, compare(now, before, one_story=True))
            return


def lasting(sentence: Matter) -> Amount | None:
    """How long a sentence says that something takes or lasts."""
    if sentence.noun != "sentences" or not _TAKES.search(sentence.text) or _WISHED.search(sentence.text):
        return None
    return _span(sentence.text)


def _put_anew(now: Matter, amount: Amount, before: Matter, told: Amount) -> bool:
    days = (now.published or 0) - (before.published or 0)
    if now.article == before.article or not 0 <= days <= DAYS_BACK or _meet(amount, told):
        return False
    if now.teller is not None and before.teller is not None and not alike(now.teller, before.teller):
        return False
    mine, theirs = now.words | now.own, before.words | before.own
    return bool(kin(mine, theirs)) or len(shared_words(mine, theirs)) > 1


def _clauses(sight: Sight) -> Iterator[_Clause]:
    for sentence in (each for each in sight.matters if each.noun == "sentences" and each.reply is None):
        parts = [part for part in _CLAUSE.split(sentence.text) if part]
        for part in parts:
            yield _Clause(sentence, part, _amount(part), _teller(sentence, part, alone=len(parts) == 1))


def _teller(sentence: Matter, clause: str, *, alone: bool) -> frozenset[str]:
    """The folded words of who gives the amount in a clause."""
    number = next((match for pattern in (_SPAN, _OUT_OF, _PERCENT) if (match := pattern.search(clause)) is not None), None)
    number = number or next((match for pattern, _ in _SHARES if (match := pattern.search(clause)) is not None), None)
    subject = counting_subject(clause, number[0]) if number is not None else None
    if subject is not None:
        return _folded(subject)
    after = re.search(r"(?:,? according to|, (?:said|says)) ([^,.;]+)|, ([^,.;]+?) (?:said|says)\b", clause)
    if after is not None:
        return _folded(after[1] or after[2])
    return sentence.teller.words if alone and sentence.teller is not None else frozenset()


def _folded(text: str) -> frozenset[str]:
    return frozenset(root(token) for token in _WORD.findall(text)) - not_telling() - counted_words() - cues()["count"]


def _differ(now: _Clause, before: _Clause) -> bool:
    """True for amounts of one kind by two, the second told with nothing else."""
    if now.amount is None or before.amount is None or now.amount.kind != before.amount.kind or _meet(now.amount, before.amount):
        return False
    if not now.teller or not before.teller or now.teller & before.teller:
        return False
    gap = now.sentence.sentence.start - before.sentence.sentence.end
    together = now.sentence.sentence == before.sentence.sentence or 0 <= gap <= NEXT
    sides = (now.sentence, before.sentence)
    wished = ("asks", "threat") if now.amount.kind == "span" else ("asks", "threat", "pledge")
    if not together or any(each.does(*wished) >= PROMISED or _WISHED.search(each.text) for each in sides):
        return False
    if now.amount.kind == "span" and not any(_TAKES.search(each.text) for each in (now, before)):
        return False
    if max(each.does("count", "denies", "accuses") for each in sides) < COUNTS and now.amount.kind != "span":
        return False
    words = {root(token) for token in _WORD.findall(now.text)} - {root(token) for token in _WORD.findall(before.text)} - now.teller
    left = words - not_telling() - counted_words() - cues()["count"] - {root(unit) for unit in _days()}
    return sum(not word[0].isdigit() and rarity(word) >= TELLING for word in left) <= MOST_FRESH


def _meet(one: Amount, other: Amount) -> bool:
    """True where both may be right."""
    small, large = (one, other) if one.high <= other.high else (other, one)
    if small.high * (1 + SLACK) >= large.low * (1 - SLACK) or small.high * MOST_TIMES < large.low:
        return True
    return small.bound == "at-least" and large.bound == "at-least"


def _amount(text: str) -> Amount | None:
    """The one span, else the one share that a clause tells."""
    span = _span(text) if len(_SPAN.findall(text)) == 1 else None
    return span or _share(text)


def _span(text: str) -> Amount | None:
    for match in _SPAN.finditer(text):
        low = number_of(match[3])
        lead = text[: match.start()]
        if low is None or _GONE.search(lead) or (match[3].lower() in ("a", "an") and not _TAKING.search(lead + (match["least"] or ""))):
            continue  # "two million a day"
        high = number_of(match[4]) if match[4] else low
        days = _days()[match[5].lower()]
        bound = "at-least" if match["least"] else "at-most" if match["most"] else "exact"
        return Amount("span", low * days, (high or low) * days, bound)
    return None


def _share(text: str) -> Amount | None:
    value = next((share for pattern, share in _SHARES if pattern.search(text)), None)
    out_of, percent = _OUT_OF.search(text), _PERCENT.search(text)
    if value is None and out_of is not None:
        part, whole = number_of(out_of[1]), number_of(out_of[2])
        value = part / whole if part and whole and part < whole else None
    if value is None and percent is not None:
        number = number_of(percent[1])
        value = number / 100 if number is not None else None
    return Amount("share", value, value, "exact") if value is not None else None


@lru_cache(maxsize=1)
def _days() -> dict[str, float]:
    """How many days the units of ``data/spans.tsv`` last."""
    return {unit: float(days) for unit, days in rows_of("spans.tsv")}
