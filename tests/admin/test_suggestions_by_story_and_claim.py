"""Suggestions stand under their claims: a strong one first, then what has waited longest."""

import pytest

from tests import factories
from tests.admin.desk import signed_in
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def order() -> list[list[int]]:
    stories = signed_in(factories.ada()).get("/admin/waiting/").context["stories"]
    return [[line.claim.pk for line in group.lines] for group in stories]


def test_a_strong_one_goes_before_an_older_one_and_among_equals_the_oldest_is_first() -> None:
    old, strong, older_strong = factories.claim(), factories.claim(), factories.claim()
    factories.suggestion(claim=old, score=0.6, created_at=NOON - 9 * HOUR)
    factories.suggestion(claim=strong, score=0.99, created_at=NOON - HOUR)
    factories.suggestion(claim=older_strong, score=0.99, created_at=NOON - 2 * HOUR)
    assert order() == [[older_strong.pk, strong.pk, old.pk]]


def test_a_story_stands_where_its_first_claim_does() -> None:
    one, other = factories.story(), factories.story()
    first, second, third = factories.claim(story=one), factories.claim(story=other), factories.claim(story=one)
    for hours, claim in enumerate((third, second, first)):
        factories.suggestion(claim=claim, score=0.99, created_at=NOON - hours * HOUR)
    assert order() == [[first.pk, third.pk], [second.pk]]


def test_weaker_and_decided_ones_are_not_counted() -> None:
    factories.suggestion(score=0.01)
    factories.suggestion(state="dismissed")
    assert order() == []
