from __future__ import annotations

import pytest

from dateline import ingest
from dateline.model.article import Article

P1 = "ACCRA, May 2 (Reuters) - Ghana will not send soldiers to the north of its neighbour, the defence minister said on Tuesday."
P2 = '"We have not been asked," he told reporters, and ruled out any change before the summit of the regional bloc.'
P3 = "The neighbour denied that it had asked for help."


def paragraphs(article: Article) -> list[str]:
    return [" ".join(span.of(article.text).split()) for span in article.paragraphs]


def asides(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.asides]


def test_the_parts_of_a_report() -> None:
    article = ingest.from_text(
        f"UPDATE 2-Ghana rules out sending soldiers north\n\nNeighbour says it never asked\n\nBy Kofi Boateng and Ama Owusu\n2 May 2017\n\n"
        f"(Adds reaction of neighbour, background)\n\n{P1}\n{P2}\n{P3}\n(Reporting by Kofi Boateng; Editing by Ama Owusu)"
    )
    assert article.headline is not None
    assert article.standfirst is not None
    assert article.byline is not None
    assert article.published is not None
    assert article.headline.text == "Ghana rules out sending soldiers north"
    assert article.standfirst.text == "Neighbour says it never asked"
    assert article.byline.text == "By Kofi Boateng and Ama Owusu"
    assert article.published.value == "2017-05-02"
    assert paragraphs(article) == [P1, P2, P3]
    assert asides(article) == ["UPDATE 2-", "(Adds reaction of neighbour, background)", "(Reporting by Kofi Boateng; Editing by Ama Owusu)"]


def test_bullets_under_a_headline_are_its_standfirst() -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n\n* Neighbour denies asking\n* Summit on Friday\n\n{P1}\n{P2}")
    assert article.standfirst is not None
    assert [span.of(article.text) for span in article.standfirst.spans] == ["Neighbour denies asking", "Summit on Friday"]


def test_a_headline_alone() -> None:
    article = ingest.from_text("URGENT: Ghana rules out sending soldiers north")
    assert article.headline is not None
    assert article.headline.text == "Ghana rules out sending soldiers north"
    assert article.paragraphs == ()
    assert [span.of(article.text) for span in article.blocks()] == ["Ghana rules out sending soldiers north"]


def test_a_sentence_alone_is_a_paragraph() -> None:
    article = ingest.from_text(P3)
    assert article.headline is None
    assert paragraphs(article) == [P3]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n"])
def test_paragraphs_one_a_line_or_parted_by_empty_lines(break_: str) -> None:
    article = ingest.article(break_.join(["Ghana rules out sending soldiers", P1, P2, P3]).encode())
    assert paragraphs(article) == [P1, P2, P3]


def test_lines_wrapped_at_a_column_are_joined() -> None:
    article = ingest.from_text(
        "Ghana rules out sending soldiers\n\n"
        "ACCRA, May 2 (Reuters) - Ghana will not send soldiers to the north of\n"
        "its neighbour, the defence minister said on Tuesday, after days of\n"
        "speculation in newspapers of both countries.\n"
        "   The neighbour denied that it had asked for help and said that the\n"
        "reports were made up by people who want to see the two governments\n"
        "quarrel before the summit.\n\n"
        "Ghana has some 15,000 soldiers, a thousand of whom serve abroad with\n"
        "the United Nations.\n"
    )
    assert [text.split()[0] for text in paragraphs(article)] == ["ACCRA,", "The", "Ghana"]
    assert paragraphs(article)[2].endswith("serve abroad with the United Nations.")


TRAILERS = [
    "(Reporting by Kofi Boateng; Editing by Ama Owusu)",
    "Reporting by Kofi Boateng in Accra; Writing by Ama Owusu",
    "Additional reporting by agencies",
    "Associated Press writer Ama Owusu in Lome, Togo, contributed to this report.",
    "Copyright 2017 The Accra Wire. All rights reserved.",
    "© 2017 Accra Wire",
    "This story has been corrected to say that the minister spoke on Tuesday.",
    "Follow Ama Owusu on Twitter @amaowusu.",
    "With inputs from agencies",
    "ENDS",
    "-30-",
    "AFP",
    "kb/ao/jm",
]


@pytest.mark.parametrize("line", TRAILERS)
def test_trailers_are_no_part_of_the_report(line: str) -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n\n{P1}\n\n{P2}\n\n{P3}\n\n{line}")
    assert paragraphs(article) == [P1, P2, P3]
    assert asides(article) == [line]


