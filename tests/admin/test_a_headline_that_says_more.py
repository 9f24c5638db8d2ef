"""The headline has a stance of its own where it says more than the body, and nowhere else."""

from typing import Any

import pytest

from claims.models import StanceReading, Suggestion
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "says_more"),
    [
        ({"headline_stance": "for", "body_stance": "observing"}, True),
        ({"headline_stance": "against", "body_stance": "for"}, True),
        ({"headline_stance": "for", "body_stance": "for", "dropped_hedges": ["reportedly"]}, True),
        ({"headline_stance": "for", "body_stance": "for"}, False),
        ({"headline_stance": "observing", "body_stance": "for"}, False),
        ({"headline_stance": "for", "body_stance": ""}, False),
        ({}, False),
    ],
)
def test_it_is_offered_then_and_only_then(values: dict[str, Any], says_more: bool) -> None:
    factories.suggestion(**values)
    page = signed_in(factories.ada()).get("/admin/review/")
    assert ("headline_stance" in page.context["form"].fields) is says_more
    assert ('data-key="h"' in page.content.decode()) is says_more


def read(suggestion: Suggestion, **given: str) -> StanceReading:
    signed_in(factories.ada()).post(f"/admin/review/{suggestion.pk}/", {"act": "observing", **given})
    return StanceReading.objects.get()


def test_it_is_read_beside_the_body() -> None:
    suggestion = factories.suggestion(headline_stance="for", body_stance="observing")
    reading = read(suggestion, headline_stance="for")
    assert (reading.stance, reading.headline_stance) == ("observing", "for")


def test_where_it_is_not_offered_it_is_not_taken() -> None:
    assert read(factories.suggestion(), headline_stance="for").headline_stance == ""
