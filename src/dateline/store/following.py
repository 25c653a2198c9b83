"""Where judgements go in another reading of their article: along with the value whose evidence still stands there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection, select

from dateline.model.record import Record, Value, evidence_spans
from dateline.model.serial import to_json
from dateline.model.span import Span
from dateline.store.tables import judgements

# What may differ between two readings that say the same: names within one record, how the value was found, where it stands.
PASSING = frozenset(
    ("id", "rule", "confidence", "statement", "time", "place", "places", "continues", "inside", "anchor", "spans", "evidence", "mentions",
     "trigger", "cue", "cues", "content", "candidates")
)  # fmt: skip


def lasting(value: object) -> str:
    """``value`` as JSON without what differs between two readings that say the same."""

    def kept(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: kept(each) for key, each in data.items() if key not in PASSING or (key == "id" and "known" in data)}
        return [kept(each) for each in data] if isinstance(data, list) else data

    return json.dumps(kept(to_json(value)), ensure_ascii=False, sort_keys=True)


def standing(connection: Connection, articles: Iterable[str] | None = None) -> list[Any]:
    """The rows of ``judgements`` that were not withdrawn, oldest first; of ``articles`` and of all where given."""
    taken_back = select(judgements.c.withdraws).where(judgements.c.withdraws.is_not(None))
    query = select(judgements).where(judgements.c.action != "withdraw", judgements.c.id.not_in(taken_back))
    if articles is not None:
        query = query.where(judgements.c.article.in_(sorted(articles)))
    return list(connection.execute(query.order_by(judgements.c.id)))


def followed(record: Record, made: Any) -> int | None:
    """The number of the value of ``record`` that the judgement ``made`` (a row) goes along to; None where its evidence no longer stands."""
    words = json.loads(made.words)
    start, quotes = words[0][0] if words else 0, [quote for _, quote in words]
    best: tuple[int, int] | None = None
    for number, value in enumerate(cast(tuple[Value, ...], getattr(record, made.noun))):
        for spans in _places_of(value, made):
            if [span.of(record.article.text) for span in spans] != quotes or (
                made.action in ("accept", "reject") and lasting(value) != made.value
            ):
                continue
            away = abs(spans[0].start - start) if spans else 0
            best = min(best, (away, number)) if best is not None else (away, number)
    return best[1] if best is not None else None


def _places_of(value: Value, made: Any) -> Iterable[tuple[Span, ...]]:
    if made.action != "split":
        return (evidence_spans(value),)
    return [mention.spans for mention in getattr(value, "mentions", ())] if getattr(value, "id", None) == made.actor else ()
