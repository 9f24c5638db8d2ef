"""Training learns weights from labelled articles, the same ones every time."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from claims.analysis import lexical_features, similarity
from claims.analysis.similarity import QueryText
from claims.benchmarks import held_out_claims
from claims.matching import training

SUBJECTS = ["squid", "tanks", "mayor", "ferry", "bridge", "comet", "sheep", "violin", "tunnel", "lantern"]


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten claims with two articles each, one shared by two claims, and some news besides."""
    claims = [
        {"id": name, "text": f"The {name} of Ostwick was sold for {n} coins"} for n, name in enumerate(SUBJECTS, 20)
    ]
    articles = [
        {"id": f"{name}-{n}", "gold": [name], "title": f"{name} sold in Ostwick", "body": body, "body_fnc": None}
        for name in SUBJECTS
        for n, body in enumerate(["Coins changed hands on Monday.", None])
    ]
    articles[0]["gold"] = ["squid", "tanks", "a claim kept apart"]
    write_lines(tmp_path / "emergent_claims.jsonl", claims)
    write_lines(tmp_path / "emergent_articles.jsonl", articles)
    write_lines(
        tmp_path / "distractor_claims.jsonl", [{"id": f"d{n}", "text": f"Taxes rose by {n}"} for n in range(20)]
    )
    write_lines(tmp_path / "fnc_bodies.jsonl.gz", [{"id": n, "text": "Ostwick market sold fish."} for n in range(5)])
    return tmp_path


def test_logistic_regression_finds_the_weights_that_made_the_data() -> None:
    dice = np.random.default_rng(1)
    matrix = dice.normal(size=(20_000, 3)) * [1.0, 5.0, 0.1]
    truth = (dice.random(20_000) < 1 / (1 + np.exp(-(matrix @ [1.0, -0.4, 0.0] + 0.5)))).astype(float)
    intercept, weights = training.fit_logistic(matrix, truth, ridge=0.01)
    assert intercept == pytest.approx(0.5, abs=0.1)
    assert weights[:2] == pytest.approx([1.0, -0.4], abs=0.1)


def test_logistic_regression_bears_a_column_that_never_changes() -> None:
    matrix = np.column_stack([np.ones(50), np.linspace(-1, 1, 50)])
    _, weights = training.fit_logistic(matrix, (matrix[:, 1] > 0).astype(float))
    assert np.isfinite(weights).all()
    assert weights[0] == 0


def test_claims_that_share_an_article_are_held_out_together(folder: Path) -> None:
    data = training.read_labelled(folder)
    parts = held_out_claims.folds(data)
    assert sorted(claim for part in parts for claim in part) == sorted(claim.claim_id for claim in data.claims)
    assert any(data.articles[0].own <= part for part in parts)


def test_a_held_out_claim_is_not_learned_from(folder: Path) -> None:
    data = training.read_labelled(folder)
    held_out = data.articles[-1].own
    _, examples = training.fit(data, held_out=held_out)
    assert not held_out & {example.claim_id for example in examples}
    assert not {f"{SUBJECTS[-1]}-0", f"{SUBJECTS[-1]}-1"} & {example.article for example in examples}


def test_the_command_writes_the_same_weights_twice_and_no_text(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        call_command("train_matching", data=folder, out=tmp_path / name, predictions=tmp_path / name)
    one, two = (similarity.load_model(tmp_path / name) for name in ("one", "two"))
    assert one.version == two.version
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "lexical.json", "retrieval.jsonl", "without.jsonl", "words.tsv.gz",
    ]  # fmt: skip
    assert "changed hands" not in gzip.decompress((tmp_path / "one" / "words.tsv.gz").read_bytes()).decode()


def test_what_was_learned_matches(folder: Path) -> None:
    data = training.read_labelled(folder)
    model, _ = training.fit(data)
    found = similarity.match(QueryText("Sheep sold in Ostwick", ""), claims=training.store(data, model), floor=0.0)
    assert data.keys[found[0].claim_id] == "sheep"


def test_no_reason_reads_the_wrong_way_round(folder: Path) -> None:
    model, _ = training.fit(training.read_labelled(folder))
    shipped = similarity.load_model()
    for weights in (model.weights, shipped.weights):
        assert all(weights.get(name, 0) <= 0 for name in lexical_features.AGAINST)
        known = {*lexical_features.AGAINST, *lexical_features.LENGTHS}
        assert all(weight >= 0 for name, weight in weights.items() if name not in known)


def test_a_folder_without_the_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--data"):
        call_command("train_matching", data=tmp_path)
