"""Fits the heads for triggers and statuses once more, on the vectors of an exported encoder.

    python training/polish.py --model build/folds/fold0 --fold 0 [--data ../shared/gold]

The long run teaches the body; these heads have few labels and are not done learning when it ends. Here the body stands still, in 8 bit
as the program runs it, and each head goes through its labels several times within a minute or two. Rewrites heads.npz and files.tsv.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from examples import Example, Judgement
from readers import Reader
from tokenizers import Tokenizer
from torch import Tensor, nn
from train import read_set

HERE = Path(__file__).parent
SETS = ("our_events", "relevance", "wikievents")
JOINED = 2  # times that our lines are joined anew, beside once alone
Read = tuple[Example, Tensor]  # a window and the vectors of its pieces


def read_all(model: Path, data: Path, fold: int | None) -> tuple[list[Read], list[Read]]:
    """The windows to learn from and those of the fold that is left out, with their vectors."""
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    reader = Reader(Tokenizer.from_file(str(model / "tokenizer.json")), recipe["longest"])
    dice = random.Random(recipe["seed"])
    found = [e for name in SETS for e in read_set(name, recipe["set"][name], data, reader, None)]
    found += [e for _ in range(JOINED) for e in read_set("our_events", recipe["set"]["our_events"], data, reader, dice)]
    session = onnxruntime.InferenceSession(str(model / "body.onnx"), _options(), providers=["CPUExecutionProvider"])
    told = [(e, torch.from_numpy(session.run(None, {"ids": np.array([e.ids], dtype=np.int64)})[0][0])) for e in found]
    return [each for each in told if each[0].fold != fold], [each for each in told if each[0].fold == fold]


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


def judged(found: list[Read], head: str) -> Iterator[tuple[Tensor, Judgement]]:
    """The judgements of one head with the vectors of their windows."""
    return ((vectors, j) for e, vectors in found for j in e.judgements if j.head == head)


def statuses(found: list[Read]) -> tuple[Tensor, Tensor]:
    """What the status head reads, and what it should say."""
    rows = [(torch.cat([v[slice(*j.ranges[0])].mean(0), v.mean(0)]), int(j.value)) for v, j in judged(found, "status")]
    return torch.stack([x for x, _ in rows]), torch.tensor([y for _, y in rows])


def tags(found: list[Read]) -> tuple[Tensor, Tensor]:
    """What the trigger head reads, and what it should say of each piece."""
    rows = [(v, torch.tensor(t.labels)) for e, v in found for t in e.tags if t.head == "trigger"]
    read, wanted = torch.cat([v for v, _ in rows]), torch.cat([y for _, y in rows])
    return read[wanted >= 0], wanted[wanted >= 0]


def fitted(read: Tensor, wanted: Tensor, hidden: int, size: int, passes: int, batch: int, drop: float) -> nn.Sequential:
    """A head of two layers that has gone through its labels."""
    torch.manual_seed(7)
    net = nn.Sequential(nn.Linear(read.shape[1], hidden), nn.GELU(), nn.Dropout(drop), nn.Linear(hidden, size))
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.05)
    steps = passes * (len(read) // batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.05, 1 - step / steps))
    loss = nn.CrossEntropyLoss(label_smoothing=0.05)
    for _ in range(passes):
        order = torch.randperm(len(read))
        for at in range(0, len(read), batch):
            chosen = order[at : at + batch]
            optimiser.zero_grad()
            loss(net(read[chosen]), wanted[chosen]).backward()
            optimiser.step()
            schedule.step()
    return net.eval()


@torch.no_grad()
def figures(name: str, net: nn.Sequential, read: Tensor, wanted: Tensor) -> str:
    """Accuracy of statuses, F of triggers with and without type."""
    best = net(read).argmax(1)
    if name == "status":
        return f"{100 * float((best == wanted).float().mean()):.1f}"
    both = max(1, int((best > 0).sum() + (wanted > 0).sum()))
    typed, plain = int(((best == wanted) & (wanted > 0)).sum()), int(((best > 0) & (wanted > 0)).sum())
    return f"{200 * typed / both:.1f} {200 * plain / both:.1f}"


HEADS = {  # what it reads; hidden width, size, passes, batch, dropout; its name in the file
    "status": (statuses, (384, 12, 8, 128, 0.2), "span_heads.status"),
    "trigger": (tags, (256, 17, 8, 512, 0.2), "tag_heads.trigger"),
}


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--fold", type=int)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with np.load(options.model / "heads.npz") as stored:
        heads = dict(stored)
    number = next(iter(heads.values())).dtype
    train, kept = read_all(options.model, options.data, options.fold)
    for name, (read, shape, label) in HEADS.items():
        net = fitted(*read(train), *shape)
        heads = {key: value for key, value in heads.items() if not key.startswith(f"{label}.")}
        heads |= {f"{label}.{key}": value.numpy().astype(number) for key, value in net.state_dict().items()}
        print(f"{name}: {figures(name, net, *read(kept)) if kept else 'nothing left out'}", flush=True)
    np.savez_compressed(options.model / "heads.npz", **heads)
    names = ("body.onnx", "heads.npz", "tokenizer.json")
    lines = [f"{each}\t{hashlib.sha256((options.model / each).read_bytes()).hexdigest()}" for each in names]
    (options.model / "files.tsv").write_text("file\tsha256\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
