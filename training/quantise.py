"""From a 32 bit ONNX encoder to the 8 bit one that ships: quicker, and nearer to the original than ONNX Runtime's own recipe.

Activations are quantised while running, one scale for all that a matrix is multiplied with; so a few loud channels drown the others.
``smoothed`` makes them quieter before the product and the matrix louder in their place (Xiao et al. 2023, SmoothQuant). ``rounded`` chooses
each weight's rounding such that it makes up for the errors of those before it (Frantar et al. 2023, GPTQ). Both look at our own sentences.
``fused`` has ONNX Runtime's larger operators and normalises by vectorised ones, a fifth quicker than its own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

Floats = NDArray[np.float32]
LOUD = 3.0  # a channel is loud from so many times the median channel on
HEADS, WIDTH = 12, 384
STEPS = 64  # 7 bit: processors without VNNI add two products in 16 bit
DAMPING = 0.01


def weights(model: ModelProto) -> dict[str, Floats]:
    """The constant tensors by name."""
    return {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}


def put(model: ModelProto, name: str, value: NDArray) -> None:
    """Sets a constant tensor."""
    tensor = numpy_helper.from_array(np.ascontiguousarray(value), name)
    for each in model.graph.initializer:
        if each.name == name:
            each.CopyFrom(tensor)
            return
    model.graph.initializer.append(tensor)


def products(model: ModelProto) -> list[NodeProto]:
    """The nodes that multiply by a constant matrix."""
    known = {each.name for each in model.graph.initializer}
    return [node for node in model.graph.node if node.op_type in ("MatMul", "Attention") and node.input[1] in known]


def seen(model: ModelProto, names: list[str], windows: list[list[int]]) -> dict[str, Floats]:
    """The values of inner tensors over all windows, a row a word piece."""
    watched = ModelProto()
    watched.CopyFrom(model)
    for name in names:
        watched.graph.output.append(helper.make_empty_tensor_value_info(name))
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    rows: dict[str, list[Floats]] = {name: [] for name in names}
    for ids in windows:
        for name, value in zip(names, session.run(names, {"ids": np.array([ids])}), strict=True):
            rows[name].append(value.reshape(-1, value.shape[-1]))
    return {name: np.concatenate(parts) for name, parts in rows.items()}


def smoothed(model: ModelProto, windows: list[list[int]]) -> ModelProto:
    """The model with the loud channels before the two wide products of each layer divided, and the matrices' rows multiplied."""
    wide = [node for node in products(model) if "attention" not in node.name]
    values, matrices = seen(model, sorted({node.input[0] for node in wide}), windows), weights(model)
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        if node in wide:
            loudest = np.abs(values[node.input[0]]).max(0)
            factors = np.maximum(1, loudest / (LOUD * np.median(loudest))).astype(np.float32)
            quiet = f"{node.name}/quiet"
            put(model, f"{quiet}/by", 1 / factors)
            put(model, node.input[1], matrices[node.input[1]] * factors[:, None])
            nodes.append(helper.make_node("Mul", [node.input[0], f"{quiet}/by"], [quiet], quiet))
            node.input[0] = quiet
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def fused(path: Path) -> ModelProto:
    """The model with fused attention and GELU, and with layers normalised by operators that use the processor's vectors."""
    options = FusionOptions("bert")
    options.enable_gelu_approximation = True
    options.enable_embed_layer_norm = False
    model: ModelProto = optimize_model(
        str(path), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, optimization_options=options, opt_level=0
    ).model
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        nodes.extend(_normalised(node) if node.op_type in ("SkipLayerNormalization", "LayerNormalization") else [node])
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def _normalised(node: NodeProto) -> list[NodeProto]:
    """Sum, normalise, scale, shift."""
    name, made = node.output[0], list[NodeProto]()
    skip = node.op_type == "SkipLayerNormalization"
    summands = [node.input[0], *(node.input[1:2] if skip else []), *(node.input[4:5] if skip else [])]
    scale, shift = (node.input[2], node.input[3]) if skip else (node.input[1], node.input[2])
    at = summands[0]
    for number, other in enumerate(reversed(summands[1:])):
        made.append(helper.make_node("Add", [at, other], [f"{name}/sum{number}"]))
        at = f"{name}/sum{number}"
    made.append(helper.make_node("MeanVarianceNormalization", [at], [f"{name}/even"], axes=[2]))
    made.append(helper.make_node("Mul", [f"{name}/even", scale], [f"{name}/scaled"]))
    made.append(helper.make_node("Add", [f"{name}/scaled", shift], [name]))
    return made


def rounded(matrix: Floats, inputs: Floats) -> tuple[NDArray[np.int8], Floats]:
    """The matrix in whole steps, and the size of a step for each column."""
    sizes = np.maximum(np.abs(matrix).max(0), 1e-8) / STEPS
    gram = inputs.T.astype(np.float64) @ inputs
    gram[np.diag_indices_from(gram)] += DAMPING * np.diag(gram).mean()
    order = np.argsort(-np.diag(gram), kind="stable")
    chol = np.linalg.cholesky(np.linalg.inv(gram[np.ix_(order, order)])).T  # upper
    left = matrix[order].astype(np.float64)
    steps = np.zeros_like(left)
    for row in range(len(left)):
        steps[row] = np.clip(np.round(left[row] / sizes), -STEPS, STEPS)
        error = (left[row] - steps[row] * sizes) / chol[row, row]
        left[row + 1 :] -= np.outer(chol[row, row + 1 :], error)
    back = np.empty_like(steps)
    back[order] = steps
    return back.astype(np.int8), sizes.astype(np.float32)


def quantised(model: ModelProto, windows: list[list[int]], scratch: Path) -> ModelProto:
    """The model in 8 bit: matrices after ``rounded``, word vectors a scale each."""
    found = products(model)
    values, matrices = seen(model, sorted({node.input[0] for node in found}), windows), weights(model)
    told = {node.input[1]: rounded(matrices[node.input[1]], values[node.input[0]]) for node in found}
    _vectors_by_word(model)
    onnx.save(model, str(scratch / "whole.onnx"))
    quantize_dynamic(
        str(scratch / "whole.onnx"), str(scratch / "eight.onnx"), op_types_to_quantize=["MatMul", "Attention"], weight_type=QuantType.QInt8,
        per_channel=True, reduce_range=True, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    eight = onnx.load(str(scratch / "eight.onnx"))
    for name, (steps, sizes) in told.items():
        put(eight, f"{name}_quantized", steps)
        put(eight, f"{name}_scale", sizes)
    return eight


def _vectors_by_word(model: ModelProto) -> None:
    """Puts the word vectors, whose table is half of the file, into 8 bit with a scale for each word."""
    tables = {name: value for name, value in weights(model).items() if value.ndim == 2 and len(value) > 10_000}
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        if node.op_type != "Gather" or node.input[0] not in tables:
            nodes.append(node)
            continue
        name, table, out = node.input[0], tables[node.input[0]], node.output[0]
        sizes = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        put(model, name, np.round(table / sizes).astype(np.int8))
        put(model, f"{name}/sizes", sizes.astype(np.float32))
        nodes += [
            helper.make_node("Gather", [name, node.input[1]], [f"{out}/steps"], axis=0),
            helper.make_node("Cast", [f"{out}/steps"], [f"{out}/real"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Gather", [f"{name}/sizes", node.input[1]], [f"{out}/sizes"], axis=0),
            helper.make_node("Mul", [f"{out}/real", f"{out}/sizes"], [out]),
        ]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
