"""The documentation as a contract: what exists is documented, what is linked is there, what is quoted is so."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import pytest

import dateline
from conftest import ROOT
from dateline.cli import main
from dateline.evaluate.gate import read_floors
from dateline.evaluate.tasks import NAMES
from dateline.knowledge import Knowledge
from dateline.model import actor, commitment, event, figure, membership, place, position, statement, time
from dateline.model.schema import record_schema
from dateline.pipeline import Pipeline

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "samples" / "README.md", *sorted(DOCS.glob("*.md"))]
GUIDES = "".join(
    path.read_text(encoding="utf-8")
    for path in (
        ROOT / "README.md",
        *(
            DOCS / f"{name}.md"
            for name in (
                "tutorial",
                "formats",
                "store",
                "asking",
                "exports",
                "collecting",
                "stories",
                "changes",
                "watches",
                "assistants",
                "serving",
            )
        ),
    )
)
CODEBOOK = (DOCS / "codebook.md").read_text(encoding="utf-8")
KINDS_OF_FINDINGS = re.compile(r'Finding\(\s*"([a-z-]+)"')


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def commands(group: click.Group, path: str = "dateline") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{path} {name} is named but not there"
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("name", "command"), list(commands(main)), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert name in GUIDES
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(spelling in GUIDES for spelling in option.opts), f"{name} {option.opts}"


def test_every_public_name_is_documented() -> None:
    formats = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert [name for name in dateline.__all__ if f"dateline.{name}" not in formats] == []


def section(name: str) -> str:
    """The codebook's section on one kind of object: from its heading to the next of any level, or of the same for the record's own kinds."""
    found = re.search(rf"^(##+) {name}$", CODEBOOK, re.MULTILINE)
    assert found is not None, f"the codebook has no section {name}"
    after = CODEBOOK[found.end() :]
    end = re.search(r"^##+ ", after, re.MULTILINE)
    return after[: end.start() if end else None]


SCHEMA = record_schema()
OBJECTS = {"Record": SCHEMA, **{name: made for name, made in SCHEMA["$defs"].items() if "properties" in made}}


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_every_field_is_in_the_codebook(name: str) -> None:
    described = section(name)
    assert [key for key in OBJECTS[name]["properties"] if f"`{key}`" not in described] == []


VALUES = (
    event.EventType, event.Status, event.Certainty, event.Polarity, actor.ActorKind, actor.MentionForm, place.PlaceKind, place.PlaceRole,
    statement.Act, statement.Manner, position.Stance, commitment.CommitmentStatus, figure.Bound, membership.MembershipChange, time.TimexType,
)  # fmt: skip


@pytest.mark.parametrize("values", VALUES, ids=lambda values: str(get_args(values)[0]))
def test_every_coded_value_is_in_the_codebook(values: object) -> None:
    assert [value for value in get_args(values) if f"`{value}`" not in CODEBOOK] == []


def test_every_mode_and_context_of_the_triggers_is_in_the_codebook(knowledge: Knowledge) -> None:
    types = section("Types of events")
    rows = {line.split("|")[1].strip().strip("`"): line for line in types.splitlines() if line.startswith("| `")}
    modes = {(trigger.type, trigger.mode) for trigger in knowledge.triggers.rows if trigger.mode}
    assert sorted(f"{kind}/{mode}" for kind, mode in modes if f"`{mode}`" not in rows[kind]) == []
    told = section("Contexts")
    assert sorted({name for names in knowledge.triggers.contexts.values() for name in names if f"`{name}`" not in told}) == []


def test_every_sector_is_in_the_codebook(knowledge: Knowledge) -> None:
    told = section("Codes of actors")
    assert [sector.code for sector in knowledge.roles.sectors if f"`{sector.code}`" not in told] == []


def test_every_kind_of_finding_is_in_the_codebook() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "dateline").rglob("*.py"))
    kinds = sorted(set(KINDS_OF_FINDINGS.findall(sources)))
    assert kinds
    assert [kind for kind in kinds if f"`{kind}`" not in section("Finding")] == []


def test_the_codebook_gives_the_scores_that_are_coded() -> None:
    from dateline.extract.status import State

    for status in get_args(event.Status):
        state = State(status)
        row = next(line for line in section("Status").splitlines() if line.startswith(f"| `{status}`"))
        assert [cell.strip() for cell in row.split("|")[4:7]] == [state.certainty, state.polarity, f"{state.score:g}"], status


CAPITALS = re.compile(r"\b[A-Z]{3,}(?: [A-Z]{2,})*\b")


def examples(heading: str) -> Iterator[tuple[str, str]]:
    """Each coded value of a table of the codebook with its example: the cell with words in capitals."""
    for line in section(heading).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and (example := next((cell for cell in cells[1:] if CAPITALS.search(cell)), None)):
            yield cells[0].strip("`"), example


def told(pipeline: Pipeline, example: str) -> list[event.Event]:
    """The events that the words in capitals tell, once they are written as a report writes them."""
    record = pipeline.read(f"{CAPITALS.sub(lambda found: found.group().lower(), example)}\n".encode(), published="2026-11-06")
    words = [(found.start(), found.end()) for found in CAPITALS.finditer(example)]
    return [e for e in record.events if any(s.start < end and start < s.end for s in e.trigger.spans for start, end in words)]


@pytest.mark.parametrize(("status", "example"), list(examples("Status")))
def test_the_codebooks_examples_of_statuses_are_read_so(status: str, example: str, pipeline: Pipeline) -> None:
    assert status in [e.factuality.status for e in told(pipeline, example)]


@pytest.mark.parametrize(("kind", "example"), list(examples("Types of events")))
def test_the_codebooks_examples_of_types_are_read_so(kind: str, example: str, pipeline: Pipeline) -> None:
    assert kind in [e.type for e in told(pipeline, example)]


@pytest.mark.parametrize("act", get_args(statement.Act))
def test_the_codebooks_examples_of_acts_are_read_so(act: str, pipeline: Pipeline) -> None:
    row = next(line for line in section("Acts").splitlines() if line.startswith(f"| `{act}`"))
    example = row.strip("|").split("|")[-1].strip()
    assert act in [s.act for s in pipeline.read(f"{example}\n".encode(), published="2026-11-06").statements]


def test_every_task_is_explained() -> None:
    accuracy = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"\n| {name} | " not in accuracy.split("## What the tasks ask")[1]] == []


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "README.md" or page.parent == ROOT], ids=lambda page: page.name)
def test_every_named_file_is_there(page: Path) -> None:
    places = (ROOT, ROOT / "src" / "dateline", ROOT / "src" / "dateline" / "knowledge" / "data")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|tsv))`", page.read_text(encoding="utf-8"))
    made_up = ("model/turnout.py", "extract/turnout.py", "tests/extract/test_turnout.py", "triggers/harbour.tsv")
    missing = [name for name in named if name not in made_up and not any((place / name).exists() for place in places)]
    assert missing == []


def test_quoted_figures_are_the_floors() -> None:
    writer = tool("write_accuracy")
    floors = read_floors(ROOT / "tests" / "floors.tsv")
    for page in writer.PAGES:
        text = page.read_text(encoding="utf-8")
        assert writer.filled(text, floors) == text, f"{page.name} is behind the floors: run python tools/write_accuracy.py"


def test_what_is_known_of_others_belongs_to_a_floor() -> None:
    writer = tool("write_accuracy")
    floors = {(floor.task, floor.file, floor.figure) for floor in read_floors(ROOT / "tests" / "floors.tsv")}
    assert sorted(set(writer.peers()) - floors) == []


def test_a_figure_that_no_floor_has_is_an_error() -> None:
    writer = tool("write_accuracy")
    with pytest.raises(dateline.errors.UsageError, match="0 floors fit"):
        writer.filled("<!-- figure:polarity:beauty -->9<!-- /figure -->", read_floors(ROOT / "tests" / "floors.tsv"))


def test_the_readmes_excerpt_is_real(pipeline: Pipeline) -> None:
    writer = tool("write_excerpt")
    found = writer.MARKED.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    told = json.loads(found["shown"].split("```json")[1].split("```")[0])
    now = writer.values(pipeline.read(ROOT / found["sample"]), found["event"], found["position"])
    for kind, fields in (
        ("events", ("type", "mode", "trigger", "factuality")),
        ("positions", ("actor", "proposition", "stance", "evidence")),
    ):
        assert [[each[field] for field in fields] for each in told[kind]] == [
            [each[field] for field in fields] for each in json.loads(json.dumps(now[kind]))
        ], "run python tools/write_excerpt.py"
    assert told["events"][0]["factuality"]["status"] in ("denied", "ruled-out", "negated")


def test_the_pictures_are_small() -> None:
    pictures = sorted((DOCS / "pictures").glob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 250_000] == []
