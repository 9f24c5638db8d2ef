"""Atom: the newest status changes of published claims."""

from datetime import datetime
from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.publishing.listings import Change, newest_changes


class NewestChanges(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """One entry a change: the claim, its new status, and why."""

    feed_type = Atom1Feed
    title = settings.NEWSROOM_NAME
    subtitle = gettext_lazy("What was said, and what has been seen")

    def link(self) -> str:
        return reverse("website:home")

    def feed_url(self) -> str:
        return reverse("website:atom")

    def items(self) -> list[Change]:
        return newest_changes()

    def item_title(self, item: Change) -> str:
        return _("%(status)s: %(claim)s") % {"status": item.label, "claim": item.statement}

    def item_description(self, item: Change) -> str:
        return item.reason

    def item_link(self, item: Change) -> str:
        return reverse("website:claim", args=[item.slug])

    def item_guid(self, item: Change) -> str:
        return f"urn:uuid:{item.public_id}"

    def item_pubdate(self, item: Change) -> datetime:
        return item.recorded_at

    def item_updateddate(self, item: Change) -> datetime:
        return item.recorded_at
