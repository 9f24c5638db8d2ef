"""A full disk or a read-only database: reading goes on, writing says in one sentence that nothing was saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from claims.models import Claim, ClaimWatch
from tests import factories
from tests.admin.desk import signed_in
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "The database is busy, full or read-only; nothing was saved."


@contextmanager
def no_writes() -> Iterator[None]:
    on, off = ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    if connection.vendor == "postgresql":
        on, off = "SET default_transaction_read_only = on", "SET default_transaction_read_only = off"
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


def test_readers_notice_nothing() -> None:
    claim = factories.published_claim()
    with no_writes():
        assert Client().get(f"/claims/{claim.slug}/").status_code == 200
        assert Client().get("/api/v1/claims/").status_code == 200


def test_the_desk_says_that_nothing_was_saved_and_works_again_afterwards() -> None:
    ada, claim = signed_in(factories.ada()), factories.claim()
    before = ClaimWatch.objects.get().next_check_at
    with no_writes():
        answer = ada.post(f"/admin/claims/claim/{claim.pk}/look-again/")
        assert answer.status_code == 503
        assert SENTENCE in answer.content.decode()
        assert answer["Retry-After"] == "5"
    assert ClaimWatch.objects.get().next_check_at == before
    assert ada.post(f"/admin/claims/claim/{claim.pk}/look-again/").status_code == 302


def test_the_api_says_it_in_a_problem_document() -> None:
    ada = client_of(factories.ada())
    with no_writes():
        answer = ada.post("/api/v1/claims/", {"statement": "It rains"}, format="json")
        assert answer.status_code == 503
        assert is_problem(answer)
        assert answer.json()["detail"].startswith(SENTENCE)
    assert not Claim.objects.exists()
    assert ada.post("/api/v1/claims/", {"statement": "It rains"}, format="json").status_code == 201


def test_it_is_not_ready_while_nothing_can_be_written(settings: Any, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    with no_writes():
        answer = Client().get("/readyz")
        assert answer.status_code == 503
        assert answer.json() == {"ready": False, "database": True, "writable": False, "redis": True, "migrations": True}
    assert Client().get("/readyz").status_code == 200


@pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="PostgreSQL has the disk to itself")
def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_space() -> None:
    claim = factories.claim()
    ada = client_of(factories.ada())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        answers = [ada.post("/api/v1/claims/", {"statement": "It rains " * 500}, format="json") for _ in range(20)]
        cursor.execute("PRAGMA max_page_count = 1073741823")
        assert answers[-1].status_code == 503
        assert answers[-1].json()["detail"].startswith(SENTENCE)
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
    stored = sum(answer.status_code == 201 for answer in answers)
    assert Claim.objects.exclude(pk=claim.pk).count() == stored
    assert ada.post("/api/v1/claims/", {"statement": "It rains"}, format="json").status_code == 201
