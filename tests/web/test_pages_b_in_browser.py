"""The pages of reports and claims in a real browser: legible at three widths, in light and dark, for everybody, with and without scripts."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium to run the browser tests"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LOOKS = (("light", 390), ("dark", 1280), ("light", 1920))
PATHS = ("/positions", "/commitments", "/figures", "/figures?measure=killed", "/memberships", "/actors/MDG-GOV", "/places/1079048",
         "VALUE", "ACTOR", "REPORT", "VERSIONS", "PROPOSITION")  # fmt: skip


@pytest.fixture(scope="module")
def desk(crisis_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a desk that runs on a copy of the crisis, and the file."""
    import uvicorn

    file = Path(shutil.copy(crisis_file, tmp_path_factory.mktemp("desk") / "dateline.db"))
    server = uvicorn.Server(uvicorn.Config(make_app(Settings(store=str(file))), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", file
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def paths(desk: tuple[str, Path]) -> dict[str, str]:
    """The addresses of a report and of what belongs to it."""
    with Store(desk[1], readonly=True) as store:
        found = next(each for each in store.events(status="denied") if each.actors)
        proposition = next(iter(store.positions())).proposition
    report = f"/reports/{found.report.article}"
    return {"REPORT": report, "VALUE": f"{report}?value=events/{found.number}#value", "ACTOR": f"{report}?value=actors/0#value",
            "VERSIONS": f"{report}/versions", "PROPOSITION": f"/propositions/{proposition}"}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_legible_at_every_width_and_open_to_everybody(
    chromium: Any, desk: tuple[str, Path], paths: dict[str, str], path: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme, width in LOOKS:
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type in ("error", "warning") else None)
        answer = page.goto(desk[0] + paths.get(path, path))
        assert answer.status == 200
        assert said == [], (scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (scheme, width)
        wrong = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in wrong] == [], (scheme, width)
        page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_value_comes_into_view_lit(chromium: Any, desk: tuple[str, Path], paths: dict[str, str], scripts: bool) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=scripts, reduced_motion="reduce")
    page = context.new_page()
    page.goto(desk[0] + paths["VALUE"])
    box = page.locator(".mark.asked").first.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800
    assert page.locator("#asked h2").inner_text()
    context.close()


def test_a_value_is_corrected_and_undone_by_hand(chromium: Any, desk: tuple[str, Path], paths: dict[str, str]) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(desk[0] + paths["VALUE"])
    page.get_by_text("Replace what is wrong in it").click()
    page.get_by_label("factuality: status").select_option("happened")
    page.locator("#why-replace").fill("they admitted it")
    page.get_by_role("button", name="Replace").click()
    page.wait_for_selector("text=they admitted it")
    assert "happened" in page.locator("#asked h2").inner_text()
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_selector("text=taken back")
    assert "denied" in page.locator("#asked h2").inner_text()
    page.close()


def test_a_cell_of_the_matrix_opens_its_quotes_and_leads_to_the_sentence(chromium: Any, desk: tuple[str, Path]) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(f"{desk[0]}/positions")
    page.locator(".cell summary").first.click()
    page.locator(".pop .evidence").first.click()
    page.wait_for_url(re.compile(r"/reports/.+value="))
    assert page.locator(".mark.asked").count() > 0
    page.close()


def test_the_reasons_of_a_value_are_one_click_away(chromium: Any, desk: tuple[str, Path], paths: dict[str, str]) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(desk[0] + paths["REPORT"])
    page.locator(".i-event .acts a").first.click()
    page.wait_for_selector("#asked")
    page.locator(".mark.k-event").first.click()  # a mark of the text lights its value and leads nowhere
    assert page.locator(".item.lit").count() > 0
    page.close()
