"""Writes the table of docs/accuracy.md, and the figures that README and codebook quote, from the floors of the gate.

``python tools/write_accuracy.py`` after the floors have changed; ``--check`` only tells which pages are behind (exit code 1). A page quotes
a figure as ``<!-- figure:TASK:PATH -->...<!-- /figure -->``; where a task has several files, as ``figure:TASK@FILE:PATH`` with the
file's name without folder and ending.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import UsageError
from dateline.evaluate.gate import Floor, read_floors
from dateline.knowledge.tables import read_table

ROOT = Path(__file__).parent.parent
FLOORS, PEERS = ROOT / "tests" / "floors.tsv", ROOT / "docs" / "peers.tsv"
PAGES = (ROOT / "docs" / "accuracy.md", ROOT / "README.md", ROOT / "docs" / "codebook.md")
COLUMNS = ("task", "file", "figure", "words", "peer", "peer_figure", "goal")
BEGIN, END = "<!-- table -->", "<!-- /table -->"
NOT_MEASURED = "not measured yet"
QUOTED = re.compile(r"<!-- figure:(?P<task>[a-z]+)(?:@(?P<file>[a-z0-9_]+))?:(?P<path>[A-Za-z0-9_.]+) -->(?P<shown>.*?)<!-- /figure -->")


@dataclass(frozen=True, slots=True)
class Peer:
    """What is known beside a floor: the figure in words, the best older system and its figure, the goal."""

    words: str
    name: str
    figure: str
    goal: str


def shown(floor: Floor) -> str:
    """The figure as it stands in a page; whole numbers of percent keep their decimal, errors and correlations three."""
    if floor.digest == "-":
        return NOT_MEASURED
    return f"{floor.floor:.3f}" if floor.figure in ("mae", "r") else f"{floor.floor:.1f}"


def peers() -> dict[tuple[str, str, str], Peer]:
    """What is known of others, by task, file and figure."""
    rows = read_table(PEERS, COLUMNS)
    return {row.cells_of("task", "file", "figure"): Peer(*row.cells_of("words", "peer", "peer_figure", "goal")) for row in rows}


def table(floors: tuple[Floor, ...]) -> str:
    """The table of all figures, as Markdown."""
    known, unknown = peers(), Peer("", "", "", "")
    lines = [
        "| task | file | figure | ours (development data) | best older system or baseline | goal |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for floor in floors:
        peer = known.get((floor.task, floor.file, floor.figure), unknown)
        other = f"{peer.figure} ({peer.name})" if peer.figure else "none measured"
        cells = (
            floor.task,
            Path(floor.file).stem,
            peer.words or f"`{floor.figure}`",
            f"**{shown(floor)}**",
            other,
            peer.goal or "none set",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def quoted(floors: tuple[Floor, ...], found: re.Match[str]) -> str:
    """A quoted figure, filled from the floors; ``UsageError`` where no floor has it, or more than one file."""
    task, file, path = found["task"], found["file"], found["path"]
    fitting = [f for f in floors if (f.task, f.figure) == (task, path) and file in (None, Path(f.file).stem)]
    if len(fitting) != 1:
        raise UsageError(f"{found.group()[:60]}: {len(fitting)} floors fit it; name task, file and figure as in {FLOORS.name}.")
    head = found.group()[: found.group().index("-->") + 3]
    return f"{head}{shown(fitting[0])}<!-- /figure -->"


def filled(text: str, floors: tuple[Floor, ...]) -> str:
    """A page with its table and its quoted figures brought up to date."""
    if BEGIN in text:
        before, _, rest = text.partition(BEGIN)
        text = f"{before}{BEGIN}\n{table(floors)}\n{END}{rest.partition(END)[2]}"
    return QUOTED.sub(lambda found: quoted(floors, found), text)


def main(arguments: list[str]) -> int:
    """Writes the pages, or tells which are behind; 1 if any is."""
    floors, behind = read_floors(FLOORS), 0
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fresh = filled(text, floors)
        if fresh == text:
            continue
        if "--check" in arguments:
            print(f"{page.relative_to(ROOT)} is behind the floors: run python tools/write_accuracy.py")
            behind = 1
        else:
            page.write_text(fresh, encoding="utf-8")
            print(f"wrote {page.relative_to(ROOT)}")
    return behind


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
