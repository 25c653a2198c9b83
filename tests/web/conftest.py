"""A desk on the sample crisis: made once a session, copied for every test that may write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.pipeline import Pipeline
from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.settings import Settings
from stories import crisis

HERE = "http://127.0.0.1:8484"


@pytest.fixture(scope="session")
def crisis_file(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline, samples: Path) -> Path:
    """A store that holds the sample crisis, followed; nobody writes into it."""
    path = tmp_path_factory.mktemp("crisis") / "crisis.db"
    with Store(path) as store:
        crisis.followed(list(crisis.reports(samples / "crisis", pipeline)), store)
    return path


@pytest.fixture
def crisis_copy(crisis_file: Path, tmp_path: Path) -> Path:
    """The same for one test, which may write."""
    return Path(shutil.copy(crisis_file, tmp_path / "dateline.db"))


@pytest.fixture
def browser(crisis_copy: Path) -> Iterator[TestClient]:
    """A client of a desk on the crisis, as a browser on this machine."""
    with TestClient(make_app(Settings(store=str(crisis_copy), remember=0)), base_url=HERE, follow_redirects=False) as client:
        yield client
