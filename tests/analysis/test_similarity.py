"""A match names the claim, and gives reasons that add up and can be found in the article."""

import dataclasses
import math
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import feature_names, lexical_model, similarity
from claims.analysis.similarity import ClaimIndex, ClaimText, QueryText
from claims.analysis.weight_sets import WeightSet

MODEL = similarity.load_model()
SQUID, TANKS, SALES = 1, 2, 3
ARTICLE = QueryText(
    "Harbour master: three tanks seen near Ostwick",
    "Rain fell on the market for a third day.\nThe harbour master of Ostwick counted three army tanks on Monday. "
    "Nobody was hurt, and the market opened late.",
)


def index(*claims: ClaimText) -> ClaimIndex:
    held = ClaimIndex(MODEL)
    for claim in claims:
        held.put(claim)
    return held


def newsroom() -> ClaimIndex:
    return index(
        ClaimText(SQUID, "A giant squid was washed ashore at Ostwick"),
        ClaimText(TANKS, "Three army tanks stood at the harbour of Ostwick before Colonel Brandt left"),
        ClaimText(SALES, "The company sold 19 million watches in 2015"),
    )


def test_best_claim_comes_first_with_its_model_version() -> None:
    best, *others = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)
    assert best.claim_id == TANKS
    assert best.model_version == f"lexical-{MODEL.version}"
    assert all(best.probability >= other.probability for other in others)


def test_nothing_below_the_floor_is_shown() -> None:
    assert all(one.probability >= 0.3 for one in similarity.match(ARTICLE, claims=newsroom(), floor=0.3))
    assert similarity.match(ARTICLE, claims=newsroom(), floor=1.01) == ()


def test_at_most_as_many_as_asked() -> None:
    assert len(similarity.match(ARTICLE, claims=newsroom(), floor=0.0, most=1)) == 1


def test_an_unrelated_article_matches_nothing_at_the_recommended_floor() -> None:
    article = QueryText("Interest rates rise", "The central bank raised its rate by a quarter point on Thursday.")
    assert similarity.match(article, claims=newsroom(), floor=MODEL.thresholds.show) == ()


def test_the_explanation_adds_up_to_the_logit() -> None:
    for score in similarity.match(ARTICLE, claims=newsroom(), floor=0.0):
        logit = math.fsum(score.reasons.contributions.values())
        assert score.probability == pytest.approx(1 / (1 + math.exp(-logit)))
        assert score.reasons.contributions.keys() == MODEL.sets["lexical"].weights.keys() | {"intercept"}


def test_offsets_point_at_the_sentence() -> None:
    reasons = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)[0].reasons
    end = reasons.sentence_start + len(reasons.sentence)
    assert ARTICLE.text[reasons.sentence_start : end] == reasons.sentence
    assert reasons.sentence.startswith("The harbour master")


def test_a_headline_alone_is_its_own_sentence() -> None:
    reasons = similarity.match(QueryText(ARTICLE.title, ""), claims=newsroom(), floor=0.0)[0].reasons
    assert (reasons.sentence, reasons.sentence_start) == (ARTICLE.title, -1)


def test_names_and_numbers_shared_and_missing_are_told_apart() -> None:
    reasons = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)[0].reasons
    assert "Ostwick" in reasons.names
    assert "Brandt" in reasons.missing_names
    assert reasons.numbers == ("Three",)
    assert reasons.missing_numbers == ()


def test_a_number_is_shared_however_it_is_written() -> None:
    article = QueryText("Company sells 19M watches", "It had hoped for 24 million watches in 2015.")
    best = similarity.match(article, claims=newsroom(), floor=0.0)[0]
    assert best.claim_id == SALES
    assert best.reasons.numbers == ("19 million", "2015")


def test_matched_words_are_the_claims_own_and_heaviest_first() -> None:
    reasons = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)[0].reasons
    weights = [weight for _, weight in reasons.words]
    assert weights == sorted(weights, reverse=True)
    assert {"tanks", "harbour", "Ostwick"} <= {word for word, _ in reasons.words}
    assert 0 < sum(weights) <= 1 + 1e-9


def test_reasons_are_json() -> None:
    stored = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)[0].reasons.as_json()
    assert set(stored) == {
        "words", "names", "numbers", "missing_names", "missing_numbers", "sentence", "sentence_start", "features",
        "contributions",
        "moved_most",
        "language",
        "language_supported",
    }  # fmt: skip


