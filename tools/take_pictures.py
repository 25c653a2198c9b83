"""Takes the pictures of the documentation in a headless Chromium: the page of a sample report, and every page of the desk at three widths.

``make demo`` first, then ``python tools/take_pictures.py [--desk ADDRESS]`` after a page has changed. Needs playwright (with the checks), a
Chromium, and Pillow (``pip install pillow``), which brings a picture down to 64 colours.
"""

from __future__ import annotations

import argparse
import getpass
import shutil
import tempfile
from itertools import islice
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import dateline
from dateline.show.page import render
from dateline.store import Store
from dateline.store.question import Question
from dateline.web.work import coding, dossiers, grades

ROOT = Path(__file__).parent.parent
SAMPLE, OUT = "samples/rome-meeting.txt", ROOT / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WHO = getpass.getuser()
CLICKED = "#events-not .item a.to"  # what is lit in the second picture
WIDTHS = ((390, 844), (1280, 900), (1920, 1080))
PAGES = (
    ("today", "/"), ("search", "/reports?q=bridge+type:ASSAULT"), ("stories", "/stories"), ("situation", "/situations/{situation}"),
    ("report", "{report}"), ("events", "/events?status=ruled-out"), ("positions", "/positions?since=2025-03-01"),
    ("commitments", "/commitments?since=2025-03-01"), ("figures", "/figures?since=2025-03-01"), ("memberships", "/memberships"),
    ("map", "/map?since=2025-03-01"), ("actor", "/actors/MDG-GOV"), ("place", "{place}"),
    ("dossier", "/dossiers/1"), ("coding", "/coding/1"),
    ("watches", "/watches"), ("watch", "/watches/new?ask=events&where=type%3DASSAULT%26status%3Dreal"), ("alerts", "/alerts?all=true"),
    ("sources", "/sources"), ("api", "/api"),
)  # fmt: skip


def kept(page: Page, name: str) -> None:
    """Writes what is seen of the page, with few colours."""
    path = OUT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1000} kB")


def report(browser: Browser, folder: Path) -> None:
    """The page of one report."""
    file = folder / "page.html"
    file.write_text(render(dateline.read(SAMPLE)), encoding="utf-8")
    desk = browser.new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    desk.goto(file.as_uri())
    kept(desk, "page.png")
    desk.locator(CLICKED).first.click()
    kept(desk, "lit.png")
    phone = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    phone.goto(f"{file.as_uri()}#events-not")
    phone.wait_for_timeout(1000)
    kept(phone, "phone.png")


def found(browser: Browser, address: str) -> dict[str, str]:
    """Addresses that depend on what the store holds: its largest situation, a report with a value lit, a place."""
    page = browser.new_page()
    page.goto(f"{address}/situations")
    situation = page.locator("main a[href^='/situations/']").first.get_attribute("href") or ""
    page.goto(f"{address}/events?status=ruled-out")
    quoted = page.locator("main a.evidence").first.get_attribute("href") or ""
    page.goto(f"{address}/events?type=ASSAULT&since=2025-03-01")
    place = page.locator("main a[href^='/places/']").first.get_attribute("href") or "/map"
    page.close()
    return {"situation": situation.rpartition("/")[2], "report": quoted, "place": place}


def furnish(file: Path) -> None:
    """Puts a dossier, a round of coding and grades into the demo's store, so that their pages show something."""
    with Store(file) as store:
        if dossiers.listed(store, WHO):
            return
        number = dossiers.make(store, "Air strikes in the south", WHO, note="For the briefing of 24 March.", shared=True)
        for event in islice(store.events(type="ASSAULT", status=["ruled-out", "denied"], since="2025-03-01"), 2):
            path = f"events/{event.number}"
            dossiers.pick(store, number, WHO, article=event.report.article, path=path, note="Said before the strikes.", tags="denial")
        for event in islice(store.events(type="ASSAULT", mode="aerial", status="real", since="2025-03-01"), 2):
            dossiers.pick(store, number, WHO, article=event.report.article, path=f"events/{event.number}", tags="strike toll")
        for source, letter in (("Southern Wire News", "B"), ("Tana Herald", "C"), ("Radio Horizon", "B")):
            grades.grade(store, source, letter, WHO, credibility=2, why="Names its witnesses.")
        made = coding.make(
            store, "Status of attacks in March", "events", Question.of(type="ASSAULT", since="2025-03-01"), ["anna", WHO], WHO, size=8
        )
        fields = coding.one(store, made).fields
        for which in range(1, 9):
            for coder in ("anna", WHO):
                told = dict.fromkeys(fields, "right") | ({"status": "wrong:alleged"} if which % 4 == 0 and coder == "anna" else {})
                coding.answer(store, made, which, coder, told | ({"place": "wrong"} if which == 3 else {}))


def desk(browser: Browser, address: str) -> None:
    """Every page of the desk, narrow, wide and wider; the narrow ones dark."""
    names = found(browser, address)
    for width, height in WIDTHS:
        scheme = "dark" if width < 600 else "light"
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
        for name, path in PAGES:
            page.goto(address + path.format(**names))
            page.wait_for_timeout(400)
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                print(f"{name} at {width}: {wider} pixels wider than the window")
            kept(page, f"desk/{name}-{width}.png")
        page.close()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desk", help="the address of the demo's desk; without it, only the page of a report")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=ARGUMENTS)
        report(browser, Path(folder))
        if arguments.desk:
            furnish(ROOT / "demo" / "dateline.db")
            desk(browser, arguments.desk.rstrip("/"))
        browser.close()


if __name__ == "__main__":
    main()
