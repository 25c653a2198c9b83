"""What holds for every source, whatever is in it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.ingest.encoding import source_range
from dateline.ingest.html import decode_page
from dateline.ingest.page import without_noscript
from dateline.model.article import Article

from .spans import spans_of
from .xpath import level, read_back

PIECES = st.sampled_from(
    [
        "ROME",
        " - ",
        " (AP) ",
        "May 5",
        "\n",
        "\r\n",
        "\n\n",
        "By Ama Owusu",
        "05/06/2012",
        ". ",
        "said",
        "“",
        "\u00a0",
        "(Reporting by A)",
        "UPDATE 1-",
        "\0",
        "é",
        "😀",
        "* ",
        ", ",
    ]
)
TEXTS = st.one_of(st.text(st.characters(), max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<b>",
        "</b>",
        "<table>",
        "<td>",
        "<h1>",
        "</h1>",
        "<!-- x -->",
        "<svg>",
        "</svg>",
        "<a href='#'>",
        "</a>",
        "<li>",
        "<o:p>",
        "&amp;",
        "&#0;",
        "<noscript>",
        "<template>",
        "<sup><a href='#1'>1</a></sup>",
    ]
)
SENTENCES = st.sampled_from(
    ["Rebels shelled the town on Monday, officials said, and the army fired back at them from the hills. ", "x", "\n  \t", "\u00a0\u00ad"]
)
PAGES = st.lists(st.one_of(TAGS, SENTENCES, st.text(max_size=6)), max_size=40).map("".join)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found_in(data: bytes, kind: ingest.Kind | None = None) -> list[Article]:
    return [one for one in ingest.articles(data, "file", kind=kind) if isinstance(one, Article)]


def check(article: Article) -> None:
    for span in spans_of(article):
        assert span.end <= len(article.text)
    ends = [0]
    for paragraph in article.paragraphs:
        assert paragraph.start >= ends[-1]
        ends.append(paragraph.end)
    article.text.encode("utf-8")
    assert "\0" not in article.text
    assert "\r" not in article.text or article.source_map.kind == "xpath"


@QUICK
@given(TEXTS)
def test_a_string_is_read_or_refused(text: str) -> None:
    try:
        article = ingest.from_text(text)
    except ingest.UnreadableSource:
        return
    check(article)
    for anchor in article.source_map.anchors:
        origin = text[anchor.offset : anchor.offset + anchor.end - anchor.start]
        for read, written in zip(article.text[anchor.start : anchor.end], origin, strict=True):
            assert read == written or (read, written) == ("\n", "\r") or read == "\ufffd"


@QUICK
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "koi8-r"]))
def test_the_source_map_of_a_plain_text_reads_the_same_characters(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    for article in found_in(data, ingest.Kind.TEXT):
        check(article)
        for span in spans_of(article):
            ranges = source_range(article.text, article.source_map, span)
            back = b"".join(data[a:b] for a, b in ranges).decode(article.source_map.encoding, "replace")
            assert back.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd") == span.of(article.text)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for kind in (None, *ingest.Kind):
        for article in found_in(data, kind):
            check(article)


@QUICK
@given(PAGES)
def test_the_source_map_of_a_page_reads_the_same_characters(page: str) -> None:
    data = page.encode("utf-8", "surrogatepass")
    for article in found_in(data, ingest.Kind.HTML):
        check(article)
        back = read_back(without_noscript(decode_page(data)), article)
        assert level(back).replace("\0", "\ufffd") == level(article.text)


@QUICK
@given(TEXTS)
def test_the_same_source_gives_the_same_article(text: str) -> None:
    data = text.encode("utf-8", "replace")
    assert found_in(data) == found_in(data)


@QUICK
@given(TEXTS)
def test_an_unrelated_paragraph_at_the_end_leaves_the_front_unchanged(text: str) -> None:
    base = f"Rebels leave town\n\nROME, May 5 (AP) - They said so to reporters who had waited for hours.\n\n{text.strip()}"
    one, two = ingest.from_text(base), ingest.from_text(f"{base}\n\nThe talks go on.")
    assert (one.headline, one.dateline, one.standfirst) == (two.headline, two.dateline, two.standfirst)
