"""Trains the reader of sentence functions: ``python training/functions.py --weights build/encoder/encoder.pt --out build/functions.pt``.

Copies of the encoder's upper layers are trained on ``data/functions`` and on the crises that have a table of functions; word vectors and
lower layers stay as they are and are shared by both. ``--fold N`` leaves the texts of one fold out and measures on them: F1 for each
function at its best threshold, the average precision, and the temperature that makes probabilities as often right as they say.
``--onto`` goes on from a reader that was trained before, more slowly and with half of ``data/functions``; ``--without`` leaves crises out,
to read them as a reader does who never saw them (trees are grown on such readings). ``graft.py`` puts the result into the shipped model.
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from crises import FOLDER as CRISES
from examples import fold_of
from numpy.typing import NDArray
from sentence_labels import FOLDER, Paragraph, of_crisis, paragraphs
from tokenizers import Tokenizer
from torch import Tensor, nn
from train import base_folder, tokenizer_of

from dateline.model.function import FUNCTIONS
from model import Encoder

HERE = Path(__file__).parent
FROZEN = 3  # layers shared with the encoder, from below
BATCH = 16
NOBODY = -1  # a fold that no report is in


@dataclass(frozen=True, slots=True)
class Pace:
    """How often all texts are read, and how fast the copied layers and the head learn."""

    epochs: int
    rate: float
    head_rate: float


ANEW, GOING_ON = Pace(8, 1.5e-4, 1e-3), Pace(2, 8e-5, 5e-4)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of a paragraph, the range of each of its sentences, their labels (1 where a function is theirs), the report's fold."""

    ids: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    labels: tuple[tuple[float, ...], ...]
    fold: int


def labelled(own: float = 1.0, without: Sequence[str] = (), seed: int = 2) -> Iterator[tuple[str, Paragraph]]:
    """Labelled paragraphs, each with what falls into one fold with it: its report; its whole crisis, where papers print agency copy.

    A share ``own`` of those of ``data/functions``, by chance, and each paragraph of the crises but for those ``without`` once.
    """
    ours = [(each.report, each) for path in sorted(FOLDER.glob("*.txt")) for each in paragraphs(path)]
    yield from random.Random(seed).sample(ours, round(own * len(ours))) if own < 1 else ours
    printed: set[str] = set()
    for path in sorted(CRISES.glob("*.functions.tsv")):
        for each in of_crisis(path) if path.name.partition(".")[0] not in without else ():
            if each.text not in printed:
                printed.add(each.text)
                yield path.name, each


def read(texts: Iterable[tuple[str, Paragraph]], tokenizer: Tokenizer, longest: int) -> list[Pieces]:
    """The word pieces of ``texts``, as ``labelled`` gives them."""
    found = []
    for whole, paragraph in texts:
        coded = tokenizer.encode(paragraph.text)
        ranges, labels, start = [], [], 0
        for sentence in paragraph.sentences:
            end = start + len(sentence.text)
            inside = [i for i, (a, b) in enumerate(coded.offsets[:longest]) if a < end and start < b and a < b]
            if inside:
                ranges.append((inside[0], inside[-1] + 1))
                labels.append(tuple(float(each in sentence.functions) for each in FUNCTIONS))
            start = end + 1
        found.append(Pieces(tuple(coded.ids[:longest]), tuple(ranges), tuple(labels), fold_of(whole)))
    return found


class Reader(nn.Module):
    """The encoder's layers, the upper ones to be trained, and one head: mean and loudest of a sentence's vectors, mean of the paragraph."""

    def __init__(self, weights: Path | None = None) -> None:
        super().__init__()
        self.folder = base_folder(tomllib.loads((HERE / "recipe.toml").read_text())["base"])
        encoder = Encoder(self.folder)
        if weights is not None:
            encoder.load_state_dict(torch.load(weights))
        encoder.freeze(FROZEN)
        self.body = encoder.body
        width = self.body.config.hidden_size
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.2), nn.Linear(width, len(FUNCTIONS))
        )

    def forward(self, batch: Sequence[Pieces]) -> Tensor:
        """Logits, a row a sentence."""
        longest = max(len(each.ids) for each in batch)
        ids, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(2))
        for row, each in enumerate(batch):
            ids[row, : len(each.ids)] = torch.tensor(each.ids)
            mask[row, : len(each.ids)] = 1
        vectors = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        told = [
            torch.cat([own.mean(0), own.max(0).values, vectors[row, : len(each.ids)].mean(0)])
            for row, each in enumerate(batch)
            for first, last in each.sentences
            for own in [vectors[row, first:last]]
        ]
        return self.head(torch.stack(told))


