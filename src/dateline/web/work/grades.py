"""Grades of sources by people: how reliable a source is (A to F) and how credible what it tells (1 to 6).

The scheme is the one of NATO's AJP-2.1 (known as the Admiralty code).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dateline.errors import UsageError
from dateline.store.desk_tables import grades
from dateline.store.question import clean
from dateline.store.store import Store
from dateline.store.writing import Numbers

RELIABILITY = (
    ("A", "completely reliable"), ("B", "usually reliable"), ("C", "fairly reliable"), ("D", "not usually reliable"), ("E", "unreliable"),
    ("F", "reliability cannot be judged"),
)  # fmt: skip
CREDIBILITY = (
    (1, "confirmed by other sources"), (2, "probably true"), (3, "possibly true"), (4, "doubtful"), (5, "improbable"),
    (6, "truth cannot be judged"),
)  # fmt: skip
LONGEST_WHY = 1_000


@dataclass(frozen=True, slots=True)
class Grade:
    """What a person holds of a source."""

    source: str
    reliability: str
    credibility: int | None
    who: str
    at: str
    why: str | None

    @property
    def code(self) -> str:
        """The grade as it is written: B2."""
        return f"{self.reliability}{self.credibility or ''}"

    @property
    def meaning(self) -> str:
        """The grade in words."""
        words = [dict(RELIABILITY)[self.reliability], dict(CREDIBILITY).get(self.credibility or 0, "")]
        return ", ".join(word for word in words if word)


def grade(store: Store, source: str, reliability: str, who: str, *, credibility: int | None = None, why: str = "") -> None:
    """Writes a grade down; older ones stay, the newest counts."""
    if reliability not in dict(RELIABILITY):
        raise UsageError(f"The reliability of a source is a letter from A to F, not {reliability[:20]!r}.")
    if credibility is not None and credibility not in dict(CREDIBILITY):
        raise UsageError(f"The credibility is a number from 1 to 6, not {credibility}.")
    if not clean(source):
        raise UsageError("A grade needs the name of a source.")
    with store.writing() as connection:
        numbers = Numbers(connection, "grades")
        connection.execute(grades.insert().values(
            id=numbers(), source=clean(source)[:200], reliability=reliability, credibility=credibility, who=who, at=store.now(),
            why=clean(why)[:LONGEST_WHY] or None))  # fmt: skip
        numbers.close()


def current(store: Store) -> dict[str, Grade]:
    """The newest grade of each source, by its name."""
    newest = select(func.max(grades.c.id)).group_by(grades.c.source)
    with store.reading() as connection:
        return {row.source: _grade(row) for row in connection.execute(select(grades).where(grades.c.id.in_(newest)))}


def history(store: Store, source: str) -> tuple[Grade, ...]:
    """All grades of a source, the newest first."""
    with store.reading() as connection:
        return tuple(
            _grade(row) for row in connection.execute(select(grades).where(grades.c.source == source).order_by(grades.c.id.desc()))
        )


def _grade(row: Any) -> Grade:
    return Grade(row.source, row.reliability, row.credibility, row.who, row.at, row.why)
