from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dateline import ingest
from dateline.ingest import Rejected, warc
from dateline.model.article import Article

from .makers import LEAD, answer, packed, page, record

FILE = "crawl.warc.gz"
ONE = record("http://wire.example/1", answer(page(1)))
TWO = record("http://wire.example/2", answer(page(2)), date=None)
TOLD = {
    "rss_entry": {"title": "From the feed", "pub_date": "Wed, 11 Nov 2026 10:00:00 GMT"},
    "content_metadata": {"publication_date": "2026-11-11"},
}


def found_in(data: bytes, uri: str = FILE) -> list[Article | Rejected]:
    return list(ingest.articles(data, uri))


def told(found: list[Article | Rejected]) -> list[str]:
    return [each.source.uri if isinstance(each, Article) else each.reason for each in found]


@pytest.mark.parametrize(
    "data", [ONE + TWO, gzip.compress(ONE) + gzip.compress(TWO), gzip.compress(ONE + TWO)], ids=["plain", "members", "one member"]
)
def test_pages_come_with_address_and_time(data: bytes) -> None:
    one, two = found_in(data)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.source.uri, one.source.retrieved, one.source.media_type) == ("http://wire.example/1", "2026-11-12T10:00:00Z", "text/html")
    assert two.source.retrieved is None
    assert two.headline is not None
    assert two.headline.text == "Talks 2 in Bria fail again"


