"""Articles are found by the words of their newest text, alike on both databases; what is typed is never syntax."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.analysis import search_words
from claims.analysis.lexical_model import load_model
from claims.matching import searchable, suggestions
from claims.models import Article, ArticleText, database_now
from claims.publishing import redactions
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
CORPUS = (
    ("NATO sees no sign of a withdrawal", "NATO has not seen troops leave the border with Ukraine."),
    ("Russia says some troops return to base", "The defence ministry showed a train with tanks near Kursk."),
    ("Putin meets Scholz in Moscow", "The chancellor spoke of the border with Ukraine, and of gas."),
    ("Die Grenze bleibt geschlossen", "An der Grenze zur Ukraine stehen 100,000 Soldaten."),
    ("Россия отводит войска от границы", "Войска возвращаются в пункты постоянной дислокации."),
    ("Війська залишаються біля кордону", "Україна не бачить відведення військ."),
    (
        "A dam near the town has burst",
        "Heavy rain fell for a week; O'Brien said 1.5 metres of water stood in U.K. streets.",
    ),
    ("Cup final ends in a draw", "Nobody scored at the stadium."),
    ("Satellite images show camps", "Images of Yelnya show tents and tanks, Maxar said."),
    ("Satellite images of Yelnya", "Tents are gone, Maxar said."),
    ("Untitled", ""),
)


def corpus() -> list[Article]:
    articles = [factories.article(title=title, text=text) for title, text in CORPUS]
    while searchable.make_waiting_searchable():
        continue
    return articles


def typed(query: str) -> list[str]:
    found = ArticleText.objects.holding(search_words.of_typed(query)).order_by("article_id")
    return list(found.values_list("article__title", flat=True))


def best(claim: str) -> list[tuple[str, int]]:
    titles = dict(Article.objects.values_list("pk", "title"))
    weights = search_words.of_claim(claim.splitlines(), load_model())
    return [(titles[article_id], met) for article_id, met in ArticleText.objects.best(weights, most=10)]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("troops", [0, 1, 4, 5]),
        ("TROOPS border", [0, 4, 5]),
        ("grenze", [0, 2, 3, 4, 5]),
        ("войсками", [0, 1, 4, 5]),
        ("войска отводит", [0, 4, 5]),
        ("військами", [0, 1, 4, 5]),
        ("100,000 Soldaten", [3]),
        ("1.5", [6]),
        ("O'Brien", [6]),
        ("U.K.", [6]),
        ("Yelnya images", [8, 9]),
        ("zeppelin", []),
    ],
)
def test_typed_words_find_what_holds_them_all_in_any_language(query: str, places: list[int]) -> None:
    corpus()
    assert typed(query) == [CORPUS[place][0] for place in places]


def test_both_databases_give_the_same_ten_in_the_same_order() -> None:
    """The expected list is computed here without any database: each engine is held against it."""
    articles = corpus()
    for claim in ("Maxar's images show that the tents at Yelnya are gone", "Russia moved 100,000 troops to the border"):
        weights = search_words.of_claim([claim], load_model())
        held = {
            one.pk: search_words.of_article(title, text).split()
            for one, (title, text) in zip(articles, CORPUS, strict=True)
        }
        scored = [(pk, sum(weights.get(word, 0) for word in words)) for pk, words in held.items()]
        wanted = sorted((one for one in scored if one[1]), key=lambda one: (-one[1], -one[0]))
        assert ArticleText.objects.best(weights, most=10) == wanted[:10]
        assert wanted


def test_a_word_in_the_headline_counts_twice() -> None:
    corpus()
    assert [title for title, _ in best("Yelnya")] == ["Satellite images of Yelnya", "Satellite images show camps"]


def test_an_edited_article_is_found_by_its_new_words_only() -> None:
    corpus()
    article = Article.objects.get(title="Cup final ends in a draw")
    factories.revise(article, title="Cup final ends with a goal", text="A goalkeeper scored.")
    assert typed("goalkeeper") == []
    suggestions.suggest(article_id=article.pk, now=NOON)
    assert typed("goalkeeper") == ["Cup final ends with a goal"]
    assert typed("stadium") == []


def test_a_destroyed_text_is_found_no_more_but_its_headline_is() -> None:
    corpus()
    article = Article.objects.get(title="Cup final ends in a draw")
    body = article.revisions.get().body
    redactions.destroy_body(body=body, reason="A name", editor=factories.carl(), now=database_now())
    assert typed("stadium") == typed("cup") == []
    searchable.make_waiting_searchable()
    assert typed("stadium") == []
    assert typed("cup") == ["Cup final ends in a draw"]


def test_a_text_of_two_articles_is_destroyed_in_both() -> None:
    copies = [factories.article(title=f"Copy {name}", text="A witness spoke.") for name in ("one", "two")]
    searchable.make_waiting_searchable()
    assert len(typed("witness")) == 2
    body = copies[0].revisions.get().body
    redactions.destroy_body(body=body, reason="A name", editor=factories.carl(), now=database_now())
    assert typed("witness") == []


def test_making_searchable_twice_equals_once() -> None:
    article = factories.article()
    assert searchable.make_searchable(article_id=article.pk) is True
    assert searchable.make_searchable(article_id=article.pk) is False
    assert ArticleText.objects.count() == 1
    assert not Article.objects.unsearchable().exists()


def test_a_matched_article_is_searchable() -> None:
    article = factories.article()
    suggestions.suggest(article_id=article.pk, now=NOON)
    assert ArticleText.objects.get().revision == article.revisions.get()


HOSTILE = (
    '"', "''", "a\x00b", "\x00", "* OR 1", "NEAR(a b)", "title:x", "-troops", "^troops", "troops*", "{a b}: c", "\\",
    "0:0", "' | 'x", "a' OR '1'='1", "); DROP TABLE claims_articletext; --", "troops & !border | (", "%", "_", "\ud800",
    "\u202etroops", "ﷺ", "⑴ ℌ", "",
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_operators_and_quotes_are_text(query: str) -> None:
    corpus()
    known = {title for title, _ in CORPUS}
    assert set(typed(query)) <= known
    assert {title for title, _ in best(query)} <= known
    assert ArticleText.objects.count() == len(CORPUS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(max_size=80))
def test_any_text_is_indexed_and_found_by_itself(text: str) -> None:
    article = factories.article(title="Any text", text=text.encode("utf-8", "replace").decode())
    searchable.make_searchable(article_id=article.pk)
    words = search_words.of_typed(text)
    assert ArticleText.objects.holding(words).filter(article=article).exists()
    weights = dict.fromkeys(words, 1)
    assert not words or ArticleText.objects.filter(article=article).best(weights, most=1) == [(article.pk, len(words))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(min_size=1, max_size=40))
def test_the_search_itself_takes_any_word_as_data(word: str) -> None:
    """What our tokenizer would never let through does not break out of its quotes either."""
    harmless = word.replace("\x00", "").encode("utf-8", "ignore").decode() or "-"
    assert list(ArticleText.objects.holding([harmless])) == []
    assert ArticleText.objects.best({harmless: 1}, most=5) == []


def test_a_million_characters_are_answered_in_bounded_time() -> None:
    corpus()
    huge = "troops " * 150_000
    article = factories.article(title="Huge", text=huge)
    began = time.process_time()
    searchable.make_searchable(article_id=article.pk)
    assert "Huge" in typed(huge)
    assert "Huge" in [title for title, _ in best(huge[:4_000])]
    assert time.process_time() - began < 5
