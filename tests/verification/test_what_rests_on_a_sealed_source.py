"""That an article rests on a Source at risk, and how it describes them, is for those who are named."""

import pytest

from claims.models import Derivation, JournalEntry
from claims.recording import claimants
from claims.verification import derivations, protection
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db
CANARY = "canary-77aa"


def sealed() -> Derivation:
    """Somebody is quoted by name, an editor confirms that the article rests on them, and then they are at risk."""
    ada = factories.ada()
    quoted = claimants.record(name=f"Halyna {CANARY}", editor=ada, now=NOON)
    derivation = factories.derivation(claimant=quoted, kind="quotes", described=f"her neighbour {CANARY}")
    derivations.confirm(derivation_id=derivation.pk, editor=ada, now=NOON)
    derivation.refresh_from_db()
    assert derivation.source is not None
    protection.protect(source=derivation.source, readers=[ada], editor=ada, now=NOON)
    return derivation


def test_no_page_of_the_desk_tells_those_who_are_not_named() -> None:
    derivation = sealed()
    entries = JournalEntry.objects.filter(subject_type="derivation")
    paths = [
        "/admin/derivations/",
        f"/admin/derivations/?article={derivation.article_id}",
        listed("derivation"),
        page_of("derivation", derivation.pk),
        page_of("article", derivation.article_id),
        *(page_of("journalentry", one.pk) for one in entries),
    ]
    carl = signed_in(factories.carl())
    assert [path for path in paths if CANARY in carl.get(path).content.decode()] == []
    assert carl.get(listed("derivation")).context["cl"].result_count == 0
    assert carl.get(listed("derivationdecision")).context["cl"].result_count == 0
    ada = signed_in(factories.ada())
    assert ada.get(listed("derivation")).context["cl"].result_count == 1
    assert ada.get(listed("derivationdecision")).context["cl"].result_count == 1


def test_the_api_tells_it_to_the_reader_who_is_named() -> None:
    derivation = sealed()
    for person, found in ((factories.carl(), []), (factories.ada(), [str(derivation.public_id)])):
        client = client_of(person)
        assert [row["id"] for row in client.get("/api/v1/derivations/").json()["results"]] == found
    journal = client_of(factories.carl()).get("/api/v1/journal/?limit=200").json()["results"]
    assert not [row for row in journal if row["subject_id"] == str(derivation.public_id)]
