"""Append-only tables refuse every way around, on both engines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from claims.analysis.thresholds import Thresholds
from claims.matching import thresholds
from claims.models import (
    Claim,
    Decision,
    FollowUpCheck,
    JournalEntry,
    Redaction,
    Seal,
    Snapshot,
    StatusChange,
    StatusChangeEvidence,
    history_models,
)
from claims.models.history import HistoryRow
from claims.recording import captures, notes, sealed_notes
from claims.verification import complaints, contacts, decisions, derivations, proposals, relation_decisions, statuses
from claims.vocabulary import CaptureKind, FollowUpOutcome, RedactionKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[model.__name__ for model in history_models()])
def row(request: pytest.FixtureRequest) -> HistoryRow:
    """One row of each append-only table."""
    model = {model.__name__: model for model in history_models()}[request.param]
    make_history()
    found = model.objects.first()
    assert found is not None, f"make_history leaves no {request.param}"
    return found


def proposed(claim: Claim) -> None:
    """A status that was proposed, and approved by a second editor."""
    judgement = {"to": "settled", "reason": "So.", "rating": factories.rating()}
    evidence = factories.evidence(claim=claim)
    proposal = proposals.propose(claim_id=claim.pk, evidence=evidence, editor=factories.ada(), now=NOON, **judgement)
    proposals.approve(proposal_id=proposal.pk, editor=factories.carl(), now=NOON)


def make_history() -> None:
    claim, page = factories.claim(), factories.page()
    first, second = factories.evidence(claim=claim), factories.evidence(claim=claim)
    statuses.change(
        claim_id=claim.pk,
        to="disputed",
        reason="NATO contradicts it",
        evidence=first,
        further_evidence=[second],
        editor=factories.ada(),
        now=NOON,
    )
    proposed(claim)
    decisions.dismiss(suggestion_id=factories.suggestion().pk, reason="other", editor=factories.ada(), now=NOON)
    derivations.confirm(derivation_id=factories.derivation().pk, editor=factories.ada(), now=NOON)
    thresholds.adopt(
        chosen=Thresholds(0.2, 0.5, 0.9), figures={}, model_version="test", editor=factories.carl(), now=NOON
    )
    notes.write(story=factories.story(), text="Ask NATO.", editor=factories.ada(), now=NOON)
    pair = factories.relation_suggestion()
    relation_decisions.dismiss(suggestion_id=pair.pk, reason="other", editor=factories.ada(), now=NOON)
    capture = captures.record(
        kind=CaptureKind.TYPED, content=b"seen", media_type="text/plain", editor=factories.ada(), now=NOON
    )
    Snapshot.objects.record(
        page=page,
        fetched_at=NOON,
        http_status=200,
        final_url=page.url,
        sha256="0" * 64,
        body=capture.body,
        recorded_at=NOON,
    )
    asked = contacts.ask(claim=claim, whom="NATO", asked_at=NOON, editor=factories.ada(), now=NOON)
    contacts.answer(attempt=asked, act="no_reply", answered_at=NOON, editor=factories.ada(), now=NOON)
    complaint = complaints.receive(claim=claim, statement="Not so", received_at=NOON, editor=factories.ada(), now=NOON)
    complaints.answer(complaint=complaint, answer="It is", answers_seen=0, editor=factories.ada(), now=NOON)
    sealed_notes.seal(claim=claim, text="Careful", readers=[factories.ada()], editor=factories.ada(), now=NOON)
    FollowUpCheck.objects.record(
        claim=claim, started_at=NOON, finished_at=NOON, outcome=FollowUpOutcome.NOTHING, recorded_at=NOON
    )
    Redaction.objects.record(
        kind=RedactionKind.BODY, body=capture.body, reason="a court order", by=factories.carl(), recorded_at=NOON
    )


def refused(act: Callable[[], object]) -> None:
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        act()


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_saving_a_row_again_is_refused(row: HistoryRow) -> None:
    refused(row.save)


def test_deleting_a_row_is_refused(row: HistoryRow) -> None:
    refused(row.delete)


def test_a_queryset_update_is_refused(row: HistoryRow) -> None:
    refused(lambda: type(row).objects.filter(pk=row.pk).update(digest=""))


def test_a_queryset_delete_is_refused(row: HistoryRow) -> None:
    refused(lambda: type(row).objects.filter(pk=row.pk)._raw_delete(connection.alias))


def test_raw_sql_update_and_delete_are_refused(row: HistoryRow) -> None:
    table = row._meta.db_table
    refused(lambda: execute(f"UPDATE {table} SET digest = ''"))
    refused(lambda: execute(f"DELETE FROM {table}"))


def test_replacing_a_row_by_its_id_is_refused(row: HistoryRow) -> None:
    if connection.vendor == "postgresql":
        refused(lambda: execute(upsert(row)))
    else:
        refused(lambda: execute(f"INSERT OR REPLACE INTO {row._meta.db_table} SELECT * FROM {row._meta.db_table}"))


def test_truncating_a_table_is_refused(row: HistoryRow) -> None:
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with rows still to be checked cannot be truncated anyway
        refused(lambda: execute(f"TRUNCATE {row._meta.db_table} CASCADE"))
    else:
        # SQLite has no TRUNCATE: it turns a DELETE without WHERE into one, unless a trigger stands on the table.
        refused(lambda: execute(f"DELETE FROM {row._meta.db_table}"))


def test_a_replacing_insert_with_another_id_but_the_same_public_id_is_refused() -> None:
    make_history()
    entry = JournalEntry.objects.first()
    assert entry is not None
    twin = JournalEntry(**{field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields})
    twin.pk, twin.number = entry.pk + 1000, entry.number + 1000
    refused(lambda: twin.save(force_insert=True))


def upsert(row: models.Model) -> str:
    table = row._meta.db_table
    return f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET digest = ''"


def test_deleting_an_editor_does_not_take_the_record_with_them() -> None:
    make_history()
    refused(factories.ada().delete)


def test_deleting_a_claim_does_not_take_the_record_with_it() -> None:
    make_history()
    claim = StatusChange.objects.earliest("number").claim
    refused(claim.delete)


def test_deleting_a_feed_does_not_take_the_record_with_it() -> None:
    page = factories.page()
    feed = factories.feed()
    feed.items.create(page=page, guid="1", guid_sha256="1", first_seen_at=NOON, last_seen_at=NOON)
    refused(feed.delete)


def test_deleting_what_history_points_at_by_raw_sql_is_refused() -> None:
    make_history()

    def delete_claims() -> None:
        execute(f"DELETE FROM {Claim._meta.db_table}")
        connection.check_constraints()
        execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")

    refused(delete_claims)


def test_every_history_model_is_made_by_make_history() -> None:
    make_history()
    assert [model.__name__ for model in history_models() if not model.objects.exists()] == []


def test_a_sealed_text_can_be_destroyed_although_the_record_stays() -> None:
    """The record names a seal; what it held can go."""
    seal = Seal.objects.keep(
        b"a name", media_type="text/plain", readers=[factories.ada()], sealing_keys=[b"A" * 43 + b"="], now=NOON
    )
    Seal.objects.filter(pk=seal.pk).update(ciphertext=None, destroyed_at=NOON + timedelta(days=1))
    seal.refresh_from_db()
    assert seal.ciphertext is None
    assert seal.salted_digest


def test_decisions_and_further_evidence_are_history_too() -> None:
    assert issubclass(Decision, HistoryRow)
    assert issubclass(StatusChangeEvidence, HistoryRow)
