"""Ask at once because a person waits, and still only one request at a time per host."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from claims.analysis import addresses
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch, Reply
from claims.models import Host
from claims.monitoring.visits import LEASE, Stopwatch, asked_for

PATIENCE = 10.0  # seconds that somebody waits for a busy host
NAP = 0.1  # seconds


class PoliteFetch:
    """A Fetch that wins the host first, waits while it rests, and lets it rest again."""

    def __init__(self, fetch: Fetch, *, clock: Callable[[], datetime], patience: float = PATIENCE) -> None:
        self._fetch = fetch
        self._clock = clock
        self._patience = patience

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        """As the Fetch it wraps. Raises FetchFailed as well when the host stays busy."""
        host = self._host(url)
        watch = Stopwatch(self._clock())
        token = self._won(host, url)
        reply = None
        try:
            reply = self._fetch(url, etag=etag, last_modified=last_modified, accept=accept)
            return reply
        finally:
            pause = timedelta(seconds=max(settings.FETCH_HOST_DELAY_SECONDS, host.delay_seconds))
            rest = max(pause, asked_for(reply, at=watch.now()))
            held = Host.objects.held(pk=host.pk, token=token)
            held.update(next_check_at=watch.now() + rest, lease_until=None, lease_token=None)

    def _host(self, url: str) -> Host:
        try:
            name = addresses.host_of(url)
        except ValueError as error:
            raise FetchFailed(url, str(error), permanent=True) from error
        return Host.objects.get_or_create(name=name, defaults={"next_check_at": self._clock()})[0]

    def _won(self, host: Host, url: str) -> uuid.UUID:
        ends = time.monotonic() + self._patience
        while (token := Host.objects.reserve(pk=host.pk, now=self._clock(), lease=LEASE)) is None:
            if time.monotonic() >= ends:
                raise FetchFailed(url, "The host is being read at this moment: try again in a minute.")
            time.sleep(NAP)
        return token
