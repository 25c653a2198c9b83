"""Stores for the tests: every test that asks for ``address`` or ``store`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import private_postgres
from dateline.store import Store


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with private_postgres.reached() as address:
        yield address


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """The address of an empty PostgreSQL data base."""
    with private_postgres.database(postgres) as address:
        yield address


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store just made, to be copied: making one takes a moment."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    Store(path).close()
    return path


@pytest.fixture(scope="session")
def made_postgres(postgres: str) -> Iterator[str]:
    """The same on PostgreSQL: the name of a data base to take as a template."""
    with private_postgres.database(postgres) as address:
        Store(address).close()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("made_sqlite"), tmp_path / "dateline.db")
        yield str(tmp_path / "dateline.db")
    else:
        template = request.getfixturevalue("made_postgres")
        with private_postgres.database(request.getfixturevalue("postgres"), template) as address:
            yield address


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store, opened."""
    with Store(address) as made:
        yield made
