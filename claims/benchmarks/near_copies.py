"""Measure how surely edited copies are found, and how soon among very many stored articles."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.db import connection, transaction

from claims.analysis import fingerprints, reuse
from claims.matching import derivations, near_copies
from claims.models import Article, Body, Derivation, Fingerprint, Revision, database_now
from claims.vocabulary import RevisionOrigin

EDITS = (0.0, 0.05, 0.1, 0.2, 0.3)  # of the words
MOST_TEXTS, STRANGERS, ASKED = 200, 2000, 40
NUMBERS_OF_AN_ARTICLE, NUMBERS_OF_AN_OUTLET = 30, 4  # stored for one article; 100 outlets repeat boilerplate in each
BATCH = 5000
INSERT = "INSERT INTO claims_fingerprint (value, article_id, revision_id) VALUES (%s, %s, %s)"


def run(*, size: int, texts: Path | None) -> dict[str, float]:
    """Recall by the share of edited words, false alarms among strangers, and milliseconds with `size` articles stored.

    `texts`: a file of JSON lines with a `body`, whose lines with another `claim_id` are strangers; else made-up texts
    whose words are as frequent as in news. A copy is cut by a fifth and stands under forty words of another text.
    """
    dice, made = random.Random(1), min(MOST_TEXTS, size // 4)
    known = _read(texts, dice) if texts else [(str(number), _words(dice, 300)) for number in range(made)]
    return {"texts": len(known), **_found(dice, known), **_false(dice, known), **_times(dice, known, size)}


def _read(path: Path, dice: random.Random) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    bodies = {row["body"]: str(row["claim_id"]) for row in rows if row.get("body")}
    return dice.sample([(claim, body) for body, claim in bodies.items()], min(MOST_TEXTS, len(bodies)))


def _words(dice: random.Random, length: int) -> str:
    return " ".join(f"word{int(dice.paretovariate(0.7)) % 50_000}" for _ in range(length))


def edited(dice: random.Random, text: str, other: str, share: float) -> str:
    """The text with that share of its words changed, dropped or added, cut by a fifth, under a beginning of another."""
    words = text.split()
    told = []
    for word in words[: len(words) * 4 // 5]:
        act = dice.randrange(3) if dice.random() < share else 3
        told += {0: [], 1: [f"edited{dice.randrange(1000)}"], 2: [word, "indeed"], 3: [word]}[act]
    return " ".join([*other.split()[:40], *told])


def _found(dice: random.Random, known: list[tuple[str, str]]) -> dict[str, float]:
    figures = {}
    for share in EDITS:
        hits = []
        for _, text in known:
            copy = edited(dice, text, dice.choice(known)[1], share)
            is_candidate = bool(fingerprints.fingerprints(copy) & fingerprints.fingerprints(text))
            hits.append(is_candidate and reuse.kinship(reuse.compare(copy, text)) is not None)
        figures[f"found_with_{share:.0%}_edited"] = round(sum(hits) / len(hits), 3)
    return figures


def _false(dice: random.Random, known: list[tuple[str, str]]) -> dict[str, float]:
    """Pairs of texts about other claims that are taken for kin."""
    pairs = [dice.sample(known, 2) for _ in range(min(STRANGERS, 10 * len(known)))]
    strangers = [(one, other) for (claim, one), (another, other) in pairs if claim != another]
    wrong = sum(reuse.kinship(reuse.compare(one, other)) is not None for one, other in strangers)
    return {"strangers": len(strangers), "strangers_taken_for_kin": wrong}


def _times(dice: random.Random, known: list[tuple[str, str]], size: int) -> dict[str, float]:
    originals = [_article(text) for _, text in known[:ASKED]]
    for article in originals:
        derivations.suggest(article_id=article.pk, now=database_now())
    began = time.perf_counter()
    _store(dice, size)
    stored = time.perf_counter() - began
    seconds, work, right = [], [], 0
    for article, (_, text) in zip(originals, known, strict=False):
        copy = _article(edited(dice, text, _words(dice, 40), 0.1))
        began, worked = time.perf_counter(), time.process_time()
        derivations.suggest(article_id=copy.pk, now=database_now())
        seconds.append(time.perf_counter() - began)
        work.append(time.process_time() - worked)
        right += Derivation.objects.filter(article=copy, original=article).exists()
    return {
        "stored_articles": Article.objects.count(),
        "stored_numbers": Fingerprint.objects.count(),
        "stored_per_second": round(size / stored),
        "compare_work_p50_ms": round(1000 * median(work), 1),
        "compare_p50_ms": round(1000 * median(seconds), 1),
        "compare_p99_ms": round(1000 * quantiles(seconds, n=100)[98], 1),
        "originals_found": round(right / len(originals), 3),
    }


def _article(text: str) -> Article:
    now, number = database_now(), Article.objects.count()
    article = Article.objects.create(
        url=f"https://outlet.example/{number}", url_sha256=f"{number:064}", title="Measured", first_seen_at=now
    )
    _revision(article, Body.objects.keep(text.encode(), media_type="text/plain", now=now)).save(force_insert=True)
    Article.objects.filter(pk=article.pk).update(revision_count=1, matched_revision=1)
    return article


def _revision(article: Article, body: Body) -> Revision:
    values: dict[str, Any] = {"number": 1, "origin": RevisionOrigin.PAGE, "title": "Measured", "fingerprint": ""}
    return Revision(article=article, body=body, extractor_version="bench", recorded_at=database_now(), **values)


def _store(dice: random.Random, size: int) -> None:
    """So many articles with the numbers their texts would leave; all share one body."""
    now = database_now()
    body = Body.objects.keep(_words(dice, 300).encode(), media_type="text/plain", now=now)
    boilerplate = [[dice.getrandbits(63) for _ in range(NUMBERS_OF_AN_OUTLET)] for _ in range(100)]
    for begin in range(0, size, BATCH):
        batch = range(begin, min(size, begin + BATCH))
        with transaction.atomic(), connection.cursor() as cursor:
            articles = Article.objects.bulk_create(
                Article(
                    url=f"https://stored.example/{number}",
                    url_sha256=f"s{number:063}",
                    first_seen_at=now,
                    revision_count=1,
                    matched_revision=1,
                    compared_revision=1,
                )
                for number in batch
            )
            revisions = Revision.objects.bulk_create(_revision(article, body) for article in articles)
            cursor.executemany(INSERT, list(_numbers(dice, revisions, boilerplate)))


def _numbers(
    dice: random.Random, revisions: list[Revision], boilerplate: list[list[int]]
) -> Iterator[tuple[int, int, int]]:
    for revision in revisions:
        outlet = boilerplate[revision.article_id % len(boilerplate)]
        repeated = outlet if revision.article_id < near_copies.MOST_HOLDERS * len(boilerplate) else []
        for value in [*repeated, *(dice.getrandbits(63) for _ in range(NUMBERS_OF_AN_ARTICLE))]:
            yield value, revision.article_id, revision.pk
