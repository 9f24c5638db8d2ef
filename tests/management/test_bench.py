"""`manage.py bench` measures beside a yardstick and leaves nothing behind."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.benchmarks import matching, yardsticks
from claims.models import JournalEntry, Outlet


def figures(name: str, *wishes: str) -> dict[str, float]:
    out = StringIO()
    call_command("bench", name, *wishes, "--json", stdout=out)
    read: dict[str, float] = json.loads(out.getvalue())
    return read


def test_matching_is_measured_beside_two_full_text_engines() -> None:
    measured = figures("matching", "--claims", "200", "--articles", "3")
    assert (measured["claims"], measured["articles"]) == (200, 3)
    engines = ("shortlist_ms", "match_ms", "tantivy_ms", "tantivy_same_words_ms", "fts5_ms", "fts5_same_words_ms")
    assert all(0 < measured[f"{name}_p50"] <= measured[f"{name}_p99"] for name in engines)
    assert measured["fts5_over_shortlist"] == pytest.approx(
        measured["fts5_ms_p50"] / measured["shortlist_ms_p50"], abs=0.01
    )
    assert min(measured["claims_per_second"], measured["articles_per_second"]) > 0


def test_several_sizes_tell_how_the_times_grow() -> None:
    measured: dict[str, Any] = figures("matching", "--claims", "1000,100", "--articles", "2")
    assert [size["claims"] for size in measured["sizes"]] == [100, 1000]
    assert measured["growth_of_fts5_ms_p50"] > 0


@pytest.mark.parametrize("claims", ["", "many", "7", "100,", "99999999999"])
def test_a_number_of_claims_that_is_none_is_refused(claims: str) -> None:
    with pytest.raises(CommandError, match="--claims is one number between 100 and 10000000"):
        call_command("bench", "matching", "--claims", claims)


def test_without_tantivy_the_figures_say_that_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yardsticks, "tantivy", None)
    measured = matching.measure(100, 1)
    assert measured["tantivy"] == yardsticks.MISSING
    assert "tantivy_ms_p50" not in measured
    assert measured["fts5_ms_p50"] > 0


@pytest.mark.django_db
def test_the_journal_is_measured_and_the_record_stays_as_it_was() -> None:
    assert figures("journal", "--size", "100")["acts_per_second"] > 0
    assert not JournalEntry.objects.exists()
    assert not Outlet.objects.exists()


def test_a_benchmark_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("bench", "speed")
