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
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
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
