from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.errors import UnreadableSource
from dateline.ingest import Capture, Rejected, feed
from dateline.ingest.entries import capture_of
from dateline.ingest.entry import Entry
from dateline.ingest.feed import open_feed
from dateline.model.article import Article

from .makers import LAST, LEAD, MORE, item, rss
from .xpath import level, read_back

URI = "http://wire.example/feed.xml"
NOW = "2026-11-13T00:00:00Z"


def entries(source: str | bytes, **options: str) -> list[Entry | Rejected]:
    data = source.encode() if isinstance(source, str) else source
    return list(open_feed(data, URI, **{"retrieved": NOW, **options})[1])


def one(source: str | bytes, **options: str) -> Entry:
    (found,) = entries(source, **options)
    assert isinstance(found, Entry)
    return found


ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><link rel='self' href='/atom'/><link href='http://wire.example/'/>"
    "<entry><title type='html'>Talks &lt;b&gt;in&lt;/b&gt; Bria fail</title><id>tag:wire,1</id><link href='/news/1'/>"
    "<published>2026-11-12T12:00:00+02:00</published><updated>2026-11-12T13:00:00Z</updated><author><name>Ama Owusu</name></author>"
    f"<summary>{LEAD}</summary><content type='html'>&lt;p&gt;{LEAD * 3}&lt;/p&gt;&lt;p&gt;{MORE * 3}&lt;/p&gt;</content></entry></feed>"
)
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<channel rdf:about='http://wire.example/'><title>Wire</title><link>http://wire.example/</link><items><rdf:Seq/></items></channel>"
    "<item rdf:about='http://wire.example/news/1'><title>Talks in Bria fail</title><link>http://wire.example/news/1</link>"
    f"<dc:date>2026-11-12T10:00:00Z</dc:date><description>{LEAD}</description></item></rdf:RDF>"
)
OLD = f"<rss version='0.91'><channel><title>Wire</title><item><title>Talks in Bria fail</title><link>/news/1</link><pubDate>Thu, 12 Nov 2026 10:00:00 GMT</pubDate><description>{LEAD}</description></item></channel></rss>"
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [{"id": 1, "url": "/news/1", "title": "Talks in Bria fail",'
    f' "date_published": "2026-11-12T10:00:00Z", "content_text": "{LEAD}\\n{MORE}"}}]}}'
)
FORMS = {"rss 2.0": rss(item(1)), "rss 0.91": OLD, "rdf": RDF, "atom": ATOM, "json": JSON}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_of_feed_says_the_same(form: str) -> None:
    entry = one(FORMS[form])
    assert entry.title == "Talks in Bria fail"
    assert entry.address == "http://wire.example/news/1"
    assert entry.published == "2026-11-12T10:00:00Z"
    assert LEAD in (entry.summary or entry.content or "")
    assert ingest.recognise(FORMS[form].encode()) is ingest.Kind.FEED


def test_a_feed_says_its_name_its_language_and_how_long_to_wait() -> None:
    said, _ = open_feed(rss(item(1)).encode(), URI)
    assert (said.title, said.address, said.language, said.pause) == ("The Bria Wire", "http://wire.example/", "en", 1800)


def test_an_opening_is_told_from_a_whole_report() -> None:
    assert one(rss(item(1))).teaser
    assert not one(ATOM).teaser
    whole = f"<p>{LEAD} {MORE} {LAST}</p>" * 3
    assert not one(rss(item(1, body=whole))).teaser
    assert one(rss(item(1, body=whole + "<p>Continue reading at our site</p>"))).teaser
    assert one(rss(item(1, body=whole + " [...]"))).teaser


@pytest.mark.parametrize(
    "title",
    [
        "Talks &lt;b&gt;fail&lt;/b&gt;",
        "<![CDATA[Talks <i>fail</i>]]>",
        "Talks&nbsp;fail",
        "Talks &lt;script&gt;x()&lt;/script&gt;fail",
        "Talks &amp;lt;b&amp;gt;fail&amp;lt;/b&amp;gt;",
    ],
)
def test_markup_in_titles_is_words(title: str) -> None:
    assert one(rss(item(1, title=title))).title == "Talks fail"


def test_ampersands_are_what_they_stand_for() -> None:
    assert one(rss(item(1, title="Guns &amp;amp; butter & more &unknown;"))).title == "Guns & butter & more &unknown;"


@pytest.mark.parametrize(("date", "kept"), [
    ("Thu, 01 Jan 1970 00:00:00 GMT", None), ("Thu, 12 Nov 2099 10:00:00 GMT", None), ("soon", None),
    ("Thu, 12 Nov 2026 10:00:00 +0530", "2026-11-12T04:30:00Z"), ("12 November 2026", "2026-11-12"),
])  # fmt: skip
def test_dates_that_cannot_be_are_not_taken(date: str, kept: str | None) -> None:
    entry = one(rss(item(1, date=date)))
    assert (entry.published or "")[: len(kept or "")] == (kept or "")
    assert bool(entry.published) == bool(kept)
    assert bool(entry.doubt) == date[-8:].endswith("GMT")


def test_a_date_that_cannot_be_is_a_finding_of_the_report() -> None:
    (found,) = ingest.articles(rss(item(1, date="Thu, 12 Nov 2099 10:00:00 GMT")).encode(), URI)
    assert isinstance(found, Article)
    assert found.published is None
    assert [note.kind for note in found.notes] == ["teaser", "date-implausible"]


BOMB = (
    "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def test_entities_neither_grow_nor_fetch() -> None:
    began = time.process_time()
    assert one(rss(item(1, title="x &i; y"), head=BOMB)).title == "x &i; y"
    outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://bad.example/'> %p;]>"
    assert one(rss(item(1, title="x &x; y"), head=outside)).title == "x &x; y"
    assert time.process_time() - began < 5


ENCODED = {
    "said utf-8, is cp1252": rss(item(1, title="Café talks “fail”")).encode("cp1252"),
    "said latin-1, is utf-8": rss(item(1, title="Café talks “fail”"), declared="iso-8859-1").encode(),
    "utf-16": rss(item(1, title="Café talks “fail”"), declared="utf-16").encode("utf-16"),
    "cp1252": rss(item(1, title="Café talks “fail”"), declared="windows-1252").encode("cp1252"),
}


@pytest.mark.parametrize("what", sorted(ENCODED))
def test_wrong_encodings_are_read_right(what: str) -> None:
    assert one(ENCODED[what]).title == "Café talks “fail”"


def test_a_feed_that_breaks_off_keeps_what_was_whole() -> None:
    *whole, last = entries(rss(item(1), item(2), item(3))[:-120])
    assert [entry.id for entry in whole if isinstance(entry, Entry)] == ["id-1", "id-2"]
    assert last == Rejected(URI, f"{URI}: the feed breaks off in entry 3; the 2 before it were read.")


def test_broken_xml_in_one_entry_does_not_stop_the_rest() -> None:
    found = entries(rss(item(1), "<item><title>Odd <b>one</title><x:y>&</item>", item(3)))
    assert [entry.id for entry in found if isinstance(entry, Entry)][::2] in (["id-1", "id-3"], ["id-1"])
    assert {"id-1", "id-3"} <= {entry.id for entry in found if isinstance(entry, Entry)}


@pytest.mark.parametrize("data", [b"", b"<html><body>no</body></html>", b'{"version": 1}', b"{", b"<rs", b'{"items": 3}'])
def test_other_bytes_are_no_feed(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match=URI):
        open_feed(data, URI)


def test_items_of_json_that_are_none_are_set_aside() -> None:
    source = '{"version": "https://jsonfeed.org/version/1", "items": [1, {"id": null}, {"title": "Talks fail", "content_html": "<p>x"}]}'
    first, second, third = entries(source)
    assert isinstance(first, Rejected)
    assert isinstance(second, Entry)
    assert isinstance(capture_of(second, URI), Rejected)
    assert isinstance(third, Entry)
    assert third.title == "Talks fail"


def test_many_items_are_read_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """100,000 (36 MB) took 89 s and 0.5 GB when measured; here it is enough that no more than a batch is parsed at once."""
    handed: list[int] = []
    parse = feed._parse
    monkeypatch.setattr(feed, "_parse", lambda text: handed.append(text.count("<item>")) or parse(text))
    data = rss(*(item(number) for number in range(1000))).encode()
    _, found = open_feed(data, URI)
    first = next(found)
    assert isinstance(first, Entry)
    assert handed == [0, feed.AT_ONCE]
    assert 1 + sum(isinstance(entry, Entry) for entry in found) == 1000
    assert max(handed) == feed.AT_ONCE


def test_items_beyond_reason_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_ENTRIES", 100)
    *read, rest = entries(rss(*(item(number) for number in range(250))))
    assert len(read) == 100
    assert isinstance(rest, Rejected)
    assert rest.reason.endswith("only the first 100 entries were read; 150 more are in the feed.")


def test_one_entry_of_many_megabytes_is_set_aside() -> None:
    found = entries(rss(item(1), item(2, body="x" * 3_000_000), item(3)))
    assert [type(each).__name__ for each in found] == ["Entry", "Rejected", "Entry"]


def test_an_entry_is_read_as_an_article_with_its_title_and_address() -> None:
    body = f"<p>BRIA (AP) - {LEAD}</p><script>alert(1)</script><p onclick='x()'>{MORE} <a href='javascript:x'>link</a></p><p><a href='/news/1'>Read more</a></p>"
    (found,) = ingest.articles(rss(item(1, body=body)).encode(), URI)
    assert isinstance(found, Article)
    assert found.headline is not None
    assert found.headline.text == "Talks in Bria fail"
    assert [span.of(found.text) for span in found.paragraphs] == [f"BRIA (AP) - {LEAD}", f"{MORE} link"]
    assert (found.source.uri, found.source.media_type) == ("http://wire.example/news/1", "text/html")
    assert found.dateline is not None
    assert found.published is not None
    assert found.published.value == "2026-11-12T10:00:00Z"


def test_the_page_of_an_entry_can_do_nothing() -> None:
    body = "<p style='x' onload=y><img src=z><iframe src='http://bad'></iframe><a href='data:x'>a</a><svg/onload=x><style>p{}</style></p><form><input></form>"
    made = capture_of(one(rss(item(1, body=body))), URI)
    assert isinstance(made, Capture)
    text = made.data.decode()
    assert not [word for word in ("onload", "style", "iframe", "img", "data:x", "svg", "form", "input", "script") if word in text]


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "<br>", "&amp;", "&lt;", "&#0;", "😀", "\u00a0", "<li>", "<table><td>", "<!-- x -->", "]]>", LEAD, "é"]
)
BODIES = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES, st.text(max_size=30))
def test_every_character_of_an_entry_leads_back_to_its_page(body: str, title: str) -> None:
    said = Entry("1", "http://a.example/1", title or None, None, None, None, body or None, None, None, teaser=True)
    made = capture_of(said, URI)
    if isinstance(made, Rejected):
        return
    try:
        article = ingest.read_capture(made)
    except UnreadableSource:
        return
    assert level(read_back(made.data.decode(), article)) == level(article.text)
    assert ingest.read_capture(made) == article
