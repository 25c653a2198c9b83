"""Site knowledge: a folder of own tables laid over the packaged ones, with the same columns; later rows win by id."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.knowledge.tables import Row, TableError, read_table

SITE_FILES = (
    "actors.tsv",
    "aliases.tsv",
    "members.tsv",
    "roles.tsv",
    "titles.tsv",
    "holders.tsv",
    "places.tsv",
)
SITE_FOLDERS = ("cues", "propositions", "signatures", "triggers")  # tables of several files stand in folders of their own


def site_rows(site: Path | None, name: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of one table of the site folder; none where no folder was given or it lacks that file.

    site: the folder given by ``--knowledge``. name: one of SITE_FILES. columns: the columns the table must have.
    """
    if site is None:
        return ()
    if not site.is_dir():
        raise TableError(site, 0, "is no folder; --knowledge takes a folder with tables such as actors.tsv")
    path = site / name
    return read_table(path, columns) if path.is_file() else ()


def unknown_files(site: Path) -> tuple[Path, ...]:
    """The tables and folders in the site folder that nothing reads, most likely misspelt."""
    tables = (path for path in sorted(site.glob("*.tsv")) if path.name not in SITE_FILES)
    folders = (path for path in sorted(site.iterdir()) if path.is_dir() and path.name not in SITE_FOLDERS and path.name[0] != ".")
    return (*tables, *folders)
