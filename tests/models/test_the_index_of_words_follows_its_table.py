"""The database keeps its index over the articles' words in step with their table, whoever writes it."""

import pytest
from django.db import connection

from claims.models import ArticleText
from claims.models.article_search import engine
from tests import factories

pytestmark = pytest.mark.django_db


def kept(words: str) -> ArticleText:
    revision = factories.article().revisions.get()
    ArticleText.objects.keep(revision=revision, words=words)
    return ArticleText.objects.get(revision=revision)


def holding(*words: str) -> list[ArticleText]:
    return list(ArticleText.objects.holding(words).order_by("pk"))


def test_a_row_that_is_added_changed_and_removed() -> None:
    one, other = kept("bridg river"), kept("river")
    assert holding("river") == [one, other]
    assert holding("river", "bridg") == [one]
    ArticleText.objects.filter(pk=one.pk).update(words="dam")
    assert holding("river") == [other]
    assert holding("dam") == [one]
    one.delete()
    assert holding("dam") == []
    ArticleText.objects.all().delete()
    assert holding("river") == []


def test_an_index_that_is_made_again_holds_the_rows_that_are_there() -> None:
    """A later migration that alters the table repeats the operation: SQLite rebuilds the table without its triggers."""
    one = kept("bridg river")
    full_text = engine(connection.vendor)
    connection.check_constraints()  # PostgreSQL alters no table whose rows have still to be checked
    with connection.cursor() as cursor:
        for statement in (*full_text.drop, *full_text.drop, *full_text.create):
            cursor.execute(statement)
    assert holding("bridg") == [one]
    other = kept("bridg")
    assert holding("bridg") == [one, other]


def test_articles_can_be_searched_among_some() -> None:
    one, other = kept("bridg river"), kept("bridg river dam")
    weights = {"bridg": 3, "dam": 1}
    assert ArticleText.objects.best(weights, most=5) == [(other.pk, 4), (one.pk, 3)]
    assert ArticleText.objects.newer_than(one.revision_id).best(weights, most=5) == [(other.pk, 4)]
    assert ArticleText.objects.best(weights, most=1) == [(other.pk, 4)]
    assert ArticleText.objects.best({}, most=5) == []
