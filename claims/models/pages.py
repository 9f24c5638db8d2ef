"""Web addresses, and every fetch of them."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.analysis import addresses
from claims.models.articles import Article
from claims.models.bodies import Body
from claims.models.history import HistoryRow
from claims.models.hosts import Host
from claims.models.identifiers import PublicIdentity
from claims.models.leases import Leased, LeasedQuerySet
from claims.models.outlets import Outlet
from claims.vocabulary import PageState


def address_digest(url: str) -> str:
    """The key by which an address, in its canonical spelling, is known: columns of 2,000 letters make poor keys."""
    return hashlib.sha256(url.encode()).hexdigest()


LONGEST_ADDRESS = 2000  # characters that the column holds


class PageQuerySet(LeasedQuerySet["Page"]):
    def at(self, outlets: Mapping[str, int | None], *, now: datetime) -> tuple[dict[str, "Page"], int]:
        """The page at each address (in its canonical spelling), and how many were made; those are due at once.

        outlets: addresses with the key of the outlet that a new page belongs to. Part of the caller's transaction.
        """
        digests = {address_digest(url): url for url in outlets}
        known = set(self.filter(url_sha256__in=digests).values_list("url_sha256", flat=True))
        missing = {digest: url for digest, url in digests.items() if digest not in known}
        hosts = sorted({addresses.host_of(url) for url in missing.values()})
        Host.objects.bulk_create([Host(name=name, next_check_at=now) for name in hosts], ignore_conflicts=True)
        # Another worker may meet the same address at this moment: the constraint decides, nobody fails.
        made = [
            self.model(
                url=url,
                url_sha256=digest,
                host=addresses.host_of(url),
                outlet_id=outlets[url],
                next_check_at=now,
                first_seen_at=now,
            )
            for digest, url in missing.items()
        ]
        self.bulk_create(made, ignore_conflicts=True)
        return {page.url: page for page in self.filter(url_sha256__in=digests)}, len(made)

    def ready(self, now: datetime) -> Self:
        """Due pages whose host may be asked now, the longest due first."""
        may_be_asked = Exists(Host.objects.due(now).filter(name=OuterRef("host")))
        return self.due(now).filter(may_be_asked).order_by("next_check_at", "pk")


class Page(Leased, PublicIdentity):
    """One web address with its validators and its pace."""

    url = models.URLField(_("address"), max_length=2000)
    url_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=300, editable=False)
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="pages", verbose_name=_("outlet")
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="pages", verbose_name=_("article")
    )
    state = models.CharField(_("state"), max_length=20, choices=PageState, default=PageState.WAITING)
    obstacle = models.CharField(_("what is in the way"), max_length=300, blank=True)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    last_changed_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    first_seen_at = models.DateTimeField(_("first seen"))
    # Set for a page that an editor watches: it is read at least this often, whatever its age.
    longest_seconds = models.PositiveIntegerField(_("longest pause in seconds"), null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        indexes = [
            models.Index(
                fields=["next_check_at", "id"], condition=Q(next_check_at__isnull=False), name="page_by_next_check"
            ),
            models.Index(
                fields=["host", "next_check_at"], condition=Q(next_check_at__isnull=False), name="page_by_host"
            ),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=PageState.values), name="page_state_is_known")]

    def __str__(self) -> str:
        return self.url


class Snapshot(HistoryRow, PublicIdentity):
    """One fetch of a page that brought something: the bytes, the headers, the final address."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="snapshots")
    fetched_at = models.DateTimeField(_("fetched"))
    http_status = models.PositiveSmallIntegerField(_("HTTP status"))
    headers = models.JSONField(_("headers"), default=dict)
    final_url = models.URLField(_("final address"), max_length=2000)
    sha256 = models.CharField("SHA-256", max_length=64)
    body = models.ForeignKey(Body, models.PROTECT, related_name="snapshots")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        indexes = [models.Index(fields=["page", "-fetched_at"], name="snapshot_by_time")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.fetched_at}"
