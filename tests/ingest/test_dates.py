from __future__ import annotations

import pytest

from dateline import ingest
from dateline.ingest.dates import iso_moment, printed_dates

BODY = "Rebels said on Monday that they had left the town.\nThe army denied it and kept shelling the hills to the north of the river."

PRINTED = [
    ("Friday 29/01/2016", "2016-01-29"),
    ("29.01.2016", "2016-01-29"),
    ("2016-01-29", "2016-01-29"),
    ("2018-10-09 14:32 GMT", "2018-10-09T14:32:00Z"),
    ("Jan. 29, 2016", "2016-01-29"),
    ("January 29th, 2016", "2016-01-29"),
    ("Sept 3, 2014", "2014-09-03"),
    ("3 Sept. 2014", "2014-09-03"),
    ("29 January 2016", "2016-01-29"),
    ("the 4th of March 2011".removeprefix("the "), "2011-03-04"),
    ("Thu Sep 6, 2018 4:48pm EDT", "2018-09-06T16:48:00-04:00"),
    ("Sunday, January 17, 2021; 6:05 PM", "2021-01-17T18:05:00"),
    ("Thursday, 12 November 2009, 17:40", "2009-11-12T17:40:00"),
    ("Brussels, 17 December 2020 (15:20 CET)", "2020-12-17T15:20:00+01:00"),
    ("Friday, February 14, 2020 - 11:20 GMT", "2020-02-14T11:20:00Z"),
    ("31 January 2014 - Addis Ababa", "2014-01-31"),
    ("Posted: Mon, 21 Nov 2022", "2022-11-21"),
    ("tuesday 24 july 2012", "2012-07-24"),
    ("Published 12:30 a.m. EST, March 5, 2019", "2019-03-05"),
    ("05-Mar-2019", "2019-03-05"),
    ("5 March 2019 | Updated 7 March 2019", "2019-03-05"),
    ("12:05 a.m., 1 May 2001", "2001-05-01"),
]


@pytest.mark.parametrize(("line", "value"), PRINTED, ids=[line for line, _ in PRINTED])
def test_printed_dates_in_the_usual_formats(line: str, value: str) -> None:
    article = ingest.from_text(f"Rebels leave town in the north\n{line}\n{BODY}")
    assert article.published is not None
    assert (article.published.value, article.published.origin) == (value, "text")
    assert len(article.paragraphs) == 2
    assert article.notes == ()


@pytest.mark.parametrize("line", ["31/02/2016", "Feb 30, 2016", "99.99.2016", "2016-13-01", "call 12/345/6789 now", "v1.2.3"])
def test_what_is_no_date_is_not_read_as_one(line: str) -> None:
    assert list(printed_dates(line)) == []


def test_day_and_month_that_may_be_exchanged_are_said_to_be_ambiguous() -> None:
    article = ingest.from_text(f"Rebels leave town in the north\n05/06/2012\n{BODY}")
    assert [note.kind for note in article.notes] == ["date-ambiguous"]
    assert article.notes[0].message == "The printed date 05/06/2012 may be 5 June 2012 or 6 May 2012."
    assert article.published is not None
    assert article.published.value == "2012-06-05"


DECIDED = {
    "by the weekday": ("Sunday 06/05/2012\n{body}", "2012-05-06"),
    "by the agency": ("05/06/2012\nMIAMI (AP) - {body}", "2012-05-06"),
    "by the dateline": ("05/06/2012\nABUJA, May 6 (Reuters) - {body}", "2012-05-06"),
    "by another date": ("05/06/2012\n{body} The talks began on 4 May 2012, he said.", "2012-05-06"),
}


@pytest.mark.parametrize("why", sorted(DECIDED))
def test_the_order_of_day_and_month_is_decided(why: str) -> None:
    text, value = DECIDED[why]
    article = ingest.from_text("Rebels leave town in the north\n" + text.format(body=BODY))
    assert article.notes == ()
    assert article.published is not None
    assert article.published.value == value


def test_a_given_date_decides_and_is_used_where_the_text_has_none() -> None:
    decided = ingest.from_text(f"Rebels leave town in the north\n05/06/2012\n{BODY}", published="2012-05-06")
    assert decided.published is not None
    assert decided.published.value == "2012-05-06"
    assert decided.published.origin == "text"
    given = ingest.from_text(f"Rebels leave town in the north\n{BODY}", published="6 May 2012")
    assert given.published is not None
    assert (given.published.value, given.published.origin, given.published.spans) == ("2012-05-06", "given", ())


def test_a_weekday_that_does_not_fit_its_date_is_a_finding() -> None:
    article = ingest.from_text(f"Rebels leave town in the north\nMonday 29 January 2016\n{BODY}")
    assert [note.message for note in article.notes] == ["The printed date says Monday, but 29 January 2016 was a Friday."]
    assert [span.of(article.text) for span in article.notes[0].spans] == ["Monday 29 January 2016"]


def test_a_report_without_a_date_has_none() -> None:
    assert ingest.from_text(BODY).published is None


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-04-06T19:42:00+02:00", "2021-04-06T19:42:00+02:00"),
        ("2021-04-06T19:42:00Z", "2021-04-06T19:42:00Z"),
        ("2021-04-06T19:42:00.123Z", "2021-04-06T19:42:00Z"),
        ("2021-04-06", "2021-04-06"),
        ("6 April 2021", "2021-04-06"),
        ("04/06/2021", None),
        ("yesterday", None),
        ("", None),
        ("0001-01-01", None),
    ],
)
def test_moments_in_metadata(written: str, iso: str | None) -> None:
    assert iso_moment(written) == iso
