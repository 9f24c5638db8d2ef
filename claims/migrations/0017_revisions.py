"""Affiliations known to the month and taken back; merging, topics and readings have acts of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0016_status"),
    ]

    operations = [
        migrations.AddField(
            model_name="affiliation",
            name="from_precision",
            field=models.CharField(
                choices=[("day", "to the day"), ("month", "to the month")],
                default="day",
                max_length=10,
                verbose_name="precision",
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="until_precision",
            field=models.CharField(
                choices=[("day", "to the day"), ("month", "to the month")],
                default="day",
                max_length=10,
                verbose_name="precision",
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn"),
        ),
        # SQLite rebuilds a table whose field is altered, and drops its triggers.
    ]
