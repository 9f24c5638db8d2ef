"""A broker in memory, and a web on loopback: tasks fetch for themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from celery import current_app
from kombu import Connection, pools

from claims import tasks
from claims.fetching.guard import parse_allow_targets
from tests.monitoring.documents import article_html, rss


class Outlet(ThreadingHTTPServer):
    """An outlet on loopback with a feed of one story; it remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class Answer(BaseHTTPRequestHandler):
    server: Outlet

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        self.server.asked.append(self.path)
        is_feed = self.path == "/feed.xml"
        title = "NATO sees no sign that Russia is withdrawing troops from the border with Ukraine"
        content = rss((title, self.server.url("/story"))) if is_feed else article_html(title)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml" if is_feed else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Outlet]:
    server = Outlet()
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def outlet(settings: Any) -> Iterator[Outlet]:
    with serving() as server:
        settings.FETCH_ALLOW_TARGETS = parse_allow_targets(server.host)
        tasks.web.cache_clear()
        yield server
        tasks.web().close()
        tasks.web.cache_clear()


@contextmanager
def broker(url: str) -> Iterator[None]:
    """Every message goes to this broker meanwhile."""
    before = current_app.conf.broker_url, current_app.conf.broker_transport_options
    current_app.conf.update(broker_url=url, broker_transport_options={})
    _forget_connections()
    yield
    current_app.conf.update(broker_url=before[0], broker_transport_options=before[1])
    _forget_connections()


def _forget_connections() -> None:
    pools.reset()
    current_app._after_fork()


class Queues:
    """What lies in the broker."""

    def take(self, queue: str) -> list[tuple[str, dict[str, int]]]:
        """The messages of a queue as (task, ids), and none is left there."""
        taken = []
        with Connection(current_app.conf.broker_url) as connection:
            waiting = connection.SimpleQueue(queue)
            while waiting.qsize():
                message = waiting.get(block=False)
                message.ack()
                taken.append((message.headers["task"].rpartition(".")[2], message.payload[1]))
            waiting.close()
        return taken


@pytest.fixture
def queues() -> Iterator[Queues]:
    with broker("memory://"):
        found = Queues()
        for name in ("fetch", "match", "default"):
            found.take(name)
        yield found


@pytest.fixture
def no_broker() -> Iterator[None]:
    """Nothing listens there."""
    with broker("redis://127.0.0.1:1/0"):
        yield
