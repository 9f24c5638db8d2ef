"""Serve replayed feeds and pages, each outlet on a loopback address of its own, from one process."""

import selectors
import socket
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from claims.benchmarks import replay_rows
from claims.benchmarks.replay_rows import ArticleRow, Rows

Answers = dict[tuple[str, str], tuple[str, str]]


def answers(rows: Rows, *, port: int) -> Answers:
    """(host, path) → (content type, text) of everything there is to fetch."""
    hosts = rows.sources()
    by_source: dict[str, list[ArticleRow]] = defaultdict(list)
    for row in rows.articles:
        by_source[row.source].append(row)
    found: Answers = {}
    for source, theirs in by_source.items():
        host = hosts[source]
        feed = replay_rows.feed_of(source, theirs, host=host, port=port)
        found[host, "/feed.xml"] = ("application/rss+xml; charset=utf-8", feed)
        for row in theirs:
            path = urlsplit(replay_rows.address(row, host=host, port=port)).path
            found[host, path] = ("text/html; charset=utf-8", replay_rows.page_of(row))
    return found


def serve(found: Answers, *, port: int, stop: threading.Event) -> None:
    """Listen on every host there is an answer for, until told to stop. Raises OSError when a port is taken."""
    selector = selectors.DefaultSelector()
    door = _door(found)
    for host in sorted({host for host, _path in found}):
        listener = socket.create_server((host, port), backlog=64)
        selector.register(listener, selectors.EVENT_READ, host)
    while not stop.is_set():
        for key, _events in selector.select(timeout=0.5):
            assert isinstance(key.fileobj, socket.socket)
            connection, caller = key.fileobj.accept()
            threading.Thread(target=_answer, args=(door, connection, caller, key.data), daemon=True).start()
    for key in list(selector.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()


def _answer(door: type[BaseHTTPRequestHandler], connection: socket.socket, caller: tuple[str, int], host: str) -> None:
    with connection:
        connection.settimeout(30)
        try:
            door(connection, caller, host)  # type: ignore[arg-type]  # it asks its server for nothing but the host
        except OSError:
            return  # the caller hung up


def _door(found: Answers) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        """Answers from the table."""

        def do_GET(self) -> None:
            content_type, text = found.get((str(self.server), self.path), ("text/html", ""))
            content = text.encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the tracker's own rows say what was fetched."""

    return Door
