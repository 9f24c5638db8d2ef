"""Find the articles that a claim has not met, however long ago they came."""

from dataclasses import dataclass
from datetime import datetime

from claims.analysis import search_words
from claims.matching import searchable, suggestions, thresholds
from claims.matching.held_claims import held_claims, texts, worded_number
from claims.models import Article, ArticleText, JournalEntry, Revision
from claims.models.article_search import ArticleTextQuerySet
from claims.vocabulary import JournalKind

MOST_READ = 50  # articles that one look compares with the claim in full


@dataclass(frozen=True, slots=True)
class Searched:
    """One look back for a claim: how many articles were searched, how many of them compared in full, how far it went.

    remaining: articles that cannot be searched yet, which the next look takes up. shown_from: the probability from
    which on a suggestion counts as found.
    """

    articles: int
    read: int
    last_revision_id: int
    remaining: int
    shown_from: float


def look_back(*, claim_id: int, after_revision: int, now: datetime) -> Searched:
    """Search the articles that were recorded after a revision for a claim; compare with it the best it has not met.

    An article that was matched when the claim already read as it does has met it: it is counted, not read again.
    A claim that was reworded since its last look is searched for in all of them anew.
    """
    searchable.make_waiting_searchable()
    worded = worded_number(claim_id)
    begin = 0 if worded > _checked_number(claim_id) else after_revision
    window = ArticleText.objects.newer_than(begin)
    last = max(begin, _searched_up_to())
    read = _read(claim_id=claim_id, articles=window.unmet(worded), now=now)
    return Searched(
        articles=window.filter(revision__lte=last).count(),
        read=read,
        last_revision_id=last,
        remaining=Article.objects.unsearchable().count(),
        shown_from=thresholds.current().show,
    )


def _read(*, claim_id: int, articles: ArticleTextQuerySet, now: datetime) -> int:
    """Compare the claim with the best of the articles, as these are compared with claims; how many were read."""
    index, _ = held_claims.refreshed()
    lines = [line for one in texts([claim_id]) for line in one.text.splitlines()]
    best = articles.best(search_words.of_claim(lines, index.model), most=MOST_READ)
    revisions = suggestions.newest_revisions().filter(article__in=[article_id for article_id, _ in best])
    proposals = [one for revision in revisions for one in suggestions.propose(revision, index)]
    own = [one for one in proposals if one.claim.pk == claim_id]
    suggestions.keep_for_claim(claim_id=claim_id, proposals=own, now=now)
    return len(best)


def _checked_number(claim_id: int) -> int:
    entries = JournalEntry.objects.filter(claim_id=claim_id, kind=JournalKind.CHECK_FINISHED).order_by("-number")
    return entries.values_list("number", flat=True).first() or 0


def _searched_up_to() -> int:
    """The revision before which every article is found: the next look begins there."""
    waiting = suggestions.newest_revisions().filter(article__in=Article.objects.unsearchable())
    first = waiting.order_by("pk").values_list("pk", flat=True).first()
    last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
    return first - 1 if first is not None else last or 0
