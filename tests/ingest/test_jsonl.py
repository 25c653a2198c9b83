from __future__ import annotations

import gzip
import json

import pytest

from dateline import ingest
from dateline.ingest import Rejected
from dateline.model.article import Article

TEXT = "Ghana will not send soldiers to the north of its neighbour, the defence minister said on Tuesday."


def rows(*lines: object) -> bytes:
    return b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)


def read(data: bytes) -> list[Article | Rejected]:
    return list(ingest.articles(data, "wire.jsonl"))


def test_rows_with_all_that_is_known_about_them() -> None:
    row = {"text": TEXT, "title": "Ghana says no", "published": "2017-05-02", "url": "https://accrawire.example/a", "id": 7, "other": [1]}
    (article,) = read(rows(row))
    assert isinstance(article, Article)
    assert article.headline is not None
    assert article.published is not None
    assert article.headline.text == "Ghana says no"
    assert (article.published.value, article.published.origin) == ("2017-05-02", "metadata")
    assert article.source.uri == "https://accrawire.example/a"


def test_a_page_in_a_row() -> None:
    (article,) = read(rows({"html": f"<h1>Ghana says no</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p>", "id": "x"}))
    assert isinstance(article, Article)
    assert article.source.media_type == "text/html"
    assert article.source_map.kind == "xpath"
    assert article.source.uri == "wire.jsonl#x"


BROKEN = [
    (b'{"text": "abc', "line 2: the JSON breaks at byte 9"),
    ('{"text": "é", }'.encode(), "line 2: the JSON breaks at byte"),
    (b'{"text": "\xff"}', "line 2: byte 10 is not UTF-8"),
    (b"[1, 2]", "line 2: the line is no JSON object"),
    (b"{}", "line 2: the row has no text and no html"),
    (b'{"text": ["a"]}', "line 2: 'text' is wrong"),
    (b'{"text": "   "}', "line 2: the row has no text and no html"),
    (b'{"text": "abc def", "published": "soon"}', "line 2: 'soon' is no date; give one as YYYY-MM-DD"),
    (b'{"text":' + b"[" * 100_000, "line 2: the JSON nests too deep"),
    (b'{"text":' + b"1" * 10_000 + b"}", "line 2: "),
    (b'{"html": "<ul><li>nothing</li></ul>"}', "line 2: there is no report on this page"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_broken_row_is_set_aside_and_the_rest_goes_on(line: bytes, reason: str) -> None:
    first, broken, last = read(rows({"text": TEXT}, line, {"text": TEXT}))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(broken, Rejected)
    assert broken.line == 2
    assert reason in broken.reason
    assert broken.reason.endswith(".")


@pytest.mark.parametrize(
    "encode",
    [
        lambda d: d,
        gzip.compress,
        lambda d: b"\xef\xbb\xbf" + d,
        lambda d: d.decode().encode("utf-16"),
        lambda d: d.replace(b"\n", b"\r\n\r\n"),
    ],
)
def test_rows_are_recognised_however_they_are_packed(encode) -> None:
    found = read(encode(rows({"text": TEXT}, {"text": TEXT + " It gave no reason."})))
    assert [type(one) for one in found] == [Article, Article]


def test_a_row_alone_is_the_same_as_in_company() -> None:
    row = {"text": TEXT, "url": "https://accrawire.example/a"}
    (alone,) = read(rows(row))
    assert read(rows({"text": "Another report came before it."}, row))[1] == alone
