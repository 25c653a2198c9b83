"""Adds the layers that read the functions of sentences to the encoder that ships.

    python training/graft.py --weights build/functions.pt --onto src/dateline/linguistics/data/encoder

``functions.py`` trains copies of the upper layers; the lower ones are those of the encoder, which does not change: its graph gets a second
output, ``functions``, made by the copies (8 bit, as in ``export.py``), its heads one more. Digests in files.tsv are written anew.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import tomllib
from pathlib import Path

import numpy as np
import onnx
import torch
from export import Body, looked_at
from functions import FROZEN, Reader
from onnx import ModelProto, helper
from quantise import fused, quantised, smoothed

HERE = Path(__file__).parent
OWN = "functions/"
MIDDLE = f"/body/encoder/layer.{FROZEN - 1}/output/LayerNorm/LayerNormalization_output_0"


def eight_bit(reader: Reader, windows: list[list[int]]) -> ModelProto:
    """The whole reader as 8 bit ONNX."""
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            Body(reader), (torch.randint(1000, 2000, (1, 24)),), str(whole), input_names=["ids"], output_names=["vectors"],
            dynamic_axes={"ids": {1: "pieces"}, "vectors": {1: "pieces"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        onnx.save(smoothed(onnx.load(str(whole)), windows), str(whole))
        return quantised(fused(whole), windows, Path(scratch))


def bare(model: ModelProto) -> None:
    """Takes an earlier graft away."""
    for kept, field in ((model.graph.node, "name"), (model.graph.initializer, "name"), (model.graph.output, "name")):
        left = [each for each in kept if not getattr(each, field).startswith(OWN) and getattr(each, field) != "functions"]
        del kept[:]
        kept.extend(left)


def grafted(body: ModelProto, reader: ModelProto) -> ModelProto:
    """``body`` with those nodes of ``reader`` that follow its lower layers, under names of their own."""
    bare(body)
    made = {MIDDLE}
    upper = []
    for node in reader.graph.node:  # in the order in which they are computed
        if made & set(node.input):
            made |= set(node.output)
            upper.append(node)
    constants = {each.name: each for each in reader.graph.initializer}
    needed = {name for node in upper for name in node.input if name in constants}
    loose = [name for node in upper for name in node.input if name and name not in made and name not in constants]
    if loose:
        raise SystemExit(f"the upper layers need more than vectors: {sorted(set(loose))}")
    new = {name: f"{OWN}{name}" for name in (made - {MIDDLE}) | needed} | {"vectors": "functions"}
    for number, node in enumerate(upper):
        node.name = f"{OWN}{number}/{node.name}"
        for names in (node.input, node.output):
            names[:] = [new.get(name, name) for name in names]
    for name in sorted(needed):
        constants[name].name = new[name]
        body.graph.initializer.append(constants[name])
    body.graph.node.extend(upper)
    body.graph.output.append(helper.make_tensor_value_info("functions", onnx.TensorProto.FLOAT, [1, "pieces", 384]))
    onnx.checker.check_model(body)
    return body


def main() -> None:
    """One graft."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--onto", type=Path, required=True, help="the folder of the encoder")
    options = parser.parse_args()
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    reader = Reader()
    reader.load_state_dict(torch.load(options.weights))
    reader.eval()
    made = eight_bit(reader, looked_at(reader.folder, recipe["longest"]))
    onnx.save(grafted(onnx.load(str(options.onto / "body.onnx")), made), str(options.onto / "body.onnx"))
    with np.load(options.onto / "heads.npz") as stored:
        heads = {name: stored[name] for name in stored.files if not name.startswith("function_head")}
    for name, number in (("1", "0"), ("4", "3")):
        for part in ("weight", "bias"):
            heads[f"function_head.{number}.{part}"] = reader.state_dict()[f"head.{name}.{part}"].numpy().astype(np.float16)
    np.savez_compressed(options.onto / "heads.npz", **heads)
    names = ("body.onnx", "heads.npz", "tokenizer.json")
    lines = [f"{name}\t{hashlib.sha256((options.onto / name).read_bytes()).hexdigest()}" for name in names]
    (options.onto / "files.tsv").write_text("file\tsha256\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
