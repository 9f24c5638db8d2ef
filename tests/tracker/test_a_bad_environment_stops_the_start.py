"""A missing or malformed value stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEALING_KEY = "dGhpcyBrZXkgc2VhbHMgb25seSB0ZXN0cywgb2shISE="


def start(tmp_path: Path, *program: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Start a program of ours with this environment and nothing of the test run's own."""
    values = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environment}
    command = [sys.executable, *(program or ("manage.py", "check"))]
    return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("SECRET_KEY", "short"),
        ("SEALING_KEYS", "not a key"),
        ("DEBUG", "perhaps"),
        ("NEWSROOM_LANGUAGE", "fr"),
        ("NEWSROOM_LANGUAGE", "Deutsch"),
        ("NEWSROOM_TIME_ZONE", "Kyiv"),
        ("NEWSROOM_TIME_ZONE", "../../etc/passwd"),
        ("SITE_URL", "claims.example.org"),
        ("EMAIL_URL", "pigeon"),
        ("FETCH_ALLOW_TARGETS", "*"),
        ("FETCH_ALLOW_TARGETS", "127.0.0.1"),
        ("FETCH_HOST_DELAY_SECONDS", "soon"),
        ("NUM_PROXIES", "-1"),
        ("REQUIRE_MFA", "chiefs"),
        ("LOCKOUT_FAILURES", "0"),
        ("LOCKOUT_MINUTES", "a while"),
        ("SEARCH_PROVIDERS", "altavista"),
        ("WEB_ARCHIVE", "yes"),
        ("GDELT_URL", "nowhere"),
        ("MATCH_SHOW", "often"),
        ("MATCH_SILENT", "1.5"),
        ("MATCH_STRICT", "nan"),
        ("MATCH_PRECISION", "80"),
    ],
)
def test_a_malformed_value_is_named_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    ended = start(tmp_path, **{name: value})
    assert ended.returncode != 0
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_provider_that_wants_a_key_needs_it(tmp_path: Path) -> None:
    ended = start(tmp_path, SEARCH_PROVIDERS="gdelt,fact_check")
    assert ended.stderr.startswith("FACT_CHECK_API_KEY is missing")
    assert start(tmp_path, SEARCH_PROVIDERS="fact_check", FACT_CHECK_API_KEY="k" * 39).returncode == 0


def test_thresholds_of_matching_are_in_order(tmp_path: Path) -> None:
    ended = start(tmp_path, MATCH_SILENT="0.6", MATCH_STRICT="0.5")
    assert ended.stderr == "MATCH_SILENT is 0.6 and MATCH_STRICT is 0.5: MATCH_STRICT must not be the lower one.\n"
    assert start(tmp_path, MATCH_SILENT="0.2", MATCH_SHOW="0.2", MATCH_STRICT="1").returncode == 0


def test_an_unset_environment_starts(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0


def test_the_local_secret_is_made_once_and_only_ours_to_read(tmp_path: Path) -> None:
    start(tmp_path)
    path = tmp_path / "secret-key"
    first = path.read_text()
    start(tmp_path)
    assert path.read_text() == first
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SEALING_KEYS"])
@pytest.mark.parametrize(
    "production", [{"SITE_URL": "https://claims.example.org"}, {"DATABASE_URL": "postgres://user@host/name"}]
)
def test_production_needs_its_secrets(tmp_path: Path, missing: str, production: dict[str, str]) -> None:
    secrets = {"SECRET_KEY": "x" * 50, "SEALING_KEYS": SEALING_KEY}
    del secrets[missing]
    ended = start(tmp_path, **production, **secrets)
    assert ended.returncode != 0
    assert ended.stderr.strip().splitlines() == [ended.stderr.strip()]
    assert missing in ended.stderr


@pytest.mark.parametrize(
    "program",
    [
        ("-m", "celery", "--app", "tracker", "report"),
        ("-c", "import tracker.wsgi"),
    ],
)
def test_workers_and_web_say_it_too(tmp_path: Path, program: tuple[str, ...]) -> None:
    ended = start(tmp_path, *program, DJANGO_SETTINGS_MODULE="tracker.settings", DATABASE_URL="nonsense")
    assert ended.returncode != 0
    assert "DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
