"""Measure which of the articles that belong to a claim the search finds, on labelled data."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from claims.analysis import search_words
from claims.analysis.lexical_model import load_model
from claims.benchmarks import article_rows
from claims.matching import labelled, searchable
from claims.models import ArticleText, Body, database_now

DEPTH = 50


def run(folder: Path) -> dict[str, float]:
    """Mean average precision and the share of a claim's articles among the first 50, by the search alone."""
    data, model, now = labelled.read_labelled(folder), load_model(), database_now()
    bodies = [Body.objects.keep(one.text.encode(), media_type="text/plain", now=now) for one in data.articles]
    rows = article_rows.load([one.title for one in data.articles], bodies, now=now)
    while searchable.make_waiting_searchable():
        continue
    own = {
        claim.claim_id: {row.pk for row, one in zip(rows, data.articles, strict=True) if claim.claim_id in one.own}
        for claim in data.claims
    }
    asked = [claim for claim in data.claims if own[claim.claim_id]]
    weights = {claim.claim_id: search_words.of_claim(claim.text.splitlines(), model) for claim in asked}
    ranked = [(_ranking(weights[claim.claim_id], len(rows)), own[claim.claim_id]) for claim in asked]
    first = [(_ranking(weights[claim.claim_id], DEPTH), own[claim.claim_id]) for claim in asked]
    return {
        "claims": len(asked),
        "labelled_articles": len(rows),
        "MAP": round(sum(_average_precision(*one) for one in ranked) / len(asked), 4),
        "R@50": round(sum(_found(*one) for one in first) / len(asked), 4),
    }


def _ranking(weights: Mapping[str, int], most: int) -> list[int]:
    return [article_id for article_id, _ in ArticleText.objects.best(weights, most=most)]


def _average_precision(ranking: Sequence[int], own: set[int]) -> float:
    places = [place for place, pk in enumerate(ranking, start=1) if pk in own]
    return sum(found / place for found, place in enumerate(places, start=1)) / len(own)


def _found(ranking: Sequence[int], own: set[int]) -> float:
    return len(own.intersection(ranking)) / min(len(own), DEPTH)
