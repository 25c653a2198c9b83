"""Pages of many reports in a folder, with an index; nothing half-written is left behind."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, Template, select_autoescape

from dateline.errors import OutputError
from dateline.model.record import Record
from dateline.show.page import render, style_and_policy
from dateline.show.wording import LOOKS, one_line


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the index: its page, title, date, source, and how many values of which kind were read."""

    href: str
    title: str
    date: str
    source: str
    counts: tuple[tuple[int, str], ...]


def write_text(path: Path, text: str) -> None:
    """Writes ``text`` beside ``path`` and moves it there; ``OutputError`` in one sentence if it cannot be done."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"{path} cannot be written ({error.strerror}): name a place that exists and that you may write to.") from error


def page_name(record: Record, taken: set[str]) -> str:
    """A file name for the record's page, from its source or headline; a number is added where the name is taken."""
    stem = Path(record.article.source.uri).name.split(".")[0] or "report"
    if record.article.source.media_type.endswith(("jsonl", "x-ndjson", "json")) and record.article.headline:
        stem = record.article.headline.text
    base = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60] or "report"
    name, number = f"{base}.html", 2
    while name in taken or name == "index.html":
        name, number = f"{base}-{number}.html", number + 1
    return name


def entry(record: Record, href: str) -> Entry:
    """The index entry of ``record``."""
    article = record.article
    real = {look.status for look in LOOKS if look.group == "real"}
    happened = sum(event.factuality.status in real for event in record.events)
    counts = (
        (len(record.statements), "statements"), (happened, "events"), (len(record.events) - happened, "that did not (yet) happen"),
        (len(record.positions), "positions"), (len(record.commitments), "pledges"), (len(record.figures), "figures"),
        (len(record.findings), "doubtful points"),
    )  # fmt: skip
    return Entry(
        href=href,
        title=one_line(article.headline.text) if article.headline else article.source.uri,
        date=article.published.value[:10] if article.published else "no date",
        source=article.source.uri,
        counts=tuple((number, word if number > 1 else word.rstrip("s")) for number, word in counts if number),
    )


class PageFolder:
    """A folder that takes one page a report and, at the end, an index of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: list[Entry] = []
        self._taken: set[str] = set()
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError as error:
            raise OutputError(f"{folder} is a file, not a folder: name a folder, or a page that ends in .html for one report.") from error
        except OSError as error:
            raise OutputError(
                f"{folder} cannot be made ({error.strerror}): name a folder inside one that exists and that you may write to."
            ) from error

    def add(self, record: Record) -> Path:
        """Writes the page of ``record``; gives its path."""
        name = page_name(record, self._taken)
        self._taken.add(name)
        write_text(self.folder / name, render(record))
        self.entries.append(entry(record, name))
        return self.folder / name

    def close(self) -> Path:
        """Writes the index; gives its path."""
        style, policy = style_and_policy()
        index = self.folder / "index.html"
        write_text(index, _template().render(entries=self.entries, style=style, policy=policy))
        return index


@lru_cache(maxsize=1)
def _template() -> Template:
    return Environment(loader=PackageLoader("dateline.show"), autoescape=select_autoescape(default=True)).get_template("index.html.j2")
