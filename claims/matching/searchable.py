"""Let articles be found by the words of their newest revision."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from claims.analysis import search_words
from claims.models import Article, ArticleText, Revision

MOST_AT_ONCE = 200  # articles that one call takes
BATCH = 20  # articles of one transaction: other writers wait no longer for it


@transaction.atomic
def make_searchable(*, article_id: int) -> bool:
    """Index the newest revision of an article; False when it is, or another worker was first.

    A destroyed text leaves the headline, which is still shown.
    """
    waiting = Article.objects.unsearchable().filter(pk=article_id)
    # The row is ours until the commit: no revision comes between.
    if waiting.update(searchable_revision=F("revision_count")) != 1:
        return False
    newest = Revision.objects.select_related("body").filter(article_id=article_id).order_by("-number")[0]
    ArticleText.objects.keep(revision=newest, words=search_words.of_article(newest.title, newest.kept_text or ""))
    return True


def make_waiting_searchable() -> int:
    """Index the articles that wait for it, the oldest first, no more than MOST_AT_ONCE; how many were done."""
    waiting = Article.objects.unsearchable().order_by("pk").values_list("pk", flat=True)
    ids = list(waiting[:MOST_AT_ONCE])
    return sum(_make_searchable(ids[begin : begin + BATCH]) for begin in range(0, len(ids), BATCH))


@transaction.atomic
def _make_searchable(article_ids: Sequence[int]) -> int:
    return sum(make_searchable(article_id=article_id) for article_id in article_ids)
