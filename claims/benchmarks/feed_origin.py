"""Serve feeds on many loopback addresses and count who asks: `python -m claims.benchmarks.feed_origin`."""

import argparse
import asyncio
import json
import resource
from collections import Counter
from dataclasses import dataclass, field

ENTRIES = 10
HOSTS_OF_A_NETWORK = 250


def host(number: int) -> str:
    """The loopback address of a host: 127.1.0.1 to 127.1.0.250, then 127.1.1.1 and so on."""
    return f"127.1.{number // HOSTS_OF_A_NETWORK}.{number % HOSTS_OF_A_NETWORK + 1}"


def networks(hosts: int) -> list[str]:
    """The networks that hold them, as FETCH_ALLOW_TARGETS wants them."""
    return [f"127.1.{number}.0/24" for number in range((hosts - 1) // HOSTS_OF_A_NETWORK + 1)]


@dataclass
class Served:
    """Every feed's version, and what was seen."""

    changed_share: float = 1.0
    versions: Counter[int] = field(default_factory=Counter)
    busy: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    answered: Counter[int] = field(default_factory=Counter)

    def version(self, feed: int) -> int:
        """The version this poll gets: a new one for the first so many of each hundred feeds."""
        if feed % 100 < self.changed_share * 100:
            self.versions[feed] += 1
        return self.versions[feed]


def document(feed: int, version: int, base: str) -> bytes:
    """A feed whose entries are all new in each version."""
    entries = "".join(
        f"<item><title>Story {version}-{number} of outlet {feed}</title><link>{base}/{feed}/{version}/{number}</link>"
        f"<guid>{base}/{feed}/{version}/{number}</guid><pubDate>Tue, 15 Feb 2022 09:{number:02}:00 GMT</pubDate>"
        f"<description>Troops, talks and statements, told by outlet {feed} on page {number}.</description></item>"
        for number in range(ENTRIES)
    )
    return f'<rss version="2.0"><channel><title>Outlet {feed}</title>{entries}</channel></rss>'.encode()


async def serve(*, hosts: int, port: int) -> None:
    served = Served()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = writer.get_extra_info("sockname")[0]
        try:
            while request := await _request(reader):
                served.busy[name] += 1
                served.most_at_once = max(served.most_at_once, served.busy[name])
                writer.write(_answer(served, request, f"http://{name}:{port}"))
                await writer.drain()
                served.busy[name] -= 1
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = [await asyncio.start_server(converse, host(number), port) for number in range(hosts)]
    print("ready", flush=True)  # noqa: T201  the parent waits for this line
    await asyncio.gather(*(one.serve_forever() for one in listening))


async def _request(reader: asyncio.StreamReader) -> tuple[str, str] | None:
    """Path and If-None-Match of the next request; None at the end of the connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, _, rest = head.partition("\r\n")
    etag = next(
        (line.partition(": ")[2] for line in rest.split("\r\n") if line.lower().startswith("if-none-match")), ""
    )
    return first.split(" ")[1], etag


def _answer(served: Served, request: tuple[str, str], base: str) -> bytes:
    path, etag = request
    if path.startswith("/share/"):
        served.changed_share = float(path.rpartition("/")[2])
        return _with(200, b"{}")
    if path == "/seen":
        return _with(200, json.dumps({"most_at_once": served.most_at_once, **_counts(served)}).encode())
    feed = int(path.removeprefix("/feed/"))
    current = f'"{served.version(feed)}"'
    served.answered[304 if etag == current else 200] += 1
    if etag == current:
        return _with(304, b"", current)
    return _with(200, document(feed, served.versions[feed], base), current)


def _counts(served: Served) -> dict[str, int]:
    return {f"answered_{status}": number for status, number in served.answered.items()}


def _with(status: int, content: bytes, etag: str = "") -> bytes:
    kind = "application/rss+xml" if status == 200 else "text/plain"
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\nETag: {etag}\r\n\r\n"
    return head.encode() + content


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--hosts", type=int, required=True)
    arguments.add_argument("--port", type=int, required=True)
    given = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(serve(hosts=given.hosts, port=given.port))
