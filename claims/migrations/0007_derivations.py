"""What articles rest on, and the fingerprints by which copies are found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers
from claims.models.history import ProtectHistory


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_copies_and_providers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Derivation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("copy", "same text"),
                            ("rewrite", "takes passages over"),
                            ("quotes", "quotes"),
                            ("briefing", "same briefing"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("described", models.CharField(blank=True, max_length=200, verbose_name="as it is described")),
                (
                    "briefing",
                    models.UUIDField(blank=True, db_index=True, null=True, verbose_name="reports of one briefing"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("software", "software"), ("editor", "editor")],
                        default="software",
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("confirmed", "confirmed"), ("dismissed", "dismissed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("similarity", models.FloatField(verbose_name="shared")),
                ("passages", models.JSONField(default=list, verbose_name="passages")),
                ("reasons", models.JSONField(default=dict, verbose_name="reasons")),
                ("created_at", models.DateTimeField(verbose_name="suggested")),
            ],
            options={
                "verbose_name": "derivation",
                "verbose_name_plural": "derivations",
            },
        ),
        migrations.CreateModel(
            name="DerivationDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                (
                    "act",
                    models.CharField(
                        choices=[("confirmed", "confirmed"), ("dismissed", "dismissed"), ("reversed", "reversed")],
                        max_length=10,
                        verbose_name="act",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
            options={
                "verbose_name": "decision on a derivation",
                "verbose_name_plural": "decisions on derivations",
            },
        ),
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "fingerprint",
                "verbose_name_plural": "fingerprints",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="compare_attempted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="compared_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="compared_revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("compared_revision__lt", models.F("matched_revision"))),
                fields=["id"],
                name="article_uncompared",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivations",
                to="claims.article",
                verbose_name="article",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivations",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="claimant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivations",
                to="claims.claimant",
                verbose_name="claimant",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="original",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derived",
                to="claims.article",
                verbose_name="original",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="original_revision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derived",
                to="claims.revision",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivations",
                to="claims.revision",
                verbose_name="revision",
            ),
        ),
        migrations.AddField(
            model_name="derivation",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivations",
                to="claims.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="derivationdecision",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivation_decisions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="derivationdecision",
            name="derivation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="claims.derivation"
            ),
        ),
        migrations.AddField(
            model_name="derivationdecision",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derivation_decisions",
                to="claims.source",
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fingerprints",
                to="claims.article",
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="revision",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fingerprints",
                to="claims.revision",
            ),
        ),
        migrations.AddIndex(
            model_name="derivation",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["-similarity"], name="derivation_open_by_similarity"
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("original", None), models.Q(("original", models.F("article")), _negated=True), _connector="OR"
                ),
                name="an_article_does_not_rest_on_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("briefing", None),
                        ("claimant", None),
                        ("kind__in", ("copy", "rewrite")),
                        ("original__isnull", False),
                        ("original_revision__isnull", False),
                        ("source", None),
                    ),
                    models.Q(
                        ("briefing", None),
                        ("kind", "quotes"),
                        ("original", None),
                        ("original_revision", None),
                        models.Q(("source__isnull", False), ("claimant__isnull", False), _connector="OR"),
                    ),
                    models.Q(
                        ("claimant", None),
                        ("kind", "briefing"),
                        ("original", None),
                        ("original_revision", None),
                        ("briefing__isnull", False),
                        models.Q(("described", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="derivation_rests_on_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    ("original__isnull", False),
                    ("source__isnull", False),
                    _connector="OR",
                ),
                name="confirmed_derivation_names_what_it_rests_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.UniqueConstraint(
                fields=("article", "kind", "original"), name="one_derivation_of_a_kind_per_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.UniqueConstraint(
                fields=("article", "kind", "source"), name="one_derivation_of_a_kind_per_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.UniqueConstraint(
                fields=("article", "claimant"), name="one_derivation_per_article_and_claimant"
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.UniqueConstraint(
                fields=("article", "briefing"), name="one_derivation_per_article_and_briefing"
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("similarity__gte", 0), ("similarity__lte", 1)),
                name="derivation_similarity_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "confirmed", "dismissed"])), name="derivation_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="derivationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("act", "confirmed"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="derivation_dismissals_and_reversals_have_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="fingerprint",
            constraint=models.UniqueConstraint(
                fields=("value", "article"), name="one_fingerprint_of_a_value_per_article"
            ),
        ),
        ProtectHistory("DerivationDecision"),
    ]
