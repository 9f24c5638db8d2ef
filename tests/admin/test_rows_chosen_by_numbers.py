"""Rows are chosen by numbers: one that the database cannot hold is no choice, and breaks nothing."""

import pytest
from django import forms

from claims.admin.fields import people
from tests import factories

pytestmark = pytest.mark.django_db


class Chosen(forms.Form):
    who = people("Who")


@pytest.mark.parametrize("number", ["9" * 40, "-1", "\x00", "١٢", "x"])
def test_what_is_no_number_of_a_row_is_refused_in_a_sentence(number: str) -> None:
    form = Chosen({"who": [str(factories.ada().pk), number]})
    assert list(form.errors) == ["who"]


def test_the_rows_of_known_numbers_are_chosen() -> None:
    ada = factories.ada()
    form = Chosen({"who": [str(ada.pk)]})
    assert form.is_valid()
    assert list(form.cleaned_data["who"]) == [ada]
