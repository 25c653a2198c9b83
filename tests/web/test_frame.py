"""The frame of every page: the menu, the way to help, errors in a sentence."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from dateline.web.rendering import templates


def test_the_first_page_shows_what_is_kept(browser: TestClient) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    assert "/stories/" in page.text


def test_a_wrong_address_is_answered_in_a_sentence(browser: TestClient) -> None:
    page = browser.get("/nothing-of-the-kind")
    assert page.status_code == 404
    assert "There is no such page." in page.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("We go.", "<q>We go.</q>"),
        ("“We go,” she said.", '<q class="own">“We go,” she said.</q>'),
        ('"No." <b>', '<q class="own">&#34;No.&#34; &lt;b&gt;</q>'),
    ],
)
def test_words_that_begin_with_a_quotation_mark_get_no_second_one(words: str, shown: str) -> None:
    assert str(templates().get_template("macros.html.j2").module.said(words)) == shown
