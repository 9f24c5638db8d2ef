"""Write down what an editor read in one revision or capture."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import quotations
from claims.models import Evidence, JournalEntry, Revision, Stamp, StanceReading, User
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import JournalKind, Stance, Visibility

TAKEN_BACK = (JournalKind.STANCE_CARRIED, JournalKind.STANCE_REANCHORED)


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
    seen: int | None = None,
    imported_at: datetime | None = None,
) -> StanceReading:
    """A new reading; the earlier ones stay. The quotation is anchored in the revision's text.

    `seen`: the number of the newest reading the editor knew, 0 for none. Raises NotAllowed, Stale when somebody read
    since, or Refused for a stance or quotation that is not there.
    """
    stamp, last = _opened(evidence, editor, seen, imported_at)
    if stance not in Stance.values:
        raise Refused(_("Choose a stance: for, against, reports it only, or not about it."), field="stance")
    if evidence.visibility == Visibility.RESTRICTED and (note or quotation):
        raise Refused(_("Words about restricted evidence belong in its seal, not in a reading."), field="note")
    revision = revision or _newest(evidence)
    _refuse_foreign(evidence, revision)
    said = {"stance": stance, "headline_stance": headline_stance if headline_stance != stance else "", "note": note}
    anchor = _anchored(revision, quotation)
    return _record(evidence, revision, said, anchor, JournalKind.STANCE_READ, last, editor, stamp)


@transaction.atomic
def carry_over(
    *, evidence: Evidence, revision: Revision, editor: User, now: datetime, seen: int | None = None
) -> StanceReading:
    """Say that a newer revision changes nothing in substance: what was read holds for it, as a reading of its own.

    Raises NotAllowed, Stale when somebody read since, or Refused when nothing was read yet, the revision is not newer,
    or the quotation stands there no longer.
    """
    stamp, newest = _opened(evidence, editor, seen)
    last = _of_an_article(newest)
    _refuse_foreign(evidence, revision)
    if last.revision is not None and revision.number <= last.revision.number:
        raise Refused(_("This revision is not newer than the one that was read."), field="revision")
    anchor = quotations.anchor(revision.kept_text or "", last.quotation, start=_place(revision, last))
    if last.quotation and anchor.start < 0 and quotations.find(revision.title, last.anchor) < 0:
        raise Refused(_("The quotation is no longer in this revision: anchor it anew first, or read it again."))
    return _record(evidence, revision, _said(last), anchor, JournalKind.STANCE_CARRIED, last, editor, stamp)


@transaction.atomic
def reanchor(
    *,
    evidence: Evidence,
    revision: Revision,
    quotation: str,
    editor: User,
    now: datetime,
    start: int | None = None,
    seen: int | None = None,
) -> StanceReading:
    """Anchor the quotation in the words of this revision; the stance stays as it was read.

    `start`: of several places the one nearest to it. Raises NotAllowed, Stale, or Refused for words that are not there.
    """
    stamp, newest = _opened(evidence, editor, seen)
    last = _of_an_article(newest)
    _refuse_foreign(evidence, revision)
    if not quotation.strip():
        raise Refused(_("Choose the words that say it now, or copy them from the text."), field="quotation")
    if evidence.visibility == Visibility.RESTRICTED:
        raise Refused(_("Words about restricted evidence belong in its seal, not in a reading."), field="quotation")
    anchor = _anchored(revision, quotation, start=start)
    return _record(evidence, revision, _said(last), anchor, JournalKind.STANCE_REANCHORED, last, editor, stamp)


@transaction.atomic
def take_back(
    *, evidence: Evidence, reason: str, editor: User, now: datetime, seen: int | None = None
) -> StanceReading:
    """Undo a carrying over or a new anchor: what was read before it is taken up again, as a reading of its own.

    Raises NotAllowed, Stale, or Refused without a reason or when the newest reading is neither.
    """
    stamp, last = _opened(evidence, editor, seen)
    if not reason.strip():
        raise Refused(_("Say why it is taken back."), field="reason")
    before = evidence.readings.select_related("revision").order_by("-number")[1:2].first()
    is_taken_back = last and JournalEntry.objects.filter(number=last.number, kind__in=TAKEN_BACK).exists()
    if before is None or not is_taken_back:
        raise Refused(_("Only a reading that was carried over or anchored anew is taken back: read it again instead."))
    said, kind = _said(before), JournalKind.STANCE_RETURNED
    return _record(evidence, before.revision, said, before.anchor, kind, last, editor, stamp, reason=reason)


def _opened(
    evidence: Evidence, editor: User, seen: int | None, imported_at: datetime | None = None
) -> tuple[Stamp, StanceReading | None]:
    """The number of the act, under whose lock nobody else reads, and the newest reading so far."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not read a stance."))
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    if Evidence.objects.filter(pk=evidence.pk).exclude(withdrawn_at=None).exists():
        raise Refused(_("This evidence was withdrawn."))
    last = evidence.readings.select_related("revision").order_by("-number").first()
    if seen is not None and seen != (last.number if last else 0):
        raise Stale(_("Somebody else read this evidence after you opened it; nothing of theirs was overwritten."))
    return stamp, last


