"""Connect to the address that was checked, and let nothing outlast the request's deadline."""

import queue
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore

from claims.fetching import guard
from claims.fetching.guard import AllowTarget

Resolve = Callable[[str], list[str]]


@dataclass(slots=True)
class Visit:
    """The request that runs in this thread: when it must be over by time.monotonic(), and what became of it."""

    deadline: float
    is_on_new_connection: bool = False
    is_answered: bool = False

    def left(self, limit: float | None = None) -> float:
        """The seconds an operation may take: its own limit, or what the request has left."""
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout("the request's time is over")
        return remaining if limit is None else min(limit, remaining)


# httpcore hands a backend the host and the port only; the request they belong to runs in the same thread.
VISIT: ContextVar[Visit] = ContextVar("VISIT")


def pool(*, context: ssl.SSLContext, allow: Sequence[AllowTarget], resolve: Resolve) -> httpcore.ConnectionPool:
    """Connections that are made only where the guard allows, and stay open a few seconds for the next request.

    A request for the same scheme, host and port may use an open one: its address was checked when it was made.
    """
    return httpcore.ConnectionPool(
        ssl_context=context,
        max_connections=100,  # more than one process asks at once: a request never waits for another's
        max_keepalive_connections=20,
        keepalive_expiry=5.0,
        network_backend=PinnedNetwork(allow=allow, resolve=resolve),
    )


class PinnedNetwork(httpcore.NetworkBackend):
    """Resolve once, check every address, connect to a checked one. The host name stays for TLS and the Host header."""

    def __init__(self, *, allow: Sequence[AllowTarget], resolve: Resolve) -> None:
        self._allow = allow
        self._resolve = resolve
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        visit = VISIT.get()
        visit.is_on_new_connection = True
        url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
        failure: Exception = httpcore.ConnectError("no address")
        for address in guard.allowed_addresses(url, self._resolve_in_time, allow=self._allow):
            try:
                stream = self._network.connect_tcp(
                    address,
                    port,
                    timeout=visit.left(timeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return DeadlineStream(stream)
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("Unix sockets are never fetched.")

    def _resolve_in_time(self, host: str) -> list[str]:
        """The system's resolver knows no time limit: it is asked in a thread that may be left behind."""
        answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        threading.Thread(target=self._look_up, args=(host, answers), daemon=True).start()
        try:
            return answers.get(timeout=VISIT.get().left())
        except queue.Empty:
            raise httpcore.ConnectTimeout("no name server answered") from None

    def _look_up(self, host: str, answers: "queue.SimpleQueue[list[str]]") -> None:
        try:
            answers.put(self._resolve(host))
        except (OSError, ValueError):
            answers.put([])


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=VISIT.get().left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=VISIT.get().left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = VISIT.get().left(timeout)
        return DeadlineStream(self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=seconds))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
