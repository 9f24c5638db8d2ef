"""Nothing restricted, sealed or meant for the desk enters what the public may know."""

from dataclasses import asdict
from typing import Any

import pytest

from claims.models import Source
from claims.publishing import public_claims
from claims.recording import captures, sources
from claims.verification import statuses
from claims.vocabulary import CaptureKind, Naming, Visibility
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def everything(claim: Any) -> str:
    return repr(asdict(public_claims.known(claim)))


def test_restricted_and_desk_evidence_notes_and_names_stay_hidden() -> None:
    claim = factories.published_claim(notes="canary of the desk")
    readers = [factories.ada()]
    resident = sources.record(
        name="canary of a name", naming=Naming.RESTRICTED, readers=readers, editor=factories.ada(), now=NOON
    )
    call = captures.record(
        kind=CaptureKind.PHONE_NOTE,
        content=b"canary of a call",
        media_type="text/plain",
        readers=readers,
        editor=factories.ada(),
        now=NOON,
    )
    factories.evidence(
        claim=claim,
        capture=call,
        source=resident,
        visibility=Visibility.RESTRICTED,
        readers=readers,
        note="canary of a note",
    )
    factories.evidence(claim=claim, visibility=Visibility.DESK, note="canary for the desk")
    assert "canary" not in everything(claim)
    assert public_claims.known(claim).evidence == ()


def test_a_source_that_is_restricted_today_is_hidden_for_the_past_too() -> None:
    claim = factories.published_claim()
    seen = factories.evidence(claim=claim, note="canary")
    assert "canary" in everything(claim)
    sealed = sources.record(
        name="x", naming=Naming.RESTRICTED, readers=[factories.ada()], editor=factories.ada(), now=NOON
    )
    Source.objects.filter(pk=seen.source_id).update(naming=Naming.RESTRICTED, name="", seal=_taken_from(sealed))
    assert "canary" not in everything(claim)


def _taken_from(source: Source) -> Any:
    seal = source.seal
    Source.objects.filter(pk=source.pk).update(naming=Naming.NAMED, name="x", seal=None)
    return seal


def test_quotations_have_at_most_fifty_words() -> None:
    long = " ".join(f"word{number}" for number in range(80))
    claim = factories.published_claim(quotation=long)
    factories.appearance(claim=claim, quotation=long)
    factories.evidence(claim=claim, article=factories.article(text=long), quotation=long, note=long)
    assert "word50" not in everything(claim)


@pytest.mark.parametrize(("is_public", "by"), [(True, "Ada"), (False, "")])
def test_editors_are_named_only_if_the_newsroom_says_so(settings: Any, is_public: bool, by: str) -> None:
    settings.EDITOR_NAMES_PUBLIC = is_public
    claim = factories.published_claim()
    statuses.change(claim_id=claim.pk, to="not_checkable", reason="An opinion", editor=factories.ada(), now=NOON)
    assert public_claims.known(claim).changes[0].by == by
