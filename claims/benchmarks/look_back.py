"""Time one look of a claim through all articles beside the database's own ranking and a scan of the headlines."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q

from claims.analysis import search_words
from claims.analysis.lexical_model import load_model
from claims.benchmarks import article_rows, found_articles
from claims.benchmarks.article_rows import News
from claims.matching import searchable
from claims.matching.look_back import MOST_READ, look_back
from claims.models import Article, ArticleText, Body, Claim, Revision, User, database_now
from claims.models.article_search import engine
from claims.recording import claims
from claims.vocabulary import Role

WORDS_OF_A_HEADLINE, WORDS_OF_A_TEXT, WORDS_OF_A_CLAIM = 10, 300, 12
CLAIMS: Final = 20
TEXTS: Final = 1_000  # different texts to read in full; each article has words of its own in the index
BATCH: Final = 2_000
SLOW_ONES: Final = 5  # claims that are asked the slow ways too
Weights = Mapping[str, int]


def run(*, size: int, data: Path | None = None) -> dict[str, Any]:
    """Milliseconds over made-up articles whose words are as frequent as in news; with data, what is found there."""
    if data is not None:
        return {"database": connection.vendor, **found_articles.run(data)}
    news, editor = News(load_model()), User.objects.create(username="measured", role=Role.EDITOR)
    indexed = _load(size, news)
    asked = [
        claims.record(statement=news.words(WORDS_OF_A_CLAIM), editor=editor, now=database_now()) for _ in range(CLAIMS)
    ]
    weights = [search_words.of_claim([claim.statement], load_model()) for claim in asked]
    searches = _milliseconds(lambda one: ArticleText.objects.best(one, most=MOST_READ), weights)
    looks = _milliseconds(_look, asked)
    scans = _milliseconds(_scan, weights[:SLOW_ONES])
    _rank_beside()
    ranked = _milliseconds(_ranked, weights[:SLOW_ONES])
    return {
        "database": connection.vendor,
        "articles": size,
        "made_searchable_per_second": round(indexed),
        "search_ms": round(median(searches), 1),
        "search_slowest_ms": round(max(searches), 1),
        "look_ms": round(median(looks), 1),
        "look_slowest_ms": round(max(looks), 1),
        "own_ranking_ms": round(median(ranked), 1),
        "headline_scan_ms": round(median(scans), 1),
        "own_ranking_over_search": round(median(ranked) / median(searches), 1),
    }


def _load(size: int, news: News) -> float:
    """Fill the tables; how many articles a second the stage makes searchable. The others get their words directly."""
    now, full_text = database_now(), engine(connection.vendor)
    if connection.vendor == "postgresql":
        _execute("SET statement_timeout = 0")
    texts = [news.words(WORDS_OF_A_TEXT) for _ in range(min(TEXTS, size))]
    bodies = [Body.objects.keep(text.encode(), media_type="text/plain", now=now) for text in texts]
    for begin in range(0, size, BATCH):
        titles = [news.words(WORDS_OF_A_HEADLINE) for _ in range(min(BATCH, size - begin))]
        rows = article_rows.load(titles, bodies, now=now)
        if begin == 0:
            began = time.perf_counter()
            while searchable.make_waiting_searchable():
                continue
            rate = len(rows) / (time.perf_counter() - began)
            _execute(*full_text.drop)
            continue
        _index(rows, news)
    _execute(*full_text.drop, *full_text.create, "ANALYZE")
    return rate


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _index(rows: list[Article], news: News) -> None:
    made = []
    revisions = dict(Revision.objects.filter(article__in=rows).values_list("article_id", "pk"))
    for row in rows:
        headline = row.title.split()
        words = {*headline, *(search_words.HEADLINE + word for word in headline), *news.words(WORDS_OF_A_TEXT).split()}
        made.append(ArticleText(article=row, revision_id=revisions[row.pk], words=" ".join(sorted(words))))
    ArticleText.objects.bulk_create(made, batch_size=BATCH)
    Article.objects.filter(pk__in=[row.pk for row in rows]).update(searchable_revision=F("revision_count"))


def _look(claim: Claim) -> None:
    look_back(claim_id=claim.pk, after_revision=0, now=database_now())


def _scan(weights: Weights) -> int:
    """What the desk's search box did: a headline that holds one of the words, without an index."""
    either = Q()
    for word in list(weights)[: len(weights) // 2]:
        either |= Q(title__icontains=word)
    return Article.objects.filter(either).count()


def _rank_beside() -> None:
    """The same words under the database's own ranking."""
    statements = {
        "sqlite": (
            "CREATE VIRTUAL TABLE ranked_beside USING fts5(words, content='')",
            "INSERT INTO ranked_beside (rowid, words) SELECT article_id, words FROM claims_articletext",
        ),
        "postgresql": (
            "CREATE TABLE ranked_beside AS SELECT article_id, to_tsvector('simple', words) AS words "
            "FROM claims_articletext",
            "CREATE INDEX ranked_beside_words ON ranked_beside USING gin (words)",
            "ANALYZE ranked_beside",
        ),
    }
    _execute(*statements[connection.vendor])


def _ranked(weights: Weights) -> None:
    quoted = [engine(connection.vendor).quoted(word) for word in weights if not word.startswith(search_words.HEADLINE)]
    either, ranking = {
        "sqlite": (
            " OR ".join(quoted),
            "SELECT rowid FROM ranked_beside WHERE ranked_beside MATCH %s ORDER BY rank LIMIT 50",
        ),
        "postgresql": (
            " | ".join(quoted),
            "SELECT article_id FROM ranked_beside, CAST(%s AS tsquery) AS asked WHERE words @@ asked "
            "ORDER BY ts_rank_cd(words, asked) DESC LIMIT 50",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ranking, [either])
        cursor.fetchall()


def _milliseconds(act: Callable[[Any], object], ones: Iterable[Any]) -> list[float]:
    found = []
    for one in ones:
        began = time.perf_counter()
        act(one)
        found.append(1000 * (time.perf_counter() - began))
    return found
