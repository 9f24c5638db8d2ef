"""Watch a feed: `manage.py add_feed URL [--outlet NAME]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims import tasks
from claims.models import database_now
from claims.monitoring import feeds
from claims.refusals import Refused


class Command(BaseCommand):
    help = "Try a feed once and watch it from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="The feed's address, http:// or https://.")
        parser.add_argument("--outlet", default="", help="The publisher's name; the feed's own title when not given.")

    def handle(self, *args: Any, url: str, outlet: str, **options: Any) -> None:
        try:
            feed = feeds.add(url=url, outlet_name=outlet, now=database_now(), fetch=tasks.politely())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        self.stdout.write(f"Watching {feed.url} for {feed.outlet.name} (feed {feed.pk}).")
