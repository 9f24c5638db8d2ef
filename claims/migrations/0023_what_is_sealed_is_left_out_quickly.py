"""Counting what waits leaves out what is sealed, and looks at no row for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0022_retired_ratings"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="suggestion",
            name="suggestion_open_by_score",
        ),
        migrations.RemoveIndex(
            model_name="suggestion",
            name="suggestion_open_by_claim",
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("visibility", "restricted")),
                fields=["seal", "suggestion"],
                name="evidence_restricted",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["-score", "id"], name="suggestion_open_by_score"
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["claim", "score", "created_at", "id"],
                name="suggestion_open_by_claim",
            ),
        ),
    ]
