"""Days, moments and numbers read as the reader's language and region write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from dateline.web.localising import amount, day, locale_of, moment


@pytest.mark.parametrize(
    ("languages", "locale"),
    [
        ("en-US,en;q=0.9", "en_US"),
        ("de", "de_DE"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr_FR"),
        ("xx, en-GB;q=0.4", "en_GB"),
        ("en;q=0.1, it;q=0.9", "it_IT"),
        (None, "en_GB"),
        ("*", "en_GB"),
        ("de;q=heavy, ,;;;", "en_GB"),
    ],
)
def test_the_browser_says_which_locale_is_wanted(languages: str | None, locale: str) -> None:
    assert locale_of(languages) == locale


def test_days_and_numbers_are_written_as_the_locale_does() -> None:
    assert day("2016-02-03") == "3 Feb 2016"
    assert day("2016-02-03", "en_US") == "Feb 3, 2016"
    assert day("2016-02-03T10:00", "de_DE") == "03.02.2016"
    assert amount(12000) == "12,000"
    assert amount(12000.5, "de_DE") == "12.000,5"


def test_a_moment_is_told_in_the_readers_zone_which_is_named() -> None:
    assert moment("2016-02-03T13:05:00+00:00", ZoneInfo("Europe/Rome")) == "3 Feb 2016, 14:05 CET"
    assert moment("2016-02-03", ZoneInfo("Europe/Rome")) == "3 Feb 2016"


@pytest.mark.parametrize("value", [None, "", "sometime in May"])
def test_what_is_no_day_is_left_as_it_is(value: str | None) -> None:
    assert day(value) == (value or "")
    assert moment(value, ZoneInfo("UTC")) == (value or "")


def test_a_page_is_written_for_the_browser_that_asks(browser: TestClient) -> None:
    assert "23 Mar 2025" in browser.get("/stories").text
    assert "Mar 23, 2025" in browser.get("/stories", headers={"Accept-Language": "en-US"}).text
