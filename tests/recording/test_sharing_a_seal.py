"""One who may read what is sealed names further people; nobody else does."""

import pytest

from claims.models import JournalEntry, Seal
from claims.publishing import redactions
from claims.recording import seals
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import Naming
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def sealed() -> Seal:
    source = factories.source(name="Halyna", naming=Naming.RESTRICTED, readers=[factories.ada()])
    assert source.seal is not None
    return source.seal


def test_a_reader_names_another_and_the_journal_says_whom_not_what() -> None:
    seal, carl = sealed(), factories.carl()
    seals.share(seal=seal, readers=[carl], editor=factories.ada(), now=NOON)
    assert seals.reveal(seal=seal, reader=carl) == b"Halyna"
    entry = JournalEntry.objects.get(kind="seal.shared")
    assert (entry.subject_id, entry.after) == (seal.public_id, {"readers": [str(carl.public_id)]})


def test_no_role_names_itself_a_reader() -> None:
    with pytest.raises(NotAllowed):
        seals.share(seal=sealed(), readers=[factories.carl()], editor=factories.carl(), now=NOON)


def test_nobody_new_and_a_destroyed_seal_are_refused() -> None:
    seal, ada = sealed(), factories.ada()
    with pytest.raises(Refused):
        seals.share(seal=seal, readers=[ada], editor=ada, now=NOON)
    redactions.destroy_seal(seal=seal, reason="At risk", editor=factories.carl(), now=NOON)
    seal.refresh_from_db()
    with pytest.raises(Refused):
        seals.share(seal=seal, readers=[factories.carl()], editor=ada, now=NOON)


def test_the_page_is_there_for_readers_only() -> None:
    seal, carl = sealed(), factories.carl()
    address = f"/admin/reveal/{seal.public_id}/share/"
    assert signed_in(carl).get(address).status_code == 404
    assert signed_in(carl).post(address, {"readers": [carl.pk]}).status_code == 404
    ada = signed_in(factories.ada())
    assert ada.post(address, {}).context["form"].errors.keys() == {"readers"}
    ada.post(address, {"readers": [carl.pk]})
    assert list(seal.readers.order_by("username")) == [factories.ada(), carl]
