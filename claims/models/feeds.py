"""What is watched, and every attempt to read it."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.hosts import Host
from claims.models.identifiers import PublicIdentity
from claims.models.leases import Leased, LeasedQuerySet
from claims.models.outlets import Outlet
from claims.models.pages import Page
from claims.vocabulary import FeedCheckOutcome, FeedKind, FeedState


class FeedQuerySet(LeasedQuerySet["Feed"]):
    def active(self) -> "FeedQuerySet":
        """Feeds that are polled; one that was set aside is tried once a day."""
        return self.filter(state__in=(FeedState.ACTIVE, FeedState.QUARANTINED))

    def ready(self, now: datetime) -> "FeedQuerySet":
        """Due feeds whose host may be asked now, the longest due first."""
        may_be_asked = Exists(Host.objects.due(now).filter(name=OuterRef("host")))
        return self.active().due(now).filter(may_be_asked).order_by("next_check_at", "pk")

    def failing(self) -> "FeedQuerySet":
        """Feeds that brought nothing when they were last asked, and those that were set aside or given up."""
        troubled = Q(state__in=(FeedState.QUARANTINED, FeedState.GIVEN_UP))
        return self.filter(troubled | Q(state=FeedState.ACTIVE, failures__gt=0))


class Feed(Leased, PublicIdentity):
    """An outlet's feed, with its validators, its pace and its health."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="feeds", verbose_name=_("outlet"))
    url = models.URLField(_("address"), max_length=2000, unique=True)
    host = models.CharField(_("host"), max_length=300, editable=False)
    title = models.CharField(_("title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=FeedKind, default=FeedKind.FEED)
    state = models.CharField(_("state"), max_length=12, choices=FeedState, default=FeedState.ACTIVE)
    shortest_seconds = models.PositiveIntegerField(_("shortest pause in seconds"), default=300)
    longest_seconds = models.PositiveIntegerField(_("longest pause in seconds"), default=3600)
    # Half the usual gap between its entries, as the last changed answer had them.
    interval_seconds = models.PositiveIntegerField(_("its own pace in seconds"), default=900, editable=False)
    newest_item_at = models.DateTimeField(_("newest entry"), null=True, blank=True, editable=False)
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)
    notice = models.CharField(_("to know about it"), max_length=500, blank=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    down_since = models.DateTimeField(_("down since"), null=True, blank=True, editable=False)
    moved_to = models.URLField(_("redirects for good to"), max_length=2000, blank=True, editable=False)
    moved_since = models.DateTimeField(null=True, blank=True, editable=False)
    moved_polls = models.PositiveSmallIntegerField(default=0, editable=False)
    last_success_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        indexes = [
            models.Index(
                fields=["next_check_at", "id"], condition=Q(next_check_at__isnull=False), name="feed_by_next_check"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FeedState.values), name="feed_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=FeedKind.values), name="feed_kind_is_known"),
            models.CheckConstraint(
                condition=Q(shortest_seconds__gt=0, longest_seconds__gte=F("shortest_seconds")),
                name="feed_pauses_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class FeedCheck(models.Model):
    """One attempt to read a feed: operational, prunable."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="checks")
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=FeedCheckOutcome)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    bytes = models.PositiveIntegerField(_("bytes"), default=0)
    entries = models.PositiveIntegerField(_("entries"), default=0)
    new_items = models.PositiveIntegerField(_("new items"), default=0)
    skipped = models.PositiveIntegerField(_("older entries skipped"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("feed check")
        verbose_name_plural = _("feed checks")
        indexes = [models.Index(fields=["feed", "-started_at"], name="feed_check_by_time")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.get_outcome_display()}"


class FeedItem(models.Model):
    """One entry of a feed, known by its guid, and the page it points at."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="items")
    guid_sha256 = models.CharField(max_length=64)
    guid = models.CharField(_("guid"), max_length=1000)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    page = models.ForeignKey(Page, models.PROTECT, related_name="items")
    title = models.CharField(_("title"), max_length=1000, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    author = models.CharField(_("author"), max_length=300, blank=True)
    published_raw = models.CharField(_("published, as given"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("feed item")
        verbose_name_plural = _("feed items")
        constraints = [models.UniqueConstraint(fields=["feed", "guid_sha256"], name="one_item_per_feed_and_guid")]
        indexes = [models.Index(fields=["feed", "content_sha256"], name="item_by_content")]

    def __str__(self) -> str:
        return self.title or self.guid
