"""The trees that are shipped are the trees that were grown."""

import lightgbm
import numpy as np

from claims.matching import boosting
from claims.matching.boosting import Growth

GROWTH = Growth(rounds=6, rate=0.3, leaves=5, least_rows=5)


def test_exported_trees_answer_as_the_library_does() -> None:
    dice = np.random.default_rng(1)
    rows = np.round(dice.normal(size=(300, 4)), 2)
    truth = (rows[:, 0] > 0).astype(int) + (rows[:, 1] > 0.5)
    settings = {"objective": "multiclass", "num_class": 3, "num_leaves": 5, "verbose": -1, "num_threads": 1}
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, label=truth), num_boost_round=6)
    ours = boosting.as_arrays(booster.dump_model()["tree_info"], outputs=3)
    others = dice.normal(size=(50, 4))
    assert np.allclose(ours.scores(others), booster.predict(others, raw_score=True))


def test_the_same_rows_grow_the_same_trees() -> None:
    dice = np.random.default_rng(2)
    rows = dice.normal(size=(200, 4))
    truth = (rows[:, 2] > 0).astype(int)
    one, other = (boosting.grow(rows, truth, outputs=2, growth=GROWTH).as_json() for _ in range(2))
    assert one == other
    assert (boosting.grow(rows, truth, outputs=2, growth=GROWTH).scores(rows).argmax(axis=1) == truth).mean() > 0.95
