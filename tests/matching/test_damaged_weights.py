"""A damaged weight file stops a worker with a sentence that names the file."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claims.analysis import glossary, lexical_model, linear_stance, pair_stance, wordpiece
from claims.matching import shipped

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    lexical_model.COEFFICIENTS_FILE,
    lexical_model.WORDS_FILE,
    linear_stance.LINES_FILE,
    pair_stance.PAIRS_FILE,
    wordpiece.VOCABULARY_FILE,
)


def test_what_is_shipped_is_whole() -> None:
    assert shipped.what_is_damaged() == ""


@pytest.mark.parametrize("file", FILES)
def test_a_worker_does_not_start_with_a_damaged_file(tmp_path: Path, file: str) -> None:
    house = tmp_path / "house"
    shutil.copytree(ROOT / "claims", house / "claims", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tracker", house / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    damaged = house / "claims" / "matching" / "weights" / file
    damaged.write_bytes(damaged.read_bytes()[:200])
    command = [sys.executable, "-m", "celery", "-A", "tracker", "worker", "-Q", "match", "--pool", "solo"]
    environment = {**os.environ, "VAR_DIR": str(tmp_path)}
    ended = subprocess.run(
        command, cwd=house, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode != 0
    assert str(damaged) in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_damaged_glossary_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("only one column\n")
    monkeypatch.setattr(glossary, "GLOSSARY_FILE", file)
    assert str(file) in shipped.what_is_damaged()
