"""Sign-ins, failures, locks, second factors, sessions, passwords and roles on one page, for chiefs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import JournalEntry
from claims.recording import people
from tests import factories
from tests.admin.desk import listed, signed_in
from tests.admin.doors import came_in, tried
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db

PAGE = "/admin/sign-ins/"


@pytest.mark.parametrize(("name", "status"), [("carl", 200), ("ada", 403), ("ben", 403), ("rosa", 403), ("olga", 403)])
def test_only_chiefs_read_it(name: str, status: int) -> None:
    person = getattr(factories, name)()
    assert signed_in(person).get(PAGE).status_code == status


@pytest.mark.parametrize("name", ["ada", "ben", "rosa", "olga"])
def test_nobody_else_finds_its_lines_in_the_journal(name: str) -> None:
    came_in(factories.ada())
    people.edit(person=factories.ben(), editor=factories.carl(), now=NOON, role="operator")
    person = getattr(factories, name)()
    assert JournalEntry.objects.of_people().count() == 2
    found = client_of(person).get("/api/v1/journal/").json()["results"]
    assert [one for one in found if one["kind"].startswith(("sign_in", "user", "session"))] == []
    entry = JournalEntry.objects.of_people().order_by("number")[0]
    assert signed_in(person).get(f"/admin/claims/journalentry/{entry.pk}/change/").status_code == 302
    shown = signed_in(person).get(f"{listed('journalentry')}?kind__exact=sign_in.admitted")
    assert shown.context["cl"].result_count == 0
    assert len(client_of(factories.carl()).get("/api/v1/journal/").json()["results"]) >= 2


def test_it_says_who_came_in_how_and_while_it_is_kept_from_where() -> None:
    came_in(factories.ada())
    tried(Client(REMOTE_ADDR="198.51.100.9"), "ada", "wrong")
    page = signed_in(factories.carl()).get(PAGE).content.decode()
    assert "203.0.113.7 · Firefox on Linux" in page
    assert "198.51.100.9 · unknown device" in page
    assert "sign-in failed" in page


def test_a_change_of_role_is_told_in_words() -> None:
    people.edit(person=factories.ben(), editor=factories.carl(), now=NOON, role="editor")
    page = signed_in(factories.carl()).get(PAGE).content.decode()
    assert "<del>reader</del> → editor" in page


def test_an_e_mail_address_is_not_kept_in_the_journal() -> None:
    people.edit(person=factories.ben(), editor=factories.carl(), now=NOON, email="ben@example.org")
    entry = JournalEntry.objects.of_people().get()
    assert (entry.before, entry.after) == ({}, {"email_changed": True})


def test_it_is_narrowed_to_the_person_it_concerns() -> None:
    ada, ben, carl = factories.ada(), factories.ben(), factories.carl()
    came_in(ada)
    tried(Client(), "ben", "wrong")
    people.edit(person=ben, editor=carl, now=NOON, role="operator")
    chief = signed_in(carl)
    lines = chief.get(PAGE, {"person": str(ben.public_id)}).context["lines"]
    assert [line.what for line in lines] == ["person edited", "sign-in failed"]
    lines = chief.get(PAGE, {"kind": "sign_in.admitted"}).context["lines"]
    assert [line.who for line in lines] == ["Ada"]


def test_it_asks_as_often_for_many_as_for_few() -> None:
    ada, chief = factories.ada(), signed_in(factories.carl())
    for _ in range(2):
        came_in(ada)
    with CaptureQueriesContext(connection) as few:
        chief.get(PAGE)
    for _ in range(20):
        came_in(ada)
    with CaptureQueriesContext(connection) as many:
        chief.get(PAGE)
    assert len(many) == len(few) <= 15
