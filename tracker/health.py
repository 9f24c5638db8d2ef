"""Say whether this process lives, and whether it can do its work."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def alive(request: HttpRequest) -> JsonResponse:
    """The process answers: nothing else is asked."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:
    """Database, migrations and Redis: 503 and the names of what is missing until all are there."""
    found = {"database": _has_database(), "writable": _is_writable(), "redis": _has_redis()}
    found["migrations"] = found["database"] and _is_migrated()
    is_ready = all(found.values())
    return JsonResponse({"ready": is_ready, **found}, status=200 if is_ready else 503)


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_writable() -> bool:
    """Whether the database takes writes: a statement that changes no row, in a transaction that is there for it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET name = name WHERE id < 0")
    except DatabaseError:
        return False
    return True


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _has_redis() -> bool:
    try:
        return bool(redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping())
    except redis.RedisError:
        return False
