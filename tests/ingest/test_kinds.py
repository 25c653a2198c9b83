"""Every kind of input by its content alone: from a file, a folder, standard input, alone or in company."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dateline import ingest
from dateline.batch import Settings, files_of, tasks_in
from dateline.ingest import Capture, Kind, Rejected

from .makers import LEAD, MORE, answer, item, mail, packed, page, pdf, record, rss, set_lines

FILES = {
    Kind.TEXT: f"Talks fail\n\n{LEAD}\n\n{MORE}".encode(),
    Kind.HTML: page(),
    Kind.FEED: rss(item(1)).encode(),
    Kind.MAIL: mail(text=LEAD),
    Kind.PDF: pdf(set_lines(LEAD, 700)),
    Kind.WARC: record("http://wire.example/1", answer(page())),
    Kind.ZIP: packed(a__txt=LEAD.encode()),
    Kind.JSONL: b'{"text": "Rebels left the town of Bria on Monday."}\n',
}


@pytest.mark.parametrize("kind", sorted(FILES))
@pytest.mark.parametrize("packing", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_each_kind_is_told_by_its_content(kind: Kind, packing, tmp_path: Path) -> None:
    assert ingest.recognise(FILES[kind]) is kind
    path = tmp_path / "nothing-said"
    path.write_bytes(packing(FILES[kind]))
    (from_file,) = ingest.captures_in(path)
    (from_bytes,) = ingest.captures(packing(FILES[kind]), str(path))
    assert isinstance(from_file, Capture)
    assert from_file == from_bytes
    article = ingest.read_capture(from_file)
    assert "Rebels" in article.text
    assert article.source.sha256


def test_a_folder_gives_the_reports_of_all_its_files_and_the_bad_ones_reasons(tmp_path: Path) -> None:
    endings = {Kind.TEXT: "txt", Kind.FEED: "xml", Kind.MAIL: "eml"}
    for kind, data in FILES.items():
        (tmp_path / f"{kind}.{endings.get(kind, kind)}").write_bytes(data)
    (tmp_path / "broken.zip").write_bytes(FILES[Kind.ZIP][:40])
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "feeds.xml").write_bytes(b"<opml><body><outline xmlUrl='http://a.example/f'/></body></opml>")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = list(tasks_in(files_of([tmp_path]), Settings()))
    assert [Path(each.uri).name for each in found if isinstance(each, Rejected)] == ["broken.zip", "empty.txt"]
    captures = [each for each in found if isinstance(each, Capture)]
    assert len(captures) == len(FILES) + 1
    (listed,) = [each for each in captures if each.uri.endswith("feeds.xml")]
    with pytest.raises(ingest.UnreadableSource, match="list of feeds"):
        ingest.read_capture(listed)
