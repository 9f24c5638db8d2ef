"""Articles that claims rest on have a copy in a web archive, where an operator wants that."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.fetching.http import Fetcher
from claims.models import ArchivedCopy, Article, JournalEntry
from claims.monitoring import archives
from claims.vocabulary import JournalKind, Visibility
from tests import factories
from tests.factories import NOON
from tests.monitoring.doubles import Services, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(settings: Any) -> Iterator[tuple[Services, Fetcher]]:
    settings.WEB_ARCHIVE = "save"
    with services(settings) as both:
        yield both


@pytest.fixture
def cited() -> Article:
    article = factories.evidence(claim=factories.claim()).article
    assert article is not None
    return article


def test_nobody_is_asked_unless_an_operator_turned_it_on(cited: Article) -> None:
    assert not archives.waiting(NOON).exists()


def test_a_copy_that_the_archive_has_is_kept_with_its_moment(on: tuple[Services, Fetcher], cited: Article) -> None:
    on[0].archived.add(cited.url)
    archives.archive(article_id=cited.pk, now=NOON, fetch=on[1])
    copy = ArchivedCopy.objects.get()
    assert copy.url == f"{on[0].base}/web/20220216120000/{cited.url}"
    assert copy.archived_at == datetime(2022, 2, 16, 12, tzinfo=UTC)
    assert on[0].paths() == ["/available"]
    assert JournalEntry.objects.filter(kind=JournalKind.ARTICLE_ARCHIVED).count() == 1


def test_where_there_is_none_the_archive_is_asked_to_save_one(on: tuple[Services, Fetcher], cited: Article) -> None:
    place = archives.archive(article_id=cited.pk, now=NOON, fetch=on[1])
    assert place is not None
    assert place.url == f"{on[0].base}/web/20220217080000/{cited.url}"


def test_find_never_saves(on: tuple[Services, Fetcher], cited: Article, settings: Any) -> None:
    settings.WEB_ARCHIVE = "find"
    assert archives.archive(article_id=cited.pk, now=NOON, fetch=on[1]) is None
    assert on[0].paths() == ["/available"]


def test_an_archive_that_fails_is_asked_again_in_a_day(on: tuple[Services, Fetcher], cited: Article) -> None:
    on[0].broken.add("save")
    assert archives.archive(article_id=cited.pk, now=NOON, fetch=on[1]) is None
    assert not archives.waiting(NOON + timedelta(hours=23)).exists()
    assert archives.waiting(NOON + timedelta(hours=24)).get() == cited


def test_a_copy_is_looked_for_once(on: tuple[Services, Fetcher], cited: Article) -> None:
    archives.archive(article_id=cited.pk, now=NOON, fetch=on[1])
    assert not archives.waiting(NOON + timedelta(days=30)).exists()


def test_what_only_restricted_evidence_cites_is_named_to_nobody(on: tuple[Services, Fetcher]) -> None:
    claim = factories.claim()
    factories.evidence(claim=claim, visibility=Visibility.RESTRICTED, readers=[factories.carl()])
    factories.article()
    assert not archives.waiting(NOON).exists()
