"""The one door to the web: connects only to checked addresses, within limits of time and size."""

import contextlib
import os
import socket
import ssl
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin

import httpcore
import httpx

from claims.fetching import bodies, guard, pinned
from claims.fetching.errors import AddressRefused, FetchFailed
from claims.fetching.guard import AllowTarget, WebAddress

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A redirect's own text is read only where that is cheaper than a new connection.
SHORT_BODY = 64 * 1024
BROKE_OFF = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of wall clock and bytes; `total_seconds` bounds everything, redirects and drips included."""

    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    raw_bytes: int = 10 * 1024 * 1024
    decoded_bytes: int = 20 * 1024 * 1024
    redirects: int = 5


DEFAULT_LIMITS = Limits()


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
    """Fetches addresses for one process and its threads; a forked process gets connections of its own.

    No cookies are kept, no proxy is taken from the environment, and no header goes out but those written here.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Sequence[AllowTarget] = (),
        limits: Limits = DEFAULT_LIMITS,
        resolve: pinned.Resolve = system_resolve,
        verify: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits
        self._caps = bodies.Caps(limits.raw_bytes, limits.decoded_bytes)
        self._user_agent = user_agent
        self._allow = tuple(allow)
        self._resolve = resolve
        self._context = verify or httpx.create_ssl_context(trust_env=False)
        self._pool, self._process = self._new_pool(), os.getpid()

    def close(self) -> None:
        """Close the connections that wait for another request."""
        self._pool.close()

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        """Fetch `url`, following at most `limits.redirects` redirects.

        Returns any complete answer. Raises AddressRefused when a hop may not be asked, FetchFailed otherwise.
        """
        deadline = time.monotonic() + self._limits.total_seconds
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        here, hops, first_host = url, list[Redirect](), ""
        while True:
            try:
                wanted = guard.web_address(here)
                first_host = first_host or wanted.host
                # What one host said of its text is no business of another.
                headers = {"Accept": accept, **(conditions if wanted.host == first_host else {})}
                hop = self._hop(here, wanted, headers, deadline)
                following = _redirected_to(here, hop)
            except FetchFailed as failure:
                raise _told_of(url, failure, is_redirected=bool(hops)) from None
            if not following:
                return Reply(url, here, hop.status, hop.headers, hop.content, tuple(hops))
            hops.append(Redirect(here, hop.status))
            if len(hops) > self._limits.redirects:
                raise FetchFailed(url, f"It redirects more than {self._limits.redirects} times.", permanent=True)
            here = following

    def _hop(self, here: str, wanted: WebAddress, headers: Mapping[str, str], deadline: float) -> "_Hop":
        """One answer. A connection that had waited too long is replaced once: its server may just have hung up."""
        request = self._request(wanted, headers)
        visit = pinned.Visit(deadline)
        try:
            try:
                return self._answer(here, request, visit)
            except BROKE_OFF:
                if visit.is_on_new_connection or visit.is_answered:
                    raise
                return self._answer(here, request, visit)
        except (httpcore.TimeoutException, TimeoutError):
            raise FetchFailed(here, "It did not answer in time.") from None
        except httpcore.ConnectError as error:
            raise FetchFailed(here, _why_unconnected(error)) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            raise FetchFailed(here, "The connection broke off.") from None

    def _answer(self, here: str, request: httpcore.Request, visit: pinned.Visit) -> "_Hop":
        token = pinned.VISIT.set(visit)
        try:
            response = self._own_pool().handle_request(request)
            with contextlib.closing(response):
                visit.is_answered = True
                headers = _spelled_out(response.headers)
                return _Hop(response.status, headers, self._content(here, response, headers))
        finally:
            pinned.VISIT.reset(token)

    def _content(self, here: str, response: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        if response.status not in REDIRECTS or "location" not in headers:
            return bodies.read(response.iter_stream(), headers, url=here, caps=self._caps)
        if 0 <= bodies.declared_length(headers) <= SHORT_BODY:
            for _ in response.iter_stream():
                pass
        return b""

    def _request(self, wanted: WebAddress, headers: Mapping[str, str]) -> httpcore.Request:
        named = {"Host": wanted.authority, "User-Agent": self._user_agent, "Accept-Encoding": "gzip", **headers}
        limits = self._limits
        seconds = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds}
        # httpx escapes the path; the host that is connected to stays the one the guard has read.
        target = httpx.URL(f"http://host{wanted.target}").raw_path
        return httpcore.Request(
            "GET",
            httpcore.URL(scheme=wanted.scheme, host=wanted.host, port=wanted.port, target=target),
            headers=[(name.encode(), value.encode()) for name, value in named.items() if value.isprintable() and value],
            extensions={"timeout": {**seconds, "pool": limits.total_seconds}},
        )

    def _own_pool(self) -> httpcore.ConnectionPool:
        """The pool of this process: two processes that read from one inherited connection would mix their answers."""
        if self._process != os.getpid():
            self._pool, self._process = self._new_pool(), os.getpid()
        return self._pool

    def _new_pool(self) -> httpcore.ConnectionPool:
        return pinned.pool(context=self._context, allow=self._allow, resolve=self._resolve)


@dataclass(frozen=True, slots=True)
class _Hop:
    status: int
    headers: Mapping[str, str]
    content: bytes


def _spelled_out(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; those sent more than once are joined by commas."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _redirected_to(here: str, hop: _Hop) -> str:
    """Where the answer sends us, empty if it is the answer itself."""
    location = hop.headers.get("location", "")
    if hop.status not in REDIRECTS or not location:
        return ""
    try:
        return urljoin(here, location.replace(" ", "%20"))
    except ValueError:
        raise FetchFailed(here, "It redirects to a malformed address.", permanent=True) from None


def _told_of(url: str, failure: FetchFailed, *, is_redirected: bool) -> FetchFailed:
    """The failure as the caller knows it: of the address that was asked for."""
    if not isinstance(failure, AddressRefused):
        return FetchFailed(url, failure.reason, permanent=failure.permanent)
    reason = failure.reason
    if is_redirected:
        reason = f"It redirects to an address that is not fetched: {reason[0].lower()}{reason[1:]}"
    return AddressRefused(url, reason, permanent=failure.permanent)


def _why_unconnected(error: httpcore.ConnectError) -> str:
    """Why no connection was made, without the library's words: they may name the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "Its certificate could not be verified."
        if isinstance(cause, ssl.SSLError):
            return "No secure connection could be made."
        cause = cause.__cause__ or cause.__context__
    return "No connection could be made."
