"""A crisis is collected from a site, looked at in a real browser, corrected, watched: real programs, one after the other, as a desk runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dateline import ingest
from news_server import NewsSite, Report
from watch.receivers import Hooks, hooks

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE = 60.0  # seconds
WEEK = re.compile(r"2025-03-(0[3-6]|13|18).*(clinic|bekily|strikes)")  # shelled, denied, admitted; strikes ruled out and flown
LATER = "2025-03-12-swn-ambovombe-market.txt"
CONFIG = """
[collect]
contact = "desk@dateline.example"
allow = ["127.0.0.1"]
delay = 0
revisit = []

[[source]]
name = "Courier"
kind = "feed"
address = "{address}/feed.xml"
"""
WATCHES = """
[[way]]
name = "hook"
kind = "webhook"
address = "{address}"
secret = "env:HOOK_SECRET"
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium to run the browser tests"),
]


@dataclass(frozen=True)
class Desk:
    """The folder that the programs work in, the site that is collected, and the receiver of the webhook."""

    folder: Path
    site: NewsSite
    hooks: Hooks

    def run(self, *arguments: str, given: str = "") -> str:
        """What a command prints; it must end well."""
        environment = os.environ | {"HOOK_SECRET": "a secret of the tests"}
        ended = subprocess.run(
            [sys.executable, "-m", "dateline", *arguments], cwd=self.folder, env=environment, input=given, text=True, capture_output=True,
            timeout=PATIENCE * 4, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    @contextmanager
    def open(self) -> Iterator[str]:
        """The desk's address, while ``dateline serve`` runs."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        served = subprocess.Popen([sys.executable, "-m", "dateline", "serve", "--port", str(port), "--quiet"], cwd=self.folder)
        try:
            wait_for(f"{address}/healthz")
            yield address
        finally:
            served.terminate()
            served.wait(PATIENCE)


def wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}")


def published(path: Path) -> Report:
    """A report of the sample crisis as the site prints it."""
    article = ingest.article(path)
    assert article.headline is not None
    assert article.published is not None
    moment = datetime.fromisoformat(article.published.value)
    paragraphs = tuple(" ".join(span.of(article.text).split()) for span in article.paragraphs)
    return Report(path.stem, article.headline.text, paragraphs, moment if moment.tzinfo else moment.astimezone())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Desk]:
    """A folder into which a week of the crisis was collected."""
    folder = tmp_path_factory.mktemp("desk")
    files = [path for path in sorted((samples / "crisis").glob("2025-*.txt")) if WEEK.search(path.name) and ".v2" not in path.name]
    with NewsSite([published(path) for path in files]).served() as site, hooks() as receiver:
        made = Desk(folder, site, receiver)
        (folder / "dateline.toml").write_text(CONFIG.format(address=site.address), encoding="utf-8")
        assert f"{len(files)} new" in _collected(made)
        yield made


def _collected(desk: Desk) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "dateline", "collect", "--once", "--log", "none"], cwd=desk.folder, text=True, capture_output=True,
        env=os.environ | {"HOOK_SECRET": "a secret of the tests"}, timeout=PATIENCE * 4, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@contextmanager
def looking(chromium: Any, address: str) -> Iterator[Any]:
    """A page of a browser that asks nothing of other sites and whose console stays quiet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page, outside, complaints = context.new_page(), list[str](), list[str]()
    page.on("request", lambda asked: outside.append(asked.url) if not asked.url.startswith((address, "data:")) else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" and "403" not in message.text else None)
    yield page
    context.close()
    assert outside == []
    assert complaints == []


def pressed(page: Any, quoted: Any) -> None:
    """Presses on the middle of a quote, as a person does."""
    quoted.scroll_into_view_if_needed()
    box = quoted.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 9))


def test_a_change_on_the_first_page_leads_to_the_sentence_it_came_from(desk: Desk, chromium: Any) -> None:
    desk.run("changes", "--since", "2025-03-01")  # places what was collected
    with desk.open() as address, looking(chromium, address) as page:
        page.goto(address)
        quoted = page.locator("main .entry a.evidence q").first
        words = " ".join(quoted.inner_text().strip('“”"… ').split())
        pressed(page, quoted)
        page.wait_for_url(re.compile(r"/reports/.*value="))
        lit = page.locator("#report .mark.asked").first
        assert page.locator("#report").inner_text().replace("\n", " ").find(words[:25]) >= 0
        assert lit.is_visible()


