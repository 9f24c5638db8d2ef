"""Pairs of claims: the words each is found by, what is proposed of two, and what is said again after a verdict."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Max

import claims.models.identifiers
from claims.models.history import ProtectHistory

REWORDING = ("claim.recorded", "claim.edited", "appearance.recorded", "appearance.withdrawn")


def await_comparison(apps, schema_editor):
    """The claims that are there already are held against one another too."""
    entries = apps.get_model("claims", "JournalEntry").objects.filter(kind__in=REWORDING).exclude(claim=None)
    worded = entries.values("claim_id").annotate(number=Max("number")).order_by("claim_id")
    wordings = apps.get_model("claims", "ClaimWording")
    rows = (wordings(claim_id=row["claim_id"], worded_number=row["number"]) for row in worded.iterator())
    wordings.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_stances_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("root", models.CharField(max_length=60, verbose_name="root")),
            ],
            options={
                "verbose_name": "word of a claim",
                "verbose_name_plural": "words of claims",
            },
        ),
        migrations.CreateModel(
            name="ClaimWording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worded_number", models.PositiveBigIntegerField(editable=False)),
                ("compared_with", models.CharField(blank=True, editable=False, max_length=80)),
                ("compare_attempted_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "wording",
                "verbose_name_plural": "wordings",
            },
        ),
        migrations.CreateModel(
            name="RelationDecision",
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
                "verbose_name": "decision on a suggested relation",
                "verbose_name_plural": "decisions on suggested relations",
            },
        ),
        migrations.CreateModel(
            name="RelationSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("duplicate", "looks like the same claim"),
                            ("contradicts", "looks like the opposite"),
                            ("repeats", "looks like the same about another period"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("score", models.FloatField(verbose_name="likeness")),
                ("reasons", models.JSONField(default=dict, verbose_name="reasons")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("confirmed", "confirmed"), ("dismissed", "dismissed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("model_version", models.CharField(blank=True, max_length=80, verbose_name="model")),
                ("created_at", models.DateTimeField(verbose_name="suggested")),
            ],
            options={
                "verbose_name": "suggested relation",
                "verbose_name_plural": "suggested relations",
            },
        ),
        migrations.AddField(
            model_name="suggestion",
            name="repeat_number",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="times said"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="said_again",
            field=models.JSONField(default=dict, verbose_name="why said again"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="said_again_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="said again"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("said_again_at__isnull", False)),
                fields=["claim", "said_again_at"],
                name="suggestion_said_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("repeat_number", None), ("said_again_at", None)),
                    models.Q(("repeat_number__gte", 2), ("said_again_at__isnull", False)),
                    _connector="OR",
                ),
                name="said_again_is_counted",
            ),
        ),
        migrations.AddField(
            model_name="claimword",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="words",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="claimwording",
            name="claim",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="wording",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="relationdecision",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relation_decisions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="relationdecision",
            name="relation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="claims.relation",
            ),
        ),
        migrations.AddField(
            model_name="relationsuggestion",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relation_suggestions",
                to="claims.claim",
                verbose_name="the older claim",
            ),
        ),
        migrations.AddField(
            model_name="relationsuggestion",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relation_suggestions_from",
                to="claims.claim",
                verbose_name="the newer claim",
            ),
        ),
        migrations.AddField(
            model_name="relationsuggestion",
            name="relation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suggestions",
                to="claims.relation",
                verbose_name="relation",
            ),
        ),
        migrations.AddField(
            model_name="relationdecision",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="claims.relationsuggestion"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimword",
            constraint=models.UniqueConstraint(fields=("root", "claim"), name="one_root_once_per_claim"),
        ),
        migrations.AddIndex(
            model_name="claimwording",
            index=models.Index(fields=["compared_with"], name="wording_by_comparison"),
        ),
        migrations.AddIndex(
            model_name="relationsuggestion",
            index=models.Index(condition=models.Q(("state", "open")), fields=["-score"], name="pair_open_by_score"),
        ),
        migrations.AddConstraint(
            model_name="relationsuggestion",
            constraint=models.UniqueConstraint(
                fields=("claim", "other", "kind"), name="one_relation_suggestion_per_pair_and_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="relationsuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim__lt", models.F("other"))), name="relation_suggestion_older_claim_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="relationsuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 0), ("score__lte", 1)), name="likeness_is_a_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="relationsuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["duplicate", "contradicts", "repeats"])),
                name="relation_suggestion_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationsuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("relation__isnull", False), ("state", "confirmed")),
                    models.Q(
                        models.Q(("state", "confirmed"), _negated=True),
                        ("relation", None),
                        ("state__in", ["open", "confirmed", "dismissed"]),
                    ),
                    _connector="OR",
                ),
                name="confirmed_relation_suggestions_have_their_relation",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("act", "confirmed"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="relations_are_dismissed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "confirmed"), _negated=True), ("relation__isnull", False), _connector="OR"
                ),
                name="confirming_names_the_relation",
            ),
        ),
        ProtectHistory("RelationDecision"),
        migrations.RunPython(await_comparison, migrations.RunPython.noop),
    ]
