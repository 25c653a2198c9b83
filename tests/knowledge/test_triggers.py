"""The table of triggers: what it holds, what it refuses, and that every example sentence shows its trigger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from dateline.extract.frames import sense
from dateline.extract.happenings import happenings
from dateline.knowledge import Knowledge
from dateline.knowledge.tables import TableError
from dateline.knowledge.triggers import TriggerTable
from dateline.model.actor import Actors
from dateline.model.event import EventType
from dateline.model.parse import Parse
from dateline.model.place import Places


def test_triggers_cover_all_plover_types(knowledge: Knowledge) -> None:
    types = [trigger.type for trigger in knowledge.triggers.rows]
    assert len(types) >= 1000
    assert all(types.count(kind) >= 30 for kind in get_args(EventType))


def test_triggers_every_row_names_its_source(knowledge: Knowledge) -> None:
    assert all(trigger.source for trigger in knowledge.triggers.rows)


def test_triggers_example_sentences_show_their_trigger(knowledge: Knowledge, parse: Callable[[str], Parse]) -> None:
    table = knowledge.triggers
    examples = [trigger for trigger in table.rows if trigger.example]
    assert len(examples) >= 400
    parsed = parse("\n".join(trigger.example or "" for trigger in examples))
    seen: dict[int, set[tuple[str, str | None]]] = {}
    for found in happenings(sense(parsed, Actors(()), Places(()), table), table):
        seen.setdefault(parsed.block_of(found.token), set()).add((found.trigger.type, found.trigger.mode))
    missed = [t.example for number, t in enumerate(examples) if (t.type, t.mode) not in seen.get(number, set())]
    assert not missed


def test_triggers_the_stricter_frame_comes_first(knowledge: Knowledge) -> None:
    frames = [trigger.frame for trigger in knowledge.triggers.verbs["call"]]
    assert frames.index("call off obj:strike,protest,offensive,attack,boycott,march") < frames.index("call !obj +for")


def site(folder: Path, row: str) -> Path:
    (folder / "triggers").mkdir()
    (folder / "triggers" / "own.tsv").write_text(f"type\tclass\tframe\tmode\n{row}\n", encoding="utf8")
    return folder


def test_triggers_a_site_adds_its_own(tmp_path: Path) -> None:
    table = TriggerTable.load(site(tmp_path, "ASSAULT\tv\tflimflam obj\tprimitive"))
    assert [(t.type, t.mode) for t in table.verbs["flimflam"]] == [("ASSAULT", "primitive")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("ATTACK\tv\tbomb\t", "no PLOVER type"),
        ("ASSAULT\tx\tbomb\t", "expected v, n or a"),
        ("ASSAULT\tv\tbomb obj:@nowhere\t", "@nowhere is not in"),
        ("ASSAULT\tv\t\t", "frame is empty"),
    ],
)
def test_triggers_a_wrong_row_is_named_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(TableError, match=message) as refused:
        TriggerTable.load(site(tmp_path, row))
    assert refused.value.path.name == "own.tsv"
    assert refused.value.line == 2
