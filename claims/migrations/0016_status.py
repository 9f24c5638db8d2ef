"""Statuses proposed to a second editor; ratings with translations and a version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers
from claims.models.history import ProtectHistory


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_signin"),
    ]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="translations",
            field=models.JSONField(blank=True, default=dict, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="rating",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
        migrations.CreateModel(
            name="StatusProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("disputed", "Disputed"),
                            ("corroborated", "Corroborated"),
                            ("settled", "Settled"),
                            ("not_checkable", "Not checkable"),
                            ("overtaken", "Overtaken by events"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                ("effective_at", models.DateTimeField(verbose_name="since when")),
                (
                    "effective_precision",
                    models.CharField(
                        choices=[
                            ("minute", "to the minute"),
                            ("hour", "to the hour"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("unknown", "unknown"),
                        ],
                        default="day",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("effective_zone", models.CharField(default="UTC", max_length=60, verbose_name="zone")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "change_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("development", "development: the world moved"),
                            ("correction", "correction: we were wrong"),
                            ("refile", "refile: a typing error"),
                        ],
                        max_length=20,
                        verbose_name="why it changes",
                    ),
                ),
                ("further_evidence", models.JSONField(blank=True, default=list, verbose_name="further evidence")),
                ("fewer_sources_because", models.TextField(blank=True, verbose_name="why fewer sources are enough")),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="claims.claim",
                        verbose_name="claim",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="claims.criterion",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="claims.evidence",
                        verbose_name="deciding evidence",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="claims.rating",
                        verbose_name="rating",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed status",
                "verbose_name_plural": "proposed statuses",
            },
        ),
        migrations.CreateModel(
            name="ProposalDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                (
                    "act",
                    models.CharField(
                        choices=[("approved", "approved"), ("sent_back", "sent back"), ("taken_back", "taken back")],
                        max_length=12,
                        verbose_name="act",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_decisions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "status_change",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="claims.statuschange",
                        verbose_name="status change",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="claims.statusproposal"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a proposed status",
                "verbose_name_plural": "decisions on proposed statuses",
            },
        ),
        migrations.AddConstraint(
            model_name="statusproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="proposal_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="statusproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rating__isnull", False), ("to_status", "settled")),
                    models.Q(models.Q(("to_status", "settled"), _negated=True), ("rating", None)),
                    _connector="OR",
                ),
                name="proposed_verdicts_and_only_they_are_rated",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_status__in", ["settled", "disputed", "corroborated"]), _negated=True),
                    ("evidence__isnull", False),
                    _connector="OR",
                ),
                name="proposed_verdicts_have_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "to_status__in",
                        ["unverified", "disputed", "corroborated", "settled", "not_checkable", "overtaken"],
                    )
                ),
                name="proposed_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["approved", "sent_back", "taken_back"])), name="proposal_act_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "approved"), ("status_change__isnull", False)),
                    models.Q(
                        models.Q(("act", "approved"), _negated=True),
                        ("status_change", None),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="approval_is_a_change_and_all_else_has_a_reason",
            ),
        ),
        ProtectHistory("StatusProposal"),
        ProtectHistory("ProposalDecision"),
    ]
