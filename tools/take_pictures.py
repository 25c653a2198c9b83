"""Takes the pictures of the documentation: the page of a sample report at desk and phone width, in a headless Chromium.

``python tools/take_pictures.py`` after the page has changed. Needs playwright (with the checks), a Chromium, and Pillow (``pip install
pillow``), which brings a picture down to 96 colours.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import dateline
from dateline.show.page import render

ROOT = Path(__file__).parent.parent
SAMPLE, OUT = "samples/rome-meeting.txt", ROOT / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CLICKED = "#events-not .item a.to"  # what is lit in the second picture


def kept(page: Page, name: str) -> None:
    """Writes what is seen of the page, with few colours."""
    path = OUT / name
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1000} kB")


def main() -> None:
    """Take the pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(render(dateline.read(SAMPLE)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=ARGUMENTS)
        desk = browser.new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
        desk.goto(file.as_uri())
        kept(desk, "page.png")
        desk.locator(CLICKED).first.click()
        kept(desk, "lit.png")
        phone = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
        phone.goto(f"{file.as_uri()}#events-not")
        phone.wait_for_timeout(1000)
        kept(phone, "phone.png")
        browser.close()


if __name__ == "__main__":
    main()
