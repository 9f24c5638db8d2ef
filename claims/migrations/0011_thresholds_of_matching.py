"""Thresholds of matching that a chief adopted: append-only, the newest holds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers
from claims.models.history import ProtectHistory


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_articles_by_their_words"),
    ]

    operations = [
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
                    ("relations.suggested", "relations suggested"),
                    ("relation.confirmed", "suggested relation confirmed"),
                    ("relation.dismissed", "suggested relation dismissed"),
                    ("relation.reversed", "decision on a suggested relation reversed"),
                    ("capture.recorded", "capture recorded"),
                    ("article.revised", "article revised"),
                    ("article.disappeared", "article disappeared"),
                    ("article.corrected", "publisher marked a correction"),
                    ("article.archived", "article archived elsewhere"),
                    ("suggestions.made", "suggestions made"),
                    ("thresholds.adopted", "thresholds of matching adopted"),
                    ("suggestion.confirmed", "suggestion confirmed"),
                    ("suggestion.dismissed", "suggestion dismissed"),
                    ("suggestion.reversed", "decision reversed"),
                    ("derivations.suggested", "derivations suggested"),
                    ("derivation.confirmed", "derivation confirmed"),
                    ("derivation.dismissed", "derivation dismissed"),
                    ("derivation.reversed", "decision on a derivation reversed"),
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
        migrations.CreateModel(
            name="MatchThresholds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("silent", models.FloatField(verbose_name="stored from")),
                ("show", models.FloatField(verbose_name="shown from")),
                ("strict", models.FloatField(verbose_name="strong from")),
                ("figures", models.JSONField(default=dict, verbose_name="figures it rests on")),
                ("model_version", models.CharField(blank=True, max_length=200, verbose_name="model")),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adopted_thresholds",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "thresholds of matching",
                "verbose_name_plural": "thresholds of matching",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("show__gte", models.F("silent")),
                            ("silent__gte", 0),
                            ("strict__gte", models.F("show")),
                            ("strict__lte", 1),
                        ),
                        name="match_thresholds_are_probabilities_in_order",
                    )
                ],
            },
        ),
        ProtectHistory("MatchThresholds"),
        # SQLite rebuilds a table whose field is altered, and drops its triggers.
        ProtectHistory("JournalEntry"),
    ]
