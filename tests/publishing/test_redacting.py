"""What puts a person at risk is destroyed; the page says that it is gone, not what it was."""

import pytest

from claims.models import BodyDestroyed, Fingerprint, JournalEntry, Redaction, SealDestroyed, database_now
from claims.publishing import public_claims, redactions
from claims.recording import captures, sources
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import CaptureKind, Naming
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_a_destroyed_seal_opens_for_nobody_and_the_journal_says_why() -> None:
    named = [factories.ada()]
    source = sources.record(name="Her name", naming=Naming.RESTRICTED, readers=named, editor=factories.ada(), now=NOON)
    assert source.seal is not None
    redaction = redactions.destroy_seal(seal=source.seal, reason="She asked", editor=factories.carl(), now=NOON)
    source.seal.refresh_from_db()
    with pytest.raises(SealDestroyed):
        source.seal.open_with([])
    entry = JournalEntry.objects.get(subject_id=redaction.public_id)
    assert (entry.reason, entry.after) == ("She asked", {"kind": "sealed_text"})


def test_by_nothing_that_is_left_of_a_destroyed_text_can_it_be_recognised() -> None:
    article, other = factories.article(), factories.article(text="Another text altogether.")
    for one in (article, other):
        Fingerprint.objects.create(value=one.pk, article=one, revision=one.revisions.get())
    body = article.revisions.get().body
    redactions.destroy_body(body=body, reason="At risk", editor=factories.carl(), now=NOON)
    assert Fingerprint.objects.get().article == other


def test_a_destroyed_text_is_quoted_no_more_not_even_for_the_past() -> None:
    claim = factories.published_claim()
    article = factories.article(text="A neighbour saw the convoy leave.")
    factories.evidence(claim=claim, article=article, quotation="A neighbour saw the convoy leave.")
    before = database_now()
    body = article.revisions.get().body
    redactions.destroy_body(body=body, reason="At risk", editor=factories.carl(), now=NOON)
    with pytest.raises(BodyDestroyed):
        type(body).objects.get(pk=body.pk).text()
    for known in (public_claims.known(claim), public_claims.known(claim, as_of=before)):
        (seen,) = known.evidence
        assert (seen.quotation, seen.is_redacted) == ("", True)


def test_a_destroyed_picture_is_not_shown() -> None:
    claim = factories.published_claim()
    capture = captures.record(
        kind=CaptureKind.PHOTO, content=b"bytes", media_type="image/png", editor=factories.ada(), now=NOON
    )
    factories.evidence(claim=claim, capture=capture)
    assert public_claims.known(claim).evidence[0].picture == str(capture.public_id)
    assert capture.body is not None
    redactions.destroy_body(body=capture.body, reason="At risk", editor=factories.carl(), now=NOON)
    assert public_claims.known(claim).evidence[0].picture == ""


def test_only_a_chief_redacts_and_only_with_a_reason() -> None:
    body = factories.article().revisions.get().body
    with pytest.raises(NotAllowed):
        redactions.destroy_body(body=body, reason="At risk", editor=factories.ada(), now=NOON)
    with pytest.raises(Refused):
        redactions.destroy_body(body=body, reason=" ", editor=factories.carl(), now=NOON)
    assert not Redaction.objects.exists()
