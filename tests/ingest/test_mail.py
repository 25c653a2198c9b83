from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.ingest import Kind, Rejected
from dateline.ingest.mail import open_mail
from dateline.ingest.page import without_noscript
from dateline.model.article import Article

from .makers import LAST, LEAD, MORE, mail, pdf, set_lines
from .xpath import level, read_back

LETTER = (
    "<html><body><table><tr><td><a href='http://news.example/v'>View in browser</a></td></tr>"
    f"<tr><td><h1>Talks in Bria fail – again</h1><p>BRIA (AP) – {LEAD}</p><p>{MORE}</p><p>{LAST}</p></td></tr>"
    "<tr><td><a href='http://news.example/u'>Unsubscribe</a></td></tr></table></body></html>"
)
PLAIN = f"BRIA (AP) - {LEAD}\n\n{MORE}\n"


def only(data: bytes) -> Article:
    (found,) = ingest.articles(data, "letter.eml")
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("data", [mail(html=LETTER, text=PLAIN), mail(html=LETTER), mail(text=PLAIN)], ids=["both", "page", "text"])
def test_a_newsletter_is_read_with_subject_and_date(data: bytes) -> None:
    article = only(data)
    assert ingest.recognise(data) is Kind.MAIL
    assert article.headline is not None
    assert article.headline.text == "Talks in Bria fail – again"
    assert article.published is not None
    assert article.published.value == "2026-11-12T10:00:00+02:00"
    assert article.source.media_type == "message/rfc822"
    assert [span.of(article.text) for span in article.paragraphs][1] == MORE
    assert "Unsubscribe" not in "".join(span.of(article.text) for span in article.paragraphs)


def test_the_same_mail_is_the_same_article_however_it_travelled() -> None:
    data = mail(html=LETTER)
    assert only(data).id == only(b"Received: from a.example by b.example\r\n" + data).id


def test_characters_of_the_page_lead_back_to_its_text_nodes() -> None:
    data = mail(html=LETTER, text=PLAIN)
    article = only(data)
    assert level(read_back(without_noscript(open_mail(data, "x").page or ""), article)) == level(article.text)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([LEAD, "BRIA (AP) - ", "\n", "\n\n", "é", "😀", "By Ama Owusu", "> ", "--\n"]), min_size=1, max_size=12).map(
        "".join
    )
)
def test_characters_of_the_text_lead_back_to_it(text: str) -> None:
    data = mail(text=text, subject="Talks fail")
    letter = open_mail(data, "x")
    for article in ingest.articles(data, "x", kind=Kind.MAIL):
        if isinstance(article, Rejected):
            continue
        assert article.source_map.kind == "field"
        for anchor in article.source_map.anchors:
            origin = (letter.subject if anchor.path == "title" else letter.text) or ""
            assert origin[anchor.offset : anchor.offset + anchor.end - anchor.start] == article.text[anchor.start : anchor.end]


def test_a_statement_attached_is_read_as_well() -> None:
    statement = pdf(set_lines(LEAD, 700) + set_lines(MORE, 640))
    covering, attached = ingest.articles(mail(text=PLAIN, attached=statement), "letter.eml")
    assert isinstance(covering, Article)
    assert isinstance(attached, Article)
    assert (attached.source.uri, attached.source.media_type) == ("letter.eml#1", "application/pdf")
    assert [span.of(attached.text) for span in attached.paragraphs] == [LEAD, MORE]


def test_wrong_charsets_and_packings_are_read_all_the_same() -> None:
    head = b"Message-ID: <1@x>\r\nFrom: a@b.example\r\nSubject: =?utf-8?q?Talks_fail_=E2=80=93_again?=\r\nMIME-Version: 1.0\r\n"
    body = f"Content-Type: text/plain; charset=no-such-thing\r\n\r\n{LEAD} “{MORE}”\r\n".encode("cp1252")
    article = only(head + body)
    assert article.headline is not None
    assert article.headline.text == "Talks fail – again"
    assert "“The army denied" in article.text


HEAD = b"Message-ID: <1@x>\nFrom: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
REFUSED = {
    "no text": (HEAD + b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n", "the mail has no text"),
    "nested beyond reason": (
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        "the mail is damaged",
    ),
    "parts beyond reason": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 500 + b"--b--\n",
        "more than 200 parts",
    ),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_bad_mail_is_set_aside_in_one_sentence(what: str) -> None:
    data, reason = REFUSED[what]
    found = list(ingest.articles(data, "letter.eml"))
    assert isinstance(found[0], Rejected)
    assert reason in found[0].reason


@pytest.mark.parametrize("head", [b"From: A desk\nSubject: Talks\nDate: today\n\nx", b"ROME: x\n\nwords", b"Subject: only\n"])
def test_reports_with_lines_like_headers_are_no_mails(head: bytes) -> None:
    assert ingest.recognise(head) is Kind.TEXT
