"""`manage.py bench` measures beside a yardstick and leaves nothing behind."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import JournalEntry, Outlet


def figures(name: str) -> dict[str, float]:
    out = StringIO()
    call_command("bench", name, "--size", "100", "--json", stdout=out)
    read: dict[str, float] = json.loads(out.getvalue())
    return read


def test_matching_is_measured_beside_full_text_search() -> None:
    measured = figures("matching")
    assert measured["claims"] == 100
    assert measured["shortlist_ms"] > 0
    assert measured["fts5_ms"] > 0


@pytest.mark.django_db
def test_the_journal_is_measured_and_the_record_stays_as_it_was() -> None:
    assert figures("journal")["acts_per_second"] > 0
    assert not JournalEntry.objects.exists()
    assert not Outlet.objects.exists()


def test_a_benchmark_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("bench", "speed")
