"""Where the headline leaves it open, an article's first sentences are read for their meaning; elsewhere nothing is."""

import dataclasses
import math
from typing import Any

import pytest

from claims.analysis import second_look, similarity
from claims.analysis.meanings import MeaningIndex
from claims.analysis.second_look import NEAREST, SENTENCE
from claims.analysis.similarity import ClaimIndex, ClaimText, QueryText, Score
from claims.analysis.weight_sets import WeightSet
from tests.fakes import FakeEncoder

SQUID = "A giant squid was washed ashore at Ostwick"
SAME = "The sea gave up an enormous mollusc."  # what the encoder takes for the same
OPEN = QueryText(
    "Ostwick: giant squid seen", f"Rain fell on Monday. {SAME} Nobody was hurt. It was cold. Boats stayed in. It ends."
)
CLEAR = QueryText(SQUID, SAME)
NOTHING = QueryText("Taxes rise again", f"{SAME} They rise in March.")
SHIPPED = similarity.load_model()
FIRST = SHIPPED.sets["lexical+minilm"]


class Knowing(FakeEncoder):
    """Knows that two sentences say the same."""

    def _vector(self, text: str) -> Any:
        return super()._vector(SQUID if text == SAME else text)


def with_second_look(**weights: float) -> WeightSet:
    return FIRST.followed_by(0.0, 1.0, weights, dict.fromkeys(weights, 0.0))


def asked(article: QueryText, encoder: FakeEncoder, second: WeightSet | None) -> Score:
    """How the claim about the squid is judged."""
    model = dataclasses.replace(SHIPPED, second_looks={FIRST.name: second} if second else {}, centres={})
    claims, meant = ClaimIndex(model), MeaningIndex(encoder)
    for number, statement in enumerate([SQUID, "The company sold 19 million watches", "Three tanks left Ostwick"], 1):
        claims.put(ClaimText(number, statement))
        meant.put({number: [statement]})
    encoder.asked.clear()
    found = similarity.match(article, claims=claims, floor=0.0, indexes=[meant])
    return next(one for one in found if one.claim_id == 1)


def test_an_open_article_is_judged_by_the_sentence_that_means_the_claim() -> None:
    first = asked(OPEN, Knowing(name="minilm"), None)
    again = asked(OPEN, Knowing(name="minilm"), with_second_look(**{SENTENCE: 4.0}))
    assert second_look.is_open(first.probability)
    assert again.reasons.features[SENTENCE] == pytest.approx(1.0, abs=0.001)
    assert _logit(again) == pytest.approx(_logit(first) + 4.0, abs=0.01)


def test_its_explanation_adds_up_and_tells_it_as_meaning() -> None:
    again = asked(OPEN, Knowing(name="minilm"), with_second_look(**{SENTENCE: 4.0, NEAREST: 1.0}))
    assert math.fsum(again.reasons.contributions.values()) == pytest.approx(_logit(again), abs=1e-6)
    assert dict(again.reasons.moved_most)["meaning"] > 4.0


def test_it_counts_as_the_same_model() -> None:
    first = asked(OPEN, Knowing(name="minilm"), None)
    assert asked(OPEN, Knowing(name="minilm"), with_second_look(**{SENTENCE: 4.0})).model_version == first.model_version


def test_the_first_four_sentences_are_read_and_no_more() -> None:
    encoder = Knowing(name="minilm")
    asked(OPEN, encoder, with_second_look(**{SENTENCE: 4.0}))
    read = [one for one in encoder.asked if one in OPEN.text]
    assert read == ["Rain fell on Monday.", SAME, "Nobody was hurt.", "It was cold."]


@pytest.mark.parametrize("article", [CLEAR, NOTHING], ids=["clear", "nothing"])
def test_a_decided_article_is_not_read_on(article: QueryText) -> None:
    encoder = Knowing(name="minilm")
    first = asked(article, Knowing(name="minilm"), None)
    assert asked(article, encoder, with_second_look(**{SENTENCE: 4.0})) == first
    assert SAME not in encoder.asked


def test_a_headline_alone_is_its_own_sentence() -> None:
    article = QueryText(OPEN.title, "")
    encoder = Knowing(name="minilm")
    again = asked(article, encoder, with_second_look(**{SENTENCE: 4.0, NEAREST: 1.0}))
    assert again.reasons.features[SENTENCE] == again.reasons.features["meaning_minilm"]
    assert again.reasons.features[NEAREST] == again.reasons.features["meaning_minilm"]


def test_a_long_text_is_no_longer_read_than_a_short_one() -> None:
    encoder = Knowing(name="minilm")
    asked(QueryText(OPEN.title, OPEN.text + " It goes on." * 50_000), encoder, with_second_look(**{SENTENCE: 4.0}))
    assert "It goes on." not in encoder.asked


def test_no_second_look_is_shipped_that_reads_the_wrong_way_round() -> None:
    assert set(SHIPPED.second_looks) == {"lexical+minilm", "lexical+minilm+use"}
    for name, second in SHIPPED.second_looks.items():
        assert second.weights.keys() - SHIPPED.sets[name].weights.keys() <= {*second_look.WEIGHED, SENTENCE, NEAREST}
        assert sum(second.weights[one] for one in (SENTENCE, NEAREST, "meaning_minilm")) > 0


def _logit(score: Score) -> float:
    return math.log(score.probability / (1 - score.probability))
