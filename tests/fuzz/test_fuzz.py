"""Runs each fuzz target for a while (``make test-long``); skipped where atheris is not installed."""

from __future__ import annotations

import gzip
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import makers

HERE = Path(__file__).parent
TARGETS = sorted(HERE.glob("fuzz_*.py"))
CALL = b"""1\nactor=NOR-GOV&type=ASSAULT&status=ruled-out&since=2016-01-01&words="air strikes"&limit=2&fields=report&format=jsonl
{"action": "replace", "article": "a", "path": "events/0", "field": "factuality.status", "replacement": "denied", "why": "It was."}"""
SECONDS = int(os.environ.get("DATELINE_FUZZ_SECONDS", "60"))


def seeds() -> dict[str, bytes]:
    """A small whole file of each kind that no sample is of."""
    archive = makers.record("http://wire.example/1", makers.answer(makers.page()))
    return {
        "feed": makers.rss(makers.item(1), makers.item(2)).encode(),
        "letter": makers.mail(html=makers.page().decode(), text=makers.LEAD),
        "statement": makers.pdf(makers.set_lines(makers.LEAD, 700)),
        "crawl": archive,
        "packed-crawl": gzip.compress(archive),
        "reports": makers.packed(a__txt=makers.LEAD.encode(), b__html=makers.page()),
        "opml": b"<opml version='2.0'><body><outline text='x'><outline text='y' xmlUrl='http://a.example/f'/></outline></body></opml>",
        **{f"call-{each}": bytes([each]) + CALL for each in range(39)},  # of every call of the API one
        "sitemap": b"<urlset><url><loc>http://a.example/1</loc><lastmod>2026-11-12</lastmod></url></urlset>",
    }


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS, ids=[path.stem for path in TARGETS])
def test_a_reader_of_outside_bytes_never_fails(target: Path, tmp_path: Path, samples: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: pip install '.[fuzz]'")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for sample in sorted(path for path in samples.iterdir() if path.is_file()):
        (corpus / sample.name).write_bytes(sample.read_bytes())
    for name, data in seeds().items():
        (corpus / name).write_bytes(data)
    command = [
        sys.executable,
        str(target),
        f"-max_total_time={SECONDS}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        str(corpus),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
