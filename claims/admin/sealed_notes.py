"""Notes on a claim for named people: that they exist is shown to those people, and to nobody else."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims.admin.act_pages import ClaimActPage
from claims.admin.fields import people, text
from claims.models import Claim, SealedNote, User, database_now
from claims.recording import sealed_notes


def notes_of(claim: Claim, reader: User) -> "QuerySet[SealedNote]":
    """The notes this person may open, the newest first."""
    rows = SealedNote.objects.visible_to(reader).filter(claim=claim).select_related("seal", "by")
    return rows.defer("seal__ciphertext").order_by("-pk")


class NoteForm(forms.Form):
    text = text(_("Note"), rows=5, required=False, help_text=_("Sealed at once: no list, search or history holds it."))
    readers = people(_("Who may read it"), help_text=_("Yourself too, if you want to read it again."))


class NotePage(ClaimActPage):
    form_class = NoteForm
    title = _("Write a note for named people")

    def get_initial(self) -> dict[str, Any]:
        return {"readers": [self.editor]}

    def act(self, given: dict[str, Any]) -> None:
        sealed_notes.seal(
            claim=self.claim,
            text=given["text"],
            readers=list(given["readers"]),
            editor=self.editor,
            now=database_now(),
        )


PAGES: dict[str, type[ClaimActPage]] = {"note": NotePage}
