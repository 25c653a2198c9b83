"""Sentence boundaries: a bar stands where a sentence begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linguistics.sentences import sentence_starts
from dateline.model.parse import Parse


@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Diallo met Gen. Ibrahim Kane on Jan. 5 in Accra.|They left.",
        "The U.S. Senate voted.|The bill failed.",
        "They fled to the U.S.|The talks went on.",
        "Gov. John W. Adams said no.",
        '"We left.|They stayed," he said.',
        '"We left."|The crowd cheered.',
        '"Why now?" Mr. Kane asked.|Nobody knew.',
        '"Leave!" he shouted.',
        "They waited ... and waited.|Then they left.",
        "ROME -|Italy sent ships.",
        "ABUJA, March 10 (Reuters) -|Troops left the town.",
        "MANILA, Philippines (AP) _|Rebels freed two men.",
        "Prices rose 2.5 percent.|Wages did not.",
        "\u2018We go,\u2019 she said.|\u2018They stay.\u2019",
        "The firm (it is small.) closed.",
    ],
)
def test_sentences_begin_where_a_reader_sees_them_begin(marked: str, parse: Callable[[str], Parse]) -> None:
    wanted = [part.strip() for part in marked.split("|")]
    read = parse(marked.replace("|", " "))
    assert [read.phrase(sentence.first, sentence.last) for sentence in read.sentences] == wanted


@given(st.lists(st.text(alphabet="aB.!?\u2026\"')-,", min_size=1, max_size=5), max_size=12))
def test_every_token_gets_an_answer_and_the_first_begins(words: list[str]) -> None:
    text, starts = " ".join(words), []
    offset = 0
    for word in words:
        starts.append(offset)
        offset += len(word) + 1
    answers = sentence_starts(text, words, starts)
    assert len(answers) == len(words)
    assert set(answers) <= {-1, 0, 1}
    assert not answers or answers[0] == 1
