"""A model whose weights are kept in eight bits computes in them, and says nearly the same as in floats."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

from onnx.helper import make_graph, make_model, make_node, make_opsetid, make_tensor_value_info  # noqa: E402
from onnx.numpy_helper import from_array  # noqa: E402

from claims.analysis import eight_bits  # noqa: E402

IDS = np.array([[3, 1, 4, 1, 5]], dtype=np.int64)
DICE = np.random.default_rng(7)
KEPT = {
    "words_q": DICE.integers(-127, 128, (9, 8)).astype(np.int8),
    "words_scale": DICE.random((9, 1)).astype(np.float32) / 100,
    "layer_q": DICE.integers(-127, 128, (8, 6)).astype(np.int8),
    "layer_scale": DICE.random((1, 6)).astype(np.float32) / 100,
}


def made_float(name: str) -> list[Any]:
    return [
        make_node("Cast", [f"{name}_q"], [f"{name}_f"], to=onnx.TensorProto.FLOAT),
        make_node("Mul", [f"{name}_f", f"{name}_scale"], [name]),
    ]


def saved(path: Path, nodes: Sequence[Any], kept: dict[str, npt.NDArray[Any]]) -> Path:
    graph = make_graph(
        nodes,
        "small",
        [make_tensor_value_info("ids", onnx.TensorProto.INT64, [1, None])],
        [make_tensor_value_info("out", onnx.TensorProto.FLOAT, None)],
        [from_array(value, name) for name, value in kept.items()],
    )
    onnx.save(make_model(graph, opset_imports=[make_opsetid("", 17)], ir_version=8), path)
    return path


def answer(path: Path) -> npt.NDArray[np.float32]:
    options = onnxruntime.SessionOptions()
    eight_bits.keep_sums(options)  # without it a processor without VNNI gives other numbers
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    (out,) = session.run(None, {"ids": IDS})
    return np.asarray(out)


def small_model(path: Path, *more: Any) -> Path:
    looked_up = make_node("Gather", ["words", "ids"], ["rows"], axis=0)
    product = make_node("MatMul", ["rows", "layer"], ["product" if more else "out"])
    return saved(path, [*made_float("words"), *made_float("layer"), looked_up, product, *more], KEPT)


def test_it_says_nearly_the_same(tmp_path: Path) -> None:
    source = small_model(tmp_path / "small.onnx")
    assert eight_bits.rewrite(source, tmp_path / "rewritten.onnx") == 2
    before, after = answer(source), answer(tmp_path / "rewritten.onnx")
    assert after == pytest.approx(before, abs=0.02 * float(np.abs(before).max()))


def test_no_weight_becomes_a_float_before_it_is_used(tmp_path: Path) -> None:
    eight_bits.rewrite(small_model(tmp_path / "small.onnx"), tmp_path / "rewritten.onnx")
    nodes = onnx.load(tmp_path / "rewritten.onnx").graph.node
    assert "MatMul" not in {node.op_type for node in nodes}
    assert not {name for node in nodes if node.op_type == "Cast" for name in node.input} & set(KEPT)


def test_a_weight_that_is_used_in_another_way_stays_a_float(tmp_path: Path) -> None:
    source = small_model(
        tmp_path / "small.onnx",
        make_node("ReduceSum", ["layer"], ["whole"], keepdims=0),
        make_node("Add", ["product", "whole"], ["out"]),
    )
    assert eight_bits.rewrite(source, tmp_path / "rewritten.onnx") == 1
    assert answer(tmp_path / "rewritten.onnx") == pytest.approx(answer(source), rel=1e-4)


def test_a_model_that_keeps_floats_is_refused_by_name(tmp_path: Path) -> None:
    kept = {"words": KEPT["words_q"].astype(np.float32)}
    source = saved(tmp_path / "floats.onnx", [make_node("Gather", ["words", "ids"], ["out"], axis=0)], kept)
    with pytest.raises(ValueError, match=r"floats\.onnx keeps no weight in eight bits"):
        eight_bits.rewrite(source, tmp_path / "rewritten.onnx")
