"""Watches on changes: each change that was found, of the kinds and on the reports that a watch asks for, raises an alert once."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Connection, select

from dateline.store.change_tables import changes
from dateline.store.question import NOUNS, Noun
from dateline.store.story_tables import story_articles
from dateline.store.tables import readings, sources, versions
from dateline.store.watch_tables import watch_told, watches
from dateline.watch.deciding import Ledger
from dateline.watch.facts import Facts
from dateline.watch.matching import Rule, matches
from dateline.watch.telling import Draft, Telling, digest


def check_changes(
    connection: Connection, ledger: Ledger, rule: Rule, after: int, *, past: bool = False, since: str | None = None
) -> list[int]:
    """Raises an alert for each change after number ``after`` that the rule asks for; gives the numbers of the alerts.

    Changes by reports that were kept before the watch are no news, unless ``past``; ``since`` is the first
    day of publication that counts.
    """
    query = (
        select(changes, story_articles.c.story, sources.c.name.label("source"))
        .join(readings, readings.c.id == changes.c.reading)
        .join(versions, versions.c.id == readings.c.version)
        .outerjoin(sources, sources.c.id == versions.c.source)
        .outerjoin(story_articles, story_articles.c.article == changes.c.article)
        .where(changes.c.id > after)
        .order_by(changes.c.id)
    )
    if not past:
        query = query.where(readings.c.kept_at >= select(watches.c.made_at).where(watches.c.id == rule.id).scalar_subquery())
    if since is not None:
        query = query.where(changes.c.published >= since)
    kinds = rule.watch.changes
    raised = []
    for row in connection.execute(query.where(changes.c.kind.in_(kinds)) if kinds else query).all():
        if _fits(ledger, rule, row) and ledger.first_time(rule, _key(row)):
            raised.append(_raise(connection, ledger, rule, row))
    return raised


def _key(row: Any) -> str:
    """What makes a change one: a report that is read again, or comes in a new version, brings its changes again."""
    if row.other is not None:
        return digest("change", row.kind, row.article, row.other, row.other_noun, row.other_number)
    return digest("change", row.kind, row.article, row.noun, row.number)


def newest(connection: Connection) -> int:
    """The number of the change found last."""
    return connection.execute(select(changes.c.id).order_by(changes.c.id.desc()).limit(1)).scalar() or 0


def _fits(ledger: Ledger, rule: Rule, row: Any) -> bool:
    """Whether the report fits, and the changed value where the rule asks for values of that kind."""
    record = ledger.record(row.reading)
    if record is None:
        return False
    found = matches(rule, Facts(record, row.reading, row.source, row.article))
    same_kind = [match for match in found if match.noun == row.noun]
    return any(match.number == row.number for match in same_kind) if same_kind else bool(found)


def _raise(connection: Connection, ledger: Ledger, rule: Rule, row: Any) -> int:
    noun = cast("Noun | None", row.noun if row.noun in NOUNS else None)
    thread = _thread(connection, rule, row)
    draft = Draft("change", row.reading, noun, row.number if noun is not None else None, row.story, thread, (("change", row.kind),),
                  subject=row.id)  # fmt: skip
    number = ledger.raise_alert(rule, draft)
    if noun is not None:
        ledger.remember(rule, Telling(row.reading, noun, row.number, thread or number, "change", ()))
    return number


def _thread(connection: Connection, rule: Rule, row: Any) -> int | None:
    """The alert on the other side of the change: a pledge made, before it was kept or broken."""
    if row.other_reading is None:
        return None
    mine = (watch_told.c.watch == rule.id) & (watch_told.c.reading == row.other_reading) & (watch_told.c.noun == row.other_noun)
    return connection.execute(select(watch_told.c.alert).where(mine, watch_told.c.number == row.other_number)).scalar()
