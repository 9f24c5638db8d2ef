"""Fill an empty database with articles that were matched long ago, and make up their texts."""

import itertools
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from claims.analysis.lexical_model import Model
from claims.models import Article, Body, Revision
from claims.models.pages import address_digest
from claims.vocabulary import RevisionOrigin


class News:
    """Made-up texts of the model's words, each as frequent as it is in the news."""

    def __init__(self, model: Model) -> None:
        known = {word: count.documents for word, count in model.words.items() if not word.startswith("~")}
        self._words, self._sums = list(known), list(itertools.accumulate(known.values()))
        self._dice = random.Random(1)

    def words(self, number: int) -> str:
        return " ".join(self._dice.choices(self._words, cum_weights=self._sums, k=number))


def load(titles: Iterable[str], bodies: Sequence[Body], *, now: datetime) -> list[Article]:
    """An article with one revision for each title; the bodies go round."""
    first = Article.objects.count()
    articles = Article.objects.bulk_create(
        [_article(first + place, title, now) for place, title in enumerate(titles)], batch_size=2_000
    )
    revisions = [_revision(article, bodies[place % len(bodies)], now) for place, article in enumerate(articles)]
    Revision.objects.bulk_create(revisions, batch_size=2_000)
    return articles


def _article(number: int, title: str, now: datetime) -> Article:
    url = f"https://outlet.example/{number}"
    return Article(
        url=url,
        url_sha256=address_digest(url),
        title=title,
        first_seen_at=now + timedelta(microseconds=number),
        revision_count=1,
        matched_revision=1,
    )


def _revision(article: Article, body: Body, now: datetime) -> Revision:
    revision = Revision(
        article=article,
        number=1,
        origin=RevisionOrigin.PAGE,
        title=article.title,
        body=body,
        fingerprint=article.url_sha256,
        extractor_version="measured",
        recorded_at=now,
    )
    revision.digest = revision.content_digest()
    return revision
