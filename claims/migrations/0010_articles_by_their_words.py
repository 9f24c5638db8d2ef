"""Find articles by their words. The step "search" of tasks.py fills the table in batches; no migration waits for it."""

import django.db.models.deletion
from django.db import migrations, models

import claims.models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_pairs_of_claims"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="searchable_revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("searchable_revision__lt", models.F("revision_count"))),
                fields=["id"],
                name="article_unsearchable",
            ),
        ),
        migrations.CreateModel(
            name="ArticleText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="searchable_text",
                        serialize=False,
                        to="claims.article",
                    ),
                ),
                ("words", models.TextField()),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "article's words",
                "verbose_name_plural": "articles' words",
            },
        ),
        claims.models.IndexArticleWords(),
    ]
