"""Atom: the published claims, as their status changed last."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.publishing import listings
from claims.publishing.listings import Card, Group
from claims.vocabulary import VerificationStatus

Followed = tuple[Group, tuple[Card, ...]]


class Changes(Feed):  # type: ignore[type-arg]  # generic in its stubs only
    """One entry a claim, updated whenever its status changes: the status, the claim, and why."""

    feed_type = Atom1Feed
    subtitle = gettext_lazy("What was said, and what has been seen")

    def item_title(self, item: Card) -> str:
        label = item.rating.label if item.rating else VerificationStatus(item.status).label
        return _("%(status)s: %(claim)s") % {"status": label, "claim": item.statement}

    def item_description(self, item: Card) -> str:
        return item.reason or _("Nobody independent has confirmed or contradicted it yet.")

    def item_link(self, item: Card) -> str:
        return reverse("website:claim", args=[item.slug])

    def item_guid(self, item: Card) -> str:
        """A tag URI (RFC 4151): it stays when the claim's wording or address changes."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{item.recorded_at:%Y-%m-%d}:claim/{item.public_id}"

    def item_updateddate(self, item: Card) -> datetime:
        return item.changed_at


class NewestChanges(Changes):
    """Of everything."""

    def title(self) -> str:
        return settings.NEWSROOM_NAME

    def link(self) -> str:
        return reverse("website:home")

    def feed_url(self) -> str:
        return reverse("website:atom")

    def items(self) -> tuple[Card, ...]:
        return listings.newest_changes()


class ChangesOfTopic(Changes):
    """Of one topic: how readers follow it across stories."""

    def get_object(self, request: HttpRequest, slug: str) -> Followed:
        found = listings.topic(slug, most=50)
        if found is None:
            raise Http404
        return found

    def title(self, obj: Followed) -> str:
        return f"{obj[0].title} – {settings.NEWSROOM_NAME}"

    def link(self, obj: Followed) -> str:
        return reverse("website:topic", args=[obj[0].slug])

    def feed_url(self, obj: Followed) -> str:
        return reverse("website:topic_atom", args=[obj[0].slug])

    def items(self, obj: Followed) -> tuple[Card, ...]:
        return obj[1]