def _refuse_foreign(evidence: Evidence, revision: Revision | None) -> None:
    if revision is not None and revision.article_id != evidence.article_id:
        raise Refused(_("This revision is of another article."), field="revision")


def _of_an_article(newest: StanceReading | None) -> StanceReading:
    if newest is None or newest.revision is None:
        raise Refused(_("Nobody has read a stance in this article yet: read it first."))
    return newest


def _said(reading: StanceReading) -> dict[str, str]:
    return {"stance": reading.stance, "headline_stance": reading.headline_stance, "note": reading.note}


def _record(
    evidence: Evidence,
    revision: Revision | None,
    said: dict[str, str],
    anchor: quotations.Anchor,
    kind: JournalKind,
    last: StanceReading | None,
    editor: User,
    stamp: Stamp,
    *,
    reason: str = "",
) -> StanceReading:
    reading = StanceReading.objects.record(
        evidence=evidence,
        revision=revision,
        **said,
        quotation=anchor.exact,
        quotation_prefix=anchor.prefix,
        quotation_suffix=anchor.suffix,
        quotation_start=anchor.start,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    is_restricted = evidence.visibility == Visibility.RESTRICTED
    JournalEntry.objects.write(
        kind=kind,
        subject=reading,
        claim=evidence.claim,
        before={} if is_restricted or last is None else _told(last),
        after={"visibility": "restricted"} if is_restricted else {"evidence": evidence.public_id, **_told(reading)},
        actor=editor,
        reason="" if is_restricted else reason.strip(),
        stamp=stamp,
    )
    return reading


def _told(reading: StanceReading) -> dict[str, Any]:
    """A reading as the journal tells it: places and stances, and the words that are quoted."""
    return {
        "stance": reading.stance,
        "headline_stance": reading.headline_stance,
        "quotation": reading.quotation,
        "revision": reading.revision.number if reading.revision else None,
    }


def _newest(evidence: Evidence) -> Revision | None:
    if evidence.article is None:
        return None
    return evidence.article.revisions.order_by("-number").first()


def _place(revision: Revision, reading: StanceReading) -> int | None:
    """Where the quotation stands in this revision, by its surroundings."""
    found = quotations.find(revision.kept_text or "", reading.anchor) if reading.quotation else -1
    return found if found >= 0 else None


def _anchored(revision: Revision | None, quotation: str, *, start: int | None = None) -> quotations.Anchor:
    """The quotation with what stands before and after it. One that is not in the text is refused."""
    if not quotation or revision is None:
        return quotations.Anchor(exact=quotation, prefix="", suffix="", start=-1)
    found = quotations.anchor(revision.kept_text or "", quotation, start=start)
    if found.start < 0 and quotation.strip() not in revision.title:
        raise Refused(
            _("These words are not in the article as we read it: copy them from its text."), field="quotation"
        )
    return found
