"""Refuse what was typed into a form that somebody else has overtaken."""

from django.utils.translation import gettext as _

from claims.analysis import told_times
from claims.models import JournalEntry
from claims.models.identifiers import PublicIdentity
from claims.refusals import Stale


def refuse_stale(row: PublicIdentity, seen: int | None) -> None:
    """Raises Stale when the newest act on the row is another than `seen`; None is a door that has no form.

    Called under the journal's lock: nobody acts between this look and the act.
    """
    if seen is None:
        return
    newest = JournalEntry.objects.filter(
        subject_type=row._meta.model_name, subject_id=row.public_id, number__gt=seen
    ).select_related("actor")
    last = newest.order_by("-number").first()
    if last is not None:
        told = {"who": last.actor or _("The software"), "when": told_times.minute(last.recorded_at)}
        raise Stale(_("%(who)s changed this at %(when)s, after you opened it. Nothing was overwritten.") % told)
