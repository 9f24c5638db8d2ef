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
    """Three workers and beat.

    Fetching is one process with many requests under way, recycled. Matching is one process that is never recycled: it
    holds the claim index. The third does what must never wait for either: the sweep, mails, what a person asked for.
    """
    recycled = ("--max-tasks-per-child=200", "--max-memory-per-child=400000")
    beat = ["beat", f"--schedule={settings.VAR_DIR / 'beat'}", "--pidfile=", "--loglevel=WARNING"]
    return [
        _worker("fetching", "fetch", "--queues=fetch", "--concurrency=1", *recycled),
        _worker("matching", "match", "--queues=match", "--pool=solo"),
        _worker("prompt", "prompt", "--queues=default,notify", "--concurrency=2", *recycled),
        Child("beat", [*CELERY, *beat]),
    ]


def _worker(name: str, host: str, *options: str) -> Child:
    return Child(f"the {name} worker", [*CELERY, "worker", f"--hostname={host}@%h", "--loglevel=WARNING", *options])
