"""What every test shares: a flush that history allows, fast passwords, a real Redis, a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations as PostgreSQLOperations
from django.db.backends.sqlite3.base import DatabaseOperations as SQLiteOperations
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from claims.models import Rating, RatingScale
from claims.models.rating_scales import load_rating_scales
from tests import processes

# No test is timed: on a busy machine a first example takes longer than the rest.
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("untimed")

execute_flush = BaseDatabaseOperations.execute_sql_flush


def flush_on_sqlite(self: SQLiteOperations, sql_list: list[str]) -> None:
    """History refuses DELETE: the triggers are set aside and put back, from the text SQLite keeps of them."""
    with self.connection.cursor() as cursor:
        # Those of the full-text index stay: it must see its rows go.
        of_history = "type = 'trigger' AND tbl_name != 'claims_articletext'"
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {of_history}")
        triggers = cursor.fetchall()
    execute_flush(self, [*(f"DROP TRIGGER {name}" for name, _ in triggers), *sql_list, *(sql for _, sql in triggers)])
    load_rating_scales(RatingScale, Rating)


def flush_on_postgresql(self: PostgreSQLOperations, sql_list: list[str]) -> None:
    """History refuses TRUNCATE: the triggers sleep while this session replays like a replica."""
    asleep, awake = "SET session_replication_role = replica", "SET session_replication_role = origin"
    execute_flush(self, [asleep, *sql_list, awake])
    load_rating_scales(RatingScale, Rating)


SQLiteOperations.execute_sql_flush = flush_on_sqlite  # type: ignore[method-assign]
PostgreSQLOperations.execute_sql_flush = flush_on_postgresql  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis of the test run's own."""
    with processes.redis() as url:
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as a newsroom has it: one in memory locks whole tables between threads, and nobody waits."""
    if not django_settings.IS_POSTGRESQL:
        file = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        django_settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)


@pytest.fixture(scope="session", autouse=True)
def static_folder() -> None:
    """There, though empty: a server that is started before the first test looks for it."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def in_no_readers_language() -> Iterator[None]:
    """A request leaves the language of its reader behind: the next test begins in the newsroom's."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def quick_and_empty(settings: Any, tmp_path: Any) -> Iterator[None]:
    """Passwords hash fast, hosts need no rest, files land in a folder of the test's own, every cache is empty."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.VAR_DIR = settings.STATIC_ROOT = tmp_path
    settings.FETCH_HOST_DELAY_SECONDS = 0
    # What a verdict needs in a newsroom is the matter of tests of its own.
    settings.SETTLE_MIN_SOURCES = 0
    yield
    cache.clear()
