"""A script asks for the part of the page that changes; everybody else gets the page."""

import pytest

from claims.models import Suggestion
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db
PART = {"X-Review": "part"}


def two() -> tuple[Suggestion, Suggestion]:
    return factories.suggestion(score=0.9), factories.suggestion(score=0.8)


def test_an_act_answers_with_the_next_one() -> None:
    first, second = two()
    part = signed_in(factories.ada()).post(f"/admin/review/{first.pk}/", {"act": "against"}, headers=PART)
    told = part.content.decode()
    assert "<html" not in told
    assert (part.context["suggestion"], part.context["done"].suggestion) == (second, first)
    assert f'data-address="/admin/review/?done={first.pk}"' in told
    assert "Disputed</button>" in told


def test_an_act_marks_nothing_on_the_next_one() -> None:
    first, _second = two()
    part = signed_in(factories.ada()).post(f"/admin/review/{first.pk}/", {"act": "for"}, headers=PART)
    assert part.context["marked"] == "against"


def test_a_refusal_answers_with_the_same_one() -> None:
    first, _second = two()
    part = signed_in(factories.ada()).post(f"/admin/review/{first.pk}/", {"act": "dismiss"}, headers=PART)
    assert (part.context["suggestion"], part.context["form"].errors.keys()) == (first, {"reason"})


def test_undo_brings_the_same_one_back() -> None:
    first, _second = two()
    ada = signed_in(factories.ada())
    ada.post(f"/admin/review/{first.pk}/", {"act": "against"})
    part = ada.post(f"/admin/review/{first.pk}/", {"act": "undo"}, headers=PART)
    assert part.context["suggestion"] == first
    assert ada.post(f"/admin/review/{first.pk}/", {"act": "for"}).status_code == 302
    assert ada.post(f"/admin/review/{first.pk}/", {"act": "undo"})["Location"].startswith(f"/admin/review/{first.pk}/")


def test_a_status_answers_with_the_next_one_and_says_so() -> None:
    first, second = two()
    ada = signed_in(factories.ada())
    ada.post(f"/admin/review/{first.pk}/", {"act": "against"})
    part = ada.post(f"/admin/review/{first.pk}/status/", {"reason": "NATO sees none."}, headers=PART)
    assert part.context["suggestion"] == second
    assert "The status is changed." in part.content.decode()
    assert not part.context["done"].may_be_undone


def test_what_was_passed_over_stays_passed_over() -> None:
    first, second = two()
    third = factories.suggestion(score=0.7)
    ada = signed_in(factories.ada())
    page = ada.get(f"/admin/review/?after={first.pk}")
    assert page.context["suggestion"] == second
    answer = ada.post(f"/admin/review/{second.pk}/?{page.context['query']}", {"act": "for"})
    assert ada.get(answer["Location"]).context["suggestion"] == third


def test_caches_keep_page_and_part_apart() -> None:
    assert "X-Review" in signed_in(factories.ada()).get("/admin/review/")["Vary"]
