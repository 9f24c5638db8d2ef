"""The one door to the web: connects only to checked addresses, within limits of time and size."""

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx

from claims.fetching import pinned
from claims.fetching.errors import FetchFailed
from claims.fetching.guard import AllowTarget, check_spelling

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of wall clock and bytes; `total_seconds` bounds everything, redirects and drips included."""

    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    raw_bytes: int = 10 * 1024 * 1024
    decoded_bytes: int = 20 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop: the address that answered, and with which status."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete HTTP answer, whatever its status. Header names are in lower case, content is decoded and capped."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    redirects: tuple[Redirect, ...] = field(default=())

    @property
    def is_not_modified(self) -> bool:
        return self.status == 304

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", "")


class Fetch(Protocol):
    """How stages see the web; tests hand in a FakeWeb."""

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply: ...


def system_resolve(host: str) -> list[str]:
    """The addresses of a host by the system's resolver; none when it does not know the name."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Fetcher:
    """Fetches addresses for one process. Connections stay open between requests; every new one is checked."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Sequence[AllowTarget] = (),
        limits: Limits | None = None,
        resolve: pinned.Resolve = system_resolve,
        verify: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._allow = tuple(allow)
        context = verify or httpx.create_ssl_context(trust_env=False)
        self._client = httpx.Client(
            transport=pinned.transport(ssl_context=context, allow=self._allow, resolve=resolve),
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        """Fetch `url`, following at most `limits.redirects` redirects.

        Returns any complete answer. Raises AddressRefused when a hop may not be asked, FetchFailed otherwise.
        """
        deadline = time.monotonic() + self._limits.total_seconds
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        hops: list[Redirect] = []
        here = url
        while True:
            same_host = urlsplit(here).netloc == urlsplit(url).netloc
            headers = {"Accept": accept, **({k: v for k, v in conditions.items() if v} if same_host else {})}
            status, answered, content = self._one(here, headers, deadline, url)
            target = answered.get("location", "")
            if status not in REDIRECTS or not target:
                return Reply(url, here, status, answered, content, tuple(hops))
            hops.append(Redirect(here, status))
            if len(hops) > self._limits.redirects:
                raise FetchFailed(url, f"It redirects more than {self._limits.redirects} times.", permanent=True)
            here = urljoin(here, target)

    def _one(
        self, here: str, headers: Mapping[str, str], deadline: float, asked: str
    ) -> tuple[int, dict[str, str], bytes]:
        """One hop: status, headers and decoded content."""
        # Spelling is checked here, before httpx reads the address its own way; the resolved address at connect time.
        check_spelling(here, allow=self._allow)
        pinned.DEADLINE.set(deadline)
        timeout = httpx.Timeout(self._limits.read_seconds, connect=self._limits.connect_seconds)
        try:
            with self._client.stream("GET", here, headers=dict(headers), timeout=timeout) as response:
                content = b"" if response.status_code in REDIRECTS else self._content(response, deadline, asked)
                return response.status_code, {k.lower(): v for k, v in response.headers.items()}, content
        except FetchFailed:
            raise
        except (httpx.TimeoutException, TimeoutError):
            raise FetchFailed(asked, "It did not answer in time.") from None
        except ssl.SSLError:
            raise FetchFailed(asked, "Its certificate could not be verified.") from None
        except httpx.ConnectError as error:
            raise FetchFailed(asked, _connect_reason(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            raise FetchFailed(asked, "The connection broke off.") from None

    def _content(self, response: httpx.Response, deadline: float, asked: str) -> bytes:
        """The body, decoded while it arrives; both caps are counted on the way."""
        limits = self._limits
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > limits.raw_bytes:
            raise _too_large(asked, limits.raw_bytes)
        encoding = response.headers.get("content-encoding", "").strip().lower()
        pieces = _decoded(_raw(response, limits, deadline, asked), encoding, asked)
        found = bytearray()
        for piece in pieces:
            found += piece
            if len(found) > limits.decoded_bytes:
                raise _too_large(asked, limits.decoded_bytes)
        return bytes(found)


def _raw(response: httpx.Response, limits: Limits, deadline: float, asked: str) -> Iterator[bytes]:
    total = 0
    for piece in response.iter_raw():
        total += len(piece)
        if total > limits.raw_bytes:
            raise _too_large(asked, limits.raw_bytes)
        _left(deadline, asked)
        yield piece


def _decoded(pieces: Iterable[bytes], encoding: str, asked: str) -> Iterator[bytes]:
    """Decompress in pieces of at most CHUNK, so that a bomb is seen before it has burst."""
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise FetchFailed(asked, "It is encoded in a way that was not asked for.", permanent=True)
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        for piece in pieces:
            yield inflate.decompress(piece, CHUNK)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, CHUNK)
    except zlib.error:
        raise FetchFailed(asked, "It is not the gzip it says it is.") from None


def _left(deadline: float, asked: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchFailed(asked, "It did not answer in time.")
    return left


def _too_large(asked: str, cap: int) -> FetchFailed:
    return FetchFailed(asked, f"The response is larger than {cap // (1024 * 1024)} MB.", permanent=True)


def _connect_reason(error: httpx.ConnectError) -> str:
    """Why no connection was made, without the library's words: they may name the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "Its certificate could not be verified."
        cause = cause.__cause__ or cause.__context__
    return "No connection could be made."
