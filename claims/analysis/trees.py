"""Boosted decision trees as plain arrays, evaluated with numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_LEAF: Final = -1


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees in one table; a leaf has feature -1 and points to itself. Tree t adds to output t % outputs.

    value is what a leaf adds; roots holds each tree's first node; depth the longest way from a root to a leaf.
    """

    feature: npt.NDArray[np.int32]
    threshold: Floats
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: Floats
    roots: npt.NDArray[np.int32]
    outputs: int
    depth: int

    def scores(self, rows: Floats) -> Floats:
        """What the leaves add up to: (rows, features) in, (rows, outputs) out. A row goes left where x <= threshold."""
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        line = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[line, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        leaves = self.value[node].reshape(len(rows), -1, self.outputs)
        totals: Floats = leaves.sum(axis=1)
        return totals

    def as_json(self) -> dict[str, Any]:
        """Numbers only; thresholds and values to six significant digits."""
        inner = self.feature != _LEAF
        return {
            "feature": self.feature.tolist(),
            "threshold": [float(f"{one:.6g}") for one in np.where(inner, self.threshold, 0.0)],
            "left": self.left.tolist(),
            "right": self.right.tolist(),
            "value": [float(f"{one:.5g}") for one in self.value],
            "roots": self.roots.tolist(),
            "outputs": self.outputs,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any], *, features: int) -> Self:
        """Raises ValueError for a table whose nodes or features point outside, or that never ends."""
        feature, left, right, roots = (
            np.array(told[name], dtype=np.int32) for name in ("feature", "left", "right", "roots")
        )
        threshold, value = (np.array(told[name], dtype=np.float64) for name in ("threshold", "value"))
        nodes, outputs = len(feature), int(told["outputs"])
        if {len(left), len(right), len(threshold), len(value)} != {nodes} or outputs < 1 or len(roots) % outputs:
            raise ValueError("the tables of the trees differ in length")
        pointers = np.concatenate([left, right, roots])
        if pointers.min() < 0 or pointers.max() >= nodes or feature.min() < _LEAF or feature.max() >= features:
            raise ValueError("a node of the trees points nowhere")
        return cls(feature, threshold, left, right, value, roots, outputs, _depth(feature, left, right, roots))


def _depth(
    feature: npt.NDArray[np.int32],
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
    roots: npt.NDArray[np.int32],
) -> int:
    level, depth = roots, 0
    while (inner := level[feature[level] != _LEAF]).size:
        depth += 1
        if depth > len(feature):
            raise ValueError("a tree goes round in circles")
        level = np.unique(np.concatenate([left[inner], right[inner]]))
    return depth
