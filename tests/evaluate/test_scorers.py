"""The project's scorers against the reference scorer that comes with the labelled data, on made-up answers to real rows."""

from __future__ import annotations

import importlib.util
import itertools
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.evaluate.gold import rows
from dateline.evaluate.scorers import events, extraction, factuality, mentions, places, statements, times

TYPES = ("AGREE", "CONSULT", "REJECT", "ASSAULT", "THREATEN", "CONCEDE", "RETREAT", "AID")
STATUSES = ("happened", "ongoing", "negated", "ruled-out", "possible", "denied")
CODES = ("USA", "FRA", "ISR", "RUS", "SYR")


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_scorer", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _events(row: Any, dice: random.Random) -> Any:
    return {"events": [{"type": dice.choice(TYPES), "status": dice.choice(STATUSES), "actors": dice.sample(CODES, 2),
                        "recipients": dice.sample(CODES, 2)} for _ in range(dice.randrange(3))]}  # fmt: skip


def _shifted(span: Any, dice: random.Random) -> list[int]:
    return [span[0], max(span[0] + 1, span[1] - dice.choice((0, 0, 3)))]


def _toponyms(row: Any, dice: random.Random) -> Any:
    return {"toponyms": [{"start": t["start"], "end": t["end"] - dice.choice((0, 0, 1)), "geonameid": t.get("geonameid") if dice.random() < 0.5 else 1,
                          "lat": (t.get("lat") or 0) + dice.choice((0, 0.5, 30)) * 0.9, "lon": t.get("lon") or 0,
                          "reads_as": dice.choice(("place", "actor"))} for t in row["toponyms"] if dice.random() < 0.8]}  # fmt: skip


def _statements(row: Any, dice: random.Random) -> Any:
    return {"statements": [{"content": [_shifted(s, dice) for s in a["content"]], "source": a["source"] if dice.random() < 0.7 else []}
                           for a in row["attributions"] if dice.random() < 0.8]}  # fmt: skip


CASES: list[tuple[str, str, Any, Callable[[Any, random.Random], Any]]] = [
    ("pair", "events/plv_dev.jsonl", events.pair, lambda row, dice: {"type": dice.choice(TYPES)}),
    ("raw", "events/plv_dev.jsonl", events.raw, _events),
    ("raw", "events/cameo_triples.jsonl", events.raw, _events),
    ("relevance", "events/cameo_coders.jsonl", events.relevance, _events),
    ("polarity", "events/polarity_dev.jsonl", events.polarity, _events),
    ("penta", "events/penta_class.jsonl", events.penta, lambda row, dice: {"penta": dice.choice("01234")}),
    ("whowhom", "events/who_whom_spans.jsonl", events.whowhom,
     lambda row, dice: {"spans": [{"role": s["role"], "start": s["start"], "end": s["end"] - dice.choice((0, 1))} for s in row["labels"]["spans"]]}),
    ("factuality", "factuality/meantime_dev.jsonl", factuality.factuality, lambda row, dice: {"factuality": dice.uniform(-3, 3)}),
    ("timex", "time/wikiwars_dev.jsonl", times.timex,
     lambda row, dice: {"timexes": [{"span": _shifted(t["span"], dice), "value": dice.choice((t["value"], "X"))} for t in row["timexes"]]}),
    ("entities", "entities/re3d_dev.jsonl", mentions.entities,
     lambda row, dice: {"entities": [{"span": _shifted(e["span"], dice), "type": e["type"]} for e in row["entities"] if dice.random() < 0.8]}),
    ("coref", "entities/gum_news_dev.jsonl", mentions.coref,
     lambda row, dice: {"clusters": {f"{e['span'][0]}-{e['span'][1]}": dice.randrange(9) for e in row["entities"]}}),
    ("places", "places/gwn_dev.jsonl", places.places, _toponyms),
    ("places", "places/lgl_dev.jsonl", places.places, _toponyms),
    ("resolve", "places/lgl_dev.jsonl", places.resolve, _toponyms),
    ("metonymy", "places/gwn_dev.jsonl", places.metonymy, _toponyms),
    ("metonymy", "places/relocar_dev.jsonl", places.metonymy, _toponyms),
    ("statements", "statements/polnear_dev.jsonl", statements.statements, _statements),
    ("stories", "stories/basil_dev.jsonl", mentions.stories, lambda row, dice: {"story": str(row.get("story"))[:4]}),
    ("extraction", "extraction/zyte_dev.jsonl", extraction.extraction, lambda row, dice: {"body": row["body"][: dice.choice((40, 4000, 99999))]}),
]  # fmt: skip


@pytest.mark.parametrize(("task", "file", "score", "answer"), CASES, ids=lambda value: str(value) if isinstance(value, str) else "")
def test_scorers_give_the_figures_of_the_reference(
    reference: ModuleType, shared: Path, task: str, file: str, score: Any, answer: Any
) -> None:
    gold = list(itertools.islice(rows(shared / "gold" / file), 150))
    dice = random.Random(7)
    said = {row["id"]: answer(row, dice) for row in gold if dice.random() < 0.95}
    said = json.loads(json.dumps(said))
    for each in said.values():  # the reference compares spans as lists, as JSON gives them
        assert isinstance(each, dict)
    assert json.loads(json.dumps(score(gold, said))) == json.loads(json.dumps(reference.TASKS[task](gold, said)))
