"""What our workers need that Celery and kombu do not bring: a lost Redis survived, SQLite not overrun."""

from typing import Any

from django.conf import settings
from kombu.transport.redis import Channel
from redis.exceptions import ConnectionError as RedisConnectionError

MOST_WRITERS = 4
_connparams = Channel._connparams


def connparams_or_lost(channel: Any, asynchronous: bool = False) -> Any:
    """As kombu's own; for a channel whose connection is closed the error that its callers expect.

    kombu 5.7 raises AttributeError there, when it acknowledges or restores what was under way as Redis went: nobody
    catches that, and the worker ends. With the right error it logs and connects again.
    """
    if getattr(channel.connection, "client", None) is None:
        raise RedisConnectionError("The connection to Redis is closed.")
    return _connparams(channel, asynchronous=asynchronous)  # type: ignore[no-untyped-call]  # kombu has no types


def mend() -> None:
    Channel._connparams = connparams_or_lost  # type: ignore[method-assign]  # the only place where it can be mended


def keep_to_tasks(worker: Any) -> None:
    """The worker tells other workers nothing, whatever command started it.

    Nobody here listens to its heartbeat, and one that finds no Redis is sent again for ever: a worker that was told to
    end as its Redis went (both hear it when their parent is killed) waited for that and stayed.
    """
    worker.options.update(without_heartbeat=True, without_gossip=True, without_mingle=True)


def refuse_too_many_writers(processes: int) -> None:
    """End a worker that would bring more writers than SQLite serves without keeping people waiting."""
    if not settings.IS_POSTGRESQL and processes > MOST_WRITERS:
        raise SystemExit(
            f"SQLite serves at most {MOST_WRITERS} writing processes, not {processes}: "
            "start fewer (--concurrency), or set DATABASE_URL to PostgreSQL."
        )
