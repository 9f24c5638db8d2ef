"""What a person waits for is asked politely too: one request at a time per host, and rest where the host wants it."""

from datetime import datetime, timedelta

import pytest

from claims.fetching.errors import FetchFailed
from claims.models import Host
from claims.monitoring.polite import PoliteFetch
from claims.monitoring.visits import LEASE
from tests.factories import NOON
from tests.fakes import FakeWeb, reply

pytestmark = pytest.mark.django_db
URL = "https://outlet.example/feed"


def clock() -> datetime:
    return NOON


def fetch(web: FakeWeb) -> PoliteFetch:
    return PoliteFetch(web, clock=clock, patience=0.0)


def test_a_host_that_is_being_read_is_left_alone() -> None:
    host = Host.objects.create(name="outlet.example", next_check_at=NOON)
    Host.objects.reserve(pk=host.pk, now=NOON, lease=LEASE)
    web = FakeWeb({URL: reply("hello")})
    with pytest.raises(FetchFailed, match="try again in a minute"):
        fetch(web)(URL)
    assert web.asked == []


def test_a_host_that_says_too_many_rests_as_long_as_it_asks() -> None:
    fetch(FakeWeb({URL: reply("", status=429, retry_after="600")}))(URL)
    host = Host.objects.get()
    assert host.next_check_at is not None
    assert host.next_check_at >= NOON + timedelta(seconds=600)


def test_a_host_is_free_again_after_a_failure() -> None:
    with pytest.raises(FetchFailed, match="No connection"):
        fetch(FakeWeb({URL: FetchFailed(URL, "No connection could be made.")}))(URL)
    assert Host.objects.due(NOON + timedelta(seconds=2)).exists()
