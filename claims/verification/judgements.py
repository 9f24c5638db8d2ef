"""What an editor wants to say of a claim, and what the rules miss in it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import permissions
from claims.analysis import independence, transitions
from claims.models import Claim, Criterion, Evidence, JournalEntry, Rating, User
from claims.refusals import Refused, Stale
from claims.verification import independent_sources
from claims.vocabulary import Precision, VerificationStatus

MISSING = {
    "reason": gettext_lazy("Every status change has a reason: write it in a sentence a reader understands."),
    "rating": gettext_lazy("A settled claim has a rating: choose one."),
    "evidence": gettext_lazy("This status rests on evidence: choose the one that decided it."),
    "change_type": gettext_lazy("Say why a settled claim changes: development, correction or refile."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A status, and everything it rests on. `fewer_sources_because`: why fewer than the newsroom's minimum do."""

    to: str
    reason: str
    rating: Rating | None = None
    effective_at: datetime | None = None
    effective_precision: str = Precision.DAY
    effective_zone: str = "UTC"
    change_type: str = ""
    evidence: Evidence | None = None
    further_evidence: Iterable[Evidence] = ()
    criterion: Criterion | None = None
    fewer_sources_because: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A judgement that the rules allow, with its moment, and how many independent Sources a verdict rests on."""

    judgement: Judgement
    effective_at: datetime
    further: tuple[Evidence, ...]
    sources: int | None

    def columns(self) -> dict[str, Any]:
        """What a status change and a proposed one keep alike."""
        said = ("rating", "effective_precision", "effective_zone", "reason", "change_type", "evidence", "criterion")
        kept = {name: getattr(self.judgement, name) for name in said}
        return {"to_status": self.judgement.to, "effective_at": self.effective_at, **kept}


def as_given(judgement: Judgement) -> dict[str, Any]:
    """The fields of a judgement, as a status change takes them."""
    return {field.name: getattr(judgement, field.name) for field in fields(judgement)}


def weigh(claim: Claim, judgement: Judgement, editor: User, *, now: datetime, is_imported: bool) -> Weighed:
    """Fill in what follows from the evidence. Raises Refused naming the field that rule 3 or the newsroom misses.

    Without a moment of its own it holds since the moment the deciding evidence shows, as precisely as that is known,
    else since `now`. What is imported was decided elsewhere: the newsroom's minimum of Sources is not asked of it.
    """
    judgement = replace(judgement, further_evidence=tuple(judgement.further_evidence), reason=judgement.reason.strip())
    _refuse_incomplete(claim, judgement)
    _refuse_foreign(claim, judgement)
    judgement, moment = _dated(judgement, now)
    sources = None if is_imported else _sources_behind(claim, judgement)
    judgement = replace(judgement, fewer_sources_because=_exception(judgement, sources, editor))
    return Weighed(judgement, moment, tuple(judgement.further_evidence), sources)


def refuse_if_moved(claim: Claim, *, seen: int | None) -> None:
    """Raises Stale when something that bears on the verdict happened to the claim after journal number `seen`."""
    if seen is not None and JournalEntry.objects.about(claim).bearing_on_a_verdict().after(seen).exists():
        raise Stale(_("This claim changed after you opened it; nothing was overwritten, and nothing of yours is lost."))


def _refuse_incomplete(claim: Claim, judgement: Judgement) -> None:
    if judgement.to not in VerificationStatus.values:
        raise Refused(_("There is no such status."), field="to")
    field = transitions.missing(
        leaving=claim.status,
        to=judgement.to,
        reason=judgement.reason,
        has_rating=judgement.rating is not None,
        has_evidence=judgement.evidence is not None,
        change_type=judgement.change_type,
    )
    if field:
        raise Refused(str(MISSING[field]), field=field)


def _refuse_foreign(claim: Claim, judgement: Judgement) -> None:
    """What a status rests on belongs to this claim and still stands."""
    for one in (judgement.evidence, *judgement.further_evidence):
        if one is not None and (one.claim_id != claim.pk or one.withdrawn_at is not None):
            raise Refused(_("The evidence belongs to this claim and has not been withdrawn."), field="evidence")
    if judgement.criterion is not None and judgement.criterion.claim_id != claim.pk:
        raise Refused(_("The criterion belongs to this claim."), field="criterion")
    rating = judgement.rating
    if rating is not None and judgement.to != VerificationStatus.SETTLED:
        raise Refused(_("Only a settled claim is rated."), field="rating")
    if rating is not None and rating.scale.kind not in transitions.scales_for(claim.kind):
        raise Refused(_("Choose a rating from the scale for this kind of claim."), field="rating")
    if rating is not None and not rating.may_be_given(held=claim.rating_id):
        raise Refused(_("This rating is retired: new verdicts do without it."), field="rating")


def _dated(judgement: Judgement, now: datetime) -> tuple[Judgement, datetime]:
    evidence = judgement.evidence
    if judgement.effective_at is None and evidence is not None and evidence.shown_at is not None:
        judgement = replace(
            judgement,
            effective_at=evidence.shown_at,
            effective_precision=evidence.shown_precision,
            effective_zone=evidence.shown_zone,
        )
    moment = judgement.effective_at or now
    if moment > now:
        raise Refused(_("Since when it is so cannot lie in the future."), field="effective_at")
    return judgement, moment


def _sources_behind(claim: Claim, judgement: Judgement) -> int | None:
    if judgement.rating is None:
        return None
    return independence.behind(judgement.rating.outcome, independent_sources.count(claim))


def _exception(judgement: Judgement, sources: int | None, editor: User) -> str:
    """Why fewer Sources than the newsroom asks for are enough; "" where there are enough."""
    least: int = settings.SETTLE_MIN_SOURCES
    if sources is None or sources >= least:
        return ""
    behind = ngettext("%(n)d stands behind this rating", "%(n)d stand behind this rating", sources) % {"n": sources}
    told = ngettext(
        "This newsroom settles on at least %(least)d independent source; %(behind)s.",
        "This newsroom settles on at least %(least)d independent sources; %(behind)s.",
        least,
    ) % {"least": least, "behind": behind}
    if not permissions.may_settle_on_fewer(editor):
        otherwise = _("Find another, or ask a chief.")
        raise Refused(f"{told} {otherwise}", field="rating")
    if not judgement.fewer_sources_because.strip():
        wanted = _("Say why fewer are enough.")
        raise Refused(f"{told} {wanted}", field="fewer_sources_because")
    return judgement.fewer_sources_because.strip()
