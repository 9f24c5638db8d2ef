"""Feeds, hosts and searches learn what a newsroom needs to trust them."""

from datetime import timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Least

from claims.models.history import ProtectHistory


def keep_what_was_set(apps: Any, schema_editor: Any) -> None:
    """The interval an operator set stays the longest pause; what is not read is never due; late stays late."""
    feeds, watches = apps.get_model("claims", "Feed").objects, apps.get_model("claims", "ClaimWatch").objects
    feeds.exclude(state="active").update(next_check_at=None)
    feeds.update(longest_seconds=F("interval_seconds"), shortest_seconds=Least(300, F("interval_seconds")))
    for watch in watches.exclude(next_check_at=None).iterator():
        watch.late_at = watch.next_check_at + 3 * timedelta(seconds=watch.interval_seconds)
        watch.save(update_fields=["late_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_page_by_host_and_matched_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchivedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
            options={
                "verbose_name": "archived copy",
                "verbose_name_plural": "archived copies",
            },
        ),
        migrations.RemoveConstraint(
            model_name="feed",
            name="feed_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="feed",
            name="feed_interval_is_positive",
        ),
        migrations.RemoveIndex(
            model_name="feed",
            name="feed_by_next_check",
        ),
        migrations.AddField(
            model_name="article",
            name="live_blog",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="claims.article",
                verbose_name="live blog",
            ),
        ),
        migrations.AddField(
            model_name="claimwatch",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="claimwatch",
            name="late_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="feed",
            name="body_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="feed",
            name="down_since",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="down since"),
        ),
        migrations.AddField(
            model_name="feed",
            name="failing_since",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="failing since"),
        ),
        migrations.AddField(
            model_name="feed",
            name="kind",
            field=models.CharField(
                choices=[("feed", "feed"), ("sitemap", "sitemap"), ("list_page", "page of links")],
                default="feed",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="longest_seconds",
            field=models.PositiveIntegerField(default=3600, verbose_name="longest pause in seconds"),
        ),
        migrations.AddField(
            model_name="feed",
            name="moved_polls",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="feed",
            name="moved_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="moved_to",
            field=models.URLField(blank=True, editable=False, max_length=2000, verbose_name="redirects for good to"),
        ),
        migrations.AddField(
            model_name="feed",
            name="newest_item_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="newest entry"),
        ),
        migrations.AddField(
            model_name="feed",
            name="notice",
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name="to know about it"),
        ),
        migrations.AddField(
            model_name="feed",
            name="shortest_seconds",
            field=models.PositiveIntegerField(default=300, verbose_name="shortest pause in seconds"),
        ),
        migrations.AddField(
            model_name="feeditem",
            name="content_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="host",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="host",
            name="delay_seconds",
            field=models.FloatField(default=0, verbose_name="pause it asks for, in seconds"),
        ),
        migrations.AddField(
            model_name="host",
            name="robots_read_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="robots.txt read"),
        ),
        migrations.AddField(
            model_name="host",
            name="robots_text",
            field=models.TextField(blank=True, verbose_name="robots.txt"),
        ),
        migrations.AddField(
            model_name="page",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="page",
            name="longest_seconds",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="longest pause in seconds"),
        ),
        migrations.AlterField(
            model_name="feed",
            name="interval_seconds",
            field=models.PositiveIntegerField(default=900, editable=False, verbose_name="its own pace in seconds"),
        ),
        migrations.AlterField(
            model_name="feed",
            name="state",
            field=models.CharField(
                choices=[
                    ("active", "active"),
                    ("paused", "paused by an editor"),
                    ("gone", "gone for good"),
                    ("given_up", "given up after 30 days of failures"),
                    ("quarantined", "set aside: reading it ended our program three times"),
                ],
                default="active",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="journalentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("story.recorded", "story recorded"),
                    ("story.edited", "story edited"),
                    ("claimant.recorded", "claimant recorded"),
                    ("claimant.edited", "claimant edited"),
                    ("affiliation.recorded", "affiliation recorded"),
                    ("outlet.recorded", "outlet recorded"),
                    ("feed.added", "feed added"),
                    ("feed.edited", "feed edited"),
                    ("feed.paused", "feed paused"),
                    ("feed.resumed", "feed resumed"),
                    ("feed.gone", "feed gone"),
                    ("feed.down", "feed does not answer"),
                    ("feed.recovered", "feed answers again"),
                    ("feed.given_up", "feed given up"),
                    ("feed.quarantined", "feed set aside"),
                    ("feed.moved", "feed moved"),
                    ("page.watched", "page watched"),
                    ("source.recorded", "source recorded"),
                    ("claim.recorded", "claim recorded"),
                    ("claim.edited", "claim edited"),
                    ("claim.published", "claim published"),
                    ("claim.unpublished", "claim unpublished"),
                    ("claim.queued", "claim queued for review"),
                    ("claim.reviewed", "claim taken off the review queue"),
                    ("appearance.recorded", "appearance recorded"),
                    ("appearance.edited", "appearance edited"),
                    ("appearance.withdrawn", "appearance withdrawn"),
                    ("criterion.recorded", "criterion recorded"),
                    ("criterion.withdrawn", "criterion withdrawn"),
                    ("relation.recorded", "relation recorded"),
                    ("relation.withdrawn", "relation withdrawn"),
                    ("capture.recorded", "capture recorded"),
                    ("article.revised", "article revised"),
                    ("article.disappeared", "article disappeared"),
                    ("article.corrected", "publisher marked a correction"),
                    ("article.archived", "article archived elsewhere"),
                    ("suggestions.made", "suggestions made"),
                    ("suggestion.confirmed", "suggestion confirmed"),
                    ("suggestion.dismissed", "suggestion dismissed"),
                    ("suggestion.reversed", "decision reversed"),
                    ("evidence.recorded", "evidence recorded"),
                    ("evidence.edited", "evidence edited"),
                    ("evidence.withdrawn", "evidence withdrawn"),
                    ("stance.read", "stance read"),
                    ("status.changed", "status changed"),
                    ("review.recorded", "published review recorded"),
                    ("check.finished", "follow-up check finished"),
                    ("watch.late", "search is late"),
                    ("watch.recovered", "search runs again"),
                    ("redacted", "redacted"),
                    ("token.issued", "token issued"),
                    ("token.revoked", "token revoked"),
                    ("user.recorded", "person recorded"),
                    ("user.edited", "person edited"),
                ],
                max_length=40,
                verbose_name="act",
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="origin",
            field=models.CharField(
                choices=[
                    ("page", "the page"),
                    ("feed", "the feed's headline"),
                    ("capture", "an editor's copy"),
                    ("reread", "a newer reading of the same bytes"),
                ],
                max_length=10,
                verbose_name="from",
            ),
        ),
        migrations.RemoveIndex(model_name="page", name="page_by_host"),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(
                condition=models.Q(("next_check_at__isnull", False)),
                fields=["host", "next_check_at"],
                name="page_by_host",
            ),
        ),
        migrations.RemoveIndex(model_name="claimwatch", name="watch_by_next_check"),
        migrations.AddIndex(
            model_name="claimwatch",
            index=models.Index(
                condition=models.Q(("next_check_at__isnull", False)),
                fields=["next_check_at"],
                name="watch_by_next_check",
            ),
        ),
        migrations.RemoveIndex(model_name="page", name="page_by_next_check"),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(
                condition=models.Q(("next_check_at__isnull", False)),
                fields=["next_check_at", "id"],
                name="page_by_next_check",
            ),
        ),
        migrations.AddIndex(
            model_name="claimwatch",
            index=models.Index(condition=models.Q(("late_since", None)), fields=["late_at"], name="watch_by_late"),
        ),
        migrations.AddIndex(
            model_name="feed",
            index=models.Index(
                condition=models.Q(("next_check_at__isnull", False)),
                fields=["next_check_at", "id"],
                name="feed_by_next_check",
            ),
        ),
        migrations.AddIndex(
            model_name="feeditem",
            index=models.Index(fields=["feed", "content_sha256"], name="item_by_content"),
        ),
        migrations.RunPython(keep_what_was_set, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "paused", "gone", "given_up", "quarantined"])),
                name="feed_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["feed", "sitemap", "list_page"])), name="feed_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(("longest_seconds__gte", models.F("shortest_seconds")), ("shortest_seconds__gt", 0)),
                name="feed_pauses_are_in_order",
            ),
        ),
        migrations.AddField(
            model_name="archivedcopy",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="archived_copies",
                to="claims.article",
                verbose_name="article",
            ),
        ),
        migrations.AddConstraint(
            model_name="archivedcopy",
            constraint=models.UniqueConstraint(fields=("article", "url"), name="one_archived_copy_per_address"),
        ),
        # SQLite rebuilds a table whose field is altered, and drops its triggers.
        ProtectHistory("JournalEntry"),
        ProtectHistory("Revision"),
    ]
