"""Exports a trained encoder for the program.

    python training/export.py --weights build/encoder/encoder.pt --out src/dateline/linguistics/data/encoder

Writes body.onnx (8 bit after ``quantise``; its quantised activations depend on nothing but the one window of a run), heads.npz (half
precision) and tokenizer.json, with their digests in files.tsv.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
import tomllib
from pathlib import Path

import numpy as np
import onnx
import ours
import torch
from quantise import fused, quantised, smoothed
from torch import Tensor, nn
from train import base_folder, tokenizer_of

from model import Encoder

HERE = Path(__file__).parent
EVERY = 12  # every twelfth of our windows is looked at while rounding


class Body(nn.Module):
    """The encoder without its heads, as ONNX takes it: word pieces of one window to their vectors."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.body = encoder.body

    def forward(self, ids: Tensor) -> Tensor:
        """Vectors, (1, pieces, 384)."""
        return self.body(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state


def looked_at(folder: Path, longest: int) -> list[list[int]]:
    """Windows of our own sentences and blocks, on which the rounding is chosen."""
    tokenizer, data = tokenizer_of(folder), HERE / "data"
    found = [e for kind in ("status", "statements") for e in ours.read(sorted(data.glob(f"{kind}-*.txt")), tokenizer, longest, None)]
    return [list(each.ids) for each in found[::EVERY]]


def main() -> None:
    """One export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full-precision", action="store_true", help="32 bit (90 MB), to compare the 8 bit model with")
    options = parser.parse_args()
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    folder = base_folder(recipe["base"])
    model = Encoder(folder)
    model.body.set_attn_implementation("eager")
    if options.weights:
        model.load_state_dict(torch.load(options.weights))
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "body.onnx"
        torch.onnx.export(
            Body(model), (torch.randint(1000, 2000, (1, 24)),), str(whole), input_names=["ids"], output_names=["vectors"],
            dynamic_axes={"ids": {1: "pieces"}, "vectors": {1: "pieces"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        if options.full_precision:
            shutil.copyfile(whole, options.out / "body.onnx")
        else:
            windows = looked_at(folder, recipe["longest"])
            onnx.save(smoothed(onnx.load(str(whole)), windows), str(whole))
            onnx.save(quantised(fused(whole), windows, Path(scratch)), str(options.out / "body.onnx"))
    number = np.float32 if options.full_precision else np.float16
    heads = {
        name: value.numpy().astype(number)
        for name, value in model.state_dict().items()
        if not name.startswith(("body.", *recipe["not_shipped"]))
    }
    np.savez_compressed(options.out / "heads.npz", **heads)
    tokenizer_of(folder).save(str(options.out / "tokenizer.json"), pretty=False)
    names = ("body.onnx", "heads.npz", "tokenizer.json")
    lines = [f"{name}\t{hashlib.sha256((options.out / name).read_bytes()).hexdigest()}" for name in names]
    (options.out / "files.tsv").write_text("file\tsha256\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
