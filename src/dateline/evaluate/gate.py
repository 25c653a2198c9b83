"""The gate: every figure against its floor. Floors stand in one file, bound to the digest of the data they were measured on.

A floor rises by ``--raise`` whenever a figure is better; it goes down only by ``--lower`` with ``--because`` a reason, which is
written into the changelog. Without labelled data beside the project the gate says so and passes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError, UsageError
from dateline.evaluate.run import evaluate
from dateline.evaluate.tasks import named
from dateline.linguistics import SpacyParser
from dateline.linguistics.parser import Parser, RememberingParser
from dateline.pipeline import Pipeline
from dateline.store.packing import digest_of_file

COLUMNS = ("task", "file", "digest", "figure", "better", "floor")
SLACK = 0.05  # figures are rounded to one decimal: half a step is no change


@dataclass(frozen=True, slots=True)
class Floor:
    """One figure's floor: task, gold file (relative to the data folder), its digest, path of the figure, which way is better."""

    task: str
    file: str
    digest: str
    figure: str
    better: str
    floor: float

    def gain(self, value: float) -> float:
        """How much better than the floor ``value`` is; negative if worse."""
        return value - self.floor if self.better == "higher" else self.floor - value


@dataclass(frozen=True, slots=True)
class Measured:
    """A floor, what was measured now, and the digest of the data it was measured on."""

    floor: Floor
    value: float
    digest: str

    @property
    def lost(self) -> bool:
        """True if the figure fell below its floor on the same data."""
        slack = SLACK if abs(self.floor.floor) > 3 else SLACK / 50  # mean errors and correlations carry three decimals
        return self.digest == self.floor.digest and self.floor.gain(self.value) < -slack


def read_floors(path: Path) -> tuple[Floor, ...]:
    """The floors of the file, in order; ``UsageError`` with the line where one is malformed."""
    floors = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if not line or line.startswith("#") or tuple(cells) == COLUMNS:
            continue
        if len(cells) != len(COLUMNS) or cells[4] not in ("higher", "lower"):
            raise UsageError(f"{path}, line {number}: a floor needs {', '.join(COLUMNS)}, better being higher or lower.")
        task, file, digest, figure, better, floor = cells
        floors.append(Floor(task, file, digest, figure, better, float(floor)))
    return tuple(floors)


def write_floors(path: Path, floors: Iterable[Floor]) -> None:
    """Writes the floors, keeping the comment lines at the head of the file."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")] if path.exists() else []
    rows = ["\t".join((f.task, f.file, f.digest, f.figure, f.better, f"{f.floor:g}")) for f in floors]
    path.write_text("\n".join([*head, "\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")


def figure_at(figures: Mapping[str, Any], path: str) -> float:
    """The number at a dotted path of keys and list positions ("root.2")."""
    value: Any = figures
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return float(value)


def measure(floors: Sequence[Floor], data: Path, pipeline: Pipeline, only: str | None = None) -> Iterator[Measured]:
    """Each floor with what is measured now, task by task and file by file."""
    for task, file in dict.fromkeys((floor.task, floor.file) for floor in floors if only in (None, floor.task)):
        path = data / file
        outcome, digest = evaluate(named(task), path, pipeline), digest_of_file(path)
        for floor in floors:
            if (floor.task, floor.file) == (task, file):
                yield Measured(floor, figure_at(outcome.figures, floor.figure), digest)


def settled(measured: Sequence[Measured], *, raising: bool, lowering: bool) -> tuple[Floor, ...]:
    """The floors after this run: better ones raised, worse ones lowered, those of changed data set anew, as allowed."""
    return tuple(_settled(each, raising=raising, lowering=lowering) for each in measured)


def _settled(each: Measured, *, raising: bool, lowering: bool) -> Floor:
    gain, fresh = each.floor.gain(each.value), each.digest != each.floor.digest
    if (fresh and (raising or lowering)) or (gain > 0 and raising) or (gain < 0 and lowering):
        return replace(each.floor, digest=each.digest, floor=each.value)
    return each.floor


def _line(each: Measured) -> str:
    floor = each.floor
    sign = "LOST" if each.lost else "new data" if each.digest != floor.digest else "ok"
    where = f"{floor.task:12} {floor.file:36} {floor.figure:24}"
    return f"{where} floor {floor.floor:8g}  now {each.value:8g}  {floor.gain(each.value):+7.2f}  {sign}"


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dateline.evaluate.gate", description="Every figure against its floor.")
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"), help="folder of the labelled data")
    parser.add_argument("--floors", type=Path, default=Path("tests/floors.tsv"))
    parser.add_argument("--changelog", type=Path, default=Path("CHANGELOG.md"))
    parser.add_argument("--only", help="one task")
    parser.add_argument("--raise", dest="raising", action="store_true", help="raise the floors of figures that are better")
    parser.add_argument("--lower", dest="lowering", action="store_true", help="lower the floors of figures that are worse; needs --because")
    parser.add_argument("--because", help="why a floor goes down; written into the changelog")
    return parser.parse_args(arguments)


def _note_lowered(changelog: Path, lost: Sequence[Measured], because: str) -> None:
    lines = [f"- {m.floor.task} {m.floor.file} {m.floor.figure}: {m.floor.floor:g} to {m.value:g}: {because}" for m in lost]
    text = changelog.read_text(encoding="utf-8")
    heading = "### Floors lowered\n"
    text = text if heading in text else f"{text}\n{heading}"
    text = text.replace(heading, heading + "\n".join(lines) + "\n", 1)
    changelog.write_text(text, encoding="utf-8")


def run(arguments: Sequence[str]) -> int:
    """The gate's exit code: 0 if no floor is broken, 1 if one is, 2 for a wrong call."""
    options = _arguments(arguments)
    if options.lowering and not options.because:
        print("A floor goes down only with a reason: add --because.", file=sys.stderr)
        return 2
    if not options.data.is_dir():
        print(f"No labelled data at {options.data}: nothing was measured.")
        return 0
    cache = os.environ.get("DATELINE_PARSE_CACHE")
    parser: Parser = RememberingParser(SpacyParser(), Path(cache)) if cache else SpacyParser()
    floors = read_floors(options.floors)
    measured = []
    for each in measure(floors, options.data, Pipeline(parser=parser, encoder=None), options.only):
        print(_line(each), flush=True)
        measured.append(each)
    lost = [each for each in measured if each.lost]
    if options.raising or options.lowering:
        changed = {(f.task, f.file, f.figure): f for f in settled(measured, raising=options.raising, lowering=options.lowering)}
        write_floors(options.floors, [changed.get((f.task, f.file, f.figure), f) for f in floors])
    if lost and options.lowering:
        _note_lowered(options.changelog, lost, options.because)
        return 0
    return 1 if lost else 0


def main() -> None:
    """The command: exits with the gate's code."""
    try:
        sys.exit(run(sys.argv[1:]))
    except DatelineError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
