"""Contact attempts, complaints, notes for named people; published reviews can be withdrawn."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers
from claims.models.history import ProtectHistory


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_vectors_of_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                (
                    "complainant",
                    models.CharField(
                        blank=True,
                        help_text="Empty: they are anonymous.",
                        max_length=200,
                        verbose_name="who complained",
                    ),
                ),
                ("statement", models.TextField(verbose_name="what they say is wrong")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("received_zone", models.CharField(default="UTC", max_length=60, verbose_name="zone")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="recorded")),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
            },
        ),
        migrations.CreateModel(
            name="ComplaintAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("answer", models.TextField(verbose_name="our answer")),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
            options={
                "verbose_name": "answer to a complaint",
                "verbose_name_plural": "answers to complaints",
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("replied", "replied"),
                            ("declined", "declined to comment"),
                            ("no_reply", "no reply"),
                            ("withdrawn", "recorded by mistake"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("whom", models.CharField(blank=True, max_length=200, verbose_name="whom we asked")),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "by phone"),
                            ("email", "by e-mail"),
                            ("message", "by message"),
                            ("letter", "by letter"),
                            ("form", "through their web form"),
                            ("in_person", "in person"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("quotation", models.TextField(blank=True, verbose_name="their words")),
                ("note", models.TextField(blank=True, verbose_name="note for the desk")),
                ("happened_at", models.DateTimeField(verbose_name="when")),
                (
                    "happened_precision",
                    models.CharField(
                        choices=[
                            ("minute", "to the minute"),
                            ("hour", "to the hour"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("unknown", "unknown"),
                        ],
                        default="minute",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("happened_zone", models.CharField(default="UTC", max_length=60, verbose_name="zone")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="reply wanted by")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("desk", "desk only"),
                            ("restricted", "restricted to named people"),
                        ],
                        default="public",
                        max_length=20,
                        verbose_name="visibility",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="journal number")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                ("is_imported", models.BooleanField(default=False, verbose_name="imported")),
            ],
            options={
                "verbose_name": "contact attempt",
                "verbose_name_plural": "contact attempts",
            },
        ),
        migrations.CreateModel(
            name="SealedNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
            options={
                "verbose_name": "sealed note",
                "verbose_name_plural": "sealed notes",
            },
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_is_exactly_one_thing",
        ),
        migrations.AddField(
            model_name="claimreview",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn"),
        ),
        migrations.AlterField(
            model_name="claimreview",
            name="url",
            field=models.URLField(max_length=2000, verbose_name="address"),
        ),
        migrations.AddConstraint(
            model_name="claimreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("url",), name="one_standing_review_per_address"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="seal",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaint",
                to="claims.seal",
            ),
        ),
        migrations.AddField(
            model_name="complaintanswer",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaint_answers",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="complaintanswer",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="claims.complaint"
            ),
        ),
        migrations.AddField(
            model_name="complaintanswer",
            name="led_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaint_answers",
                to="claims.journalentry",
                verbose_name="the correction it led to",
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="claims.contactattempt",
                verbose_name="answers",
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contact_attempts",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contact_attempts",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="seal",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contact_attempt",
                to="claims.seal",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="contact_attempt",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="claims.contactattempt",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("appearance__isnull", True),
                        ("article__isnull", False),
                        ("capture__isnull", True),
                        ("contact_attempt__isnull", True),
                        ("follow_up_check__isnull", True),
                    ),
                    models.Q(
                        ("appearance__isnull", True),
                        ("article__isnull", True),
                        ("capture__isnull", False),
                        ("contact_attempt__isnull", True),
                        ("follow_up_check__isnull", True),
                    ),
                    models.Q(
                        ("appearance__isnull", False),
                        ("article__isnull", True),
                        ("capture__isnull", True),
                        ("contact_attempt__isnull", True),
                        ("follow_up_check__isnull", True),
                    ),
                    models.Q(
                        ("appearance__isnull", True),
                        ("article__isnull", True),
                        ("capture__isnull", True),
                        ("contact_attempt__isnull", False),
                        ("follow_up_check__isnull", True),
                    ),
                    models.Q(
                        ("appearance__isnull", True),
                        ("article__isnull", True),
                        ("capture__isnull", True),
                        ("contact_attempt__isnull", True),
                        ("follow_up_check__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_is_exactly_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact_attempt__isnull", False), ("withdrawn_at", None)),
                fields=("claim", "contact_attempt"),
                name="one_evidence_per_claim_and_contact_attempt",
            ),
        ),
        migrations.AddField(
            model_name="sealednote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealed_notes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="sealednote",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealed_notes",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.AddField(
            model_name="sealednote",
            name="seal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="sealed_note", to="claims.seal"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["-received_at"], name="complaint_by_time"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("statement", ""), _negated=True), name="complaint_has_a_statement"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), _negated=True), name="complaint_answer_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="contactattempt",
            index=models.Index(
                condition=models.Q(("act", "asked"), ("due_at__isnull", False)),
                fields=["due_at"],
                name="contact_by_due_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["asked", "replied", "declined", "no_reply", "withdrawn"])),
                name="contact_act_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["public", "desk", "restricted"])),
                name="contact_visibility_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "asked"), ("answers", None)),
                    models.Q(models.Q(("act", "asked"), _negated=True), ("answers__isnull", False), ("due_at", None)),
                    _connector="OR",
                ),
                name="contact_outcome_says_what_it_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at", None), ("due_at__gte", models.F("happened_at")), _connector="OR"),
                name="reply_is_due_after_asking",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("means", ""),
                        ("note", ""),
                        ("quotation", ""),
                        ("seal__isnull", False),
                        ("visibility", "restricted"),
                        ("whom", ""),
                    ),
                    models.Q(models.Q(("visibility", "restricted"), _negated=True), ("seal", None)),
                    _connector="OR",
                ),
                name="restricted_contact_says_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "asked"), _negated=True),
                    ("visibility", "restricted"),
                    models.Q(("whom", ""), _negated=True),
                    _connector="OR",
                ),
                name="open_contact_says_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["replied", "declined"]), ("quotation", ""), _connector="OR"),
                name="only_replies_have_words",
            ),
        ),
        ProtectHistory("ContactAttempt"),
        ProtectHistory("ComplaintAnswer"),
        ProtectHistory("SealedNote"),
    ]
