"""A pair gets the label that is worth most, and damaged weights are named."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from claims.analysis import lexical_model, linear_stance, pair_stance
from claims.analysis.lexical_model import DamagedWeights
from claims.analysis.pair_stance import Reader

READER = Reader(lexical_model.load_model(), linear_stance.load_lines())
BODY = (
    "Police in Ostwick have arrested the street artist Banksy, local media reported on Monday. "
    "Banksy was held at a hotel in Ostwick. Fans of the artist doubted the report."
)


def label(headline: str, body: str) -> str:
    pair = READER.headline(headline), READER.body(body)
    return next(pair_stance.label_pairs([pair], pair_stance.load_pair_model()))


def test_a_body_on_something_else_is_unrelated() -> None:
    assert label("Giant squid washes up in Santa Monica", BODY) == "unrelated"
    assert label("Street artist Banksy arrested by police in Ostwick", BODY) != "unrelated"


@pytest.mark.parametrize(("headline", "body"), [("", ""), ("", BODY), ("Banksy", ""), ("\x00" * 99, "no " * 400_000)])
def test_any_pair_gets_a_label(headline: str, body: str) -> None:
    assert label(headline, body) in pair_stance.LABELS


def test_the_label_follows_the_reward_not_the_likeliest_label() -> None:
    # Unrelated is likeliest, but a right "discuss" pays four times as much.
    assert pair_stance.choose(np.array([[0.1, 0.0, 0.4, 0.5]])) == ["discuss"]
    assert pair_stance.choose(np.array([[0.02, 0.0, 0.08, 0.9]])) == ["unrelated"]


def test_two_texts_on_one_side_agree_and_on_two_disagree() -> None:
    is_for, is_against, observes = np.eye(3)
    assert pair_stance.both_sides(is_for, is_for).tolist() == [1, 0, 0]
    assert pair_stance.both_sides(is_against, is_against).tolist() == [1, 0, 0]
    assert pair_stance.both_sides(is_for, is_against).tolist() == [0, 1, 0]
    assert pair_stance.both_sides(observes, is_for).tolist() == [0, 0, 1]


def test_both_sides_never_change_how_related_a_pair_is() -> None:
    chances = np.array([[0.3, 0.1, 0.2, 0.4], [0.0, 0.0, 0.0, 1.0]])
    blended = pair_stance.blend(chances, np.array([[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]]))
    assert blended.sum(axis=1) == pytest.approx([1, 1])
    assert blended[:, 3].tolist() == [0.4, 1.0]
    assert blended[0, 1] > chances[0, 1]


@pytest.mark.parametrize(
    "raw",
    [b"", b"no gzip", gzip.compress(b"{"), gzip.compress(b"[]"), gzip.compress(json.dumps({"features": []}).encode())],
    ids=["nothing", "no gzip", "half a table", "a list", "other features"],
)
def test_a_damaged_file_is_named_in_one_sentence(tmp_path: Path, raw: bytes) -> None:
    for load, name in ((pair_stance.load_pair_model, "stance_pairs"), (linear_stance.load_lines, "stance_words")):
        (tmp_path / f"{name}.json.gz").write_bytes(raw)
        with pytest.raises(DamagedWeights, match=f"{name}.json.gz is damaged"):
            load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedWeights, match=r"stance_words\.json\.gz cannot be read"):
        linear_stance.load_lines(tmp_path)
