"""A claim that is recorded or reworded is held against the others; what it resembles is proposed, never decided."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.matching import claim_pairs
from claims.models import Claim, ClaimWord, ClaimWording, JournalEntry, Relation, RelationSuggestion
from claims.recording import appearances, claims, relations
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

LEAVING = "Russia is withdrawing some of its troops from the border with Ukraine"
LEAVING_TOO = "Some Russian troops are leaving the border with Ukraine"
STAYING = "Russia is not withdrawing its troops from the border with Ukraine"
DAM = "A dam near the town has burst after heavy rain"


def compared(statement: str, **values: object) -> Claim:
    claim = factories.claim(statement=statement, **values)
    claim_pairs.compare(claim_id=claim.pk, now=NOON)
    return claim


def kinds() -> list[str]:
    return sorted(RelationSuggestion.objects.values_list("kind", flat=True))


def test_the_same_in_other_words_is_proposed_as_a_likely_duplicate() -> None:
    first, second = compared(LEAVING), compared(LEAVING_TOO)
    compared(DAM)
    made = RelationSuggestion.objects.get()
    assert (made.claim, made.other, made.kind, made.state) == (first, second, "duplicate", "open")
    assert "troops" in made.reasons["words"]
    assert not Relation.objects.exists()


def test_the_opposite_said_by_somebody_else_is_proposed_as_a_contradiction_with_the_word_that_makes_it() -> None:
    one, other = factories.claim(statement=LEAVING), factories.claim(statement=STAYING)
    factories.appearance(claim=one)
    factories.appearance(claim=other)
    claim_pairs.compare(claim_id=one.pk, now=NOON)
    claim_pairs.compare(claim_id=other.pk, now=NOON)
    made = RelationSuggestion.objects.get()
    assert made.kind == "contradicts"
    assert made.reasons["opposition"] == ["", "not", "negation"]


def test_the_opposite_said_by_the_same_claimant_is_no_contradiction_between_two() -> None:
    ministry = factories.claimant()
    for statement in (LEAVING, STAYING):
        one = factories.claim(statement=statement)
        factories.appearance(claim=one, claimant=ministry)
        claim_pairs.compare(claim_id=one.pk, now=NOON)
    assert kinds() == []


def test_the_same_words_about_another_period_repeat() -> None:
    spring, autumn = datetime(2022, 3, 1, tzinfo=UTC), datetime(2022, 9, 1, tzinfo=UTC)
    for begins in (spring, autumn):
        compared(LEAVING, speaks_about_from=begins, speaks_about_until=begins + timedelta(days=20))
    assert kinds() == ["repeats"]


def test_another_number_is_another_claim_and_nothing_is_proposed() -> None:
    compared("The flood has destroyed 300 houses in the valley of the Morna")
    compared("The flood has destroyed 450 houses in the valley of the Morna")
    assert kinds() == []


def test_comparing_twice_equals_comparing_once() -> None:
    compared(LEAVING)
    second = compared(LEAVING_TOO)
    assert claim_pairs.compare(claim_id=second.pk, now=NOON) == ()
    assert RelationSuggestion.objects.count() == 1
    assert JournalEntry.objects.filter(kind=JournalKind.RELATIONS_SUGGESTED).count() == 1
    assert not claim_pairs.waiting(NOON).exists()


def test_of_two_claims_recorded_at_once_each_finds_the_other_whoever_is_first() -> None:
    first, second = factories.claim(statement=LEAVING), factories.claim(statement=LEAVING_TOO)
    assert list(claim_pairs.waiting(NOON).values_list("claim_id", flat=True)) == [first.pk, second.pk]
    claim_pairs.compare(claim_id=second.pk, now=NOON)
    claim_pairs.compare(claim_id=first.pk, now=NOON)
    assert RelationSuggestion.objects.get().claim == first


def test_a_claim_that_another_worker_is_at_is_left_alone_until_that_worker_is_dead() -> None:
    compared(LEAVING)
    claim = factories.claim(statement=LEAVING_TOO)
    ClaimWording.objects.filter(claim=claim).update(compare_attempted_at=NOON)
    assert claim_pairs.compare(claim_id=claim.pk, now=NOON + timedelta(minutes=1)) == ()
    assert len(claim_pairs.compare(claim_id=claim.pk, now=NOON + timedelta(minutes=3))) == 1


def test_a_reworded_claim_is_compared_again_and_what_no_longer_holds_is_gone() -> None:
    compared(LEAVING)
    claim = compared(LEAVING_TOO)
    claims.edit(claim_id=claim.pk, version=1, editor=factories.ada(), now=NOON, statement=DAM)
    assert claim_pairs.compare(claim_id=claim.pk, now=NOON) == ()
    assert kinds() == []
    assert "dam" in ClaimWord.objects.filter(claim=claim).values_list("root", flat=True)
    last = JournalEntry.objects.filter(kind=JournalKind.RELATIONS_SUGGESTED).order_by("-number").first()
    assert last is not None
    assert last.after["no_longer"][0]["kind"] == "duplicate"


def test_an_appearance_that_names_the_claimant_has_the_claim_compared_again() -> None:
    ministry = factories.claimant()
    one, other = compared(LEAVING), compared(STAYING)
    assert kinds() == ["contradicts"]
    for claim in (one, other):
        said = factories.appearance(claim=claim, claimant=ministry)
        claim_pairs.compare(claim_id=claim.pk, now=NOON)
    assert kinds() == []
    appearances.withdraw(appearance=said, reason="Not the ministry", editor=factories.ada(), now=NOON)
    claim_pairs.compare(claim_id=other.pk, now=NOON)
    assert kinds() == ["contradicts"]


def test_what_an_editor_has_related_by_hand_is_not_proposed() -> None:
    first = compared(LEAVING)
    second = factories.claim(statement=LEAVING_TOO)
    relations.relate(claim=second, kind="repeats", other=first, editor=factories.ada(), now=NOON)
    claim_pairs.compare(claim_id=second.pk, now=NOON)
    assert kinds() == []


def test_at_most_five_pairs_are_proposed_for_a_claim() -> None:
    for number in range(8):
        factories.claim(statement=LEAVING, notes=str(number))
    for pk in Claim.objects.order_by("pk").values_list("pk", flat=True)[:7]:
        claim_pairs.compare(claim_id=pk, now=NOON)
    RelationSuggestion.objects.all().delete()
    last = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert len(claim_pairs.compare(claim_id=last, now=NOON)) == 5


@pytest.mark.parametrize("statement", ["the", "…", "and 1", "не", "x" * 100_000])
def test_a_statement_of_too_few_words_has_no_pairs_and_is_no_error(statement: str) -> None:
    compared(statement)
    compared(statement + " ")
    assert not claim_pairs.waiting(NOON).exists()
