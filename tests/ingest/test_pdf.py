from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.ingest import Rejected, pdf_lines
from dateline.ingest.pdf_lines import PARTED, reader_text
from dateline.model.article import Article

from .makers import LAST, LEAD, MORE, pdf, set_lines
from .spans import spans_of


def only(data: bytes) -> Article:
    (found,) = ingest.articles(data, "statement.pdf")
    assert isinstance(found, Article), found
    return found


def body_of(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.paragraphs]


def pages_of(data: bytes) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        texts = []
        for page in document:
            reader = page.get_textpage()
            texts.append(reader_text(reader))
            reader.close()
            page.close()
        return texts


def check_map(data: bytes, article: Article) -> None:
    """Every character that is not a joint of lines or paragraphs stands where its anchor says."""
    pages, done = pages_of(data), 0
    for anchor in article.source_map.anchors:
        assert not article.text[done : anchor.start].strip()
        shown = article.text[anchor.start : anchor.end]
        origin = pages[int(anchor.path) - 1][anchor.offset : anchor.offset + len(shown)]
        for read, written in zip(shown, origin, strict=True):
            assert read == written or (read == " " and written.isspace()) or (read == "-" and written in PARTED) or read == "\ufffd"
        done = anchor.end
    for span in spans_of(article):
        assert span.end <= len(article.text)


def letter(page: int) -> list[tuple[str, float, float]]:
    return [("Ministry of External Relations, Press Office", 815, 8), (f"Page {page} of 2", 25, 8)]


HEAD = [
    ("MINISTRY OF EXTERNAL RELATIONS", 770, 20),
    ("Press release No. 41/2026", 745, 11),
    ("Maputo, 12 November 2026", 731, 11),
    ("Rebels and army to meet again", 700, 15),
    ("in the capital on Friday", 682, 15),
]
STATEMENT = pdf(
    [],
    pages=[
        letter(1) + HEAD + set_lines(LEAD, 640) + set_lines(MORE, 600) + set_lines(f"{MORE} The ministers also spoke about the", 560),
        letter(2) + set_lines("camps at Mueda, which are full.", 770) + set_lines(f"1. {LAST}", 740) + set_lines(f"2. {LEAD}", 712),
    ],
)


def test_a_communique_is_read_with_headline_and_date_and_without_page_heads() -> None:
    article = only(STATEMENT)
    assert article.headline is not None
    assert article.headline.text == "Rebels and army to meet again in the capital on Friday"
    assert article.published is not None
    assert (article.published.value, article.published.origin) == ("2026-11-12", "text")
    assert body_of(article) == [
        LEAD,
        MORE,
        f"{MORE} The ministers also spoke about the camps at Mueda, which are full.",
        f"1. {LAST}",
        f"2. {LEAD}",
    ]
    assert "Page 1" not in article.text
    assert article.source_map.kind == "page"
    check_map(STATEMENT, article)


def test_words_parted_at_the_end_of_a_line_are_put_together() -> None:
    lines = [
        "The soldiers shot at fisher-",
        "men near Palma, and a long-",
        "term plan is due. A long-term plan",
        "was called for by the fishermen of the whole coast.",
    ]
    data = pdf([(line, 700 - 14 * n, 11) for n, line in enumerate(lines)])
    article = only(data)
    assert "shot at fishermen near Palma, and a long-term plan is due." in article.text
    check_map(data, article)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([LEAD, MORE, "BRIA (AP) - ", "By Ama Owusu", "12 November 2026", "co-", "é ü – “x”", "1. ", "• x"]), min_size=1, max_size=12),
       st.integers(20, 90), st.sampled_from([12, 14, 22]))  # fmt: skip
def test_characters_lead_back_to_their_page(parts: list[str], width: int, step: int) -> None:
    up, lines = 800.0, []
    for part in parts:
        for line, _, size in set_lines(part, 0, width=width):
            up -= step
            lines.append((line, up, size))
        up -= 8
    data = pdf([line for line in lines if line[1] > 20] or [("x", 700, 11)])
    for article in ingest.articles(data, "x"):
        if isinstance(article, Article):
            check_map(data, article)


REFUSED = {
    "cut in the middle": (STATEMENT[: len(STATEMENT) // 2], ""),
    "no PDF at all": (b"%PDF-1.7\nnothing", "the PDF is damaged"),
    "locked": (pdf([("x", 700, 11)], password="secret"), "locked by a password"),
    "a picture of a page": (pdf([]), "holds pictures of pages and no text"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_bad_pdf_is_set_aside_in_one_sentence(what: str) -> None:
    data, reason = REFUSED[what]
    (found,) = ingest.articles(data, "statement.pdf")
    assert isinstance(found, Rejected) or what == "cut in the middle"
    if isinstance(found, Rejected):
        assert reason in found.reason
        assert found.reason.startswith("statement.pdf: ")


def test_pages_beyond_reason_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_lines, "MOST_PAGES", 1)
    (found,) = ingest.articles(STATEMENT, "statement.pdf")
    assert isinstance(found, Rejected)
    assert "2 pages are too many" in found.reason
