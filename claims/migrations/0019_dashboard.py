"""Notes and mentions, what evidence waits for, why a claim is looked at again, the indexes of the dashboard."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers
from claims.models.claim_guard import GuardClaimStatus
from claims.models.history import ProtectHistory


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0018_triage"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="claims.body"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="claims.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={"verbose_name": "note on a story", "verbose_name_plural": "notes on stories"},
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="seen")),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="claims.storynote",
                        verbose_name="note",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "indexes": [
                    models.Index(condition=models.Q(("seen_at", None)), fields=["person"], name="mention_unseen")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("note", "person"), name="one_mention_per_note_and_person")
                ],
            },
        ),
        # The column keeps its name: a program of the version before goes on reading it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("story", "notes", "background"),
                migrations.AlterField(
                    "story", "background", models.TextField(blank=True, db_column="notes", verbose_name="background")
                ),
            ],
        ),
        migrations.AddField(
            model_name="claim",
            name="review_wanted_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("related_settled", "a related claim was settled"),
                    ("source_changed", "something happened to an article it rests on"),
                    ("evidence_gone", "the last evidence behind its verdict was withdrawn"),
                ],
                editable=False,
                max_length=20,
                null=True,
                verbose_name="cause of the review",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="changed_in",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.revision",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="unquoted_in",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.revision",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("kind__in", ["prediction", "promise"]), ("speaks_about_until__isnull", False)),
                fields=["speaks_about_until"],
                name="claim_by_deadline",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["-created_at", "-id"], name="claim_by_age"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("changed_in__isnull", False), ("withdrawn_at", None)),
                fields=["changed_in"],
                name="evidence_changed",
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["actor", "-number"], name="journal_by_actor"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["claim", "score", "created_at"],
                name="suggestion_open_by_claim",
            ),
        ),
        ProtectHistory("StoryNote"),
        GuardClaimStatus(),
    ]
