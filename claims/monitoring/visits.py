"""Ask a host politely: win the row and its host, fetch outside any transaction, let the host rest."""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch, Reply
from claims.models import Feed, Host, Page
from claims.models.feeds import FeedQuerySet
from claims.models.pages import PageQuerySet

# Four times the longest a fetch may take: a worker that is only slow keeps its row.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: what came, or why nothing did. `token` still holds the row, the host is free again."""

    token: uuid.UUID
    started_at: datetime
    finished_at: datetime
    reply: Reply | None
    failure: FetchFailed | None


def visit(rows: FeedQuerySet | PageQuerySet, *, pk: int, now: datetime, fetch: Fetch, accept: str) -> Visit | None:
    """Ask for the row's address with its validators; None when the row or its host is not ours to take."""
    row = rows.filter(pk=pk).first()
    if row is None:
        return None
    held = _reserve(rows, row, now)
    if held is None:
        return None
    token, host_token = held
    # A stopwatch, not a clock: `now` stays the one time of this work.
    began = time.monotonic()
    reply, failure = _fetched(row, fetch, accept)
    finished_at = now + timedelta(seconds=time.monotonic() - began)
    _let_rest(row.host, host_token, since=finished_at)
    return Visit(token=token, started_at=now, finished_at=finished_at, reply=reply, failure=failure)


@transaction.atomic
def _reserve(rows: FeedQuerySet | PageQuerySet, row: Feed | Page, now: datetime) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Both leases or neither: the host first, because it is the one that is contended."""
    host, _ = Host.objects.get_or_create(name=row.host, defaults={"next_check_at": now})
    host_token = Host.objects.reserve(pk=host.pk, now=now, lease=LEASE)
    if host_token is None:
        return None
    token = rows.reserve(pk=row.pk, now=now, lease=LEASE)
    if token is None:
        Host.objects.held(pk=host.pk, token=host_token).update(lease_until=None, lease_token=None)
        return None
    return token, host_token


def _fetched(row: Feed | Page, fetch: Fetch, accept: str) -> tuple[Reply | None, FetchFailed | None]:
    try:
        return fetch(row.url, etag=row.etag, last_modified=row.last_modified, accept=accept), None
    except FetchFailed as failure:
        return None, failure


def _let_rest(name: str, token: uuid.UUID, *, since: datetime) -> None:
    free_at = since + timedelta(seconds=settings.FETCH_HOST_DELAY_SECONDS)
    held = Host.objects.filter(name=name, lease_token=token)
    held.update(next_check_at=free_at, lease_until=None, lease_token=None)
