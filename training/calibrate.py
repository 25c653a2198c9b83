"""Fits the temperatures of the heads on predictions of models that have not seen the text, and prints how reliable they are then.

    python training/calibrate.py --models build/folds [--data ../shared/gold]

Runs in the program's own environment. The temperatures belong into src/dateline/linguistics/data/thresholds.toml, the tables into
docs/models.md. A temperature is the one that makes the labels most probable (least log loss).
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from examples import FOLDS, fold_of
from folds import listed
from markup import Line, lines
from numpy.typing import NDArray

from dateline.evaluate import gold
from dateline.linguistics.encoder import Encoder
from dateline.linguistics.encoding import STATUSES, Encoding
from dateline.linguistics.voices import Temperatures, voices
from dateline.model.span import Span

HERE = Path(__file__).parent
BINS = 10


@dataclass(slots=True)
class Heard:
    """Probabilities that a head gave at temperature 1, a row a question, and the right column of each."""

    told: list[tuple[float, ...]]
    right: list[int]

    def add(self, told: tuple[float, ...], right: int) -> None:
        """One question."""
        self.told.append(told)
        self.right.append(right)

    def yes(self, probability: float, *, right: bool) -> None:
        """A question of yes or no."""
        self.add((1 - probability, probability), int(right))


def plain(encoding: Encoding) -> Encoding:
    """The same with every temperature 1."""
    fields = dict.fromkeys(Temperatures.__dataclass_fields__, 1.0)
    return Encoding(encoding._windows, encoding._weights, replace(voices(), temperature=Temperatures(**fields)))  # noqa: SLF001


class Readers:
    """The fold models."""

    def __init__(self, models: Path) -> None:
        self.encoders = {fold: Encoder(models / f"fold{fold}") for fold in range(FOLDS) if (models / f"fold{fold}").is_dir()}

    def encode(self, text: str, fold: int) -> Encoding | None:
        """The text as the model that has not seen it reads it; None where that model is not there."""
        encoder = self.encoders.get(fold)
        blocks = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        return plain(encoder.encode(text, blocks)) if encoder else None


def events(line: Line, encoding: Encoding, out: dict[str, Heard]) -> None:
    """Statuses of the marked triggers, and every word as trigger or none."""
    triggers = [(Span(m.start, m.end), m.label.split(":")) for m in line.marks if re.match(r"e\d+:", m.label)]
    for span, (_, _, status) in triggers:
        told = encoding.status(span)
        if told:
            out["status"].add(told, STATUSES.index(status))
    for match in re.finditer(r"\w+", line.text):
        word = Span(*match.span())
        told = encoding.trigger(word)
        if told:
            out["trigger"].yes(sum(told), right=any(span.overlaps(word) for span, _ in triggers))


def actors(readers: Readers, data: Path, recipe: dict) -> Iterator[tuple[float, bool]]:
    """Place names as actors: our own sentences, ReLocaR, GeoWebNews."""
    for line in lines(HERE / "data" / "places.txt"):
        encoding = readers.encode(line.text, fold_of(line.text))
        for mark in line.marks if encoding else ():
            told = encoding.actor(Span(mark.start, mark.end))
            if told is not None:
                yield told, mark.label == "actor"
    for name in ("relocar", "gwn"):
        folds = listed(name)
        for row in gold.rows(data / recipe["set"][name]["file"]):
            encoding = readers.encode(row["text"], folds[row["id"]])
            for t in row["toponyms"] if encoding else ():
                label = (t.get("label") or "").lower()
                told = encoding.actor(Span(t["start"], t["end"])) if label in ("literal", "metonymic") else None
                if told is not None:
                    yield told, label == "metonymic"


def fitted(heard: Heard) -> tuple[float, NDArray[np.float64]]:
    """The best temperature, and the probabilities with it."""
    logs = np.log(np.clip(np.array(heard.told), 1e-7, 1))
    right = np.array(heard.right)

    def at(temperature: float) -> NDArray[np.float64]:
        powers = np.exp(logs / temperature)
        return powers / powers.sum(1, keepdims=True)

    def loss(temperature: float) -> float:
        return float(-np.log(np.clip(at(temperature)[np.arange(len(right)), right], 1e-9, 1)).mean())

    best = min((round(0.5 + 0.05 * step, 2) for step in range(60)), key=loss)
    return best, at(best)


def reliability(probabilities: NDArray[np.float64], right: NDArray[np.int64]) -> tuple[float, list[str]]:
    """The mean distance between what is said and what is right (ECE), and a line a bin of the highest probability."""
    top, said = probabilities.max(1), probabilities.argmax(1)
    if probabilities.shape[1] == 2:
        top, said = probabilities[:, 1], np.ones(len(right), dtype=np.int64)
    hit = said == right
    gap, rows = 0.0, []
    for step in range(BINS):
        inside = (top >= step / BINS) & (top < (step + 1) / BINS + (step == BINS - 1))
        if inside.any():
            gap += abs(float(top[inside].mean() - hit[inside].mean())) * inside.mean()
            rows.append(f"{step / BINS:.1f} {inside.sum()} {top[inside].mean():.2f} {hit[inside].mean():.2f}")
    return gap, rows


def main() -> None:
    """Print temperatures and tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--models", type=Path, default=Path("build/folds"))
    options = parser.parse_args()
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    readers = Readers(options.models)
    names = ("status", "trigger", "actor")
    out = {name: Heard([], []) for name in names}
    for path in (*sorted((HERE / "data").glob("status-*.txt")), HERE / "data" / "quiet.txt"):
        for line in lines(path):
            encoding = readers.encode(line.text, fold_of(line.text))
            if encoding:
                events(line, encoding, out)
    for told, right in actors(readers, options.data, recipe):
        out["actor"].yes(told, right=right)
    for name, heard in out.items():
        if not heard.right:
            continue
        right = np.array(heard.right)
        temperature, after = fitted(heard)
        before, (gap, rows) = reliability(np.array(heard.told), right)[0], reliability(after, right)
        print(f"{name}: {len(right)} questions, temperature {temperature}, ECE {before:.3f} -> {gap:.3f}")
        print("   from, how many, said, right: " + " | ".join(rows))


if __name__ == "__main__":
    main()
