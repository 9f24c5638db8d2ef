"""Two workers at once: an article is compared by one of them, and two copies that come together find each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from claims.matching import derivations
from claims.models import Article, Derivation, JournalEntry
from claims.vocabulary import JournalKind
from tests.dispatches import DISPATCH, PRINTED, matched
from tests.factories import NOON

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for each other"),
    pytest.mark.django_db(transaction=True),
]


def at_once(*articles: Article) -> list[int]:
    """How many derivations each of as many workers made."""

    def compare(article: Article) -> int:
        try:
            return len(derivations.suggest(article_id=article.pk, now=NOON))
        finally:
            connection.close()

    work: Callable[[Article], int] = compare
    with ThreadPoolExecutor(len(articles)) as pool:
        return list(pool.map(work, articles))


def test_an_article_is_compared_by_one_of_them() -> None:
    agency, paper = matched(text=DISPATCH), matched(text=PRINTED, hours=1)
    at_once(agency)
    assert sorted(at_once(paper, paper)) == [0, 1]
    assert JournalEntry.objects.filter(kind=JournalKind.DERIVATIONS_SUGGESTED).count() == 1


def test_two_copies_that_are_compared_at_once_find_each_other() -> None:
    agency, paper = matched(text=DISPATCH), matched(text=PRINTED, hours=1)
    assert sum(at_once(agency, paper)) >= 1
    made = Derivation.objects.get()
    assert (made.article, made.original) == (paper, agency)
