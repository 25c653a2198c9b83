"""The page of a report in a real browser: what is clicked lights what it came from; nothing is fetched; it fits a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.pipeline import Pipeline
from dateline.show.page import render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium to run the browser tests"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def page_file(pipeline: Pipeline, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "rome.html"
    path.write_text(render(pipeline.read(samples / "rome-meeting.txt")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(params=[(390, 844), (820, 1180), (1440, 900)], ids=["phone", "tablet", "desk"])
def page(request: pytest.FixtureRequest, browser, page_file: Path):
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.outside = []
    opened.on("request", lambda asked: opened.outside.append(asked.url))
    opened.complaints = []
    opened.on("console", lambda message: opened.complaints.append(message.text) if message.type in ("error", "warning") else None)
    opened.goto(page_file.as_uri())
    yield opened
    opened.close()


def test_the_page_asks_for_nothing_outside_and_breaks_no_policy(page, page_file: Path) -> None:
    assert page.outside == [page_file.as_uri()]
    assert page.complaints == []


def test_nothing_is_wider_than_the_window(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_clicking_a_statement_lights_its_quote(page) -> None:
    item = page.locator(".i-statement").first
    key = item.get_attribute("data-keys")
    quote = " ".join(item.locator("q").inner_text().split()).split(" … ")[0]
    item.locator("a.to").click()
    lit = page.locator(f"#report .lit[data-keys~='{key}']")
    assert lit.count() > 0
    assert " ".join("".join(lit.all_inner_texts()).split()).startswith(quote[:20])
    assert lit.first.is_visible()


def test_clicking_a_word_of_the_report_lights_its_value(page) -> None:
    mark = page.locator("#report .mark.k-event").first
    mark.click()
    key = (mark.get_attribute("data-keys") or "").split()[-1]
    assert "lit" in (page.locator(f"#v-{key}").get_attribute("class") or "")


def test_what_did_not_happen_looks_different(page) -> None:
    decoration = "element => getComputedStyle(element).textDecorationLine"
    assert "line-through" in page.locator("#report .mark.k-event.g-not").first.evaluate(decoration)
    assert "line-through" not in page.locator("#report .mark.k-event.g-real").first.evaluate(decoration)


def test_the_values_can_be_reached_by_keyboard(page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#values a.to").first.focus()
    assert page.locator("#report .lit").count() > 0
