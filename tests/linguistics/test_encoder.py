"""The encoder: exact offsets on any text, blocks that do not depend on each other, and one sentence for a damaged file."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.linguistics.encoder import FOLDER, LONGEST, Encoder, _cuts
from dateline.linguistics.encoding import TYPES
from dateline.model.span import Span


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_a_pair_has_a_probability_for_each_type(encoder: Encoder) -> None:
    text = "Norway accused Iceland of breaking the truce."
    said = encoder.encode(text, [Span(0, len(text))]).pair(Span(0, 6), Span(15, 22))
    assert said is not None
    assert sum(said) == pytest.approx(1)
    assert TYPES[max(range(len(TYPES)), key=said.__getitem__)] == "ACCUSE"


def test_what_did_not_happen_is_scored_lower(encoder: Encoder) -> None:
    done, undone = "The army shelled the port.", "The army never shelled the port."
    first = encoder.encode(done, [Span(0, len(done))]).factuality(Span(9, 16))
    second = encoder.encode(undone, [Span(0, len(undone))]).factuality(Span(15, 22))
    assert first is not None
    assert second is not None
    assert first > second


def test_a_block_is_read_alike_alone_and_in_company(encoder: Encoder) -> None:
    text = "Norway accused Iceland.\nThe weather was mild in all the valleys of the south."
    alone = encoder.encode(text, [Span(0, 23)])
    together = encoder.encode(text, [Span(0, 23), Span(24, len(text))])
    assert alone.pair(Span(0, 6), Span(15, 22)) == together.pair(Span(0, 6), Span(15, 22))
    assert alone.actor(Span(0, 6)) == together.actor(Span(0, 6))


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_offsets_stay_exact_on_any_text(encoder: Encoder, text: str) -> None:
    encoding = encoder.encode(text, [Span(0, len(text))])
    for head in ("content", "source", "cue"):
        for found in encoding.tagged(head):
            assert 0 <= found.span.start < found.span.end <= len(text)
            assert 0 <= found.probability <= 1 + 1e-6


def test_a_long_block_is_cut_into_windows_and_nothing_is_lost(encoder: Encoder) -> None:
    text = "Norway accused Iceland of breaking the truce. " * 80
    encoding = encoder.encode(text, [Span(0, len(text))])
    assert encoding.actor(Span(len(text) - 46, len(text) - 40)) is not None


HOSTILE = {
    "ten thousand words without a full stop": "the army moved on the town and " * 1430,
    "a token of five thousand characters": "Oslo condemned " + "x" * 5000 + " on Friday",
    "emoji": "Oslo 🇳🇴 condemned 👩‍👩‍👧‍👦 the raid 🔥🔥",
    "zero-width characters": "Os\u200blo con\u200ddemned the\ufeff raid",
    "combining marks": "Oslo conde\u0301mned the ra\u0308\u0323id o\u0302n Thule",
    "Arabic inside English": "Oslo condemned الغارة على طرابلس on Friday",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_with_spans_that_lie_in_it(encoder: Encoder, text: str) -> None:
    encoding = encoder.encode(text, [Span(0, len(text))])
    spans = [each.span for each in encoding.triggers(0.0) or ()]
    assert spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert encoding.loudest(Span(0, len(text))) is not None


@given(st.lists(st.booleans(), min_size=1, max_size=900))
def test_windows_of_a_long_block_overlap_and_each_piece_belongs_to_one(joined: list[bool]) -> None:
    offsets = []
    for number, inner in enumerate(joined):
        begin = offsets[-1][1] + (not inner) if number else 0
        offsets.append((begin, begin + 1))
    owned = []
    for first, last, own_first, own_last in _cuts(offsets):
        assert first <= own_first < own_last <= last <= first + LONGEST - 2
        owned.extend(range(own_first, own_last))
    assert owned == list(range(len(offsets)))


def test_what_is_tagged_over_a_border_of_windows_is_one_span(encoder: Encoder) -> None:
    text = "Norway said that " + "the harbour was calm and the boats were in and " * 40 + "all was well."
    found = [each.span for each in encoder.encode(text, [Span(0, len(text))]).tagged("content")]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_damaged_file_is_named_with_the_digest_it_should_have(tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(FOLDER, folder)
    (folder / "heads.npz").write_bytes(b"broken")
    with pytest.raises(ModelError, match=r"heads.npz is damaged: its SHA-256 should be [0-9a-f]{64}"):
        Encoder(folder).encode("Norway", [Span(0, 6)])
    (folder / "files.tsv").unlink()
    with pytest.raises(ModelError, match=r"files.tsv is missing"):
        Encoder(folder).encode("Norway", [Span(0, 6)])
