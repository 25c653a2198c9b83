"""Dates that do not fit the day of publication or each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.linguistics.tense import direction
from dateline.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.calendar import Calendar
    from dateline.model.article import Article
    from dateline.model.parse import Parse
    from dateline.model.span import Span
    from dateline.model.time import Timex

_OLD_NEWS = 2  # working days after which wire copy no longer calls the day of its main news by the weekday alone
_KINDS_OF_DAY = frozenset({"times/date", "times/datepart"})


def dates(article: Article, parse: Parse, times: tuple[Timex, ...], calendar: Calendar) -> Iterator[Finding]:
    """Weekdays that do not fit, a lead whose news is too old for its date, things to come told as past."""
    published = _day(article.published.value) if article.published else None
    lead = article.paragraphs[0] if article.paragraphs else None
    for timex in times:
        day = _day(timex.value)
        if day is None:
            continue
        if timex.rule in _KINDS_OF_DAY:
            yield from _weekday_against_date(timex, day, parse, calendar)
            if published is not None and timex.anchor is None:
                yield from _yet_to_come(timex, day, published, parse)
        elif timex.rule == "times/weekday" and published is not None and lead is not None and lead.covers(timex.spans[0]):
            yield from _old_lead(timex, day, published, parse)
    if published is not None and article.dateline is not None:
        yield from _dateline_against_date(article.dateline.date, article.dateline.spans, published)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _written(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _old_lead(timex: Timex, day: date, published: date, parse: Parse) -> Iterator[Finding]:
    """The lead tells its news by a weekday that lies more than two working days back."""
    token = parse.token_at(timex.spans[0].start)
    if token is None or not _of_main_verb(token, parse) or _working_days(day, published) <= _OLD_NEWS:
        return
    others = [_written(other) for value in timex.alternatives if (other := _day(value)) is not None]
    tail = f"; {others[0]} may be meant" if others else ""
    word = timex.spans[0].of(parse.text)
    message = f"The report is dated {_written(published)}, but tells its news of {word}, which was {day.day} {day:%B %Y}{tail}."
    yield Finding("date-inconsistent", message, timex.spans)


def _working_days(begin: date, end: date) -> int:
    days = (end - begin).days
    return sum((begin + timedelta(days=step)).weekday() < 5 for step in range(1, days + 1))


def _of_main_verb(token: int, parse: Parse) -> bool:
    """Whether the time hangs on the main verb of its sentence, and that verb is told as past."""
    for head in parse.ancestors(token):
        if parse.pos[head] in ("VERB", "AUX"):
            return (parse.heads[head] == head or parse.deps[head] == "conj") and direction(token, parse) == "past"
        if parse.deps[head] not in ("prep", "pobj", "npadvmod", "compound", "appos"):
            return False
    return False


def _yet_to_come(timex: Timex, day: date, published: date, parse: Parse) -> Iterator[Finding]:
    """A day in full that lies after publication, told as past."""
    token = parse.token_at(timex.spans[0].start)
    if token is None or day <= published + timedelta(days=1) or not _of_main_verb(parse.tokens(timex.spans[0]).stop - 1, parse):
        return
    message = f"The report is dated {_written(published)}, but tells of {_written(day)} as past."
    yield Finding("date-inconsistent", message, timex.spans)


def _weekday_against_date(timex: Timex, day: date, parse: Parse, calendar: Calendar) -> Iterator[Finding]:
    """Words like "Tuesday, 11 March 2015", which was a Wednesday."""
    for token in parse.tokens(timex.spans[0]):
        known = calendar.words.get(parse.lowers[token])
        if known is not None and parse.words[token][:1].isupper() and known.code in calendar.weekdays:
            if int(known.value) != day.isoweekday():
                message = f"{timex.spans[0].of(parse.text)} does not fit: {day.day} {day:%B %Y} was a {day:%A}."
                yield Finding("date-inconsistent", message, timex.spans)
            return


def _dateline_against_date(printed: str | None, spans: tuple[Span, ...], published: date) -> Iterator[Finding]:
    """A date in the dateline that lies days from the day of publication."""
    day = _day(printed) if printed else None
    if day is not None and spans and abs((day - published).days) > _OLD_NEWS + 1:
        yield Finding("date-inconsistent", f"The dateline says {_written(day)}, the report is dated {_written(published)}.", spans)
