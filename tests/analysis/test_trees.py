"""Trees that are read from numbers add up what their leaves hold, and refuse numbers that make no trees."""

from typing import Any

import numpy as np
import pytest

from claims.analysis.trees import Trees

# Two trees of two outputs: the first splits on feature 1 at 0.5, the second is a single leaf.
TOLD: dict[str, Any] = {
    "feature": [1, -1, -1, -1],
    "threshold": [0.5, 0.0, 0.0, 0.0],
    "left": [1, 1, 2, 3],
    "right": [2, 1, 2, 3],
    "value": [0.0, -2.0, 3.0, 0.25],
    "roots": [0, 3],
    "outputs": 2,
}


def test_each_tree_adds_its_leaf_to_its_output() -> None:
    trees = Trees.from_json(TOLD, features=2)
    rows = np.array([[9.0, 0.5], [9.0, 0.51]])
    assert trees.scores(rows).tolist() == [[-2.0, 0.25], [3.0, 0.25]]


def test_what_is_written_is_read_again() -> None:
    trees = Trees.from_json(TOLD, features=2)
    again = Trees.from_json(trees.as_json(), features=2)
    assert again.as_json() == trees.as_json()
    assert again.depth == 1


@pytest.mark.parametrize(
    "damage",
    [
        {"left": [1, 1, 2, 99]},
        {"left": [-1, 1, 2, 3]},
        {"feature": [2, -1, -1, -1]},
        {"left": [0, 1, 2, 3], "right": [0, 1, 2, 3]},
        {"value": [0.0]},
        {"outputs": 0},
        {"roots": [0]},
    ],
)
def test_numbers_that_make_no_trees_are_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="tree"):
        Trees.from_json(TOLD | damage, features=2)
