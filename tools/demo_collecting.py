"""Collects the sample reports from a news site on this machine into ``demo/dateline.db``, and asks the store three questions.

python tools/demo_collecting.py [FOLDER]
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from dateline import ingest
from news_server import NewsSite, Report

QUESTIONS = (
    (
        "What did somebody rule out, or the author say had not happened?",
        ["events", "--status", "ruled-out", "--status", "negated", "--limit", "8"],
    ),
    ("Who stands where?", ["positions", "--limit", "8"]),
    ("Which figures are claimed?", ["figures", "--limit", "8"]),
)
CONFIG = """# Made by make demo: the sample reports, served as a news site on this machine.
[collect]
contact = "demo@dateline.example"
allow = ["127.0.0.1"]
delay = 0
revisit = []

[[source]]
name = "The Fjord Courier"
kind = "feed"
address = "{address}/feed.xml"
"""


def reports() -> list[Report]:
    """The sample reports as the site publishes them."""
    made = []
    for path in sorted((ROOT / "samples").glob("*.txt")):
        article = ingest.article(path)
        if article.headline is None or article.published is None or not article.paragraphs:
            continue
        day = datetime.fromisoformat(article.published.value[:10]).replace(hour=8, tzinfo=UTC)
        paragraphs = tuple(" ".join(span.of(article.text).split()) for span in article.paragraphs)
        made.append(Report(path.stem, article.headline.text, paragraphs, day))
    return made


def dateline(*arguments: str) -> None:
    """Runs a command as a person would."""
    print(f"\n$ dateline {shlex.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", "dateline", *arguments], check=False)


def main() -> None:
    """Collect and ask."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    config, store = folder / "dateline.toml", folder / "dateline.db"
    for left in folder.glob("dateline.db*"):  # of an earlier demo, whose site had another address
        left.unlink()
    with NewsSite(reports()).served() as site:
        config.write_text(CONFIG.format(address=site.address), encoding="utf-8")
        dateline("collect", "--config", str(config), "--once", "--log", "none")
        dateline("sources", "--config", str(config))
    for question, arguments in QUESTIONS:
        print(f"\n{question}")
        dateline(*arguments, "--store", str(store))


if __name__ == "__main__":
    main()