def test_a_corrected_value_reads_as_corrected_everywhere(desk: Desk, chromium: Any) -> None:
    with desk.open() as address, looking(chromium, address) as page:
        page.goto(f"{address}/events?type=ASSAULT&status=happened")
        pressed(page, page.locator("a.evidence").first)
        page.wait_for_url(re.compile(r"/reports/.*value="))
        article, path = re.search(r"/reports/([0-9a-f]+)\?value=(events(?:/|%2F)\d+)", page.url).groups()  # type: ignore[union-attr]
        page.get_by_text("Replace what is wrong in it").click()
        page.locator("select[name='field.factuality.status']").select_option("alleged")
        page.locator("form.replace input[name='why']").fill("Only the front says so.")
        page.get_by_role("button", name="Replace", exact=True).click()
        page.wait_for_load_state()
        assert "Only the front says so." in page.locator("#asked").inner_text()
        page.goto(f"{address}/events?status=alleged")
        where = path.replace("/", "%2F")
        assert page.locator(f"a[href*='/reports/{article}?value={where}'], a[href*='/reports/{article}?value={path}']").count() > 0
        told = json.loads(page.request.get(f"{address}/api/v1/events?status=alleged&limit=200").text())
        assert article in json.dumps(told)
    number = path.replace("%2F", "/").split("/")[1]
    rows = [json.loads(line) for line in desk.run("events", "--status", "alleged", "--format", "jsonl").splitlines()]
    assert any(row["report"]["article"] == article and row["number"] == int(number) and row["judged"] == "replaced" for row in rows)


def test_a_watch_made_on_the_page_raises_its_alert_by_feed_and_webhook(desk: Desk, chromium: Any, samples: Path) -> None:
    (desk.folder / "watches.toml").write_text(WATCHES.format(address=desk.hooks.address), encoding="utf-8")
    desk.run("watches", "add", "--file", "watches.toml")
    with desk.open() as address, looking(chromium, address) as page:
        page.goto(f"{address}/watches/new?ask=events&where=type%3DASSAULT%26status%3Dreal")
        page.fill("#name", "attacks")
        page.fill("#limit", "50")
        page.check("input[name='send'][value='hook']")
        page.get_by_role("button", name="Try").click()
        page.wait_for_load_state()
        assert "alerts" in page.locator("main").inner_text()
        page.get_by_role("button", name="Keep").click()
        page.wait_for_url(f"{address}/watches")
        before = len(desk.hooks.got)
        new = published(samples / "crisis" / LATER)
        desk.site.reports[new.slug] = new
        assert "1 new" in _collected(desk)
        feed = page.request.get(f"{address}/watches/attacks/feed.rss").text()
        assert "Ambovombe" in feed
        page.goto(f"{address}/alerts")
        assert "Ambovombe" in page.locator("main").inner_text()
    assert len(desk.hooks.got) > before
    assert any("Ambovombe" in title for title in desk.hooks.told)


def test_a_reader_who_signs_in_is_refused_what_readers_may_not(desk: Desk, chromium: Any, tmp_path: Path) -> None:
    desk = Desk(shutil.copytree(desk.folder, tmp_path / "desk"), desk.site, desk.hooks)  # with users, everybody must sign in
    secret = "four quiet rivers meet"
    desk.run("users", "add", "chief", "--admin", given=f"{secret}\n")
    desk.run("users", "add", "rita", "--role", "reader", given=f"{secret}\n")
    with desk.open() as address, looking(chromium, address) as page:
        page.goto(f"{address}/events")
        assert "/sign-in" in page.url
        page.fill("input[name='name']", "rita")
        page.fill("input[type='password']", secret)
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        page.goto(f"{address}/events")
        assert page.locator("a.evidence").count() > 0
        pressed(page, page.locator("a.evidence").first)
        page.wait_for_url(re.compile(r"/reports/"))
        assert page.get_by_role("button", name="Accept").count() == 0
        refused = page.goto(f"{address}/watches/new")
        assert refused.status == 403
        assert "role editor" in page.locator("main").inner_text()
        assert page.goto(f"{address}/users").status == 403
