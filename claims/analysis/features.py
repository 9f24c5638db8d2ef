"""Measure how one article and one claim agree in words, names, numbers, spelling and meaning."""

import math
from collections.abc import Mapping, Sequence

from claims.analysis import spelling
from claims.analysis.feature_names import CROWD, LEAD, OVER, rivalled
from claims.analysis.lexical_features import BODY_WORDS, SHARED, PreparedArticle, PreparedClaim, cosine
from claims.analysis.lexical_model import FAMILY_OF


def measure(claim: PreparedClaim, article: PreparedArticle) -> dict[str, float]:
    """The LEXICAL features of a claim and an article in one language."""
    cover_title = claim.coverage(article.title_bag)
    return {
        "cos_title": cosine(claim.vector, article.title_vector),
        "cos_lead": cosine(claim.vector, article.lead_vector),
        "cos_text": cosine(claim.vector, article.text_vector),
        "cover_title": cover_title,
        "cover_lead": claim.coverage(article.lead_bag),
        "cover_text": claim.coverage(article.text_bag),
        "cover_sentence": max(best_sentence(claim, article)[1], cover_title),
        "title_covered": _title_covered(claim, article),
        **_names_and_numbers(claim, article),
        "claim_words": math.log1p(len(claim.rarities)),
        "title_words": math.log1p(len(article.title_bag.roots)),
        "text_words": math.log1p(min(len(article.text_bag.roots), BODY_WORDS)),
    }


def measure_foreign(claim: PreparedClaim, article: PreparedArticle) -> dict[str, float]:
    """The FOREIGN features of a claim and an article in two languages."""
    return {
        "cos_title": cosine(claim.vector, article.title_vector),
        "cover_title": claim.coverage(article.title_bag),
        "cover_lead": claim.coverage(article.lead_bag),
        **_names_and_numbers(claim, article),
        "char_title": spelling.likeness(claim.spelling, article.title_spelling),
        "claim_words": math.log1p(len(claim.rarities)),
    }


def best_sentence(claim: PreparedClaim, article: PreparedArticle) -> tuple[int, float]:
    """Number of the sentence that covers most of the claim, and its coverage; (-1, 0) when none shares a word."""
    met: dict[int, float] = {}
    for root, rarity in claim.rarities.items():
        same = article.met_in.get(root, ())
        for number in same:
            met[number] = met.get(number, 0.0) + rarity
        for number in article.met_in.get(FAMILY_OF.get(root, ""), ()):
            if number not in same:
                met[number] = met.get(number, 0.0) + rarity * SHARED
    if not met or not claim.total:
        return -1, 0.0
    best = min(met, key=lambda number: (-met[number], number))
    return best, met[best] / claim.total


def _title_covered(claim: PreparedClaim, article: PreparedArticle) -> float:
    """The share of the headline, weighed by rarity, that the claim's own words make up (0..1)."""
    rarities = article.title_rarities
    total = math.fsum(rarities.values())
    return math.fsum([rarity for root, rarity in rarities.items() if root in claim.rarities]) / total if total else 0.0


def _names_and_numbers(claim: PreparedClaim, article: PreparedArticle) -> dict[str, float]:
    everything, title = article.everything, article.title_bag
    missing = [rarity for root, rarity in claim.rarities.items() if everything.meets(root) < SHARED]
    numbers_shared = sum(root in everything.roots for root in claim.numbers)
    return {
        "names_title": math.log1p(sum(title.meets(root) >= SHARED for root in claim.names)),
        "names_missing": math.log1p(sum(everything.meets(root) < SHARED for root in claim.names)),
        "numbers_title": math.log1p(sum(root in title.roots for root in claim.numbers)),
        "numbers_shared": math.log1p(numbers_shared),
        "numbers_missing": math.log1p(len(claim.numbers) - numbers_shared),
        "rarest_missing": max(missing, default=0.0),
    }


def with_rivals(rows: Sequence[Mapping[str, float]], chance: Mapping[str, float]) -> list[dict[str, float]]:
    """Each claim's features, and for those compared with rivals its lead over the best other and over the CROWD-th.

    chance: by LEAD and OVER names, what the best and the CROWD-th of very many claims that have nothing to do with an
    article reach; no rival counts for less. So a newsroom with few claims gets no more suggestions than one with many.
    """
    answers = [dict(row) for row in rows]
    for name in rivalled(rows[0] if rows else ()):
        ranked = sorted((row[name] for row in rows), reverse=True)
        crowd = max(chance.get(OVER + name, 0.0), ranked[CROWD - 1] if len(ranked) >= CROWD else 0.0)
        second = ranked[1] if len(ranked) > 1 else 0.0
        for answer in answers:
            own = answer[name]
            answer[LEAD + name] = own - max(chance.get(LEAD + name, 0.0), ranked[0] if own < ranked[0] else second)
            answer[OVER + name] = own - crowd
    return answers


def chance_of(shortlists: Sequence[Sequence[Mapping[str, float]]]) -> dict[str, float]:
    """What chance reaches: the mean of the best and of the CROWD-th value over shortlists of unrelated claims."""
    reached: dict[str, float] = {}
    for name in rivalled(sorted({name for rows in shortlists for row in rows[:1] for name in row})):
        filled = [rows for rows in shortlists if rows and name in rows[0]]
        ranked = [sorted((row[name] for row in rows), reverse=True) for rows in filled]
        reached[LEAD + name] = _mean([values[0] for values in ranked])
        reached[OVER + name] = _mean([values[CROWD - 1] if len(values) >= CROWD else 0.0 for values in ranked])
    return reached


def _mean(values: Sequence[float]) -> float:
    return round(math.fsum(values) / len(values), 5)
