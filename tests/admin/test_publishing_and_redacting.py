"""A chief publishes, unpublishes and destroys what puts somebody at risk."""

import pytest

from claims.models import Claim, Seal, SealDestroyed
from claims.vocabulary import Naming
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db


def test_a_chief_publishes_and_takes_down_with_a_reason() -> None:
    claim, carl = factories.claim(), signed_in(factories.carl())
    carl.post(f"/admin/claims/claim/{claim.pk}/publish/", {"slug": "units-leave"})
    assert Claim.objects.get(pk=claim.pk).slug == "units-leave"
    page = carl.post(f"/admin/claims/claim/{claim.pk}/unpublish/", {"reason": ""})
    assert page.context["form"].errors.keys() == {"reason"}
    carl.post(f"/admin/claims/claim/{claim.pk}/unpublish/", {"reason": "The person is in danger."})
    assert Claim.objects.get(pk=claim.pk).publication == "unpublished"


def test_a_slug_that_is_taken_is_said_at_its_field() -> None:
    factories.published_claim()
    taken = str(Claim.objects.get().slug)
    claim = factories.claim()
    page = signed_in(factories.carl()).post(f"/admin/claims/claim/{claim.pk}/publish/", {"slug": taken})
    assert page.context["form"].errors.keys() == {"slug"}


def test_a_chief_destroys_a_seal_without_reading_it() -> None:
    factories.source(name="Halyna", naming=Naming.RESTRICTED, readers=[factories.ada()])
    seal = Seal.objects.get()
    carl = signed_in(factories.carl())
    assert "Halyna" not in carl.get("/admin/claims/seal/").content.decode()
    carl.post(f"/admin/claims/seal/{seal.pk}/redact/", {"reason": "At risk."})
    seal.refresh_from_db()
    with pytest.raises(SealDestroyed):
        seal.open_with([])
    told = signed_in(factories.ada()).post(f"/admin/reveal/{seal.public_id}/").content.decode()
    assert "its key is destroyed" in told
