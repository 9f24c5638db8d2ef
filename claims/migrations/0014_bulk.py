"""Imports of claims: the run and its rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_reply"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("next_check_at", models.DateTimeField(blank=True, null=True, verbose_name="next check")),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lease_token", models.UUIDField(blank=True, editable=False, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("csv", "CSV"),
                            ("cells", "cells of a spreadsheet"),
                            ("jsonl", "JSON lines"),
                            ("reviews", "published reviews (ClaimReview)"),
                        ],
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="file or address")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("columns", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                (
                    "claimant",
                    models.CharField(blank=True, max_length=200, verbose_name="who said it, where no column says"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "being checked"),
                            ("preview", "waits for a decision"),
                            ("recording", "being recorded"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                            ("discarded", "discarded"),
                        ],
                        default="checking",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("all_or_nothing", "record nothing"),
                            ("leave_out", "leave those rows out and record the rest"),
                        ],
                        default="all_or_nothing",
                        max_length=20,
                    ),
                ),
                ("leaves_out_alike", models.BooleanField(default=True)),
                ("language", models.CharField(default="en", max_length=12)),
                ("row_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("checked_count", models.PositiveIntegerField(default=0, verbose_name="checked")),
                ("recorded_count", models.PositiveIntegerField(default=0, verbose_name="recorded")),
                ("left_out_count", models.PositiveIntegerField(default=0, verbose_name="left out")),
                ("stopped_because", models.CharField(blank=True, max_length=300, verbose_name="stopped because")),
                ("created_at", models.DateTimeField(verbose_name="opened")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="claims.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("cells", models.JSONField(default=list)),
                ("fault", models.CharField(blank=True, max_length=300)),
                ("is_checked", models.BooleanField(default=False)),
                ("is_bad", models.BooleanField(default=False)),
                ("is_alike", models.BooleanField(default=False)),
                ("problems", models.JSONField(default=list)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("same_as", models.PositiveIntegerField(blank=True, null=True)),
                ("likes", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "not recorded yet"), ("recorded", "recorded"), ("left_out", "left out")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imported_row",
                        to="claims.claim",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="claims.importrun"
                    ),
                ),
            ],
            options={
                "verbose_name": "imported row",
                "verbose_name_plural": "imported rows",
            },
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(
                condition=models.Q(("next_check_at__isnull", False)),
                fields=["next_check_at"],
                name="import_by_next_check",
            ),
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["by", "-created_at"], name="import_by_person"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["checking", "preview", "recording", "done", "stopped", "discarded"])),
                name="import_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("policy__in", ["all_or_nothing", "leave_out"])), name="import_policy_is_known"
            ),
        ),
        migrations.AddIndex(
            model_name="importedrow",
            index=models.Index(fields=["run", "state", "number"], name="imported_row_by_state"),
        ),
        migrations.AddIndex(
            model_name="importedrow",
            index=models.Index(fields=["run", "key"], name="imported_row_by_key"),
        ),
        migrations.AddConstraint(
            model_name="importedrow",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="one_row_per_number_of_an_import"),
        ),
        migrations.AddConstraint(
            model_name="importedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim", None), ("state", "recorded"), _connector="OR"),
                name="only_recorded_rows_have_a_claim",
            ),
        ),
        # SQLite rebuilt the table of the altered field.
    ]
