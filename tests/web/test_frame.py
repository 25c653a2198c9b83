"""The frame of every page: the menu, the way to help, errors in a sentence."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_the_first_page_shows_what_is_kept(browser: TestClient) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    assert "/stories/" in page.text


def test_a_wrong_address_is_answered_in_a_sentence(browser: TestClient) -> None:
    page = browser.get("/nothing-of-the-kind")
    assert page.status_code == 404
    assert "There is no such page." in page.text
