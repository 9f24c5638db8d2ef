"""A suggestion keeps the stance of headline and body apart, with their words and the dropped hedge."""

import pytest

from claims.matching import suggestions
from claims.models import Suggestion
from tests import factories

pytestmark = pytest.mark.django_db


def test_headline_body_and_dropped_hedge_are_stored() -> None:
    factories.claim(statement="Russia is withdrawing troops from the border with Ukraine")
    article = factories.article(
        title="Russia withdraws troops from Ukraine border",
        text="Russia has reportedly withdrawn troops from the border with Ukraine. Nobody could confirm it.",
    )
    suggestions.suggest(article_id=article.pk, now=factories.NOON)
    made = Suggestion.objects.get()
    assert made.headline_stance == "for"
    assert made.body_stance == "observing"
    assert "reportedly" in made.body_stance_cues
    assert made.dropped_hedges == ["reportedly"]
    assert made.stance_language == "en"
    assert 0 < made.headline_stance_confidence <= 1
