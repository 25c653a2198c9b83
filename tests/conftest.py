"""What the tests share: the parser, the knowledge and the road, each made once a session, and the labelled data where it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.knowledge import Knowledge
from dateline.linguistics import SpacyParser
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.pipeline import Pipeline

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.fixture(scope="session")
def pipeline(parser: SpacyParser, knowledge: Knowledge) -> Pipeline:
    return Pipeline(parser=parser, knowledge=knowledge)


@pytest.fixture(scope="session")
def parse(parser: SpacyParser) -> Callable[[str], Parse]:
    """Parses a text, each of its lines a block."""

    def parsed(text: str) -> Parse:
        blocks, start = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Span(start, start + len(line)))
            start += len(line) + 1
        return parser.parse(text, blocks)

    return parsed


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data and cases that may lie beside the project."""
    folder = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no labelled data at {folder}: set DATELINE_SHARED to where it lies")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"
