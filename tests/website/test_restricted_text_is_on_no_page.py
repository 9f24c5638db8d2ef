"""What is restricted, sealed, unpublished or meant for the desk stands on no public page."""

import pytest
from django.test import Client

from tests import factories
from tests.website import desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_page_sings(client: Client, signed_in: bool) -> None:
    claim = desk.settled_claim()
    desk.hide_canaries(claim)
    if signed_in:
        client.force_login(factories.ada())
    for address in desk.addresses(claim):
        assert desk.CANARY not in client.get(address).content.decode(), address


@pytest.mark.parametrize("publication", ["draft", "internal", "unpublished", "never"])
def test_a_hidden_claim_answers_like_one_that_never_was(client: Client, publication: str) -> None:
    hidden = factories.claim(statement=desk.CANARY)
    type(hidden).objects.filter(pk=hidden.pk).update(slug="hidden", publication=publication.replace("never", "draft"))
    nothing = client.get("/claims/never-was/")
    if publication == "unpublished":
        type(hidden).objects.filter(pk=hidden.pk).update(unpublished_reason="They asked")
        gone = client.get("/claims/hidden/?as_of=2022-02-15")
        assert gone.status_code == 410
        assert "They asked" in gone.content.decode()
        assert desk.CANARY not in gone.content.decode()
    else:
        found = client.get("/claims/hidden/")
        assert (found.status_code, found.content) == (nothing.status_code, nothing.content) == (404, found.content)
