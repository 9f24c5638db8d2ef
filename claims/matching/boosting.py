"""Grow boosted trees with LightGBM, for the training commands only, and write them down as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import lightgbm
import numpy as np
import numpy.typing as npt

from claims.analysis.trees import Floats, Trees

_SEED: Final = 4
_LEAF: Final = -1


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees an output gets and how large they grow."""

    rounds: int
    rate: float
    leaves: int
    least_rows: int
    share_of_columns: float = 0.4
    share_of_rows: float = 0.8
    ridge: float = 5.0


def grow(
    rows: Floats, truth: npt.NDArray[np.int64], *, outputs: int, growth: Growth, weights: Floats | None = None
) -> Trees:
    """Trees whose scores, through a softmax, are the chances of the outputs; the same rows give the same trees.

    Friedman's gradient boosting (2001) with LightGBM's histograms (Ke et al. 2017).
    """
    settings = {
        "objective": "multiclass",
        "num_class": outputs,
        "learning_rate": growth.rate,
        "num_leaves": growth.leaves,
        "min_data_in_leaf": growth.least_rows,
        "feature_fraction": growth.share_of_columns,
        "bagging_fraction": growth.share_of_rows,
        "bagging_freq": 1,
        "lambda_l2": growth.ridge,
        "seed": _SEED,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
        "max_bin": 127,
    }
    data = lightgbm.Dataset(rows, label=truth, weight=weights)
    booster = lightgbm.train(settings, data, num_boost_round=growth.rounds)
    return as_arrays(booster.dump_model()["tree_info"], outputs=outputs)


def as_arrays(trees: list[Mapping[str, Any]], *, outputs: int) -> Trees:
    """LightGBM's nested nodes as one table."""
    table: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "roots")}
    for tree in trees:
        table["roots"].append(_add(tree["tree_structure"], table))
    features = max(table["feature"]) + 1
    return Trees.from_json(table | {"outputs": outputs}, features=features)


def _add(node: Mapping[str, Any], table: dict[str, list[Any]]) -> int:
    """Append a node and what hangs on it; its number."""
    number = len(table["feature"])
    is_leaf = "leaf_value" in node
    row = (_LEAF, 0.0, node["leaf_value"]) if is_leaf else (node["split_feature"], node["threshold"], 0.0)
    for name, value in zip(("feature", "threshold", "value"), row, strict=True):
        table[name].append(value)
    table["left"].append(number)
    table["right"].append(number)
    for side in () if is_leaf else ("left", "right"):
        table[side][number] = _add(node[f"{side}_child"], table)
    return number
