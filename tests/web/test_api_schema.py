"""The running API held against its own description: what it says it takes it takes, what it says it answers it answers, nothing breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dateline.web.app import make_app
from dateline.web.settings import Bounds, Settings
from running_desk import running

ENDLESS = ["live"]  # streams without end are tried by hand
CHECKED_BY_MEANING = [positive_data_acceptance]  # names and cursors that are well written may still mean nothing in this store
QUIET = list(HealthCheck)
FEW = 3  # calls of each kind


@pytest.fixture(scope="module")
def app(crisis_file: Path, tmp_path_factory: pytest.TempPathFactory, pipeline: Any) -> Any:
    store = shutil.copy(crisis_file, tmp_path_factory.mktemp("tried") / "dateline.db")
    made = make_app(Settings(store=str(store), bounds=Bounds(writes="1000000/minute")))
    made.state.reports._pipeline = pipeline
    return made


@pytest.fixture(scope="module")
def address(app: Any) -> Iterator[str]:
    with running(app) as found:
        yield found


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_the_api_does_as_it_says(app: Any, address: str, mode: GenerationMode) -> None:
    """Of each call a few made up as they should be, and a few as they should not."""
    config = schemathesis.Config.from_dict({"seed": 7})
    schema = schemathesis.openapi.from_dict(app.openapi(), config=config).exclude(operation_id=ENDLESS)
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(7)
        @settings(max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=QUIET, database=None, phases=[Phase.generate])
        @given(case=operation.as_strategy(generation_mode=mode))
        def try_it(case: Any) -> None:
            case.call_and_validate(base_url=address, excluded_checks=CHECKED_BY_MEANING)

        with suppress(Unsatisfiable):  # some calls cannot be made wrongly
            try_it()
            tried += 1
    assert tried > 25


@pytest.mark.long
def test_the_api_does_as_it_says_at_length(address: str) -> None:
    run = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json", "--seed", "7", "--max-examples", "40",
           "--exclude-checks", "positive_data_acceptance", "--exclude-operation-id", *ENDLESS]  # fmt: skip
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