def batches(found: Sequence[Any], dice: random.Random, size: int = BATCH) -> Iterator[list[Any]]:
    """Batches of like length, in any order, of anything with word pieces (``ids``)."""
    order = sorted(found, key=lambda each: len(each.ids) + dice.uniform(-8, 8))
    made = [order[at : at + size] for at in range(0, len(order), size)]
    dice.shuffle(made)
    yield from made


def trained(reader: Reader, found: Sequence[Pieces], pace: Pace = ANEW, seed: int = 0) -> Iterator[float]:
    """Trains; gives the mean loss of each epoch."""
    dice = random.Random(seed)
    torch.manual_seed(seed)
    body = [each for each in reader.body.parameters() if each.requires_grad]
    learning = [{"params": body, "lr": pace.rate}, {"params": reader.head.parameters(), "lr": pace.head_rate}]
    optimiser = torch.optim.AdamW(learning, weight_decay=0.01)
    steps = pace.epochs * (len(found) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min(1.0, at / (0.1 * steps)) * max(0.02, 1 - at / steps))
    for _ in range(pace.epochs):
        reader.train()
        losses = []
        for batch in batches(found, dice):
            optimiser.zero_grad()
            wanted = torch.tensor([labels for each in batch for labels in each.labels])
            loss = nn.functional.binary_cross_entropy_with_logits(reader(batch), wanted)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            rate.step()
            losses.append(loss.item())
        yield sum(losses) / len(losses)


def told(reader: Reader, found: Sequence[Pieces]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits and labels of every sentence."""
    reader.eval()
    with torch.no_grad():
        logits = [reader(found[at : at + BATCH]).numpy() for at in range(0, len(found), BATCH)]
    return np.concatenate(logits), np.array([labels for each in found for labels in each.labels], np.float32)


def measured(logits: NDArray[np.float32], labels: NDArray[np.float32]) -> Iterator[str]:
    """A line a function: how many, F1 with precision and recall at the best threshold, average precision; then the temperature."""
    shares, means = 1 / (1 + np.exp(-logits)), []
    for at, name in enumerate(FUNCTIONS):
        own, right = shares[:, at], labels[:, at] > 0
        order = np.argsort(-own, kind="stable")
        hits = np.cumsum(right[order])
        precision, recall = hits / np.arange(1, len(own) + 1), hits / max(1, right.sum())
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        best = int(f1.argmax())
        means.append((f1[best], (precision * right[order]).sum() / max(1, right.sum())))
        yield (
            f"{name:10} {int(right.sum()):5} F1 {f1[best]:.2f} precision {precision[best]:.2f} recall {recall[best]:.2f} "
            f"from {own[order[best]]:.2f} on; average precision {means[-1][1]:.2f}"
        )
    yield f"mean F1 {np.mean([f for f, _ in means]):.3f}, mean average precision {np.mean([p for _, p in means]):.3f}"
    yield f"temperature {min(np.arange(0.5, 3.01, 0.05), key=lambda t: _loss(logits / t, labels)):.2f}"


def _loss(logits: NDArray[np.float32], labels: NDArray[np.float32]) -> float:
    return float((np.logaddexp(0, logits) - labels * logits).mean())


def main() -> None:
    """One run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="the trained encoder to begin with")
    parser.add_argument("--onto", type=Path, help="a reader of functions to go on from instead (an earlier --out, or that of thaw.py)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=NOBODY)
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from")
    options = parser.parse_args()
    reader = Reader(options.weights)
    if options.onto is not None:
        reader.load_state_dict(torch.load(options.onto))
    longest = tomllib.loads((HERE / "recipe.toml").read_text())["longest"]
    pace, own = (ANEW, 1.0) if options.onto is None else (GOING_ON, 0.5)
    found = read(labelled(own, options.without), tokenizer_of(reader.folder), longest)
    begin = time.time()
    for epoch, loss in enumerate(trained(reader, [each for each in found if each.fold != options.fold], pace), 1):
        print(f"epoch {epoch}: loss {loss:.3f}, {time.time() - begin:.0f} s", flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), options.out)
    if options.fold != NOBODY:
        print(*measured(*told(reader, [each for each in found if each.fold == options.fold])), sep="\n")


if __name__ == "__main__":
    main()
