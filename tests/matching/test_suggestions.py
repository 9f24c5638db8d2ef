"""An article's newest revision is held against the claims, and editors' decisions stay."""

from datetime import timedelta
from typing import Any

import pytest

from claims.matching import suggestions
from claims.matching.look_back import look_back
from claims.models import Article, Claim, JournalEntry, Suggestion
from claims.monitoring import checks
from claims.recording import appearances, claims
from claims.verification import decisions
from claims.vocabulary import JournalKind, Publication, SuggestionState
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"
TITLE = "NATO sees no sign that Russia is withdrawing troops from the Ukraine border"
TEXT = (
    "NATO has not seen any withdrawal of Russian troops from the border with Ukraine, Jens Stoltenberg said. "
    "Russia said on Tuesday that some troops were returning to base."
)


def about_the_withdrawal() -> Article:
    return factories.article(title=TITLE, text=TEXT)


def withdrawal(**values: object) -> Claim:
    return factories.claim(statement=STATEMENT, **values)


def test_an_article_finds_its_claim_with_reasons_and_stance() -> None:
    claim, article = withdrawal(), about_the_withdrawal()
    factories.claim(statement="A dam near the town has burst after heavy rain")
    (pk,) = suggestions.suggest(article_id=article.pk, now=NOON)
    made = Suggestion.objects.get(pk=pk)
    assert (made.claim, made.article, made.rank) == (claim, article, 1)
    assert made.score > 0.5
    assert "troops" in [word for word, _ in made.reasons["words"]]
    assert made.stance == "against"
    assert made.model_version.startswith("lexical-")
    entry = JournalEntry.objects.get(kind=JournalKind.SUGGESTIONS_MADE)
    assert entry.after["suggestions"][0]["claim"] == str(claim.public_id)


def test_matching_twice_equals_matching_once() -> None:
    withdrawal()
    article = about_the_withdrawal()
    assert len(suggestions.suggest(article_id=article.pk, now=NOON)) == 1
    assert suggestions.suggest(article_id=article.pk, now=NOON) == ()
    assert Suggestion.objects.count() == 1
    assert JournalEntry.objects.filter(kind=JournalKind.SUGGESTIONS_MADE).count() == 1
    assert not Article.objects.unmatched().exists()


def test_nothing_found_writes_no_entry() -> None:
    withdrawal()
    article = factories.article(title="Cup final ends in a draw", text="Nobody scored at the stadium.")
    assert suggestions.suggest(article_id=article.pk, now=NOON) == ()
    assert not JournalEntry.objects.filter(kind=JournalKind.SUGGESTIONS_MADE).exists()
    assert not Article.objects.unmatched().exists()


def test_a_newer_revision_renews_an_open_suggestion() -> None:
    withdrawal()
    article = about_the_withdrawal()
    suggestions.suggest(article_id=article.pk, now=NOON)
    newer = factories.revise(article, title=TITLE + ", it says again", text=TEXT)
    suggestions.suggest(article_id=article.pk, now=NOON)
    assert Suggestion.objects.get().revision == newer


def test_a_decided_suggestion_is_never_touched() -> None:
    withdrawal()
    article = about_the_withdrawal()
    (pk,) = suggestions.suggest(article_id=article.pk, now=NOON)
    decisions.dismiss(suggestion_id=pk, reason="Another border", editor=factories.ada(), now=NOON)
    before = Suggestion.objects.get()
    factories.revise(article, title=TITLE + ", it says again", text=TEXT)
    assert suggestions.suggest(article_id=article.pk, now=NOON) == ()
    after = Suggestion.objects.get()
    assert (after.state, after.revision) == (SuggestionState.DISMISSED, before.revision)


def test_another_worker_at_it_is_left_alone_until_it_is_dead() -> None:
    withdrawal()
    article = about_the_withdrawal()
    Article.objects.update(match_attempted_at=NOON)
    assert suggestions.suggest(article_id=article.pk, now=NOON + timedelta(minutes=1)) == ()
    assert len(suggestions.suggest(article_id=article.pk, now=NOON + timedelta(minutes=3))) == 1


def test_at_most_five_claims_are_suggested(settings: Any) -> None:
    settings.MATCH_THRESHOLDS = {"silent": 0.0001}
    for number in range(8):
        withdrawal(notes=str(number))
    made = suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON)
    assert len(made) == 5
    assert sorted(Suggestion.objects.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]


def test_a_draft_is_matched_too() -> None:
    withdrawal(publication=Publication.DRAFT)
    assert len(suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON)) == 1


def test_a_claim_recorded_since_the_last_match_is_known() -> None:
    suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON)
    withdrawal()
    assert len(suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON)) == 1


def test_a_reworded_claim_is_matched_by_its_new_words() -> None:
    claim = withdrawal()
    suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON)
    claims.edit(
        claim_id=claim.pk,
        version=1,
        editor=factories.ada(),
        now=NOON,
        statement="A dam near the town has burst after heavy rain",
    )
    assert suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON) == ()


def test_the_quotation_of_an_appearance_finds_the_article() -> None:
    claim = factories.claim(statement="It is over at the frontier")
    said = factories.appearance(claim=claim, quotation=STATEMENT)
    assert len(suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON)) == 1
    appearances.withdraw(appearance=said, reason="Not his words", editor=factories.ada(), now=NOON)
    assert suggestions.suggest(article_id=about_the_withdrawal().pk, now=NOON) == ()


def test_a_look_back_finds_what_came_before_the_claim() -> None:
    article = about_the_withdrawal()
    suggestions.suggest(article_id=article.pk, now=NOON)
    claim = withdrawal()
    searched = look_back(claim_id=claim.pk, after_revision=0, now=NOON)
    assert (searched.articles, searched.remaining) == (1, 0)
    assert Suggestion.objects.get().article == article
    look_back(claim_id=claim.pk, after_revision=0, now=NOON)
    assert Suggestion.objects.count() == 1


def test_a_reworded_claim_is_looked_back_for_from_the_start() -> None:
    article = about_the_withdrawal()
    claim = factories.claim(statement="A dam near the town has burst after heavy rain")
    check = {"claim_id": claim.pk, "search": look_back}
    checks.check_claim(**check, now=NOON)
    claims.edit(claim_id=claim.pk, version=1, editor=factories.ada(), now=NOON, statement=STATEMENT)
    found = checks.check_claim(**check, now=NOON + timedelta(days=1))
    assert found is not None
    assert found.found == 1
    assert Suggestion.objects.get().article == article


def test_a_look_back_after_the_newest_revision_reads_nothing() -> None:
    claim, article = withdrawal(), about_the_withdrawal()
    newest = article.revisions.get().pk
    checks.check_claim(claim_id=claim.pk, now=NOON, search=look_back)
    Suggestion.objects.all().delete()
    searched = look_back(claim_id=claim.pk, after_revision=newest, now=NOON)
    assert (searched.articles, searched.last_revision_id) == (0, newest)
    assert not Suggestion.objects.exists()
