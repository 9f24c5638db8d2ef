"""A new or reworded claim finds the articles that came before it at once, however many there are."""

from datetime import datetime, timedelta

import pytest

from claims.matching import look_back as looking
from claims.matching import searchable, suggestions
from claims.matching.look_back import Searched, look_back
from claims.models import Article, ArticleText, Claim, JournalEntry, Suggestion, database_now
from claims.monitoring import checks
from claims.publishing import redactions
from claims.recording import claims
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"
TITLE = "NATO sees no sign that Russia is withdrawing troops from the Ukraine border"
TEXT = "NATO has not seen any withdrawal of Russian troops from the border with Ukraine, Jens Stoltenberg said."


def withdrawal() -> Claim:
    return factories.claim(statement=STATEMENT)


def old_news(number: int) -> list[Article]:
    """Articles that were matched before the claim was recorded; the one that bears on it is the oldest."""
    articles = [factories.article(title=TITLE, text=TEXT)]
    articles += [
        factories.article(title=f"Cup final {place} ends in a draw", text="Nobody scored.")
        for place in range(number - 1)
    ]
    for article in articles:
        suggestions.suggest(article_id=article.pk, now=NOON)
    return articles


def look(claim: Claim, after_revision: int = 0) -> Searched:
    return look_back(claim_id=claim.pk, after_revision=after_revision, now=NOON)


def test_the_oldest_of_many_articles_is_found_at_once_and_only_it_is_read() -> None:
    oldest, *others = old_news(30)
    searched = look(withdrawal())
    assert (searched.articles, searched.read, searched.remaining) == (30, 1, 0)
    assert searched.last_revision_id == others[-1].revisions.get().pk
    assert Suggestion.objects.get().article == oldest


def test_looking_twice_equals_looking_once() -> None:
    old_news(2)
    claim = withdrawal()
    assert look(claim) == look(claim)
    assert Suggestion.objects.count() == 1


def test_an_article_that_met_the_claim_is_counted_and_not_read() -> None:
    claim = withdrawal()
    old_news(2)
    searched = look(claim)
    assert (searched.articles, searched.read) == (2, 0)


def test_an_article_that_waits_for_its_match_is_read() -> None:
    claim = withdrawal()
    article = factories.article(title=TITLE, text=TEXT)
    searched = look(claim)
    assert (searched.articles, searched.read) == (1, 1)
    assert Suggestion.objects.get().article == article


def test_a_reworded_claim_finds_old_articles_by_its_new_words() -> None:
    claim = factories.claim(statement="A dam near the town has burst after heavy rain")
    article = old_news(3)[0]
    first = checks.check_claim(claim_id=claim.pk, now=NOON, search=look_back)
    assert first is not None
    assert (first.searched["articles"], first.searched["read"], first.found) == (3, 0, 0)
    claims.edit(claim_id=claim.pk, version=1, editor=factories.ada(), now=NOON, statement=STATEMENT)
    second = checks.check_claim(claim_id=claim.pk, now=NOON + timedelta(days=1), search=look_back)
    assert second is not None
    assert (second.searched["articles"], second.searched["read"], second.found) == (3, 1, 1)
    assert Suggestion.objects.get().article == article


def test_the_quotation_of_an_appearance_finds_old_articles() -> None:
    article = old_news(3)[0]
    claim = factories.claim(statement="It is over at the frontier")
    factories.appearance(claim=claim, quotation=STATEMENT)
    look(claim)
    assert Suggestion.objects.get().article == article


def test_an_edited_article_is_looked_at_as_it_reads_now() -> None:
    article = factories.article(title="Cup final ends in a draw", text="Nobody scored.")
    suggestions.suggest(article_id=article.pk, now=NOON)
    newer = factories.revise(article, title=TITLE, text=TEXT)
    suggestions.suggest(article_id=article.pk, now=NOON)
    look(withdrawal())
    assert Suggestion.objects.get().revision == newer


def test_a_destroyed_text_is_not_found_by_its_words() -> None:
    article = factories.article(title="Live", text=TEXT)
    suggestions.suggest(article_id=article.pk, now=NOON)
    body = article.revisions.get().body
    redactions.destroy_body(body=body, reason="A name", editor=factories.carl(), now=database_now())
    searched = look(withdrawal())
    assert (searched.articles, searched.read) == (1, 0)
    assert not Suggestion.objects.exists()


def test_articles_from_before_the_index_are_taken_up_a_share_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newsroom that migrates: what cannot be searched yet is said, and the next look goes on there."""
    monkeypatch.setattr(searchable, "MOST_AT_ONCE", 2)
    articles = [factories.article(title="Cup final ends in a draw", text="Nobody scored.") for _ in range(4)]
    articles.append(factories.article(title=TITLE, text=TEXT))
    Article.objects.update(matched_revision=1, matched_number=0)
    claim = withdrawal()
    moments = [NOON + timedelta(minutes=minutes) for minutes in range(3)]
    found = [checks.check_claim(claim_id=claim.pk, now=moment, search=look_back) for moment in moments]
    searched = [(one.searched["articles"], one.searched["remaining"], one.found) for one in found if one is not None]
    assert searched == [(2, 3, 0), (2, 1, 0), (1, 0, 1)]
    assert Suggestion.objects.get().article == articles[-1]


def test_the_next_look_begins_before_the_first_article_that_was_not_searchable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchable, "MOST_AT_ONCE", 0)
    waiting = factories.article(title=TITLE, text=TEXT)
    later = factories.article(title="Cup final ends in a draw")
    searchable.make_searchable(article_id=later.pk)
    claim = withdrawal()
    searched = look(claim)
    assert (searched.articles, searched.remaining) == (0, 1)
    assert searched.last_revision_id == waiting.revisions.get().pk - 1
    searchable.make_searchable(article_id=waiting.pk)
    assert look(claim, searched.last_revision_id).articles == 2
    assert Suggestion.objects.get().article == waiting


def test_no_more_than_the_best_fifty_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_READ", 3)
    for number in range(6):
        factories.article(title=f"{TITLE}, report {number}", text=TEXT)
    searched = look(withdrawal())
    assert (searched.articles, searched.read) == (6, 3)


def test_an_article_is_matched_by_another_worker_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both hold the article against the claim: one suggestion, and no act is written twice."""
    claim = withdrawal()
    article = factories.article(title=TITLE, text=TEXT)
    alone = suggestions.propose

    def meanwhile(*given: object) -> object:
        monkeypatch.setattr(suggestions, "propose", alone)
        suggestions.suggest(article_id=article.pk, now=NOON)
        return alone(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(suggestions, "propose", meanwhile)
    look(claim)
    assert Suggestion.objects.count() == ArticleText.objects.count() == 1


def test_a_claim_of_no_words_reads_nothing() -> None:
    old_news(2)
    claim = factories.claim(statement="…!")
    searched = look(claim)
    assert (searched.articles, searched.read) == (2, 0)
    assert not JournalEntry.objects.filter(kind=JournalKind.SUGGESTIONS_MADE, claim=claim).exists()


def test_looking_back_takes_the_time_as_an_argument() -> None:
    old_news(1)
    at = datetime(2022, 3, 1, tzinfo=NOON.tzinfo)
    look_back(claim_id=withdrawal().pk, after_revision=0, now=at)
    assert Suggestion.objects.get().created_at == at
