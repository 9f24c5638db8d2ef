"""A machine asks for what the queue shows, for the strong ones, or for what is kept to learn from."""

from typing import Any

import pytest

from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_suggestions(settings: Any) -> None:
    settings.MATCH_THRESHOLDS = {"silent": 0.2, "show": 0.5, "strict": 0.8}
    for score in (0.49, 0.5, 0.8):
        factories.suggestion(score=score)


@pytest.mark.parametrize(
    ("query", "scores"),
    [
        ("", {0.49, 0.5, 0.8}),
        ("?strength=weaker", {0.49}),
        ("?strength=shown", {0.5, 0.8}),
        ("?strength=strong", {0.8}),
    ],
)
def test_suggestions_are_narrowed_by_strength(query: str, scores: set[float]) -> None:
    answer = client_of(factories.ada()).get(f"/api/v1/suggestions/{query}")
    assert {one["score"] for one in answer.json()["results"]} == scores


def test_another_strength_is_refused_in_one_sentence() -> None:
    answer = client_of(factories.ada()).get("/api/v1/suggestions/?strength=superb")
    assert answer.status_code == 400
    assert is_problem(answer)
