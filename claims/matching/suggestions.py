"""Propose claims that an article may follow up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims.analysis import similarity, stance
from claims.analysis.similarity import ClaimIndex, QueryText, Score
from claims.matching import said_again, stances, thresholds
from claims.matching.held_claims import held_claims
from claims.matching.searchable import make_searchable
from claims.models import Article, Claim, JournalEntry, Revision, Suggestion
from claims.vocabulary import JournalKind, SuggestionOrigin

MOST_CLAIMS = 5  # suggestions an article


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim for one revision, with what an editor is shown."""

    claim: Claim
    revision: Revision
    score: Score
    rank: int
    guess: stance.StanceGuess

    def values(self) -> dict[str, Any]:
        """The columns of its suggestion."""
        return {
            "revision": self.revision,
            "score": self.score.probability,
            "rank": self.rank,
            "reasons": self.score.reasons.as_json(),
            **stances.columns_of(self.guess),
            "model_version": self.score.model_version,
        }


def suggest(*, article_id: int, now: datetime) -> tuple[int, ...]:
    """Hold the article's newest revision against every claim; the suggestions made or renewed, best first.

    Empty as well when another worker is at it or the revision has been matched: running twice equals once.
    """
    won = Article.objects.awaiting_match(now).filter(pk=article_id).update(match_attempted_at=now)
    if won != 1:
        return ()
    revision = newest_revisions().get(article_id=article_id)
    index, number = held_claims.refreshed()
    return _store(revision=revision, proposals=propose(revision, index), number=number, now=now)


def newest_revisions() -> Any:
    return Revision.objects.filter(number=F("article__revision_count")).select_related("article", "body")


def propose(revision: Revision, index: ClaimIndex) -> list[Proposal]:
    article = QueryText(title=revision.title, text=revision.kept_text or "")
    floor = thresholds.current().silent
    scores = similarity.match(article, claims=index, floor=floor, most=MOST_CLAIMS, indexes=held_claims.by_meaning())
    claims = Claim.objects.in_bulk([score.claim_id for score in scores])
    return [
        Proposal(
            claim=claims[score.claim_id],
            revision=revision,
            score=score,
            rank=rank,
            guess=stance.suggest_stance(
                claim=claims[score.claim_id].statement,
                title=article.title,
                text=article.text,
                sentence=score.reasons.sentence,
            ),
        )
        for rank, score in enumerate(scores, start=1)
    ]


@transaction.atomic
def _store(*, revision: Revision, proposals: list[Proposal], number: int, now: datetime) -> tuple[int, ...]:
    waiting = Article.objects.filter(pk=revision.article_id, matched_revision__lt=revision.number)
    values = {"matched_revision": revision.number, "matched_number": number, "match_attempted_at": None}
    if waiting.update(**values) != 1:
        return ()
    make_searchable(article_id=revision.article_id)
    kept = [one for one in (_keep(proposal, now) for proposal in proposals) if one is not None]
    if kept:
        claim = kept[0].claim if len(kept) == 1 else None
        _say(subject=revision.article, claim=claim, kept=kept)
    return tuple(one.pk for one in kept)


@transaction.atomic
def keep_for_claim(*, claim_id: int, proposals: Iterable[Proposal], now: datetime) -> None:
    kept = [one for one in (_keep(proposal, now) for proposal in proposals) if one is not None]
    if kept:
        _say(subject=kept[0].claim, claim=kept[0].claim, kept=kept)


def _keep(proposal: Proposal, now: datetime) -> Suggestion | None:
    """The suggestion as it stands after this; None where an editor has decided and the software is silent."""
    values = proposal.values()
    values |= said_again.columns(claim=proposal.claim, revision=proposal.revision, reasons=values["reasons"])
    suggestion, is_new = Suggestion.objects.get_or_create(
        article=proposal.revision.article,
        claim=proposal.claim,
        defaults={**values, "created_at": now},
    )
    undecided = Suggestion.objects.open().filter(pk=suggestion.pk, origin=SuggestionOrigin.SOFTWARE)
    if not is_new and undecided.exclude(revision__number__gt=proposal.revision.number).update(**values) != 1:
        return None
    return suggestion


def _say(*, subject: Article | Claim, claim: Claim | None, kept: list[Suggestion]) -> None:
    made = [
        {
            "suggestion": one.public_id,
            "claim": one.claim.public_id,
            "article": one.article.public_id,
            "score": one.score,
        }
        for one in kept
    ]
    JournalEntry.objects.write(
        kind=JournalKind.SUGGESTIONS_MADE, subject=subject, claim=claim, after={"suggestions": made}
    )
