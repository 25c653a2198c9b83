"""The list of formats: what ``dateline export --format`` knows. A new one is a line here, its columns a file in ``data/columns/``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.store.export import acled, counts, gdelt, geojson, marks, plover, polecat
from dateline.store.export.chosen import with_extended
from dateline.store.export.columns import columns
from dateline.store.export.layout import Choice, Layout
from dateline.store.export.tables import CSV, PARQUET


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export: its name, what it is, and the files it is made of; ``others``: a layout of others, with their columns."""

    name: str
    title: str
    layouts: tuple[Layout, ...]
    others: bool = False

    def of(self, choice: Choice) -> tuple[Layout, ...]:
        """Its files, with our columns behind those of others where they are wanted."""
        if not self.others:
            return self.layouts
        return tuple(replace(each, columns=with_extended(each.columns, choice)) if each.columns else each for each in self.layouts)


FORMATS = (
    Format("csv", "the tables of the record, a CSV file each", CSV),
    Format("parquet", "the same tables as Parquet, partitioned by day", PARQUET),
    Format("counts", "events a country and day, a dyad and day; tolls", (
        Layout("country_day", "counts/country_day.csv", "counted", columns("country_day"), counts.country_days, "Events a country and day"),
        Layout("dyad_day", "counts/dyad_day.csv", "counted", columns("dyad_day"), counts.dyad_days, "Events a dyad and day"),
        Layout("tolls", "counts/tolls.csv", "csv", columns("tolls"), counts.tolls, "Tolls with best, low and high"),
    )),
    Format("plover", "PLOVER's JSON Lines", (Layout("plover", "plover.jsonl", "jsonl", (), plover.rows, "PLOVER events"),), others=True),
    Format("polecat", "POLECAT's 40 tab-separated columns", (
        Layout("polecat", "polecat.txt", "tsv", columns("polecat"), polecat.rows, "Events in POLECAT's columns", unknown=polecat.NONE),
    ), others=True),
    Format("gdelt", "GDELT 2's 61 tab-separated columns", (
        Layout("gdelt", "gdelt.export.CSV", "bare", columns("gdelt"), gdelt.rows, "Events in GDELT's columns"),
    ), others=True),
    Format("acled", "ACLED's columns by name", (
        Layout("acled", "acled.csv", "csv", columns("acled"), acled.rows, "Events in ACLED's columns"),
    ), others=True),
    Format("geojson", "events as points", (
        Layout("geojson", "events.geojson", "json", (), geojson.rows, "Events as points", geojson.HEAD, geojson.TAIL),
    ), others=True),
    Format("annotations", "W3C Web Annotation as JSON-LD", (
        Layout("annotations", "annotations.jsonld", "json", (), marks.rows, "Values as annotations", marks.HEAD,
               marks.TAIL),
    )),
)  # fmt: skip
NAMES = tuple(each.name for each in FORMATS)
