"""Every span of every value of a page leads to its characters in the page's own text nodes, in a real browser."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dateline import ingest
from dateline.pipeline import Pipeline

from .browser import CHROMIUM, all_spans, check, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium to run the browser tests"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
FEWEST_RIGHT = 0.99
PROSE = "The minister said on Tuesday that no soldier would cross the border before the council had met in Gaborone. "
STRANGE = (
    "<!doctype html><html><head><noscript><img src=x></noscript><title>Minister rules out crossing | The Wire</title></head><body>"
    f"<h1>Minister rules out crossing</h1><p>{PROSE * 2}<p>“{PROSE}” 😀 he said,<b>bold</b>ly &amp; twice.<table>loose<tr><td>{PROSE}</table>"
    f"<noscript><p>{PROSE}</noscript><div>{PROSE}<!-- a note --> {PROSE}<br>\n\u00a0 {PROSE}<template><p>x</template><o:p>{PROSE}</o:p></div>"
    f"<svg><text>x</text></svg><p>{PROSE}</b></i>{PROSE}"
)


def test_strange_pages_are_the_browsers_own(samples: Path, pipeline: Pipeline) -> None:
    with chromium() as page:
        for data in (STRANGE.encode(), (samples / "page-nile-dam.html").read_bytes()):
            record = pipeline.record(ingest.article(data, kind=ingest.Kind.HTML))
            outcome = check(page, data, record.article, list(all_spans(record)))
            assert outcome.spans > 10
            assert outcome.wrong == ()


@pytest.mark.long
def test_spans_of_pages_of_the_wild_lead_to_their_characters(shared: Path, pipeline: Pipeline) -> None:
    pages = sorted((shared / "gold" / "extraction" / "pages").glob("*.html.gz"))
    if not pages:
        pytest.skip(f"no pages below {shared}: set DATELINE_SHARED to where they lie")
    seen, wrong = 0, []
    with chromium() as page:
        for path in pages:
            data = gzip.decompress(path.read_bytes())
            record = pipeline.record(ingest.article(data, kind=ingest.Kind.HTML))
            outcome = check(page, data, record.article, list(all_spans(record)))
            seen += outcome.spans
            wrong += [(path.name[:8], *pair) for pair in outcome.wrong]
    print(f"{seen} spans on {len(pages)} pages, {len(wrong)} wrong")
    assert len(wrong) <= (1 - FEWEST_RIGHT) * seen, wrong[:40]
