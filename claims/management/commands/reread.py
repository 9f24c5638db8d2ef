"""Read stored pages again with today's extractor: `manage.py reread [--most N]`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F

from claims import tasks
from claims.analysis.article_html import EXTRACTOR_VERSION
from claims.models import Revision, database_now
from claims.monitoring import revisions


class Command(BaseCommand):
    help = "Read the newest snapshot of every article again that an older extractor read; the old text stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=0, help="Stop after so many articles; 0 for all.")

    def handle(self, *args: Any, most: int, **options: Any) -> None:
        if most < 0:
            raise CommandError("--most is a number of articles, 0 for all.")
        newest = Revision.objects.filter(number=F("article__revision_count"), snapshot__isnull=False)
        stale = newest.exclude(extractor_version=EXTRACTOR_VERSION).order_by("article_id")
        ids = list(stale.values_list("article_id", flat=True)[: most or None])
        revised = 0
        for article_id in ids:
            if revisions.reread(article_id=article_id, now=database_now()) is not None:
                revised += 1
                tasks.enqueue_after_commit(tasks.match_article, article_id=article_id)
        told = {"extractor": EXTRACTOR_VERSION, "read_again": len(ids), "revised": revised}
        self.stdout.write(json.dumps(told))
