"""The list of articles is searched by words: the desk searches the texts, everybody else the headlines."""

import pytest

from claims.matching import suggestions
from claims.models import Article
from tests import factories
from tests.api.machines import client_of, is_problem
from tests.factories import NOON

pytestmark = pytest.mark.django_db
URL = "/api/v1/articles/"


def cited() -> Article:
    """An article behind a published claim."""
    article = factories.article(title="NATO sees no withdrawal", text="Nobody has left Yelnya.")
    factories.evidence(claim=factories.published_claim(), article=article)
    suggestions.suggest(article_id=article.pk, now=NOON)
    return article


def titles(client: object, words: str) -> list[str]:
    return [row["title"] for row in client.get(URL, {"q": words}).json()["results"]]  # type: ignore[attr-defined]


def test_the_desk_finds_words_of_the_text() -> None:
    cited()
    ben = client_of(factories.ben())
    assert titles(ben, "yelnya") == titles(ben, "Yelnya, LEFT") == ["NATO sees no withdrawal"]
    assert titles(ben, "yelnya zeppelin") == titles(ben, "…") == []


def test_readers_find_words_of_headlines_of_what_they_see() -> None:
    cited()
    hidden = factories.article(title="A withdrawal nobody cites")
    suggestions.suggest(article_id=hidden.pk, now=NOON)
    assert titles(client_of(None), "withdrawing NATO") == ["NATO sees no withdrawal"]
    assert titles(client_of(None), "withdrawal") == ["NATO sees no withdrawal"]
    assert titles(client_of(None), "yelnya") == []


@pytest.mark.parametrize("words", ['"', "NEAR(a b)", "a OR b", "' | 'x", "*", "-", "title:x"])
def test_operators_are_text(words: str) -> None:
    cited()
    assert titles(client_of(factories.ben()), words) == []


def test_too_long_a_query_is_refused_in_one_sentence() -> None:
    answer = client_of(None).get(URL, {"q": "x" * 201})
    assert answer.status_code == 400
    assert is_problem(answer)
