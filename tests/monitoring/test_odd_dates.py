"""Whatever a feed gives as a date: its entry is stored with the date as given, and read only where it makes sense."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from claims.models import FeedItem
from tests.fetching.origins import answer
from tests.monitoring.origins import watched

pytestmark = pytest.mark.django_db
DATES = {
    "": None,
    "Tue, 15 Feb 2022 10:30:00 +0300": datetime(2022, 2, 15, 7, 30, tzinfo=UTC),
    "2022-02-15": datetime(2022, 2, 15, tzinfo=UTC),
    "2022-02-15T10:30:00": datetime(2022, 2, 15, 10, 30, tzinfo=UTC),
    "Fri, 31 Dec 9999 23:59:59 GMT": None,
    "Mon, 01 Jan 0001 00:00:00 GMT": None,
    "Sat, 31 Dec 2016 23:59:60 GMT": datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC),
    "Thu, 17 Feb 2022 11:00:00 GMT": datetime(2022, 2, 17, 11, tzinfo=UTC),
    "Sat, 19 Feb 2022 12:00:00 GMT": None,
    "Tue, 31 Dec 1968 12:00:00 GMT": None,
    "yesterday evening": None,
    "0000-00-00T00:00:00Z": None,
    "Tue, 15 Feb 2022 10:30:00 +9999": None,
    "9" * 500: None,
}


def test_all_are_stored_as_given_and_read_where_they_can_be() -> None:
    items = "".join(
        f"<item><title>Story {number}</title><link>https://outlet.example/{number}</link><pubDate>{date}</pubDate></item>"
        for number, date in enumerate(DATES)
    )
    told = f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
    with watched({"/feed": answer(told, content_type="application/rss+xml")}) as one:
        one.poll()
    stored = {item.title: item for item in FeedItem.objects.all()}
    assert len(stored) == len(DATES)
    for number, (raw, moment) in enumerate(DATES.items()):
        item = stored[f"Story {number}"]
        assert item.published_at == moment, raw
        assert item.published_raw == raw[:100]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"])
def test_every_stored_date_can_be_shown_in_every_zone(zone: str) -> None:
    items = "".join(
        f"<item><title>{number}</title><link>https://outlet.example/{number}</link><pubDate>{date}</pubDate></item>"
        for number, date in enumerate(DATES)
    )
    told = f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
    with watched({"/feed": answer(told, content_type="application/rss+xml")}) as one:
        one.poll()
    for item in FeedItem.objects.exclude(published_at=None):
        assert timezone.localtime(item.published_at, ZoneInfo(zone)).isoformat()
