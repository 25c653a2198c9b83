"""The opening of wire copy: "ABUJA, March 10 (Reuters) -", with its places, its agency and its date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.ingest.tables import listed, lookup
from dateline.model.span import Span

LONGEST = 140  # code points of a dateline with its dash
SHORTEST = 110  # code points of a paragraph whose dateline ends in a colon
ALONE = 90  # code points of a line that may hold nothing but a dateline
_SEPARATOR = re.compile(r"\s*(?:\s(?:-\s*-|[-_:])\s|\s?--\s?|\s?[—–―]\s?|(?<=[\w.)])\s?(?:_|:)\s|(?<=\))\s?-\s?)\s*")
_AGENCY = re.compile(r"\(\s*([^()]{2,40}?)\s*\)|/\s*([A-Z][^/()]{1,30}?)\s*/|\[\s*([^\[\]]{2,40}?)\s*\]")
_UNKNOWN = re.compile(r"[A-Z]{3,8}(?:[/-][A-Z0-9]{2,8})?|[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2}")
_FOREIGN = re.compile(r"[?!\"“”:;()]|\d(?!\d*\b.*\b(?:USS|HMS)\b)")
_STOPPED = re.compile(r"[A-Z][A-Z' -]{3,}\.")  # "MOSCOW." but not "N.H." nor "Wis."
_WORD = re.compile(r"[^\W\d_][\w’'.\-]*")
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
        rf"(?:^|(?<=[\s,(]))(?:(?:{weekday})\b\.?,?\s*)?"
        rf"(?:(?P<m1>{month})\b\.?\s+(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<m2>{month})\b\.?)"
        rf"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?=[\s,.;)(]|$)|(?:^|(?<=[\s,(]))(?:{weekday})\b",
        re.IGNORECASE,
    )


def find_dateline(text: str, paragraph: Span) -> FoundDateline | None:
    """The dateline that ``paragraph`` opens with, or None."""
    window = _window(text, paragraph)
    opening = _OPENING.match(window)
    begin = opening.end() if opening else 0
    for separator in _SEPARATOR.finditer(window, begin):
        if separator.start() <= begin:
            continue
        head, rest = window[begin : separator.start()], window[separator.end() :]
        mark = separator.group()
        found = _read_head(head, mark.strip(), rest, spaced=mark != mark.strip(), long=len(paragraph) > SHORTEST)
        if found is not None:
            return _placed(found, text, paragraph.start + begin, paragraph.start + separator.end())
        if len(head) > 100:
            break
    return _without_dash(text, paragraph, window, begin)


def _window(text: str, paragraph: Span) -> str:
    """The beginning of the paragraph; a short one is read on into the next line: some feeds set the dateline alone."""
    end = min(paragraph.end, paragraph.start + LONGEST)
    window = text[paragraph.start : end]
    if len(paragraph) > ALONE:
        return window
    following = text[end : end + 8].lstrip()[:1]
    return f"{window} {following}" if following else window


def stands_alone(text: str, paragraph: Span) -> bool:
    """True if the paragraph is a dateline and nothing else."""
    found = find_dateline(text, paragraph) if len(paragraph) <= ALONE else None
    return found is not None and found.after >= paragraph.end


def _without_dash(text: str, paragraph: Span, window: str, begin: int) -> FoundDateline | None:
    """A dateline that ends with its agency in brackets and nothing else: "KABUL (AP) Two"."""
    for match in _AGENCY.finditer(window, begin):
        first = match.start() == begin and window[match.end() : match.end() + 1].isupper()  # "(CNN)The president"
        if agency_name(match.group(1) or "") and match.end() < len(window) and (first or window[match.end()].isspace()):
            found = _read_head(window[begin : match.end()], "", window[match.end() :].lstrip())
            if found is not None:
                return _placed(found, text, paragraph.start + begin, paragraph.start + match.end() + (not first))
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


def _read_head(head: str, mark: str, rest: str, *, spaced: bool = True, long: bool = True) -> _Head | None:
    """What stands before the dash, if it is a dateline."""
    bracket, agency = _bracket(head)
    date = next(_date_pattern().finditer(head), None)
    cut = min([len(head), *([bracket.start()] if bracket else []), *([date.start()] if date else [])])
    names, beyond = head[:cut].rstrip(" ,("), _beyond(head, cut, bracket, date)
    if beyond:
        return None
    if agency is None:
        names, agency = _bare_agency(names)
    if not names:
        sure = bracket is not None or (agency is not None and mark not in (":", ""))
        return _Head(len(head.rstrip()), (), agency, date) if sure and rest[:1] else None
    marked = agency is not None or date is not None
    if not _are_places(names, mark, rest, marked=marked, spaced=spaced, long=long):
        return None
    return _Head(len(head.rstrip()), _places(names), agency, date)


def _beyond(head: str, start: int, bracket: re.Match[str] | None, date: re.Match[str] | None) -> str:
    """What else stands between the places and the dash: a dateline has nothing there."""
    kept = "".join(
        char for at, char in enumerate(head) if at >= start and not any(m and m.start() <= at < m.end() for m in (bracket, date))
    )
    return kept.strip(" ,.;|/()\u00a0")


def _bracket(head: str) -> tuple[re.Match[str] | None, str | None]:
    """The last bracket that names an agency, and the agency; capitals in a bracket count as one though it is not known."""
    for match in reversed(list(_AGENCY.finditer(head))):
        printed = match.group(1) or match.group(2) or match.group(3) or ""
        before = head[: match.start()].strip()
        unknown = match.group(2) is None and before.split(",")[0].isupper() and _UNKNOWN.fullmatch(printed) is not None
        name = agency_name(printed) or (printed if unknown and not _date_pattern().fullmatch(printed) else None)
        if name:
            return match, name
    return None, None


def _bare_agency(names: str) -> tuple[str, str | None]:
    """Place names without an agency at their end that stands there without brackets: "TOKYO, Kyodo", "AFP"."""
    if names.lower() in lookup("agencies") and names.upper() == names:
        return "", lookup("agencies")[names.lower()]
    front, comma, last = names.rpartition(",")
    if comma and last.strip().lower() in lookup("agencies"):
        return front.rstrip(), lookup("agencies")[last.strip().lower()]
    return names, None


def _are_places(names: str, mark: str, rest: str, *, marked: bool, spaced: bool, long: bool) -> bool:
    words = _WORD.findall(names)
    if not words or len(words) > 12 or _FOREIGN.search(names):
        return False
    stop, small = listed("not_places"), listed("place_words")
    opens = [found[0].lower() for piece in re.split(r"[,/;]", names) if (found := _WORD.findall(piece))]
    if (
        any(word in stop for word in opens)
        or re.search(r"[a-z]{4}\. ", names)
        or any(word.islower() and word not in small for word in words)
    ):
        return False
    if not rest or rest[0].islower():
        return False
    if any(agency_name(name) for name in names.split(",")):
        return False
    first = re.split(r"[,/]", names)[0]
    capitals = sum(word.isupper() for word in _WORD.findall(first) if len(word) > 2 or word.isupper())
    if marked:
        return True
    if first.upper() == first and capitals:
        joined = mark == "--" and "," not in names and not spaced  # "SMITH--John, 98" is a notice of death
        known = any(name.strip().casefold() in _folded("cities") for name in re.split(r"[,/]", names))
        label = mark == ":" and not (long and known)  # "DEAR READER: Two in three ..." is none
        short = len(first.split()) <= 4 or _PREFIX.match(first) is not None
        return len(first) > 2 and len(words) <= 8 and short and not joined and not label
    # "Gaza City/Jerusalem – Israeli ...": names in small letters are believed of known cities alone
    return mark not in ("_", "") and first.strip() in listed("cities") and len(words) <= 5 and (mark != ":" or long)


@lru_cache(maxsize=1)
def _folded(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in listed(name))


def _places(names: str) -> tuple[tuple[int, int], ...]:
    """The place names in the order in which they stand; a state or country after a comma is a name of its own."""
    out, start = [], 0
    for cut in [*_SPLIT.finditer(names), None]:
        end = cut.start() if cut else len(names)
        at = start
        for part in names[start:end].split(","):
            prefix = _PREFIX.match(part.lstrip())
            front = len(part) - len(part.lstrip()) + (prefix.end() if prefix else 0)
            end_of_name = len(part.rstrip())
            if _STOPPED.fullmatch(part[front:end_of_name]):
                end_of_name -= 1
            if part[front:].strip():
                out.append((at + front, at + end_of_name))
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
