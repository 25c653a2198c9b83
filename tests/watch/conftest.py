"""What the tests of watches share: a store, and a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.store import Store
from dateline.store.moments import written


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2016, 2, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def written(self) -> str:
        return written(self.at)

    def on(self, **passed: float) -> None:
        self.at += timedelta(**passed)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "made.db"
    Store(path).close()
    return path


@pytest.fixture
def store(tmp_path: Path, made: Path, clock: Clock) -> Iterator[Store]:
    (tmp_path / "dateline.db").write_bytes(made.read_bytes())
    with Store(tmp_path / "dateline.db", clock=clock.written) as opened:
        yield opened
