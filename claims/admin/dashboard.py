"""What needs a person now, and what happened since that person was last here."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import notes, shift, stories, waiting, worklist
from claims.admin.acting import editor_of
from claims.models import Claim, database_now

NEWEST = 8


def numbers(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The dashboard's context; the theme calls it by its name in the settings."""
    person, held = editor_of(request), waiting.held_for(request)
    groups = waiting.groups(request, now=database_now())
    again = Claim.objects.visible_to(person).to_look_at_again().select_related("story")
    strongest = worklist.open_suggestions(request, held).select_related("claim", "article__outlet__merged_into")
    return {
        **context,
        "title": _("What needs a person now"),
        "groups": groups,
        "is_all_done": not any(group.total for group in groups if group.title != waiting.YOURS),
        "since": shift.since(person),
        "worklist": worklist.by_story(worklist.lines(request, held, most=NEWEST)),
        "strongest": strongest.order_by("-score", "pk")[:NEWEST],
        "review_wanted": again.order_by("review_wanted_at", "pk")[:NEWEST],
        "mentions": notes.to(person, is_seen=False, most=NEWEST),
        "my_stories": stories.of(person)[:NEWEST],
        "may_record": permissions.may_record(person),
    }
