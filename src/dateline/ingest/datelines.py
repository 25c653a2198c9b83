"""The opening of wire copy: "ABUJA, March 10 (Reuters) -", with its places, its agency and its date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.ingest.tables import lookup, rows
from dateline.model.span import Span

LONGEST = 140  # code points of a dateline with its dash
_SEPARATOR = re.compile(r"\s*(?:\s(?:-\s*-|[-_:])\s|\s?--\s?|\s?[—–―]\s?|(?<=[\w.)])\s?(?:_|:)\s|(?<=\))\s?-\s?)\s*")
_AGENCY = re.compile(r"\(\s*([^()]{2,40}?)\s*\)|/\s*([A-Z][^/()]{1,30}?)\s*/|\[\s*([^\[\]]{2,40}?)\s*\]")
_WORD = re.compile(r"[^\W\d_][\w’'.\-]*")
_SMALL = frozenset("of the de da do la le las los el al an am el- al- near on in and aboard at del du der den ibn bin upon sur".split())
_OPENING = re.compile(r"[\s*\"“”'‘\-–—_•]*")
_PREFIX = re.compile(r"(?:aboard|near|outside|inside|on|in|at|off)\s+(?:the\s+)?", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:/|;|\s&\s|\band\b|\s[-–]\s)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline in the text: where it stands, its places, its agency, its month and day, and a year if printed."""

    span: Span
    places: tuple[Span, ...]
    agency: str | None
    day: tuple[int, int] | None
    year: int | None
    after: int  # where the report itself begins


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    month = "|".join(sorted(lookup("months"), key=len, reverse=True))
    weekday = "|".join(sorted(lookup("weekdays"), key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s,(]))(?:(?:{weekday})\b\.?,?\s*)?(?:(?P<m1>{month})\b\.?\s+(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<m2>{month})\b\.?)"
        rf"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?=[\s,.;)(]|$)|(?:^|(?<=[\s,(]))(?:{weekday})\b",
        re.IGNORECASE,
    )


def find_dateline(text: str, paragraph: Span) -> FoundDateline | None:
    """The dateline that ``paragraph`` opens with, or None."""
    window = text[paragraph.start : min(paragraph.end, paragraph.start + LONGEST)]
    opening = _OPENING.match(window)
    begin = opening.end() if opening else 0
    for separator in _SEPARATOR.finditer(window, begin):
        if separator.start() <= begin:
            continue
        head, rest = window[begin : separator.start()], window[separator.end() :]
        found = _read_head(head, separator.group().strip(), rest)
        if found is not None:
            return _placed(found, text, paragraph.start + begin, paragraph.start + separator.end())
        if len(head) > 100:
            break
    return _without_dash(text, paragraph, window, begin)


def _without_dash(text: str, paragraph: Span, window: str, begin: int) -> FoundDateline | None:
    """A dateline that ends with its agency in brackets and nothing else: "KABUL (AP) Two"."""
    for match in _AGENCY.finditer(window, begin):
        if agency_name(match.group(1) or "") and match.end() < len(window) and window[match.end()].isspace():
            found = _read_head(window[begin : match.end()], "", window[match.end() :].lstrip())
            if found is not None:
                return _placed(found, text, paragraph.start + begin, paragraph.start + match.end() + 1)
        break
    return None


@dataclass(frozen=True, slots=True)
class _Head:
    length: int
    places: tuple[tuple[int, int], ...]
    agency: str | None
    date: re.Match[str] | None


def agency_name(printed: str) -> str | None:
    """The agency that the words name ("AFP", "Reuters Health" not), or None."""
    names = lookup("agencies")
    whole = printed.strip(" .").lower()
    if whole in names:
        return names[whole]
    parts = [part.strip() for part in re.split(r"\s*(?:[/,;&]|\band\b|-)\s*", whole) if part.strip()]
    known = [names[part] for part in parts if part in names]
    return known[0] if known and len(parts) <= 3 else None


