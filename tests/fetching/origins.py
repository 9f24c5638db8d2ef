"""Servers on loopback that answer, drip, lie or hang as a test says."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from claims.fetching import guard
from claims.fetching.http import Fetcher, Limits

NAME = "outlet.example.org"
Deed = Callable[[socket.socket], None]
# Long enough for a busy machine, short enough that a test which waits for them ends soon.
QUICK = Limits(connect_seconds=2, read_seconds=2, total_seconds=2, raw_bytes=200_000, decoded_bytes=400_000)


def answer(body: bytes = b"hello", *, status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer with a true Content-Length; header names are given with underscores."""
    named = {"Content-Length": str(len(body)), **{name.replace("_", "-"): text for name, text in headers.items()}}
    lines = "".join(f"{name}: {text}\r\n" for name, text in named.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@dataclass
class Origin:
    """What a server was asked, connection by connection."""

    host: str
    port: int
    requests: list[str] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/", *, name: str = NAME, scheme: str = "http") -> str:
        return f"{scheme}://{name}:{self.port}{path}"

    @property
    def target(self) -> str:
        return f"{self.host}:{self.port}"

    def heard(self) -> list[str]:
        """The first line of each request."""
        return [request.partition("\r\n")[0] for request in self.requests]


@contextmanager
def serving(
    answers: Mapping[str, bytes | Deed], *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Origin]:
    with socket.create_server((host, port)) as listening:
        origin = Origin(host=host, port=listening.getsockname()[1])
        threading.Thread(target=_accept, args=(listening, origin, answers, tls), daemon=True).start()
        yield origin
        # Closing alone does not wake a thread that waits in accept().
        listening.shutdown(socket.SHUT_RDWR)


def _accept(
    listening: socket.socket, origin: Origin, answers: Mapping[str, bytes | Deed], tls: ssl.SSLContext | None
) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            origin.connections += 1
            threading.Thread(target=_converse, args=(connection, origin, answers, tls), daemon=True).start()


def _converse(
    connection: socket.socket, origin: Origin, answers: Mapping[str, bytes | Deed], tls: ssl.SSLContext | None
) -> None:
    with connection, suppress(OSError), tls.wrap_socket(connection, server_side=True) if tls else connection as secured:
        while request := _request(secured):
            origin.requests.append(request)
            what = answers.get(request.split(" ")[1], answer(b"not here", status="404 Not Found"))
            if not isinstance(what, bytes):
                what(secured)
                return
            secured.sendall(what)


def _request(connection: socket.socket) -> str:
    found = b""
    while not found.endswith(b"\r\n\r\n"):
        piece = connection.recv(65536)
        if not piece:
            return ""
        found += piece
    return found.decode()


def dripping(start: bytes, drop: bytes) -> Deed:
    """Sends `start`, then a drop every few milliseconds for as long as anybody listens."""

    def deed(connection: socket.socket) -> None:
        pause = threading.Event()
        connection.sendall(start)
        while not pause.wait(0.02):
            connection.sendall(drop)

    return deed


@contextmanager
def fetching(*origins: Origin, limits: Limits = QUICK, allow: str = "", names: str = NAME) -> Iterator[Fetcher]:
    """A fetcher that may ask these origins; `names` all lead to the first of them."""
    targets = guard.parse_allow_targets(allow or ",".join(origin.target for origin in origins))
    addresses = {name: [origins[0].host] for name in names.split()}
    fetch = Fetcher(
        user_agent="Said/1 (+me)", allow=targets, limits=limits, resolve=lambda name: addresses.get(name, [])
    )
    try:
        yield fetch
    finally:
        fetch.close()
