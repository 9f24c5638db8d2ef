"""Review one suggestion at a time: see why, decide with one act, take it back."""

from typing import Any

import pytest

from claims.models import Claim, Evidence, Source, Suggestion
from claims.verification import decisions
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db
SENTENCE = "NATO has seen no sign of a withdrawal."
REASONS = {
    "words": [["withdrawal", 0.4], ["units", 0.1]],
    "names": ["NATO"],
    "missing_names": ["Belarus"],
    "numbers": [],
    "missing_numbers": [],
    "sentence": SENTENCE,
    "sentence_start": 7,
}


def suggested(text: str = f"Today. {SENTENCE} More.", **values: Any) -> Suggestion:
    title = values.pop("title", "NATO looks")
    return factories.suggestion(article=factories.article(title=title, text=text), reasons=REASONS, **values)


def act(suggestion: Suggestion, name: str, **given: Any) -> Any:
    return signed_in(factories.ada()).post(f"/admin/review/{suggestion.pk}/", {"act": name, **given})


def test_the_reasons_are_told_in_words_and_marked() -> None:
    suggested()
    told = signed_in(factories.ben()).get("/admin/review/").content.decode()
    assert "1 of 2 names shared: NATO (not there: Belarus)" in told
    assert "withdrawal 40%" in told
    assert '<mark class="desk-best desk-matched">NATO</mark>' in told


def test_the_best_sentence_is_marked_in_what_was_said_too() -> None:
    quotation = "All is well. We begin the withdrawal of our units. Thank you."
    suggested(claim=factories.claim(quotation=quotation))
    told = signed_in(factories.ben()).get("/admin/review/").content.decode()
    assert '<mark class="desk-best">We begin the </mark><mark class="desk-best desk-matched">withdrawal</mark>' in told
    assert '<mark class="desk-best">All is well' not in told


def test_where_it_shares_no_word_with_theirs_what_matched_is_marked() -> None:
    reasons = {"words": [["drill", 0.4]], "sentence": SENTENCE, "sentence_start": 7}
    factories.suggestion(
        claim=factories.claim(quotation="All is well. The drill is over."),
        article=factories.article(text=f"Today. {SENTENCE} More."),
        reasons=reasons,
    )
    told = signed_in(factories.ben()).get("/admin/review/").content.decode()
    assert '<mark class="desk-best">The </mark><mark class="desk-best desk-matched">drill</mark>' in told


def test_where_their_words_share_nothing_with_it_ours_are_marked() -> None:
    suggested(claim=factories.claim(statement="The withdrawal has begun", quotation="All is well."))
    told = signed_in(factories.ben()).get("/admin/review/").content.decode()
    assert '<mark class="desk-best">The </mark><mark class="desk-best desk-matched">withdrawal</mark>' in told


def test_hostile_text_is_text() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    suggested(text=f"{hostile} {SENTENCE}", title=hostile)
    told = signed_in(factories.ada()).get("/admin/review/").content.decode()
    assert "<script>alert(1)" not in told
    assert "onerror=alert(2)>" not in told.replace("&gt;", "")


@pytest.mark.parametrize(("key", "stance"), [("for", "for"), ("against", "against"), ("observing", "observing")])
def test_one_act_confirms_with_its_stance(key: str, stance: str) -> None:
    suggestion = suggested()
    assert act(suggestion, key).status_code == 302
    reading = Evidence.objects.get(suggestion=suggestion).readings.get()
    assert (reading.stance, reading.quotation) == (stance, SENTENCE)


def test_not_about_it_dismisses() -> None:
    suggestion = suggested()
    act(suggestion, "not_about")
    suggestion.refresh_from_db()
    assert suggestion.state == "dismissed"
    assert suggestion.decisions.get().reason == "Not about it."


def test_dismissing_asks_for_a_reason() -> None:
    suggestion = suggested()
    page = act(suggestion, "dismiss")
    assert page.context["form"].errors.keys() == {"reason"}
    act(suggestion, "dismiss", reason="Another withdrawal")
    suggestion.refresh_from_db()
    assert suggestion.state == "dismissed"


