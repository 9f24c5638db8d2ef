"""Serve the demonstration's outlets on loopback, and release their stories one by one."""

import json
import threading
import time
from collections.abc import Callable
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from claims.demonstration.wire_pages import OUTLETS, PAGES, WireOutlet, WirePage, html_of

PORT = 8741


class Release:
    """How many stories are out: one every so many seconds since the wire was switched on, none before.

    The moment is kept in a file, so that a restarted wire goes on where it was and never takes a story back.
    """

    def __init__(self, *, kept_in: Path, every: float, clock: Callable[[], float] = time.time) -> None:
        self._kept_in = kept_in
        self._every = every
        self._clock = clock
        self._switched_on: float | None = None
        if kept_in.exists():
            self._switched_on = float(json.loads(kept_in.read_text())["switched_on"])

    @property
    def is_on(self) -> bool:
        return self._switched_on is not None

    def switch_on(self) -> None:
        if self._switched_on is None:
            self._switched_on = self._clock()
            self._kept_in.write_text(json.dumps({"switched_on": self._switched_on}))

    def count(self) -> int:
        return 0 if self._switched_on is None else int((self._clock() - self._switched_on) / self._every)


def feed_of(outlet: WireOutlet, *, released: int, port: int) -> str:
    """The outlet's RSS feed after so many releases, newest first."""
    out = [page for page in PAGES if page.outlet == outlet.key and html_of(page, released=released)]
    items = "\n".join(_item(outlet, page, port=port) for page in sorted(out, key=lambda page: -page.order))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>http://{outlet.address}:{port}/</link>"
        f"<description>A demonstration feed</description>\n{items}\n</channel></rss>\n"
    )


def _item(outlet: WireOutlet, page: WirePage, *, port: int) -> str:
    address = f"http://{outlet.address}:{port}/{page.slug}"
    return (
        f"<item><title>{escape(page.headline)}</title><link>{address}</link><guid>{address}</guid>"
        f"<pubDate>{format_datetime(page.published_at)}</pubDate>"
        f"<description>{escape(page.paragraphs[0])}</description></item>"
    )


def answer(outlet: WireOutlet, path: str, *, released: int, port: int) -> tuple[int, str, str]:
    """Status, content type and text for a path of an outlet."""
    if path == "/feed.xml":
        return 200, "application/rss+xml; charset=utf-8", feed_of(outlet, released=released, port=port)
    for page in PAGES:
        if page.outlet == outlet.key and path == f"/{page.slug}":
            html = html_of(page, released=released)
            if html is not None:
                return 200, "text/html; charset=utf-8", html
    return 404, "text/html; charset=utf-8", "<h1>Not here</h1>"


def serve(*, release: Release, port: int = PORT) -> list[ThreadingHTTPServer]:
    """Start a server for each outlet on its own loopback address, in threads; the caller shuts them down."""
    servers = []
    for outlet in OUTLETS:
        server = ThreadingHTTPServer((outlet.address, port), _door(outlet, release, port))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    return servers


def _door(outlet: WireOutlet, release: Release, port: int) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        """One outlet's answers, with validators, so that an unchanged feed costs a 304."""

        def do_GET(self) -> None:
            status, content_type, text = answer(outlet, self.path, released=release.count(), port=port)
            content = text.encode()
            etag = f'"{sha256(content).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, content = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """The wire is quiet: the tracker's own records say what was fetched."""

    return Door
