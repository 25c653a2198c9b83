"""Answers as an assistant gets them: the value, the words it was taken from, where they stand, and where the report is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from dateline.model.serial import to_json
from dateline.store.answers import Answer, FoundReport, Report
from dateline.store.offsets import offsets
from dateline.store.question import Noun, Question
from dateline.store.store import Store
from dateline.web.api.telling import link_of
from dateline.web.rendering import path_of

Json = dict[str, Any]
LEFT_OUT = frozenset(("report", "number", "id", "rule", "statement", "continues", "inside"))


def page(store: Store, noun: Noun, question: Question, limit: int, desk: str) -> Json:
    """One page of answers; ``desk`` is the address of a desk whose pages the links lead to."""
    found = store.ask(noun, question).page(limit)
    with store.reading() as connection:
        places = offsets(connection, noun, [each for each in found.answers if not isinstance(each, FoundReport)])
    spans = {place: [[span.start, span.end] for span in listed] for place, listed in places.items()}
    told = [answer(each, spans, desk) for each in found.answers]
    return {
        "found": told,
        "after": found.after,
        "notes": list(found.notes),
        "question": replace(question, after=None, limit=None).address(),
    }


def answer(value: Answer, spans: Mapping[tuple[int, int], list[list[int]]], desk: str) -> Json:
    """An answer."""
    if isinstance(value, FoundReport):
        values = [answer(each, spans, desk) for each in value.values]
        return {**_report(value.report), "link": f"{desk}{link_of(value.report.article)}", "excerpt": value.excerpt, "values": values}
    data = cast(Json, to_json(value))
    path = path_of(value)
    told = {name: part for name, part in data.items() if name not in LEFT_OUT and part not in (None, [])}
    place = (value.report.reading, value.number)
    return {
        "quote": value.quote, **told, "path": path, "offsets": spans.get(place, []), **_report(value.report),
        "link": f"{desk}{link_of(value.report.article)}?value={path}",
    }  # fmt: skip


def _report(report: Report) -> Json:
    return {"article": report.article, "version": report.version, "address": report.address, "headline": report.headline,
            "published": report.published, "source": report.source}  # fmt: skip
