"""Two claims side by side: contradict, repeat, dismiss with a reason, take back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.matching import claim_pairs
from claims.models import JournalEntry, Relation, RelationDecision, RelationSuggestion
from claims.recording import relations
from tests import factories
from tests.admin.desk import numbers, page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db

LEAVING = "Russia is withdrawing some of its troops from the border with Ukraine"
STAYING = "Russia is not withdrawing its troops from the border with Ukraine"


def proposed(**newer: Any) -> RelationSuggestion:
    for claim in (factories.claim(statement=LEAVING), factories.claim(statement=STAYING, **newer)):
        claim_pairs.compare(claim_id=claim.pk, now=NOON)
    return RelationSuggestion.objects.get()


def act(pair: RelationSuggestion, name: str, **given: Any) -> Any:
    answer = signed_in(factories.ada()).post(f"/admin/pairs/{pair.pk}/", {"act": name, **given})
    pair.refresh_from_db()
    return answer


def test_both_are_shown_with_shared_words_marked_and_the_word_that_turns_one_round() -> None:
    proposed()
    page = signed_in(factories.ben()).get("/admin/pairs/").content.decode()
    assert page.count('<mark class="desk-matched">troops</mark>') == 2
    assert "“not” in the newer claim turns it round" in page


def test_confirming_makes_the_relation_and_journals_both() -> None:
    pair = proposed()
    assert act(pair, "contradicts").status_code == 302
    relation = Relation.objects.get()
    assert (relation.claim, relation.kind, relation.other) == (pair.claim, "contradicts", pair.other)
    assert (pair.state, pair.relation) == ("confirmed", relation)
    kinds = list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["relation.recorded", "relation.confirmed"]


def test_the_newer_repeats_the_older() -> None:
    pair = proposed()
    act(pair, "repeats")
    relation = Relation.objects.get()
    assert (relation.claim, relation.kind, relation.other) == (pair.other, "repeats", pair.claim)


def test_dismissing_needs_a_reason() -> None:
    pair = proposed()
    assert act(pair, "dismiss").context["form"].errors.keys() == {"reason"}
    act(pair, "dismiss", reason="Two borders")
    assert (pair.state, pair.decisions.get().reason) == ("dismissed", "Two borders")


def test_what_was_dismissed_is_not_proposed_again_when_a_claim_is_reworded() -> None:
    pair = proposed()
    act(pair, "dismiss", reason="Two borders")
    factories.appearance(claim=pair.other)
    claim_pairs.compare(claim_id=pair.other_id, now=NOON)
    pair.refresh_from_db()
    assert (pair.state, RelationSuggestion.objects.count()) == ("dismissed", 1)


def test_undo_withdraws_the_relation_and_opens_the_pair_again() -> None:
    pair = proposed()
    act(pair, "contradicts")
    act(pair, "undo")
    assert (pair.state, pair.relation) == ("open", None)
    assert Relation.objects.get().withdrawn_at is not None
    assert [one.act for one in pair.decisions.order_by("number")] == ["confirmed", "reversed"]


def test_of_two_editors_who_decide_one_is_told() -> None:
    pair = proposed()
    act(pair, "dismiss", reason="Two borders")
    assert "Somebody has decided on this suggestion already." in act(pair, "contradicts").content.decode()
    assert not Relation.objects.exists()


def test_decisions_are_never_changed() -> None:
    pair = proposed()
    act(pair, "dismiss", reason="Two borders")
    with pytest.raises(IntegrityError), transaction.atomic():
        RelationDecision.objects.update(reason="Another reason")


def test_a_pair_related_by_hand_leaves_the_queue() -> None:
    pair = proposed()
    relations.relate(claim=pair.claim, kind="contradicts", other=pair.other, editor=factories.ada(), now=NOON)
    assert "No pair of claims waits." in signed_in(factories.ada()).get("/admin/pairs/").content.decode()


def test_the_claims_page_shows_what_is_proposed() -> None:
    pair = proposed()
    page = signed_in(factories.ada()).get(page_of("claim", pair.claim_id)).content.decode()
    assert f"/admin/pairs/{pair.pk}/" in page


def test_the_dashboard_counts_the_pairs() -> None:
    proposed()
    told = numbers(signed_in(factories.ada()).get("/admin/"))
    assert [one.count for one in told if one.link == "/admin/pairs/"] == [1]


def test_a_pair_with_a_draft_is_nowhere_for_those_who_see_no_drafts() -> None:
    pair = proposed(publication="draft")
    for who in (factories.ben(), factories.olga()):
        desk = signed_in(who)
        assert STAYING not in desk.get("/admin/pairs/").content.decode()
        assert desk.get(f"/admin/pairs/{pair.pk}/").status_code == 404
        assert STAYING not in desk.get(page_of("claim", pair.claim_id)).content.decode()


def test_ben_looks_and_cannot_decide() -> None:
    pair = proposed()
    ben = signed_in(factories.ben())
    assert 'value="contradicts"' not in ben.get("/admin/pairs/").content.decode()
    assert ben.post(f"/admin/pairs/{pair.pk}/", {"act": "contradicts"}).status_code == 403


@pytest.mark.parametrize("query", ["after=x", "done=-1", "claim=1e9", "claim=²", f"after={10**40}", "done=%00"])
def test_odd_addresses_are_no_errors(query: str) -> None:
    proposed()
    assert signed_in(factories.ada()).get(f"/admin/pairs/?{query}").status_code == 200


def test_an_unknown_act_decides_nothing() -> None:
    pair = proposed()
    assert "Choose one of the acts" in act(pair, "merge").content.decode()
    assert pair.state == "open"
