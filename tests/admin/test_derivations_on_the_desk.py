"""Derivations are shown with the passage marked in both texts, and decided with one click."""

import uuid
from typing import Any

import pytest

from claims.matching import derivations
from claims.models import Body, Derivation, Source
from claims.vocabulary import ClaimantKind, DerivationKind, Interest, Publication, SuggestionState
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.dispatches import DISPATCH, PRINTED, REPORT, matched
from tests.factories import NOON

pytestmark = pytest.mark.django_db
PAGE = "/admin/derivations/"


def printed() -> Derivation:
    """A paper that printed a dispatch, found by the software."""
    agency, paper = matched(text=DISPATCH, title="Dispatch"), matched(text=PRINTED, title="Paper", hours=2)
    for article in (agency, paper):
        derivations.suggest(article_id=article.pk, now=NOON)
    return Derivation.objects.get()


def act(name: str, *which: Derivation, person: Any = None, **more: Any) -> Any:
    posted = {"act": name, "which": [one.pk for one in which], **more}
    return signed_in(person or factories.ada()).post(PAGE, posted, follow=True)


def state(derivation: Derivation) -> str:
    return Derivation.objects.get(pk=derivation.pk).state


def test_the_passage_is_marked_in_both_texts() -> None:
    printed()
    page = signed_in(factories.ada()).get(PAGE)
    (card,) = page.context["cards"]
    marked = [
        [run.text for run in text.runs if run.is_best] for text in (card.shown[0].article, card.shown[0].original)
    ]
    assert marked[0] == marked[1]
    assert marked[0][0].startswith("NATO has seen no withdrawal")
    assert "".join(run.text for run in card.shown[0].article.runs) in PRINTED
    assert REPORT.split()[-1] in "".join(run.text for run in card.shown[0].article.runs if not run.is_best)
    told = page.content.decode()
    assert "2 hours later" in told
    assert "words shared" in told


def test_one_click_confirms_and_one_dismisses() -> None:
    first, second = factories.derivation(), factories.derivation()
    assert "Confirmed" in act("confirm", first).content.decode()
    assert "Dismissed" in act("dismiss", second).content.decode()
    assert (state(first), state(second)) == (SuggestionState.CONFIRMED, SuggestionState.DISMISSED)


def test_a_decision_is_taken_back_from_the_list_of_what_was_decided() -> None:
    derivation = factories.derivation()
    page = act("confirm", derivation).content.decode()
    assert "Decided lately" in page
    assert "Take back" in page
    act("undo", derivation)
    assert state(derivation) == SuggestionState.OPEN


def test_the_claimants_source_is_made_by_the_same_click() -> None:
    claimant = factories.claimant(name="The ministry", kind=ClaimantKind.BODY)
    derivation = factories.derivation(kind=DerivationKind.QUOTES, claimant=claimant)
    page = signed_in(factories.ada()).get(PAGE).content.decode()
    assert '<option value="party" selected>' in page
    act("confirm", derivation, interest=Interest.PARTY)
    assert Source.objects.get().claimant == claimant


def test_the_reports_of_a_briefing_share_a_card_and_become_one_source() -> None:
    group = uuid.uuid4()
    values = {"kind": DerivationKind.BRIEFING, "briefing": group, "described": "a US official, 15 Feb 2022"}
    reports = [factories.derivation(**values) for _ in range(3)]
    (card,) = signed_in(factories.ada()).get(PAGE).context["cards"]
    assert [one.derivation for one in card.shown] == reports
    act("confirm", *reports[:2])
    assert [state(one) for one in reports] == ["confirmed", "confirmed", "open"]
    assert Source.objects.get().name == "a US official, 15 Feb 2022"


def test_a_refusal_is_said_and_nothing_is_written() -> None:
    derivation, decided = factories.derivation(), factories.derivation()
    act("dismiss", decided)
    page = act("confirm", derivation, decided)
    assert "Somebody has decided on this derivation already." in page.content.decode()
    assert state(derivation) == SuggestionState.OPEN


@pytest.mark.parametrize(
    "posted", [{"act": "confirm"}, {"act": "confirm", "which": ["x"]}, {"act": "eat", "which": []}]
)
def test_odd_posts_get_a_sentence(posted: dict[str, Any]) -> None:
    answer = signed_in(factories.ada()).post(PAGE, posted)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("query", ["article=x", "article=-1", f"article={10**40}", "article=%00"])
def test_odd_addresses_are_no_errors(query: str) -> None:
    assert signed_in(factories.ada()).get(f"{PAGE}?{query}").status_code == 200


def test_who_only_reads_sees_it_and_decides_nothing() -> None:
    derivation = factories.derivation()
    page = signed_in(factories.ben()).get(PAGE)
    assert 'value="confirm"' not in page.content.decode()
    assert act("confirm", derivation, person=factories.ben()).status_code == 403
    assert state(derivation) == SuggestionState.OPEN


def test_what_a_draft_claim_is_about_stays_among_those_who_see_drafts() -> None:
    claim = factories.claim(publication=Publication.DRAFT)
    claimant = factories.claimant(name="The ministry")
    derivation = factories.derivation(kind=DerivationKind.QUOTES, claimant=claimant, claim=claim)
    assert "The ministry" in signed_in(factories.ada()).get(PAGE).content.decode()
    assert "The ministry" not in signed_in(factories.ben()).get(PAGE).content.decode()
    assert derivation.state == SuggestionState.OPEN


def test_a_removed_text_is_said_to_be_removed() -> None:
    derivation = printed()
    body = derivation.revision.body
    Body.objects.filter(pk=body.pk).update(compressed=None, destroyed_at=NOON)
    assert "Its text was removed." in signed_in(factories.ada()).get(PAGE).content.decode()


def test_markup_in_a_text_stays_text() -> None:
    article = factories.article(text="<script>alert(1)</script> and more")
    factories.derivation(original=article, passages=[[[0, 10, 0, 10]]])
    assert "<script>alert(1)" not in signed_in(factories.ada()).get(PAGE).content.decode()


def test_an_articles_page_tells_what_it_rests_on_and_what_rests_on_it() -> None:
    derivation = printed()
    ada = signed_in(factories.ada())
    page = ada.get(page_of("article", derivation.article_id)).content.decode()
    assert f"{PAGE}?article={derivation.article_id}" in page
    assert "Dispatch" in page
    assert "rests on this article" in ada.get(page_of("article", derivation.original_id or 0)).content.decode()


def test_the_review_queue_tells_a_copy_by_what_is_stored() -> None:
    derivation, claim = printed(), factories.claim()
    factories.evidence(claim=claim, article=derivation.original, source=factories.source(name="NATO"))
    suggestion = factories.suggestion(claim=claim, article=derivation.article)
    ada = signed_in(factories.ada())
    page = ada.get(f"/admin/review/{suggestion.pk}/")
    assert "Same text as “Dispatch”: no new source." in page.content.decode()
    assert page.context["form"]["source"].value() == "NATO"
    act("dismiss", derivation)
    assert "Same text as" not in ada.get(f"/admin/review/{suggestion.pk}/").content.decode()
