"""Answers in rows for machines: the columns of each kind, the same in CSV and in a pandas table, and JSON objects."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.model.serial import to_json
from dateline.store.answers import (
    Answer,
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundReport,
    FoundStatement,
    Party,
    Report,
    Spot,
)
from dateline.store.question import Noun

_REPORT = ("article", "version", "address", "source", "headline", "published", "language")
_END = ("quote", "rule", "confidence", "judged")
COLUMNS: Mapping[Noun, tuple[str, ...]] = {
    "reports": (*_REPORT, "kept_at", "excerpt", "quotes"),
    "statements": (*_REPORT, "path", "speaker", "speaker_name", "addressee", "addressee_name", "act", "manner", "cue", "content", *_END),
    "events": (*_REPORT, "path", "type", "mode", "contexts", "status", "certainty", "polarity", "score", "trigger", "actors", "actor_names",
               "recipients", "recipient_names", "places", "geonameids", "countries", "begins", "ends", "killed", "wounded", "arrested",
               "size", "according_to", *_END),
    "positions": (*_REPORT, "path", "actor", "actor_name", "stance", "proposition", "text", "condition", "begins", "ends", *_END),
    "commitments": (*_REPORT, "path", "actors", "actor_names", "type", "action", "towards", "towards_name", "stance", "deadline", "status",
                    *_END),
    "figures": (*_REPORT, "path", "measure", "subject", "subject_name", "bound", "value", "low", "high", "unit", "places", "geonameids",
                "begins", "ends", "according_to", *_END),
    "memberships": (*_REPORT, "path", "group", "group_name", "member", "member_name", "change", "count", "begins", "ends", "according_to",
                    *_END),
}  # fmt: skip
Cell = str | int | float | None


def cells(answer: Answer) -> tuple[Cell, ...]:
    """The answer as the cells of its ``COLUMNS``; several values in one cell stand with "; " between them."""
    report = _report(answer.report)
    if isinstance(answer, FoundReport):
        return (*report, answer.report.kept_at, answer.excerpt, " | ".join(value.quote for value in answer.values) or None)
    end = (answer.quote, answer.rule, answer.confidence, answer.judged)
    if isinstance(answer, FoundStatement):
        own: tuple[Cell, ...] = (*_who(answer.speaker), *_who(answer.addressee), answer.act, answer.manner, answer.cue, answer.content)
        return (*report, f"statements/{answer.number}", *own, *end)
    if isinstance(answer, FoundEvent):
        return (*report, f"events/{answer.number}", *_event(answer), *end)
    if isinstance(answer, FoundPosition):
        stood = (*_who(answer.actor), answer.stance, answer.proposition, answer.text, answer.condition, answer.begins, answer.ends)
        return (*report, f"positions/{answer.number}", *stood, *end)
    if isinstance(answer, FoundCommitment):
        own = (*_whom(answer.actors), answer.type, answer.action, *_who(answer.towards), answer.stance, answer.deadline, answer.status)
        return (*report, f"commitments/{answer.number}", *own, *end)
    if isinstance(answer, FoundFigure):
        much = (answer.bound, answer.value, answer.low, answer.high, answer.unit)
        spots = (_joined(spot.name for spot in answer.places), _joined(spot.geonameid for spot in answer.places))
        own = (answer.measure, *_who(answer.subject), *much, *spots, answer.begins, answer.ends, _chain(answer.according_to))
        return (*report, f"figures/{answer.number}", *own, *end)
    return (*report, f"memberships/{answer.number}", *_membership(answer), *end)


def _report(report: Report) -> tuple[Cell, ...]:
    return (report.article, report.version, report.address, report.source, report.headline, report.published, report.language)


def _event(event: FoundEvent) -> tuple[Cell, ...]:
    told = (event.status, event.certainty, event.polarity, event.score)
    size = (event.killed, event.wounded, event.arrested, event.size)
    return (
        event.type, event.mode, _joined(event.contexts), *told, event.trigger, *_whom(event.actors), *_whom(event.recipients),
        *_spots(event.places), event.begins, event.ends, *size, _chain(event.according_to),
    )  # fmt: skip


def _membership(found: FoundMembership) -> tuple[Cell, ...]:
    return (*_who(found.group), *_who(found.member), found.change, found.count, found.begins, found.ends, _chain(found.according_to))


def _who(party: Party | None) -> tuple[Cell, Cell]:
    return (party.id, party.name) if party is not None else (None, None)


def _whom(parties: tuple[Party, ...]) -> tuple[Cell, Cell]:
    return _joined(party.id for party in parties), _joined(party.name for party in parties)


def _spots(spots: tuple[Spot, ...]) -> tuple[Cell, Cell, Cell]:
    return _joined(s.name for s in spots), _joined(s.geonameid for s in spots), _joined(s.country for s in spots)


def _chain(parties: tuple[Party, ...]) -> str | None:
    return " > ".join(str(party.id) for party in parties) or None


def _joined(values: Iterable[object]) -> str | None:
    return "; ".join("" if value is None else str(value) for value in values) or None


def csv_line(values: Iterable[Cell]) -> str:
    """One line of CSV (RFC 4180); text that a table program would take for a formula is led by an apostrophe."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_harmless(value) for value in values])
    return out.getvalue()


def _harmless(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def json_line(answer: Answer) -> str:
    """The answer as a JSON object on one line."""
    told: Any = to_json(answer)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
