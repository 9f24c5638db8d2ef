"""The queue shows how headline and body seem to stand, with their words, and a hedge that the headline drops."""

from typing import Any

import pytest

from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db
APART = {
    "stance": "for",
    "headline_stance": "for",
    "headline_stance_confidence": 0.81,
    "headline_stance_cues": ["confirms"],
    "body_stance": "observing",
    "body_stance_confidence": 0.66,
    "body_stance_cues": ["allegedly"],
    "stance_language": "en",
    "dropped_hedges": ["reportedly"],
}


def page(**values: Any) -> str:
    factories.suggestion(**values)
    told: str = signed_in(factories.ben()).get("/admin/review/").content.decode()
    return " ".join(told.split())


def test_headline_and_body_stand_apart_with_their_words() -> None:
    told = page(**APART)
    assert 'Headline: <span class="desk-badge desk-stance-for">for</span> 81 % “confirms”' in told
    assert 'Body: <span class="desk-badge desk-stance-observing">reports it only</span> 66 % “allegedly”' in told


def test_a_dropped_hedge_is_flagged() -> None:
    assert "The headline drops the body’s hedge: “reportedly”" in page(**APART)
    assert "drops the body’s hedge" not in page(**{**APART, "dropped_hedges": [], "score": 0.99})


def test_a_language_without_a_lexicon_says_so() -> None:
    assert "No stance is suggested" in page(stance="")


def test_cue_words_from_outside_are_text() -> None:
    assert "<script>alert" not in page(**{**APART, "dropped_hedges": ["<script>alert(1)</script>"]})
