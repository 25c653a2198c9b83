"""Trains a reader of two sentences: ``python training/pairs.py --weights build/pairs.pt [--without c24 c25 ...]``.

Every crisis of ``data/crises`` is followed by the program, report after report; the network reads every two sentences of
``relations.candidates`` at once and learns which changes a reader of the crisis lists of them. All pairs of which one is listed are gone
through in each epoch, and ``NEGATIVE`` times as many others, drawn anew. ``--without`` leaves crises out and tells the average precision
on them. It does not ship: docs/changes.md says why.
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from crises import Crisis, with_lists
from functions import batches
from numpy.typing import NDArray
from relations import KINDS
from sklearn.metrics import average_precision_score
from together import Pair, pairs
from tokenizers import Tokenizer
from torch import Tensor, nn
from train import base_folder, tokenizer_of
from transformers import AutoModel

from dateline.pipeline import Pipeline

HERE = Path(__file__).parent
SEP = 102  # the mark behind a text
EPOCHS, BATCH, RATE, HEAD_RATE, NEGATIVE = 3, 32, 1e-4, 1e-3, 1.5
LONGEST = 128  # word pieces a pair


@dataclass(frozen=True, slots=True)
class Example:
    """The word pieces of two sentences; for each of ``KINDS`` 1 where a reader lists it; 0 as its weight where nobody can tell."""

    ids: tuple[int, ...]
    right: tuple[float, ...]
    weight: tuple[float, ...]


class Network(nn.Module):
    """MiniLM on both texts and one head on its first vector and the mean of all; word vectors stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = base_folder(tomllib.loads((HERE / "recipe.toml").read_text())["base"])
        self.body = AutoModel.from_pretrained(self.folder, attn_implementation="sdpa", add_pooling_layer=False)
        self.body.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        width = self.body.config.hidden_size
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(KINDS)))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Log odds, (batch, kinds)."""
        ends = (ids == SEP).long()
        texts = ((ends.cumsum(1) - ends) > 0).long()  # 0 for the first text and its mark, 1 for the second
        vectors = self.body(input_ids=ids, token_type_ids=texts, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        return self.head(torch.cat([vectors[:, 0], (vectors * weight).sum(1) / weight.sum(1)], 1))


def example(pair: Pair, tokenizer: Tokenizer) -> Example:
    """A pair as the network learns from it."""
    right = tuple(float(kind in pair.right) for kind in KINDS)
    weight = tuple(float(kind not in pair.left_open) for kind in KINDS)
    return Example(tuple(pieces(tokenizer, *pair.two.texts())), right, weight)


def pieces(tokenizer: Tokenizer, before: str, now: str) -> list[int]:
    """Both texts as word pieces between marks, each cut to half of the room where both are too long."""
    first, second = (tokenizer.encode(text).ids for text in (before, now))
    if len(first) + len(second) - 1 > LONGEST:
        half = LONGEST // 2
        first, second = ([*ids[: half - 1], ids[-1]] if len(ids) > half else ids for ids in (first, second))
    return [*first, *second[1:]]


def padded(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Word pieces and mask."""
    longest = max(len(each.ids) for each in batch)
    ids, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(2))
    for row, each in enumerate(batch):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
    return ids, mask


def trained(network: Network, found: Sequence[Example], seed: int = 0) -> Iterator[float]:
    """Trains; gives the mean loss of each epoch."""
    dice = random.Random(seed)
    torch.manual_seed(seed)
    listed = [each for each in found if any(each.right)]
    others = [each for each in found if not any(each.right)]
    drawn = min(len(others), int(NEGATIVE * len(listed)))
    body = [each for each in network.body.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": network.head.parameters(), "lr": HEAD_RATE}], weight_decay=0.01)
    steps = EPOCHS * ((len(listed) + drawn) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min(1.0, at / (0.06 * steps)) * max(0.02, 1 - at / steps))
    for _ in range(EPOCHS):
        network.train()
        losses = []
        for batch in batches([*listed, *dice.sample(others, drawn)], dice, BATCH):
            right, weight = (torch.tensor([getattr(each, name) for each in batch]) for name in ("right", "weight"))
            with torch.autocast("cpu", torch.bfloat16):
                told = network(*padded(batch))
            loss = (nn.functional.binary_cross_entropy_with_logits(told.float(), right, reduction="none") * weight).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            losses.append(loss.item())
        yield sum(losses) / len(losses)


def told(network: Network, found: Sequence[Example]) -> NDArray[np.float32]:
    """The log odds of every example."""
    network.eval()
    order = sorted(range(len(found)), key=lambda at: len(found[at].ids))
    odds = np.zeros((len(found), len(KINDS)), np.float32)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 2 * BATCH):
            rows = order[at : at + 2 * BATCH]
            odds[rows] = network(*padded([found[row] for row in rows])).float().numpy()
    return odds


def measured(odds: NDArray[np.float32], found: Sequence[Example]) -> Iterator[str]:
    """A line a kind: how many, average precision among all pairs that are looked at."""
    right, weight = (np.array([getattr(each, name) for each in found]) for name in ("right", "weight"))
    for at, kind in enumerate(KINDS):
        known = weight[:, at] > 0
        if right[known, at].any():
            precision = average_precision_score(right[known, at], odds[known, at])
            yield f"{kind:22} {int(right[known, at].sum()):5} average precision {precision:.2f}"


def main() -> None:
    """One run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="where the trained network is kept")
    parser.add_argument("--without", nargs="*", default=[], help="crises that nothing is learned from")
    options = parser.parse_args()
    network, pipeline = Network(), Pipeline()
    tokenizer = tokenizer_of(network.folder)
    names = with_lists()
    found = {name: [example(pair, tokenizer) for pair in pairs(Crisis(name), pipeline)] for name in names}
    own = [each for name in names if name not in options.without for each in found[name]]
    begin = time.time()
    for epoch, loss in enumerate(trained(network, own), 1):
        print(f"epoch {epoch}: loss {loss:.3f}, {time.time() - begin:.0f} s", flush=True)
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.weights)
    if options.without:
        rest = [each for name in options.without for each in found[name]]
        print(*measured(told(network, rest), rest), sep="\n")


if __name__ == "__main__":
    main()
