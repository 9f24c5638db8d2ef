"""Two sessions that wait for each other: one of them is told to try again, and nothing is half-written."""

import threading
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from claims.models import Claim, JournalEntry
from claims.models.journal import JOURNAL_LOCK
from claims.vocabulary import JournalKind
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite has one writer"),
]


class Other:
    """A session that holds the journal, and wants the claim once somebody waits for the journal."""

    def __init__(self, claim: Claim) -> None:
        given = connection.get_connection_params()
        self._known = {name: given[name] for name in ("dbname", "user", "host", "port", "password") if name in given}
        self._claim = claim
        self.holds = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self.holds.wait(10)

    def _run(self) -> None:
        with psycopg.connect(**self._known) as session, psycopg.connect(**self._known, autocommit=True) as looking:
            session.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL_LOCK])
            self.holds.set()
            while not looking.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone():
                threading.Event().wait(0.02)
            try:
                session.execute("UPDATE claims_claim SET notes = notes WHERE id = %s", [self._claim.pk])
            except psycopg.errors.DeadlockDetected:
                session.rollback()


def edit(client: Any, claim: Claim) -> Any:
    claim.refresh_from_db()
    return client.patch(
        f"/api/v1/claims/{claim.public_id}/", {"notes": "Seen twice"}, format="json", HTTP_IF_MATCH=f'"{claim.version}"'
    )


def test_the_edit_is_done_whole_or_not_at_all_and_can_be_sent_again() -> None:
    ada, claim = client_of(factories.ada()), factories.claim()
    version = claim.version
    other = Other(claim)
    answer = edit(ada, claim)
    other.thread.join(20)
    claim.refresh_from_db()
    edits = JournalEntry.objects.filter(kind=JournalKind.CLAIM_EDITED).count()
    if answer.status_code == 200:
        assert (claim.notes, claim.version, edits) == ("Seen twice", version + 1, 1)
        return
    assert answer.status_code == 503
    assert is_problem(answer)
    assert answer["Retry-After"] == "5"
    assert (claim.notes, claim.version, edits) == ("", version, 0)
    assert edit(ada, claim).status_code == 200
