"""Which sources are not well, in few rows: what stands on the notice board, and looks that failed; for a glance in the morning."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.collect.health import STATES
from dateline.store.fetch_tables import source_health
from dateline.store.tables import notices, sources


@dataclass(frozen=True, slots=True)
class Unwell:
    """A source that is not well: one word (failing, silent, changed, moved, troubled), a sentence, and since when (None: unknown)."""

    name: str
    state: str
    message: str
    since: str | None


@dataclass(frozen=True, slots=True)
class Ward:
    """The sources that are not well, the longest first, and how many sources there are."""

    unwell: tuple[Unwell, ...]
    sources: int


def unwell(connection: Connection) -> Ward:
    """How the sources are doing, in two questions."""
    words = dict(STATES)
    standing = select(notices.c.subject, notices.c.kind, notices.c.message, notices.c.raised_at).where(notices.c.ended_at.is_(None))
    rows = connection.execute(standing.where(notices.c.kind.in_(list(words))).order_by(notices.c.raised_at, notices.c.id)).all()
    found = [Unwell(subject or "", words[kind], message, raised) for subject, kind, message, raised in rows]
    told = {each.name for each in found}
    failing = select(sources.c.name, source_health.c.problem, source_health.c.succeeded_at).join(
        sources, sources.c.id == source_health.c.source
    )
    for name, problem, succeeded in connection.execute(failing.where(source_health.c.failures > 0).order_by(sources.c.name)):
        if name not in told:
            found.append(Unwell(name, "troubled", f"The last look at {name} failed: {problem or 'no reason known'}", succeeded))
    return Ward(tuple(found), connection.execute(select(func.count()).select_from(sources)).scalar() or 0)
