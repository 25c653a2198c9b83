"""The description of an export: a Frictionless data package, and the digests of all files as ``sha256sum`` reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dateline.store.export.columns import Column
from dateline.store.export.layout import Layout
from dateline.store.export.state import Made, Settings
from dateline.version import VERSION

FILE, SUMS = "datapackage.json", "SHA256SUMS"
DESCRIPTION = "Who did and said what in news reports, each value with the words it was taken from. Columns: docs/exports.md of Dateline."
KEYS = {"articles": ["article"], "actors": ["article", "number"], "places": ["article", "number"], "statements": ["article", "number"],
        "events": ["article", "number"], "participants": ["article", "noun", "number", "role", "ordinal"],
        "locations": ["article", "noun", "number", "ordinal"], "positions": ["article", "number"], "commitments": ["article", "number"],
        "figures": ["article", "number"], "memberships": ["article", "number"],
        "evidence": ["article", "noun", "number", "ordinal"]}  # fmt: skip


def package(made: Iterable[tuple[Layout, Made]], settings: Settings, moment: str) -> bytes:
    """``datapackage.json`` for the text files of an export."""
    described: dict[str, Any] = {
        "profile": "data-package",
        "name": "dateline-export",
        "title": "Export of a Dateline store",
        "description": DESCRIPTION,
        "created": moment,
        "version": VERSION,
        "resources": [resource(layout, file) for layout, file in made],
    }
    if settings.licence is not None:
        described["licenses"] = [_licence(settings.licence)]
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(given: str) -> dict[str, str]:
    return {"path": given} if given.startswith(("http://", "https://")) else {"name": given}


def resource(layout: Layout, made: Made) -> dict[str, Any]:
    """The description of one file: path, digest, size and, of a table, its columns."""
    out: dict[str, Any] = {
        "name": layout.name, "title": layout.title, "path": made.path, "encoding": "utf-8", "hash": f"sha256:{made.sha256}",
        "bytes": made.size,
    }  # fmt: skip
    if not layout.columns:
        return out | {"profile": "data-resource", "type": "file", "mediatype": _media(layout)}
    out |= {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}
    if layout.kind in ("tsv", "bare"):
        out |= {"format": "tsv", "mediatype": "text/tab-separated-values"}
        out["dialect"] = {"delimiter": "\t", "quoteChar": "\x1f", "doubleQuote": False, "header": layout.kind == "tsv"}
    return out | {"schema": schema(layout)}


def _media(layout: Layout) -> str:
    ends = {"jsonl": "application/jsonl", "geojson": "application/geo+json", "jsonld": "application/ld+json"}
    return ends[layout.path.rpartition(".")[2]]


def schema(layout: Layout) -> dict[str, Any]:
    """The table schema of a layout."""
    missing = ["", layout.unknown] if layout.unknown else [""]
    out: dict[str, Any] = {"fields": [_field(column) for column in layout.columns], "missingValues": missing}
    if layout.name in KEYS and layout.path.startswith("csv/"):
        out["primaryKey"] = KEYS[layout.name]
    return out


def _field(column: Column) -> dict[str, str]:
    out = {"name": column.name, "type": column.type}
    return out | {"description": column.description} if column.description else out


def sums(made: Iterable[Made]) -> bytes:
    """``SHA256SUMS``."""
    return "".join(f"{each.sha256}  {each.path}\n" for each in sorted(made, key=lambda each: each.path)).encode()
