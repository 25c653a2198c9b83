"""A dossier as a document: Markdown and Word, every value with its quote and a numbered citation."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dateline.store.answers import Report
from dateline.store.find import Key
from dateline.store.shelf import Shelf
from dateline.store.store import Store
from dateline.store.tables import readings
from dateline.version import VERSION
from dateline.web.localising import day
from dateline.web.work import grades
from dateline.web.work.dossiers import Dossier, Picked

_MARKED = re.compile(r"([\\`*_{}\[\]()#+!|<>~-])")
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A report that a dossier cites: its number in the list of sources and the grade of its source, if people gave one."""

    number: int
    report: Report
    grade: str | None

    @property
    def text(self) -> str:
        """The citation: source, headline, day of publication, address, article and version."""
        one = self.report
        source = f"{one.source}{f' [{self.grade}]' if self.grade else ''}" if one.source else "source not named"
        parts = [source, f"“{one.headline}”" if one.headline else "", day(one.published) or "undated", one.address,
                 f"article {one.article}, version {one.version}"]  # fmt: skip
        return ", ".join(part for part in parts if part) + "."


@dataclass(frozen=True, slots=True)
class Document:
    """A dossier with what it cites, in the order of its entries; ``cites`` is by article."""

    dossier: Dossier
    entries: tuple[Picked, ...]
    cites: dict[str, Cited]


def document(store: Store, dossier: Dossier, entries: Sequence[Picked]) -> Document:
    """The dossier with its citations looked up."""
    articles = list(dict.fromkeys(entry.article for entry in entries))
    graded = grades.current(store)
    with store.reading() as connection:
        query = select(readings.c.id).where(readings.c.article.in_(articles), readings.c.current)
        ids = list(connection.execute(query).scalars())
        found = {one.article: one for one in Shelf(connection, "reports", tuple(Key(None, reading, 0) for reading in ids)).reports.values()}
    cites = {
        article: Cited(
            number, found[article], graded[found[article].source or ""].code if (found[article].source or "") in graded else None
        )
        for number, article in enumerate((each for each in articles if each in found), 1)
    }
    return Document(dossier, tuple(entry for entry in entries if entry.article in cites), cites)


def markdown(told: Document) -> str:
    """The document as Markdown (CommonMark); words from outside are escaped."""
    out = [f"# {_plain(told.dossier.name)}", ""]
    if told.dossier.note:
        out += [*(_plain(line) for line in told.dossier.note.splitlines()), ""]
    for number, entry in enumerate(told.entries, 1):
        out.append(f"{number}. **{_plain(entry.line)}**")
        if entry.quote:
            out.append(f"   > “{_plain(entry.quote)}” \\[{told.cites[entry.article].number}\\]")
        else:
            out.append(f"   \\[{told.cites[entry.article].number}\\]")
        out += [f"   {_plain(line)}" for line in (entry.note or "").splitlines()]
        if entry.tags:
            out.append(f"   Tags: {', '.join(_plain(tag) for tag in entry.tags)}")
        out.append("")
    out += [
        "## Sources",
        "",
        *(f"- \\[{cited.number}\\] {_plain(cited.text)}" for cited in told.cites.values()),
        "",
        f"_{_made(told)}_",
        "",
    ]
    return "\n".join(out)


def word(told: Document) -> bytes:
    """The document as Word (Office Open XML)."""
    from docx import Document as Docx  # it loads slowly, and only here it is needed
    from docx.shared import Pt

    made = Docx()
    made.core_properties.title, made.core_properties.author = _xml(told.dossier.name), _xml(told.dossier.owner)
    made.add_heading(_xml(told.dossier.name), 0)
    for line in (told.dossier.note or "").splitlines():
        made.add_paragraph(_xml(line))
    for entry in told.entries:
        made.add_paragraph(style="List Number").add_run(_xml(entry.line)).bold = True
        if entry.quote:
            made.add_paragraph(f"“{_xml(entry.quote)}” [{told.cites[entry.article].number}]", style="Quote")
        else:
            made.add_paragraph(f"[{told.cites[entry.article].number}]")
        for line in (entry.note or "").splitlines():
            made.add_paragraph(_xml(line))
        if entry.tags:
            made.add_paragraph().add_run(_xml(f"Tags: {', '.join(entry.tags)}")).font.size = Pt(9)
    made.add_heading("Sources", 1)
    for cited in told.cites.values():
        made.add_paragraph(f"[{cited.number}] {_xml(cited.text)}")
    made.add_paragraph().add_run(_xml(_made(told))).italic = True
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _made(told: Document) -> str:
    as_of = day(told.dossier.changed_at)
    return f"Dossier of {told.dossier.owner}, as of {as_of}. Values read by dateline {VERSION}; quotes are the reports' words."


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", text)


def _xml(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NOT_XML.sub("", text)
