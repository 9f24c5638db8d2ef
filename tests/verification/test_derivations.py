"""Editors decide what an article rests on; a confirmation can make the Source, and each decision can be taken back."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import Article, Derivation, DerivationDecision, JournalEntry, Source, User
from claims.refusals import NotAllowed, Refused
from claims.verification import derivations
from claims.vocabulary import (
    ClaimantKind,
    DecisionAct,
    DerivationKind,
    Interest,
    JournalKind,
    Naming,
    SourceKind,
    SuggestionState,
)
from tests import factories
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def confirm(derivation: Derivation, **given: object) -> Derivation:
    return derivations.confirm(derivation_id=derivation.pk, editor=factories.ada(), now=NOON, **given)


def of_claimant(**values: object) -> Derivation:
    claimant = factories.claimant(name="The ministry", kind=ClaimantKind.BODY)
    return factories.derivation(**{"kind": DerivationKind.QUOTES, "claimant": claimant, **values})


def briefing(reports: int) -> list[Derivation]:
    group = uuid.uuid4()
    described = "a senior US official, 15 Feb 2022"
    return [
        factories.derivation(kind=DerivationKind.BRIEFING, briefing=group, described=described) for _ in range(reports)
    ]


def test_a_confirmation_is_a_decision_and_an_entry_of_the_journal() -> None:
    made = confirm(factories.derivation())
    decision = DerivationDecision.objects.get()
    entry = JournalEntry.objects.get(kind=JournalKind.DERIVATION_CONFIRMED)
    assert (made.state, decision.act, decision.by) == (
        SuggestionState.CONFIRMED,
        DecisionAct.CONFIRMED,
        factories.ada(),
    )
    assert (entry.number, entry.subject_id, entry.after["original"]) == (
        decision.number,
        made.public_id,
        str(made.original and made.original.public_id),
    )


def test_a_dismissal_has_a_reason_and_so_has_a_reversal() -> None:
    derivation = factories.derivation()
    with pytest.raises(Refused):
        derivations.dismiss(derivation_id=derivation.pk, reason=" ", editor=factories.ada(), now=NOON)
    derivations.dismiss(derivation_id=derivation.pk, reason="Their own", editor=factories.ada(), now=NOON)
    with pytest.raises(Refused):
        derivations.reverse(derivation_id=derivation.pk, reason="", editor=factories.ada(), now=NOON)
    derivations.reverse(derivation_id=derivation.pk, reason="It is the agency’s", editor=factories.ada(), now=NOON)
    confirm(derivation)
    acts = DerivationDecision.objects.order_by("number").values_list("act", flat=True)
    assert list(acts) == [DecisionAct.DISMISSED, DecisionAct.REVERSED, DecisionAct.CONFIRMED]


def test_deciding_twice_is_refused() -> None:
    derivation = confirm(factories.derivation())
    with pytest.raises(Refused, match="decided on this derivation already"):
        confirm(derivation)
    with pytest.raises(Refused, match="decided on this derivation already"):
        derivations.dismiss(derivation_id=derivation.pk, reason="No", editor=factories.ada(), now=NOON)


def test_what_nobody_decided_cannot_be_taken_back() -> None:
    with pytest.raises(Refused):
        derivations.reverse(derivation_id=factories.derivation().pk, reason="Oh", editor=factories.ada(), now=NOON)


@pytest.mark.parametrize(
    ("person", "is_allowed"),
    [(factories.ada, True), (factories.carl, True), (factories.rosa, False), (factories.ben, False)],
)
def test_editors_decide(person: object, is_allowed: bool) -> None:
    editor: User = person()  # type: ignore[operator]  # a factory
    derivation = factories.derivation()
    if is_allowed:
        derivations.confirm(derivation_id=derivation.pk, editor=editor, now=NOON)
        derivations.reverse(derivation_id=derivation.pk, reason="No", editor=editor, now=NOON)
        return
    for act in (derivations.dismiss, derivations.reverse):
        with pytest.raises(NotAllowed):
            act(derivation_id=derivation.pk, reason="No", editor=editor, now=NOON)  # type: ignore[operator]  # alike
    with pytest.raises(NotAllowed):
        derivations.confirm(derivation_id=derivation.pk, editor=editor, now=NOON)


def test_confirming_the_claimants_words_writes_down_the_source_that_is_the_claimant() -> None:
    made = confirm(of_claimant())
    source = Source.objects.get()
    assert made.source == source
    assert (source.name, source.claimant, source.kind) == ("The ministry", made.claimant, SourceKind.BODY)
    assert (source.interest, source.naming) == (Interest.PARTY, Naming.NAMED)
    assert JournalEntry.objects.filter(kind=JournalKind.SOURCE_RECORDED, subject_id=source.public_id).exists()


def test_the_claimants_source_is_written_down_once() -> None:
    first = confirm(of_claimant())
    second = confirm(of_claimant(claimant=first.claimant))
    assert first.source == second.source
    assert Source.objects.count() == 1


def test_reports_of_one_briefing_rest_on_one_described_source() -> None:
    made = [confirm(one) for one in briefing(3)]
    source = Source.objects.get()
    assert {one.source for one in made} == {source}
    assert (source.kind, source.naming, source.interest) == (SourceKind.BRIEFING, Naming.DESCRIBED, Interest.UNKNOWN)
    assert source.name == "a senior US official, 15 Feb 2022"


def test_an_editor_may_say_what_interest_it_has_or_name_another_source() -> None:
    assert confirm(briefing(1)[0], interest=Interest.INDEPENDENT).source.interest == Interest.INDEPENDENT  # type: ignore[union-attr]  # made
    known = factories.source(name="Pentagon briefing")
    assert confirm(briefing(1)[0], source=known).source == known


def test_nothing_rests_on_a_source_at_risk() -> None:
    sealed = factories.source(name="A clerk", naming=Naming.RESTRICTED, readers=[factories.ada()])
    with pytest.raises(Refused, match="restricted"):
        confirm(briefing(1)[0], source=sealed)


def test_a_copy_rests_on_no_source_but_on_the_other_article() -> None:
    with pytest.raises(Refused, match="another article"):
        confirm(factories.derivation(), source=factories.source())


def test_the_original_is_the_earlier_one() -> None:
    derivation = factories.derivation()
    Article.objects.filter(pk=derivation.original_id).update(
        published_at=NOON + 5 * HOUR, first_seen_at=NOON + 5 * HOUR
    )
    with pytest.raises(Refused, match="appeared later"):
        confirm(derivation)


def test_articles_cannot_rest_on_each_other() -> None:
    first, second, third = (factories.article() for _ in range(3))
    for article, original in ((second, first), (third, second)):
        confirm(factories.derivation(article=article, original=original))
    with pytest.raises(Refused, match="rest on each other"):
        confirm(factories.derivation(article=first, original=third))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for each other")
@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_decide_at_once_one_wins() -> None:
    derivation, editor = factories.derivation(), factories.ada()

    def decide(_: int) -> bool:
        try:
            derivations.confirm(derivation_id=derivation.pk, editor=editor, now=NOON)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, range(2))) == [False, True]
    assert DerivationDecision.objects.count() == 1


def refused(**values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.derivation(**values)


def test_the_database_refuses_what_must_never_be() -> None:
    article = factories.article()
    refused(article=article, original=article)
    refused(kind=DerivationKind.QUOTES)
    refused(kind=DerivationKind.COPY, source=factories.source())
    refused(kind=DerivationKind.BRIEFING, briefing=uuid.uuid4(), described="")
    refused(kind=DerivationKind.QUOTES, claimant=factories.claimant(), state=SuggestionState.CONFIRMED)
    refused(similarity=1.5)
    refused(state="perhaps")
    one = factories.derivation()
    refused(article=one.article, original=one.original)
