"""The benchmarks run from the command line, and what they count is right: each on a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]


def bench(folder: Path, *arguments: str) -> dict[str, Any]:
    environment = {**os.environ, "VAR_DIR": str(folder)}
    command = [*MANAGE, "bench", *arguments, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_polling_asks_each_host_one_thing_at_a_time_and_measures_the_naive_loop_beside(tmp_path: Path) -> None:
    found = bench(tmp_path, "polling", "--feeds", "30", "--changed", "0.5")
    assert (found["feeds"], found["most_at_once_per_host"]) == (30, 1)
    assert min(found[f"{name}_per_minute"] for name in ("unchanged", "changed", "naive_changed")) > 0


def test_reservation_by_four_processes_takes_every_row_once(tmp_path: Path) -> None:
    found = bench(tmp_path, "reservation", "--size", "400")
    assert (found["reserved"], found["reserved_by_four"], found["double"]) == (400, 400, 0)


def test_a_big_feed_gives_its_newest(tmp_path: Path) -> None:
    found = bench(tmp_path, "big_feed", "--size", "3000")
    assert (found["entries"], found["kept"]) == (3000, 2010)


def test_a_look_back_is_measured_beside_the_databases_own_ranking(tmp_path: Path) -> None:
    found = bench(tmp_path, "look_back", "--size", "300")
    assert found["articles"] == 300
    for name in ("search_ms", "look_ms", "own_ranking_ms", "headline_scan_ms", "made_searchable_per_second"):
        assert found[name] > 0, name


def test_edited_copies_are_found_among_many_articles(tmp_path: Path) -> None:
    found = bench(tmp_path, "near_copies", "--size", "100")
    assert found["found_with_0%_edited"] == found["originals_found"] == 1.0
    assert found["strangers_taken_for_kin"] == 0
    assert found["stored_articles"] > 100
    assert 0 < found["compare_p50_ms"] <= found["compare_p99_ms"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("polling", "--changed", "7"), "CommandError: --changed is a share between 0 and 1."),
        (("nothing",), "argument name: invalid choice: 'nothing'"),
    ],
)
def test_a_wrong_wish_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path)}
    done = subprocess.run([*MANAGE, "bench", *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_claims_like_one_are_timed_among_many(tmp_path: Path) -> None:
    found = bench(tmp_path, "similar_claims", "--size", "300")
    assert (found["claims"], found["words_kept"] > 300) == (300, True)
    assert 0 < found["similar_p50_ms"] <= found["similar_p95_ms"] <= found["similar_worst_ms"]


def test_the_desks_pages_are_timed_in_a_big_newsroom_and_in_a_small_one(tmp_path: Path) -> None:
    found = bench(tmp_path, "desk", "--size", "200", "--articles", "300", "--suggestions", "200", "--rounds", "1")
    assert (found["claims"], found["suggestions"]) == (100 + 200, 1000 + 200)
    assert 0 < found["suggestions_waiting"] < found["suggestions"]
    for page in ("dashboard", "claims", "claim", "review", "next_suggestion"):
        assert 0 < found[f"{page}_p50_ms"] <= found[f"{page}_p95_ms"], page
        assert found[f"{page}_queries"] > 0, page
        assert found[f"{page}_over_small"] > 0, page
