"""The programs the house is made of, as commands to start."""

import sys
from pathlib import Path

from django.conf import settings

from claims.management.children import Child, Children
from claims.management.redis_server import find_redis_server, redis_command

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
CELERY = [sys.executable, "-m", "celery", "--app", "tracker", "--quiet"]


def start_redis(children: Children, *, short: Path) -> str:
    """Start a Redis of our own with its socket in the folder `short`; its URL once it listens. Raises NoRedis."""
    server, path, folder = find_redis_server(), short / "redis.sock", settings.VAR_DIR / "redis"
    command = redis_command(server, socket=path, folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    children.start(Child("Redis", command))
    children.wait_until(path.exists, seconds=20)
    return f"unix://{path}"


def workers() -> list[Child]:
    """Two workers and beat. The matching worker is one process that is never recycled: it holds the claim index."""
    fetching = [
        *("worker", "--queues=fetch,notify,default", "--concurrency=2", "--hostname=fetch@%h", "--loglevel=WARNING"),
        *("--max-tasks-per-child=200", "--max-memory-per-child=400000"),
    ]
    matching = ["worker", "--queues=match", "--pool=solo", "--hostname=match@%h", "--loglevel=WARNING"]
    beat = ["beat", f"--schedule={settings.VAR_DIR / 'beat'}", "--pidfile=", "--loglevel=WARNING"]
    return [
        Child("the fetching worker", [*CELERY, *fetching]),
        Child("the matching worker", [*CELERY, *matching]),
        Child("beat", [*CELERY, *beat]),
    ]
