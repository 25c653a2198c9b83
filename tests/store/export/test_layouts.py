"""The layouts of others, exactly; codes; bounds of tolls; what people judged; the words of the documentation."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from dateline.knowledge import Knowledge
from dateline.model.actor import Actor, ActorRef
from dateline.model.event import EventType
from dateline.model.figure import Figure
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.store import Store
from dateline.store.export.codes import codes
from dateline.store.export.columns import columns, lines
from dateline.store.export.counts import bounds
from dateline.store.export.exporters import FORMATS, NAMES
from dateline.store.export.gdelt import fraction
from dateline.store.export.layout import Choice
from dateline.store.export.pieces import tabbed
from dateline.store.export.run import export
from dateline.store.export.state import Settings
from dateline.store.export.told import Kept, Told, sectors
from store.reports import report

KEPT = Kept(7, 1, "wire", "2016-02-01T10:20:30.000000Z")
LAYOUTS = {layout.name: layout for each in FORMATS for layout in each.layouts if layout.kind != "parquet"}


def told(status: str = "happened", **changes: object) -> Told:
    return Told(replace(report(status=status), **changes), KEPT)


def with_recipients(record: Record, *actors: str) -> Record:
    event = replace(record.events[0], recipients=tuple(ActorRef(actor, (Span(0, 6),)) for actor in actors))
    return replace(record, events=(event,))


def rows(name: str, of: Told, choice: Choice | None = None) -> list[dict[str, object]]:
    layout = next(layout for each in FORMATS for layout in each.of(choice or Choice()) if layout.name == name and layout.kind != "parquet")
    names = [column.name for column in layout.columns]
    return [dict(zip(names, row, strict=True)) for row in layout.rows(of, choice or Choice())]


def test_polecat_has_its_forty_columns_and_gdelt_its_sixty_one() -> None:
    assert [len(columns(name)) for name in ("polecat", "gdelt", "acled")] == [40, 61, 31]
    polecat = [column.name for column in columns("polecat")]
    assert polecat[:7] == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
    assert (polecat[7], polecat[14], polecat[15], polecat[22], polecat[23], polecat[39]) == (
        "Actor Name", "Wikipedia Actor ID", "Recipient Name", "Wikipedia Recipient ID", "Placename", "Version")  # fmt: skip
    gdelt = [column.name for column in columns("gdelt")]
    assert (gdelt[0], gdelt[5], gdelt[15], gdelt[25], gdelt[26], gdelt[34], gdelt[51], gdelt[60]) == (
        "GLOBALEVENTID", "Actor1Code", "Actor2Code", "IsRootEvent", "EventCode", "AvgTone", "ActionGeo_Type", "SOURCEURL")  # fmt: skip
    assert gdelt[57:59] == ["ActionGeo_Long", "ActionGeo_FeatureID"]


@pytest.mark.parametrize("name", [name for name, layout in LAYOUTS.items() if layout.columns])
@pytest.mark.parametrize("extended", [False, True])
def test_every_cell_has_the_type_of_its_column(name: str, extended: bool) -> None:
    choice = Choice(extended, extended)
    layout = next(layout for each in FORMATS for layout in each.of(choice) if layout.name == name and layout.kind != "parquet")
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "date": str}
    for row in layout.rows(told("denied" if extended else "happened"), choice):
        for column, cell in zip(layout.columns, row, strict=True):
            assert cell is None or isinstance(cell, kinds[column.type]), column.name
            if column.type == "date" and cell is not None:
                date.fromisoformat(str(cell))


def test_an_event_in_polecat() -> None:
    (row,) = rows("polecat", told())
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"], row["Contexts"]) == (
        "ASSAULT",
        "aerial",
        "MATERIAL CONFLICT",
        "military",
    )
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == (
        "Government of Norway",
        "NOR",
        "385",
        "GOV",
    )
    assert (row["City"], row["Province"], row["Country"], row["Feature Type"]) == ("Vardø", "Finnmark", "NOR", "PPL")
    assert row["Recipient Name"] is None


def test_an_event_in_gdelt_is_a_row_for_each_pair_of_parties() -> None:
    (row,) = rows("gdelt", told())
    assert (row["Day"], row["MonthYear"], row["Year"], row["FractionDate"]) == (20160126, 201601, 2016, 2016.0712)
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"], row["Actor2Code"]) == ("NORGOV", "NOR", "GOV", None)
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"], row["GoldsteinScale"]) == (
        "195",
        "195",
        "19",
        4,
        -10,
    )
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"], row["ActionGeo_Lat"]) == (4, "NO", 70.37)
    assert row["DATEADDED"] == 20160201102030
    pairs = rows("gdelt", Told(with_recipients(report(status="happened"), "NOR-NORDMANN", "NOR-GOV"), KEPT))
    assert [pair["Actor2Name"] for pair in pairs] == ["KARI NORDMANN", "GOVERNMENT OF NORWAY"]
    assert len({pair["GLOBALEVENTID"] for pair in pairs}) == 2


def test_fractions_of_a_year_are_those_of_gdelt() -> None:
    assert fraction(date(2015, 2, 18)) == 2015.1315
    assert fraction(date(2016, 12, 31)) < 2017


def test_an_event_under_acleds_names() -> None:
    (row,) = rows("acled", told())
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == (
        "Political violence", "Explosions/Remote violence", "Air/drone strike")  # fmt: skip
    assert (row["inter1"], row["interaction"], row["iso"], row["country"], row["geo_precision"]) == (
        "State forces", "State forces only", 578, "Norway", 1)  # fmt: skip
    assert row["fatalities"] == 0
    civilians = Actor("nominal/villagers", "NORCVL", "villagers", "population", "NOR", None, None, False, ())
    record = with_recipients(report(status="happened"), civilians.id)
    record = replace(record, actors=(*record.actors, civilians), events=(replace(record.events[0], mode="firearms"),))
    (row,) = rows("acled", Told(record, KEPT))
    assert (row["event_type"], row["inter2"], row["civilian_targeting"]) == (
        "Violence against civilians",
        "Civilians",
        "Civilian targeting",
    )
    assert rows("acled", Told(replace(record, events=(replace(record.events[0], type="CONSULT", mode="meet"),)), KEPT)) == []


def test_an_event_in_plover_and_on_a_map() -> None:
    ((plover,),) = LAYOUTS["plover"].rows(told(), Choice())
    event = json.loads(str(plover))
    assert {"id", "date", "source", "event"} <= {*event}
    assert (event["event"], event["mode"], event["quad_code"], event["source"][0]["code"]) == (["ASSAULT"], ["aerial"], 4, "NOR")
    assert event["x_dateline"]["factuality"]["status"] == "happened"
    assert "text" not in event
    ((feature,),) = LAYOUTS["geojson"].rows(told(), Choice())
    assert json.loads(str(feature))["geometry"] == {"type": "Point", "coordinates": [31.11, 70.37]}


def test_annotations_quote_the_words_with_what_stands_around_them() -> None:
    of = told("denied")
    text = of.record.article.text
    found = [json.loads(str(row[0])) for row in LAYOUTS["annotations"].rows(of, Choice())]
    assert [each["body"][0]["value"] for each in found] == ["statement", "event", "position", "commitment", "figure", "membership"]
    assert {"denied", "ASSAULT"} <= {body["value"] for body in found[1]["body"]}
    for each in found:
        for target in each["target"]:
            quote, position = target["selector"][:2]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_an_event_without_time_and_place_says_so() -> None:
    of = told(places=(), times=())
    (row,) = rows("events", of)
    assert (row["event_day"], row["time_precision"], row["place"], row["place_precision"]) == ("2016-01-29", 5, None, 9)
    assert rows("acled", of) == []
    (row,) = rows("gdelt", of)
    assert (row["Day"], row["ActionGeo_Type"], row["ActionGeo_Lat"]) == (20160129, 0, None)


@pytest.mark.parametrize(
    ("value", "low", "high", "bound", "wanted"),
    [
        (20, None, None, "exact", (20, 20, 20)),
        (20, None, None, "at-least", (20, 20, None)),
        (20, None, None, "at-most", (20, None, 20)),
        (20, None, None, "about", (20, None, None)),
        (None, 10, 15, "exact", (10, 10, 15)),
        (None, 24, None, "at-least", (24, 24, None)),
    ],
)
def test_tolls_have_best_low_and_high(value: float | None, low: float | None, high: float | None, bound: str, wanted: object) -> None:
    figure = Figure("killed", None, value, low, high, bound, "people", None, None, ("author",), (Span(0, 2),), "r", 0.9)  # type: ignore[arg-type]
    assert bounds(figure) == wanted


def test_every_type_and_mode_of_the_triggers_has_its_codes(knowledge: Knowledge) -> None:
    from typing import get_args

    assert all(codes().coded(kind, None).goldstein >= -10 for kind in get_args(EventType))
    known = {(cells[0], cells[1]) for cells in _types()}
    codebook = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    for line in codebook.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 4 and cells[1].strip("`") in get_args(EventType) and cells[3] != "none":
            for mode in cells[3].split(","):
                assert (cells[1].strip("`"), mode.strip(" `")) in known


def _types() -> list[tuple[str, ...]]:

    return list(lines("types"))


def test_sectors_are_the_parts_of_a_code_behind_its_country() -> None:
    actor = report().actors[0]
    assert sectors(actor) == ("GOV",)
    assert sectors(replace(actor, code="IGOUNO", country=None)) == ("UNO",)
    assert sectors(replace(actor, code=None)) == ()


@given(st.text())
def test_a_cell_of_a_tab_separated_file_is_one_cell(text: str) -> None:
    cell = tabbed(text, "None")
    assert cell
    assert not {"\t", "\n", "\r"} & {*cell}


def test_an_export_is_seen_through_judgements(store: Store, tmp_path: Path) -> None:
    from dateline.store.judging import Judgement, judge

    kept = store.keep(report(1, published="2016-01-01", status="happened"))
    store.keep(report(2, published="2016-01-02", status="happened"))
    export(store, tmp_path / "out", Settings(NAMES))
    judge(store, Judgement("replace", "Ada", "it was denied", kept.article, "events/0", "factuality.status", '"denied"'))
    again = export(store, tmp_path / "out", Settings(NAMES))
    assert again.made == 1
    with (tmp_path / "out/csv/events.csv").open(encoding="utf-8", newline="") as handle:
        assert [row["status"] for row in csv.DictReader(handle)] == ["denied", "happened"]
    assert len((tmp_path / "out/polecat.txt").read_text().splitlines()) == 1 + 1
    judge(store, Judgement("join", "Ada", "one person", None, None, None, None, "NOR-GOV", "NOR-NORDMANN"))
    assert export(store, tmp_path / "out", Settings(NAMES)).made == 2


def test_only_reports_that_answer_a_question_are_taken_out(store: Store, tmp_path: Path) -> None:
    store.keep(report(1, published="2016-01-01", status="happened"))
    store.keep(report(2, published="2016-01-01", status="denied"))
    store.keep(report(3, published=None, status="denied"))
    export(store, tmp_path / "out", Settings(("csv",), question="status=denied"))
    with (tmp_path / "out/csv/events.csv").open(encoding="utf-8", newline="") as handle:
        assert [row["status"] for row in csv.DictReader(handle)] == ["denied", "denied"]


def test_every_column_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for each in FORMATS:
        assert f"`{each.name}`" in page
        for layout in each.layouts:
            assert all(f"| `{column.name}` | {column.type} |" in page for column in layout.columns), layout.name
    assert all(f"| `{column.name}` | {column.type} |" in page for column in columns("extended"))
