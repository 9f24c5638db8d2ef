"""The queue holds what is likely enough; the weaker ones are one click away, and strong ones are marked."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Suggestion
from tests import factories
from tests.admin.desk import listed, page_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thresholds(settings: Any) -> None:
    settings.MATCH_THRESHOLDS = {"silent": 0.2, "show": 0.5, "strict": 0.8}


def suggested(score: float, title: str) -> Suggestion:
    return factories.suggestion(score=score, article=factories.article(title=title))


def page(client: Client, address: str = "/admin/review/") -> str:
    return client.get(address).content.decode()


def test_a_weaker_suggestion_waits_outside_the_queue() -> None:
    suggested(0.49, "Perhaps about it")
    ada = signed_in(factories.ada())
    queue = page(ada)
    assert "Nothing waits for review." in queue
    assert "Show 1 weaker suggestion" in queue
    assert "Perhaps about it" not in queue
    assert "Perhaps about it" in page(ada, "/admin/review/?weaker=1")
    assert "Perhaps about it" not in page(ada, "/admin/")


def test_deciding_on_a_weaker_one_goes_on_with_the_weaker_ones() -> None:
    first, _next = suggested(0.4, "First"), suggested(0.3, "Second")
    answer = signed_in(factories.ada()).post(f"/admin/review/{first.pk}/?weaker=1", {"act": "not_about"}, follow=True)
    assert answer.redirect_chain[0][0] == f"/admin/review/?weaker=1&done={first.pk}"
    assert "Second" in answer.content.decode()


def test_the_dashboard_counts_what_waits_and_what_is_strong() -> None:
    for score in (0.4, 0.6, 0.8, 0.9):
        suggested(score, "About it")
    groups = signed_in(factories.ada()).get("/admin/").context["groups"]
    told = {str(one.label): one.count for group in groups for one in group.numbers}
    assert (told["suggestions waiting"], told["of them strong"]) == (3, 2)


@pytest.mark.parametrize(("score", "is_marked"), [(0.79, False), (0.8, True)])
def test_a_strong_one_is_marked(score: float, is_marked: bool) -> None:
    shown = page(signed_in(factories.ada()), f"/admin/review/{suggested(score, 'About it').pk}/")
    assert (">strong<" in shown) is is_marked


def test_a_claims_page_and_the_list_count_only_what_is_shown() -> None:
    claim = factories.claim()
    factories.suggestion(claim=claim, score=0.4, article=factories.article(title="Perhaps about it"))
    factories.suggestion(claim=claim, score=0.6, article=factories.article(title="Surely about it"))
    ada = signed_in(factories.ada())
    shown = page(ada, page_of("claim", claim.pk))
    assert "Surely about it" in shown
    assert "Perhaps about it" not in shown
    assert ada.get(listed("claim")).context["cl"].result_list[0].waiting_count == 1
