"""Words that look like a time and are none: a person called May, a march, a sum, a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model.parse import Parse
    from dateline.model.time import TimeMention

_YEAR_PREPOSITIONS = frozenset({
    "in", "since", "of", "from", "until", "till", "by", "before", "after", "during", "to", "between", "and", "through",
    "throughout", "around", "about", "circa", "post", "pre", "early", "late", "mid", "for", ",",
})  # fmt: skip
_MONEY = frozenset({
    "$", "£", "€", "¥", "us$", "a$", "c$", "no.", "no", "number", "flight", "route", "highway", "resolution", "article",
    "section", "chapter", "room",
})  # fmt: skip
_CLOCK_PREPOSITIONS = frozenset({
    "at", "by", "until", "till", "from", "to", "between", "before", "after", "around", "about", "since", "and", "-",
})  # fmt: skip
_FULL_MONTHS = frozenset({
    "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip


def plausible(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    """Whether the words, in their place, tell a time; ``pieces`` is what the pattern's named pieces matched."""
    if ("month" in pieces or "dow" in pieces) and not _written_as_name(mention, parse):
        return False
    check = _CHECKS.get(mention.pattern)
    return check is None or check(mention, pieces, parse)


def _written_as_name(mention: TimeMention, parse: Parse) -> bool:
    """Months and weekdays have a capital; a person's name is none."""
    tokens = range(mention.first, mention.last)
    if not any(parse.words[token][:1].isupper() for token in tokens):
        return False
    if mention.last - mention.first > 1:
        return True
    lower, tag = parse.lowers[mention.first], parse.tags[mention.first]
    if lower in ("may", "march", "mar", "dec", "jan", "sep") and (
        tag in ("MD", "VB", "VBP", "VBD") or lower in ("mar", "dec", "jan", "sep")
    ):
        return False
    return not _inside_person(mention.first, parse)


def _inside_person(token: int, parse: Parse) -> bool:
    entity = parse.entity_of[token]
    return (
        entity >= 0
        and parse.entities[entity].label in ("PERSON", "ORG", "FAC", "WORK_OF_ART")
        and (parse.entities[entity].last - parse.entities[entity].first > 1 or parse.lowers[token] not in _FULL_MONTHS)
    )


def _before(mention: TimeMention, parse: Parse) -> str:
    return parse.lowers[mention.first - 1] if mention.first else ""


def _after(mention: TimeMention, parse: Parse) -> str:
    return parse.lowers[mention.last] if mention.last < len(parse) else ""


def _year(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    before, after = _before(mention, parse), _after(mention, parse)
    if before in _MONEY or after in ("percent", "%", "per", "feet", "metres", "meters", "miles", "km", "dollars", "-"):
        return False
    if "mod" in pieces or mention.last - mention.first > 1:
        return True
    value = int(pieces["year"])
    counted = mention.last < len(parse) and parse.tags[mention.last] == "NNS"
    if before in _YEAR_PREPOSITIONS:
        return not (counted and before not in ("in", "since", "during")) and value >= 1000
    return 1900 <= value <= 2060 and not counted


def _clock(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    hour = pieces.get("hour", "")
    if "clock" in pieces or "ampm" in pieces or "part" in pieces:
        return True
    if "zone" in pieces:
        return ":" in hour or "." in hour or (len(hour) == 4)
    text = parse.text[mention.span.start : mention.span.end]
    if "clock" in text.lower() or "hrs" in text or "hours" in text:
        return ":" in hour or len(hour) == 4 or "clock" in text.lower()
    return ":" in hour and _before(mention, parse) in _CLOCK_PREPOSITIONS


def _season(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    last = mention.last - 1
    if "rel" in pieces or "mod" in pieces or "year" in pieces:
        return True
    if pieces["season"] == "FA" and parse.lowers[last] == "fall":
        return _before(mention, parse) in ("in", "since", "until", "by") and _after(mention, parse) != "of" and parse.tags[last] == "NN"
    named = parse.tags[last] in ("NN", "NNP") and _after(mention, parse) != "of" and parse.lowers[last] != "spring"
    return named or _before(mention, parse) in ("in", "since")


def _adverb(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    last = mention.last - 1
    lower = parse.lowers[last]
    if lower == "future":
        return mention.last - mention.first > 1
    if lower == "soon":
        return _before(mention, parse) != "as" and _after(mention, parse) not in ("after", "as")
    if lower == "past":
        return parse.pos[last] == "NOUN"
    return True


def _holiday(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    return parse.deps[mention.last - 1] != "compound" or mention.last - mention.first > 1


def _no_compound(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    return _after(mention, parse) != "-"


def _weekday_time(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    """Words like "6.43, on Friday" is a price."""
    return not ("." in pieces.get("hour", "") and not pieces.get("ampm"))


def _month_related(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    return not (mention.last < len(parse) and parse.lowers[mention.last].isdigit() and len(parse.lowers[mention.last]) <= 2)


def _plural(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    if "rel" in pieces or mention.last - mention.first > 1:
        return True
    return _before(mention, parse) in ("for", "in", "within", "of")


def _short(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    return _before(mention, parse) in _YEAR_PREPOSITIONS


def _duration(mention: TimeMention, pieces: Mapping[str, str], parse: Parse) -> bool:
    """Words like "a day" after a number or a counted noun is a rate ("700 seats a week")."""
    if _after(mention, parse) == "-":
        return False  # "a year-earlier loss"
    if pieces.get("count") not in ("a", "an") or mention.first == 0 or mention.last - mention.first > 2:
        return True
    return parse.pos[mention.first - 1] not in ("NOUN", "NUM") and parse.lowers[mention.first - 1] not in ("times", "twice", "once")


_CHECKS = {
    "year": _year, "clock": _clock, "season": _season, "ref": _adverb, "monthrel": _month_related, "holiday": _holiday,
    "relunit": _no_compound, "weekdaytime": _weekday_time,
    "plural": _plural, "short": _short, "duration": _duration,
}  # fmt: skip
