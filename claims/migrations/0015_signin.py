"""Attempts to come in and sessions; every session begins anew once, so that each of them is on record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.identifiers


def end_sessions(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0014_bulk"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=claims.models.identifiers.uuid7, editable=False, unique=True)),
                ("name_hash", models.CharField(editable=False, max_length=64)),
                ("address", models.GenericIPAddressField(blank=True, null=True, verbose_name="address")),
                ("network", models.CharField(blank=True, editable=False, max_length=50)),
                ("device", models.CharField(blank=True, max_length=200, verbose_name="device")),
                ("started_at", models.DateTimeField(verbose_name="since")),
                ("session_key", models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ("last_seen_at", models.DateTimeField(null=True, verbose_name="last seen")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "lock",
                    models.CharField(
                        blank=True, choices=[("name", "the name"), ("network", "the address")], max_length=10
                    ),
                ),
                ("locked_until", models.DateTimeField(null=True)),
                ("forgiven_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in",
                "verbose_name_plural": "sign-ins",
                "indexes": [
                    models.Index(fields=["name_hash", "started_at"], name="sign_in_by_name"),
                    models.Index(fields=["network", "started_at"], name="sign_in_by_network"),
                    models.Index(fields=["user", "last_seen_at"], name="sign_in_by_user"),
                    models.Index(fields=["started_at"], name="sign_in_by_start"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("session_key", None),
                            models.Q(("last_seen_at__isnull", False), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="session_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lock", ""), ("locked_until", None)),
                            models.Q(("lock__in", ["name", "network"]), ("locked_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="lock_has_an_end",
                    ),
                ],
            },
        ),
        # SQLite rebuilds a table whose field is altered, and drops its triggers.
        migrations.RunPython(end_sessions, migrations.RunPython.noop),
    ]