def test_undo_is_a_recorded_reversal() -> None:
    suggestion = suggested()
    act(suggestion, "against")
    act(suggestion, "undo")
    suggestion.refresh_from_db()
    assert suggestion.state == "open"
    assert [one.act for one in suggestion.decisions.order_by("number")] == ["confirmed", "reversed"]
    assert not Evidence.objects.standing().exists()


def test_of_two_editors_who_decide_one_is_told() -> None:
    suggestion = suggested()
    decisions.confirm(suggestion_id=suggestion.pk, stance="for", editor=factories.carl(), now=factories.NOON)
    page = act(suggestion, "against")
    assert "Somebody has decided on this suggestion already." in page.content.decode()
    assert Evidence.objects.count() == 1


def test_the_source_is_made_in_the_same_stroke() -> None:
    suggestion = suggested()
    act(suggestion, "against", source="NATO", source_kind="body", interest="allied", basis="saw")
    evidence = Evidence.objects.select_related("source").get()
    assert (str(evidence.source), evidence.interest, evidence.basis) == ("NATO", "allied", "saw")
    act(suggested(), "against", source="nato")
    assert Source.objects.count() == 1


def test_after_against_disputed_is_offered_in_one_line() -> None:
    suggestion = suggested()
    ada = signed_in(factories.ada())
    page = ada.post(f"/admin/review/{suggestion.pk}/", {"act": "against", "shown_at": "2022-02-15T12:00"}, follow=True)
    assert "Disputed</button>" in page.content.decode()
    refused = ada.post(f"/admin/review/{suggestion.pk}/status/", {"reason": ""})
    assert "Every status change has a reason" in refused.content.decode()
    ada.post(
        f"/admin/review/{suggestion.pk}/status/", {"reason": "NATO sees none.", "effective_at": "2022-02-15T12:00"}
    )
    claim = Claim.objects.get(pk=suggestion.claim_id)
    change = claim.status_changes.get()
    assert (claim.status, change.evidence, change.effective_at) == ("disputed", Evidence.objects.get(), factories.NOON)


def test_a_status_is_not_offered_for_a_judged_claim() -> None:
    suggestion = suggested()
    ada = signed_in(factories.ada())
    ada.post(f"/admin/review/{suggestion.pk}/", {"act": "against"})
    ada.post(f"/admin/review/{suggestion.pk}/status/", {"reason": "NATO sees none."})
    page = ada.get(f"/admin/review/?done={suggestion.pk}")
    assert "Disputed</button>" not in page.content.decode()


def test_a_near_copy_says_that_it_is_no_new_source() -> None:
    claim = factories.claim()
    text = f"Today. {SENTENCE} The alliance’s head said so in Brussels after a meeting of its ministers on Tuesday."
    act(suggested(text=text, claim=claim, title="The first"), "against", source="NATO")
    suggested(text=text + " (Agency)", claim=claim, title="The copy")
    page = signed_in(factories.ada()).get("/admin/review/")
    assert "Same text as “The first”: no new source." in page.content.decode()
    assert page.context["form"]["source"].value() == "NATO"


def test_next_passes_over_and_comes_round() -> None:
    first, second = suggested(score=0.9), suggested(score=0.5)
    ada = signed_in(factories.ada())
    assert ada.get("/admin/review/").context["suggestion"] == first
    assert ada.get(f"/admin/review/?after={first.pk}").context["suggestion"] == second
    assert ada.get(f"/admin/review/?after={second.pk}").context["suggestion"] == first


@pytest.mark.parametrize("query", ["after=x", "done=-1", "claim=1e9", "story=%00", f"after={10**40}"])
def test_odd_addresses_are_no_errors(query: str) -> None:
    suggested()
    assert signed_in(factories.ada()).get(f"/admin/review/?{query}").status_code == 200


def test_an_unknown_act_decides_nothing() -> None:
    suggestion = suggested()
    assert "Choose one of the acts" in act(suggestion, "settle", reason="So").content.decode()
    suggestion.refresh_from_db()
    assert suggestion.state == "open"
