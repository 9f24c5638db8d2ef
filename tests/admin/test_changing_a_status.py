"""A status changes on its own page, with a reason, on evidence."""

from typing import Any

import pytest

from claims.models import Claim, Evidence, JournalEntry, StatusChange
from claims.recording import criteria
from claims.verification import derivations
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def change(claim: Claim, **given: Any) -> Any:
    seen = JournalEntry.objects.last_bearing_on(claim)
    return signed_in(factories.ada()).post(f"/admin/claims/claim/{claim.pk}/status/", {"seen": seen, **given})


def known() -> tuple[Claim, Evidence]:
    claim = factories.claim()
    return claim, factories.evidence(claim=claim)


def test_the_page_fills_in_since_when_from_the_evidence() -> None:
    claim, evidence = known()
    form = signed_in(factories.ada()).get(f"/admin/claims/claim/{claim.pk}/status/").context["form"]
    assert (form.initial["evidence"], form.initial["effective_at"]) == (evidence.pk, factories.NOON)


def test_settled_takes_a_rating_and_evidence() -> None:
    claim, evidence = known()
    rating = factories.rating("false")
    change(claim, to="settled", reason="No unit left.", rating=rating.pk, evidence=evidence.pk)
    claim.refresh_from_db()
    assert (claim.status, claim.rating) == ("settled", rating)


@pytest.mark.parametrize(
    ("missing", "field"), [("reason", "reason"), ("rating", "rating"), ("evidence", "evidence"), ("to", "to")]
)
def test_what_is_missing_is_said_at_its_field(missing: str, field: str) -> None:
    claim, evidence = known()
    given = {"to": "settled", "reason": "So.", "rating": factories.rating().pk, "evidence": evidence.pk}
    del given[missing]
    page = change(claim, **given)
    assert page.context["form"].errors.keys() == {field}
    claim.refresh_from_db()
    assert claim.status == "unverified"


def test_leaving_settled_asks_which() -> None:
    claim, evidence = known()
    change(claim, to="settled", reason="So.", rating=factories.rating().pk, evidence=evidence.pk)
    page = change(claim, to="disputed", reason="Not so.", evidence=evidence.pk)
    assert page.context["form"].errors.keys() == {"change_type"}
    change(claim, to="disputed", reason="Not so.", evidence=evidence.pk, change_type="correction")
    claim.refresh_from_db()
    assert claim.status == "disputed"


def test_only_the_scale_of_the_claims_kind_is_offered() -> None:
    promise = factories.claim(kind="promise")
    form = signed_in(factories.ada()).get(f"/admin/claims/claim/{promise.pk}/status/").context["form"]
    assert {rating.scale.slug for rating in form.fields["rating"].queryset} == {"promises"}


def test_another_claims_evidence_is_no_choice() -> None:
    claim, _ = known()
    _, other = known()
    page = change(claim, to="disputed", reason="So.", evidence=other.pk)
    assert page.context["form"].errors.keys() == {"evidence"}


def page(claim: Claim, who: Any = factories.ada, **query: Any) -> Any:
    return signed_in(who()).get(f"/admin/claims/claim/{claim.pk}/status/", query)


def test_what_was_filled_in_follows_the_evidence_that_is_chosen() -> None:
    """Without a script the date of the newest evidence stands there; chosen is an older one."""
    claim, newest = known()
    older = factories.evidence(claim=claim, shown_at=NOON - HOUR, shown_precision="hour", shown_zone="Europe/Kyiv")
    filled_in = {"effective_at": f"{newest.shown_at:%Y-%m-%dT%H:%M}", "effective_precision": "day"}
    change(claim, to="disputed", reason="So.", evidence=older.pk, **filled_in)
    held = StatusChange.objects.get()
    assert (held.effective_at, held.effective_precision, held.effective_zone) == (NOON - HOUR, "hour", "Europe/Kyiv")


def test_what_was_typed_stays() -> None:
    claim, evidence = known()
    typed = {"effective_at": "2022-02-14T08:00", "effective_precision": "minute"}
    change(claim, to="disputed", reason="So.", evidence=evidence.pk, **typed)
    held = StatusChange.objects.get()
    assert (f"{held.effective_at:%d %H:%M}", held.effective_precision) == ("14 08:00", "minute")


def test_each_evidence_says_what_moment_choosing_it_fills_in() -> None:
    claim, _evidence = known()
    assert 'data-shown-at="2022-02-15T12:00"' in page(claim).content.decode()


def test_sources_stand_on_their_side_and_say_whether_they_count() -> None:
    claim = factories.claim()
    nato, ministry = factories.source(name="NATO"), factories.source(name="The ministry", interest="party")
    factories.evidence(claim=claim, stance="against", source=nato)
    factories.evidence(claim=claim, stance="against", source=nato)
    factories.evidence(claim=claim, stance="for", source=ministry)
    for_it, against_it = page(claim).context["sides"]
    assert [(voice.source, voice.counts, len(voice.bearings)) for voice in for_it.voices] == [(ministry, False, 1)]
    assert [(voice.source, voice.counts, len(voice.bearings)) for voice in against_it.voices] == [(nato, True, 2)]


def test_two_papers_with_one_dispatch_stand_under_its_source() -> None:
    claim = factories.claim()
    nato, paper = factories.source(name="NATO"), factories.source(name="A paper")
    dispatch = factories.evidence(claim=claim, source=nato)
    copy = factories.evidence(claim=claim, source=paper)
    derivation = factories.derivation(article=copy.article, original=dispatch.article)
    derivations.confirm(derivation_id=derivation.pk, editor=factories.ada(), now=NOON)
    _, against_it = page(claim).context["sides"]
    assert [voice.source for voice in against_it.voices] == [nato]


def test_a_criterion_is_met_by_the_change_that_cites_it_until_that_is_corrected() -> None:
    claim, evidence = known()
    criterion = criteria.record(claim=claim, statement="A count", editor=factories.ada(), now=NOON)
    assert [asked.met_by for asked in page(claim).context["criteria"]] == [None]
    rated = {"rating": factories.rating().pk, "evidence": evidence.pk, "criterion": criterion.pk}
    change(claim, to="settled", reason="So.", **rated)
    assert [asked.met_by for asked in page(claim).context["criteria"]] == [StatusChange.objects.get()]
    change(claim, to="disputed", reason="We misread.", evidence=evidence.pk, change_type="correction")
    assert [asked.met_by for asked in page(claim).context["criteria"]] == [None]


def test_an_editor_below_the_minimum_is_told_and_a_chief_is_asked_why(settings: Any) -> None:
    settings.SETTLE_MIN_SOURCES = 2
    claim, evidence = known()
    refused = change(claim, to="settled", reason="So.", rating=factories.rating().pk, evidence=evidence.pk)
    assert "at least 2 independent sources; 1 stands" in str(refused.context["form"].errors["rating"])
    assert "fewer_sources_because" not in page(claim).context["form"].fields
    assert "fewer_sources_because" in page(claim, factories.carl).context["form"].fields


def test_a_page_that_does_not_say_what_was_read_changes_nothing() -> None:
    claim, evidence = known()
    page = change(claim, to="disputed", reason="So.", evidence=evidence.pk, seen="")
    assert page.context["form"].errors.keys() == {"seen"}
    assert not StatusChange.objects.exists()
