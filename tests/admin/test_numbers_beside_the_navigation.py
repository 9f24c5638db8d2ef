"""The numbers beside the navigation are the dashboard's, for whoever looks; where nothing waits there is none."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import User
from tests import factories
from tests.admin.desk import listed, numbers, signed_in

pytestmark = pytest.mark.django_db
COUNTED = {name: reverse(f"admin:{name}") for name in ("review", "derivations", "mentions")}


def shown(client: Client, path: str) -> dict[str, int]:
    """The number that stands in the navigation's line of each page."""
    page = client.get(path).content.decode()
    lines = {name: re.findall(rf'<a href="{address}".*?</a>', page, re.DOTALL) for name, address in COUNTED.items()}
    told = {
        name: re.findall(r'<span class="desk-waits">(\d+)</span>', " ".join(found)) for name, found in lines.items()
    }
    assert all(lines.values())
    return {name: int(found[0]) for name, found in told.items() if found}


def waits() -> list[User]:
    """Suggestions for an open claim and for a draft, a derivation, a mention of Carl; who looks at them."""
    for _ in range(2):
        factories.suggestion()
    factories.suggestion(claim=factories.claim(publication="draft"))
    factories.derivation()
    people = [factories.ada(), factories.ben(), factories.carl(), factories.olga()]
    factories.note(text="@carl, look at this")
    return people


def test_they_are_the_dashboards() -> None:
    for person in waits():
        client = signed_in(person)
        dashboard = {one.link: one.count for one in numbers(client.get("/admin/"))}
        expected = {name: dashboard[address] for name, address in COUNTED.items() if dashboard[address]}
        assert expected["review"] == (3 if person.username in {"ada", "carl"} else 2)
        for path in ("/admin/", listed("claim"), "/admin/review/", "/admin/shift/"):
            assert shown(client, path) == expected, (person, path)


def test_where_nothing_waits_no_number_stands() -> None:
    client = signed_in(factories.ada())
    assert shown(client, "/admin/") == shown(client, listed("claim")) == {}


def test_the_review_queue_is_told_the_whole_queues_number_while_it_is_narrowed() -> None:
    waits()
    claim = factories.suggestion().claim
    answer = signed_in(factories.carl()).post(f"/admin/review/live/?claim={claim.pk}").content.decode()
    assert 'data-waiting="1"' in answer
    assert 'data-badge="4"' in answer


def test_a_page_asks_for_them_at_once() -> None:
    waits()
    client = signed_in(factories.carl())
    for path in ("/admin/", listed("topic")):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len([one for one in queries.captured_queries if "number_0" in one["sql"]]) == 1, path
