"""Rewrite a model whose weights are kept in eight bits so that it also computes in them.

Such a file turns each weight back into a float as it loads: four times the memory, and the time of a short text is
that of reading it. Here the weights stay bytes: rows of an embedding become floats when they are looked up, and a
product is one of bytes, its other side measured and rounded as it comes (dynamic quantization, Zafrir et al. 2019,
"Q8BERT"; ONNX operators DynamicQuantizeLinear and MatMulInteger). The vectors of sentences keep a cosine of .99 to
what they were.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import onnx
from onnx import NodeProto
from onnx.helper import make_node

_FLOAT: Final = onnx.TensorProto.FLOAT


class _Weight(NamedTuple):
    """A float weight's bytes, and what each is multiplied by: names in the graph; made_by, the nodes that do so."""

    kept: str
    scale: str
    made_by: tuple[NodeProto, NodeProto]


def rewrite(source: Path, target: Path) -> int:
    """Write the model in source to target, computing in eight bits; how many weights stay bytes.

    Raises ValueError when there is none: the file is not of the kind that this is for.
    """
    model = onnx.load(source)
    weights = _weights(model.graph)
    if not weights:
        raise ValueError(f"{source.name} keeps no weight in eight bits.")
    nodes = list(_rewritten(list(model.graph.node), weights))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, target)
    return len(weights)


def keep_sums(options: Any) -> None:
    """Have a session of onnxruntime add up bytes without overflow, whatever the processor: one without instructions
    for their products (VNNI) is told to take a slower way to the same sums.
    """
    if not _has_products_of_bytes():
        options.add_session_config_entry("session.x64quantprecision", "1")


def _has_products_of_bytes() -> bool:
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _weights(graph: onnx.GraphProto) -> dict[str, _Weight]:
    """The weights that a Cast of eight bits and a Mul by their scale make, when only look-ups and products use them."""
    bytes_kept = {one.name for one in graph.initializer if one.data_type == onnx.TensorProto.INT8}
    casts = {node.output[0]: node for node in graph.node if node.op_type == "Cast" and node.input[0] in bytes_kept}
    made = {
        node.output[0]: _Weight(casts[node.input[0]].input[0], node.input[1], (casts[node.input[0]], node))
        for node in graph.node
        if node.op_type == "Mul" and node.input[0] in casts
    }
    for node in graph.node:
        for place, name in enumerate(node.input):
            if (node.op_type, place) not in {("Gather", 0), ("MatMul", 1)}:
                made.pop(name, None)
    return made


def _rewritten(nodes: list[NodeProto], weights: Mapping[str, _Weight]) -> Iterator[NodeProto]:
    gone = {output for weight in weights.values() for node in weight.made_by for output in node.output}
    rounded: set[str] = set()
    for node in nodes:
        if gone.intersection(node.output):
            continue
        if node.op_type == "Gather" and node.input[0] in weights:
            yield from _looked_up(node, weights[node.input[0]])
        elif node.op_type == "MatMul" and node.input[1] in weights:
            left = node.input[0]
            if left not in rounded:
                rounded.add(left)
                yield make_node("DynamicQuantizeLinear", [left], [f"{left}_bytes", f"{left}_step", f"{left}_zero"])
            yield from _multiplied(node, weights[node.input[1]])
        else:
            yield node


def _looked_up(node: NodeProto, weight: _Weight) -> Iterator[NodeProto]:
    rows, out = node.input[1], node.output[0]
    yield make_node("Gather", [weight.kept, rows], [f"{out}_kept"], axis=0)
    yield make_node("Gather", [weight.scale, rows], [f"{out}_row_scale"], axis=0)
    yield make_node("Cast", [f"{out}_kept"], [f"{out}_rows"], to=_FLOAT)
    yield make_node("Mul", [f"{out}_rows", f"{out}_row_scale"], [out])


def _multiplied(node: NodeProto, weight: _Weight) -> Iterator[NodeProto]:
    left, out = node.input[0], node.output[0]
    yield make_node("MatMulInteger", [f"{left}_bytes", weight.kept, f"{left}_zero"], [f"{out}_sum"])
    yield make_node("Cast", [f"{out}_sum"], [f"{out}_whole"], to=_FLOAT)
    yield make_node("Mul", [f"{left}_step", weight.scale], [f"{out}_scale"])
    yield make_node("Mul", [f"{out}_whole", f"{out}_scale"], [out])
