from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline import ingest
from dateline.ingest.page import without_noscript
from dateline.model.article import Article

from .xpath import level, read_back

P1 = "Ghana will not send soldiers to the north of its neighbour, the defence minister said on Tuesday after a meeting of the cabinet."
P2 = "“We have not been asked,” he told reporters, and ruled out any change before the summit of the regional bloc on Friday in Abuja."
P3 = "The neighbour denied that it had asked for help and said that the reports were made up by people who want the two to quarrel."


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>Ghana rules out sending soldiers | The Accra Wire</title>{head}</head><body>{body}</body></html>"


def article_of(html: str) -> Article:
    return ingest.article(html.encode(), kind=ingest.Kind.HTML)


def body_of(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.paragraphs]


def full(extra: str = "", between: str = "", head: str = "") -> str:
    paragraphs = f"<p>{P1}</p>{between}<p>{P2}</p><p>{P3}</p>"
    return page(
        f"<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Ghana rules out sending soldiers</h1>{paragraphs}</article>{extra}",
        head,
    )


def test_the_report_and_nothing_else() -> None:
    extra = (
        "<aside><h2>Most read</h2><ul><li><a href='/1'>Togo closes border</a></li><li><a href='/2'>Mali votes</a></li></ul></aside>"
        "<section id='comments'><p>I do not believe a word of what the minister says and never have, to be honest with all of you.</p></section>"
        "<div class='cookie-banner'><p>We and our partners store cookies on your device in order to show you what you never wanted to see.</p></div>"
        "<footer><p>© 2017 The Accra Wire. All rights reserved.</p></footer>"
    )
    between = "<figure><img src='x'><figcaption>Soldiers on parade in Accra last year, in a picture by the ministry.</figcaption></figure>"
    article = article_of(full(extra, between))
    assert body_of(article) == [P1, P2, P3]
    assert article.headline is not None
    assert article.headline.text == "Ghana rules out sending soldiers"
    assert article.language == "en"


def test_every_character_is_read_back_from_the_text_nodes_of_the_page() -> None:
    broken = f"<p>{P1[:40]}<b>{P1[40:60]}</b>{P1[60:]}<!-- note --><p>\n  {P2[:30]}\n\t {P2[30:]}<br>{P3}<table><tr><td>loose"
    html = full(between=broken + "<o:p>odd &amp; 😀 names</o:p>")
    article = article_of(html)
    assert level(read_back(without_noscript(html), article)) == level(article.text)


def test_white_space_is_collapsed_as_on_the_screen() -> None:
    article = article_of(
        full(
            between="<p>\n   The   <i> summit\t</i>\n opens&nbsp;on Fri&shy;day,\nofficials in both capitals said on Tuesday evening.  </p>"
        )
    )
    assert "The summit opens on Friday, officials in both capitals said on Tuesday evening." in body_of(article)


def test_metadata_of_json_ld_open_graph_and_links() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "The Accra Wire"},
            {
                "@type": "NewsArticle",
                "headline": "Ghana rules out sending soldiers",
                "datePublished": "2017-05-02T18:30:00Z",
                "author": [{"name": "Kofi Boateng"}],
            },
        ]
    }
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script><link rel='canonical' href='https://accrawire.example/2017/05/02/soldiers'>"
    article = article_of(full(head=head))
    assert article.published is not None
    assert (article.published.value, article.published.origin) == ("2017-05-02T18:30:00Z", "metadata")
    assert article.byline is not None
    assert (article.byline.text, article.byline.spans) == ("Kofi Boateng", ())
    other = article_of(full(head="<link rel='canonical' href='http://www.accrawire.example/2017/05/02/soldiers/?utm_source=x#top'>"))
    assert other.id == article.id


def test_visible_date_byline_and_standfirst() -> None:
    top = (
        "<h1>Ghana rules out sending soldiers</h1><p class='standfirst'>Neighbour says that it never asked</p>"
        "<div class='byline'>By Kofi Boateng</div><time datetime='2017-05-02T18:30:00Z'>2 May 2017</time>"
    )
    article = article_of(page(f"<article><header>{top}</header><p>{P1}</p><p>{P2}</p><p>{P3}</p></article>"))
    assert article.standfirst is not None
    assert article.byline is not None
    assert article.published is not None
    assert article.standfirst.text == "Neighbour says that it never asked"
    assert article.byline.text == "By Kofi Boateng"
    assert article.published.value == "2017-05-02T18:30:00Z"
    assert [span.of(article.text) for span in article.published.spans] == ["2 May 2017"]
    assert body_of(article) == [P1, P2, P3]


def test_a_headline_without_the_name_of_the_site() -> None:
    article = article_of(page(f"<div><p>{P1}</p><p>{P2}</p><p>{P3}</p></div>"))
    assert article.headline is not None
    assert article.headline.text == "Ghana rules out sending soldiers"
    assert article.source_map.anchors[0].path == "/html/head[1]/title[1]/text()[1]"


@pytest.mark.parametrize("quote", ["blockquote class='pullquote'", "aside class='pull-quote'"])
def test_a_pull_quote_is_not_said_twice(quote: str) -> None:
    article = article_of(full(between=f"<{quote}>“We have not been asked”</{quote.split(maxsplit=1)[0]}>"))
    assert body_of(article) == [P1, P2, P3]


def test_noscript_and_scripts_are_as_in_a_browser() -> None:
    assert without_noscript("<head><noscript><img></noscript><p>a") == "<head><noscript></noscript><p>a"
    assert without_noscript("<script>'<noscript>'</script>x") == "<script>'<noscript>'</script>x"
    assert without_noscript("<!-- <noscript> -->x<noscript>y") == "<!-- <noscript> -->x<noscript>"


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("utf-8", "utf-8")]
)
def test_a_declared_encoding_counts(declared: str, encoding: str) -> None:
    word = "Владивосток" if encoding == "cp1251" else "Zürich – café"
    html = full(
        head=f"<meta charset='{declared}'>",
        between=f"<p>The talks in {word} went on for three days, and nobody expects them to end before the next weekend.</p>",
    )
    article = ingest.article(html.replace("“", '"').replace("”", '"').encode(encoding))
    assert f"The talks in {word} went on" in article.text


def test_the_smallest_page_is_read() -> None:
    article = article_of(f"<p>{P1}</p>")
    assert body_of(article) == [P1]
    assert article.headline is None


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body><ul>" + "<li><a href='/x'>Some headline of some other report</a></li>" * 40 + "</ul></body></html>",
        "<html><body><p>Page not found</p></body></html>",
        "<html><head><title>x</title></head><frameset><frame src='a'></frameset></html>",
    ],
)
def test_a_page_without_a_report_is_refused_in_one_sentence(html: str) -> None:
    with pytest.raises(ingest.UnreadableSource, match="there is no report on this page; save the page of a single report, or its text"):
        article_of(html)


def test_the_sample_page(samples: Path) -> None:
    data = (samples / "page-nile-dam.html").read_bytes()
    article = ingest.article(data)
    assert level(read_back(without_noscript(data.decode()), article)) == level(article.text)
    for absent in ("cookies", "Advertisement", "Eritrea vows", "Most read", "bomb it", "Iraq declares", "near the border with Sudan"):
        assert absent not in article.text