def test_a_quotation_finds_its_claim() -> None:
    claims = index(ClaimText(7, "The mayor regrets the delay\nNever have so many buses broken down in one winter"))
    found = similarity.match(
        QueryText("Mayor: never so many buses broken down in a winter", ""), claims=claims, floor=0.5
    )
    assert [one.claim_id for one in found] == [7]


def test_the_same_question_gets_the_same_answer() -> None:
    assert similarity.match(ARTICLE, claims=newsroom(), floor=0.0) == similarity.match(
        ARTICLE, claims=newsroom(), floor=0.0
    )


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "a", "\x00" * 50_000, "x" * 1_000_000, "tank " * 200_000, "ا" * 90_000, "1," * 300_000]
)
def test_any_text_gets_an_answer_in_bounded_time(text: str) -> None:
    claims = newsroom()
    claims.put(ClaimText(9, text))
    begun = time.process_time()
    found = similarity.match(QueryText(text, text), claims=claims, floor=0.0)
    assert time.process_time() - begun < 5
    assert all(0 <= one.probability <= 1 for one in found)


@settings(max_examples=50)
@given(st.text(), st.text())
def test_offsets_hold_for_any_text(title: str, text: str) -> None:
    for score in similarity.match(QueryText(title, text), claims=index(ClaimText(1, text or "a")), floor=0.0):
        start, sentence = score.reasons.sentence_start, score.reasons.sentence
        assert sentence == (title if start < 0 else text[start : start + len(sentence)])


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(similarity.DamagedWeights, match=r"matching\.json"):
        similarity.load_model(tmp_path)
    lexical_model.write_model(MODEL, tmp_path, notes={})
    (tmp_path / lexical_model.WORDS_FILE).write_bytes(b"not gzip")
    with pytest.raises(similarity.DamagedWeights, match="damaged"):
        similarity.load_model(tmp_path)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    stranger = WeightSet("lexical", 0.0, {"moon_phase": 1.0}, {"moon_phase": 0.5})
    sets = {**MODEL.sets, "lexical": stranger}
    lexical_model.write_model(dataclasses.replace(MODEL, sets=sets), tmp_path, notes={})
    with pytest.raises(similarity.DamagedWeights, match="moon_phase"):
        similarity.load_model(tmp_path)


def test_weights_without_a_set_for_words_alone_are_refused(tmp_path: Path) -> None:
    sets = {name: one for name, one in MODEL.sets.items() if name != "lexical"}
    lexical_model.write_model(dataclasses.replace(MODEL, sets=sets), tmp_path, notes={})
    with pytest.raises(similarity.DamagedWeights, match="no set lexical"):
        similarity.load_model(tmp_path)


def test_every_feature_that_is_weighed_is_measured() -> None:
    for score in similarity.match(ARTICLE, claims=newsroom(), floor=0.0):
        assert score.reasons.features.keys() == MODEL.sets["lexical"].weights.keys()


def test_written_weights_read_back_the_same(tmp_path: Path) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        lexical_model.write_model(MODEL, folder, notes={"made": "twice"})
    one, two = (similarity.load_model(tmp_path / name) for name in ("one", "two"))
    assert one == two
    kept = [(model.words, model.sets, model.chance, model.centres, model.thresholds) for model in (one, MODEL)]
    assert kept[0] == kept[1]


def test_a_newsroom_with_one_claim_gets_no_more_suggestions_than_one_with_many() -> None:
    article = QueryText("Ostwick raises parking fees", "The town council voted for it on Monday.")
    alone = index(ClaimText(TANKS, "Three army tanks stood at the harbour of Ostwick before Colonel Brandt left"))
    assert similarity.match(article, claims=alone, floor=MODEL.thresholds.show) == ()


def test_what_moved_the_score_most_is_told_against_a_typical_claim() -> None:
    best = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)[0].reasons
    weights = MODEL.sets["lexical"]
    assert [abs(move) for _, move in best.moved_most] == sorted(
        (abs(move) for _, move in best.moved_most), reverse=True
    )
    for group, move in best.moved_most:
        parts = {name: weight for name, weight in weights.weights.items() if feature_names.group_of(name) == group}
        moves = [weight * (best.features[name] - weights.typical[name]) for name, weight in parts.items()]
        assert move == pytest.approx(math.fsum(moves))


def test_the_article_s_language_is_among_the_reasons() -> None:
    reasons = similarity.match(ARTICLE, claims=newsroom(), floor=0.0)[0].reasons.as_json()
    assert (reasons["language"], reasons["language_supported"]) == ("en", True)
