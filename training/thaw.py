"""The weights of the shipped 8 bit reader of sentence functions as 32 bit ones: ``python training/thaw.py --out build/functions.pt``.

``functions.py --onto build/functions.pt`` goes on from them where the encoder that was trained is not at hand. A matrix is its 8 bit
numbers times the step of each column, times what ``quantise.smoothed`` divided its input by; what rounding took away stays away.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from functions import FROZEN, Reader
from graft import OWN
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper
from torch import Tensor

SHIPPED = Path(__file__).parent.parent / "src" / "dateline" / "linguistics" / "data" / "encoder"
WORDS = "body.embeddings.word_embeddings.weight"
_PRODUCT = re.compile(r"/body/(encoder/layer\.(\d+)/(?:attention/output|intermediate|output)/dense)/MatMul")
Weights = Mapping[str, NDArray[np.generic]]


def thawed(model: ModelProto, heads: Weights) -> dict[str, Tensor]:
    """The state of a ``Reader``: word vectors and lower layers of the encoder, upper layers and head of the functions."""
    stored: Weights = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    state = {name: value for name, value in stored.items() if name.startswith("body.") and not _upper(name)}
    state |= {name.removeprefix(OWN): value for name, value in stored.items() if name.startswith(f"{OWN}body.")}
    state.pop(f"{WORDS}/sizes")
    state[WORDS] = stored[WORDS] * stored[f"{WORDS}/sizes"]
    state |= dict(_products(model, stored))
    for layer in range(6):
        state |= dict(_attention(stored, layer))
    for here, there in (("0", "1"), ("3", "4")):
        state |= {f"head.{there}.{part}": heads[f"function_head.{here}.{part}"] for part in ("weight", "bias")}
    return {name: torch.tensor(np.asarray(value, np.float32)) for name, value in state.items()}


def _upper(name: str) -> bool:
    found = re.match(r"body\.encoder\.layer\.(\d+)", name)
    return found is not None and int(found.group(1)) >= FROZEN


def _products(model: ModelProto, stored: Weights) -> Iterator[tuple[str, NDArray[np.generic]]]:
    for node in model.graph.node:
        found = _PRODUCT.search(node.name)
        if node.op_type != "MatMulInteger" or found is None or (int(found.group(2)) >= FROZEN) != node.name.startswith(OWN):
            continue
        weight = _steps(stored, node.input[1].removesuffix("_quantized"))
        own = OWN if node.name.startswith(OWN) else ""
        divided = stored.get(f"{own}/body/{found.group(1)}/MatMul/quiet/by")
        if divided is not None:
            weight = weight * divided.reshape(-1, 1)
        yield f"body.{found.group(1).replace('/', '.')}.weight", weight.T


def _attention(stored: Weights, layer: int) -> Iterator[tuple[str, NDArray[np.generic]]]:
    name = f"{OWN if layer >= FROZEN else ''}Attention_{layer}_qkv"
    weights, biases = np.split(_steps(stored, f"{name}_weight"), 3, axis=1), np.split(stored[f"{name}_bias"], 3)
    for what, weight, bias in zip(("query", "key", "value"), weights, biases, strict=True):
        yield f"body.encoder.layer.{layer}.attention.self.{what}.weight", weight.T
        yield f"body.encoder.layer.{layer}.attention.self.{what}.bias", bias


def _steps(stored: Weights, name: str) -> NDArray[np.float32]:
    rounded = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(rounded * stored[f"{name}_scale"], np.float32)


def main() -> None:
    """One thawing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with np.load(SHIPPED / "heads.npz") as heads:
        state = thawed(onnx.load(str(SHIPPED / "body.onnx")), dict(heads))
    Reader().load_state_dict(state, strict=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, options.out)


if __name__ == "__main__":
    main()
