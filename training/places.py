"""Fits the weights of place names to the labelled sets and writes the tables in src/dateline/knowledge/data/weights.

Run as ``python training/places.py ../shared/gold/places --cache .cache/parses``. Three decisions are fitted: whether words name a place
(toponyms, toponyms_inside), what a name means (resolution), and whether it stands for the place or for who acts there (metonymy). What the
sets cannot teach is in places_by_hand.tsv. Only feature names and weights are written, no text of the sets.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from dateline.evaluate.scorers.places import kilometres
from dateline.evaluate.tasks.articles import article_of
from dateline.evaluate.tasks.toponym_rows import marked
from dateline.extract.metonymy import features as readings_of
from dateline.extract.place_evidence import embedded, evidence, surnames
from dateline.extract.place_names import names
from dateline.extract.places import NEVER
from dateline.knowledge import Knowledge
from dateline.knowledge.tables import read_table
from dateline.knowledge.weights import WEIGHTS, Weights, weights
from dateline.linguistics import SpacyParser
from dateline.linguistics.parser import RememberingParser
from dateline.model.span import Span
from dateline.resolve import place_context, place_scores
from dateline.resolve.places import _entries, demonym_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.model.parse import Parse

Row = dict[str, Any]
Example = tuple[list[str], bool, float]
NEAR = 161.0
NOT_WANTED = ("expression", "non_toponym")
STEPS, ROUNDS = 200, 3


def logistic(examples: Sequence[Example], shrink: float, least: int = 1) -> dict[str, float]:
    """The weights of a logistic regression; features seen fewer than ``least`` times are left out."""
    counts = Counter(f for features, _, _ in examples for f in set(features))
    order = {feature: place for place, feature in enumerate(sorted(f for f, n in counts.items() if n >= least), 1)}
    table = np.zeros((len(examples), len(order) + 1))
    table[:, 0] = 1
    for place, (features, _, _) in enumerate(examples):
        table[place, [order[f] for f in features if f in order]] = 1
    truth, each = np.array([y for _, y, _ in examples], float), np.array([w for _, _, w in examples])
    found, penalty = np.zeros(table.shape[1]), np.full(table.shape[1], shrink)
    penalty[0] = 0.01
    for _ in range(25):
        chance = 1 / (1 + np.exp(-(table @ found)))
        slope = table.T @ (each * (chance - truth)) + penalty * found
        bend = (table * (each * chance * (1 - chance) + 1e-6)[:, None]).T @ table + np.diag(penalty)
        found -= np.linalg.solve(bend, slope)
    return {"always": float(found[0]), **{feature: float(found[place]) for feature, place in order.items()}}


def wanted(row: Row) -> list[Row]:
    """The toponyms of a row that count."""
    return [t for t in row["toponyms"] if t.get("group") not in NOT_WANTED]


def sightings(row: Row, parse: Parse, known: Knowledge) -> Iterator[tuple[list[str], bool, bool]]:
    """For each stretch that may name a place its features, whether it does, and whether it stands inside a longer name."""
    found, people = names(parse, known.gazetteer), surnames(parse)
    idle = [t for t in row["toponyms"] if t.get("group") == "expression"]
    for place, name in enumerate(found):
        before, after = found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None
        features, span = evidence(parse, name, before, after, people), parse.span(name.first, name.last)
        touches = [any(t["start"] < span.end and span.start < t["end"] for t in side) for side in (wanted(row), idle)]
        if NEVER.isdisjoint(features) and (touches[0] or not touches[1]):
            yield features, touches[0], embedded(features)


def readings(row: Row, parse: Parse, known: Knowledge, weight: float, *, kinds: bool) -> Iterator[Example]:
    """The labelled readings of a row; ``kinds`` False leaves out what kind of place it is (sets whose actors are no places at all)."""
    for toponym in row["toponyms"]:
        label = (toponym.get("label") or "").lower()
        if label not in ("literal", "metonymic", "mixed") or (label == "mixed" and toponym.get("group")):
            continue
        tokens = parse.tokens(Span(toponym["start"], toponym["end"]))
        if tokens:
            meant = known.gazetteer.named(row["text"][toponym["start"] : toponym["end"]])
            features = readings_of(parse, tokens[0], tokens[-1] + 1, meant)
            yield [f for f in features if kinds or ("kind:" not in f and ";" not in f)], label != "literal", weight


def resolution(read: Sequence[tuple[Row, Parse]], known: Knowledge) -> dict[str, float]:
    """The weights of a choice among the candidates of each name, fitted and applied in turn, since context rests on choices."""
    current = dict(weights("resolution").of)
    cases = [case for row, parse in read if (case := _case(row, parse, known))]
    for _ in range(ROUNDS):
        with patch.object(place_scores, "weights", lambda _: Weights(current)):  # noqa: B023  used at once
            items = [item for case in cases for item in _choices(*case)]
        current = _conditional(items, current)
    return current


def _case(row: Row, parse: Parse, known: Knowledge) -> tuple[Row, tuple[place_context.Name, ...], tuple[str, ...]]:
    given = marked(row, parse, known)
    entries = [_entries(toponym, row["text"], known.gazetteer) for toponym in given]
    return row, place_context.names(given, entries, row["text"]), demonym_states(parse, known)


def _choices(
    row: Row, grouped: Sequence[place_context.Name], states: Sequence[str]
) -> Iterator[tuple[list[place_scores.Features], list[bool], float]]:
    gold = {(t["start"], t["end"]): t for t in wanted(row)}
    for name, scored in zip(grouped, place_scores.beliefs(grouped, states), strict=True):
        truth = gold.get((name.mentions[0].span.start, name.mentions[0].span.end))
        if truth is None or truth.get("lat") is None or len(scored) < 2:
            continue
        right = [str(s.entry.geonameid) == str(truth["geonameid"]) or _near(truth, s) for s in scored]
        if any(right) and not all(right):
            yield [s.features for s in scored], right, math.sqrt(min(3, len(name.mentions)))


def _near(truth: Row, scored: place_scores.Scored) -> bool:
    return kilometres(truth["lat"], truth["lon"], scored.entry.latitude, scored.entry.longitude) <= NEAR


def _conditional(items: Sequence[tuple[list[place_scores.Features], list[bool], float]], start: dict[str, float]) -> dict[str, float]:
    order = {name: place for place, name in enumerate(sorted({name for each, _, _ in items for f in each for name, _ in f}))}
    tables = []
    for each, right, weight in items:
        table = np.zeros((len(each), len(order)))
        for place, features in enumerate(each):
            for name, value in features:
                table[place, order[name]] += value
        tables.append((table, np.array(right, float), weight))
    found = np.array([start.get(name, 0.0) for name in order])
    for step in range(STEPS):
        slope = 0.5 * found
        for table, right, weight in tables:
            grown = np.exp(table @ found - (table @ found).max())
            chance, told = grown / grown.sum(), grown * right / (grown @ right)
            slope += weight * (table.T @ (chance - told))
        found -= (0.1 if step < STEPS / 2 else 0.05) * slope / math.sqrt(len(tables))
    return {name: float(found[place]) for name, place in order.items()}


def by_hand(table: str, fitted: dict[str, float]) -> dict[str, float]:
    """The fitted weights with what is set by hand laid over them."""
    found = dict(fitted)
    for row in read_table(Path(__file__).with_name("places_by_hand.tsv"), ("table", "feature", "how", "weight")):
        if row.text("table") != table:
            continue
        feature, weight, how = row.required("feature"), row.number("weight"), row.text("how")
        if weight is None:
            found.pop(feature, None)
        else:
            found[feature] = weight if how == "set" else (min if how == "at most" else max)(weight, found.get(feature, 0.0))
    return found


def write(table: str, fitted: dict[str, float], least: float, digits: int) -> None:
    """Writes a table of weights under the comments that it has; smaller weights than ``least`` are left out."""
    path = WEIGHTS / f"{table}.tsv"
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    kept = sorted(((f, w) for f, w in by_hand(table, fitted).items() if abs(w) >= least), key=lambda pair: (pair[0] != "always", pair[0]))
    lines = [*comments, "feature\tweight", *(f"{feature}\t{weight:.{digits}f}" for feature, weight in kept)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> None:
    """Fits and writes all tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--cache", type=Path, default=Path(".cache/parses"))
    chosen = options.parse_args(list(arguments) if arguments is not None else None)
    known, parser = Knowledge.load(), RememberingParser(SpacyParser(), chosen.cache)

    def read(name: str) -> list[tuple[Row, Parse]]:
        rows = [json.loads(line) for line in (chosen.folder / f"{name}_dev.jsonl").read_text(encoding="utf-8").split("\n") if line]
        return [(row, parser.parse(row["text"], article_of(row["text"]).blocks())) for row in rows]

    sets = {name: read(name) for name in ("gwn", "lgl", "geovirus", "relocar", "wiki_metonymy")}
    seen = {name: [s for row, parse in sets[name] for s in sightings(row, parse, known)] for name in ("gwn", "lgl", "geovirus")}
    write("toponyms", logistic([(f, y, 1.0) for each in seen.values() for f, y, inside in each if not inside], 2.0), 0.05, 1)
    write("toponyms_inside", logistic([(f, y, 1.0) for n in ("lgl", "gwn") for f, y, inside in seen[n] if inside], 2.0), 0.05, 1)
    write("resolution", resolution([pair for name in seen for pair in sets[name]], known), 0.05, 2)
    told = [(name, 0.05 if name == "wiki_metonymy" else 1.0) for name in ("gwn", "relocar", "wiki_metonymy")]
    labelled = [e for name, w in told for row, parse in sets[name] for e in readings(row, parse, known, w, kinds=w == 1.0)]
    write("metonymy", logistic(labelled, 2.0, least=3), 0.1, 2)


if __name__ == "__main__":
    main()
