"""Two addresses for those who run it: alive, and ready."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_living_process_says_so() -> None:
    assert Client().get("/healthz").json() == {"alive": True}


def test_ready_when_database_migrations_and_redis_are_there(settings: Any, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "writable": True, "redis": True, "migrations": True}


def test_not_ready_without_redis(settings: Any, tmp_path: Any) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/no-redis-here.sock"
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["redis"] is False
