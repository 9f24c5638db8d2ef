"""Connect to the address that was checked, and let no single read outlast the request's deadline."""

import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from claims.fetching.guard import AllowTarget, allowed_addresses

Resolve = Callable[[str], list[str]]

# When the request that runs in this thread must be over, by time.monotonic().
DEADLINE: ContextVar[float] = ContextVar("DEADLINE", default=float("inf"))


def transport(*, ssl_context: ssl.SSLContext, allow: Sequence[AllowTarget], resolve: Resolve) -> httpx.HTTPTransport:
    """An httpx transport over a pool that connects only where the guard allows.

    httpx has no public way to hand in a network backend (0.28): its private pool is replaced, the version is pinned and
    tests/fetching/test_the_connected_address_is_the_checked_one.py would fail without it.
    """
    made = httpx.HTTPTransport(verify=ssl_context, trust_env=False)
    made._pool.close()
    made._pool = httpcore.ConnectionPool(
        ssl_context=ssl_context,
        max_connections=20,
        max_keepalive_connections=10,
        keepalive_expiry=5.0,
        network_backend=PinnedNetwork(allow=allow, resolve=resolve),
    )
    return made


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
        named = f"[{host}]" if ":" in host else host
        addresses = allowed_addresses(f"http://{named}:{port}/", self._resolve, allow=self._allow)
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, timeout=left(timeout), local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return DeadlineStream(stream)
        raise failure

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("Unix sockets are never fetched.")


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=left(timeout))
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def left(timeout: float | None) -> float:
    """The seconds this operation may take: its own limit, or what the request has left."""
    remaining = DEADLINE.get() - time.monotonic()
    if remaining <= 0:
        raise httpcore.ReadTimeout("the request's time is over")
    return remaining if timeout is None else min(timeout, remaining)
