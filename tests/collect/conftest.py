"""What the tests of collecting share: a news site and a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.store import Store
from news_server import NewsSite, made_up

START = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[NewsSite]:
    """A site of twelve reports."""
    with NewsSite([made_up(n, START) for n in range(1, 13)], slow=3.0).served() as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "dateline.db") as made:
        yield made
