"""A reader for tests that takes the article out of what came and no values: everything but the reading is real."""

from __future__ import annotations

import hashlib
import re
import sys
from html import unescape
from pathlib import Path

from dateline import ingest
from dateline.batch import Outcome
from dateline.collect.collector import Collector
from dateline.collect.config import load
from dateline.collect.log import Log
from dateline.collect.reader import InlineReader
from dateline.errors import UnreadableSource
from dateline.ingest import Capture, Rejected
from dateline.ingest.assemble import canonical_address
from dateline.model.article import Article, Published, Source, SourceMap, TextPart
from dateline.model.record import Manifest, Record
from dateline.model.span import Span
from dateline.store import Store

TAG = re.compile(r"<title>(.*?)</title>|<p>(.*?)</p>", re.DOTALL)


def empty_record(article: Article) -> Record:
    """A record without values."""
    return Record(article, (), (), (), (), (), (), (), (), (), (), Manifest("test", {}, "none", {}))


def read_whole(capture: Capture) -> Outcome:
    """The article by the real reader, without values."""
    try:
        return empty_record(ingest.read_capture(capture))
    except UnreadableSource as error:
        return Rejected(capture.uri, str(error), capture.line)


def read_quickly(capture: Capture) -> Outcome:
    """Title and paragraphs of a page by their marks alone; what has none is set aside."""
    page = capture.data.decode("utf-8", "replace")
    found = [unescape(title or paragraph) for title, paragraph in TAG.findall(page)]
    if len(found) < 2 or "</html>" not in page:
        return Rejected(capture.uri, f"{capture.uri}: no report on the page.")
    text = "\n\n".join(found)
    address = re.search(r'rel="canonical" href="([^"]+)"', page)
    name = canonical_address(address[1] if address else capture.address or capture.uri)
    return empty_record(
        Article(
            id=hashlib.sha256(name.encode()).hexdigest()[:24],
            version=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            language="en",
            source=Source(capture.uri, "text/html", hashlib.sha256(capture.data).hexdigest(), capture.retrieved),
            headline=TextPart(found[0], (Span(0, len(found[0])),)),
            standfirst=None,
            byline=None,
            dateline=None,
            published=Published(capture.given, "given") if capture.given else None,
            paragraphs=(Span(len(found[0]) + 2, len(text)),),
            source_map=SourceMap("xpath", "", ()),
        )
    )


def main(file: str) -> None:
    """Collects by a configuration until it is killed."""
    config = load(Path(file))
    with Store(Path(file).parent / config.collect.store) as store:
        Collector(config, store, InlineReader(read_quickly), base=Path(file).parent, log=Log("text")).run()


if __name__ == "__main__":
    main(sys.argv[1])
