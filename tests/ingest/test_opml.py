from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.errors import UnreadableSource
from dateline.ingest import Rejected
from dateline.ingest.opml import Outline, read_opml, write_opml
from dateline.ingest.sitemap import Listed, read_sitemap

URI = "http://wire.example/list"
WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
ADDRESSES = WORDS.map(lambda word: f"http://{word}.example/feed")
FEEDS = st.lists(
    st.builds(Outline, ADDRESSES, st.none() | WORDS, st.none() | ADDRESSES, st.lists(WORDS, max_size=3).map(tuple)), min_size=1, max_size=8
)


@settings(max_examples=50, deadline=None)
@given(FEEDS)
def test_a_list_of_feeds_comes_back_as_it_was_written(feeds: list[Outline]) -> None:
    first = {feed.feed: feed for feed in reversed(feeds)}
    once = [feed for number, feed in enumerate(feeds) if first[feed.feed] is feed and feed.feed not in {f.feed for f in feeds[:number]}]
    found = read_opml(write_opml(once, "Mine"), URI)
    assert sorted(found, key=lambda feed: feed.feed) == sorted(once, key=lambda feed: feed.feed)


def test_a_list_in_the_wild_is_read() -> None:
    source = (
        "<?xml version='1.0'?><!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><OPML version='1.1'><head><title>&x;</title></head><body>"
        "<outline text='World &amp; more'><outline TEXT='Wire &lt;b&gt;one&lt;/b&gt;' xmlURL='/feed' htmlUrl='http://wire.example'/></outline>"
        "<outline text='bad' xmlUrl='javascript:x()'/><outline text='again' xmlUrl='http://wire.example/feed'/><outline text='&broken"
    )
    assert read_opml(source.encode(), URI) == (Outline("http://wire.example/feed", "Wire one", "http://wire.example", ("World & more",)),)


@pytest.mark.parametrize("data", [b"", b"words", b"<opml><body/></opml>", b"<opml>", b"\xff\xfe<opml"])
def test_bytes_without_feeds_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match=URI):
        read_opml(data, URI)


def test_lists_hold_no_report_and_say_so() -> None:
    for data, word in ((write_opml([Outline("http://a.example/f")], "x"), "list of feeds"), (SITEMAP, "sitemap")):
        (found,) = ingest.articles(data, "file")
        assert isinstance(found, Rejected)
        assert word in found.reason


SITEMAP = (
    b"<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    b"xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>"
    b"<url><loc> http://wire.example/1 </loc><lastmod>2026-11-12T10:00:00Z</lastmod><news:news><news:publication><news:name>Wire</news:name>"
    b"<news:language>en-GB</news:language></news:publication><news:publication_date>2026-11-11</news:publication_date>"
    b"<news:title>Talks &amp;amp; war</news:title></news:news><image:image><image:loc>http://wire.example/i.png</image:loc></image:image></url>"
    b"<url><loc>/2</loc><news:publication_date>1970-01-01</news:publication_date></url><url><loc>ftp://x/3</loc></url></urlset>"
)


@pytest.mark.parametrize("data", [SITEMAP, gzip.compress(SITEMAP), SITEMAP.decode().encode("utf-16"), SITEMAP[:-40]])
def test_a_sitemap_of_news_lists_addresses_titles_and_dates(data: bytes) -> None:
    found = read_sitemap(data, "http://wire.example/map.xml", retrieved="2026-11-13")
    assert found.pages[0] == Listed("http://wire.example/1", "Talks & war", "2026-11-11", "2026-11-12T10:00:00Z", "en")
    assert found.pages[1].address == "http://wire.example/2"
    assert found.pages[1].published is None
    assert found.pages[1].doubt is not None
    assert len(found.pages) == 2


def test_an_index_of_sitemaps_names_further_ones() -> None:
    index = b"<sitemapindex><sitemap><loc>http://wire.example/a.xml.gz</loc><lastmod>2026-11-12</lastmod></sitemap></sitemapindex>"
    found = read_sitemap(index, URI, retrieved="2026-11-13")
    assert found.further == (Listed("http://wire.example/a.xml.gz", modified="2026-11-12"),)
    assert found.pages == ()


def test_addresses_beyond_the_protocol_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.ingest import sitemap

    monkeypatch.setattr(sitemap, "MOST", 2)
    data = "<urlset>" + "".join(f"<url><loc>http://a.example/{n}</loc></url>" for n in range(5)) + "</urlset>"
    found = read_sitemap(data.encode(), URI)
    assert (len(found.pages), found.left) == (2, 3)
