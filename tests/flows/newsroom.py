"""A newsroom of a test's own: its database on the run's engine, its processes, and a wire of many hosts."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.management.test_up import ROOT, descendants, free_port

LONG_AGO = "2020-01-01 00:00:00+00"


class Newsroom:
    """Its environment, its database to look into, and its commands."""

    def __init__(self, folder: Path, redis_url: str, allow: str, **more: str) -> None:
        self.folder = folder
        self.database_url = _database(folder)
        self.environment = {
            **os.environ,
            "VAR_DIR": str(folder),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": redis_url,
            "FETCH_ALLOW_TARGETS": allow,
            "FETCH_HOST_DELAY_SECONDS": "0.1",
            "PYTHONWARNINGS": "ignore",
            **more,
        }

    def run(self, *arguments: str) -> str:
        """A command of ours to its end; what it printed."""
        ended = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def shell(self, code: str) -> None:
        self.run("manage.py", "shell", "-v", "0", "-c", code)

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A process of ours in a group of its own."""
        log = (self.folder / "processes.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def celery(self, *arguments: str, app: str = "tracker") -> "subprocess.Popen[bytes]":
        return self.start("-m", "celery", "--app", app, "--quiet", *arguments)

    def fetching(self, *, app: str = "tracker", name: str = "fetch") -> "subprocess.Popen[bytes]":
        return self.celery("worker", "--queues=fetch", "--concurrency=2", f"--hostname={name}@%h", app=app)

    def prompt(self) -> "subprocess.Popen[bytes]":
        return self.celery("worker", "--queues=default,notify,match", "--concurrency=1", "--hostname=prompt@%h")

    def beat(self, name: str = "beat") -> "subprocess.Popen[bytes]":
        return self.celery("beat", f"--schedule={self.folder / name}", "--pidfile=")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query answers, or nothing for one that writes."""
        with self._connected() as connection:
            cursor = connection.execute(sql)
            found = cursor.fetchall() if cursor.description else []
            connection.commit()
            return [tuple(row) for row in found]

    def count(self, table: str, where: str = "1 = 1") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])

    def let_leases_end(self) -> None:
        """As if the time of every lease had passed."""
        for table in ("claims_feed", "claims_host", "claims_page"):
            ended = f"lease_until = '{LONG_AGO}', next_check_at = '{LONG_AGO}'"
            self.rows(f"UPDATE {table} SET {ended} WHERE lease_until > '{LONG_AGO}'")

    def said(self) -> str:
        return (self.folder / "processes.log").read_text(errors="replace")[-5000:]

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        if self.database_url.startswith("sqlite"):
            connection: Any = sqlite3.connect(self.database_url.removeprefix("sqlite:///"), timeout=20)
        else:
            connection = psycopg.connect(self.database_url)
        try:
            yield connection
        finally:
            connection.close()


def _database(folder: Path) -> str:
    """A migrated database on the engine that this run tests."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        own = folder / "newsroom.sqlite3"
        shutil.copy(_pattern(folder.parent), own)
        return f"sqlite:///{own}"
    return _created(given, pattern=_pattern(folder.parent))


@cache
def _pattern(folder: Path) -> str:
    """What each newsroom begins as a copy of, made once in a test process: a file, or the name of a database."""
    given = os.environ.get("DATABASE_URL", "")
    file = folder / "pattern.sqlite3"
    url = _created(given) if given.startswith("postgres") else f"sqlite:///{file}"
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    return urlsplit(url).path.removeprefix("/") if given.startswith("postgres") else str(file)


def _created(server: str, *, pattern: str = "template1") -> str:
    name = f"room_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {pattern}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def kill(process: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to the whole group, and no child is left."""
    children = descendants(process.pid)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue


def children_of(process: "subprocess.Popen[bytes]") -> list[int]:
    return sorted(descendants(process.pid))


class Wire:
    """Feeds on many loopback addresses from one thread: /feed/N lists ten entries; it remembers who was asked."""

    def __init__(self, *, hosts: int, delay: float = 0.0) -> None:
        self.port = free_port()
        self.hosts = [f"127.3.0.{number + 1}" for number in range(hosts)]
        self.asked: Counter[str] = Counter()
        self.busy: Counter[str] = Counter()
        self.most_at_once = 0
        self.delay = delay
        self.poison: set[str] = set()
        self._free = self._over = asyncio.Event()  # made anew in the loop that waits for them
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        self._ready.wait(20)

    @property
    def allow(self) -> str:
        return f"127.3.0.0/24:{self.port}"

    def url(self, number: int) -> str:
        return f"http://{self.hosts[number % len(self.hosts)]}:{self.port}/feed/{number}"

    def hold(self) -> None:
        """From now on requests are heard and not answered."""
        self._loop.call_soon_threadsafe(self._free.clear)

    def release(self) -> None:
        self._loop.call_soon_threadsafe(self._free.set)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(20)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._free, self._over = asyncio.Event(), asyncio.Event()
        self._free.set()
        async with AsyncExitStack() as servers:
            for host in self.hosts:
                await servers.enter_async_context(await asyncio.start_server(self._converse, host, self.port))
            self._ready.set()
            await self._over.wait()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.busy[host] += 1
                self.most_at_once = max(self.most_at_once, self.busy[host])
                try:
                    writer.write(await self._answered(head.split(" ")[1], host))
                    await writer.drain()
                finally:
                    self.busy[host] -= 1
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answered(self, path: str, host: str) -> bytes:
        if not path.startswith("/feed/") or path.count("/") > 2:  # robots.txt, and the pages
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        self.asked[path] += 1
        await asyncio.sleep(self.delay * random.random())
        await self._free.wait()
        body = self._document(path, host)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def _document(self, path: str, host: str) -> bytes:
        entries = "".join(
            f"<item><title>Story {number} of {path}</title><link>http://{host}:{self.port}{path}/{number}</link>"
            f"<guid>{path}/{number}</guid></item>"
            for number in range(10)
        )
        title = "POISON" if path in self.poison else "Fine"
        return f'<rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


def feeds_of(wire: Wire, count: int, *, beginning: int = 0) -> str:
    """The code that watches the wire's feeds."""
    return (
        "from claims.models import Feed, database_now\n"
        "from claims.monitoring import feeds\n"
        "now = database_now()\n"
        f"for url in {[wire.url(number) for number in range(beginning, count)]!r}:\n"
        "    feeds.add(url=url, outlet_name='The wire', now=now, fetch=None)\n"
    )
