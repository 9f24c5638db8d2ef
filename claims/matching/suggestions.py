"""Propose claims that an article may follow up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from claims.analysis import similarity, stance
from claims.analysis.similarity import ClaimIndex, QueryText, Score
from claims.matching.claim_index import held_claims, worded_number
from claims.models import Article, BodyDestroyed, Claim, JournalEntry, Revision, Suggestion
from claims.vocabulary import JournalKind, SuggestionOrigin

MOST_CLAIMS = 5  # suggestions an article
MOST_ARTICLES = 200  # that one look back goes through


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
            "stance": self.guess.stance,
            "stance_confidence": self.guess.confidence,
            "stance_cues": list(self.guess.cues),
            "model_version": self.score.model_version,
        }


@dataclass(frozen=True, slots=True)
class Searched:
    """One look back for a claim: how many articles, up to which revision, how many are left for the next look."""

    articles: int
    last_revision_id: int
    remaining: int


def suggest(*, article_id: int, now: datetime) -> tuple[int, ...]:
    """Hold the article's newest revision against every claim; the suggestions made or renewed, best first.

    Empty as well when another worker is at it or the revision has been matched: running twice equals once.
    """
    won = Article.objects.awaiting_match(now).filter(pk=article_id).update(match_attempted_at=now)
    if won != 1:
        return ()
    revision = _newest_revisions().get(article_id=article_id)
    index, number = held_claims.refreshed()
    return _store(revision=revision, proposals=_propose(revision, index), number=number, now=now)


def look_back(*, claim_id: int, after_revision: int, now: datetime) -> Searched:
    """Hold one claim against the articles that were recorded after a revision and have not met it yet.

    An article that was matched when the claim already read as it does has met it: it is counted, not read again.
    A claim that was reworded since its last look is held against all of them anew.
    """
    worded = worded_number(claim_id)
    begin = 0 if worded > _checked_number(claim_id) else after_revision
    newest = _newest_revisions().filter(pk__gt=begin).order_by("pk")
    window = list(newest.values_list("pk", flat=True)[:MOST_ARTICLES])
    met = {"article__matched_number__gte": worded, "article__matched_revision__gte": F("number")}
    index, _ = held_claims.refreshed()
    unmet = _newest_revisions().filter(pk__in=window).exclude(**met)
    found = [one for revision in unmet for one in _propose(revision, index) if one.claim.pk == claim_id]
    _keep_for_claim(claim_id=claim_id, proposals=found, now=now)
    last = window[-1] if window else begin
    return Searched(
        articles=len(window), last_revision_id=last, remaining=_newest_revisions().filter(pk__gt=last).count()
    )


def _checked_number(claim_id: int) -> int:
    entries = JournalEntry.objects.filter(claim_id=claim_id, kind=JournalKind.CHECK_FINISHED).order_by("-number")
    return entries.values_list("number", flat=True).first() or 0


def _newest_revisions() -> Any:
    return Revision.objects.filter(number=F("article__revision_count")).select_related("article", "body")


def _propose(revision: Revision, index: ClaimIndex) -> list[Proposal]:
    article = QueryText(title=revision.title, text=_text(revision))
    floor = getattr(settings, "MATCH_FLOOR", None) or index.model.floor
    scores = similarity.match(article, claims=index, floor=floor, most=MOST_CLAIMS)
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


def _text(revision: Revision) -> str:
    try:
        return revision.body.text()
    except BodyDestroyed:
        return ""


@transaction.atomic
def _store(*, revision: Revision, proposals: list[Proposal], number: int, now: datetime) -> tuple[int, ...]:
    waiting = Article.objects.filter(pk=revision.article_id, matched_revision__lt=revision.number)
    values = {"matched_revision": revision.number, "matched_number": number, "match_attempted_at": None}
    if waiting.update(**values) != 1:
        return ()
    kept = [one for one in (_keep(proposal, now) for proposal in proposals) if one is not None]
    if kept:
        claim = kept[0].claim if len(kept) == 1 else None
        _say(subject=revision.article, claim=claim, kept=kept)
    return tuple(one.pk for one in kept)


@transaction.atomic
def _keep_for_claim(*, claim_id: int, proposals: Iterable[Proposal], now: datetime) -> None:
    kept = [one for one in (_keep(proposal, now) for proposal in proposals) if one is not None]
    if kept:
        _say(subject=kept[0].claim, claim=kept[0].claim, kept=kept)


def _keep(proposal: Proposal, now: datetime) -> Suggestion | None:
    """The suggestion as it stands after this; None where an editor has decided and the software is silent."""
    suggestion, is_new = Suggestion.objects.get_or_create(
        article=proposal.revision.article,
        claim=proposal.claim,
        defaults={**proposal.values(), "created_at": now},
    )
    undecided = Suggestion.objects.open().filter(pk=suggestion.pk, origin=SuggestionOrigin.SOFTWARE)
    if not is_new and undecided.exclude(revision__number__gt=proposal.revision.number).update(**proposal.values()) != 1:
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
