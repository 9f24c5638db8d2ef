"""The made-up news of the benchmark are the same every time and like news: rivals, frequent words, new names."""

from collections import Counter

from claims.analysis.lexical_model import load_model
from claims.benchmarks.made_up_news import ARTICLE_WORDS, MadeUpNews

NEWS = MadeUpNews(load_model())


def test_the_same_seed_makes_the_same_claims_and_articles() -> None:
    again = MadeUpNews(load_model())
    assert list(NEWS.claims(300)) == list(again.claims(300))
    assert NEWS.articles(300, 3) == again.articles(300, 3)
    assert list(MadeUpNews(load_model(), seed=2).claims(5)) != list(NEWS.claims(5))


def test_more_claims_begin_with_the_same_ones() -> None:
    few = list(NEWS.claims(200))
    assert [claim.claim_id for claim in few] == list(range(200))
    assert few == list(NEWS.claims(10_200))[:200]


def test_words_are_as_unequal_as_in_the_news() -> None:
    counts = Counter(word for claim in NEWS.claims(10_000) for word in claim.text.split())
    assert len(counts) > 5_000
    assert max(count for word, count in counts.items() if word[0].isupper()) < 200


def test_an_article_shares_rare_words_with_several_claims() -> None:
    (article,) = NEWS.articles(10_000, 1)
    assert len(article.text.split()) == ARTICLE_WORDS
    title = set(article.title.split())
    shared = sorted((len(title & set(claim.text.split())) for claim in NEWS.claims(10_000)), reverse=True)
    assert shared[0] > 3
    assert shared[3] > 1
