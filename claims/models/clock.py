"""Ask the database what time it is, so that every process reads one clock."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """The time of the database's clock, aware, UTC. SQLite lives in this process and shares its clock."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now.astimezone(UTC)  # type: ignore[no-any-return]  # a cursor's row is untyped
