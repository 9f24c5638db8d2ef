"""Services on loopback that speak the documented answers of GDELT, Fact Check Tools and the Wayback Machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from claims.fetching.guard import parse_allow_targets
from claims.fetching.http import Fetcher

STORY = "https://outlet.example/nato-sees-no-sign"
REVIEW = "https://checkers.example/withdrawal"
KEY = "AIza-a-key-that-nobody-may-see"


class Services(ThreadingHTTPServer):
    """Remembers each path and its query; `broken` names the services that answer as they do on a bad day."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.broken: set[str] = set()
        self.archived: set[str] = set()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _query in self.asked]


class Answer(BaseHTTPRequestHandler):
    server: Services

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append((parts.path, query))
        if parts.path == "/gdelt":
            self._gdelt()
        elif parts.path == "/claims:search":
            self._fact_check(query)
        elif parts.path == "/available":
            self._available(query)
        elif parts.path.startswith("/save/"):
            self._save(parts.path.removeprefix("/save/"))
        else:
            self.send_error(404)

    def _gdelt(self) -> None:
        if "gdelt" in self.server.broken:
            self._say(b"Your query was too short or too long.\n", "text/html")
            return
        article = {
            "url": STORY,
            "url_mobile": "",
            "title": "NATO sees no sign of a withdrawal",
            "seendate": "20220215T104500Z",
            "socialimage": "",
            "domain": "outlet.example",
            "language": "English",
            "sourcecountry": "United Kingdom",
        }
        self._say(json.dumps({"articles": [article]}).encode(), "application/json; charset=utf-8")

    def _fact_check(self, query: dict[str, str]) -> None:
        if query.get("key") != KEY:
            error = {"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT"}}
            self._say(json.dumps(error).encode(), "application/json", status=400)
            return
        review = {
            "publisher": {"name": "Checkers", "site": "checkers.example"},
            "url": REVIEW,
            "title": "No, the units did not leave",
            "reviewDate": "2022-02-17T00:00:00Z",
            "textualRating": "False",
            "languageCode": "en",
        }
        claim = {"text": "The units have left", "claimant": "A ministry", "claimReview": [review]}
        self._say(json.dumps({"claims": [claim]}).encode(), "application/json")

    def _available(self, query: dict[str, str]) -> None:
        found: dict[str, Any] = {}
        if query["url"] in self.server.archived:
            copy = f"{self.server.base}/web/20220216120000/{query['url']}"
            found = {"closest": {"status": "200", "available": True, "url": copy, "timestamp": "20220216120000"}}
        self._say(json.dumps({"url": query["url"], "archived_snapshots": found}).encode(), "application/json")

    def _save(self, url: str) -> None:
        if "save" in self.server.broken:
            self.send_error(520)
            return
        self._say(b"<p>Saved", "text/html", **{"Content-Location": f"/web/20220217080000/{url}"})

    def _say(self, body: bytes, content_type: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def services(settings: Any) -> Iterator[tuple[Services, Fetcher]]:
    """The doubles, turned on in the settings, and a real fetcher that may ask them."""
    server = Services()
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.SEARCH_PROVIDERS, settings.FACT_CHECK_API_KEY = ["gdelt", "fact_check"], KEY
    settings.GDELT_URL, settings.FACT_CHECK_URL = f"{server.base}/gdelt", f"{server.base}/claims:search"
    settings.WEB_ARCHIVE_URL, settings.WEB_ARCHIVE_API_URL = server.base, f"{server.base}/available"
    targets = parse_allow_targets(f"127.0.0.1:{server.server_port}")
    fetch = Fetcher(user_agent="Said/1 (+me)", allow=targets)
    try:
        yield server, fetch
    finally:
        fetch.close()
        server.shutdown()
        server.server_close()
