"""Propose which claims are the same, repeat or contradict a claim that was recorded or reworded."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from claims.analysis import claim_pairs
from claims.analysis.claim_pairs import Pair, PairText
from claims.matching import similar_claims
from claims.models import Claim, ClaimWord, ClaimWording, JournalEntry, Relation, RelationSuggestion
from claims.models.relation_suggestions import SETTLING
from claims.vocabulary import JournalKind, RelationSuggestionKind, SuggestionState

MOST_PAIRS = 5  # proposals a claim


def waiting(now: datetime) -> "QuerySet[ClaimWording]":
    """The claims that were worded since they were last held against the others, the longest first."""
    version = similar_claims.model().version
    return ClaimWording.objects.awaiting_comparison(version, now).order_by("worded_number", "pk")


def compare(*, claim_id: int, now: datetime) -> tuple[int, ...]:
    """Hold the claim as it reads now against all others; the proposals that stand after it, most alike first.

    Empty as well when another worker is at it or nothing has changed: running twice equals once.
    """
    version = similar_claims.model().version
    won = ClaimWording.objects.awaiting_comparison(version, now).filter(claim=claim_id)
    if won.update(compare_attempted_at=now) != 1:
        return ()
    number = ClaimWording.objects.values_list("worded_number", flat=True).get(claim=claim_id)
    (text,) = similar_claims.texts([claim_id])
    # Its words are stored before it looks for others: of two claims recorded at once, one finds the other.
    _store_words(text)
    pairs = similar_claims.similar(text=text, among=Claim.objects.all(), most=similar_claims.CANDIDATES)
    return _store(claim_id=claim_id, pairs=pairs, number=number, version=version, now=now)


@transaction.atomic
def _store_words(text: PairText) -> None:
    roots = claim_pairs.heaviest_roots(text.statement, text.quotation, similar_claims.model())
    ClaimWord.objects.replace(claim_id=text.claim_id, roots=roots)


@transaction.atomic
def _store(*, claim_id: int, pairs: tuple[Pair, ...], number: int, version: str, now: datetime) -> tuple[int, ...]:
    waits = ClaimWording.objects.uncompared(version).filter(claim=claim_id, worded_number=number)
    if waits.update(compared_with=version, compare_attempted_at=None) != 1:
        # It was reworded meanwhile: what was found is of an older wording, and the sweep sends for it again.
        ClaimWording.objects.filter(claim=claim_id).update(compare_attempted_at=None)
        return ()
    claim = Claim.objects.get(pk=claim_id)
    related = _related(claim)
    told = [one for one in pairs if one.kind in RelationSuggestionKind.values and one.claim_id not in related]
    kept = [_keep(claim_id, pair, version, now) for pair in told[:MOST_PAIRS]]
    gone = _let_go(claim)
    if gone or any(is_new for _, is_new in kept):
        _say(claim, [one for one, is_new in kept if is_new], gone)
    return tuple(one.pk for one, _ in kept)


def _related(claim: Claim) -> set[int]:
    """The claims that an editor has said it repeats or contradicts, or that repeat it."""
    standing = Relation.objects.filter(Q(claim=claim) | Q(other=claim), withdrawn_at=None, kind__in=SETTLING)
    ends = standing.values_list("claim_id", "other_id")
    return {pk for pair in ends for pk in pair} - {claim.pk}


def _keep(claim_id: int, pair: Pair, version: str, now: datetime) -> tuple[RelationSuggestion, bool]:
    """The proposal as it stands after this, and whether it is new; one an editor has decided on stays as it is."""
    older, newer = sorted((claim_id, pair.claim_id))
    values: dict[str, Any] = {
        "score": pair.likeness,
        "reasons": pair.reasons.as_json() if claim_id == older else pair.reasons.turned().as_json(),
        "model_version": version,
    }
    one, is_new = RelationSuggestion.objects.get_or_create(
        claim_id=older, other_id=newer, kind=pair.kind, defaults={**values, "created_at": now}
    )
    if not is_new:
        RelationSuggestion.objects.filter(pk=one.pk, state=SuggestionState.OPEN).update(**values)
    return one, is_new


def _let_go(claim: Claim) -> list[RelationSuggestion]:
    """Forget what holds no longer since the claim was reworded; what an editor has ever decided on stays."""
    undecided = RelationSuggestion.objects.about(claim).filter(state=SuggestionState.OPEN, decisions=None)
    held = list(undecided.select_related("claim", "other"))
    text, *others = similar_claims.texts([claim.pk, *({one.claim_id for one in held} | {one.other_id for one in held})])
    found = claim_pairs.similar(text, others, model=similar_claims.model(), most=len(others))
    pairs = {(*sorted((claim.pk, pair.claim_id)), pair.kind) for pair in found}
    gone = [one for one in held if (one.claim_id, one.other_id, one.kind) not in pairs]
    RelationSuggestion.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return gone


def _say(claim: Claim, made: list[RelationSuggestion], gone: list[RelationSuggestion]) -> None:
    after = {"suggested": _named(made), "no_longer": _named(gone)}
    JournalEntry.objects.write(kind=JournalKind.RELATIONS_SUGGESTED, subject=claim, claim=claim, after=after)


def _named(ones: list[RelationSuggestion]) -> list[dict[str, object]]:
    return [{"claim": one.claim.public_id, "other": one.other.public_id, "kind": one.kind} for one in ones]
