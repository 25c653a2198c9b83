"""The map, the timelines and the first page in a real browser: what moves, what the address keeps, nothing asked of others, axe is content."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from dateline.store.store import Store
from dateline.stories.glance import latest_situations
from dateline.web.views import looking

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDTHS = (390, 1280, 1920)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium to run the browser tests"),
]


@dataclass
class Opened:
    """A desk that answers on a port, and a browser."""

    address: str
    file: Path
    chromium: Any
    said: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, width: int = 1280, scheme: str = "light", *, scripts: bool = True) -> Iterator[Any]:
        """A page of that width; what its console complains about and what it asks of others is kept in ``said``."""
        context = self.chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts)
        page = context.new_page()
        page.on("console", lambda message: self.said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.said.append(request.url) if not request.url.startswith((self.address, "data:")) else None)
        try:
            yield page
        finally:
            context.close()


@pytest.fixture(scope="module")
def served(crisis_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A desk on a copy of the crisis, served, and a Chromium."""
    import uvicorn
    from playwright.sync_api import sync_playwright

    from dateline.web.app import make_app
    from dateline.web.settings import Settings

    file = Path(shutil.copy(crisis_file, tmp_path_factory.mktemp("desk") / "dateline.db"))
    server = uvicorn.Server(uvicorn.Config(make_app(Settings(store=str(file))), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            yield Opened(f"http://127.0.0.1:{port}", file, chromium)
            chromium.close()
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def opened(served: Opened) -> Opened:
    """The same for one test, which hears nothing of what others did."""
    return replace(served, said=[])


@pytest.fixture
def largest(opened: Opened) -> int:
    """The situation with most stories."""
    with Store(opened.file, readonly=True) as store:
        return max(latest_situations(store, limit=20).situations, key=lambda each: len(each.stories)).id


def test_the_map_keeps_view_days_and_filters_in_its_address(opened: Opened) -> None:
    with opened.page() as page:
        page.goto(f"{opened.address}/map")
        page.wait_for_selector(".map-box .pin, .map-box .bunch")
        everything = page.evaluate("document.querySelectorAll('.precision').length")
        page.get_by_label("● took place").uncheck()
        page.wait_for_url(lambda url: "groups=ahead,open,not" in url)
        assert page.evaluate("document.querySelectorAll('.precision').length") < everything
        page.get_by_label("From day").press("ArrowRight")
        page.wait_for_url(lambda url: "from=" in url)
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(600)
        shared, held = page.url, page.evaluate("document.querySelectorAll('.precision').length")
    with opened.page() as other:
        other.goto(shared)
        other.wait_for_selector(".map-tools")
        other.wait_for_timeout(300)
        assert other.url == shared
        assert not other.get_by_label("● took place").is_checked()
        assert other.evaluate("document.querySelectorAll('.precision').length") == held
    assert opened.said == []


def test_a_place_on_the_map_leads_to_the_sentences_of_its_events(opened: Opened, largest: int) -> None:
    with opened.page() as page:
        page.goto(f"{opened.address}/situations/{largest}#at=-18.9,47.5,11")
        pin = page.locator(".pin").first
        pin.wait_for()
        pin.dispatch_event("click")
        link = page.locator(".leaflet-popup-content li a").first
        link.wait_for()
        assert "?value=events/" in link.get_attribute("href")
        link.press("Enter")  # the map may still be moving the popup into view
        page.wait_for_url("**/reports/**")
        assert page.locator("#value").count() == 1
    assert opened.said == []


def test_without_scripts_the_map_is_a_picture_whose_places_lead_on(opened: Opened) -> None:
    with opened.page(scripts=False) as page:
        page.goto(f"{opened.address}/map")
        assert page.locator(".drawn-map a").count() > 3
        page.locator(".countries a").first.click()
        assert "/events?place=" in page.url


def test_leaving_the_first_page_is_remembered(opened: Opened) -> None:
    with Store(opened.file) as store, opened.page() as page:
        page.goto(f"{opened.address}/")
        who = page.locator(".person summary").inner_text()
        page.goto(f"{opened.address}/stories")
        for _ in range(50):
            with store.reading() as connection:
                if looking._kept(connection, who)[1] is not None:
                    return
            time.sleep(0.1)
    pytest.fail("nothing was written down")


@pytest.mark.parametrize("path", ["/", "/?day=2025-03-18", "situation", "/stories/1", "/stories", "/situations", "/map", "/reports?words=army",
                                  "/reports?q=actr:x", "/events", "/statements"])  # fmt: skip
def test_pages_fit_every_width_and_axe_finds_nothing_serious(opened: Opened, largest: int, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address = f"{opened.address}/situations/{largest}" if path == "situation" else f"{opened.address}{path}"
    for width, scheme in zip(WIDTHS, ("dark", "light", "dark"), strict=True):
        with opened.page(width, scheme) as page:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways at {width}"
            found = [rule for rule in Axe().run(page).response["violations"] if rule["impact"] in ("serious", "critical")]
            assert not found, [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