def _read_head(head: str, mark: str, rest: str) -> _Head | None:
    """What stands before the dash, if it is a dateline."""
    brackets = [m for m in _AGENCY.finditer(head) if agency_name(m.group(1) or m.group(2) or m.group(3) or "")]
    bracket = brackets[-1] if brackets else None
    agency = agency_name(bracket.group(1) or bracket.group(2) or bracket.group(3)) if bracket else None
    if bracket is not None and head[bracket.end() :].strip(" ,.") and not _date_pattern().fullmatch(head[bracket.end() :].strip(" ,.")):
        return None
    date = next(_date_pattern().finditer(head), None)
    cut = min([len(head), *([bracket.start()] if bracket else []), *([date.start()] if date else [])])
    names = head[:cut].rstrip(" ,")
    if agency is None:
        names, agency = _bare_agency(names)
    if not names:
        sure = bracket is not None or (agency is not None and mark not in (":", ""))
        return _Head(len(head.rstrip()), (), agency, date) if sure and rest[:1] else None
    if not _are_places(names, mark, rest, marked=agency is not None or date is not None):
        return None
    return _Head(len(head.rstrip()), _places(names), agency, date)


def _bare_agency(names: str) -> tuple[str, str | None]:
    """Place names without an agency at their end that stands there without brackets: "TOKYO, Kyodo", "AFP"."""
    if names.lower() in lookup("agencies") and names.upper() == names:
        return "", lookup("agencies")[names.lower()]
    front, comma, last = names.rpartition(",")
    if comma and last.strip().lower() in lookup("agencies"):
        return front.rstrip(), lookup("agencies")[last.strip().lower()]
    return names, None


def _are_places(names: str, mark: str, rest: str, *, marked: bool) -> bool:
    words = _WORD.findall(names)
    if not words or len(words) > 12 or re.search(r"[?!\"“”:;()\d]", names.replace("/", " ")) and not re.search(r"\bUSS\b|\bHMS\b", names):
        return False
    stop = {row[0] for row in rows("not_places")}
    if words[0].lower() in stop or any(word.islower() and word not in _SMALL for word in words):
        return False
    if not rest or rest[0].islower():
        return False
    first = re.split(r"[,/]", names)[0]
    capitals = sum(word.isupper() for word in _WORD.findall(first) if len(word) > 2 or word.isupper())
    if marked:
        return True
    if first.upper() == first and capitals:
        return len(first) > 2 and len(words) <= 8
    # "Gaza City/Jerusalem – Israeli ...": names in small letters need a dash with room around it and few words
    return mark not in (":", "_", "") and len(_WORD.findall(first)) <= 3 and len(words) <= 5


def _places(names: str) -> tuple[tuple[int, int], ...]:
    """The place names in the order in which they stand; a state or country after a comma is a name of its own."""
    out, start = [], 0
    for cut in [*_SPLIT.finditer(names), None]:
        end = cut.start() if cut else len(names)
        at = start
        for part in names[start:end].split(","):
            prefix = _PREFIX.match(part.lstrip())
            front = len(part) - len(part.lstrip()) + (prefix.end() if prefix else 0)
            if part[front:].strip():
                out.append((at + front, at + len(part.rstrip())))
            at += len(part) + 1
        start = cut.end() if cut else end
    return tuple(out)


def _placed(head: _Head, text: str, start: int, after: int) -> FoundDateline:
    day = year = None
    if head.date and (head.date["d1"] or head.date["d2"]):
        day = (int(lookup("months")[(head.date["m1"] or head.date["m2"]).lower()]), int(head.date["d1"] or head.date["d2"]))
        year = int(head.date["year"]) if head.date["year"] else None
    places = tuple(Span(start + a, start + b) for a, b in head.places)
    return FoundDateline(Span(start, start + head.length), places, head.agency, day, year, min(after, len(text)))
