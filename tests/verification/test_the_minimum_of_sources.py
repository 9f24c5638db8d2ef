"""A claim is settled on at least as many independent Sources as the newsroom asks for; a chief may say why fewer do."""

from typing import Any

import pytest

from claims.models import Claim, JournalEntry, StatusChange, User
from claims.refusals import Refused
from claims.verification import statuses
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON
from tracker.env import BadEnvironment, Environment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_sources(settings: Any) -> None:
    settings.SETTLE_MIN_SOURCES = 2


def settle(claim: Claim, *, rating: str = "false", editor: User | None = None, **given: Any) -> StatusChange:
    evidence = claim.evidence.order_by("pk").first()
    return statuses.change(
        claim_id=claim.pk,
        to="settled",
        reason="No unit left.",
        rating=factories.rating(rating),
        evidence=evidence,
        editor=editor or factories.ada(),
        now=NOON,
        **given,
    )


def seen(*stances: str, **values: Any) -> Claim:
    claim = factories.claim()
    for stance in stances:
        factories.evidence(claim=claim, stance=stance, **values)
    return claim


def entry() -> JournalEntry:
    return JournalEntry.objects.filter(kind=JournalKind.STATUS_CHANGED).latest("number")


def test_two_independent_sources_settle_it_and_the_journal_says_how_many() -> None:
    assert settle(seen("against", "against")).to_status == "settled"
    assert entry().after["independent_sources"] == 2


def test_an_editor_does_not_settle_on_one() -> None:
    with pytest.raises(Refused, match="at least 2 independent sources; 1 stands") as refused:
        settle(seen("against"))
    assert refused.value.field == "rating"


def test_two_papers_with_one_source_are_one() -> None:
    with pytest.raises(Refused):
        settle(seen("against", "against", source=factories.source()))


def test_a_partys_own_words_count_nothing() -> None:
    with pytest.raises(Refused, match="0 stand"):
        settle(seen("for", "for", interest="party"), rating="true")


def test_sources_for_it_do_not_settle_it_as_false() -> None:
    with pytest.raises(Refused):
        settle(seen("for", "for", "against"))


def test_a_mixed_rating_rests_on_both_sides() -> None:
    assert settle(seen("for", "against"), rating="misleading").to_status == "settled"


def test_unproven_needs_none_for_it_says_that_nothing_was_found() -> None:
    assert settle(seen("observing"), rating="unproven").to_status == "settled"


def test_a_chief_is_asked_for_the_reason() -> None:
    with pytest.raises(Refused, match="why fewer are enough") as refused:
        settle(seen("against"), editor=factories.carl())
    assert refused.value.field == "fewer_sources_because"


def test_a_chiefs_reason_is_recorded_with_the_number() -> None:
    settle(seen("against"), editor=factories.carl(), fewer_sources_because="We saw the depot ourselves.")
    assert entry().after["fewer_sources_because"] == "We saw the depot ourselves."
    assert entry().after["independent_sources"] == 1


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    settle(seen("against", "against"), editor=factories.carl(), fewer_sources_because="Just in case.")
    assert "fewer_sources_because" not in entry().after


def test_disputed_needs_no_minimum() -> None:
    claim = seen("against")
    evidence = claim.evidence.get()
    statuses.change(
        claim_id=claim.pk, to="disputed", reason="NATO sees none.", evidence=evidence, editor=factories.ada(), now=NOON
    )
    claim.refresh_from_db()
    assert claim.status == "disputed"


def test_what_is_imported_was_decided_elsewhere() -> None:
    assert settle(seen("against"), imported_at=NOON).is_imported


def test_the_newsroom_asks_for_two_unless_it_says_otherwise() -> None:
    assert Environment({}).whole("SETTLE_MIN_SOURCES", 2, least=0) == 2
    assert Environment({"SETTLE_MIN_SOURCES": "3"}).whole("SETTLE_MIN_SOURCES", 2, least=0) == 3
    with pytest.raises(BadEnvironment, match="must be a whole number"):
        Environment({"SETTLE_MIN_SOURCES": "two"}).whole("SETTLE_MIN_SOURCES", 2, least=0)
