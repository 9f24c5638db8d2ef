"""A rating is told in the reader's language: as the newsroom translated it, else as we ship it."""

import pytest
from django.utils import translation

from claims.models import Rating, RatingScale
from claims.models.rating_scales import SCALES
from claims.models.rating_wordings import RATINGS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "ru", "uk"])
def test_every_rating_we_ship_has_its_words(language: str) -> None:
    for rating in Rating.objects.all():
        label, explanation = rating.worded(language)
        assert label != rating.label
        assert explanation != rating.explanation
    with translation.override(language):
        assert not {str(one) for one in RatingScale.objects.all()} & {name for _slug, name, *_rest in SCALES}


@pytest.mark.parametrize("language", ["de", "ru", "uk"])
def test_no_words_are_left_over(language: str) -> None:
    assert RATINGS[language].keys() == {step[1] for *_, steps in SCALES for step in steps}


def test_the_newsrooms_own_translation_goes_first() -> None:
    rating = factories.rating("false")
    rating.translations = {"de": {"label": "Stimmt nicht", "explanation": ""}}
    assert rating.worded("de-at") == ("Stimmt nicht", rating.explanation)
    assert rating.worded("uk")[0] == "Неправда"


def test_what_the_newsroom_wrote_itself_is_not_translated_by_us() -> None:
    rating = factories.rating("false")
    rating.explanation = "We looked, and it is not so."
    assert rating.worded("de") == ("False", "We looked, and it is not so.")
