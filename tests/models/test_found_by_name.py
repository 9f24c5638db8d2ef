"""Who answers to a name: one that stands, before one that was merged into another."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.models import Claimant, Outlet, Source
from tests import factories

pytestmark = pytest.mark.django_db
NOUNS = [(Claimant, factories.claimant), (Outlet, factories.outlet), (Source, factories.source)]


@pytest.mark.parametrize(("noun", "make"), NOUNS)
def test_a_merged_one_leads_to_who_answers_for_it(noun: Any, make: Callable[..., Any]) -> None:
    whole, part = make(name="Ministry of Defence"), make(name="The ministry")
    noun.objects.filter(pk=part.pk).update(merged_into=whole)
    assert noun.objects.named(" the MINISTRY ") == whole


@pytest.mark.parametrize(("noun", "make"), NOUNS)
def test_one_that_stands_comes_before_an_older_one_that_was_merged(noun: Any, make: Callable[..., Any]) -> None:
    merged, whole, stands = make(name="The ministry"), make(name="Ministry of Defence"), make(name="the ministry")
    noun.objects.filter(pk=merged.pk).update(merged_into=whole)
    assert noun.objects.named("The ministry") == stands


@pytest.mark.parametrize(("noun", "make"), NOUNS)
def test_no_name_is_nobodys(noun: Any, make: Callable[..., Any]) -> None:
    make(name="The ministry")
    assert noun.objects.named("  ") is None
