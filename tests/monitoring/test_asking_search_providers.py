"""A claim's own search asks the providers that are turned on, and writes down what they said."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from claims import tasks
from claims.fetching.http import Fetcher
from claims.models import ClaimWatch, Host, JournalEntry, Page, database_now
from claims.monitoring import checks, searches
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON
from tests.monitoring.doubles import KEY, REVIEW, STORY, Services, services
from tests.monitoring.test_checking_a_claim import Search

pytestmark = pytest.mark.django_db
STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"


@pytest.fixture
def on(settings: Any) -> Iterator[tuple[Services, Fetcher]]:
    with services(settings) as both:
        yield both


@pytest.fixture
def watch() -> ClaimWatch:
    return ClaimWatch.objects.get(claim=factories.claim(statement=STATEMENT))


def test_nobody_is_asked_unless_an_operator_turned_it_on(watch: ClaimWatch) -> None:
    assert not searches.waiting(NOON).exists()
    assert searches.ready(NOON).get() == watch


def test_what_they_name_becomes_pages_that_are_due(on: tuple[Services, Fetcher], watch: ClaimWatch) -> None:
    server, fetch = on
    outlet = factories.outlet(name="Outlet.example")
    assert searches.ask(watch_id=watch.pk, now=NOON, fetch=fetch) == 2
    assert sorted(Page.objects.due(NOON).values_list("url", flat=True)) == [REVIEW, STORY]
    assert Page.objects.get(url=STORY).outlet == outlet
    assert Page.objects.get(url=REVIEW).outlet is None
    assert server.paths() == ["/gdelt", "/claims:search"]
    assert "Russia" in server.asked[0][1]["query"]


def test_the_check_waits_for_them_and_its_record_says_what_they_found(
    on: tuple[Services, Fetcher], watch: ClaimWatch
) -> None:
    assert not searches.ready(NOON).exists()
    searches.ask(watch_id=watch.pk, now=NOON, fetch=on[1])
    assert searches.ready(NOON).exists()
    check = checks.check_claim(claim_id=watch.claim_id, now=NOON, search=Search())
    assert check is not None
    assert check.searched["providers"] == [
        {"name": "gdelt", "found": 1, "new": 1, "error": ""},
        {"name": "fact_check", "found": 1, "new": 1, "error": ""},
    ]


def test_they_are_asked_once_a_check_and_what_is_known_is_not_new(
    on: tuple[Services, Fetcher], watch: ClaimWatch
) -> None:
    searches.ask(watch_id=watch.pk, now=NOON, fetch=on[1])
    assert searches.ask(watch_id=watch.pk, now=NOON, fetch=on[1]) is None
    checks.check_claim(claim_id=watch.claim_id, now=NOON, search=Search())
    later = NOON + timedelta(hours=2)
    Host.objects.update(next_check_at=NOON)
    assert searches.waiting(later).get() == watch
    assert searches.ask(watch_id=watch.pk, now=later, fetch=on[1]) == 0


def test_one_that_fails_is_written_down_in_its_own_words_and_stops_nothing(
    on: tuple[Services, Fetcher], watch: ClaimWatch, settings: Any
) -> None:
    on[0].broken.add("gdelt")
    settings.FACT_CHECK_API_KEY = "a wrong key"
    assert searches.ask(watch_id=watch.pk, now=NOON, fetch=on[1]) == 0
    check = checks.check_claim(claim_id=watch.claim_id, now=NOON, search=Search())
    assert check is not None
    assert [one["error"] for one in check.searched["providers"]] == [
        "GDELT says: Your query was too short or too long.",
        "Google Fact Check Tools says: API key not valid.",
    ]


def test_the_key_stands_in_no_record(on: tuple[Services, Fetcher], watch: ClaimWatch, settings: Any) -> None:
    settings.FACT_CHECK_URL = "http://127.0.0.1:1/claims:search"
    searches.ask(watch_id=watch.pk, now=NOON, fetch=on[1])
    checks.check_claim(claim_id=watch.claim_id, now=NOON, search=Search())
    watch.refresh_from_db()
    told = JournalEntry.objects.get(kind=JournalKind.CHECK_FINISHED)
    assert KEY not in f"{told.after} {watch.asked} {list(Host.objects.values())} {list(Page.objects.values())}"


def test_its_host_rests_five_seconds_also_when_no_broker_is_there(
    on: tuple[Services, Fetcher], watch: ClaimWatch, settings: Any
) -> None:
    """`poll` walks the same table without a broker."""
    settings.SEARCH_PROVIDERS = ["gdelt"]
    step, now = next(one for one in tasks.STEPS if one.name == "searches"), database_now()
    step.act(watch.pk, now, on[1])
    host = Host.objects.get(name=on[0].base.removeprefix("http://"))
    assert host.next_check_at is not None
    assert host.next_check_at >= now + timedelta(seconds=5)


def test_a_provider_that_must_rest_is_left_for_the_next_sweep(on: tuple[Services, Fetcher], watch: ClaimWatch) -> None:
    name = on[0].base.removeprefix("http://")
    Host.objects.create(name=name, next_check_at=NOON + timedelta(seconds=3))
    assert searches.ask(watch_id=watch.pk, now=NOON, fetch=on[1]) is None
    assert on[0].asked == []
    assert searches.ask(watch_id=watch.pk, now=NOON + timedelta(seconds=4), fetch=on[1]) == 2


def test_a_draft_s_words_stay_in_the_house_and_it_is_checked_all_the_same(on: tuple[Services, Fetcher]) -> None:
    draft = ClaimWatch.objects.get(claim=factories.claim(statement=STATEMENT, publication="draft"))
    assert not searches.waiting(NOON).exists()
    assert searches.ask(watch_id=draft.pk, now=NOON, fetch=on[1]) is None
    assert on[0].asked == []
    assert searches.ready(NOON).get() == draft
