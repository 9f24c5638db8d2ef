"""A form on what others may have changed meanwhile: it says which act it has seen, and a stale one shows both."""

from typing import Any

from django import forms

from claims.admin.act_pages import ActPage
from claims.refusals import Stale


class SeenForm(forms.Form):
    """`seen` is the number of the newest act when the form was opened; `seen_now` one read in a conflict."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_now = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SeenPage(ActPage):
    """Subclasses give `write`, `newest_number` and `reads_now`."""

    is_stale = False

    def write(self, given: dict[str, Any], seen: int) -> None:
        """The stage call, with what the form holds and the act it has seen."""
        raise NotImplementedError

    def newest_number(self) -> int:
        raise NotImplementedError

    def reads_now(self) -> list[tuple[Any, Any]]:
        """(label, value) of what somebody else wrote meanwhile."""
        return []

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.newest_number()}

    def act(self, given: dict[str, Any]) -> None:
        opened, read = given.pop("seen"), given.pop("seen_now")
        try:
            self.write(given, read or opened)
        except Stale:
            self.is_stale = True
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_stale:
            context["stale"] = {"number": self.newest_number(), "fields": self.reads_now()}
        return context
