"""Readers find the web archive's copy beside the evidence, from when we knew of it."""

from datetime import timedelta

import pytest
from django.test import Client

from claims.models import ArchivedCopy, database_now
from claims.publishing import public_claims
from tests import factories

pytestmark = pytest.mark.django_db
COPY = "https://web.archive.org/web/20220216120000/https://outlet.example/1"


def test_it_is_linked_on_the_page_and_known_as_of_then_only() -> None:
    claim = factories.published_claim()
    evidence = factories.evidence(claim=claim)
    before = database_now()
    assert evidence.article is not None
    ArchivedCopy.objects.create(article=evidence.article, url=COPY, recorded_at=before + timedelta(seconds=1))
    (shown,) = public_claims.known(claim).evidence
    assert shown.archived_url == COPY
    (then,) = public_claims.known(claim, as_of=before).evidence
    assert then.archived_url == ""
    assert COPY in Client().get(f"/claims/{claim.slug}/").content.decode()
