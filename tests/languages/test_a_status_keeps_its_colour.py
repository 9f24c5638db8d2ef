"""A status has one colour in the list of claims, whatever language its name is in."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from claims.verification import statuses
from claims.vocabulary import VerificationStatus
from tests import factories
from tests.admin.desk import listed, signed_in

pytestmark = pytest.mark.django_db


def badges(client: Client, language: str) -> dict[str, str]:
    """The look of each status in the list, by its code."""
    page = client.get(listed("claim"), headers={"Accept-Language": language}).content.decode()
    with translation.override(language):
        names = {str(status.label): status.value for status in VerificationStatus}
    found = re.findall(r'<span class="([^"]*)"[^>]*>\s*([^<>]+?)\s*</span>', page)
    return {names[text]: " ".join(look.split()) for look, text in found if text in names}


def test_every_language_shows_them_alike() -> None:
    for to in VerificationStatus:
        claim = factories.claim(statement=f"A claim that is {to}")
        if to != VerificationStatus.UNVERIFIED:
            evidence = factories.evidence(claim=claim)
            rating = factories.rating() if to == VerificationStatus.SETTLED else None
            statuses.change(
                claim_id=claim.pk,
                to=to,
                reason="So.",
                evidence=evidence,
                rating=rating,
                editor=factories.ada(),
                now=factories.NOON,
            )
    client = signed_in(factories.ada())
    english = badges(client, "en")
    assert english.keys() == set(VerificationStatus.values)
    assert "bg-green-100" in english["settled"]
    for language, _name in settings.LANGUAGES:
        assert badges(client, language) == english, language
