"""What is said again after a verdict is told in the queue, and one key records it as a further appearance."""

from datetime import timedelta
from typing import Any

import pytest

from claims.models import Appearance, Claim, Suggestion
from tests import factories
from tests.admin.desk import numbers, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db
SENTENCE = "Some units are leaving, Ivan Petrenko said on Monday."


def said_again(**values: Any) -> Suggestion:
    claim = factories.claim(statement="Some units are leaving")
    who = factories.claimant(name="Ivan Petrenko")
    factories.appearance(claim=claim, claimant=who)
    told = {
        "name": "Ivan Petrenko",
        "verb": "said",
        "is_office": False,
        "sentence": SENTENCE,
        "claimant": str(who.public_id),
        "rating": "Misleading",
        "rated_at": "2022-02-17T12:00:00+00:00",
    }
    given = {"said_again_at": NOON + timedelta(days=4), "repeat_number": 4, "said_again": told, **values}
    article = factories.article(title="Units leave", text=SENTENCE)
    return factories.suggestion(claim=claim, article=article, **given)


def act(suggestion: Suggestion, name: str) -> Any:
    return signed_in(factories.ada()).post(f"/admin/review/{suggestion.pk}/", {"act": name})


def test_the_queue_tells_who_for_the_how_many_eth_time_and_after_which_verdict() -> None:
    said_again()
    page = signed_in(factories.ada()).get("/admin/review/").content.decode()
    assert (
        "Said again by “Ivan Petrenko” (“said”): day 4 on which it is said; rated Misleading on 17 February 2022."
        in page
    )
    assert 'data-key="r"' in page


def test_the_key_records_the_appearance_and_the_article_reports_it_only() -> None:
    suggestion = said_again()
    assert act(suggestion, "said_again").status_code == 302
    made = Appearance.objects.get(is_first=False)
    assert (made.role, made.quotation, made.url) == ("said", SENTENCE, suggestion.article.url)
    assert (made.claimant and made.claimant.name, made.appeared_at) == ("Ivan Petrenko", suggestion.said_again_at)
    reading = suggestion.evidence.get().readings.get()
    assert reading.stance == "observing"
    assert Claim.objects.get(pk=suggestion.claim_id).status == "unverified"


def test_undo_withdraws_both() -> None:
    suggestion = said_again()
    act(suggestion, "said_again")
    act(suggestion, "undo")
    suggestion.refresh_from_db()
    assert suggestion.state == "open"
    assert Appearance.objects.get(is_first=False).withdrawn_at is not None


def test_nothing_is_recorded_where_nobody_said_it_again() -> None:
    suggestion = said_again(said_again_at=None, repeat_number=None, said_again={})
    page = signed_in(factories.ada()).get("/admin/review/").content.decode()
    assert 'value="said_again"' not in page
    assert "add the appearance on the claim’s page" in act(suggestion, "said_again").content.decode()
    assert Appearance.objects.count() == 1


def test_the_dashboard_counts_them_and_links_to_them_alone() -> None:
    suggestion = said_again(score=0.5)
    factories.suggestion(score=0.9)
    ada = signed_in(factories.ada())
    number = next(one for one in numbers(ada.get("/admin/")) if "said_again" in one.link)
    assert number.count == 1
    assert ada.get(number.link).context["suggestion"] == suggestion
