"""Propose what an article rests on: another article, the claimant's own words, a briefing."""

from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F

from claims.matching import near_copies, whose_words
from claims.models import Article, Derivation, JournalEntry, Revision
from claims.vocabulary import JournalKind, SuggestionOrigin


class Proposal(Protocol):
    """By what a derivation is known, and what its columns hold."""

    @property
    def key(self) -> dict[str, Any]: ...

    def values(self) -> dict[str, Any]: ...


def suggest(*, article_id: int, now: datetime) -> tuple[int, ...]:
    """Compare the article's newest matched revision with every stored article; the derivations made or renewed.

    Empty as well when another worker is at it or it has been compared: running twice equals once.
    """
    won = Article.objects.awaiting_comparison(now).filter(pk=article_id).update(compare_attempted_at=now)
    if won != 1:
        return ()
    revisions = Revision.objects.select_related("article__outlet", "body")
    revision = revisions.get(article_id=article_id, number=F("article__matched_revision"))
    text = revision.kept_text or ""
    return _store(revision=revision, proposals=_proposals(revision, text), now=now)


def _proposals(revision: Revision, text: str) -> list[Proposal]:
    copies = near_copies.find(revision, text, near_copies.remember(revision, text))
    kin = {article.pk for pair in copies for article in (pair.revision.article, pair.original.article)}
    return [
        *copies,
        *whose_words.own_words_in(revision, text),
        *whose_words.briefings_of(revision, text, kin=kin),
    ]


def ask_again(*, claim_id: int) -> int:
    """Let the articles that met the claim since they were compared be compared anew, for the words of its claimants.

    How many. The sweep finds them; their copies are known already, and are only confirmed to be there.
    """
    met_later = Article.objects.filter(
        suggestions__claim=claim_id, suggestions__created_at__gt=F("compared_at"), compared_revision__gt=0
    )
    return Article.objects.filter(pk__in=met_later.values("pk")).update(compared_revision=0)


@transaction.atomic
def _store(*, revision: Revision, proposals: list[Proposal], now: datetime) -> tuple[int, ...]:
    waiting = Article.objects.filter(pk=revision.article_id, compared_revision__lt=revision.number)
    compared = {"compared_revision": revision.number, "compared_at": now, "compare_attempted_at": None}
    if waiting.update(**compared) != 1:
        return ()
    kept = [one for one in (_keep(proposal, now) for proposal in proposals) if one is not None]
    if kept:
        JournalEntry.objects.write(
            kind=JournalKind.DERIVATIONS_SUGGESTED,
            subject=revision.article,
            after={"derivations": [_told(one) for one in kept]},
        )
    return tuple(one.pk for one in kept)


def _keep(proposal: Proposal, now: datetime) -> Derivation | None:
    """The derivation as it stands after this; None where an editor has decided and the software is silent."""
    values = proposal.values()
    _renew_kind(proposal.key)
    derivation, is_new = Derivation.objects.get_or_create(**proposal.key, defaults={**values, "created_at": now})
    undecided = Derivation.objects.open().filter(pk=derivation.pk, origin=SuggestionOrigin.SOFTWARE)
    if not is_new and undecided.filter(decisions=None).update(**values) != 1:
        return None
    return derivation


def _renew_kind(key: dict[str, Any]) -> None:
    """A pair that was a rewrite, and by a newer revision is a copy, stays one proposal while nobody has decided."""
    pair = Derivation.objects.filter(article=key["article"], original=key.get("original"), original__isnull=False)
    if not pair.filter(kind=key["kind"]).exists():
        pair.open().filter(origin=SuggestionOrigin.SOFTWARE, decisions=None).update(kind=key["kind"])


def _told(derivation: Derivation) -> dict[str, Any]:
    return {
        "derivation": derivation.public_id,
        "kind": derivation.kind,
        "article": derivation.article.public_id,
        "original": derivation.original and derivation.original.public_id,
        "similarity": derivation.similarity,
    }