@pytest.mark.parametrize("tail", ["(Reporting by Kofi Boateng; Editing by Ama Owusu)", "(Writing by Ama Owusu)", "- AFP", "[Reuters]"])
def test_a_credit_at_the_end_of_the_last_paragraph_is_cut_off_it(tail: str) -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n\n{P1}\n\n{P2}\n\n{P3} {tail}")
    assert paragraphs(article) == [P1, P2, P3]
    assert [text.strip("- ") for text in asides(article)] == [tail.strip("- ")]


@pytest.mark.parametrize(
    "line", ["Advertisement", "READ MORE: What the summit decides", "Photo: Ama Owusu", "***", "File photo: soldiers in Accra"]
)
def test_lines_of_a_page_among_paragraphs_are_left_out(line: str) -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n\n{P1}\n\n{line}\n\n{P2}\n\n{P3}")
    assert paragraphs(article) == [P1, P2, P3]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reporting by the two sides differs, but both agree that the bridge was blown up on Sunday night by retreating soldiers.",
        "Copyright law was not on the agenda of the summit, the spokesman said with a smile.",
        "More than 200 people followed the coffin.",
    ],
)
def test_sentences_that_only_look_like_trailers_stay(sentence: str) -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n\n{P1}\n\n{sentence}\n\n{P2}\n\n{P3}")
    assert sentence in paragraphs(article)


def test_a_title_that_comes_with_a_text_is_set_before_it() -> None:
    article = ingest.from_text(f"{P1}\n{P2}", title="Ghana rules out\nsending soldiers")
    assert article.headline is not None
    assert article.headline.text == "Ghana rules out sending soldiers"
    assert article.text.startswith("Ghana rules out sending soldiers\n\nACCRA")
    assert [(a.path, a.offset) for a in article.source_map.anchors] == [("title", 0), ("text", 0)]


def test_a_title_that_the_text_opens_with_is_not_said_twice() -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n\n{P1}", title="GHANA RULES OUT SENDING SOLDIERS")
    assert article.text.count("soldiers\n") == 1
    assert article.headline is not None
    assert article.headline.spans[0].start == 0


def test_the_identity_is_that_of_the_first_text_and_the_version_that_of_all() -> None:
    one, two = ingest.from_text(f"{P1}\n{P2}"), ingest.from_text(f"{P1}\n{P2}\n")
    assert one.id == two.id
    assert one.version != two.version
    assert one.id != ingest.from_text(P2).id


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\ufeff", "***"])
def test_a_text_with_nothing_in_it_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ingest.UnreadableSource, match="there is no report in it"):
        ingest.from_text(text)


@pytest.mark.parametrize(
    "text", ["The ship reached Lagos on 27 October 1945.", "Signed on July 8, 1923 in Genoa.", "Rebels attack the port (June 22, 1991)."]
)
def test_a_short_sentence_with_a_date_is_a_sentence(text: str) -> None:
    assert paragraphs(ingest.from_text(text)) == [text]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Kofi Boateng", "By Kofi Boateng"),
        ("By KOFI BOATENG and AMA OWUSU, Associated Press", "By KOFI BOATENG and AMA OWUSU, Associated Press"),
        ("By Kofi Boateng in Accra", "By Kofi Boateng in Accra"),
        ("By Kofi Boateng on May 2, 2017 at 10:15 a.m.", "By Kofi Boateng"),
        ("By Kofi Boateng | Updated 2 May 2017", "By Kofi Boateng"),
        ("Written by Kofi Boateng - 2 May 2017", "Written by Kofi Boateng"),
        ("by Ama Owusu, Accra Wire", "by Ama Owusu, Accra Wire"),
    ],
)
def test_bylines(line: str, name: str) -> None:
    article = ingest.from_text(f"Ghana rules out sending soldiers\n{line}\n\n{P1}\n{P2}")
    assert article.byline is not None
    assert article.byline.text == name
    assert paragraphs(article) == [P1, P2]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    sentence = "By Monday evening the soldiers had left the town."
    assert sentence in paragraphs(ingest.from_text(f"Ghana rules out sending soldiers\n\n{sentence}\n\n{P2}"))


def test_a_line_under_the_date_that_an_empty_line_parts_from_the_report_is_its_standfirst() -> None:
    article = ingest.from_text(
        f"Ghana rules out sending soldiers\n\nTuesday 02/05/2017\nThe neighbour says that it never asked.\n\n{P2}\n{P3}"
    )
    assert article.standfirst is not None
    assert article.standfirst.text == "The neighbour says that it never asked."
    assert paragraphs(article) == [P2, P3]
