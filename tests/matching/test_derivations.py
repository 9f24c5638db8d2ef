"""What an article rests on is proposed with its passages, and what editors decided stays."""

from datetime import timedelta

import pytest

from claims.matching import derivations, near_copies
from claims.models import Article, Derivation, Fingerprint, JournalEntry
from claims.models.articles import MATCH_LEASE
from claims.verification import derivations as decisions
from claims.vocabulary import DerivationKind, JournalKind, SuggestionState
from tests import factories
from tests.dispatches import DISPATCH, PRINTED, REPORT, matched
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def compare(*articles: Article) -> list[Derivation]:
    return [
        Derivation.objects.get(pk=pk) for one in articles for pk in derivations.suggest(article_id=one.pk, now=NOON)
    ]


def test_the_later_article_is_proposed_as_a_copy_with_the_passages() -> None:
    agency, paper = matched(text=DISPATCH), matched(text=PRINTED, hours=2)
    (made,) = compare(agency, paper)
    assert (made.article, made.original, made.kind) == (paper, agency, DerivationKind.COPY)
    assert made.state == SuggestionState.OPEN
    assert made.similarity > 0.9
    start, end, other_start, other_end = made.passages[0][0]
    assert (PRINTED[start : start + 4], DISPATCH[other_start : other_start + 4]) == ("NATO", "NATO")
    assert PRINTED[start:end] == DISPATCH[other_start:other_end]
    assert made.reasons["seconds_later"] == 7200
    entry = JournalEntry.objects.get(kind=JournalKind.DERIVATIONS_SUGGESTED)
    assert entry.after["derivations"][0]["original"] == str(agency.public_id)


def test_the_order_in_which_they_are_read_does_not_matter() -> None:
    paper, agency = matched(text=PRINTED, hours=2), matched(text=DISPATCH)
    (made,) = compare(paper, agency)
    assert (made.article, made.original) == (paper, agency)


def test_a_date_later_than_our_own_first_sight_is_not_believed() -> None:
    agency = matched(text=DISPATCH)
    Article.objects.filter(pk=agency.pk).update(published_at=NOON + timedelta(days=900))
    paper = matched(text=PRINTED, hours=2)
    (made,) = compare(agency, paper)
    assert made.original == agency


def test_of_many_copies_the_earliest_is_the_original() -> None:
    agency, first, second = (matched(text=DISPATCH, hours=hours) for hours in range(3))
    compare(first, agency)
    (made,) = compare(second)
    assert made.original == agency


def test_a_report_of_its_own_rests_on_nothing() -> None:
    assert compare(matched(text=DISPATCH), matched(text=REPORT, hours=1)) == []
    assert not JournalEntry.objects.filter(kind=JournalKind.DERIVATIONS_SUGGESTED).exists()
    assert not Article.objects.uncompared().exists()


def test_comparing_twice_equals_comparing_once() -> None:
    agency, paper = matched(text=DISPATCH), matched(text=PRINTED, hours=2)
    assert len(compare(agency, paper)) == 1
    numbers = Fingerprint.objects.count()
    assert compare(agency, paper) == []
    assert (Derivation.objects.count(), Fingerprint.objects.count()) == (1, numbers)


def test_an_article_waits_until_its_claims_are_known() -> None:
    article = factories.article(text=DISPATCH)
    assert not Article.objects.awaiting_comparison(NOON).exists()
    Article.objects.filter(pk=article.pk).update(matched_revision=1)
    assert Article.objects.awaiting_comparison(NOON).get() == article


def test_a_second_worker_leaves_the_article_alone_until_the_lease_ends() -> None:
    agency, paper = matched(text=DISPATCH), matched(text=PRINTED, hours=2)
    compare(agency)
    Article.objects.filter(pk=paper.pk).update(compare_attempted_at=NOON)  # the first is at it
    assert derivations.suggest(article_id=paper.pk, now=NOON) == ()
    assert len(derivations.suggest(article_id=paper.pk, now=NOON + MATCH_LEASE)) == 1


def test_a_newer_revision_renews_an_open_proposal_and_leaves_one() -> None:
    agency = matched(text=DISPATCH)
    paper = matched(text=f"{REPORT} {REPORT[::-1]} {REPORT.swapcase()[::-1]} {DISPATCH[:260]}", hours=2)
    (made,) = compare(agency, paper)
    assert made.kind == DerivationKind.REWRITE
    newer = factories.revise(paper, title="Later", text=DISPATCH)
    Article.objects.filter(pk=paper.pk).update(matched_revision=2)
    compare(paper)
    renewed = Derivation.objects.get()
    assert (renewed.pk, renewed.kind, renewed.revision) == (made.pk, DerivationKind.COPY, newer)


def test_what_an_editor_decided_is_never_touched() -> None:
    agency, paper = matched(text=DISPATCH), matched(text=PRINTED, hours=2)
    (made,) = compare(agency, paper)
    decisions.dismiss(derivation_id=made.pk, reason="Their own", editor=factories.ada(), now=NOON)
    factories.revise(paper, title="Later", text=PRINTED)
    Article.objects.filter(pk=paper.pk).update(matched_revision=2)
    assert compare(paper) == []
    made.refresh_from_db()
    assert (made.state, made.revision.number) == (SuggestionState.DISMISSED, 1)


def test_a_text_that_the_original_no_longer_has_still_finds_it() -> None:
    agency = matched(text=DISPATCH)
    compare(agency)
    factories.revise(agency, title="Rewritten", text=REPORT)
    Article.objects.filter(pk=agency.pk).update(matched_revision=2)
    compare(agency)
    (made,) = compare(matched(text=PRINTED.removeprefix(REPORT), hours=2))
    assert made.original_revision is not None
    assert made.original_revision.number == 1


def test_what_very_many_articles_share_is_stored_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_copies, "MOST_HOLDERS", 3)
    for hours in range(6):
        compare(matched(text=DISPATCH, hours=hours))
    held = Fingerprint.objects.values_list("value", flat=True)
    assert max(list(held).count(value) for value in set(held)) == 3
    assert {one.original_id for one in Derivation.objects.all()} == {Article.objects.order_by("pk")[0].pk}


def test_a_post_does_not_rest_on_its_own_live_blog() -> None:
    blog = matched(text=PRINTED)
    post = matched(text=DISPATCH, hours=1, live_blog=blog)
    assert compare(blog, post) == []


def test_an_article_without_a_text_rests_on_nothing() -> None:
    assert compare(matched(text=""), matched(text="", hours=1)) == []
