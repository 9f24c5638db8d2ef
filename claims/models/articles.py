"""The story at a page, and its text as it read at a time."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.analysis import quotations
from claims.analysis.quotations import Anchor
from claims.models.bodies import Body
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.outlets import Outlet
from claims.vocabulary import RevisionOrigin

# With the sweep's rhythm, what a dead worker held is matched again within two minutes.
MATCH_LEASE = timedelta(seconds=100)


class ArticleQuerySet(models.QuerySet["Article"]):
    def unmatched(self) -> Self:
        """Articles whose newest revision has not been held against the claims."""
        return self.filter(matched_revision__lt=F("revision_count"))

    def awaiting_match(self, now: datetime) -> Self:
        """Unmatched articles that nobody is at; a worker that died leaves its article to others."""
        nobody = Q(match_attempted_at=None) | Q(match_attempted_at__lte=now - MATCH_LEASE)
        return self.unmatched().filter(nobody)

    def unsearchable(self) -> Self:
        """Articles that the full-text search does not find by their newest revision."""
        return self.filter(searchable_revision__lt=F("revision_count"))

    def uncompared(self) -> Self:
        """Articles whose newest matched revision has not been held against the other articles."""
        return self.filter(compared_revision__lt=F("matched_revision"))

    def awaiting_comparison(self, now: datetime) -> Self:
        """Uncompared articles that nobody is at: what an article rests on is asked once its claims are known."""
        nobody = Q(compare_attempted_at=None) | Q(compare_attempted_at__lte=now - MATCH_LEASE)
        return self.uncompared().filter(nobody)


class Article(PublicIdentity):
    """The story at a page. Several addresses of one story share one article."""

    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("outlet")
    )
    url = models.URLField(_("address"), max_length=2000)
    url_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField(_("headline"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    published_raw = models.CharField(_("published, as given"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    first_seen_at = models.DateTimeField(_("first seen"))
    # A live blog's posts are articles of their own; this is the live blog.
    live_blog = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("live blog")
    )
    archive_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    disappeared_at = models.DateTimeField(_("disappeared"), null=True, blank=True)
    revision_count = models.PositiveIntegerField(_("revisions"), default=0, editable=False)
    matched_revision = models.PositiveIntegerField(default=0, editable=False)
    # How much of the journal the matcher knew: a claim worded later has not been held against this article.
    matched_number = models.PositiveBigIntegerField(default=0, editable=False)
    searchable_revision = models.PositiveIntegerField(default=0, editable=False)
    match_attempted_at = models.DateTimeField(null=True, blank=True, editable=False)
    compared_revision = models.PositiveIntegerField(default=0, editable=False)
    compared_at = models.DateTimeField(null=True, blank=True, editable=False)
    compare_attempted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(
                fields=["id"], condition=Q(matched_revision__lt=F("revision_count")), name="article_unmatched"
            ),
            models.Index(
                fields=["id"], condition=Q(searchable_revision__lt=F("revision_count")), name="article_unsearchable"
            ),
            models.Index(
                fields=["id"],
                condition=Q(compared_revision__lt=F("matched_revision")),
                name="article_uncompared",
            ),
            models.Index(fields=["-first_seen_at"], name="article_by_first_seen"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def appeared_at(self) -> datetime:
        """When it was there at the latest: a publisher's date that lies after our own first sight is wrong."""
        return min(self.published_at or self.first_seen_at, self.first_seen_at)


class ArchivedCopy(models.Model):
    """Where else an article is kept: a web archive's address for it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="archived_copies", verbose_name=_("article"))
    url = models.URLField(_("address"), max_length=2000)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("archived copy")
        verbose_name_plural = _("archived copies")
        constraints = [models.UniqueConstraint(fields=["article", "url"], name="one_archived_copy_per_address")]

    def __str__(self) -> str:
        return self.url


class Revision(HistoryRow, PublicIdentity):
    """An article's text as it read at a time; a new one only when the text changed in substance."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    origin = models.CharField(pgettext_lazy("origin", "from"), max_length=10, choices=RevisionOrigin)
    snapshot = models.ForeignKey("claims.Snapshot", models.PROTECT, null=True, blank=True, related_name="revisions")
    title = models.CharField(_("headline"), max_length=1000)
    body = models.ForeignKey(Body, models.PROTECT, related_name="revisions")
    author = models.CharField(_("author"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    published_raw = models.CharField(_("published, as given"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64)
    extractor_version = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_of_a_number_per_article")
        ]
        indexes = [models.Index(fields=["recorded_at"], name="revision_by_time")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def kept_text(self) -> str | None:
        """The text as it read, None when it was destroyed."""
        return self.body.kept_text

    def has_lost(self, anchor: Anchor) -> bool:
        """Whether a quotation stands neither in text nor headline; nobody can say when the text was destroyed."""
        text = self.kept_text
        return text is not None and all(quotations.find(one, anchor) < 0 for one in (text, self.title))
