"""Write down what an editor read in one revision or capture."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import quotations
from claims.models import BodyDestroyed, Evidence, JournalEntry, Revision, StanceReading, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Stance, Visibility


@transaction.atomic
def read(
    *,
    evidence: Evidence,
    stance: str,
    editor: User,
    now: datetime,
    headline_stance: str = "",
    quotation: str = "",
    note: str = "",
    revision: Revision | None = None,
    imported_at: datetime | None = None,
) -> StanceReading:
    """A new reading; the earlier ones stay. The quotation is anchored in the revision's text.

    Raises NotAllowed, or Refused for a stance or quotation that is not there.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not read a stance."))
    if stance not in Stance.values:
        raise Refused(_("Choose a stance: for, against, reports it only, or not about it."), field="stance")
    if evidence.visibility == Visibility.RESTRICTED and (note or quotation):
        raise Refused(_("Words about restricted evidence belong in its seal, not in a reading."), field="note")
    revision = revision or _newest(evidence)
    anchor = _anchored(revision, quotation)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    reading = StanceReading.objects.record(
        evidence=evidence,
        revision=revision,
        stance=stance,
        headline_stance=headline_stance if headline_stance != stance else "",
        quotation=anchor.exact,
        quotation_prefix=anchor.prefix,
        quotation_suffix=anchor.suffix,
        quotation_start=anchor.start,
        note=note,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    after = {"stance": stance, "headline_stance": reading.headline_stance, "quotation": reading.quotation}
    is_restricted = evidence.visibility == Visibility.RESTRICTED
    JournalEntry.objects.write(
        kind=JournalKind.STANCE_READ,
        subject=reading,
        claim=evidence.claim,
        after={"visibility": "restricted"} if is_restricted else {"evidence": evidence.public_id, **after},
        actor=editor,
        stamp=stamp,
    )
    return reading


def _newest(evidence: Evidence) -> Revision | None:
    if evidence.article is None:
        return None
    return evidence.article.revisions.order_by("-number").first()


def _anchored(revision: Revision | None, quotation: str) -> quotations.Anchor:
    """The quotation with what stands before and after it. One that is not in the text is refused."""
    if not quotation or revision is None:
        return quotations.Anchor(exact=quotation, prefix="", suffix="", start=-1)
    try:
        text = revision.body.text()
    except BodyDestroyed:
        text = ""
    found = quotations.anchor(text, quotation)
    if found.start < 0 and quotation.strip() not in revision.title:
        raise Refused(
            _("These words are not in the article as we read it: copy them from its text."), field="quotation"
        )
    return found
