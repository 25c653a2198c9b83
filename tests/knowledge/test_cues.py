"""Cue words: the table is whole, and each cue's own example is read as it is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.extract.statements import attributions
from dateline.knowledge import Knowledge
from dateline.knowledge.cues import ACTS, Cue, CueTable
from dateline.knowledge.tables import TableError
from dateline.linguistics import SpacyParser
from dateline.model.span import Span

MARKS = " .,\"'\u201c\u201d"


def test_there_are_more_than_four_hundred_cues_for_every_act(knowledge: Knowledge) -> None:
    cues = list(knowledge.cues)
    assert len(cues) > 400
    assert {cue.act for cue in cues} == set(ACTS)
    assert all(cue.source for cue in cues)


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return start, end


def reads_its_example(cue: Cue, parser: SpacyParser, knowledge: Knowledge) -> bool:
    """Whether the content in braces is found, under this cue, with its act."""
    first, last = cue.example.index("{"), cue.example.index("}") - 1
    text = cue.example.replace("{", "").replace("}", "")
    drafts = attributions(parser.parse(text, [Span(0, len(text))]), knowledge)
    wanted = bare(text, first, last)
    named = [draft for draft in drafts if draft.rule.endswith(f":{cue.text}") and draft.act == cue.act]
    return any(bare(text, draft.start, draft.end) == wanted for draft in named)


def test_each_example_is_read_as_it_is_marked(parser: SpacyParser, knowledge: Knowledge) -> None:
    with_examples = [cue for cue in knowledge.cues if cue.example]
    assert len(with_examples) > 900
    assert [cue.text for cue in with_examples if not reads_its_example(cue, parser, knowledge)] == []


def test_a_site_may_add_a_cue_or_replace_one(tmp_path: Path) -> None:
    folder = tmp_path / "cues"
    folder.mkdir()
    (folder / "verbs.tsv").write_text(
        "cue\tact\tkind\tframes\texample\nxylophone\tpraise\tspeech\tnp\t\nsay\tassert\tspeech\tthat\t\n", "utf-8"
    )
    table = CueTable.load(tmp_path)
    assert table.verbs["xylophone"][0].act == "praise"
    assert table.verbs["say"][-1].frames == {"that"}


def test_an_unknown_act_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "verbs.tsv").write_text("cue\tact\tkind\tframes\texample\nmoo\tbellow\tspeech\tthat\t\n", "utf-8")
    with pytest.raises(TableError, match=r"verbs\.tsv:2: column act holds 'bellow'"):
        CueTable.load(tmp_path)