def test_only_answers_that_hold_pages_are_read() -> None:
    others = [
        record("http://wire.example/x.css", answer(b"p {}", "text/css")),
        record("http://wire.example/gone", answer(page(3), status="404 Not Found")),
        record("http://wire.example/1", b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
        record("http://wire.example/robots.txt", answer(b"User-agent: *", "text/plain")),
    ]
    assert told(found_in(others[0] + others[1] + ONE + others[2] + others[3])) == ["http://wire.example/1"]


def test_texts_taken_from_pages_are_read() -> None:
    made = record("http://wire.example/1", f"Talks fail\n\n{LEAD}".encode(), kind="conversion", media="text/plain")
    (found,) = found_in(made)
    assert isinstance(found, Article)
    assert found.source.media_type == "text/plain"


def test_media_clouds_records_tell_the_date() -> None:
    said = record("http://wire.example/1", json.dumps(TOLD).encode(), kind="metadata", media="application/x.mediacloud-indexer+json")
    one, two = found_in(ONE + said + TWO)
    assert isinstance(one, Article)
    assert one.published is not None
    assert (one.published.value, one.published.origin) == ("2026-11-11", "metadata")
    assert isinstance(two, Article)
    assert two.published is None


PACKINGS = {
    "gzip": (gzip.compress(page(1)), "Content-Encoding: gzip\r\n"),
    "undone by the archive": (page(1), "Content-Encoding: gzip\r\n"),
    "chunked": (b"%x\r\n%b\r\n0\r\n\r\n" % (len(page(1)), page(1)), "Transfer-Encoding: chunked\r\n"),
}


@pytest.mark.parametrize("what", sorted(PACKINGS))
def test_packings_for_the_way_are_undone(what: str) -> None:
    body, header = PACKINGS[what]
    (found,) = found_in(record("http://wire.example/1", answer(body, extra=header)))
    assert isinstance(found, Article)
    assert found.text.endswith("mediators said.")


WHOLE = "what was whole before it is kept."
CUT = {
    "in a body": (ONE + TWO)[:-300],
    "in a packed body": (gzip.compress(ONE) + gzip.compress(TWO))[:-60],
    "in a header": ONE + TWO[:50],
    "in a packed header": gzip.compress(ONE) + gzip.compress(TWO)[:60],
}


@pytest.mark.parametrize("where", sorted(CUT))
def test_an_archive_that_breaks_off_keeps_what_was_whole(where: str) -> None:
    assert told(found_in(CUT[where])) == ["http://wire.example/1", f"{FILE}: the archive breaks off in record 2; {WHOLE}"]


@pytest.mark.parametrize(
    "data", [ONE + b"junk\r\n" * 50 + TWO, gzip.compress(ONE) + b"junk" * 50 + gzip.compress(TWO)], ids=["plain", "packed"]
)
def test_damage_in_the_middle_is_passed_over(data: bytes) -> None:
    first, notice, second = told(found_in(data))
    assert (first, second) == ("http://wire.example/1", "http://wire.example/2")
    assert "damaged after record 1" in notice
    assert notice.endswith("reading goes on at the next whole one.")


def test_bombs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST_REPORT", 50_000)
    monkeypatch.setattr(warc, "FARTHEST", 1_000_000)
    within = record("http://wire.example/b", answer(gzip.compress(bytes(9_000_000)), extra="Content-Encoding: gzip\r\n"))
    long = record("http://wire.example/l", answer(bytes(5_000_000)))
    found = told(found_in(gzip.compress(within) + gzip.compress(long) + gzip.compress(ONE)))
    assert "unpacks to more than" in found[0]
    assert "5 MB are too many" in found[1]
    assert "too large to be read over; reading goes on" in found[2]
    assert found[3] == "http://wire.example/1"


def test_a_packing_that_cannot_be_undone_sets_one_record_aside() -> None:
    broken = record("http://wire.example/b", answer(gzip.compress(page(1))[:-30], extra="Content-Encoding: gzip\r\n"))
    first, second = told(found_in(broken + ONE))
    assert "cannot be undone" in first
    assert second == "http://wire.example/1"


@pytest.mark.parametrize("data", [b"WARC/1.0\r\n\r\n", b"WARC/", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"])
def test_an_archive_of_nothing_says_so(data: bytes) -> None:
    (found,) = found_in(data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith(f"{FILE}: ")


def test_an_archive_on_disk_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "crawl.bin"
    path.write_bytes(gzip.compress(ONE) + gzip.compress(TWO))
    assert [found.uri for found in ingest.captures_in(path)] == ["http://wire.example/1", "http://wire.example/2"]


def test_a_wacz_gives_the_pages_that_were_visited() -> None:
    rows = b'{"format": "json-pages-1.0"}\nbroken\n{"url": "http://wire.example/2/", "title": "x"}\n'
    data = packed(**{"archive/data.warc.gz": gzip.compress(ONE) + gzip.compress(TWO), "pages/pages.jsonl": rows, "datapackage.json": b"{}"})
    assert told(found_in(data, "site.wacz")) == ["http://wire.example/2"]


def test_a_zip_of_reports_gives_each_and_sets_bad_ones_aside() -> None:
    text = f"Talks fail\n\n{LEAD}".encode()
    rows = b'{"text": "Rebels left the town of Bria on Monday."}\n{\n'
    members = {
        "a.txt": text,
        "b/page.html": page(1),
        "c.jsonl": rows,
        "d.txt": b"",
        "e.zip": packed(x=b"y"),
        "pic.png": b"\x89PNG",
        ".hidden": text,
    }
    found = told(found_in(packed(**members), "reports.zip"))
    assert found[:3] == ["reports.zip/a.txt", "reports.zip/b/page.html", "reports.zip/c.jsonl#1"]
    assert ["line 2" in found[3], "empty" in found[4], "archive itself" in found[5], len(found)] == [True, True, True, 6]


@pytest.mark.parametrize(("data", "reason"), [
    (packed(x=b"y" * 5000)[:-50], "damaged or breaks off"), (packed(**{"[Content_Types].xml": b"", "word/document.xml": b""}), "office document"),
    (packed(**{"a.png": b""}), "no member of the archive is a report"),
], ids=["cut", "office", "picture"])  # fmt: skip
def test_a_zip_without_reports_says_why(data: bytes, reason: str) -> None:
    (found,) = told(found_in(data, "x.zip"))
    assert reason in found
