from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from dateline import ingest
from dateline.ingest import Kind, Rejected, kinds
from dateline.model.article import Article

S = "Rebels shelled the town on Monday, officials said, and the army fired back. "
DIV = b"<div>"


def only(data: bytes, kind: Kind | None = None) -> Article | Rejected:
    (found,) = ingest.articles(data, "file", kind=kind)
    return found


REFUSED = {
    "empty": (b"", "the file is empty"),
    "white space": (b" \r\n\t\n", "the file is empty"),
    "zeros": (bytes(1000), "the file is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "the file is empty"),
    "binary": (bytes(range(32)) * 40, "this is binary, not a text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "this is a picture (PNG)"),
    "a PDF of nothing": (b"%PDF-1.7\n", "the PDF is damaged"),
    "50 MB": ((S * 700_000).encode(), "53 MB is too large for one report"),
    "too many characters": ((S * 40_000).encode(), "3,040,000 characters are too many"),
    "too many lines": (b"a\n" * 30_000, "30,000 lines are too many"),
    "5,000 nested tags": (b"<html><body>" + DIV * 5000 + S.encode(), "nests or repeats elements beyond reason"),
    "a bomb of tags": (b"<html><body><p>" + b"<b>x</b>" * 200_000, "nests or repeats elements beyond reason"),
    "a damaged gzip": (b"\x1f\x8bjunk", "the gzip file is damaged"),
    "a gzip cut short": (gzip.compress(S.encode())[:-6], "breaks off before its end"),
    "unclosed comments": (b"<html>" + b"<!--" * 200_000, "there is no report"),
    "unclosed scripts": (b"<html>" + b"<script>" * 100_000, "there is no report"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_bad_input_is_refused_in_one_plain_sentence(what: str) -> None:
    data, reason = REFUSED[what]
    found = only(data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith("file: ")
    assert reason in found.reason
    assert found.reason.endswith(".")


def test_a_gzip_bomb_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "LARGEST_FILE", 1_000_000)
    found = only(gzip.compress(bytes(5_000_000)))
    assert isinstance(found, Rejected)
    assert "unpacks to more than" in found.reason


def test_a_line_of_one_megabyte_is_read() -> None:
    found = only((S * 14_000).encode())
    assert isinstance(found, Article)
    assert len(found.paragraphs) == 1


@pytest.mark.parametrize("depth", [300, 1000])
def test_deep_pages_are_read(depth: int) -> None:
    found = only(b"<html><body>" + DIV * depth + b"<p>" + S.encode() * 3)
    assert isinstance(found, Article)


def test_right_to_left_text_keeps_its_characters() -> None:
    text = "رفض الوزير الفكرة يوم الاثنين.\u200f"
    assert ingest.from_text(text).text == text


KINDS = [
    (b"Rebels left.", Kind.TEXT),
    (b"<b>Rebels</b> left", Kind.TEXT),
    (b"a < b and c > d", Kind.TEXT),
    (b"\xef\xbb\xbf \n<!DOCTYPE html><p>x", Kind.HTML),
    (b"<?xml version='1.0'?>\n<!-- saved --><html>", Kind.HTML),
    ("<html><p>x".encode("utf-16"), Kind.HTML),
    (b'{"text": "a"}', Kind.JSONL),
    (b"{}", Kind.JSONL),
    (b"{curly} words", Kind.TEXT),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_kinds_are_recognised_by_content(data: bytes, kind: Kind) -> None:
    assert ingest.recognise(data) is kind


def test_a_kind_can_be_told() -> None:
    found = only(b"<p>" + S.encode(), Kind.TEXT)
    assert isinstance(found, Article)
    assert found.text.startswith("<p>")


def test_files_that_cannot_be_read_are_named_with_what_to_do(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(S)
    locked.chmod(0)
    cases = [(tmp_path / "none.txt", "there is no such file"), (tmp_path, "this is a folder")]
    if os.geteuid() != 0:
        cases.append((locked, "the file may not be read"))
    for path, reason in cases:
        with pytest.raises(ingest.UnreadableSource, match=reason):
            ingest.article(path)


def test_a_string_is_a_file_name_or_the_text_itself(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(S)
    assert ingest.article(str(path)).text == S
    assert ingest.article(S).text == S
    with pytest.raises(ingest.UnreadableSource, match="there is no such file"):
        ingest.article("absent/report.txt")


def test_a_wrong_date_is_said_to_be_one() -> None:
    with pytest.raises(ingest.UnreadableSource, match="'soon' is no date; give one as YYYY-MM-DD"):
        ingest.from_text(S, published="soon")
