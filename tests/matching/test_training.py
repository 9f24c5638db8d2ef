"""Training learns weights from labelled articles, the same ones every time."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from claims.analysis import feature_names, similarity
from claims.analysis.lexical_model import Model
from claims.analysis.similarity import ClaimIndex, QueryText
from claims.analysis.weight_sets import FOREIGN, SAME
from claims.benchmarks import held_out_claims
from claims.benchmarks.held_out_claims import Ranking
from claims.matching import labelled, training
from claims.matching.labelled import LabelledArticle
from claims.matching.training import Trainer
from tests.fakes import FakeEncoder

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
    data = labelled.read_labelled(folder)
    parts = held_out_claims.folds(data)
    assert sorted(claim for part in parts for claim in part) == sorted(claim.claim_id for claim in data.claims)
    assert any(data.articles[0].own <= part for part in parts)


def test_nothing_of_a_held_out_claim_s_articles_is_known(folder: Path) -> None:
    data = labelled.read_labelled(folder)
    rare = data.articles[-1].title.split()[0].lower()
    assert labelled.untrained(data, held_out=data.articles[-1].own).words.get(rare) is None
    assert labelled.untrained(data).words.get(rare) is not None


def test_the_command_writes_the_same_weights_twice_and_no_text(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        call_command("train_matching", data=folder, out=tmp_path / name, predictions=tmp_path / name, encoders="-")
    one, two = (similarity.load_model(tmp_path / name) for name in ("one", "two"))
    assert one.version == two.version
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "foreign", "lexical", "matching.json", "words.tsv.gz",
    ]  # fmt: skip
    assert (tmp_path / "one" / "lexical" / "retrieval.jsonl").exists()
    assert "changed hands" not in gzip.decompress((tmp_path / "one" / "words.tsv.gz").read_bytes()).decode()


def trainer(folder: Path, *names: str) -> Trainer:
    made = [FakeEncoder(name=name, languages=frozenset({"en", "de"})) for name in names]
    return Trainer(labelled.read_labelled(folder), made)


def learned(of: Trainer) -> Model:
    model = labelled.untrained(of.data)
    shortlists = {kind: of.shortlists(of.data.articles, model, is_foreign=kind == FOREIGN) for kind in (SAME, FOREIGN)}
    return of.learned(model, shortlists)


def test_what_was_learned_matches(folder: Path) -> None:
    of = trainer(folder)
    model = learned(of)
    index = ClaimIndex(model)
    index.put_many([*of.data.claims, *of.data.distractors])
    found = similarity.match(QueryText("Sheep sold in Ostwick", ""), claims=index, floor=0.0)
    assert of.data.keys[found[0].claim_id] == "sheep"
    assert found[0].model_version.startswith("lexical-")


def test_every_set_of_encoders_has_its_weights(folder: Path) -> None:
    model = learned(trainer(folder, "minilm", "use"))
    assert set(model.sets) == {
        "lexical", "lexical+minilm", "lexical+use", "lexical+minilm+use",
        "foreign", "foreign+minilm", "foreign+use", "foreign+minilm+use",
    }  # fmt: skip
    assert model.weight_set(SAME, {"use", "another"}).name == "lexical+use"
    assert set(model.centres) == {"minilm-1", "use-1"}


def test_a_slow_encoder_is_for_two_languages_only(folder: Path) -> None:
    assert [kind.name for kind in trainer(folder, "e5").kinds()] == ["lexical", "foreign", "foreign+e5"]


def test_an_article_as_if_foreign_keeps_names_numbers_and_what_the_glossary_knows() -> None:
    article = LabelledArticle("1", "Ostwick police seized 19 thingamajigs", "", frozenset(), "")
    title = training.as_if_foreign(article).title
    assert title.startswith("Ostwick police ")
    assert "19" in title
    assert "thingamajigs" not in title


def test_a_group_that_speaks_against_what_is_more_alike_is_found() -> None:
    effects = {
        "cos_title": -0.5,
        "margin_cos_title": 1.0,
        "names_title": 0.1,
        "names_missing": 0.4,
        "title_words": -9.0,
    }
    assert training.wrong_way_round(effects) == {"names"}
    assert training.wrong_way_round({**effects, "names_missing": -0.4}) == set()


def test_every_set_that_is_shipped_reads_the_right_way_round() -> None:
    for one in similarity.load_model().sets.values():
        assert {feature_names.group_of(name) for name in one.weights} <= {
            "headline", "text", "meaning", "names", "numbers", "rare_words", "spelling", "sizes",
        }  # fmt: skip


def test_the_shift_keeps_quiet_what_should_be_quiet() -> None:
    article = LabelledArticle("1", "", "", frozenset({1}), "")
    ranked = [Ranking(article, [(1, 0.9)], [(2, place / 1000)]) for place in range(1000)]
    moved = held_out_claims.shifted(ranked, held_out_claims.shift(ranked))
    figures = held_out_claims.decision_figures(moved, labelled.RECOMMENDED.show)
    assert figures["quiet_when_not_recorded"] == pytest.approx(held_out_claims.QUIET, abs=0.002)


def test_a_folder_without_the_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--data"):
        call_command("train_matching", data=tmp_path)


def test_an_encoder_that_is_none_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no encoder bert"):
        call_command("train_matching", data=folder, out=tmp_path, encoders="bert")
