"""Changes as wire copy tells them, each kind in a dozen ways: most are found, and nothing contradicts that does not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dateline.model.change import CONTRADICTIONS
from dateline.pipeline import Pipeline
from stories.test_changes import Told, found

pytestmark = pytest.mark.long  # some four hundred short reports are read

ACTS = frozenset(("done-after-ruled-out", "position-against-act", "pledge-contradicted"))  # an act against a word, seen in three lights
LEAST = 0.82
LEAST_OF_A_KIND = 0.5


def rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "wire.tsv").read_text(encoding="utf-8").splitlines()
    told = [tuple(line.split("\t")) for line in lines if not line.startswith(("#", "kind\t"))]
    return [(kind, before, now) for kind, before, now in told]


def dated(text: str) -> Told:
    day = re.match(r"[^-]*?, May (\d+) - ", text)
    assert day is not None, text
    return (f"2025-05-{int(day[1]):02d}", text)


def test_most_changes_of_every_kind_are_found_in_whatever_words_and_no_contradiction_is_made_up(pipeline: Pipeline) -> None:
    told, seen, missed, false = Counter[str](), Counter[str](), [], []
    for kind, before, now in rows():
        kinds = {each.kind for each in found(pipeline, *(dated(text) for text in (before, now) if text))}
        if kind == "none":
            false.extend(f"{each}: {before} | {now}" for each in kinds if each in CONTRADICTIONS)
            continue
        told[kind] += 1
        if kind in kinds or (kind in ACTS and kinds & ACTS):
            seen[kind] += 1
        else:
            missed.append(f"{kind}: {before} | {now}")
    assert false == []
    assert seen.total() >= LEAST * told.total(), missed
    assert [kind for kind in told if seen[kind] < LEAST_OF_A_KIND * told[kind]] == []
